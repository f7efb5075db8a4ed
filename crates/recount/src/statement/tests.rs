#![expect(
    clippy::needless_pass_by_value,
    reason = "events are built from json! values, which read badly as references"
)]

use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::testing::{affiliate, contest, event, report, rulebook};

const STAGES: &str = r#"
window = { opens = 2026-03-01, closes = 2026-03-10T12:00:00 }
released_when = "candidate-withdraws"
exempt = ["incumbent"]
gate = { number = 2, of = "branch" }

[[stage]]
id = "second"
title = "Second"
nominators = ["branch"]
through = "first"
window = { opens = 2026-03-11, closes = 2026-03-20 }
"#;

/// The statement on one of the two candidates.
fn stated(stages: &str, candidate: usize, events: &[Value]) -> Value {
    let (rulebook, log) = contest(&rulebook(stages), "replay", events);
    let name = LogName {
        entries: 0,
        digest: String::new(),
    };
    statement(&rulebook, &log, &name)["posts"][0]["candidates"][candidate].clone()
}

fn withdrew(decided: Value, received: Value) -> Value {
    event(
        "candidate-withdrew",
        json!({"candidate": "ash", "decided": decided, "received": received}),
    )
}

fn outcomes(stated: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    stated["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| (text(&stage["id"]), text(&stage["outcome"])))
        .collect()
}

fn named(outcomes: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(id, outcome): &(&str, &str)| ((*id).to_owned(), (*outcome).to_owned());
    outcomes.iter().map(owned).collect()
}

#[rstest]
#[case(2, "nominated", &[("first", "through"), ("second", "through")])]
#[case(1, "not-nominated", &[("first", "not-through")])]
fn stages_after_one_that_was_not_passed_are_left_out(
    #[case] figure: u64,
    #[case] standing: &str,
    #[case] stages: &[(&str, &str)],
) {
    let stated = stated(STAGES, 0, &[report("branch", "2026-03-10T12:00", figure)]);
    assert_eq!(stated["standing"], standing);
    assert_eq!(outcomes(&stated), named(stages));
}

#[test]
fn what_is_undetermined_stays_so_and_the_next_stage_is_judged() {
    let stated = stated(STAGES, 0, &[]);
    assert_eq!(stated["standing"], "undetermined");
    assert_eq!(
        outcomes(&stated),
        named(&[("first", "undetermined"), ("second", "through")])
    );
    assert_eq!(stated["stages"][1]["verdict"], Value::Null);
}

#[test]
fn an_incumbent_is_exempt_and_has_no_verdict() {
    let stated = stated(STAGES, 1, &[]);
    assert_eq!(stated["incumbent"], true);
    assert_eq!(
        outcomes(&stated),
        named(&[("first", "exempt"), ("second", "through")])
    );
    assert_eq!(stated["stages"][0]["verdict"], Value::Null);
    assert_eq!(stated["standing"], "nominated");
}

#[rstest]
// The first stage whose close is not known to be before the withdrawal.
#[case("2026-03-05", json!("first"), true)]
#[case("2026-03-10T12:00:00", json!("first"), true)]
#[case("2026-03-10", json!("first"), true)]
#[case("2026-03-10T12:00:01", json!("second"), false)]
#[case("2026-03-11", json!("second"), false)]
#[case("2026-03-20", json!("second"), false)]
#[case("2026-03-21", Value::Null, false)]
fn a_candidate_withdraws_in_a_stage(
    #[case] received: &str,
    #[case] stage: Value,
    #[case] released: bool,
) {
    // What was decided when says nothing where the receipt is known.
    let events = [
        report("branch", "2026-03-04", 2),
        withdrew(json!("2026-03-01"), json!(received)),
    ];
    let stated = stated(STAGES, 0, &events);
    assert_eq!(stated["standing"], "withdrawn");
    assert_eq!(
        stated["withdrew"],
        json!({
            "decided": "2026-03-01", "received": received, "stage": stage,
            "nominations_released": released, "sources": [],
        })
    );
    let expected = match stage.as_str() {
        Some("first") => named(&[("first", "withdrawn")]),
        Some(_) => named(&[("first", "through"), ("second", "withdrawn")]),
        None => named(&[("first", "through"), ("second", "through")]),
    };
    assert_eq!(outcomes(&stated), expected);
}

#[test]
fn a_withdrawal_whose_time_is_not_known_changes_no_stage() {
    let stated = stated(STAGES, 0, &[withdrew(Value::Null, Value::Null)]);
    assert_eq!(stated["standing"], "withdrawn");
    assert_eq!(stated["withdrew"]["stage"], Value::Null);
    assert_eq!(stated["withdrew"]["nominations_released"], false);
    assert_eq!(outcomes(&stated)[0].1, "undetermined");
}

#[test]
fn the_verdict_on_somebody_who_withdrew_is_taken_at_the_withdrawal() {
    // Known by the withdrawal to be 1, and 1 again at the close.
    let events = [
        report("branch", "2026-03-05", 1),
        withdrew(json!("2026-03-05T00:00"), Value::Null),
    ];
    let verdict = &stated(STAGES, 0, &events)["stages"][0]["verdict"];
    assert_eq!(verdict["outcome"], "not-met");
    assert_eq!(verdict["figure"], json!({"at_least": "1", "at_most": "1"}));
    let events = [
        report("branch", "2026-03-05", 1),
        withdrew(json!("2026-03-05T00:00:01"), Value::Null),
    ];
    let verdict = &stated(STAGES, 0, &events)["stages"][0]["verdict"];
    assert_eq!(verdict["outcome"], "undetermined");
}

#[test]
fn released_nominations_are_marked_and_count_as_if_they_stood() {
    let stages = STAGES.replace("of = \"branch\"", "of = \"affiliate\"");
    let events = [
        affiliate("a", "union", json!({"received": "2026-03-02"})),
        affiliate("b", "union", json!({"received": "2026-03-03"})),
        withdrew(json!("2026-03-05"), Value::Null),
    ];
    let verdict = &stated(&stages, 0, &events)["stages"][0]["verdict"];
    assert_eq!(verdict["outcome"], "met");
    assert_eq!(verdict["nominations"][0]["released"], true);
    let mut later = events.to_vec();
    later[2] = withdrew(json!("2026-03-11"), Value::Null);
    let verdict = &stated(&stages, 0, &later)["stages"][0]["verdict"];
    assert_eq!(verdict["nominations"][0]["released"], false);
}

#[rstest]
#[case(Some(2), &["ash"], true, "confirmed")]
#[case(Some(2), &[], false, "excluded")]
#[case(Some(1), &["ash"], true, "excluded")]
#[case(Some(1), &[], false, "confirmed")]
#[case(None, &["ash"], true, "open")]
#[case(None, &[], false, "open")]
fn who_stood_on_the_paper_is_set_against_who_was_nominated(
    #[case] figure: Option<u64>,
    #[case] candidates: &[&str],
    #[case] published: bool,
    #[case] verdict: &str,
) {
    let mut events = vec![event(
        "nominees-published",
        json!({"candidates": candidates}),
    )];
    events.extend(figure.map(|figure| report("branch", "2026-03-10T12:00", figure)));
    assert_eq!(
        stated(STAGES, 0, &events)["on_paper"],
        json!({"published": published, "verdict": verdict, "sources": []})
    );
}

#[test]
fn where_nobody_published_nominees_nothing_is_said_of_the_paper() {
    assert_eq!(stated(STAGES, 0, &[])["on_paper"], Value::Null);
}

#[test]
fn a_withdrawal_ends_a_stage_when_it_was_received_and_else_when_it_was_decided() {
    // One branch is reported at noon on the fifth: from then on more may have come.
    let outcome = |decided: Value, received: Value| {
        let events = [
            report("branch", "2026-03-05T12:00", 1),
            withdrew(decided, received),
        ];
        stated(STAGES, 0, &events)["stages"][0]["verdict"]["outcome"].clone()
    };
    let (earlier, later) = (json!("2026-03-05T11:00"), json!("2026-03-05T13:00"));
    assert_eq!(outcome(later.clone(), earlier.clone()), "not-met");
    assert_eq!(outcome(earlier.clone(), later.clone()), "undetermined");
    assert_eq!(outcome(earlier, Value::Null), "not-met");
    assert_eq!(outcome(later, Value::Null), "undetermined");
}
