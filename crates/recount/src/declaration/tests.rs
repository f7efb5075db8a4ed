#![expect(
    clippy::needless_pass_by_value,
    reason = "events are built from json! values, which read badly as references"
)]

use std::collections::BTreeMap;

use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::Published;
use crate::again::{Again, again};
use crate::digest::digest;
use crate::testing::{contest, event, report, rulebook};

const PAPERS: &str = "2 1\n6 1 0\n3 2 0\n1 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"t\"\n";

/// The declaration for the post after these events, with the papers if the log names them.
#[track_caller]
fn declaration(events: &[Value]) -> Value {
    declaration_under(&rulebook(""), events)
}

/// The same under another rulebook.
#[track_caller]
fn declaration_under(rulebook: &str, events: &[Value]) -> Value {
    let (rulebook, log) = contest(rulebook, "replay", events);
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
        entries: 7,
        digest: "sha256:0".to_owned(),
    };
    made.declaration(&name).value
}

fn votes(section: Value, stage: u64, ash: u64, birch: u64) -> Value {
    event(
        "votes-declared",
        json!({
            "section": section, "stage_number": stage, "votes": {"ash": ash, "birch": birch},
            "sources": ["votes"],
        }),
    )
}

fn returns(section: Value, counts: [Value; 3], channels: Value) -> Value {
    let [eligible, returned, invalid] = counts;
    event(
        "returns-declared",
        json!({
            "section": section, "eligible": eligible, "returned": returned, "invalid": invalid,
            "channels": channels, "sources": ["returns"],
        }),
    )
}

fn turnout(section: Value, percent: &str) -> Value {
    event(
        "turnout-claimed",
        json!({"section": section, "percent": percent, "sources": [percent]}),
    )
}

fn papers(section: Value) -> Value {
    event(
        "papers-published",
        json!({
            "section": section, "file": "papers/chair.blt", "papers": digest(PAPERS.as_bytes()),
        }),
    )
}

fn null() -> Value {
    Value::Null
}

fn figure(what: &str, section: Value, stage: Value, both: [Value; 2], source: &str) -> Value {
    let [published, computed] = both;
    let follows = published == computed;
    json!({
        "figure": what, "section": section, "stage": stage,
        "published": published, "computed": computed,
        "verdict": if follows { "follows" } else { "does-not-follow" },
        "sources": [source],
    })
}

fn both_stand() -> Value {
    let both = json!(["ash", "birch"]);
    let mut claim = figure("standing", null(), null(), [both.clone(), both], "");
    claim["sources"] = json!([]);
    claim
}

/// The names of the figures that are claimed.
fn claimed(declaration: &Value) -> Vec<&Value> {
    let claims = declaration["claims"].as_array().unwrap();
    claims.iter().map(|claim| &claim["figure"]).collect()
}

/// A rulebook whose sections are those of an electoral college.
fn college() -> String {
    let ties = "ties = [\"lots\"]";
    rulebook("").replace(ties, &format!("{ties}, sections = \"electoral-college\""))
}

#[rstest]
// Papers returned, else those of the channels, else the valid ones; of 200 electors.
#[case([json!(200), json!(30), null()], json!({"online": 25}), Some(("15.0%", "returned")))]
#[case([json!(200), null(), null()], json!({"online": 20, "post": 5}), Some(("12.5%", "channels")))]
#[case([json!(200), null(), null()], json!({}), Some(("5.0%", "valid")))]
#[case([null(), json!(30), null()], json!({}), None)]
#[case([null(), null(), null()], json!({}), None)]
fn turnout_is_of_the_best_figure_there_is(
    #[case] counts: [Value; 3],
    #[case] channels: Value,
    #[case] expected: Option<(&str, &str)>,
) {
    let declaration = declaration(&[returns(null(), counts, channels), votes(null(), 1, 6, 4)]);
    let expected = expected.map(|(percent, of)| json!({"percent": percent, "of": of}));
    assert_eq!(declaration["returns"][0]["turnout"], json!(expected));
}

#[test]
fn a_turnout_of_nobody_cannot_be_computed() {
    let declaration = declaration(&[
        votes(null(), 1, 0, 1),
        returns(json!("north"), [json!(0), json!(0), null()], json!({})),
        turnout(json!("north"), "0%"),
    ]);
    assert_eq!(declaration["returns"][0]["section"]["id"], "north");
    assert_eq!(declaration["returns"][0]["turnout"], null());
    assert_eq!(claimed(&declaration), ["standing"]);
}

#[test]
fn sections_stand_in_the_rulebooks_order_where_anything_is_known_and_the_whole_is_last() {
    let declaration = declaration(&[
        votes(null(), 1, 6, 4),
        returns(json!("south"), [null(), null(), null()], json!({})),
        votes(json!("north"), 1, 2, 1),
    ]);
    let sections: Vec<&Value> = declaration["returns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["section"])
        .collect();
    assert_eq!(
        sections,
        [
            &json!({"id": "north", "title": "N"}),
            &json!({"id": "south", "title": "S"}),
            &null(),
        ]
    );
    assert_eq!(declaration["returns"][0]["valid"], "3");
    assert_eq!(declaration["returns"][1]["valid"], null());
    assert_eq!(declaration["returns"][1]["votes"], null());
    assert_eq!(declaration["returns"][2]["valid"], "10");
}

#[test]
fn published_figures_are_set_against_those_that_follow_in_the_tables_order() {
    let declaration = declaration(&[
        event(
            "result-declared",
            json!({"elected": ["birch"], "certified_by": "C", "decided": "2026-04-21", "sources": ["r"]}),
        ),
        votes(null(), 1, 6, 4),
        votes(json!("north"), 1, 4, 2),
        votes(json!("south"), 1, 1, 2),
        turnout(json!("south"), "33%"),
        turnout(null(), "66.67%"),
        returns(null(), [json!(18), json!(12), null()], json!({})),
        returns(json!("north"), [json!(10), json!(8), null()], json!({})),
        returns(json!("south"), [json!(9), json!(4), json!(1)], json!({})),
    ]);
    assert_eq!(
        declaration["claims"],
        json!([
            // 4 of 9 is 44%, and 12 of 18 is 66.67%.
            figure(
                "turnout",
                json!("south"),
                null(),
                [json!("33%"), json!("44%")],
                "33%"
            ),
            figure(
                "turnout",
                null(),
                null(),
                [json!("66.67%"), json!("66.67%")],
                "66.67%"
            ),
            figure(
                "eligible",
                null(),
                null(),
                [json!("18"), json!("19")],
                "returns"
            ),
            figure(
                "returned",
                null(),
                null(),
                [json!("12"), json!("12")],
                "returns"
            ),
            figure(
                "votes-by-section",
                null(),
                json!(1),
                [
                    json!({"ash": "6", "birch": "4"}),
                    json!({"ash": "5", "birch": "4"})
                ],
                "votes"
            ),
            both_stand(),
            figure(
                "elected",
                null(),
                null(),
                [json!(["birch"]), json!(["ash"])],
                "r"
            ),
        ])
    );
    assert_eq!(declaration["declared_on"], "2026-04-21");
    assert_eq!(declaration["certified_by"], "C");
    assert_eq!(
        declaration["elected"],
        json!([{
            "id": "ash", "name": "Ada Ash", "stage": 1, "votes": "6",
            "of_continuing": "60.0%", "of_first_stage": "60.0%",
        }])
    );
}

#[test]
fn sums_are_claimed_only_where_every_section_has_a_figure() {
    let declaration = declaration(&[
        votes(null(), 1, 6, 4),
        votes(json!("north"), 1, 5, 3),
        returns(null(), [json!(18), json!(12), null()], json!({})),
        returns(json!("north"), [json!(10), json!(8), null()], json!({})),
        returns(json!("south"), [json!(8), null(), null()], json!({})),
    ]);
    assert_eq!(claimed(&declaration), ["eligible", "standing"]);
}

#[test]
fn papers_that_nobody_accounts_for_are_stated_with_their_sign() {
    let declaration = declaration(&[
        votes(null(), 1, 6, 4),
        votes(json!("north"), 1, 2, 1),
        returns(
            json!("north"),
            [null(), json!(3), null()],
            json!({"online": 9}),
        ),
        returns(
            null(),
            [null(), json!(13), json!(1)],
            json!({"online": 8, "post": 1}),
        ),
    ]);
    assert_eq!(
        declaration["unreconciled"],
        json!([
            {"what": "returned", "section": null, "received": "13", "accounted": "11", "difference": "2"},
            {"what": "channels", "section": null, "received": "9", "accounted": "11", "difference": "-2"},
        ])
    );
}

#[test]
fn papers_counted_stand_for_the_whole_and_declared_votes_are_set_against_them() {
    let declaration = declaration(&[
        papers(null()),
        votes(null(), 1, 6, 4),
        votes(null(), 2, 6, 3),
        votes(json!("north"), 1, 1, 1),
    ]);
    assert_eq!(declaration["provenance"], "counted");
    let whole = &declaration["returns"][1];
    assert_eq!(
        (&whole["valid"], &whole["votes"]["birch"]),
        (&json!("9"), &json!("3"))
    );
    assert_eq!(
        declaration["claims"],
        json!([
            figure(
                "votes",
                null(),
                json!(1),
                [
                    json!({"ash": "6", "birch": "4"}),
                    json!({"ash": "6", "birch": "3"})
                ],
                "votes"
            ),
            figure(
                "votes",
                null(),
                json!(2),
                [json!({"ash": "6", "birch": "3"}), json!({})],
                "votes"
            ),
            both_stand(),
        ])
    );
}

#[test]
fn the_papers_of_one_section_elect_nobody_and_speak_of_that_section_only() {
    let declaration = declaration_under(
        &college(),
        &[
            papers(json!("south")),
            votes(json!("south"), 1, 6, 3),
            votes(null(), 1, 60, 40),
            returns(null(), [json!(200), json!(150), null()], json!({})),
            returns(json!("north"), [json!(100), json!(75), null()], json!({})),
            returns(json!("south"), [json!(100), json!(75), null()], json!({})),
            turnout(json!("south"), "75%"),
            turnout(null(), "75%"),
            event(
                "result-declared",
                json!({"elected": ["ash"], "certified_by": null}),
            ),
        ],
    );
    assert_eq!(declaration["section"], json!({"id": "south", "title": "S"}));
    assert_eq!(declaration["elected"], json!([]));
    assert_eq!(declaration["stages"][0]["did"], "ended");
    assert_eq!(declaration["returns"].as_array().unwrap().len(), 1);
    assert_eq!(declaration["returns"][0]["valid"], "9");
    assert_eq!(declaration["returns"][0]["blank"], "1");
    assert_eq!(claimed(&declaration), ["turnout", "votes", "standing"]);
    assert_eq!(declaration["claims"][2]["section"], null());
    assert_eq!(declaration["claims"][1]["section"], "south");
    assert_eq!(declaration["unreconciled"][0]["difference"], "65");
}

#[test]
fn the_poll_is_as_the_rulebook_and_the_log_know_it() {
    let declaration = declaration(&[
        event("poll-opened", json!({"decided": "2026-04-02T09:00"})),
        event("poll-closed", json!({})),
        votes(null(), 1, 6, 4),
    ]);
    assert_eq!(
        declaration["poll"],
        json!({"opens": "2026-04-01", "closes": null, "opened": "2026-04-02T09:00", "closed": null})
    );
    assert_eq!(
        declaration["log"],
        json!({"entries": 7, "digest": "sha256:0"})
    );
}

#[test]
fn returns_and_stages_name_the_sources_of_what_was_declared_there() {
    let mut second = votes(null(), 1, 6, 4);
    second["sources"] = json!(["the notice", "the newsletter"]);
    let declared = declaration(&[
        second,
        votes(json!("north"), 1, 6, 4),
        returns(json!("south"), [null(), null(), null()], json!({})),
    ]);
    let sources: Vec<&Value> = declared["returns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["sources"])
        .collect();
    // North has votes and no returns, south has returns, the whole has none.
    assert_eq!(sources, [&json!([]), &json!(["returns"]), &json!([])]);
    assert_eq!(
        declared["stages"][0]["sources"],
        json!(["the notice", "the newsletter"])
    );
    let counted = declaration(&[papers(null()), votes(null(), 1, 6, 3)]);
    assert_eq!(counted["stages"][0]["sources"], json!([]));
}

/// Everything declared, of the whole and of both sections.
fn of_both_sections() -> Vec<Value> {
    vec![
        votes(null(), 1, 6, 4),
        votes(json!("north"), 1, 6, 4),
        votes(json!("south"), 1, 6, 4),
        returns(
            null(),
            [json!(40), json!(24), json!(1)],
            json!({"online": 24}),
        ),
        returns(json!("north"), [json!(20), json!(12), json!(1)], json!({})),
        returns(json!("south"), [json!(20), json!(12), json!(1)], json!({})),
        turnout(null(), "60%"),
        turnout(json!("north"), "60%"),
        turnout(json!("south"), "60%"),
    ]
}

#[test]
fn sections_that_do_not_elect_a_post_are_left_out_and_the_returns_of_the_whole_with_them() {
    let only_north = rulebook("").replace(
        "title = \"Chair\", seats = 1",
        "title = \"Chair\", seats = 1, sections = [\"north\"]",
    );
    let mut events = of_both_sections();
    // The log refuses votes of a section that does not elect the post.
    events.retain(|event| event["event"] != "votes-declared" || event["section"] != "south");
    let declaration = declaration_under(&only_north, &events);
    assert_eq!(
        declaration["returns"],
        json!([
            {
                "section": {"id": "north", "title": "N"},
                "eligible": "20", "returned": "12", "invalid": "1", "valid": "10", "blank": null,
                "channels": {}, "votes": {"ash": "6", "birch": "4"},
                "turnout": {"percent": "60.0%", "of": "returned"}, "sources": ["returns"],
            },
            {
                "section": null,
                "eligible": null, "returned": null, "invalid": null, "valid": "10", "blank": null,
                "channels": {}, "votes": {"ash": "6", "birch": "4"},
                "turnout": null, "sources": [],
            },
        ])
    );
    // The votes of the north alone are all there are: 6 and 4.
    assert_eq!(
        claimed(&declaration),
        ["turnout", "votes-by-section", "standing"]
    );
    assert_eq!(declaration["claims"][0]["section"], "north");
    assert_eq!(declaration["claims"][1]["verdict"], "follows");
    assert_eq!(
        declaration["unreconciled"],
        json!([{
            "what": "returned", "section": "north", "received": "12", "accounted": "11",
            "difference": "1",
        }])
    );
}

#[test]
fn where_every_section_elects_a_post_naming_them_changes_nothing() {
    let all_named = rulebook("").replace(
        "title = \"Chair\", seats = 1",
        "title = \"Chair\", seats = 1, sections = [\"south\", \"north\"]",
    );
    let events = of_both_sections();
    let named = declaration_under(&all_named, &events);
    assert_eq!(named["returns"][2]["eligible"], "40");
    assert_eq!(named, declaration(&events));
}

#[test]
fn whoever_has_votes_and_may_not_stand_is_claimed_with_the_sources_of_the_nominees() {
    let gate = "window = { opens = 2026-03-01, closes = 2026-03-20 }\ngate = { number = 2, of = \"branch\" }";
    let nominees = event(
        "nominees-published",
        json!({"candidates": ["birch", "ash"], "sources": ["the notice of poll"]}),
    );
    let standing = |evidence: &[Value]| {
        let mut events = evidence.to_vec();
        events.extend([nominees.clone(), votes(null(), 1, 6, 4)]);
        let declaration = declaration_under(&rulebook(gate), &events);
        let claims = declaration["claims"].as_array().unwrap();
        claims
            .iter()
            .find(|claim| claim["figure"] == "standing")
            .unwrap()
            .clone()
    };
    let against = |computed: Value| {
        figure(
            "standing",
            null(),
            null(),
            [json!(["ash", "birch"]), computed],
            "the notice of poll",
        )
    };
    // Nothing is known of either; ash has one branch of two; birch has withdrawn.
    assert_eq!(standing(&[]), against(json!(["ash", "birch"])));
    let short = report("branch", "2026-03-21", 1);
    assert_eq!(standing(&[short]), against(json!(["birch"])));
    let withdrew = event("candidate-withdrew", json!({"candidate": "birch"}));
    assert_eq!(standing(&[withdrew]), against(json!(["ash"])));
}
