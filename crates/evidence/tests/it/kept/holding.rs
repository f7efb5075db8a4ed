//! What verifying says of a kept contest as it was held.

use hustings_evidence::{Claim, Finding};

use super::society::Society;
use crate::{broken, verify};

#[test]
fn every_claim_of_a_kept_contest_is_made_in_the_order_of_the_format() {
    let claims = verify(&Society::new().contents().write().unwrap());
    assert!(broken(&claims).is_empty(), "{:#?}", broken(&claims));
    let names: Vec<&str> = claims.iter().map(|claim| claim.name.as_str()).collect();
    let of_box = |id: &str| {
        [
            "",
            " setup",
            " credentials",
            " log",
            " removed",
            " trustees",
            " tally",
        ]
        .map(|of| format!("box {id}{of}"))
    };
    let mut ought: Vec<String> = [
        "archive",
        "manifest",
        "rulebook",
        "log",
        "checkpoint",
        "witnesses",
        "roll members",
        "roll supporters",
    ]
    .map(str::to_owned)
    .into();
    ought.extend(of_box("members"));
    ought.extend(of_box("supporters"));
    ought.extend(
        [
            "papers papers/chair.blt",
            "opened chair",
            "posted chair",
            "statement chair ash",
        ]
        .map(str::to_owned),
    );
    assert_eq!(names[..ought.len()], ought);
    let last = [
        "rulings",
        "scrutineer",
        "honesty of the roll",
        "honesty of devices",
        "honesty of trustees",
    ];
    assert!(names.ends_with(&last), "{names:#?}");
    let unknown: Vec<&Claim> = claims
        .iter()
        .filter(|claim| matches!(claim.finding, Finding::CannotBeKnown { .. }))
        .collect();
    assert_eq!(unknown.len(), 4, "{unknown:#?}");
}
