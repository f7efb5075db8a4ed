//! Rulings, and what the scrutineer reported.

use hustings_recount::{Claim, Kept, Scrutiny};

use crate::finding::{Checked, Unmet, broken, claim, number, same, unknown};

/// Where the scrutineer's figures stand.
const REPORT: &str = "events.jsonl, the scrutineer's report";

pub(super) fn claims(kept: &Kept) -> Vec<Claim> {
    let mut claims = vec![claim("rulings", rulings(kept))];
    if kept.has_scrutineer || kept.scrutiny.is_some() {
        claims.push(claim("scrutineer", scrutineer(kept)));
    }
    claims
}

fn rulings(kept: &Kept) -> Checked {
    if let Some(ruling) = kept
        .rulings
        .iter()
        .find(|ruling| ruling.reasons.trim().is_empty())
    {
        return Err(broken(
            "events.jsonl",
            format!("the ruling {} has no reasons", ruling.id),
        ));
    }
    let count = |is: fn(&hustings_recount::RulingMade) -> bool| {
        kept.rulings.iter().filter(|ruling| is(ruling)).count()
    };
    if kept.rulings.is_empty() {
        return Ok("nothing was ruled on".to_owned());
    }
    Ok(format!(
        "{}, each with its reasons; {} appealed against, {} superseded",
        number(kept.rulings.len() as u64, "ruling"),
        count(|ruling| ruling.appealed),
        count(|ruling| !ruling.stands)
    ))
}

fn scrutineer(kept: &Kept) -> Checked {
    let report = kept.scrutiny.as_ref();
    let report = report.ok_or_else(|| unknown("the scrutineer has not reported yet"))?;
    papers(report, kept)?;
    if let Some(post) = polled(kept).find(|post| !report.valid.contains_key(*post)) {
        let reason = format!("it does not say how many papers for {post} were valid");
        return Err(broken(REPORT, reason));
    }
    for (post, valid) in &report.valid {
        let what = format!("the valid papers for {post}");
        same(REPORT, &what, valid, &valid_papers(kept, post))?;
    }
    satisfied(report)?;
    Ok(format!(
        "the scrutineer is satisfied; {} distributed, {} returned, as in the log",
        number(report.distributed, "paper"),
        report.returned
    ))
}

/// What was sent out and what came back: as declared of the whole, and as roll, boxes and post have it. Papers that were
/// set aside or rejected came back too, and so did ballots that rulings removed: a report may count them or not.
fn papers(report: &Scrutiny, kept: &Kept) -> Result<(), Unmet> {
    let electors = total(kept.sections.iter().map(|section| section.electors));
    same(
        REPORT,
        "the papers distributed",
        &report.distributed,
        &electors,
    )?;
    let closed = || kept.boxes.iter().filter_map(|one| one.closed.as_ref());
    let batches = || kept.batches.iter();
    let received = total(batches().map(|batch| batch.received));
    let unopened = total(batches().map(|batch| batch.set_aside));
    let rejected = total(batches().flat_map(|batch| batch.rejected.values().copied()));
    let least = total(closed().map(|closed| closed.tallied)).saturating_add(received);
    // Ballots that others replaced came back as well.
    let cast = total(closed().map(|closed| closed.cast));
    let most = total([cast, received, unopened, rejected].into_iter());
    if (least..=most).contains(&report.returned) {
        return Ok(());
    }
    Err(broken(
        REPORT,
        format!(
            "the papers returned are {}, and in the log at least {least} and at most {most}",
            report.returned
        ),
    ))
}

/// The posts that boxes asked about, or that have papers by post.
fn polled(kept: &Kept) -> impl Iterator<Item = &String> {
    let questions = kept.boxes.iter().flat_map(|one| &one.posts);
    questions
        .map(|question| &question.post)
        .chain(kept.posted.keys())
}

fn satisfied(report: &Scrutiny) -> Result<(), Unmet> {
    let doubts: Vec<&str> = [
        (report.no_contravention, "that nothing contravened the law"),
        (report.secure, "that the arrangements were secure"),
        (report.independent, "that the work was independent"),
    ]
    .into_iter()
    .filter_map(|(satisfied, of)| (!satisfied).then_some(of))
    .collect();
    if doubts.is_empty() {
        return Ok(());
    }
    let doubts = doubts.join(", nor ");
    Err(broken(
        REPORT,
        format!("the scrutineer is not satisfied {doubts}"),
    ))
}

/// Papers that count for a post, of all boxes and by post.
fn valid_papers(kept: &Kept, post: &str) -> u64 {
    let tallied = kept.boxes.iter().filter_map(|one| one.tallied.as_ref());
    let online = tallied.filter_map(|tallied| tallied.posts.get(post));
    let posted = kept.posted.get(post);
    total(online.chain(posted).map(|figures| figures.papers))
}

/// Nothing overflows, whatever somebody wrote into the log.
fn total(figures: impl Iterator<Item = u64>) -> u64 {
    figures.fold(0, u64::saturating_add)
}
