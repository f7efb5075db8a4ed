//! The declaration of a kept contest, and what it has beside.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::society::{PAPERS, Society, sha};
use crate::again::{Again, again};
use crate::declaration::Made;
use crate::statement::LogName;
use crate::{Finding, Published, PublishedResult, check};

/// The transcript and the declaration that follow.
#[track_caller]
fn documents(society: &Society) -> [Value; 2] {
    let (rulebook, log) = society.fold().unwrap();
    let published = Published {
        rulebook: b"",
        events: b"",
        papers: BTreeMap::from([("papers/chair.blt".to_owned(), PAPERS.as_bytes())]),
        statement: b"",
        results: BTreeMap::new(),
    };
    let post = &rulebook.posts[0];
    let Again::Made(transcript) = again(&rulebook, &log, post, &published) else {
        panic!("a transcript follows")
    };
    let made = Made {
        rulebook: &rulebook,
        log: &log,
        post,
        transcript: &transcript,
    };
    let name = LogName {
        entries: society.events.len(),
        digest: sha(&society.bytes()),
    };
    [transcript.to_value(), made.declaration(&name).value]
}

#[track_caller]
fn declaration(society: &Society) -> Value {
    let [_, declaration] = documents(society);
    declaration
}

/// What is found of the declaration, published with this change, for the same contest by this rule.
fn finding(rule: &str, change: impl Fn(&mut Value)) -> Finding {
    let society = Society::new();
    let [mut transcript, _] = documents(&society);
    let society = society.under("{ name = \"av\" }", rule);
    // The declaration does not name the rule, and is made as if the papers were counted by it.
    let [_, mut declaration] = documents(&Society::new());
    declaration["log"]["digest"] = sha(&society.bytes()).into();
    if rule.contains("meek") {
        transcript["rule"] = json!({"name": "meek", "omega": 6});
    }
    change(&mut declaration);
    let (transcript, declaration) = (transcript.to_string(), declaration.to_string());
    let result = PublishedResult {
        transcript: transcript.as_bytes(),
        declaration: declaration.as_bytes(),
    };
    let claims = check(&Published {
        rulebook: society.rulebook.as_bytes(),
        events: society.bytes().as_bytes(),
        papers: BTreeMap::from([("papers/chair.blt".to_owned(), PAPERS.as_bytes())]),
        statement: b"{}",
        results: BTreeMap::from([("chair".to_owned(), result)]),
    });
    let claim = claims
        .into_iter()
        .find(|claim| claim.name == "declaration chair");
    claim.unwrap().finding
}

#[test]
fn a_declaration_that_hides_the_mock_or_what_was_corrected_does_not_hold() {
    let taught = "{ name = \"av\" }";
    let untaught = "{ name = \"meek\", omega = 6 }";
    assert!(matches!(finding(taught, |_| ()), Finding::Holds { .. }));
    let open = finding(untaught, |_| ());
    assert!(matches!(open, Finding::CannotBeKnown { .. }), "{open:?}");
    for rule in [taught, untaught] {
        for key in ["mock", "superseded"] {
            let hidden = finding(rule, |value| {
                value.as_object_mut().unwrap().remove(key);
            });
            let Finding::DoesNotHold { place, .. } = hidden else {
                panic!("{rule} {key}: {hidden:?}")
            };
            assert_eq!(place, format!("chair/declaration.json /{key}"));
        }
    }
}

#[test]
fn papers_that_are_spoilt_for_the_post_are_invalid_papers_of_the_whole() {
    let value = declaration(&Society::new());
    assert_eq!(value["returns"][0]["section"], Value::Null);
    assert_eq!(value["returns"][0]["invalid"], "1");
    // 4 that count, 1 blank and 1 spoilt are all 6 that came back.
    assert_eq!(value["unreconciled"], json!([]));
    let more = Society::new().with("returns", json!({"invalid": 2}));
    let value = declaration(&more);
    assert_eq!(value["returns"][0]["invalid"], "3");
    assert_eq!(value["unreconciled"][0]["difference"], "-2");
}

#[test]
fn a_mock_says_that_it_is_one_and_a_live_contest_says_nothing_of_it() {
    assert_eq!(declaration(&Society::new())["mock"], true);
    let live = Society::new().with("opened", json!({"record": "live"}));
    assert_eq!(declaration(&live).get("mock"), None);
}

#[test]
fn the_last_correction_is_declared_and_what_stood_before_is_listed() {
    let value = declaration(&Society::new());
    assert_eq!(value["declared_on"], "2026-04-22");
    assert_eq!(value["certified_by"], "The secretary");
    let claims = value["claims"].as_array().unwrap();
    let elected = claims.iter().find(|claim| claim["figure"] == "elected");
    let elected = elected.unwrap();
    assert_eq!(elected["published"], json!(["birch"]));
    assert_eq!(elected["verdict"], "follows");
    assert_eq!(elected["sources"], json!(["the notice"]));
    let first = json!({
        "elected": ["ash"], "declared_on": "2026-04-21", "certified_by": null,
        "reasons": "Two names were exchanged.",
    });
    assert_eq!(value["superseded"], json!([first]));

    let twice = Society::new().again("corrected", json!({"reasons": "A date was wrong."}));
    let second = json!({
        "elected": ["birch"], "declared_on": "2026-04-22", "certified_by": "The secretary",
        "reasons": "A date was wrong.",
    });
    assert_eq!(declaration(&twice)["superseded"], json!([first, second]));
}

#[test]
fn a_result_that_nobody_corrected_supersedes_nothing() {
    let value = declaration(&Society::until("result"));
    assert_eq!(value.get("superseded"), None);
    assert_eq!(value["declared_on"], "2026-04-21");
}

#[test]
fn whoever_withdraws_after_the_boxes_are_open_stays_on_the_paper() {
    let withdrew = super::society::event(
        "candidate-withdrew",
        json!({"post": "chair", "candidate": "ash"}),
    );
    let value = declaration(&Society::new().before("poll opened", withdrew));
    assert_eq!(
        value["stages"][0]["votes"],
        json!({"ash": "1", "birch": "3"})
    );
}
