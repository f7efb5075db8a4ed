//! Events and figures of a box, held against what the log says of its closing and its tally.

use hustings_recount::{Closed, Figures, Tallied};
use hustings_seal::digest::Digest;
use hustings_seal::papers::Papers;
use hustings_seal::verify::Outcome;

use super::BoxRead;
use crate::finding::{Checked, Unmet, broken, same, unknown};

pub(super) fn check(one: &BoxRead<'_>) -> Checked {
    let closed = one.opened.closed.as_ref();
    let closed = closed.ok_or_else(|| unknown("the log does not say that the box was closed"))?;
    check_closed(one, closed)?;
    let tallied = one.opened.tallied.as_ref();
    let tallied =
        tallied.ok_or_else(|| unknown("the log does not say that the box was tallied"))?;
    let told = check_tallied(one, tallied)?;
    Ok(format!(
        "{} cast by {} credentials, {} tallied; {told}",
        closed.cast, closed.voted, closed.tallied
    ))
}

fn check_closed(one: &BoxRead<'_>, closed: &Closed) -> Result<(), Unmet> {
    let (cast, place) = one.as_cast();
    let cast = &cast?.report;
    same(&place, "ballots cast", &(cast.cast as u64), &closed.cast)?;
    same(
        &place,
        "credentials that voted",
        &(cast.tallied as u64),
        &closed.voted,
    )?;
    let end = event(cast.events.end_ballots, "the poll has not ended", &place)?;
    same(
        &place,
        "the event that ends the poll",
        &end,
        &closed.archive,
    )?;
    if one.cast.is_some() && cast.last_event != cast.events.end_ballots.unwrap_or(cast.last_event) {
        let reason = "it goes on after its poll, and only the archive without removed ballots may";
        return Err(broken(place, reason));
    }
    let (archive, place) = one.going_on();
    let archive = &archive?.report;
    same(
        &place,
        "ballots tallied",
        &(archive.tallied as u64),
        &closed.tallied,
    )?;
    let tally = event(
        archive.events.encrypted_tally,
        "it has no encrypted tally",
        &place,
    )?;
    same(
        &place,
        "the event of the encrypted tally",
        &tally,
        &closed.tally,
    )
}

fn event(digest: Option<Digest>, lacks: &str, place: &str) -> Result<String, Unmet> {
    let digest = digest.ok_or_else(|| broken(place, lacks))?;
    Ok(format!("sha256:{digest}"))
}

fn check_tallied(one: &BoxRead<'_>, tallied: &Tallied) -> Checked {
    let (archive, place) = one.going_on();
    let report = &archive?.report;
    let last = format!("sha256:{}", report.last_event);
    same(&place, "the last event", &last, &tallied.archive)?;
    let outcomes = report.outcomes.as_deref();
    let outcomes = outcomes.ok_or_else(|| broken(&place, "it has no result"))?;
    let mut told = Vec::new();
    for (number, question) in (1..).zip(&one.opened.posts) {
        let post = &question.post;
        let Some(Outcome::Papers(papers)) = outcomes.get(number - 1) else {
            let reason =
                format!("question {number}, of the post {post}, does not ask for a ranking");
            return Err(broken(place, reason));
        };
        let found = figures(papers);
        let logged = tallied.posts.get(post).copied().unwrap_or_default();
        for (what, found, logged) in [
            ("papers", found.papers, logged.papers),
            ("blank papers", found.blank, logged.blank),
            ("spoilt papers", found.spoilt, logged.spoilt),
        ] {
            same(
                &place,
                &format!("the number of {what} for {post}"),
                &found,
                &logged,
            )?;
        }
        told.push(format!(
            "{post}: {} papers, {} blank, {} spoilt",
            found.papers, found.blank, found.spoilt
        ));
    }
    Ok(told.join("; "))
}

/// Papers that count, blank ones and spoilt ones.
pub(super) fn figures(papers: &Papers) -> Figures {
    let blank = papers
        .rankings
        .iter()
        .filter(|(ranks, _)| ranks.iter().all(|rank| *rank == 0));
    let blank: usize = blank.map(|(_, number)| number).sum();
    let all: usize = papers.rankings.values().sum();
    Figures {
        papers: (all - blank) as u64,
        blank: blank as u64,
        spoilt: papers.spoilt.len() as u64,
    }
}
