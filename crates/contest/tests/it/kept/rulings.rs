//! The log, rulings, appeals and claims.

use hustings_contest::kept::KeptRefusal;
use serde_json::{Value, json};

use super::society::{Society, appeal, of_ballots, of_east, refused, ruling};

fn other() -> Value {
    json!({"kind": "other", "matter": "The chair is away."})
}

#[test]
fn every_event_of_a_kept_contest_says_when_it_was_recorded() {
    for at in [
        ("contest-opened", 0),
        ("log-established", 0),
        ("nominated", 1),
    ] {
        let society = Society::new().with(at, json!({"recorded": null}));
        refused!(society, KeptRefusal::NotRecorded, "recorded");
    }
}

#[test]
fn the_log_is_established_by_the_second_entry_of_a_log_that_is_whole() {
    let late = Society::until(("log-established", 0)).again(("log-established", 0), json!({}));
    refused!(late, KeptRefusal::EstablishedLate, "second entry");
    let replay = Society::new().with(("contest-opened", 0), json!({"record": "replay"}));
    refused!(replay, KeptRefusal::EstablishedLate, "live or a mock");
    let quorum = Society::new().with(("log-established", 0), json!({"quorum": 3}));
    refused!(
        quorum,
        KeptRefusal::Quorum {
            quorum: 3,
            witnesses: 2
        },
        "a quorum of 3"
    );
    let not_kept = Society::new().without(("log-established", 0));
    refused!(not_kept, KeptRefusal::NotKept, "log-established");
}

#[test]
fn a_ruling_has_reasons_and_an_id_of_its_own() {
    let until = || Society::until(("ruling-made", 0));
    let without = until().then(ruling("r-9", other(), json!({"reasons": " \n"})));
    refused!(without, KeptRefusal::NoReasons("the ruling"), "reasons");
    let twice = until().then(ruling("r-east", other(), json!({})));
    refused!(twice, KeptRefusal::RulingTwice(_), "'r-east'");
}

#[test]
fn a_ruling_supersedes_one_that_stands_on_the_same_thing() {
    let until = || Society::until(("ruling-made", 2));
    let superseding =
        |on: Value, earlier: &str| until().then(ruling("r-9", on, json!({"supersedes": earlier})));
    let claim = json!({"kind": "claim", "claim": "c-1"});
    refused!(
        superseding(other(), "r-0"),
        KeptRefusal::NoSuchRuling(_),
        "'r-0'"
    );
    refused!(
        superseding(claim.clone(), "r-claim"),
        KeptRefusal::Superseded { .. },
        "by 'r-appeal'"
    );
    refused!(
        superseding(other(), "r-appeal"),
        KeptRefusal::OtherMatter(_),
        "something else"
    );
    let beside = until().then(ruling("r-9", claim, json!({})));
    refused!(beside, KeptRefusal::AlreadyRuled(_), "'r-appeal' stands");
}

#[test]
fn whose_nomination_was_replaced_cannot_have_both() {
    let both = Society::until(("nominated", 4)).then(ruling(
        "r-9",
        of_east(),
        json!({"supersedes": "r-east"}),
    ));
    refused!(
        both,
        KeptRefusal::SecondNomination(_),
        "'east' would have two"
    );
}

#[test]
fn a_ballot_is_removed_by_one_ruling_before_its_box_is_closed() {
    let until = || Society::until(("ruling-made", 5));
    let again = until().then(ruling("r-9", of_ballots("members", "AB"), json!({})));
    refused!(again, KeptRefusal::AlreadyRuled(_), "'r-ballots'");
    let twice = until().then(ruling("r-9", of_ballots("members", "BB"), json!({})));
    refused!(twice, KeptRefusal::BoxFigures { .. }, "each once");
    let none = until().then(ruling("r-9", of_ballots("members", ""), json!({})));
    refused!(none, KeptRefusal::BoxFigures { .. }, "at least one");
    let late = Society::until(("box-closed", 0)).then(ruling(
        "r-9",
        of_ballots("members", "B"),
        json!({}),
    ));
    refused!(
        late,
        KeptRefusal::BoxIsClosed(_),
        "what is shuffled cannot be removed"
    );
}

#[test]
fn nothing_is_ruled_on_that_the_log_does_not_have() {
    let until = || Society::until(("box-opened", 0));
    let on = |on: Value| until().then(ruling("r-9", on, json!({})));
    let west =
        json!({"kind": "nomination", "post": "chair", "stage": "nominations", "nominator": "west"});
    refused!(on(west), KeptRefusal::NoSuchNomination { .. }, "'west'");
    refused!(
        on(json!({"kind": "claim", "claim": "c-9"})),
        KeptRefusal::NoSuchClaim(_),
        "'c-9'"
    );
    refused!(
        on(json!({"kind": "recount", "request": "q-9"})),
        KeptRefusal::NoSuchRequest(_),
        "'q-9'"
    );
    refused!(
        on(of_ballots("supporters", "A")),
        KeptRefusal::NoSuchBox(_),
        "'supporters'"
    );
    let section = json!({"kind": "match", "section": "friends", "match": 1});
    refused!(on(section), KeptRefusal::UnknownSection(_), "'friends'");
}

#[test]
fn an_appeal_has_grounds_and_is_against_a_ruling_that_stands() {
    let until = || Society::until(("ruling-made", 2));
    let mut groundless = appeal("a-9", "r-appeal");
    groundless["grounds"] = json!("");
    refused!(
        until().then(groundless),
        KeptRefusal::NoReasons("the appeal"),
        "reasons"
    );
    refused!(
        until().then(appeal("a-1", "r-appeal")),
        KeptRefusal::AppealTwice(_),
        "'a-1'"
    );
    refused!(
        until().then(appeal("a-9", "r-9")),
        KeptRefusal::NoSuchRuling(_),
        "'r-9'"
    );
    refused!(
        until().then(appeal("a-9", "r-claim")),
        KeptRefusal::Superseded { .. },
        "'r-claim'"
    );
    let pending = until()
        .then(appeal("a-8", "r-appeal"))
        .then(appeal("a-9", "r-appeal"));
    refused!(pending, KeptRefusal::AppealUndecided { .. }, "'a-8'");
}

#[test]
fn a_claim_is_of_a_section_and_comes_before_the_freeze() {
    let claim =
        |changes: Value| Society::until(("claim-made", 0)).again(("claim-made", 0), changes);
    refused!(claim(json!({})), KeptRefusal::ClaimTwice(_), "'c-1'");
    let section = claim(json!({"claim": "c-2", "section": "friends"}));
    refused!(section, KeptRefusal::UnknownSection(_), "'friends'");
    let late = Society::until(("roll-frozen", 0)).again(("claim-made", 0), json!({"claim": "c-2"}));
    refused!(late, KeptRefusal::RollFrozen, "(roll.freeze)");
}
