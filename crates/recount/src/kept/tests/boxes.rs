//! What is refused of the poll, of papers received, and of boxes until they are tallied.

use rstest::rstest;
use serde_json::{Value, json};

use super::acts::{posts, received, step};
use super::society::{Society, allowed, refused};

#[test]
fn the_poll_opens_with_every_box_and_inside_its_window() {
    let society = Society::new().without("box supporters");
    refused(society, "poll opened", "supporters was not opened");
    let at = |decided: Value| {
        Society::until("poll opened").with("poll opened", json!({"decided": decided}))
    };
    for decided in [
        "2026-03-31",
        "2026-03-31T23:59:59",
        "2026-04-20T12:00:01",
        "2026-04-21",
    ] {
        refused(at(json!(decided)), "poll opened", "(ballot.window)");
    }
    for decided in [
        json!("2026-04-01"),
        json!("2026-04-20"),
        json!("2026-04-20T12:00"),
    ] {
        allowed(at(decided));
    }
}

#[test]
fn the_poll_closes_after_it_opened_and_not_before_its_window_does() {
    let society = Society::until("poll closed")
        .without("received")
        .without("poll opened");
    refused(society, "poll closed", "was not opened");
    let at = |decided: Value| {
        Society::until("poll closed").with("poll closed", json!({"decided": decided}))
    };
    for decided in ["2026-04-19", "2026-04-20T11:59:59"] {
        refused(at(json!(decided)), "poll closed", "(ballot.window)");
    }
    for decided in [json!("2026-04-20"), json!("2026-04-20T12:00:00")] {
        allowed(at(decided));
    }
    let early = json!({"recorded": "2026-04-20T11:59:59"});
    let society = Society::new().with("poll closed", early);
    refused(society, "poll closed", "(ballot.window)");
}

#[test]
fn the_poll_opens_and_closes_at_a_moment_that_is_known() {
    for name in ["poll opened", "poll closed"] {
        let society = Society::new().with(name, json!({"decided": null}));
        refused(society, name, "when that was decided (ballot.window)");
    }
}

#[test]
fn nobody_votes_before_the_roll_is_frozen() {
    let society = Society::new()
        .under(r#"means = ["online", "post"]"#, r#"means = ["post"]"#)
        .without("frozen")
        .without("amended")
        .without("box members")
        .without("box supporters");
    refused(society, "poll opened", "(roll.freeze)");
}

#[test]
fn papers_taken_in_are_of_a_section_and_no_more_than_its_electors() {
    let more = |changes: Value| {
        let mut receipt = received("b-2");
        for (key, value) in changes.as_object().unwrap() {
            receipt[key] = value.clone();
        }
        Society::until("received").then(receipt)
    };
    refused(more(json!({"section": null})), "new", "(roll.section)");
    let four = more(json!({"papers": 4}));
    refused(
        four,
        "new",
        "6 of members took part, and it has 5 electors (roll)",
    );
    allowed(more(json!({"papers": 3})));
    allowed(more(json!({"papers": 3, "section": "supporters"})));
}

#[test]
fn papers_and_whoever_voted_in_the_box_are_no_more_than_the_electors() {
    let with = |voted: u64| {
        let figures = json!({"size": voted, "cast": voted, "voted": voted, "tallied": voted - 1});
        Society::until("closed members").with("closed members", figures)
    };
    allowed(with(3));
    refused(with(4), "closed members", "it has 5 electors (roll)");
}

#[test]
fn papers_are_received_by_post_while_the_poll_is_open_each_batch_once() {
    let online = Society::new()
        .under(r#"means = ["online", "post"]"#, r#"means = ["online"]"#)
        .with("frozen", json!({"sections": {
            "members": {"electors": 6, "channels": {"online": 6}, "root": super::society::ROOT},
            "supporters": {"electors": 3, "channels": {"online": 3}, "root": super::society::ROOT},
        }}));
    let online = online.with("amended", json!({"channels": {"online": 5}}));
    refused(online, "received", "(ballot.means)");
    let early = Society::until("box supporters").then(received("b-2"));
    refused(early, "new", "(ballot.window)");
    let late = Society::until("poll closed").then(received("b-2"));
    refused(late, "new", "(ballot.window)");
    let again = Society::until("received").then(received("b-1"));
    refused(again, "new", "a batch b-1 already");
    let unknown =
        Society::until("received").again("received", json!({"batch": "b-2", "section": "friends"}));
    refused(unknown, "new", "friends");
}

#[test]
fn a_box_is_closed_once_and_after_the_poll() {
    let event = Society::new().event("closed members");
    let early = Society::until("r-ballots").then(event.clone());
    refused(early, "new", "the poll is not closed");
    let again = Society::until("closed members").then(event);
    refused(again, "new", "closed already");
    let unknown = Society::new().with("closed members", json!({"box": "friends"}));
    refused(unknown, "closed members", "was not opened");
}

#[rstest]
#[case(json!({"voted": 4}), "4 voted, and 3 ballots")]
#[case(json!({"cast": 6, "size": 6, "voted": 6, "tallied": 5}), "5 credentials")]
#[case(json!({"size": 4}), "the box's log has 4")]
#[case(json!({"voted": 2}), "(ballot.replacing)")]
#[case(json!({"removed": 0, "tallied": 3}), "standing rulings remove 1")]
#[case(json!({"removed": 2, "tallied": 1}), "standing rulings remove 1")]
#[case(json!({"tallied": 3}), "of 3 less 1 removed")]
#[case(json!({"cast": 0, "size": 0, "voted": 0, "tallied": 0}), "of 0 less 1 removed")]
fn the_figures_of_a_box_follow(#[case] changes: Value, #[case] reason: &str) {
    let society = Society::new().with("closed members", changes);
    refused(society, "closed members", reason);
}

#[test]
fn where_ballots_replace_each_other_no_more_are_tallied_than_voted() {
    let with = |tallied: u64| {
        let figures = json!({"cast": 9, "size": 9, "voted": 3, "tallied": tallied});
        Society::until("closed members")
            .under("replacing = false", "replacing = true")
            .with("closed members", figures)
    };
    refused(
        with(4),
        "closed members",
        "4 ballots are tallied, and 3 voted",
    );
    allowed(with(3));
    allowed(with(2));
}

#[test]
fn a_box_is_shuffled_and_decrypted_between_its_closing_and_its_tally() {
    for name in ["shuffle-made", "decryption-made"] {
        let made = step(name, "members", "9");
        let early = Society::until("poll closed").then(made.clone());
        refused(early, "new", "not closed yet");
        let late = Society::until("tallied members").then(made);
        refused(late, "new", "tallied already");
        let unknown = Society::until("shuffle 4").then(step(name, "friends", "9"));
        refused(unknown, "new", "not opened");
    }
}

#[test]
fn nothing_is_shuffled_after_a_decryption() {
    let late = Society::until("decryption 1").then(step("shuffle-made", "members", "9"));
    refused(late, "new", "after a decryption");
    // Another box is another matter.
    allowed(Society::until("shuffle 3"));
}

#[test]
fn a_message_and_a_statement_are_there_once_and_say_something() {
    let first = Society::new().event("shuffle 1");
    for key in ["message", "statement"] {
        for (name, of) in [
            ("shuffle-made", "members"),
            ("decryption-made", "supporters"),
        ] {
            let mut again = step(name, of, "9");
            again[key] = first[key].clone();
            let society = Society::until("shuffle 4").without("decryption 1");
            let society = society.without("decryption 2").then(again);
            refused(society, "new", "there already");
        }
    }
    let empty = Society::new().with("shuffle 1", json!({"statement": ""}));
    refused(empty, "shuffle 1", "the statement is empty");
}

/// Nobody's ballots decrypt to the same bytes by whichever key.
#[test]
fn a_box_of_which_nothing_is_tallied_may_be_decrypted_alike() {
    let first = Society::new().event("decryption 1");
    let with = |changes: Value| {
        let mut second = Society::new().event("decryption 2");
        for (key, value) in changes.as_object().expect("an object") {
            second[key] = value.clone();
        }
        Society::until("decryption 1").then(second)
    };
    let same = json!({"message": first["message"]});
    refused(with(same.clone()), "new", "the message is there already");
    let removed = json!({"cast": 1, "size": 1, "voted": 1, "removed": 1, "tallied": 0});
    let emptied = |society: Society| society.with("closed members", removed.clone());
    allowed(emptied(with(same)));
    let stated = json!({"message": first["message"], "statement": first["statement"]});
    refused(
        emptied(with(stated)),
        "new",
        "the statement is there already",
    );
}

#[test]
fn a_box_is_tallied_once_by_as_many_trustees_as_are_needed() {
    for name in ["shuffle 2", "decryption 2"] {
        let society = Society::new().without(name);
        refused(society, "tallied members", "2 are needed (ballot.trustees)");
    }
    let trustees = "trustees = { server = true, threshold = 1, of = 1 }";
    let three = "trustees = { server = true, threshold = 2, of = 3 }";
    let society = Society::new().under(trustees, three);
    refused(society, "tallied members", "3 are needed (ballot.trustees)");
    allowed(Society::new().under(trustees, ""));
    let early = Society::new().event("tallied supporters");
    let society = Society::until("closed members").then(early);
    refused(society, "new", "not closed yet");
    let again = Society::until("tallied members").again("tallied members", json!({}));
    refused(again, "new", "tallied already");
}

#[test]
fn the_tally_of_a_box_is_of_its_posts_and_of_all_ballots() {
    let with = |posts: Value| Society::new().with("tallied members", json!({"posts": posts}));
    refused(with(json!({})), "tallied members", "not the posts");
    let figures = json!({"papers": 2, "blank": 0, "spoilt": 0});
    let other = json!({"deputy": figures});
    refused(with(other), "tallied members", "not the posts");
    let more = json!({"chair": figures, "deputy": figures});
    refused(with(more), "tallied members", "not the posts");
    refused(
        with(posts([1, 1, 1])),
        "tallied members",
        "come to 3, and 2 ballots",
    );
    allowed(
        Society::until("tallied members")
            .with("tallied members", json!({"posts": posts([0, 1, 1])})),
    );
}
