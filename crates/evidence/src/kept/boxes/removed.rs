//! Ballots that rulings remove, and those that go on without them.

use std::collections::{BTreeMap, BTreeSet};

use hustings_recount::{Kept, OpenedBox, Removal};
use hustings_seal::digest::Digest;
use hustings_seal::group::Encoded;

use super::ballots::Ballots;
use super::usable;
use crate::contents::Place;
use crate::finding::{Checked, Unmet, broken, number, unknown};

pub(super) fn check(
    opened: &OpenedBox,
    kept: &Kept,
    cast: &Result<Ballots, Unmet>,
    going_on: Option<&Result<Ballots, Unmet>>,
) -> Checked {
    let Ballots { digests, by, .. } = usable(cast)?;
    let cast = digests;
    reasoned(opened, kept)?;
    let place = Place::Archive(&opened.id).to_string();
    let expected = without(cast, &opened.removed)?;
    none_revives(cast, by, &opened.removed)?;
    if let Some(going_on) = going_on {
        compare(&expected, &usable(going_on)?.digests, &place)?;
    } else if !opened.removed.is_empty() {
        // What is there goes on: what was removed is in it, or nobody can see that it was ever cast.
        return Err(unknown(format!(
            "the bundle has no '{}', and rulings remove {}",
            Place::Cast(&opened.id),
            number(opened.removed.len() as u64, "ballot")
        )));
    }
    Ok(if opened.removed.is_empty() {
        format!("no ruling removes a ballot: all {} go on", cast.len())
    } else {
        format!(
            "{} as cast, less {} that rulings remove ({}), are the {} that go on, in their order",
            cast.len(),
            opened.removed.len(),
            reasons(&opened.removed),
            expected.len()
        )
    })
}

/// Each ruling that removes a ballot is there, with its reasons.
fn reasoned(opened: &OpenedBox, kept: &Kept) -> Result<(), Unmet> {
    for Removal { ballot, ruling, .. } in &opened.removed {
        let made = kept.rulings.iter().find(|made| made.id == *ruling);
        if made.is_none_or(|made| made.reasons.trim().is_empty()) {
            let reason = format!("the ruling {ruling}, which removes {ballot}, has no reasons");
            return Err(broken("events.jsonl", reason));
        }
    }
    Ok(())
}

/// The ballots as cast less those that are removed, each of which must be among them.
fn without(cast: &[Digest], removed: &[Removal]) -> Result<Vec<Digest>, Unmet> {
    let mut removed: BTreeMap<&str, &Removal> = removed
        .iter()
        .map(|removal| (removal.ballot.as_str(), removal))
        .collect();
    let stays = |digest: &&Digest| removed.remove(digest.to_base64().as_str()).is_none();
    let expected = cast.iter().filter(stays).copied().collect();
    match removed.into_values().next() {
        None => Ok(expected),
        Some(Removal { ballot, ruling, .. }) => Err(broken(
            "events.jsonl",
            format!("the ruling {ruling} removes the ballot {ballot}, which was not cast"),
        )),
    }
}

/// Where ballots are replaced, the one before would count in the place of one that is removed.
fn none_revives(cast: &[Digest], by: &[Encoded], removed: &[Removal]) -> Result<(), Unmet> {
    let trackers: BTreeSet<&str> = removed.iter().map(|one| one.ballot.as_str()).collect();
    let with_trackers = cast.iter().map(|digest| digest.to_base64()).zip(by);
    let (gone, stay): (Vec<_>, Vec<_>) =
        with_trackers.partition(|(tracker, _)| trackers.contains(tracker.as_str()));
    let gone: BTreeMap<&Encoded, String> = gone
        .into_iter()
        .map(|(ballot, who)| (who, ballot))
        .collect();
    for (left, who) in stay {
        if let Some(ballot) = gone.get(who) {
            let reason = format!(
                "the ballot {ballot} is removed, and {left}, by the same credential, goes on: all of them are removed or none"
            );
            return Err(broken("events.jsonl", reason));
        }
    }
    Ok(())
}

fn compare(expected: &[Digest], going_on: &[Digest], place: &str) -> Result<(), Unmet> {
    let differs = expected
        .iter()
        .zip(going_on)
        .position(|(one, other)| one != other);
    let at = differs
        .or((expected.len() != going_on.len()).then_some(expected.len().min(going_on.len())));
    let Some(at) = at else { return Ok(()) };
    let shown = |ballots: &[Digest]| {
        let ballot = ballots.get(at);
        ballot.map_or_else(
            || "none".to_owned(),
            |digest| format!("the ballot {}", digest.to_base64()),
        )
    };
    Err(broken(
        place,
        format!(
            "ballot {} of those that go on is {}; by the ballots as cast and the rulings it is {}",
            at + 1,
            shown(going_on),
            shown(expected)
        ),
    ))
}

/// "2 death, 1 duplicate"
fn reasons(removed: &[Removal]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for removal in removed {
        *counts.entry(&removal.reason).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    counts.join(", ")
}
