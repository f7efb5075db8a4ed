use std::collections::BTreeSet;

use hustings_recount::{Claim, OpenedBox};
use hustings_seal::election::Question;
use hustings_seal::group::Encoded;

use super::super::checkpoint::{self, Log};
use super::archive::Archived;
use super::{Around, BoxRead, tally, trustees, usable};
use crate::contents::Place;
use crate::finding::{Checked, Unmet, broken, claim, number, same, unknown};

/// The claims of one box, in their order.
pub(crate) fn claims(one: &BoxRead<'_>, around: &Around<'_>) -> Vec<Claim> {
    let log = around.log;
    let id = &one.opened.id;
    let named = [
        ("", whole(one)),
        (" setup", setup(one, around)),
        (" credentials", credentials(one, around)),
        (" log", ballots(one, log)),
        (" removed", one.removed.clone()),
        (" trustees", trustees::check(one, around)),
        (" tally", tally::check(one)),
    ];
    let claims = named.into_iter();
    claims
        .map(|(of, checked)| claim(format!("box {id}{of}"), checked))
        .collect()
}

fn whole(one: &BoxRead<'_>) -> Checked {
    let archived = one.archive.as_ref().map_err(Clone::clone)?;
    if let Some(cast) = &one.cast {
        cast.as_ref().map_err(Clone::clone)?;
    }
    let report = &archived.report;
    let told = format!(
        "{} of {}, {} tallied, {}, {}",
        number(report.cast as u64, "ballot"),
        number(report.credentials as u64, "credential"),
        report.tallied,
        number(report.shuffles.len() as u64, "shuffle"),
        number(report.decryptions.len() as u64, "decryption")
    );
    if report.outcomes.is_none() {
        return Err(unknown(format!(
            "it has no result yet; as far as it goes it verifies: {told}"
        )));
    }
    Ok(format!("{told}, and the result follows"))
}

fn setup(one: &BoxRead<'_>, around: &Around<'_>) -> Checked {
    let opened = one.opened;
    let (archive, place) = one.going_on();
    let archived = archive?;
    matches_opening(archived, opened, around, &place)?;
    if one.cast.is_some() {
        let (cast, place) = one.as_cast();
        matches_opening(cast?, opened, around, &place)?;
    }
    let posts: Vec<String> = opened
        .posts
        .iter()
        .map(|question| format!("{} ({} nominees)", question.post, question.candidates.len()))
        .collect();
    Ok(format!(
        "the election {} is that of line {} of the log; it asks for {}",
        opened.election,
        opened.entry + 1,
        posts.join(", ")
    ))
}

fn matches_opening(
    archived: &Archived,
    opened: &OpenedBox,
    around: &Around<'_>,
    place: &str,
) -> Result<(), Unmet> {
    let report = &archived.report;
    same(
        place,
        "the election",
        &report.uuid.to_string(),
        &opened.election,
    )?;
    same(
        place,
        "its fingerprint",
        &report.fingerprint,
        &opened.fingerprint,
    )?;
    let setup = format!("sha256:{}", report.events.setup);
    same(place, "the event of its setup", &setup, &opened.setup)?;
    let (asked, posts) = (archived.questions.len(), opened.posts.len());
    same(place, "the number of questions", &asked, &posts)?;
    for (number, (question, post)) in (1..).zip(archived.questions.iter().zip(&opened.posts)) {
        let nominees = matches!(question, Question::Ranked { candidates, .. } if *candidates == post.candidates);
        if !nominees {
            let reason = format!(
                "question {number} does not ask for a ranking of the nominees for {}, in the order in which they were \
                 published: {}",
                post.post,
                post.candidates.join(", ")
            );
            return Err(broken(place, reason));
        }
        titled(number, question, &post.post, around, place)?;
    }
    Ok(())
}

/// The voters were asked about the post that the answers are counted for.
fn titled(
    number: usize,
    question: &Question,
    post: &str,
    around: &Around<'_>,
    place: &str,
) -> Result<(), Unmet> {
    let (Question::Ranked { question, .. }, Some(title)) = (question, around.titles.get(post))
    else {
        return Ok(());
    };
    if question == title {
        return Ok(());
    }
    let reason = format!(
        "question {number} is {question:?}, and the title of {post} in the rulebook {title:?}"
    );
    Err(broken(place, reason))
}

/// Whoever is on the lists of two boxes has two votes.
fn on_no_other(one: &BoxRead<'_>, boxes: &[BoxRead<'_>], place: &str) -> Result<(), Unmet> {
    let own: BTreeSet<&Encoded> = one.credentials.iter().collect();
    for other in boxes {
        if other.opened.id == one.opened.id {
            continue;
        }
        if let Some(shared) = other.credentials.iter().find(|listed| own.contains(listed)) {
            let reason = format!(
                "the credential {shared} is on the list of {} too",
                other.opened.id
            );
            return Err(broken(place, reason));
        }
    }
    Ok(())
}

fn credentials(one: &BoxRead<'_>, around: &Around<'_>) -> Checked {
    let Around { kept, boxes, .. } = around;
    let opened = one.opened;
    let (cast, place) = one.as_cast();
    let report = &cast?.report;
    let listed = report.credentials as u64;
    same(
        &place,
        "the number of credentials",
        &listed,
        &opened.credentials,
    )?;
    let section = kept.sections.iter().find(|section| section.id == opened.id);
    let section =
        section.ok_or_else(|| unknown(format!("the log has no roll of {}", opened.id)))?;
    same(
        &place,
        "the number of credentials",
        &listed,
        &section.electors,
    )?;
    on_no_other(one, boxes, &place)?;
    let more = report.cast - report.tallied.min(report.cast);
    let told = if kept.policy.replacing {
        format!("{more} ballots were replaced by later ones, as the rules allow")
    } else {
        "none more than once".to_owned()
    };
    Ok(format!(
        "{}, as many as {} has electors, and none on another box's list; {} voted, {told}",
        number(listed, "credential"),
        opened.id,
        report.tallied
    ))
}

fn ballots(one: &BoxRead<'_>, log: &Log) -> Checked {
    let id = &one.opened.id;
    let place = Place::BoxCheckpoint(id).to_string();
    let key = log.box_key(id);
    let (_, signed) = checkpoint::opened(one.checkpoint, &place, key)?;
    let head = usable(&one.log)?.head();
    checkpoint::agrees(
        signed.head(),
        &head,
        &place,
        "the log of the ballots as cast",
    )?;
    let closed = one.opened.closed.as_ref();
    let closed = closed.ok_or_else(|| unknown("the log does not say that the box was closed"))?;
    same(&place, "the size", &head.size, &closed.size)?;
    same(&place, "the root", &head.root.to_string(), &closed.root)?;
    Ok(format!(
        "{} as cast, with the root {}, signed, and as the contest's log has it",
        number(head.size, "ballot"),
        head.root
    ))
}
