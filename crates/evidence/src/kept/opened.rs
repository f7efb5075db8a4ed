//! The published papers, held against what the boxes opened and what was counted by post.

use std::collections::BTreeMap;

use hustings_recount::{Claim, Kept, PublishedPapers, Question, rankings};
use hustings_seal::verify::Outcome;

use super::boxes::BoxRead;
use crate::contents::Found;
use crate::finding::{Checked, Unmet, broken, claim, number, unknown};

/// How many papers have each ranking: candidates by number from 1, in order of preference.
type Opened = BTreeMap<Vec<u32>, u64>;

/// A claim for each post of which papers were published.
pub(super) fn claims(found: &Found, kept: &Kept, boxes: &[BoxRead<'_>]) -> Vec<Claim> {
    let papers = kept.papers.iter();
    papers
        .map(|papers| {
            let checked = check(papers, found, kept, boxes);
            claim(format!("opened {}", papers.post), checked)
        })
        .collect()
}

fn check(papers: &PublishedPapers, found: &Found, kept: &Kept, boxes: &[BoxRead<'_>]) -> Checked {
    let place = &papers.file;
    let bytes = found.papers.get(place);
    let bytes = bytes.ok_or_else(|| unknown(format!("the bundle has no '{place}'")))?;
    let read = rankings(bytes).map_err(|error| {
        broken(
            format!("{place} line {}", error.line),
            error.reason.to_string(),
        )
    })?;
    let asked = asked(papers, boxes);
    for (question, _) in &asked {
        named(place, &read.names, &question.candidates)?;
    }
    let mut published = read.papers;
    let opened = opened(papers, &asked)?;
    let online = opened.values().copied().fold(0, u64::saturating_add);
    for (ranking, number) in &opened {
        let there = published.remove(ranking).unwrap_or_default();
        let more = there.checked_sub(*number).ok_or_else(|| {
            broken(
                place,
                format!(
                    "{there} papers rank {}, and the boxes opened {number}",
                    shown(ranking)
                ),
            )
        })?;
        published.insert(ranking.clone(), more);
    }
    let beside = published.values().copied().fold(0, u64::saturating_add);
    let posted = posted(papers, kept);
    if beside != posted {
        let example = published.iter().find(|(_, number)| **number > 0);
        let example = example.map_or_else(String::new, |(ranking, more)| {
            format!(" ({more} more than opened rank {})", shown(ranking))
        });
        let reason = format!(
            "beside {online} that the boxes opened it has {beside}{example}, and {posted} were counted by post"
        );
        return Err(broken(place, reason));
    }
    Ok(told(online, posted))
}

fn told(online: u64, posted: u64) -> String {
    let opened = format!(
        "{}, exactly those that the boxes opened",
        number(online, "paper")
    );
    match posted {
        0 => opened,
        _ => format!(
            "{opened}, and beside them {}, as many as were counted by post",
            number(posted, "paper")
        ),
    }
}

/// A count goes by names, and boxes by numbers: both must be of the same candidates in the same order.
fn named(place: &str, names: &[String], asked: &[String]) -> Result<(), Unmet> {
    if names == asked {
        return Ok(());
    }
    let reason = format!(
        "its candidates are, in order, {}, and those of the boxes {}",
        names.join(", "),
        asked.join(", ")
    );
    Err(broken(place, reason))
}

/// A box that asks about the post, with its question and the question's place.
type Asked<'b> = (&'b Question, (usize, &'b BoxRead<'b>));

/// All boxes that ask about the post, or the one of the section whose papers they are.
fn asked<'b>(papers: &PublishedPapers, boxes: &'b [BoxRead<'_>]) -> Vec<Asked<'b>> {
    let section = papers.section.as_ref();
    let concern = boxes
        .iter()
        .filter(|one| section.is_none_or(|section| *section == one.opened.id));
    concern
        .filter_map(|one| {
            let mut questions = one.opened.posts.iter().enumerate();
            let found = questions.find(|(_, question)| question.post == papers.post);
            found.map(|(index, question)| (question, (index, one)))
        })
        .collect()
}

/// What these boxes opened.
fn opened(papers: &PublishedPapers, asked: &[Asked<'_>]) -> Result<Opened, Unmet> {
    let mut all = Opened::new();
    for (_, (index, one)) in asked {
        let (archive, place) = one.going_on();
        let outcomes = archive?.report.outcomes.as_deref();
        let outcomes = outcomes.ok_or_else(|| unknown(format!("{place} has no result")))?;
        let Some(Outcome::Papers(found)) = outcomes.get(*index) else {
            return Err(unknown(format!(
                "{place} has no papers for {}",
                papers.post
            )));
        };
        for (ranks, number) in &found.rankings {
            *all.entry(preferences(ranks)).or_default() += *number as u64;
        }
    }
    Ok(all)
}

/// Candidates in order of preference, from the rank of each.
fn preferences(ranks: &[u8]) -> Vec<u32> {
    let mut ranked: Vec<(u8, u32)> = (ranks.iter().copied()).zip(1..).collect();
    ranked.retain(|(rank, _)| *rank > 0);
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Papers that were counted by post and are in the file: those that count, and blank ones.
fn posted(papers: &PublishedPapers, kept: &Kept) -> u64 {
    let batches = kept.batches.iter();
    let batches = batches
        .filter(|batch| papers.section.is_none() || batch.section == papers.section)
        .filter_map(|batch| batch.counted.as_ref());
    let figures = batches.filter_map(|counted| counted.posts.get(&papers.post));
    figures
        .map(|figures| figures.papers.saturating_add(figures.blank))
        .fold(0, u64::saturating_add)
}

/// "1, 3, 2"; "nobody"
fn shown(ranking: &[u32]) -> String {
    if ranking.is_empty() {
        return "nobody".to_owned();
    }
    let candidates: Vec<String> = ranking.iter().map(u32::to_string).collect();
    candidates.join(", ")
}
