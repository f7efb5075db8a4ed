//! What no bundle can show, and what is said of it each time.

use hustings_recount::Claim;

use crate::finding::{claim, unknown};

pub(super) fn claims() -> Vec<Claim> {
    let named = [
        (
            "honesty of the roll",
            "whether each elector on the roll exists, and has one credential and no other, only those can tell who made it \
             and those who are on it",
        ),
        (
            "honesty of devices",
            "whether a voter's device sealed what was asked of it, only a voter can find out, by testing ballots that are \
             not cast",
        ),
        (
            "honesty of trustees",
            "whether trustees decrypted anything else together, and how they kept their keys, nothing that is published \
             shows",
        ),
    ];
    let claims = named.into_iter();
    claims
        .map(|(name, why)| claim(name, Err(unknown(why))))
        .collect()
}
