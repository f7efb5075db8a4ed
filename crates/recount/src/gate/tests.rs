use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::outcome::Outcome::{Met, NotMet, Undetermined};
use crate::statement::{LogName, statement};
use crate::testing::{affiliate, contest, event, report, rulebook};

const WINDOW: &str = "window = { opens = 2026-03-01, closes = 2026-03-20T17:00:00 }";

/// Judges ash's gate, and gives a test's figure, at an instant or at the end.
struct Judged {
    rulebook: Rulebook,
    log: Log,
}

impl Judged {
    #[track_caller]
    fn by(gate: &str, record: &str, events: &[Value]) -> Self {
        let (rulebook, log) = contest(
            &rulebook(&format!("{WINDOW}\ngate = {gate}")),
            record,
            events,
        );
        Self { rulebook, log }
    }

    fn at(&self, instant: &str) -> (Outcome, u128, Option<u128>) {
        self.judged(When::At(Time::parse(instant).unwrap().earliest()))
    }

    fn at_the_end(&self) -> (Outcome, u128, Option<u128>) {
        let end = self.rulebook.stages[0].window.closes.as_ref();
        self.judged(When::End(end.map(Time::latest)))
    }

    fn judged(&self, when: When) -> (Outcome, u128, Option<u128>) {
        let stage = &self.rulebook.stages[0];
        let case = Case::new(&self.rulebook, &self.log, "chair", stage, "ash");
        let gate = stage.gate.as_ref().unwrap();
        let GateRule::Test(test) = &gate.rule else {
            panic!("one test")
        };
        let figure = case.figure(test, when);
        (case.outcome(gate, when), figure.at_least, figure.at_most)
    }

    fn verdict(&self) -> Value {
        self.stated()["stages"][0]["verdict"].clone()
    }

    fn stated(&self) -> Value {
        let name = LogName {
            entries: 0,
            digest: String::new(),
        };
        statement(&self.rulebook, &self.log, &name)["posts"][0]["candidates"][0].clone()
    }
}

const TWO_BRANCHES: &str = r#"{ number = 2, of = "branch" }"#;

#[test]
fn a_report_bounds_what_stood_before_it_from_above_and_after_it_from_below() {
    let judged = Judged::by(
        TWO_BRANCHES,
        "replay",
        &[
            report("branch", "2026-03-10", 1),
            report("branch", "2026-03-15T12:00", 3),
        ],
    );
    assert_eq!(judged.at("2026-03-01T00:00"), (NotMet, 0, Some(0)));
    assert_eq!(judged.at("2026-03-01T00:00:01"), (NotMet, 0, Some(1)));
    assert_eq!(judged.at("2026-03-10T00:00"), (NotMet, 0, Some(1)));
    // Within its day a report says nothing yet.
    assert_eq!(judged.at("2026-03-10T00:00:01"), (Undetermined, 0, Some(3)));
    assert_eq!(judged.at("2026-03-10T23:59:59"), (Undetermined, 1, Some(3)));
    assert_eq!(judged.at("2026-03-15T12:00"), (Met, 3, Some(3)));
    assert_eq!(judged.at("2026-03-15T12:00:01"), (Met, 3, None));
    assert_eq!(judged.at_the_end(), (Met, 3, None));
}

#[test]
fn the_interval_in_which_a_gate_was_first_met_is_between_two_reports() {
    let judged = Judged::by(
        TWO_BRANCHES,
        "replay",
        &[
            report("branch", "2026-03-10", 1),
            report("branch", "2026-03-15T12:00", 3),
        ],
    );
    assert_eq!(
        judged.verdict()["first_met"],
        json!({"after": "2026-03-10", "by": "2026-03-15T12:00"})
    );
}

#[test]
fn reports_that_are_written_at_the_same_time_form_one_group() {
    let judged = Judged::by(
        TWO_BRANCHES,
        "replay",
        &[
            report("branch", "2026-03-21", 2),
            report("branch", "2026-03-21", 1),
        ],
    );
    // The smallest from below, the largest from above.
    assert_eq!(judged.at_the_end(), (Undetermined, 1, Some(2)));
}

#[test]
fn reports_that_are_written_differently_are_apart_and_may_contradict_each_other() {
    let judged = Judged::by(
        TWO_BRANCHES,
        "replay",
        &[
            report("branch", "2026-03-21T00:00", 5),
            report("branch", "2026-03-21T00:00:00", 1),
        ],
    );
    // At least 5 and at most 1: exchanged.
    assert_eq!(judged.at_the_end(), (Undetermined, 1, Some(5)));
}

#[test]
fn a_report_before_the_opening_contradicts_that_nothing_could_be_received() {
    let judged = Judged::by(TWO_BRANCHES, "replay", &[report("branch", "2026-02-20", 3)]);
    assert_eq!(judged.at("2026-03-01T00:00"), (Undetermined, 0, Some(3)));
}

#[rstest]
// Only reports from the close on say that no more came.
#[case("2026-03-20", 1, Undetermined, None)]
#[case("2026-03-20T16:59:59", 1, Undetermined, None)]
#[case("2026-03-20T17:00:00", 1, NotMet, Some(1))]
#[case("2026-03-21", 1, NotMet, Some(1))]
#[case("2026-03-20", 2, Met, None)]
fn at_the_end_reports_from_the_close_on_bound_from_above(
    #[case] as_of: &str,
    #[case] figure: u64,
    #[case] outcome: Outcome,
    #[case] at_most: Option<u128>,
) {
    let judged = Judged::by(TWO_BRANCHES, "replay", &[report("branch", as_of, figure)]);
    assert_eq!(judged.at_the_end(), (outcome, figure.into(), at_most));
}

#[test]
fn the_larger_of_names_and_reports_counts_never_their_sum() {
    let three = r#"{ number = 3, of = "affiliate" }"#;
    let named = [
        affiliate("a", "union", json!({})),
        affiliate("b", "union", json!({})),
    ];
    let with_report = |figure| {
        let mut events = named.to_vec();
        events.push(report("affiliate", "2026-03-21", figure));
        Judged::by(three, "replay", &events).at_the_end()
    };
    assert_eq!(with_report(1), (NotMet, 2, Some(2)));
    assert_eq!(with_report(2), (NotMet, 2, Some(2)));
    assert_eq!(with_report(3), (Met, 3, Some(3)));
    assert_eq!(
        Judged::by(three, "replay", &named).at_the_end(),
        (Undetermined, 2, None)
    );
    assert_eq!(
        Judged::by(three, "live", &named).at_the_end(),
        (NotMet, 2, Some(2))
    );
}

#[test]
fn two_societies_among_three_affiliates_leave_room_for_one_union() {
    let two_unions = r#"{ number = 2, of = "affiliate", kind = "union" }"#;
    let societies = [
        affiliate("a", "society", json!({})),
        affiliate("b", "society", json!({})),
    ];
    let mut events = societies.to_vec();
    events.push(report("affiliate", "2026-03-21", 3));
    assert_eq!(
        Judged::by(two_unions, "replay", &events).at_the_end(),
        (NotMet, 0, Some(1))
    );
    events.push(affiliate("c", "union", json!({})));
    assert_eq!(
        Judged::by(two_unions, "replay", &events).at_the_end(),
        (NotMet, 1, Some(1))
    );
    assert_eq!(
        Judged::by(two_unions, "live", &events).at_the_end(),
        (NotMet, 1, Some(1))
    );
}

#[test]
fn groups_are_counted_once_and_nominations_without_one_not_at_all() {
    let across = r#"{ number = 3, of = "affiliate", across = "region" }"#;
    let events = [
        affiliate("a", "union", json!({"groups": {"region": "north"}})),
        affiliate("b", "society", json!({"groups": {"region": "north"}})),
        affiliate("c", "union", json!({"groups": {"region": "south"}})),
        affiliate("d", "union", json!({"groups": {"trade": "smiths"}})),
    ];
    assert_eq!(
        Judged::by(across, "live", &events).at_the_end(),
        (NotMet, 2, Some(2))
    );
    assert_eq!(
        Judged::by(across, "replay", &events).at_the_end(),
        (Undetermined, 2, None)
    );
    let mut bounded = events.to_vec();
    bounded.push(report("affiliate", "2026-03-21", 5));
    assert_eq!(
        Judged::by(across, "replay", &bounded).at_the_end(),
        (Undetermined, 2, Some(5))
    );
}

#[test]
fn weights_are_added_and_bound_from_above_only_where_every_nomination_is_named_and_weighed() {
    let weight = r#"{ share = "5%", of = "affiliate", by = "weight", rounding = "none" }"#;
    let heavy = affiliate("a", "union", json!({"weight": 30}));
    let light = affiliate("b", "union", json!({"weight": 19}));
    let unweighed = affiliate("c", "society", json!({}));
    let all_told = |figure| report("affiliate", "2026-03-21", figure);
    let judged = |record, events: &[Value]| Judged::by(weight, record, events).at_the_end();

    // 5% of 1,000 is 50.
    let two = [heavy.clone(), light.clone()];
    assert_eq!(judged("replay", &two), (Undetermined, 49, None));
    assert_eq!(judged("live", &two), (NotMet, 49, Some(49)));
    let two_of_two = [heavy.clone(), light.clone(), all_told(2)];
    assert_eq!(judged("replay", &two_of_two), (NotMet, 49, Some(49)));
    let two_of_three = [heavy.clone(), light.clone(), all_told(3)];
    assert_eq!(judged("replay", &two_of_three), (Undetermined, 49, None));
    let three = [heavy, light, unweighed];
    assert_eq!(judged("live", &three), (Undetermined, 49, None));
    assert_eq!(judged("replay", &[all_told(0)]), (NotMet, 0, Some(0)));
    assert_eq!(judged("replay", &[]), (Undetermined, 0, None));
    assert_eq!(judged("live", &[]), (NotMet, 0, Some(0)));
}

#[test]
fn where_sources_differ_about_the_register_the_larger_threshold_is_reached_and_the_smaller_missed()
{
    // 10% of 40 or of 50.
    let tenth = r#"{ share = "10%", of = "branch", rounding = "up" }"#;
    let judged = |figure| {
        Judged::by(tenth, "replay", &[report("branch", "2026-03-21", figure)])
            .at_the_end()
            .0
    };
    assert_eq!(judged(3), NotMet);
    assert_eq!(judged(4), Undetermined);
    assert_eq!(judged(5), Met);
    let verdict = Judged::by(tenth, "replay", &[]).verdict();
    assert_eq!(
        verdict["required"],
        json!({"at_least": "4", "at_most": "5"})
    );
}

#[test]
fn a_share_of_a_register_that_is_not_known_is_missed_only_by_nothing() {
    let tenth = r#"{ share = "10%", of = "affiliate", rounding = "up" }"#;
    let judged = |figure| {
        Judged::by(
            tenth,
            "replay",
            &[report("affiliate", "2026-03-21", figure)],
        )
    };
    assert_eq!(judged(9).at_the_end().0, Undetermined);
    assert_eq!(judged(0).at_the_end().0, NotMet);
    assert_eq!(judged(9).verdict()["required"], Value::Null);
}

#[rstest]
// Received, else decided, else reported; before the opening it waits for the opening.
#[case(json!({"received": "2026-03-05", "decided": "2026-03-04"}), "2026-03-05")]
#[case(json!({"decided": "2026-03-04", "as_of": "2026-03-06"}), "2026-03-04")]
#[case(json!({"as_of": "2026-03-06"}), "2026-03-06")]
#[case(json!({"decided": "2026-02-04"}), "2026-03-01")]
#[case(json!({"decided": "2026-03-01T09:00"}), "2026-03-01T09:00")]
fn a_nomination_takes_effect_at_its_moment_or_at_the_opening(
    #[case] times: Value,
    #[case] by: &str,
) {
    let one = r#"{ number = 1, of = "affiliate" }"#;
    let judged = Judged::by(one, "replay", &[affiliate("a", "union", times)]);
    assert_eq!(
        judged.verdict()["first_met"],
        json!({"after": "2026-03-01", "by": by})
    );
}

#[test]
fn an_undated_nomination_counts_at_the_end_only() {
    let one = r#"{ number = 1, of = "affiliate" }"#;
    let judged = Judged::by(one, "replay", &[affiliate("a", "union", json!({}))]);
    assert_eq!(judged.at("2026-03-30"), (Undetermined, 0, None));
    assert_eq!(judged.at_the_end(), (Met, 1, None));
    assert_eq!(judged.verdict()["first_met"]["by"], Value::Null);
}

#[test]
fn of_moments_with_one_instant_the_windows_is_written_then_the_logs_first() {
    let judged = Judged::by(
        TWO_BRANCHES,
        "replay",
        &[report("branch", "2026-03-20T17:00", 2)],
    );
    assert_eq!(judged.verdict()["first_met"]["by"], "2026-03-20T17:00:00");
    let judged = Judged::by(
        TWO_BRANCHES,
        "replay",
        &[
            report("branch", "2026-03-12T09:00:00", 2),
            report("branch", "2026-03-12T09:00", 2),
        ],
    );
    assert_eq!(judged.verdict()["first_met"]["by"], "2026-03-12T09:00:00");
}

#[test]
fn reports_are_listed_by_their_moment_and_nominations_in_the_logs_order() {
    let events = [
        report("affiliate", "2026-03-12", 2),
        report("affiliate", "2026-03-11", 1),
        report("affiliate", "2026-03-12T00:00", 3),
        report("branch", "2026-03-10", 9),
        affiliate("b", "union", json!({"received": "2026-03-02"})),
        affiliate("a", "society", json!({})),
    ];
    let verdict = Judged::by(r#"{ number = 1, of = "affiliate" }"#, "replay", &events).verdict();
    let listed = |key: &str, of: &str| -> Vec<String> {
        let items = verdict[key].as_array().unwrap();
        items
            .iter()
            .map(|item| item[of].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(listed("reports", "figure"), ["1", "2", "3"]);
    assert_eq!(listed("nominations", "nominator"), ["b", "a"]);
    assert_eq!(listed("nominations", "window"), ["inside", "undetermined"]);
}

#[rstest]
#[case("2026-03-10", "confirmed")]
#[case("2026-03-09", "excluded")]
#[case("2026-03-11", "excluded")]
fn a_claimed_day_is_confirmed_where_the_interval_falls_on_it(
    #[case] on: &str,
    #[case] verdict: &str,
) {
    let events = [
        report("branch", "2026-03-10T09:00", 1),
        report("branch", "2026-03-10T18:00", 2),
        event(
            "qualification-claimed",
            json!({"stage": "first", "candidate": "ash", "on": on}),
        ),
    ];
    let stated = Judged::by(TWO_BRANCHES, "replay", &events).stated();
    assert_eq!(
        stated["stages"][0]["claims"],
        json!([{"on": on, "verdict": verdict, "sources": []}])
    );
}

#[rstest]
#[case("2026-03-10", "open")]
#[case("2026-03-12", "open")]
#[case("2026-03-15", "open")]
#[case("2026-03-09", "excluded")]
#[case("2026-03-16", "excluded")]
fn a_claimed_day_within_a_longer_interval_is_left_open(#[case] on: &str, #[case] verdict: &str) {
    let events = [
        report("branch", "2026-03-10", 1),
        report("branch", "2026-03-15", 2),
        event(
            "qualification-claimed",
            json!({"stage": "first", "candidate": "ash", "on": on}),
        ),
    ];
    let stated = Judged::by(TWO_BRANCHES, "replay", &events).stated();
    assert_eq!(stated["stages"][0]["claims"][0]["verdict"], verdict);
}

#[test]
fn a_claimed_day_of_a_gate_that_was_not_met_is_excluded() {
    let events = [
        report("branch", "2026-03-21", 1),
        event(
            "qualification-claimed",
            json!({"stage": "first", "candidate": "ash", "on": "2026-03-21"}),
        ),
    ];
    let stated = Judged::by(TWO_BRANCHES, "replay", &events).stated();
    assert_eq!(stated["standing"], "not-nominated");
    assert_eq!(stated["stages"][0]["claims"][0]["verdict"], "excluded");
}

const TWO_AFFILIATES: &str = r#"{ number = 2, of = "affiliate" }"#;

#[test]
fn in_a_live_record_two_undated_nominations_may_have_come_at_any_time_since_the_opening() {
    let events = [
        affiliate("a", "union", json!({})),
        affiliate("b", "union", json!({})),
    ];
    let judged = Judged::by(TWO_AFFILIATES, "live", &events);
    assert_eq!(judged.at("2026-03-01T00:00"), (NotMet, 0, Some(0)));
    assert_eq!(judged.at("2026-03-01T00:00:01"), (Undetermined, 0, Some(2)));
    assert_eq!(judged.at("2026-03-20T17:00"), (Undetermined, 0, Some(2)));
    assert_eq!(judged.at_the_end(), (Met, 2, Some(2)));
    assert_eq!(
        judged.verdict()["first_met"],
        json!({"after": "2026-03-01", "by": null})
    );
}

#[rstest]
#[case("2026-02-28", "excluded")]
#[case("2026-03-05", "open")]
#[case("2026-03-10", "open")]
#[case("2026-03-11", "excluded")]
fn in_a_live_record_nominations_that_a_source_reports_by_a_day_may_have_come_before_it(
    #[case] on: &str,
    #[case] verdict: &str,
) {
    let events = [
        affiliate("a", "union", json!({"as_of": "2026-03-10"})),
        affiliate("b", "union", json!({"as_of": "2026-03-10"})),
        event(
            "qualification-claimed",
            json!({"stage": "first", "candidate": "ash", "on": on}),
        ),
    ];
    let judged = Judged::by(TWO_AFFILIATES, "live", &events);
    assert_eq!(
        judged.verdict()["first_met"],
        json!({"after": "2026-03-01", "by": "2026-03-10"})
    );
    assert_eq!(
        judged.stated()["stages"][0]["claims"][0]["verdict"],
        verdict
    );
}

#[test]
fn in_a_live_record_a_nomination_of_a_day_may_have_come_before_one_at_ten_that_day() {
    let events = [
        affiliate("a", "union", json!({"received": "2026-03-05"})),
        affiliate("b", "union", json!({"received": "2026-03-05T10:00"})),
    ];
    let judged = Judged::by(TWO_AFFILIATES, "live", &events);
    assert_eq!(judged.at("2026-03-04T23:59:59"), (NotMet, 0, Some(0)));
    assert_eq!(judged.at("2026-03-05T00:00"), (NotMet, 0, Some(1)));
    assert_eq!(judged.at("2026-03-05T10:00"), (Undetermined, 1, Some(2)));
    assert_eq!(judged.at("2026-03-05T23:59:59"), (Met, 2, Some(2)));
    assert_eq!(
        judged.verdict()["first_met"],
        json!({"after": "2026-03-05", "by": "2026-03-05"})
    );
}

#[test]
fn in_a_live_record_a_report_bounds_what_is_possible() {
    let events = [
        affiliate("a", "union", json!({})),
        affiliate("b", "union", json!({})),
        report("affiliate", "2026-03-10", 1),
    ];
    let judged = Judged::by(TWO_AFFILIATES, "live", &events);
    assert_eq!(judged.at("2026-03-10T00:00"), (NotMet, 0, Some(1)));
    assert_eq!(judged.at("2026-03-10T23:59:59"), (Undetermined, 1, Some(2)));
}

#[test]
fn in_a_live_record_no_more_of_a_kind_than_are_possible() {
    let union = r#"{ number = 1, of = "affiliate", kind = "union" }"#;
    let events = [
        affiliate("a", "union", json!({"as_of": "2026-03-10"})),
        affiliate("b", "union", json!({"received": "2026-03-12"})),
        affiliate("c", "society", json!({})),
    ];
    let judged = Judged::by(union, "live", &events);
    // Before the opening there is nothing, of whatever kind.
    assert_eq!(judged.at("2026-03-01T00:00"), (NotMet, 0, Some(0)));
    assert_eq!(judged.at("2026-03-05"), (Undetermined, 0, Some(1)));
    assert_eq!(judged.at("2026-03-12T00:00"), (Met, 1, Some(2)));
    assert_eq!(judged.at_the_end(), (Met, 2, Some(2)));
}

#[test]
fn in_a_live_record_no_more_groups_than_the_possible_nominations_come_from() {
    let across = r#"{ number = 2, of = "affiliate", across = "region" }"#;
    let of =
        |region: &str, received: Value| json!({"groups": {"region": region}, "received": received});
    let events = [
        affiliate("a", "union", of("north", json!("2026-03-03"))),
        affiliate("b", "union", of("north", Value::Null)),
        affiliate("c", "union", of("south", json!("2026-03-08"))),
        affiliate("d", "union", json!({})),
    ];
    let judged = Judged::by(across, "live", &events);
    assert_eq!(judged.at("2026-03-01T00:00"), (NotMet, 0, Some(0)));
    // a, b and d are possible, and come from one region and from none.
    assert_eq!(judged.at("2026-03-05"), (NotMet, 1, Some(1)));
    assert_eq!(judged.at("2026-03-08T00:00"), (Undetermined, 1, Some(2)));
    assert_eq!(judged.at_the_end(), (Met, 2, Some(2)));
}

#[test]
fn in_a_live_record_no_more_weight_than_the_possible_nominations_have() {
    // 5% of 1,000 is 50.
    let weight = r#"{ share = "5%", of = "affiliate", by = "weight", rounding = "none" }"#;
    let events = [
        affiliate(
            "a",
            "union",
            json!({"weight": 30, "received": "2026-03-03"}),
        ),
        affiliate("b", "union", json!({"weight": 19})),
        affiliate(
            "c",
            "union",
            json!({"weight": 20, "received": "2026-03-08"}),
        ),
        affiliate("d", "union", json!({"received": "2026-03-10"})),
    ];
    let judged = Judged::by(weight, "live", &events);
    // Nothing before the opening, whatever the undated one weighs.
    assert_eq!(judged.at("2026-03-01T00:00"), (NotMet, 0, Some(0)));
    assert_eq!(judged.at("2026-03-05"), (NotMet, 30, Some(49)));
    assert_eq!(judged.at("2026-03-08T00:00"), (Undetermined, 30, Some(69)));
    assert_eq!(judged.at("2026-03-09"), (Met, 50, Some(69)));
    // The weight of d is not known.
    assert_eq!(judged.at("2026-03-11"), (Met, 50, None));
}
