//! Random logs of nominations, tallies, withdrawals, returns, votes and results: both paths allow the
//! same events, judge the same verdicts from them, and declare alike, to the last figure.

use std::collections::BTreeMap;

use hustings_contest::{
    Contest, Digest, LogDigest, PostResult, declaration, fold, result, statement,
};
use hustings_evidence::{Claim, Finding};
use hustings_recount::{Published, PublishedResult, check};
use hustings_rulebook::Rulebook;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::broken;

/// The example of the format's page, with a second stage that needs the first, and sometimes without times.
fn rulebook(windows_known: bool, judged_by: &str, exempt: bool, members_only: bool) -> String {
    let page = include_str!("../../../../../docs/formats/rulebook.md");
    let example = page
        .split_once("```toml rulebook\n")
        .unwrap()
        .1
        .split_once("```")
        .unwrap()
        .0;
    let second = "[[stage]]\nid = \"second\"\ntitle = \"Second\"\nnominators = [\"branch\"]\nthrough = \"nominations\"\nwindow = { opens = 2026-03-21, closes = 2026-03-25T12:00:00 }\ngate = { number = 1, of = \"branch\", across = \"region\" }\n\n[roll]\n";
    let mut text = example.replacen("[roll]\n", second, 1).replace(
        "judged_by = \"received\"",
        &format!("judged_by = \"{judged_by}\""),
    );
    if !windows_known {
        text = text.replace(
            "opens = 2026-03-01, closes = 2026-03-20T17:00:00",
            "opens = \"not known\", closes = \"not known\"",
        );
    }
    if members_only {
        text = text.replacen("seats = 1", "seats = 1\nsections = [\"members\"]", 1);
    }
    if exempt {
        text = text.replacen(
            "released_when",
            "exempt = [\"incumbent\"]\nreleased_when",
            1,
        );
    }
    text
}

fn time() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Null),
        4 => (1_u32..28).prop_map(|day| json!(format!("2026-03-{day:02}"))),
        2 => (1_u32..28, 0_u32..24).prop_map(|(day, hour)| json!(format!("2026-03-{day:02}T{hour:02}:00"))),
        1 => Just(json!("2026-03-20T17:00:00")),
        1 => Just(json!("2026-02-20")),
    ]
}

fn known_time() -> impl Strategy<Value = Value> {
    time().prop_filter("a time that is known", |time| !time.is_null())
}

fn candidate() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["ash", "birch"])
}

fn stage() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["nominations", "nominations", "second"])
}

fn event() -> impl Strategy<Value = Value> {
    let tallies = prop::collection::btree_map(candidate(), 0_u64..5, 1..=2);
    let tally = (stage(), any::<bool>(), known_time(), tallies).prop_map(|(stage, branch, as_of, tallies)| {
        let body = if branch { "branch" } else { "affiliate" };
        json!({ "event": "tally-reported", "post": "chair", "stage": stage, "body": body, "as_of": as_of, "tallies": tallies })
    });
    let who = (stage(), any::<bool>(), 0_u32..6, any::<bool>(), candidate());
    let details = (
        time(),
        time(),
        time(),
        prop::option::of(0_u64..800),
        prop::option::of(0_u32..2),
    );
    let nominated = (who, details).prop_map(|((stage, branch, number, union, candidate), (decided, received, as_of, weight, region))| {
        let (body, kind) = match (branch, union) {
            (true, _) => ("branch", Value::Null),
            (false, true) => ("affiliate", json!("trade-union")),
            (false, false) => ("affiliate", json!("society")),
        };
        let groups: BTreeMap<&str, String> = region.map(|region| ("region", format!("r{region}"))).into_iter().collect();
        json!({
            "event": "nominated", "post": "chair", "stage": stage, "body": body, "nominator": format!("{body}-{number}"),
            "name": "N", "kind": kind, "candidate": candidate, "how": null, "as_of": as_of, "weight": weight,
            "groups": groups, "decided": decided, "received": received,
        })
    });
    let withdrew = (candidate(), time(), time()).prop_map(|(candidate, decided, received)| {
        json!({ "event": "candidate-withdrew", "post": "chair", "candidate": candidate, "decided": decided, "received": received })
    });
    let claimed = (candidate(), stage(), 1_u32..28).prop_map(|(candidate, stage, day)| {
        json!({ "event": "qualification-claimed", "post": "chair", "stage": stage, "candidate": candidate, "on": format!("2026-03-{day:02}") })
    });
    let published = prop::collection::btree_set(candidate(), 0..=2).prop_map(|candidates| {
        json!({ "event": "nominees-published", "post": "chair", "candidates": candidates })
    });
    prop_oneof![
        6 => tally,
        8 => nominated,
        1 => withdrew,
        1 => claimed,
        1 => published,
        8 => declared(),
    ]
}

fn section() -> impl Strategy<Value = Value> {
    prop_oneof![2 => Just(Value::Null), 1 => Just(json!("members")), 1 => Just(json!("supporters"))]
}

/// What somebody declared of the poll and its result.
fn declared() -> impl Strategy<Value = Value> {
    let figures = (
        section(),
        prop::option::of(0_u64..60),
        prop::option::of(0_u64..60),
        prop::option::of(0_u64..4),
    );
    let channels = prop::collection::btree_map(
        prop::sample::select(vec!["online", "post"]),
        0_u64..30,
        0..=2,
    );
    let returns = (figures, channels).prop_map(|((section, eligible, returned, invalid), channels)| {
        json!({
            "event": "returns-declared", "section": section, "eligible": eligible, "returned": returned,
            "invalid": invalid, "channels": channels,
        })
    });
    let percent = prop::sample::select(vec!["50%", "66.7%", "33.33%", "0.0%", "100%"]);
    let turnout = (section(), percent).prop_map(|(section, percent)| {
        json!({ "event": "turnout-claimed", "section": section, "percent": percent })
    });
    let votes = (
        section(),
        prop::sample::select(vec![1_u32, 1, 1, 2, 3]),
        0_u64..20,
        prop::option::of(0_u64..20),
    );
    let votes = votes.prop_map(|(section, number, ash, birch)| {
        let votes: BTreeMap<&str, u64> = [("ash", ash)].into_iter().chain(birch.map(|birch| ("birch", birch))).collect();
        json!({ "event": "votes-declared", "post": "chair", "section": section, "stage_number": number, "votes": votes })
    });
    let elected = prop::collection::btree_set(candidate(), 0..=2).prop_map(|elected| {
        json!({ "event": "result-declared", "post": "chair", "elected": elected, "certified_by": null })
    });
    let lot = (1_u32..=2, candidate()).prop_map(|(number, excluded)| {
        json!({ "event": "lots-drawn", "post": "chair", "stage_number": number, "among": ["ash", "birch"], "excluded": excluded })
    });
    // A tie of two and its next stage, so that lots have something to resolve.
    let tied = prop::sample::select(vec![
        (1, json!({ "ash": 7, "birch": 7 })),
        (2, json!({ "ash": 7 })),
    ]);
    let tied = tied.prop_map(|(number, votes)| {
        json!({ "event": "votes-declared", "post": "chair", "section": null, "stage_number": number, "votes": votes })
    });
    prop_oneof![2 => returns, 1 => turnout, 3 => votes, 2 => tied, 1 => lot, 1 => elected]
}

/// What the first path publishes of the post, if it comes to a result.
fn first_path(contest: &Contest, log: &LogDigest) -> Option<(String, String)> {
    let post = &contest.rulebook().posts[0];
    match result(contest, post, &BTreeMap::new()) {
        Ok(PostResult::Complete(transcript)) => {
            let declaration = declaration(contest, post, &transcript, log);
            Some((transcript.to_json(), declaration.to_json()))
        }
        _ => None,
    }
}

/// Whether the second path misses a result that the first did not make.
fn misses_a_result(claims: &[Claim]) -> bool {
    claims.iter().any(|claim| matches!(&claim.finding, Finding::DoesNotHold { reason, .. } if reason == "it is missing"))
}

/// One canonical line, with the circumstances that an event leaves out.
fn line(event: &Value) -> String {
    let mut whole = json!({
        "actor": null, "clause": null, "decided": null, "note": null, "received": null, "recorded": null, "role": null,
        "sources": ["somebody"],
    });
    let (Value::Object(whole), Value::Object(event)) = (&mut whole, event.clone()) else {
        unreachable!("both are objects")
    };
    whole.extend(event);
    // Keys are sorted and there is nothing but ASCII and small integers, so this is RFC 8785.
    serde_json::to_string(&*whole).unwrap()
}

fn opening(rulebook: &str, live: bool, incumbent: bool) -> Vec<Value> {
    let declared = |id: &str, incumbent: bool| json!({ "event": "candidate-declared", "post": "chair", "candidate": id, "name": id, "incumbent": incumbent });
    let record = if live { "live" } else { "replay" };
    let digest = Digest::of(rulebook.as_bytes());
    vec![
        json!({ "event": "contest-opened", "rulebook": digest.as_str(), "record": record }),
        declared("ash", incumbent),
        declared("birch", false),
    ]
}

fn log_finding(claims: &[Claim]) -> &Finding {
    &claims
        .iter()
        .find(|claim| claim.name == "log")
        .expect("a claim about the log")
        .finding
}

proptest! {
    #[test]
    fn both_paths_allow_and_judge_alike(
        windows_known in prop::bool::weighted(0.8),
        received in prop::bool::weighted(0.8),
        live in prop::bool::weighted(0.3),
        exempt: bool,
        members_only in prop::bool::weighted(0.3),
        events in prop::collection::vec(event(), 0..14),
    ) {
        let rulebook = rulebook(windows_known, if received { "received" } else { "decided" }, exempt, members_only);
        let empty = || Contest::new(Rulebook::parse(&rulebook).unwrap(), Digest::of(rulebook.as_bytes()));
        let mut lines: Vec<String> = opening(&rulebook, live, exempt).iter().map(line).collect();
        for event in &events {
            lines.push(line(event));
            let log = lines.join("\n") + "\n";
            let folded = fold(empty(), log.as_bytes());
            let stated = folded.as_ref().map(|(contest, log)| statement(contest, log).to_json()).unwrap_or_default();
            let made = folded.as_ref().ok().and_then(|(contest, log)| first_path(contest, log));
            let results = made.iter().map(|(transcript, declaration)| {
                let result = PublishedResult { transcript: transcript.as_bytes(), declaration: declaration.as_bytes() };
                ("chair".to_owned(), result)
            });
            let published = Published {
                rulebook: rulebook.as_bytes(),
                events: log.as_bytes(),
                papers: BTreeMap::new(),
                statement: stated.as_bytes(),
                results: results.collect(),
            };
            let claims = check(&published);
            match folded {
                Ok(_) if made.is_none() => {
                    prop_assert!(!misses_a_result(&claims), "{log}{claims:#?}");
                    let statement_holds = !broken(&claims).iter().any(|claim| claim.name.starts_with("statement"));
                    prop_assert!(statement_holds, "{log}{:#?}", broken(&claims));
                }
                Ok(_) => prop_assert!(broken(&claims).is_empty(), "{log}{:#?}", broken(&claims)),
                Err(refusal) => {
                    let refused = matches!(log_finding(&claims), Finding::DoesNotHold { .. });
                    prop_assert!(refused, "the first path refuses, the second does not: {refusal}\n{log}");
                    // The rest of the story goes on without the refused event.
                    lines.pop();
                }
            }
        }
    }
}

#[test]
fn both_paths_read_the_same_looks() {
    let whole = rulebook(true, "received", false, false);
    let (rules, _) = whole.split_once("[look]").unwrap();
    let looks = [
        ("", true),
        ("[look]", true),
        (
            "[look]\nclause = \"SO 9\"\nnote = \"As the letterhead.\"",
            true,
        ),
        ("[look]\ncolour = \"#AbCdEf\"", true),
        ("[look]\nlanguages = [\"cy\", \"en\"]", true),
        ("[look]\nlanguages = []", true),
        ("[look]\ncolour = \"#abcdeg\"", false),
        ("[look]\ncolour = \"abcdef\"", false),
        ("[look]\ncolour = \"#abcdef \"", false),
        ("[look]\ncolour = 7", false),
        ("[look]\nlanguages = \"en\"", false),
        ("[look]\nlanguages = [\"EN\"]", false),
        ("[look]\nlanguages = [1]", false),
        ("[look]\nfont = \"serif\"", false),
        ("look = \"red\"", false),
    ];
    for (look, reads) in looks {
        // A key of the whole stands before the tables.
        let text = match look.strip_prefix("[look]") {
            None if !look.is_empty() => format!("{look}\n{rules}"),
            _ => format!("{rules}{look}\n"),
        };
        assert_eq!(Rulebook::parse(&text).is_ok(), reads, "first: {look}");
        let claims = check(&Published {
            rulebook: text.as_bytes(),
            events: b"",
            papers: BTreeMap::new(),
            statement: b"",
            results: BTreeMap::new(),
        });
        let claim = claims
            .iter()
            .find(|claim| claim.name == "rulebook")
            .unwrap();
        let told = format!("{:?}", claim.finding);
        assert_eq!(
            !told.contains("rulebook.toml "),
            reads,
            "second: {look}: {told}"
        );
    }
}
