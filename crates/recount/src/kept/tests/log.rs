//! What happened in the contest, event by event.

use serde_json::{Value, json};

use super::acts::{
    appeal, booth, candidate, claim, closed, nominated, of_ballots, of_claim, of_east, opened,
    other, posts, received, request, ruling, step, tallied,
};
use super::society::{PAPERS, ROOT, event, sha};

type Named = (String, Value);

fn named(name: &str, event: Value) -> Named {
    (name.to_owned(), event)
}

/// Candidates, nominations, rulings, the roll, the boxes.
pub(super) fn until_the_poll() -> Vec<Named> {
    vec![
        named(
            "opened",
            event(
                "contest-opened",
                json!({"rulebook": "sha256:RULEBOOK", "record": "mock"}),
            ),
        ),
        named(
            "log",
            event(
                "log-established",
                json!({
                    "origin": "example.org/chair", "key": "example.org/chair+0+A", "quorum": 1,
                    "witnesses": {"w": "w+0+A", "x": "x+0+A"},
                }),
            ),
        ),
        named(
            "imported",
            event(
                "roll-imported",
                json!({"electors": {"members": 5, "supporters": 3}, "rejected": 1, "held": 1}),
            ),
        ),
        named("ash", candidate("ash", "Ada Ash")),
        named("birch", candidate("birch", "Bo Birch")),
        named("north", nominated("north", "ash")),
        named("east", nominated("east", "ash")),
        named("south", nominated("south", "birch")),
        named(
            "r-east",
            ruling("r-east", of_east(), json!({"outcome": "disallowed"})),
        ),
        named("east again", nominated("east", "birch")),
        named("claim", claim("c-1")),
        named("r-claim", ruling("r-claim", of_claim("c-1"), json!({}))),
        named("appeal", appeal("a-1", "r-claim")),
        named(
            "r-appeal",
            ruling(
                "r-appeal",
                of_claim("c-1"),
                json!({"supersedes": "r-claim"}),
            ),
        ),
        named(
            "r-match",
            ruling(
                "r-match",
                json!({"kind": "match", "section": "members", "match": 1}),
                json!({"outcome": "disallowed"}),
            ),
        ),
        named(
            "frozen",
            event(
                "roll-frozen",
                json!({"sections": {
                    "members": {"electors": 6, "channels": {"online": 4, "post": 2}, "root": ROOT},
                    "supporters": {"electors": 3, "channels": {"online": 3}, "root": ROOT},
                }}),
            ),
        ),
        named("r-roll", ruling("r-roll", other(), json!({}))),
        named(
            "amended",
            event(
                "roll-amended",
                json!({
                    "section": "members", "electors": 5, "channels": {"online": 3, "post": 2},
                    "root": ROOT, "ruling": "r-roll",
                }),
            ),
        ),
        named(
            "nominees",
            event(
                "nominees-published",
                json!({"post": "chair", "candidates": ["birch", "ash"]}),
            ),
        ),
        named("box members", opened("members", 5)),
        named("box supporters", opened("supporters", 3)),
        named("booth", booth("1")),
    ]
}

/// The poll, the closing, the papers, the result and its correction.
pub(super) fn from_the_poll() -> Vec<Named> {
    let poll = |name, decided| event(name, json!({"decided": decided, "recorded": decided}));
    let result = json!({
        "post": "chair", "elected": ["ash"], "certified_by": null, "decided": "2026-04-21",
    });
    let correction = json!({
        "post": "chair", "elected": ["birch"], "certified_by": "The secretary",
        "decided": "2026-04-22", "reasons": "Two names were exchanged.", "sources": ["the notice"],
    });
    vec![
        named("poll opened", poll("poll-opened", "2026-04-01T09:00")),
        named("another booth", booth("2")),
        named("received", received("b-1")),
        named("r-ballots", ruling("r-ballots", of_ballots("A"), json!({}))),
        named("poll closed", poll("poll-closed", "2026-04-20T12:00")),
        named("closed members", closed("members", 3, 1)),
        named("closed supporters", closed("supporters", 2, 0)),
        named("shuffle 1", step("shuffle-made", "members", "1")),
        named("shuffle 2", step("shuffle-made", "members", "2")),
        named("decryption 1", step("decryption-made", "members", "1")),
        named("decryption 2", step("decryption-made", "members", "2")),
        named("shuffle 3", step("shuffle-made", "supporters", "3")),
        named("shuffle 4", step("shuffle-made", "supporters", "4")),
        named("decryption 3", step("decryption-made", "supporters", "3")),
        named("decryption 4", step("decryption-made", "supporters", "4")),
        named("tallied members", tallied("members", [1, 1, 0])),
        named("tallied supporters", tallied("supporters", [1, 0, 1])),
        named(
            "counted",
            event(
                "post-counted",
                json!({
                    "batch": "b-1", "papers": 2, "differing": 1, "adjudicated": 1,
                    "posts": posts([2, 0, 0]), "entered_by": ["Di", "Ed"],
                }),
            ),
        ),
        named(
            "provided",
            event(
                "figures-provided",
                json!({
                    "post": "chair", "transcript": sha("provisional"), "to": ["ash", "birch"],
                    "embargo": "2026-04-21T10:00",
                }),
            ),
        ),
        named(
            "papers",
            event(
                "papers-published",
                json!({
                    "post": "chair", "section": null, "file": "papers/chair.blt",
                    "papers": sha(PAPERS),
                }),
            ),
        ),
        named("request", request("q-1")),
        named(
            "r-request",
            ruling(
                "r-request",
                json!({"kind": "recount", "request": "q-1"}),
                json!({"outcome": "disallowed"}),
            ),
        ),
        named(
            "report",
            event(
                "scrutineer-reported",
                json!({
                    "distributed": 8, "returned": 6, "valid": {"chair": 4},
                    "invalid": {"spoilt": 1}, "no_contravention": true, "secure": true,
                    "independent": true, "register_inspected": null,
                }),
            ),
        ),
        named(
            "returns",
            event(
                "returns-declared",
                json!({
                    "section": null, "eligible": 8, "returned": 6, "invalid": null,
                    "channels": {},
                }),
            ),
        ),
        named("result", event("result-declared", result)),
        named("corrected", event("result-corrected", correction)),
    ]
}
