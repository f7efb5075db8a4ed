//! The poll, and papers that come by post.

use hustings_contest::kept::KeptRefusal;
use serde_json::{Value, json};

use super::society::{Society, refused, totals};

fn poll(at: (&str, usize), decided: &str) -> Society {
    Society::new().with(at, json!({"decided": decided}))
}

#[test]
fn the_poll_opens_once_every_section_has_its_box() {
    let missing = Society::until(("poll-opened", 0)).without(("box-opened", 1));
    refused!(missing, KeptRefusal::BoxNotOpened(_), "(ballot.means)");
}

#[test]
fn the_poll_opens_within_its_window_as_far_as_is_known() {
    let open = ("poll-opened", 0);
    refused!(
        poll(open, "2027-03-31"),
        KeptRefusal::PollEarly { .. },
        "(ballot.window)"
    );
    refused!(
        poll(open, "2027-04-20T12:00:01"),
        KeptRefusal::PollLate { .. },
        "(ballot.window)"
    );
    Society::until(open)
        .with(open, json!({"decided": "2027-04-01"}))
        .folded();
    Society::until(open)
        .with(open, json!({"decided": "2027-04-20"}))
        .folded();
}

#[test]
fn the_poll_says_when_it_opened_and_when_it_closed() {
    for at in [("poll-opened", 0), ("poll-closed", 0)] {
        let society = Society::new().with(at, json!({"decided": null}));
        refused!(society, KeptRefusal::PollWithoutTime, "(ballot.window)");
    }
}

#[test]
fn the_poll_opens_after_the_roll_is_frozen() {
    let society = Society::until(("poll-opened", 0))
        .under("[\"online\", \"post\"]", "[\"post\"]")
        .without_any("box-opened")
        .without(("roll-amended", 0))
        .without(("roll-frozen", 0));
    refused!(society, KeptRefusal::RollNotFrozen, "(roll.freeze)");
}

#[test]
fn a_close_of_the_poll_is_not_recorded_before_the_window_closes() {
    let recorded = |at: &str| {
        Society::until(("poll-closed", 0)).with(("poll-closed", 0), json!({"recorded": at}))
    };
    refused!(
        recorded("2027-04-20T11:59:59"),
        KeptRefusal::CloseEarly { .. },
        "(ballot.window)"
    );
    recorded("2027-04-20T12:00:00").folded();
}

#[test]
fn papers_are_of_a_section_and_no_more_than_it_has_electors() {
    let received = |changes: Value| {
        Society::until(("papers-received", 0)).again(("papers-received", 0), changes)
    };
    let of_none = received(json!({"batch": "b-2", "section": null}));
    refused!(of_none, KeptRefusal::BatchOfNoSection(_), "(roll.section)");
    let more = |papers: u64| received(json!({"batch": "b-2", "papers": papers}));
    refused!(
        more(4),
        KeptRefusal::MoreThanElectors {
            voted: 6,
            electors: 5
        },
        "(roll)"
    );
    more(3).folded();
    received(json!({"batch": "b-2", "section": "supporters", "papers": 3})).folded();
}

#[test]
fn a_batch_is_counted_for_exactly_what_its_section_is_polled_on() {
    let counted = |posts: Value| {
        Society::until(("box-tallied", 1)).again(("post-counted", 0), json!({"posts": posts}))
    };
    refused!(
        counted(json!({})),
        KeptRefusal::PostsOfBatch { .. },
        ": chair"
    );
    // A section that elects nothing that is polled has papers, and none of any post.
    let elsewhere = |posts: Value| {
        let sections = "title = \"Chair\"\nseats = 1\nsections = [\"members\"]";
        Society::until(("poll-closed", 0))
            .under("title = \"Chair\"\nseats = 1", sections)
            .without(("box-opened", 1))
            .with(("papers-received", 0), json!({"section": "supporters"}))
            .again(("post-counted", 0), json!({"posts": posts}))
    };
    refused!(
        elsewhere(totals([2, 0, 0])),
        KeptRefusal::PostsOfBatch { .. },
        "'b-1'"
    );
    elsewhere(json!({})).folded();
}

#[test]
fn the_poll_closes_after_it_opened_and_not_before_the_window_does() {
    let unopened = Society::until(("box-opened", 1)).again(("poll-closed", 0), json!({}));
    refused!(unopened, KeptRefusal::PollNotOpen, "(ballot.window)");
    refused!(
        poll(("poll-closed", 0), "2027-04-20T11:59"),
        KeptRefusal::CloseEarly { .. },
        "(ballot.window)"
    );
}

#[test]
fn a_window_that_closes_on_a_day_closes_at_its_end() {
    let on_a_day = |decided: &str| {
        Society::until(("poll-closed", 0))
            .under("closes = 2027-04-20T12:00:00", "closes = 2027-04-20")
            .with(
                ("poll-closed", 0),
                json!({"decided": decided, "recorded": "2027-04-20T23:59:59"}),
            )
    };
    refused!(
        on_a_day("2027-04-20T12:00:00"),
        KeptRefusal::CloseEarly { .. },
        "(ballot.window)"
    );
    on_a_day("2027-04-20T23:59:59").folded();
    on_a_day("2027-04-20").folded();
}

#[test]
fn papers_are_received_while_the_poll_is_open() {
    let early = Society::until(("box-opened", 1)).again(("papers-received", 0), json!({}));
    refused!(early, KeptRefusal::PollNotOpen, "(ballot.window)");
    let late =
        Society::until(("poll-closed", 0)).again(("papers-received", 0), json!({"batch": "b-2"}));
    refused!(late, KeptRefusal::PollIsClosed, "(ballot.window)");
    let received = |changes: Value| {
        Society::until(("papers-received", 0)).again(("papers-received", 0), changes)
    };
    refused!(received(json!({})), KeptRefusal::BatchTwice(_), "'b-1'");
    let section = received(json!({"batch": "b-2", "section": "friends"}));
    refused!(section, KeptRefusal::UnknownSection(_), "'friends'");
}

#[test]
fn where_nobody_votes_by_post_no_papers_are_received() {
    let mut sections = Society::new().event(("roll-frozen", 0))["sections"].clone();
    sections["members"]["channels"] = json!({"online": 6});
    let society = Society::until(("papers-received", 0))
        .under("[\"online\", \"post\"]", "[\"online\"]")
        .with(("roll-frozen", 0), json!({"sections": sections}))
        .with(("roll-amended", 0), json!({"channels": {"online": 5}}));
    refused!(society, KeptRefusal::MeansNotAllowed(_), "(ballot.means)");
}

#[test]
fn a_batch_is_counted_once_as_it_was_received_by_two_people() {
    let counted =
        |changes: Value| Society::until(("box-tallied", 1)).again(("post-counted", 0), changes);
    refused!(
        counted(json!({"batch": "b-2"})),
        KeptRefusal::NoSuchBatch(_),
        "'b-2'"
    );
    let fewer = json!({"papers": 1, "posts": totals([1, 0, 0])});
    refused!(
        counted(fewer),
        KeptRefusal::BatchTotal {
            received: 2,
            papers: 1,
            ..
        },
        "2 papers"
    );
    refused!(
        counted(json!({"posts": totals([1, 0, 0])})),
        KeptRefusal::PostTotal { sum: 1, .. },
        "sum to 1"
    );
    let unknown = json!({"posts": {"secretary": {"papers": 2, "blank": 0, "spoilt": 0}}});
    refused!(counted(unknown), KeptRefusal::UnknownPost(_), "'secretary'");
    for names in [
        json!(["Di"]),
        json!(["Di", "Di"]),
        json!(["Di", "Ed", "Flo"]),
    ] {
        refused!(
            counted(json!({"entered_by": names})),
            KeptRefusal::EnteredByOne,
            "two different people"
        );
    }
    let adjudicated = counted(json!({"adjudicated": 2}));
    refused!(
        adjudicated,
        KeptRefusal::TooManyAdjudicated {
            adjudicated: 2,
            differing: 1
        },
        "differ"
    );
    let twice = Society::until(("post-counted", 0)).again(("post-counted", 0), json!({}));
    refused!(twice, KeptRefusal::BatchCounted(_), "'b-1'");
    let early = Society::until(("papers-received", 0)).again(("post-counted", 0), json!({}));
    refused!(early, KeptRefusal::PollNotClosed, "(ballot.window)");
}

#[test]
fn a_booth_is_published_until_the_poll_is_closed_and_the_last_stands() {
    let booth = |society: &Society| {
        let contest = society.folded();
        let booth = contest.kept().unwrap().booth.as_ref();
        booth.map(|booth| booth.act.digest.to_string())
    };
    let sha = |byte: &str| Some(format!("sha256:{}", byte.repeat(32)));
    assert_eq!(booth(&Society::until(("roll-frozen", 0))), None);
    assert_eq!(booth(&Society::until(("poll-opened", 0))), sha("b1"));
    assert_eq!(booth(&Society::new()), sha("b2"));
    Society::until(("log-established", 0))
        .again(("booth-published", 0), json!({}))
        .folded();
    let late = Society::until(("poll-closed", 0)).again(("booth-published", 0), json!({}));
    refused!(late, KeptRefusal::PollIsClosed, "(ballot.window)");
}

#[test]
fn a_contest_that_is_not_kept_has_no_booth() {
    let society = Society::until(("candidate-declared", 2))
        .without(("log-established", 0))
        .without(("roll-imported", 0))
        .again(("booth-published", 0), json!({}));
    refused!(society, KeptRefusal::NotKept, "not kept");
}
