//! What no bundle can show, and what is said of it each time.

use hustings_recount::{Claim, Kept};

use crate::finding::{claim, unknown};

pub(super) fn claims(kept: &Kept) -> Vec<Claim> {
    let booth = match &kept.booth {
        Some(digest) => format!("; the booth that was served is said to be {digest}"),
        None => String::new(),
    };
    let trustees = if kept.policy.is_server_alone() {
        "secrecy rests on the server alone: the rulebook gives a key to nobody else (ballot.trustees), so that whoever runs \
         the server can open every ballot, also before the close, and nothing that is published shows whether they did"
    } else {
        "whether trustees decrypted anything else together, and how they kept their keys, nothing that is published shows"
    };
    let named = [
        (
            "honesty of the roll",
            "whether each elector on the roll exists, and has one credential and no other, only those can tell who made it \
             and those who are on it"
                .to_owned(),
        ),
        (
            "honesty of devices",
            format!(
                "whether a voter's device sealed what was asked of it, only a voter can find out, by testing ballots that \
                 are not cast{booth}"
            ),
        ),
        (
            "honesty of trustees",
            trustees.to_owned(),
        ),
    ];
    let claims = named.into_iter();
    claims
        .map(|(name, why)| claim(name, Err(unknown(why))))
        .collect()
}
