//! Boxes opened, and what is fixed from then on.

use hustings_contest::kept::KeptRefusal;
use serde_json::{Value, json};

use super::society::{Society, refused};

#[test]
fn who_stands_is_fixed_once_a_box_is_open() {
    let until = || Society::until(("box-opened", 0));
    let candidate = json!({"candidate": "dogwood", "name": "Di Dogwood"});
    let declared = until().again(("candidate-declared", 0), candidate);
    refused!(declared, KeptRefusal::BoxIsOpen(_), "(ballot)");
    let nominated = until().again(("nominated", 0), json!({"nominator": "west"}));
    refused!(nominated, KeptRefusal::BoxIsOpen(_), "(ballot)");
    let published = until().again(("nominees-published", 1), json!({}));
    refused!(published, KeptRefusal::BoxIsOpen(_), "(ballot)");
}

#[test]
fn whoever_withdraws_then_stays_on_the_paper() {
    let withdrew = super::society::event(
        "candidate-withdrew",
        json!({"post": "chair", "candidate": "ash"}),
    );
    let contest = Society::new().before(("poll-opened", 0), withdrew).folded();
    assert_eq!(
        contest.nominees(&"chair".parse().unwrap()).unwrap().len(),
        2
    );
}

#[test]
fn a_box_waits_for_the_roll_and_for_the_nominees() {
    let roll = Society::until(("nominees-published", 1)).again(("box-opened", 0), json!({}));
    refused!(roll, KeptRefusal::RollNotFrozen, "(roll.freeze)");
    let nominees = Society::until(("roll-amended", 0))
        .without(("nominees-published", 0))
        .again(("box-opened", 0), json!({}));
    refused!(nominees, KeptRefusal::NoNominees(_), "'chair'");
}

#[test]
fn a_box_is_of_a_section_and_asks_what_the_section_elects() {
    let opened =
        |changes: Value| Society::until(("result-declared", 0)).again(("box-opened", 0), changes);
    refused!(
        opened(json!({"box": "friends"})),
        KeptRefusal::BoxOfNoSection(_),
        "(roll.section)"
    );
    refused!(
        opened(json!({"box": "electors"})),
        KeptRefusal::BoxOfNoSection(_),
        "(roll.section)"
    );
    for posts in [json!([]), json!(["treasurer"]), json!(["chair", "chair"])] {
        refused!(
            opened(json!({"posts": posts})),
            KeptRefusal::OtherPosts { .. },
            ": chair"
        );
    }
    let credentials = opened(json!({"credentials": 4}));
    refused!(
        credentials,
        KeptRefusal::OtherCredentials {
            credentials: 4,
            electors: 5
        },
        "(roll)"
    );
    let twice = Society::until(("box-opened", 0)).again(("box-opened", 0), json!({}));
    refused!(twice, KeptRefusal::BoxTwice(_), "'members'");
}

#[test]
fn a_sealed_election_serves_one_box() {
    for key in ["election", "fingerprint", "setup"] {
        let same = json!({key: Society::new().event(("box-opened", 0))[key]});
        let society = Society::until(("box-opened", 0)).again(("box-opened", 1), same);
        refused!(society, KeptRefusal::SameElection { .. }, "'members'");
    }
}

#[test]
fn where_nobody_votes_online_there_is_no_box() {
    let society = Society::until(("roll-frozen", 0)).under("[\"online\", \"post\"]", "[\"post\"]");
    let by_post = |electors: u64| json!({"electors": electors, "channels": {"post": electors}, "root": super::society::ROOT});
    let sections = json!({"members": by_post(4), "supporters": by_post(3)});
    let society = society.with(("roll-frozen", 0), json!({"sections": sections}));
    let opened = society.again(("box-opened", 0), json!({}));
    refused!(opened, KeptRefusal::MeansNotAllowed(_), "(ballot.means)");
}
