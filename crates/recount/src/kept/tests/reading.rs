//! What does not read: keys, types, and texts that are not what they must be.

use proptest::prelude::*;
use proptest::sample::Index;
use rstest::rstest;
use serde_json::{Value, json};

use super::society::{Society, refused};

/// Every event of the contest whose kind only kept contests have.
fn kept_events() -> Vec<String> {
    let usual = [
        "opened",
        "ash",
        "birch",
        "north",
        "east",
        "south",
        "east again",
        "nominees",
        "poll opened",
        "poll closed",
        "papers",
        "returns",
        "result",
    ];
    let events = Society::new().events.into_iter().map(|(name, _)| name);
    events
        .filter(|name| !usual.contains(&name.as_str()))
        .collect()
}

#[test]
fn every_key_must_be_there_and_be_of_its_type() {
    for name in kept_events() {
        let event = Society::new().event(&name);
        for (key, value) in event.as_object().unwrap() {
            let mut society = Society::new();
            let place = society.events.iter().position(|(other, _)| *other == name);
            let changed = &mut society.events[place.unwrap()].1;
            changed.as_object_mut().unwrap().remove(key);
            refused(society, &name, "is missing");
            let wrong = if value.is_boolean() {
                json!(1)
            } else {
                json!(true)
            };
            let society = Society::new().with(&name, json!({key: wrong}));
            refused(society, &name, "must be");
        }
    }
}

#[test]
fn an_unknown_key_is_refused_also_in_an_object_of_an_event() {
    for name in kept_events() {
        let society = Society::new().with(&name, json!({"more": 1}));
        refused(society, &name, "\"more\" is unknown");
    }
    for (name, pointer) in [
        ("r-east", "/on"),
        ("frozen", "/sections/members"),
        ("tallied members", "/posts/chair"),
        ("counted", "/posts/chair"),
    ] {
        let mut event = Society::new().event(name);
        event.pointer_mut(pointer).unwrap()["more"] = json!(1);
        refused(
            Society::new().with(name, event),
            name,
            "\"more\" is unknown",
        );
    }
}

#[rstest]
#[case("r-east", json!({"ruling": "R 1"}), "not an id")]
#[case("r-east", json!({"outcome": "perhaps"}), "not one of allowed, disallowed")]
#[case("r-east", json!({"on": {"kind": "weather"}}), "\"weather\"")]
#[case("r-east", json!({"on": {"kind": "claim", "claim": ""}}), "not an id")]
#[case("claim", json!({"about": "spelling"}), "not one of inclusion, objection")]
#[case("amended", json!({"root": "AAAA"}), "not base64 of 32 bytes")]
#[case("box members", json!({"setup": "sha256:0"}), "not a digest")]
#[case("closed members", json!({"tally": "tally"}), "not a digest")]
#[case("closed members", json!({"cast": -1}), "a whole number")]
#[case("provided", json!({"embargo": "noon"}), "local time")]
#[case("corrected", json!({"event": "result-forgotten"}), "unknown")]
fn what_is_not_well_formed_is_refused(
    #[case] name: &str,
    #[case] changes: Value,
    #[case] reason: &str,
) {
    refused(Society::new().with(name, changes), name, reason);
}

#[rstest]
#[case("ballots", json!(["A"]), "not a tracker")]
#[case("reason", json!("whim"), "not one of death")]
fn ballots_are_named_by_their_trackers_and_removed_for_a_reason(
    #[case] key: &str,
    #[case] value: Value,
    #[case] reason: &str,
) {
    let mut on = super::acts::of_ballots("A");
    on[key] = value;
    let society = Society::new().with("r-ballots", json!({"on": on}));
    refused(society, "r-ballots", reason);
}

#[test]
fn the_roles_of_a_kept_contest_are_known() {
    for role in ["registrar", "trustee", "scrutineer", "elector", "agent"] {
        super::society::allowed(Society::new().with("imported", json!({"role": role})));
    }
    let society = Society::new().with("imported", json!({"role": "friend"}));
    refused(society, "imported", "\"friend\" is unknown");
}

/// Every place in a value that holds no other.
fn leaves(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                leaves(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, &format!("{pointer}/{index}"), found);
            }
        }
        _ => found.push(pointer.to_owned()),
    }
}

fn replacements() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!("")),
        Just(json!("members")),
        Just(json!("r-roll")),
        Just(json!(9_007_199_254_740_991_u64)),
        Just(json!(0)),
        Just(json!([])),
        Just(json!({})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_changed_is_folded_or_refused(
        at in any::<Index>(),
        place in any::<Index>(),
        value in replacements(),
        removed in any::<Option<Index>>(),
    ) {
        let mut society = Society::new();
        let event = at.get_mut(&mut society.events);
        let mut pointers = Vec::new();
        leaves(&event.1, "", &mut pointers);
        if let Some(old) = event.1.pointer_mut(&pointers[place.index(pointers.len())]) {
            *old = value;
        }
        if let Some(removed) = removed {
            society.events.remove(removed.index(society.events.len()));
        }
        let folds = society.fold().is_ok();
        prop_assert!(folds || society.kept().is_none());
    }
}
