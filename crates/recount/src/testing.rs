//! Small contests for the tests of judging.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::digest::digest;
use crate::log::Log;
use crate::read::events;
use crate::read::rulebook::Rulebook;

/// A rulebook with one post, three candidates' worth of bodies, and this stage.
pub(crate) fn rulebook(stage: &str) -> String {
    format!(
        r#"
        format = "hustings-rulebook/1"
        title = "t"
        organisation = "o"
        time_zone = "Europe/London"
        source = {{}}
        post = [{{ id = "chair", title = "Chair", seats = 1 }}]
        roll = {{ section = [{{ id = "north", title = "N" }}, {{ id = "south", title = "S" }}] }}
        paper = {{}}
        ballot = {{ window = {{ opens = 2026-04-01 }} }}
        count = {{ rule = {{ name = "av" }}, ties = ["lots"] }}

        [[body]]
        id = "branch"
        title = "Branches"
        register = {{ sources_differ = [40, 50] }}

        [[body]]
        id = "affiliate"
        title = "Affiliates"
        kinds = ["union", "society"]
        weight = {{ measure = "members", total = 1000 }}

        [[stage]]
        id = "first"
        title = "First"
        nominators = ["branch", "affiliate"]
        {stage}
        "#
    )
}

/// The contest after these events, with candidates ash and birch.
#[track_caller]
pub(crate) fn contest(rulebook: &str, record: &str, events: &[Value]) -> (Rulebook, Log) {
    let named = digest(rulebook.as_bytes());
    let mut all = vec![event(
        "contest-opened",
        json!({"rulebook": named, "record": record}),
    )];
    for (id, name) in [("ash", "Ada Ash"), ("birch", "Bo Birch")] {
        all.push(event(
            "candidate-declared",
            json!({"candidate": id, "name": name, "incumbent": id == "birch"}),
        ));
    }
    all.extend_from_slice(events);
    let mut text = String::new();
    for event in all {
        writeln!(text, "{event}").unwrap();
    }
    let rulebook = Rulebook::read(rulebook.as_bytes()).unwrap();
    let (events, trouble) = events::read(text.as_bytes());
    assert_eq!(trouble, None);
    let log = Log::fold(&rulebook, &named, &events).unwrap();
    (rulebook, log)
}

/// An event for the post, with these keys over those that every event has.
pub(crate) fn event(name: &str, keys: Value) -> Value {
    let mut event = json!({
        "event": name, "actor": null, "role": null, "clause": null, "decided": null,
        "received": null, "recorded": null, "sources": [], "note": null,
    });
    let postless = [
        "contest-opened",
        "returns-declared",
        "turnout-claimed",
        "poll-opened",
        "poll-closed",
    ];
    if !postless.contains(&name) {
        event["post"] = json!("chair");
    }
    if let Value::Object(keys) = keys {
        for (key, value) in keys {
            event[key] = value;
        }
    }
    event
}

/// A report of `ash`'s figure.
pub(crate) fn report(body: &str, as_of: &str, figure: u64) -> Value {
    event(
        "tally-reported",
        json!({"stage": "first", "body": body, "as_of": as_of, "tallies": {"ash": figure}}),
    )
}

/// A nomination of `ash` by an affiliate.
pub(crate) fn affiliate(id: &str, kind: &str, keys: Value) -> Value {
    let mut nomination = event(
        "nominated",
        json!({
            "stage": "first", "body": "affiliate", "nominator": id, "name": id, "kind": kind,
            "candidate": "ash", "how": null, "as_of": null, "weight": null, "groups": {},
        }),
    );
    if let Value::Object(keys) = keys {
        for (key, value) in keys {
            nomination[key] = value;
        }
    }
    nomination
}
