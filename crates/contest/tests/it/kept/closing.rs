//! Boxes closed, shuffled, decrypted and tallied.

use hustings_contest::kept::KeptRefusal;
use rstest::rstest;
use serde_json::{Value, json};

use super::society::{Society, refused, totals};

#[test]
fn a_box_is_closed_once_after_the_poll() {
    let early = Society::until(("papers-received", 0)).again(("box-closed", 1), json!({}));
    refused!(early, KeptRefusal::PollNotClosed, "(ballot.window)");
    let twice = Society::until(("box-closed", 0)).again(("box-closed", 0), json!({}));
    refused!(twice, KeptRefusal::BoxIsClosed(_), "'members'");
    let unknown =
        Society::until(("poll-closed", 0)).again(("box-closed", 0), json!({"box": "friends"}));
    refused!(unknown, KeptRefusal::NoSuchBox(_), "'friends'");
}

#[rstest]
#[case::another_size(json!({"size": 4}), "3 ballots were cast, and its log has 4")]
#[case::more_voted_than_were_cast(json!({"voted": 4}), "4 credentials")]
#[case::more_voted_than_have_credentials(json!({"size": 6, "cast": 6, "voted": 6, "tallied": 5}), "when there are 5")]
#[case::replaced(json!({"voted": 2}), "(ballot.replacing)")]
#[case::nothing_removed(json!({"removed": 0, "tallied": 3}), "rulings remove 1")]
#[case::more_tallied(json!({"tallied": 3}), "3 cast less 1 removed")]
fn figures_of_a_closed_box_follow(#[case] changes: Value, #[case] says: &str) {
    let closed = Society::until(("poll-closed", 0)).again(("box-closed", 0), changes);
    refused!(closed, KeptRefusal::BoxFigures { .. }, says);
}

#[test]
fn who_voted_in_the_box_and_by_post_are_no_more_than_the_section_has() {
    let closed = |voted: u64| {
        let figures = json!({"size": voted, "cast": voted, "voted": voted, "tallied": voted - 1});
        Society::until(("poll-closed", 0)).again(("box-closed", 0), figures)
    };
    refused!(
        closed(4),
        KeptRefusal::MoreThanElectors {
            voted: 6,
            electors: 5
        },
        "(roll)"
    );
    closed(3).folded();
    // Papers of another section are no matter of this one.
    Society::until(("poll-closed", 0))
        .again(
            ("box-closed", 1),
            json!({"size": 3, "cast": 3, "voted": 3, "tallied": 3}),
        )
        .folded();
}

#[test]
fn where_a_ballot_replaces_another_more_are_cast_than_voted() {
    let closed = |changes: Value| {
        Society::until(("poll-closed", 0))
            .under("replacing = false", "replacing = true")
            .again(("box-closed", 0), changes)
    };
    closed(json!({"voted": 2, "tallied": 1})).folded();
    let tallied = closed(json!({"voted": 2, "tallied": 3}));
    refused!(
        tallied,
        KeptRefusal::BoxFigures { .. },
        "3 ballots are tallied"
    );
}

#[test]
fn a_closed_box_is_shuffled_and_then_decrypted() {
    let open = Society::until(("poll-closed", 0)).again(("shuffle-made", 0), json!({}));
    refused!(open, KeptRefusal::BoxNotClosed(_), "'members'");
    let open = Society::until(("poll-closed", 0)).again(("decryption-made", 0), json!({}));
    refused!(open, KeptRefusal::BoxNotClosed(_), "'members'");
    let third = json!({"box": "members"});
    let late = Society::until(("decryption-made", 0)).again(("shuffle-made", 2), third.clone());
    refused!(late, KeptRefusal::ShuffleAfterDecryption(_), "'members'");
    let tallied = Society::until(("box-tallied", 0)).again(("decryption-made", 2), third);
    refused!(tallied, KeptRefusal::BoxIsTallied(_), "'members'");
}

#[test]
fn what_a_trustee_made_is_recorded_once_with_its_statement() {
    let until = || Society::until(("shuffle-made", 0));
    let other = json!({"box": "supporters", "statement": "another"});
    refused!(
        until().again(("shuffle-made", 0), other),
        KeptRefusal::MessageTwice,
        "already"
    );
    let statement = json!({"message": Society::new().event(("shuffle-made", 1))["message"]});
    refused!(
        until().again(("shuffle-made", 0), statement),
        KeptRefusal::MessageTwice,
        "already"
    );
    let decrypted = until().again(
        ("decryption-made", 0),
        json!({"message": Society::new().event(("shuffle-made", 0))["message"]}),
    );
    refused!(decrypted, KeptRefusal::MessageTwice, "already");
    refused!(
        until().again(("shuffle-made", 1), json!({"statement": " "})),
        KeptRefusal::NoStatement,
        "signed"
    );
}

#[test]
fn a_box_is_tallied_once_enough_trustees_have_acted() {
    let early = Society::until(("poll-closed", 0)).again(("box-tallied", 0), json!({}));
    refused!(early, KeptRefusal::BoxNotClosed(_), "'members'");
    for kind in ["shuffle-made", "decryption-made"] {
        let few = Society::until(("box-tallied", 0)).without((kind, 1));
        refused!(
            few,
            KeptRefusal::TooFew {
                made: 1,
                needed: 2,
                ..
            },
            "(ballot.trustees)"
        );
    }
    let twice = Society::until(("box-tallied", 0)).again(("box-tallied", 0), json!({}));
    refused!(twice, KeptRefusal::BoxIsTallied(_), "'members'");
}

#[test]
fn a_tally_is_of_the_posts_of_its_box_and_of_all_its_ballots() {
    let tallied = |posts: Value| {
        Society::until(("decryption-made", 3)).again(("box-tallied", 0), json!({"posts": posts}))
    };
    refused!(
        tallied(json!({})),
        KeptRefusal::PostsOfBox(_),
        "each of them"
    );
    let mut more = totals([1, 1, 0]);
    more["treasurer"] = json!({"papers": 2, "blank": 0, "spoilt": 0});
    refused!(tallied(more), KeptRefusal::PostsOfBox(_), "no other");
    refused!(
        tallied(totals([1, 1, 1])),
        KeptRefusal::PostTotal {
            sum: 3,
            papers: 2,
            ..
        },
        "sum to 3"
    );
}

/// Whoever decrypts nothing writes the same bytes.
#[test]
fn decryptions_of_a_box_in_which_nothing_is_tallied_may_be_the_same() {
    let first = Society::new().event(("decryption-made", 0));
    let same = json!({"message": first["message"]});
    let second =
        || Society::until(("decryption-made", 0)).again(("decryption-made", 1), same.clone());
    refused!(second(), KeptRefusal::MessageTwice, "already");
    let removed = json!({"cast": 1, "size": 1, "voted": 1, "removed": 1, "tallied": 0});
    second().with(("box-closed", 0), removed.clone()).folded();
    let stated = json!({"message": first["message"], "statement": first["statement"]});
    let again = Society::until(("decryption-made", 0))
        .again(("decryption-made", 1), stated)
        .with(("box-closed", 0), removed);
    refused!(again, KeptRefusal::MessageTwice, "already");
}
