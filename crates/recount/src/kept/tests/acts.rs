//! What can happen in the contest, one event each.

use serde_json::{Value, json};

use super::society::{ROOT, event, sha, tracker};

pub(super) fn candidate(id: &str, name: &str) -> Value {
    event(
        "candidate-declared",
        json!({"post": "chair", "candidate": id, "name": name, "incumbent": false}),
    )
}

pub(super) fn nominated(nominator: &str, candidate: &str) -> Value {
    event(
        "nominated",
        json!({
            "post": "chair", "stage": "first", "body": "branch", "nominator": nominator,
            "name": nominator, "kind": null, "candidate": candidate, "how": null, "as_of": null,
            "weight": null, "groups": {},
        }),
    )
}

pub(super) fn ruling(id: &str, on: Value, keys: Value) -> Value {
    let mut ruling = event(
        "ruling-made",
        json!({
            "ruling": id, "on": on, "outcome": "allowed", "reasons": "As the rules say.",
            "supersedes": null,
        }),
    );
    for (key, value) in keys.as_object().unwrap() {
        ruling[key] = value.clone();
    }
    ruling
}

pub(super) fn appeal(id: &str, ruling: &str) -> Value {
    event(
        "appeal-made",
        json!({"appeal": id, "ruling": ruling, "grounds": "Nobody was heard."}),
    )
}

pub(super) fn claim(id: &str) -> Value {
    event(
        "claim-made",
        json!({"claim": id, "about": "inclusion", "section": "members"}),
    )
}

pub(super) fn of_east() -> Value {
    json!({"kind": "nomination", "post": "chair", "stage": "first", "nominator": "east"})
}

pub(super) fn of_claim(id: &str) -> Value {
    json!({"kind": "claim", "claim": id})
}

pub(super) fn of_ballots(letters: &str) -> Value {
    let ballots: Vec<String> = letters.chars().map(tracker).collect();
    json!({"kind": "ballots", "box": "members", "ballots": ballots, "reason": "death"})
}

pub(super) fn other() -> Value {
    json!({"kind": "other", "matter": "A member who died is taken off the roll."})
}

pub(super) fn opened(id: &str, credentials: u64) -> Value {
    event(
        "box-opened",
        json!({
            "box": id, "election": format!("Chair, {id}"), "fingerprint": tracker(if id == "supporters" { 'S' } else { 'M' }),
            "setup": sha(id), "credentials": credentials, "posts": ["chair"],
        }),
    )
}

pub(super) fn booth(text: &str) -> Value {
    event("booth-published", json!({"digest": sha(text)}))
}

pub(super) fn closed(id: &str, cast: u64, removed: u64) -> Value {
    event(
        "box-closed",
        json!({
            "box": id, "size": cast, "root": ROOT, "cast": cast, "voted": cast,
            "removed": removed, "tallied": cast - removed, "archive": sha(&format!("cast {id}")),
            "tally": sha(&format!("tally {id}")),
        }),
    )
}

pub(super) fn step(name: &str, of: &str, what: &str) -> Value {
    let statement = format!("{{\"made\":\"{name} {what}\"}}");
    event(
        name,
        json!({"box": of, "message": sha(&statement), "statement": statement}),
    )
}

pub(super) fn tallied(id: &str, figures: [u64; 3]) -> Value {
    event(
        "box-tallied",
        json!({"box": id, "archive": sha(&format!("whole {id}")), "posts": posts(figures)}),
    )
}

pub(super) fn posts(figures: [u64; 3]) -> Value {
    let [papers, blank, spoilt] = figures;
    json!({"chair": {"papers": papers, "blank": blank, "spoilt": spoilt}})
}

pub(super) fn received(batch: &str) -> Value {
    event(
        "papers-received",
        json!({
            "batch": batch, "section": "members", "papers": 2, "set_aside": 1,
            "rejected": {"no declaration": 1},
        }),
    )
}

pub(super) fn request(id: &str) -> Value {
    event(
        "recount-requested",
        json!({"request": id, "post": "chair", "reasons": "It was close."}),
    )
}
