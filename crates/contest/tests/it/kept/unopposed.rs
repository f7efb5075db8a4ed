//! Posts for which no more stand than there are seats.

use hustings_contest::kept::{KeptRefusal, polled_boxes, posts, unopposed};
use serde_json::{Value, json};

use super::society::{Society, refused};

const CLAUSE: &str = "(count.single_candidate)";

/// The candidates of the chair are unopposed too: the rulebook has two of them elected.
fn nobody_polled(at: (&str, usize)) -> Society {
    let society = Society::until(at);
    society.under(
        "title = \"Chair\"\nseats = 1",
        "title = \"Chair\"\nseats = 2",
    )
}

#[test]
fn a_box_leaves_out_what_is_unopposed() {
    let contest = Society::until(("roll-frozen", 0)).folded();
    let asked = posts(&contest, &"members".parse().unwrap()).unwrap();
    assert_eq!(asked, ["chair".parse().unwrap()]);
    let nominees = unopposed(&contest, &"treasurer".parse().unwrap()).unwrap();
    assert_eq!(nominees[0].as_str(), "cedar");
    let both = Society::until(("box-opened", 0))
        .with(("box-opened", 0), json!({"posts": ["chair", "treasurer"]}));
    refused!(both, KeptRefusal::OtherPosts { .. }, ": chair");
}

#[test]
fn where_a_single_candidate_is_balloted_a_box_asks_about_all() {
    let balloted = |at| {
        Society::until(at).under(
            "ties = [\"lots\"]",
            "ties = [\"lots\"]\nsingle_candidate = \"balloted\"",
        )
    };
    let contest = balloted(("roll-amended", 0)).folded();
    assert_eq!(
        posts(&contest, &"members".parse().unwrap()).unwrap().len(),
        2
    );
    refused!(
        balloted(("result-declared", 0)),
        KeptRefusal::PollNotClosed,
        "(ballot.window)"
    );
}

#[test]
fn whoever_is_unopposed_is_declared_at_once_and_nobody_else_is() {
    let early = Society::until(("nominated", 4)).again(("result-declared", 0), json!({}));
    refused!(early, KeptRefusal::PollNotClosed, "(ballot.window)");
    Society::until(("nominees-published", 1))
        .again(("result-declared", 0), json!({}))
        .folded();
    let nobody = Society::new().with(("result-declared", 0), json!({"elected": []}));
    refused!(nobody, KeptRefusal::OthersElected { .. }, CLAUSE);
    let appealed = Society::until(("appeal-made", 0))
        .again(("nominees-published", 1), json!({}))
        .again(("result-declared", 0), json!({}));
    refused!(appealed, KeptRefusal::AppealUndecided { .. }, "'a-1'");
}

#[test]
fn what_is_unopposed_has_no_papers_and_nothing_to_recount() {
    let until = |at, changes: Value| Society::until(("post-counted", 0)).again(at, changes);
    for at in [
        ("papers-published", 0),
        ("figures-provided", 0),
        ("recount-requested", 0),
    ] {
        refused!(
            until(at, json!({"post": "treasurer"})),
            KeptRefusal::Unopposed { .. },
            CLAUSE
        );
    }
    let totals = json!({"treasurer": {"papers": 2, "blank": 0, "spoilt": 0}});
    let counted =
        Society::until(("box-tallied", 1)).again(("post-counted", 0), json!({"posts": totals}));
    refused!(counted, KeptRefusal::Unopposed { .. }, CLAUSE);
}

#[test]
fn a_section_with_nothing_to_vote_on_has_no_box() {
    let sections = "title = \"Chair\"\nseats = 1\nsections = [\"members\"]";
    let society =
        Society::until(("poll-opened", 0)).under("title = \"Chair\"\nseats = 1", sections);
    refused!(society, KeptRefusal::NothingAsked(_), CLAUSE);
    let society = society.without(("box-opened", 1));
    assert_eq!(
        polled_boxes(&society.folded()),
        ["members".parse().unwrap()]
    );
}

#[test]
fn where_everybody_is_unopposed_there_is_no_poll() {
    refused!(
        nobody_polled(("box-opened", 0)),
        KeptRefusal::NothingAsked(_),
        CLAUSE
    );
    let polled = nobody_polled(("result-declared", 0)).again(("poll-opened", 0), json!({}));
    refused!(polled, KeptRefusal::NothingPolled, CLAUSE);
    let both = json!({"elected": ["ash", "birch"]});
    let declared = nobody_polled(("result-declared", 0))
        .again(("result-declared", 1), both)
        .folded();
    assert!(declared.declared(&"chair".parse().unwrap()).is_some());
}
