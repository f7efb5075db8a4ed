//! What happened in the contest, event by event, with the figures of its boxes.

use std::collections::BTreeSet;

use hustings_contest::Digest;
use hustings_seal::ballot::Ballot;
use hustings_seal::randomness::system;
use hustings_seal::verify::{Outcome, Policy, Replacing, fast};
use serde_json::{Value, json};

use super::sealed::Made;
use super::society::{BoxMade, NOMINEES, ORIGIN, PAPERS, Society, root, witness};

const IDS: [&str; 3] = ["ash", "birch", "cedar"];

pub fn of(society: &Society) -> Vec<Value> {
    let mut events = nominated(society);
    events.extend(rolls(society));
    events.push(event(
        "nominees-published",
        json!({ "recorded": "2026-03-21T10:00:00", "post": "chair", "candidates": IDS }),
    ));
    events.extend(society.boxes.iter().map(|one| opened(one, society)));
    events.extend(poll(society));
    events.extend(society.boxes.iter().map(closed));
    for one in &society.boxes {
        let steps = |name: &str, made: &[Made]| -> Vec<Value> {
            made.iter().map(|made| step(name, one.id, made)).collect()
        };
        events.extend(steps("shuffle-made", &one.closed.shuffles));
        events.extend(steps("decryption-made", &one.closed.decryptions));
    }
    events.extend(society.boxes.iter().map(tallied));
    events.extend(counted(society));
    events
}

/// An event with these keys, over those that every event has.
pub fn event(name: &str, keys: Value) -> Value {
    let mut event = json!({
        "event": name, "actor": null, "role": null, "clause": null, "decided": null, "received": null,
        "recorded": "2026-03-05T10:00:00", "sources": [], "note": null,
    });
    if let (Value::Object(event), Value::Object(keys)) = (&mut event, keys) {
        event.extend(keys);
    }
    event
}

fn nominated(society: &Society) -> Vec<Value> {
    let rulebook = Digest::of(society.rulebook.as_bytes());
    let mut events = vec![
        event(
            "contest-opened",
            json!({ "rulebook": rulebook.as_str(), "record": "live" }),
        ),
        event(
            "log-established",
            json!({
                "origin": ORIGIN, "key": society.key.verifying_key().to_string(), "quorum": 1,
                "witnesses": { "agent-of-ash": witness().witness().to_string() },
            }),
        ),
    ];
    events.extend(IDS.iter().zip(NOMINEES).map(|(id, name)| {
        event(
            "candidate-declared",
            json!({ "post": "chair", "candidate": id, "name": name, "incumbent": false }),
        )
    }));
    events.extend(IDS.map(|id| {
        event(
            "nominated",
            json!({
                "post": "chair", "stage": "first", "body": "branch", "nominator": format!("branch-of-{id}"),
                "name": format!("Branch of {id}"), "kind": null, "candidate": id, "how": null, "as_of": null,
                "weight": null, "groups": {}, "received": "2026-03-10T10:00:00",
            }),
        )
    }));
    events
}

fn rolls(society: &Society) -> [Value; 2] {
    let electors = |section: &str| society.rolls[section].len();
    let frozen = |section: &str, post: usize| {
        let all = electors(section);
        json!({ "electors": all, "channels": { "online": all - post, "post": post }, "root": root(&society.rolls[section]) })
    };
    [
        event(
            "roll-imported",
            json!({
                "electors": { "members": electors("members"), "supporters": electors("supporters") }, "rejected": 1,
                "held": 0,
            }),
        ),
        event(
            "roll-frozen",
            json!({ "sections": { "members": frozen("members", 1), "supporters": frozen("supporters", 0) } }),
        ),
    ]
}

fn sha(digest: impl std::fmt::Display) -> String {
    format!("sha256:{digest}")
}

fn opened(one: &BoxMade, society: &Society) -> Value {
    let report = &one.closed.report;
    event(
        "box-opened",
        json!({
            "box": one.id, "election": report.uuid.as_str(), "fingerprint": report.fingerprint,
            "setup": sha(report.events.setup), "credentials": society.rolls[one.id].len(), "posts": ["chair"],
        }),
    )
}

/// From its opening to its close, with the papers that came by post and the rulings on ballots.
fn poll(society: &Society) -> Vec<Value> {
    let mut events = vec![
        event("poll-opened", json!({ "decided": "2026-04-01T09:00:00" })),
        event(
            "papers-received",
            json!({ "batch": "b-1", "section": "members", "papers": society.posted.len(), "set_aside": 0, "rejected": {} }),
        ),
    ];
    let removing = society.boxes.iter().filter(|one| !one.removed.is_empty());
    events.extend(removing.map(|one| {
        event(
            "ruling-made",
            json!({
                "ruling": format!("r-{}", one.id), "outcome": "allowed", "reasons": "The elector died.", "supersedes": null,
                "on": { "kind": "ballots", "box": one.id, "ballots": one.removed, "reason": "death" },
            }),
        )
    }));
    events.push(event(
        "poll-closed",
        json!({ "decided": "2026-04-20T12:00:00", "recorded": "2026-04-20T12:00:00" }),
    ));
    events
}

fn closed(one: &BoxMade) -> Value {
    let (head, report) = (one.head(), &one.closed.report);
    let voted: BTreeSet<_> = one.ballots.iter().map(Ballot::credential).collect();
    let voted = voted.len();
    let as_cast = one.cast.as_ref().map_or(report.events.end_ballots, |cast| {
        let poll = Policy {
            unfinished: true,
            replacing: Replacing::LastCounts,
            ..Policy::default()
        };
        let report = fast(cast.as_slice(), &poll, &mut system());
        Some(report.unwrap().last_event)
    });
    event(
        "box-closed",
        json!({
            "box": one.id, "size": head.size, "root": head.root.to_string(), "cast": one.ballots.len(),
            "voted": voted, "removed": one.removed.len(), "tallied": report.tallied,
            "archive": sha(as_cast.unwrap()), "tally": sha(report.events.encrypted_tally.unwrap()),
        }),
    )
}

fn step(name: &str, of: &str, made: &Made) -> Value {
    let statement = serde_json::to_string(&made.statement).unwrap();
    event(
        name,
        json!({ "box": of, "message": sha(made.message), "statement": statement }),
    )
}

fn figures(one: &BoxMade) -> [usize; 3] {
    let Some([Outcome::Papers(papers)]) = one.closed.report.outcomes.as_deref() else {
        panic!("the box asks one question")
    };
    let blank = papers
        .rankings
        .get([0; 3].as_slice())
        .copied()
        .unwrap_or_default();
    [
        papers.len() - blank - papers.spoilt.len(),
        blank,
        papers.spoilt.len(),
    ]
}

fn tallied(one: &BoxMade) -> Value {
    let [papers, blank, spoilt] = figures(one);
    event(
        "box-tallied",
        json!({
            "box": one.id, "archive": sha(one.closed.report.last_event),
            "posts": { "chair": { "papers": papers, "blank": blank, "spoilt": spoilt } },
        }),
    )
}

/// From the papers by post to the declaration.
fn counted(society: &Society) -> Vec<Value> {
    let posted = society.posted.len();
    let valid: usize = society.boxes.iter().map(|one| figures(one)[0]).sum();
    let online: usize = society
        .boxes
        .iter()
        .map(|one| one.closed.report.tallied)
        .sum();
    let electors: usize = society.rolls.values().map(Vec::len).sum();
    vec![
        event(
            "post-counted",
            json!({
                "batch": "b-1", "papers": posted, "differing": 0, "adjudicated": 0, "entered_by": ["Di", "Ed"],
                "posts": { "chair": { "papers": posted, "blank": 0, "spoilt": 0 } },
            }),
        ),
        event(
            "papers-published",
            json!({
                "post": "chair", "section": null, "file": PAPERS, "papers": Digest::of(&society.papers()).as_str(),
            }),
        ),
        event(
            "returns-declared",
            json!({
                "section": null, "eligible": electors, "returned": online + posted, "invalid": null,
                "channels": { "online": online, "post": posted },
            }),
        ),
        event(
            "scrutineer-reported",
            json!({
                "distributed": electors, "returned": online + posted, "valid": { "chair": valid + posted }, "invalid": {},
                "no_contravention": true, "secure": true, "independent": true, "register_inspected": null,
            }),
        ),
        event(
            "result-declared",
            json!({ "post": "chair", "elected": ["ash"], "certified_by": null, "decided": "2026-04-21" }),
        ),
    ]
}
