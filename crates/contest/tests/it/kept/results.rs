//! Papers, provisional figures, recounts, the scrutineer, results.

use hustings_contest::kept::KeptRefusal;
use serde_json::{Value, json};

use super::society::{Society, appeal, refused};

const COUNTED: [(&str, usize); 4] = [
    ("returns-declared", 0),
    ("papers-published", 0),
    ("figures-provided", 0),
    ("scrutineer-reported", 0),
];

#[test]
fn figures_wait_until_everything_is_counted() {
    for at in COUNTED {
        let box_left = Society::until(("box-tallied", 0)).again(at, json!({}));
        refused!(box_left, KeptRefusal::NotCounted(_), "every box is tallied");
        let batch_left = Society::until(("box-tallied", 1)).again(at, json!({}));
        refused!(
            batch_left,
            KeptRefusal::NotCounted(_),
            "every batch counted"
        );
        let poll = Society::until(("roll-amended", 0)).again(at, json!({}));
        refused!(poll, KeptRefusal::PollNotClosed, "(ballot.window)");
    }
}

#[test]
fn provisional_figures_go_to_different_people_for_a_post() {
    let provided = |changes: Value| {
        Society::until(("post-counted", 0)).again(("figures-provided", 0), changes)
    };
    refused!(
        provided(json!({"to": ["Di", "Di"]})),
        KeptRefusal::NamedTwice,
        "twice"
    );
    refused!(
        provided(json!({"post": "secretary"})),
        KeptRefusal::UnknownPost(_),
        "'secretary'"
    );
}

#[test]
fn a_recount_is_requested_with_reasons_before_the_declaration_one_at_a_time() {
    let requested = |changes: Value| {
        Society::until(("recount-requested", 0)).again(("recount-requested", 0), changes)
    };
    refused!(
        requested(json!({"request": "q-2"})),
        KeptRefusal::RequestUndecided(_),
        "'q-1'"
    );
    refused!(
        requested(json!({"request": "q-2", "reasons": ""})),
        KeptRefusal::NoReasons(_),
        "reasons"
    );
    refused!(
        requested(json!({"request": "q-2", "post": "secretary"})),
        KeptRefusal::UnknownPost(_),
        "'secretary'"
    );
    let twice = Society::until(("ruling-made", 6)).again(("recount-requested", 0), json!({}));
    refused!(twice, KeptRefusal::RequestTwice(_), "'q-1'");
    let late = Society::until(("result-declared", 1))
        .again(("recount-requested", 0), json!({"request": "q-2"}));
    refused!(late, KeptRefusal::Declared(_), "'chair'");
}

#[test]
fn the_scrutineer_reports_once_on_posts_that_there_are() {
    let twice =
        Society::until(("scrutineer-reported", 0)).again(("scrutineer-reported", 0), json!({}));
    refused!(twice, KeptRefusal::ReportedTwice, "already");
    let unknown = Society::until(("post-counted", 0)).again(
        ("scrutineer-reported", 0),
        json!({"valid": {"secretary": 1}}),
    );
    refused!(unknown, KeptRefusal::UnknownPost(_), "'secretary'");
}

#[test]
fn a_result_waits_for_papers_appeals_requests_and_the_scrutineer() {
    let early = Society::until(("box-tallied", 0)).again(("result-declared", 1), json!({}));
    refused!(early, KeptRefusal::NotCounted(_), "every box is tallied");
    let until = || Society::until(("result-declared", 1));
    refused!(
        until().without(("papers-published", 0)),
        KeptRefusal::PapersNotPublished(_),
        "'chair'"
    );
    let appealed = until().before(("result-declared", 1), appeal("a-9", "r-match"));
    refused!(appealed, KeptRefusal::AppealUndecided { .. }, "'a-9'");
    refused!(
        until().without(("ruling-made", 6)),
        KeptRefusal::RequestUndecided(_),
        "'q-1'"
    );
    refused!(
        until().without(("scrutineer-reported", 0)),
        KeptRefusal::ScrutineerMissing,
        "(statutory.scrutineer)"
    );
}

#[test]
fn a_result_is_corrected_with_reasons_once_it_is_declared() {
    let early =
        Society::until(("scrutineer-reported", 0)).again(("result-corrected", 0), json!({}));
    refused!(early, KeptRefusal::NotDeclared(_), "'chair'");
    let groundless = Society::new().again(("result-corrected", 0), json!({"reasons": " "}));
    refused!(
        groundless,
        KeptRefusal::NoReasons("the correction"),
        "reasons"
    );
}

#[test]
fn returns_are_what_the_roll_the_boxes_and_the_batches_come_to() {
    let declared = |changes: Value| {
        Society::until(("post-counted", 0)).again(("returns-declared", 0), changes)
    };
    for eligible in [json!(9), json!(7), Value::Null] {
        let other = declared(json!({"eligible": eligible}));
        refused!(
            other,
            KeptRefusal::EligibleOther { electors: 8 },
            "8 electors"
        );
    }
    let other = declared(json!({"returned": 7}));
    let says = "7 are said to have been returned, and 6";
    refused!(other, KeptRefusal::ReturnedOther { .. }, says);
    declared(json!({"returned": null})).folded();
    let members = json!({"section": "members", "eligible": 5, "returned": 4});
    let supporters = json!({"section": "supporters", "eligible": 3, "returned": 2});
    declared(members)
        .again(("returns-declared", 0), supporters)
        .folded();
    let whole = declared(json!({"section": "members"}));
    refused!(
        whole,
        KeptRefusal::EligibleOther { electors: 5 },
        "5 electors"
    );
    let section = json!({"section": "supporters", "eligible": 3, "returned": 3});
    refused!(
        declared(section),
        KeptRefusal::ReturnedOther { .. },
        "and 2 ballots"
    );
}

#[test]
fn no_more_are_elected_than_there_are_seats() {
    let both = json!({"elected": ["ash", "birch"]});
    let declared = Society::new().with(("result-declared", 1), both.clone());
    refused!(
        declared,
        KeptRefusal::MoreThanSeats { .. },
        "'chair' has 1 seats"
    );
    let corrected = Society::new().with(("result-corrected", 0), both);
    refused!(corrected, KeptRefusal::MoreThanSeats { .. }, "(post.chair)");
}
