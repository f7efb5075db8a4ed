//! What is refused of papers counted, of figures, and of results.

use rstest::rstest;
use serde_json::{Value, json};

use super::acts::posts;
use super::society::{Society, allowed, refused};

#[test]
fn a_batch_is_counted_once_after_the_poll() {
    let event = Society::new().event("counted");
    let early = Society::until("received").then(event.clone());
    refused(early, "new", "the poll is not closed");
    refused(
        Society::until("counted").then(event),
        "new",
        "counted already",
    );
    let unknown = Society::new().with("counted", json!({"batch": "b-2"}));
    refused(unknown, "counted", "was not received");
}

#[test]
fn a_batch_is_counted_for_the_posts_that_its_section_is_polled_on_and_for_no_other() {
    let none = Society::new().with("counted", json!({"posts": {}}));
    refused(none, "counted", "are for [\"chair\"]");
    let elsewhere = |posts: Value| {
        let event = Society::new().event("counted");
        Society::until("poll closed")
            .under(
                r#"title = "Chair", seats = 1"#,
                r#"title = "Chair", seats = 1, sections = ["members"]"#,
            )
            .without("box supporters")
            .with("received", json!({"section": "supporters"}))
            .then(event)
            .with("new", json!({"posts": posts}))
    };
    refused(elsewhere(posts([2, 0, 0])), "new", "are for []");
    allowed(elsewhere(json!({})));
}

#[test]
fn returns_wait_for_the_count_and_are_what_it_comes_to() {
    for name in ["poll closed", "tallied members", "tallied supporters"] {
        let event = Society::new().event("returns");
        let reason = if name == "poll closed" {
            "(ballot.window)"
        } else {
            "is not"
        };
        let until = if name == "poll closed" {
            "r-ballots"
        } else {
            name
        };
        refused(Society::until(until).then(event), "new", reason);
    }
    let with = |changes: Value| Society::until("returns").with("returns", changes);
    for eligible in [json!(7), json!(9), Value::Null] {
        let society = with(json!({"eligible": eligible}));
        refused(society, "returns", "8 were eligible (roll)");
    }
    for returned in [5, 7] {
        let society = with(json!({"returned": returned}));
        refused(society, "returns", "6 came back");
    }
    allowed(with(json!({"returned": null})));
    let section = |id: &str, eligible: u64, returned: u64| {
        with(json!({"section": id, "eligible": eligible, "returned": returned}))
    };
    allowed(section("members", 5, 4));
    allowed(section("supporters", 3, 2));
    refused(section("members", 8, 4), "returns", "5 were eligible");
    refused(section("supporters", 3, 3), "returns", "2 came back");
}

#[test]
fn no_more_are_elected_than_there_are_seats() {
    for name in ["result", "corrected"] {
        let society = Society::new().with(name, json!({"elected": ["ash", "birch"]}));
        refused(society, name, "2 elected to 1 seats (post.chair)");
    }
}

#[rstest]
#[case(json!({"papers": 3}), "3 papers counted, and 2 received")]
#[case(json!({"posts": posts([1, 0, 0])}), "come to 1, and the batch has 2")]
#[case(json!({"posts": {"deputy": {"papers": 2, "blank": 0, "spoilt": 0}}}), "deputy")]
#[case(json!({"entered_by": ["Di"]}), "two people")]
#[case(json!({"entered_by": ["Di", "Di"]}), "two people")]
#[case(json!({"entered_by": ["Di", "Ed", "Flo"]}), "two people")]
#[case(json!({"adjudicated": 2}), "2 papers adjudicated, and 1 differ")]
fn the_figures_of_a_batch_follow(#[case] changes: Value, #[case] reason: &str) {
    refused(Society::new().with("counted", changes), "counted", reason);
}

#[test]
fn nothing_is_given_out_before_every_box_is_tallied_and_every_batch_counted() {
    for (name, missing) in [
        ("tallied members", "the box members is not tallied"),
        ("tallied supporters", "the box supporters is not tallied"),
        ("counted", "the batch b-1 is not counted"),
    ] {
        let society = Society::new().without(name);
        refused(society.clone(), "provided", missing);
        let society = society.without("provided");
        refused(society.clone(), "papers", missing);
        let report = society
            .without("papers")
            .without("request")
            .without("r-request");
        refused(report.clone(), "report", missing);
        let returns = report.without("report");
        refused(returns.clone(), "returns", missing);
        refused(returns.without("returns"), "result", missing);
    }
}

#[test]
fn provisional_figures_are_of_a_post_and_go_to_each_once() {
    let post = Society::new().with("provided", json!({"post": "deputy"}));
    refused(post, "provided", "deputy");
    let twice = Society::new().with("provided", json!({"to": ["ash", "ash"]}));
    refused(twice, "provided", "somebody twice");
}

#[test]
fn the_scrutineer_reports_once_on_posts_that_there_are() {
    let again = Society::until("report").again("report", json!({}));
    refused(again, "new", "reported already");
    let unknown = Society::new().with("report", json!({"valid": {"deputy": 1}}));
    refused(unknown, "report", "deputy");
}

#[test]
fn a_result_is_declared_of_published_papers_and_after_the_scrutineer_where_one_is_named() {
    let society = Society::new().without("papers");
    refused(society, "result", "papers of chair are not published");
    let society = Society::new().without("report");
    refused(society.clone(), "result", "(statutory.scrutineer)");
    allowed(society.under(", scrutineer = \"Scrutiny Ltd\"", ""));
}

#[test]
fn a_result_is_corrected_after_it_is_declared_and_with_reasons() {
    let early = Society::new().without("result");
    refused(early, "corrected", "not declared yet");
    let bare = Society::new().with("corrected", json!({"reasons": " "}));
    refused(bare, "corrected", "reasons");
    for elected in [json!(["cedar"]), json!(["ash", "ash"])] {
        let society = Society::new().with("corrected", json!({"elected": elected}));
        assert_eq!(society.fold().err().unwrap().0, "corrected");
    }
    let again = Society::new().again("result", json!({}));
    refused(again, "new", "declared already");
}
