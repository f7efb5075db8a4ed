//! Shuffles and decryptions: each in the log, each proved by its trustee, and enough of them.

use hustings_recount::{Kept, Step};
use hustings_seal::digest::Digest;
use hustings_seal::verify::Claimed;

use super::archive::Archived;
use super::{Around, BoxRead};
use crate::finding::{Checked, Unmet, broken, number};

/// So many hexadecimal digits of a key's digest.
const FINGERPRINT: usize = 16;

pub(super) fn check(one: &BoxRead<'_>, around: &Around<'_>) -> Checked {
    let Around { kept, boxes, .. } = around;
    let (archived, place) = one.going_on();
    let archived = archived?;
    let report = &archived.report;
    enough(archived, kept, &place)?;
    steps("shuffle", &report.shuffles, &one.opened.shuffles, &place)?;
    steps(
        "decryption",
        &report.decryptions,
        &one.opened.decryptions,
        &place,
    )?;
    if one.opened.tallied.is_some() {
        counted(
            "shuffle",
            report.shuffles.len(),
            kept.policy.shuffles_needed,
            &place,
        )?;
        counted(
            "decryption",
            report.decryptions.len(),
            kept.policy.decryptions_needed,
            &place,
        )?;
    }
    Ok(format!(
        "{} by trustees {}, {} by {}, each in the log and proved by its trustee's statement; {} of {} trustees must decrypt; \
         their keys are {}{}",
        number(report.shuffles.len() as u64, "shuffle"),
        by(&report.shuffles),
        number(report.decryptions.len() as u64, "decryption"),
        by(&report.decryptions),
        archived.needed,
        report.trustees,
        keys(archived),
        others(archived, one, boxes)
    ))
}

/// Whose keys these are no bundle shows: by the fingerprints people compare them with what trustees say.
fn keys(archived: &Archived) -> String {
    let keys = archived.keys.iter().map(|key| {
        let digest = Digest::of(&key.to_hex()).to_string();
        digest.chars().take(FINGERPRINT).collect::<String>()
    });
    keys.collect::<Vec<_>>().join(", ")
}

/// Trustees who differ from box to box are told of: the rulebook appoints them once.
fn others(archived: &Archived, one: &BoxRead<'_>, boxes: &[BoxRead<'_>]) -> String {
    let with_others = boxes.iter().filter(|other| {
        let (there, _) = other.going_on();
        there.is_ok_and(|there| there.keys != archived.keys)
    });
    let ids: Vec<&str> = with_others
        .map(|other| other.opened.id.as_str())
        .filter(|id| *id != one.opened.id)
        .collect();
    if ids.is_empty() {
        return String::new();
    }
    format!("; the keys of {} are others", ids.join(", "))
}

/// The key is in as many hands as the rulebook says.
fn enough(archived: &Archived, kept: &Kept, place: &str) -> Result<(), Unmet> {
    let policy = &kept.policy;
    let needed = archived.needed as u64;
    if needed < policy.decryptions_needed {
        let reason = format!(
            "{} can decrypt, and the rulebook asks for {}",
            number(needed, "trustee"),
            policy.decryptions_needed
        );
        return Err(broken(place, reason));
    }
    let Some(of) = policy.trustees else {
        return Ok(());
    };
    let ought = of.saturating_add(u64::from(policy.server));
    let found = archived.report.trustees as u64;
    if found == ought {
        return Ok(());
    }
    let reason = format!(
        "the key is of {}, and the rulebook has {ought}",
        number(found, "trustee")
    );
    Err(broken(place, reason))
}

/// Holds what the archive has against the log, one by one.
fn steps(what: &str, found: &[Claimed], logged: &[Step], place: &str) -> Result<(), Unmet> {
    for (count, (claimed, step)) in (1..).zip(found.iter().zip(logged)) {
        let digest = format!("sha256:{}", claimed.digest);
        if digest != step.message {
            let reason = format!(
                "{what} {count} is {digest}, and {} in the log",
                step.message
            );
            return Err(broken(place, reason));
        }
        if !claimed.proved {
            let reason = format!(
                "the statement about {what} {count} in the log is not one of trustee {}, whose it is said to be, about \
                 exactly this step",
                claimed.trustee
            );
            return Err(broken("events.jsonl", reason));
        }
    }
    if found.len() == logged.len() {
        return Ok(());
    }
    let reason = format!(
        "it has {}, and the log has {}",
        number(found.len() as u64, what),
        logged.len()
    );
    Err(broken(place, reason))
}

fn counted(what: &str, found: usize, needed: u64, place: &str) -> Result<(), Unmet> {
    if found as u64 >= needed {
        return Ok(());
    }
    let found = number(found as u64, what);
    Err(broken(
        place,
        format!("it has {found}, and {needed} are needed"),
    ))
}

/// "1, 2"; "nobody"
fn by(claimed: &[Claimed]) -> String {
    if claimed.is_empty() {
        return "nobody".to_owned();
    }
    let trustees: Vec<String> = claimed.iter().map(|one| one.trustee.to_string()).collect();
    trustees.join(", ")
}
