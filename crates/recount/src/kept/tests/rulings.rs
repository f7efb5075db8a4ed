//! What is refused of the log itself, of rulings and of appeals.

use rstest::rstest;
use serde_json::{Value, json};

use super::acts::{appeal, nominated, of_ballots, of_claim, of_east, other, request, ruling};
use super::society::{Society, allowed, refused};

#[test]
fn every_event_of_a_kept_contest_says_when_it_was_recorded() {
    let unknown = json!({"recorded": null});
    for name in ["log", "imported", "ash", "poll opened", "corrected"] {
        let society = Society::new().with(name, unknown.clone());
        refused(society, name, "when it was recorded");
    }
    // That the contest is kept is known from its second entry on.
    let society = Society::new().with("opened", unknown);
    refused(society, "log", "first entry");
}

#[test]
fn the_log_is_established_by_the_second_entry_of_a_record_that_is_whole() {
    let log = Society::new().event("log");
    let late = Society::new().without("log").before("birch", log.clone());
    refused(late.without("imported"), "new", "second entry");
    refused(Society::until("log").then(log), "new", "second entry");
    let replay = Society::new().with("opened", json!({"record": "replay"}));
    refused(replay, "log", "a replay");
    let quorum = |quorum: u64| Society::until("log").with("log", json!({"quorum": quorum}));
    refused(quorum(3), "log", "3 witnesses must cosign, and there are 2");
    allowed(quorum(2));
}

#[rstest]
#[case("imported")]
#[case("claim")]
#[case("appeal")]
#[case("frozen")]
#[case("amended")]
#[case("r-roll")]
#[case("box members")]
#[case("received")]
#[case("closed members")]
#[case("shuffle 1")]
#[case("decryption 1")]
#[case("tallied members")]
#[case("counted")]
#[case("provided")]
#[case("request")]
#[case("report")]
#[case("corrected")]
fn what_only_kept_contests_have_is_refused_elsewhere(#[case] name: &str) {
    for record in ["live", "mock", "replay"] {
        let event = Society::new().event(name);
        let society = Society::until("opened").with("opened", json!({"record": record}));
        refused(society.then(event), "new", "not kept");
    }
}

/// The contest before the poll, with one more ruling.
fn ruled(on: Value, keys: Value) -> Society {
    Society::until("box supporters").then(ruling("r-new", on, keys))
}

#[test]
fn a_ruling_has_reasons_and_white_space_is_none() {
    for reasons in ["", " ", "\u{3000}\n"] {
        refused(
            ruled(other(), json!({"reasons": reasons})),
            "new",
            "reasons",
        );
    }
}

#[test]
fn a_ruling_has_an_id_of_its_own() {
    let again = Society::until("r-roll").then(ruling("r-east", of_claim("c-2"), json!({})));
    refused(again, "new", "a ruling r-east already");
}

#[rstest]
#[case("r-none", "no ruling r-none")]
#[case("r-claim", "superseded already")]
#[case("r-east", "something else")]
fn a_ruling_supersedes_one_that_stands_on_the_same_thing(
    #[case] earlier: &str,
    #[case] reason: &str,
) {
    let supersedes = json!({"supersedes": earlier});
    refused(ruled(of_claim("c-1"), supersedes), "new", reason);
}

#[test]
fn a_ruling_on_what_another_stands_on_supersedes_it() {
    for on in [other(), of_east(), of_claim("c-1")] {
        refused(ruled(on, json!({})), "new", "does not supersede it");
    }
    allowed(ruled(other(), json!({"supersedes": "r-roll"})));
}

#[rstest]
#[case(json!({"kind": "nomination", "post": "chair", "stage": "first", "nominator": "west"}))]
#[case(json!({"kind": "nomination", "post": "chair", "stage": "second", "nominator": "east"}))]
#[case(of_claim("c-2"))]
#[case(json!({"kind": "recount", "request": "q-1"}))]
fn a_ruling_is_on_what_the_log_has(#[case] on: Value) {
    refused(ruled(on, json!({})), "new", "the log does not have");
}

#[test]
fn a_ruling_is_on_a_section_and_on_a_box_that_are_there() {
    let elsewhere = json!({"kind": "match", "section": "friends", "match": 1});
    refused(ruled(elsewhere, json!({})), "new", "no section \"friends\"");
    let early = ruling("r-new", of_ballots("A"), json!({}));
    refused(Society::until("nominees").then(early), "new", "not opened");
}

#[test]
fn no_ballot_is_removed_from_a_box_that_is_closed() {
    let ruling = ruling("r-new", of_ballots("B"), json!({}));
    let society = |last| Society::until(last).then(ruling.clone());
    allowed(society("poll closed"));
    refused(society("closed members"), "new", "cannot be removed");
    let twice = Society::until("box members").then(super::acts::ruling(
        "r-new",
        of_ballots("BB"),
        json!({}),
    ));
    refused(twice, "new", "a ballot twice");
}

#[test]
fn an_appeal_has_grounds_and_is_against_a_ruling_that_stands() {
    let appealed = |event| Society::until("r-roll").then(event);
    let mut bare = appeal("a-2", "r-roll");
    bare["grounds"] = json!("\t");
    refused(appealed(bare), "new", "grounds");
    refused(appealed(appeal("a-2", "r-none")), "new", "no ruling r-none");
    refused(appealed(appeal("a-2", "r-claim")), "new", "is superseded");
    refused(appealed(appeal("a-1", "r-roll")), "new", "already");
    allowed(appealed(appeal("a-2", "r-roll")));
}

#[test]
fn a_ruling_is_appealed_against_once_until_that_is_decided() {
    let society = Society::until("appeal").then(appeal("a-2", "r-claim"));
    refused(
        society,
        "new",
        "another appeal against r-claim is undecided",
    );
    // What decides an appeal can be appealed against.
    allowed(Society::until("r-appeal").then(appeal("a-2", "r-appeal")));
}

#[test]
fn nothing_is_declared_while_an_appeal_or_a_request_is_undecided() {
    let society = Society::new().before("result", appeal("a-2", "r-roll"));
    refused(society, "result", "the appeal a-2 is undecided");
    let society = Society::new().without("r-request");
    refused(society, "result", "the request q-1 is undecided");
}

#[test]
fn a_recount_is_requested_before_the_declaration_and_once_at_a_time() {
    let mut bare = request("q-2");
    bare["reasons"] = json!(" ");
    refused(Society::until("papers").then(bare), "new", "reasons");
    let early = Society::until("request").then(request("q-2"));
    refused(early, "new", "q-1 is undecided");
    let used = Society::until("r-request").then(request("q-1"));
    refused(used, "new", "a request q-1 already");
    allowed(Society::until("r-request").then(request("q-2")));
    let late = Society::until("result").then(request("q-2"));
    refused(late, "new", "is declared");
}

#[test]
fn a_nomination_that_stands_keeps_its_nominator_from_nominating_again() {
    let back =
        Society::until("r-east").then(ruling("r-2", of_east(), json!({"supersedes": "r-east"})));
    let again = back.before("new", appeal("a-1", "r-east"));
    let again = again.then(nominated("east", "birch"));
    let (name, reason) = again.fold().err().expect("it is refused");
    assert_eq!(
        (name.as_str(), reason.as_str()),
        ("new", "east has nominated already")
    );
}
