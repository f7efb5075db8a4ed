//! The roll.

use hustings_contest::kept::KeptRefusal;
use serde_json::{Value, json};

use super::society::{ROOT, Society, refused, ruling};

fn frozen(members: u64, channels: Value) -> Society {
    let members = json!({"electors": members, "channels": channels, "root": ROOT});
    let mut sections = Society::new().event(("roll-frozen", 0))["sections"].clone();
    sections["members"] = members;
    Society::new().with(("roll-frozen", 0), json!({"sections": sections}))
}

#[test]
fn a_roll_is_imported_before_it_is_frozen_and_frozen_once() {
    let until = || Society::until(("roll-frozen", 0));
    let imported = until().again(("roll-imported", 0), json!({}));
    refused!(imported, KeptRefusal::RollFrozen, "(roll.freeze)");
    let twice = until().again(("roll-frozen", 0), json!({}));
    refused!(twice, KeptRefusal::RollFrozen, "(roll.freeze)");
}

#[test]
fn a_roll_is_frozen_with_every_section_and_no_other() {
    let mut sections = Society::new().event(("roll-frozen", 0))["sections"].clone();
    let supporters = sections
        .as_object_mut()
        .unwrap()
        .remove("supporters")
        .unwrap();
    let missing = Society::new().with(("roll-frozen", 0), json!({"sections": sections}));
    refused!(
        missing,
        KeptRefusal::SectionMissing(_),
        "'supporters' is missing"
    );
    sections["friends"] = supporters;
    let unknown = Society::new().with(("roll-frozen", 0), json!({"sections": sections}));
    refused!(unknown, KeptRefusal::UnknownSection(_), "'friends'");
}

#[test]
fn a_section_is_large_enough_and_its_means_are_those_of_its_electors() {
    let small = frozen(2, json!({"online": 2}));
    refused!(
        small,
        KeptRefusal::SectionTooSmall { .. },
        "(roll.smallest_reported_section)"
    );
    let sum = frozen(5, json!({"online": 3, "post": 1}));
    refused!(
        sum,
        KeptRefusal::ChannelSum {
            sum: 4,
            electors: 5,
            ..
        },
        "sum to 4"
    );
    let means = frozen(5, json!({"online": 3, "telegraph": 2}));
    refused!(means, KeptRefusal::MeansNotAllowed(_), "(ballot.means)");
}

#[test]
fn a_roll_is_not_frozen_while_a_claim_is_undecided() {
    let undecided = Society::until(("claim-made", 0)).again(("roll-frozen", 0), json!({}));
    refused!(undecided, KeptRefusal::ClaimUndecided(_), "(roll.freeze)");
}

#[test]
fn a_roll_is_amended_by_a_ruling_that_stands_between_its_freeze_and_the_opening_of_the_box() {
    let early = Society::until(("nominees-published", 1)).again(("roll-amended", 0), json!({}));
    refused!(early, KeptRefusal::RollNotFrozen, "(roll.freeze)");
    let amended =
        |changes: Value| Society::until(("roll-amended", 0)).again(("roll-amended", 0), changes);
    refused!(
        amended(json!({"ruling": "r-9"})),
        KeptRefusal::NoSuchRuling(_),
        "'r-9'"
    );
    refused!(
        amended(json!({"ruling": "r-claim"})),
        KeptRefusal::Superseded { .. },
        "'r-claim'"
    );
    refused!(
        amended(json!({"ruling": "r-match"})),
        KeptRefusal::Disallowed(_),
        "'r-match'"
    );
    refused!(
        amended(json!({"section": "friends"})),
        KeptRefusal::UnknownSection(_),
        "'friends'"
    );
    let small = json!({"electors": 2, "channels": {"online": 2}});
    refused!(
        amended(small),
        KeptRefusal::SectionTooSmall { .. },
        "(roll.smallest_reported_section)"
    );
    let late = Society::until(("box-opened", 0)).again(("roll-amended", 0), json!({}));
    refused!(late, KeptRefusal::BoxIsOpen(_), "'members'");
}

#[test]
fn a_ruling_amends_the_roll_once() {
    let twice = Society::until(("roll-amended", 0)).again(("roll-amended", 0), json!({}));
    refused!(twice, KeptRefusal::AmendedByOne(_), "'r-roll'");
}

#[test]
fn a_roll_is_not_amended_once_the_poll_is_open() {
    let nobody_online = {
        let by_post = |electors: u64| json!({"electors": electors, "channels": {"post": electors}, "root": ROOT});
        let sections = json!({"members": by_post(6), "supporters": by_post(3)});
        Society::until(("poll-opened", 0))
            .under("[\"online\", \"post\"]", "[\"post\"]")
            .with(("roll-frozen", 0), json!({"sections": sections}))
            .without(("roll-amended", 0))
            .without_any("box-opened")
    };
    nobody_online.folded();
    let late = nobody_online.again(("roll-amended", 0), json!({"channels": {"post": 5}}));
    refused!(late, KeptRefusal::RollAfterPoll, "(roll.freeze)");
}

#[test]
fn a_roll_without_sections_has_one_of_all_electors() {
    let electors = json!({"electors": {"electors": 4, "channels": {"online": 4}, "root": ROOT}});
    let mut society = Society::until(("box-opened", 0))
        .under("section = [{ id = \"members\", title = \"Members\" }, { id = \"supporters\", title = \"Supporters\" }]", "");
    for kind in [
        "roll-imported",
        "ruling-made",
        "appeal-made",
        "claim-made",
        "roll-amended",
    ] {
        society = society.without_any(kind);
    }
    society = society
        .without(("nominated", 4))
        .with(("roll-frozen", 0), json!({"sections": electors}))
        .with(
            ("box-opened", 0),
            json!({"box": "electors", "credentials": 4}),
        );
    let contest = society.folded();
    assert_eq!(contest.kept().unwrap().roll.electors(None), 4);
    let on = json!({"kind": "match", "section": "members", "match": 1});
    let unknown = society.then(ruling("r-9", on, json!({})));
    refused!(unknown, KeptRefusal::UnknownSection(_), "'members'");
}
