//! A small contest that is kept, changed in hundreds of ways: both paths accept it or both refuse it, and what one of them
//! publishes of it the other makes again.

use std::collections::BTreeMap;

use hustings_contest::{
    Contest, Digest, LogDigest, LogError, PostResult, declaration, fold, result, statement,
};
use hustings_evidence::{Claim, Finding};
use hustings_recount::{Published, PublishedResult, check};
use hustings_rulebook::Rulebook;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::mutation::{Mutation, leaves, mutation};

const RULEBOOK: &str = include_str!("../../../../contest/tests/data/kept/rulebook.toml");
const EVENTS: &str = include_str!("../../../../contest/tests/data/kept/events.jsonl");
const PAPERS: &[u8] = include_bytes!("../../../../contest/tests/data/kept/chair.blt");

/// Ways in which the rulebook may differ.
const RULES: [(&str, &str); 12] = [
    ("", ""),
    ("replacing = false", "replacing = true"),
    ("replacing = false\n", ""),
    (
        "ties = [\"lots\"]",
        "ties = [\"lots\"]\nsingle_candidate = \"balloted\"",
    ),
    (
        "statutory = { act = \"An Act\", scrutineer = \"Scrutiny Ltd\" }",
        "",
    ),
    (
        "title = \"Chair\"\nseats = 1",
        "title = \"Chair\"\nseats = 1\nsections = [\"members\"]",
    ),
    (
        "title = \"Chair\"\nseats = 1",
        "title = \"Chair\"\nseats = 2",
    ),
    ("closes = 2027-04-20T12:00:00", "closes = 2027-04-20"),
    (
        "opens = 2027-04-01, closes = 2027-04-20T12:00:00",
        "opens = \"not known\", closes = \"not known\"",
    ),
    ("means = [\"online\", \"post\"]", "means = [\"post\"]"),
    ("trustees = { server = true, threshold = 1, of = 1 }", ""),
    ("threshold = 1, of = 1", "threshold = 2, of = 2"),
];

fn events() -> Vec<Value> {
    let read = |line| serde_json::from_str(line).expect("the data are JSON");
    EVENTS.lines().map(read).collect()
}

fn rulebook((from, to): (&str, &str)) -> String {
    assert!(RULEBOOK.contains(from), "{from}");
    RULEBOOK.replacen(from, to, 1)
}

/// The log under a rulebook. Keys are sorted and all is ASCII and small integers, so this is RFC 8785.
fn log(rulebook: &str, events: &[Value]) -> String {
    let lines: String = events.iter().map(|event| format!("{event}\n")).collect();
    lines.replace("sha256:RULEBOOK", Digest::of(rulebook.as_bytes()).as_str())
}

fn first_path(rulebook: &str, log: &str) -> Result<(Contest, LogDigest), LogError> {
    let digest = Digest::of(rulebook.as_bytes());
    let contest = Contest::new(
        Rulebook::parse(rulebook).expect("the rulebook reads"),
        digest,
    );
    fold(contest, log.as_bytes())
}

/// Transcript and declaration of each post that the first path has a count of.
fn documents(contest: &Contest, log: &LogDigest) -> BTreeMap<String, [String; 2]> {
    let papers = BTreeMap::from([("papers/chair.blt".to_owned(), PAPERS.to_vec())]);
    let posts = contest.rulebook().posts.iter();
    let counted = posts.filter_map(|post| match result(contest, post, &papers) {
        Ok(PostResult::Complete(transcript)) => {
            let declaration = declaration(contest, post, &transcript, log);
            Some((
                post.id.to_string(),
                [transcript.to_json(), declaration.to_json()],
            ))
        }
        _ => None,
    });
    counted.collect()
}

fn published([transcript, declaration]: &[String; 2]) -> PublishedResult<'_> {
    PublishedResult {
        transcript: transcript.as_bytes(),
        declaration: declaration.as_bytes(),
    }
}

/// The claims of the second path about what the first publishes.
fn claims(
    rulebook: &str,
    log: &str,
    statement: &str,
    documents: &BTreeMap<String, [String; 2]>,
) -> Vec<Claim> {
    check(&Published {
        rulebook: rulebook.as_bytes(),
        events: log.as_bytes(),
        papers: BTreeMap::from([("papers/chair.blt".to_owned(), PAPERS)]),
        statement: statement.as_bytes(),
        results: documents
            .iter()
            .map(|(post, made)| (post.clone(), published(made)))
            .collect(),
    })
}

/// What the two paths say differently of a log, if they do.
fn disagreement(rulebook: &str, log: &str) -> Option<String> {
    let folded = first_path(rulebook, log);
    let stated = folded
        .as_ref()
        .map(|(contest, log)| statement(contest, log).to_json());
    let made = folded
        .as_ref()
        .map(|(contest, log)| documents(contest, log));
    let (stated, made) = (stated.unwrap_or_default(), made.unwrap_or_default());
    let claims = claims(rulebook, log, &stated, &made);
    let of_log = claims
        .iter()
        .find(|claim| claim.name == "log")
        .expect("a claim about the log");
    match (&folded, &of_log.finding) {
        (Err(_), Finding::DoesNotHold { .. }) => None,
        (Ok(_), Finding::Holds { .. }) => {
            // Papers that a change made others are rightly found; that they are is not about the paths.
            let about = |claim: &&Claim| {
                !claim.name.starts_with("papers")
                    && !is_of_the_log(claim)
                    && matches!(claim.finding, Finding::DoesNotHold { .. })
            };
            let broken: Vec<&Claim> = claims.iter().filter(about).collect();
            let missed = |claim: &&Claim| claim.name.starts_with("transcript") && made.is_empty();
            let broken: Vec<&Claim> = broken
                .into_iter()
                .filter(|claim| !missed(claim) || is_missing(claim))
                .collect();
            (!broken.is_empty())
                .then(|| format!("both accept, and do not declare alike: {broken:#?}"))
        }
        (folded, found) => {
            let first = folded.as_ref().map(drop);
            Some(format!("first path: {first:?}\nsecond path: {found:?}"))
        }
    }
}

/// Whether it is the log that is false: both paths let a false declaration into it, and `verify` finds it there.
fn is_of_the_log(claim: &Claim) -> bool {
    let is_there =
        matches!(&claim.finding, Finding::DoesNotHold { place, .. } if place == "events.jsonl");
    is_there && (claim.name.starts_with("figure") || claim.name.starts_with("statement"))
}

/// Whether the second path made a result that the first did not.
fn is_missing(claim: &Claim) -> bool {
    matches!(&claim.finding, Finding::DoesNotHold { reason, .. } if reason == "it is missing")
}

#[track_caller]
fn agree(rulebook: &str, events: &[Value]) {
    let log = log(rulebook, events);
    if let Some(why) = disagreement(rulebook, &log) {
        panic!("{why}\n{rulebook}\n{log}");
    }
}

#[test]
fn both_paths_fold_the_contest_and_declare_it_alike() {
    let events = events();
    let rulebook = rulebook(("", ""));
    let log = log(&rulebook, &events);
    let (contest, digest) = first_path(&rulebook, &log).unwrap_or_else(|error| panic!("{error}"));
    let made = documents(&contest, &digest);
    assert_eq!(made.keys().collect::<Vec<_>>(), ["chair"]);
    let declaration: Value = serde_json::from_str(&made["chair"][1]).unwrap();
    assert_eq!(declaration["mock"], json!(true));
    assert_eq!(declaration["superseded"][0]["elected"], json!(["ash"]));
    assert_eq!(declaration["returns"][0]["invalid"], json!("1"));
    let claims = claims(
        &rulebook,
        &log,
        &statement(&contest, &digest).to_json(),
        &made,
    );
    assert!(
        crate::broken(&claims).is_empty(),
        "{:#?}",
        crate::broken(&claims)
    );
}

#[test]
fn both_paths_agree_on_every_beginning_of_the_contest_under_every_rulebook() {
    let events = events();
    for rule in RULES {
        for length in 1..=events.len() {
            agree(&rulebook(rule), &events[..length]);
        }
    }
}

#[test]
fn both_paths_agree_when_one_event_is_missing_or_comes_twice() {
    let events = events();
    let rulebook = rulebook(("", ""));
    for place in 0..events.len() {
        let mut missing = events.clone();
        missing.remove(place);
        agree(&rulebook, &missing);
        let mut twice = events.clone();
        twice.push(events[place].clone());
        agree(&rulebook, &twice);
    }
}

#[test]
fn both_paths_agree_when_one_value_is_another() {
    let events = events();
    let rulebook = rulebook(("", ""));
    for (place, event) in events.iter().enumerate() {
        for leaf in 0..leaves(event) {
            for other in 0..3 {
                let mut changed = events.clone();
                Mutation::Change { place, leaf, other }.apply(&mut changed);
                // What comes after the change would only be refused for another reason.
                agree(&rulebook, &changed[..=place]);
            }
        }
    }
}

/// Changes of one event, each of which is refused where it stands.
fn impossible() -> Vec<(&'static str, usize, Value)> {
    let members = &events()[23];
    let figures = json!({"papers": 2, "blank": 0, "spoilt": 0});
    vec![
        (
            "box-opened",
            1,
            json!({"fingerprint": members["fingerprint"]}),
        ),
        ("box-opened", 1, json!({"election": members["election"]})),
        ("box-opened", 1, json!({"setup": members["setup"]})),
        ("papers-received", 0, json!({"section": null})),
        ("papers-received", 0, json!({"papers": 6})),
        (
            "box-closed",
            0,
            json!({"size": 4, "cast": 4, "voted": 4, "tallied": 3}),
        ),
        ("post-counted", 0, json!({"posts": {}})),
        (
            "post-counted",
            0,
            json!({"posts": {"chair": figures, "treasurer": figures}}),
        ),
        ("poll-opened", 0, json!({"decided": null})),
        ("poll-closed", 0, json!({"decided": null})),
        ("poll-closed", 0, json!({"recorded": "2027-04-20T11:59:59"})),
        ("returns-declared", 0, json!({"eligible": null})),
        ("returns-declared", 0, json!({"eligible": 7})),
        ("returns-declared", 0, json!({"returned": 7})),
        ("returns-declared", 0, json!({"section": "members"})),
        ("nominees-published", 0, json!({"candidates": []})),
        (
            "nominees-published",
            0,
            json!({"recorded": "2027-03-20T16:59:59"}),
        ),
        ("result-declared", 1, json!({"elected": ["ash", "birch"]})),
        ("result-corrected", 0, json!({"elected": ["ash", "birch"]})),
    ]
}

#[test]
fn both_paths_refuse_what_cannot_be_in_a_contest_that_is_held() {
    let rulebook = rulebook(("", ""));
    for (kind, number, changes) in impossible() {
        let mut events = events();
        let of_kind = events.iter_mut().enumerate();
        let mut of_kind = of_kind.filter(|(_, event)| event["event"] == kind);
        let (place, event) = of_kind.nth(number).expect("the log has this event");
        for (key, value) in changes.as_object().expect("changes are an object") {
            event[key] = value.clone();
        }
        let log = log(&rulebook, &events[..=place]);
        let refused = first_path(&rulebook, &log).expect_err("it is refused");
        assert!(
            refused.to_string().contains(&format!("line {}", place + 1)),
            "{kind} {changes}: {refused}"
        );
        agree(&rulebook, &events[..=place]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 2, ..ProptestConfig::default() })]

    #[test]
    fn both_paths_agree_on_a_contest_that_was_changed(
        rule in prop::sample::select(RULES.to_vec()),
        length in prop::option::weighted(0.5, 1_usize..60),
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        let mut events = events();
        for mutation in &mutations {
            mutation.apply(&mut events);
        }
        events.truncate(length.unwrap_or(usize::MAX));
        let rulebook = rulebook(rule);
        let log = log(&rulebook, &events);
        let why = disagreement(&rulebook, &log);
        prop_assert!(why.is_none(), "{}\n{rulebook}\n{log}", why.unwrap_or_default());
    }
}

#[test]
fn both_paths_have_the_same_booth_after_each_event() {
    let (rulebook, all) = (rulebook(("", "")), events());
    let mut seen = std::collections::BTreeSet::new();
    for end in 2..=all.len() {
        let log = log(&rulebook, &all[..end]);
        let (contest, _) = first_path(&rulebook, &log).unwrap();
        let first = contest.kept().unwrap().booth.as_ref();
        let first = first.map(|booth| booth.act.digest.to_string());
        let second = hustings_recount::kept(rulebook.as_bytes(), log.as_bytes()).unwrap();
        assert_eq!(second.booth, first, "after {end} events");
        seen.insert(first);
    }
    assert_eq!(seen.len(), 3);
}
