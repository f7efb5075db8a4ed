//! What is said of the records of a kept contest while rulebook and log do not both read.

use super::{KeptClaims, history};
use crate::Options;
use crate::contents::{Found, Place};
use crate::finding::{claim, unknown};

const WHY: &str = "the rulebook and the log do not both read, and this is held against them";

/// A claim for each thing that is there.
pub(super) fn claims(found: &Found, options: &Options) -> KeptClaims {
    let mut names = Vec::new();
    names.extend(found.checkpoint.as_ref().map(|_| "checkpoint".to_owned()));
    names.extend(
        found
            .rolls
            .iter()
            .map(|(section, _)| format!("roll {section}")),
    );
    names.extend(found.boxes.iter().map(|one| format!("box {}", one.id)));
    let mut after_log: Vec<_> = names
        .into_iter()
        .map(|name| claim(name, Err(unknown(WHY))))
        .collect();
    let behind = usize::from(found.checkpoint.is_some());
    after_log.splice(behind..behind, history::of_unread_log(options, WHY));
    KeptClaims {
        after_log,
        ..KeptClaims::default()
    }
}

/// The paths of all records that only a kept contest has.
pub(super) fn paths(found: &Found) -> Vec<String> {
    let mut places = Vec::new();
    places.extend(found.checkpoint.as_ref().map(|_| Place::Checkpoint));
    places.extend(found.rolls.iter().map(|(section, _)| Place::Roll(section)));
    for one in &found.boxes {
        places.push(Place::BoxCheckpoint(&one.id));
        places.extend(one.cast.as_ref().map(|_| Place::Cast(&one.id)));
        places.extend(one.archive.as_ref().map(|_| Place::Archive(&one.id)));
    }
    places.iter().map(Place::to_string).collect()
}
