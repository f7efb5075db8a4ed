//! Posts for which no more stand than there are seats.

use serde_json::json;

use super::society::{Society, allowed, refused};

const CLAUSE: &str = "(count.single_candidate)";

/// The post has two seats, so that both who stand have one.
fn unopposed(society: Society) -> Society {
    society.under(
        "title = \"Chair\", seats = 1",
        "title = \"Chair\", seats = 2",
    )
}

#[test]
fn who_has_a_seat_each_is_declared_without_a_poll() {
    let both = json!({"elected": ["ash", "birch"]});
    let until = || unopposed(Society::until("nominees"));
    allowed(until().then(declared(both)));
    refused(
        until().then(declared(json!({"elected": ["ash"]}))),
        "new",
        CLAUSE,
    );
    refused(
        until().then(declared(json!({"elected": []}))),
        "new",
        CLAUSE,
    );
}

fn declared(changes: serde_json::Value) -> serde_json::Value {
    let mut event = Society::new().event("result");
    event["elected"] = changes["elected"].clone();
    event
}

#[test]
fn nobody_is_polled_then() {
    refused(unopposed(Society::new()), "box members", CLAUSE);
    let poll = Society::new().event("poll opened");
    refused(
        unopposed(Society::until("nominees")).then(poll),
        "new",
        CLAUSE,
    );
    for name in ["papers", "provided", "request"] {
        let event = Society::new().event(name);
        refused(
            unopposed(Society::until("nominees")).then(event),
            "new",
            CLAUSE,
        );
    }
}

#[test]
fn where_a_single_candidate_is_balloted_they_are_polled_all_the_same() {
    let balloted = "ties = [\"lots\"], single_candidate = \"balloted\"";
    allowed(unopposed(Society::new()).under("ties = [\"lots\"]", balloted));
}

#[test]
fn papers_wait_for_the_close_of_the_poll_where_there_is_no_box() {
    let papers = Society::new().event("papers");
    refused(
        Society::until("nominees").then(papers),
        "new",
        "(ballot.window)",
    );
}
