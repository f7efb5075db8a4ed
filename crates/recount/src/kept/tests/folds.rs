//! What the contest comes to.

use super::acts::{appeal, nominated, of_ballots, of_east, ruling};
use super::society::{PAPERS, ROOT, Society, allowed, sha, tracker};
use crate::kept::{Figures, Kept, Policy, Question, Removal};
use crate::statement::candidate_value;
use serde_json::{Value, json};

fn shown(society: &Society) -> Kept {
    society.kept().expect("the contest folds and is kept")
}

#[test]
fn a_mock_contest_folds_from_its_opening_to_its_correction() {
    let kept = shown(&Society::new());
    assert!(kept.mock);
    assert_eq!(kept.log.origin, "example.org/chair");
    assert_eq!((kept.log.witnesses.len(), kept.log.quorum), (2, 1));
    let scrutiny = kept.scrutiny.expect("the scrutineer reported");
    assert_eq!((scrutiny.distributed, scrutiny.returned), (8, 6));
    assert!(kept.has_scrutineer);
    let returns = kept.returns.expect("the returns were declared");
    assert_eq!((returns.eligible, returns.returned), (Some(8), Some(6)));
    assert_eq!(kept.papers[0].file, "papers/chair.blt");
    assert_eq!(kept.papers[0].digest, sha(PAPERS));
    assert_eq!(kept.provisional[0].transcript, sha("provisional"));
    assert_eq!(
        kept.policy,
        Policy {
            replacing: false,
            full_preferences: false,
            shuffles_needed: 2,
            decryptions_needed: 2,
            trustees: Some(1),
            server: true,
        }
    );
}

#[test]
fn a_live_contest_folds_alike() {
    let kept = shown(&Society::new().with("opened", json!({"record": "live"})));
    let mock = shown(&Society::new());
    assert_eq!(Kept { mock: true, ..kept }, mock);
}

#[test]
fn a_contest_whose_log_is_not_established_is_not_kept() {
    let mut society = Society::until("ash").without("log").without("imported");
    assert_eq!(society.kept(), None);
    allowed(society.clone());
    society.events.clear();
    assert_eq!(society.kept(), None);
}

#[test]
fn sections_stand_as_they_were_amended_with_the_entry_that_set_them() {
    let kept = shown(&Society::new());
    let [members, supporters] = &kept.sections[..] else {
        panic!("there are two sections")
    };
    assert_eq!((members.id.as_str(), members.electors), ("members", 5));
    assert_eq!((members.channels["post"], members.entry), (2, 17));
    assert_eq!(
        (supporters.id.as_str(), supporters.electors),
        ("supporters", 3)
    );
    assert_eq!((supporters.root.as_str(), supporters.entry), (ROOT, 15));
}

#[test]
fn a_box_says_what_was_asked_what_was_removed_and_what_it_came_to() {
    let kept = shown(&Society::new());
    let members = &kept.boxes[0];
    assert_eq!((members.id.as_str(), members.credentials), ("members", 5));
    assert_eq!(members.entry, 19);
    let names = ["Bo Birch", "Ada Ash"].map(str::to_owned).to_vec();
    let question = Question {
        post: "chair".to_owned(),
        candidates: names,
    };
    assert_eq!(members.posts, [question]);
    let removal = Removal {
        ballot: tracker('A'),
        ruling: "r-ballots".to_owned(),
        reason: "death".to_owned(),
    };
    assert_eq!(members.removed, [removal]);
    let closed = members.closed.as_ref().unwrap();
    assert_eq!((closed.cast, closed.removed, closed.tallied), (3, 1, 2));
    assert_eq!((members.shuffles.len(), members.decryptions.len()), (2, 2));
    let tallied = members.tallied.as_ref().unwrap();
    assert_eq!(tallied.archive, sha("whole members"));
    assert_eq!(tallied.posts["chair"].blank, 1);
    assert_eq!(kept.boxes[1].removed, []);
}

#[test]
fn batches_are_told_one_by_one_and_together() {
    let kept = shown(&Society::new());
    let batch = &kept.batches[0];
    assert_eq!((batch.received, batch.set_aside), (2, 1));
    assert_eq!(batch.counted.as_ref().unwrap().entered_by, ["Di", "Ed"]);
    let figures = Figures {
        papers: 2,
        blank: 0,
        spoilt: 0,
    };
    assert_eq!(kept.posted["chair"], figures);
}

#[test]
fn a_ruling_says_whether_it_stands_and_whether_it_was_appealed_against() {
    let kept = shown(&Society::new());
    let ruling = |id: &str| kept.rulings.iter().find(|ruling| ruling.id == id).unwrap();
    let claim = ruling("r-claim");
    assert!(!claim.stands && claim.appealed);
    assert_eq!(claim.on, "the claim c-1");
    let decision = ruling("r-appeal");
    assert!(decision.stands && !decision.appealed);
    assert_eq!(decision.supersedes.as_deref(), Some("r-claim"));
    assert_eq!(ruling("r-east").outcome, "disallowed");
}

/// Who nominated the candidate, as the gate's verdict lists them.
fn nominators(society: &Society, id: &str) -> Vec<String> {
    let (rulebook, log) = society.fold().unwrap();
    let candidate = log.candidate("chair", id).unwrap();
    let value = candidate_value(&rulebook, &log, candidate);
    let list = &value["stages"][0]["verdict"]["nominations"];
    let name = |nomination: &Value| nomination["nominator"].as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(name).collect()
}

#[test]
fn a_nomination_that_is_disallowed_is_out_of_the_gate_and_back_in_its_place_when_allowed() {
    assert_eq!(
        nominators(&Society::until("south"), "ash"),
        ["north", "east"]
    );
    let out = Society::until("r-east");
    assert_eq!(nominators(&out, "ash"), ["north"]);
    let back = out
        .then(nominated("west", "ash"))
        .then(appeal("a-2", "r-east"))
        .then(ruling("r-2", of_east(), json!({"supersedes": "r-east"})));
    assert_eq!(nominators(&back, "ash"), ["north", "east", "west"]);
}

#[test]
fn whose_nomination_is_disallowed_may_nominate_again() {
    let again = Society::until("east again");
    assert_eq!(nominators(&again, "birch"), ["south", "east"]);
    assert_eq!(nominators(&again, "ash"), ["north"]);
}

#[test]
fn a_ruling_that_is_superseded_removes_nothing() {
    let kept = shown(&Society::until("r-ballots").then(ruling(
        "r-back",
        of_ballots("A"),
        json!({"supersedes": "r-ballots", "outcome": "disallowed"}),
    )));
    assert_eq!(kept.boxes[0].removed, []);
}

#[test]
fn where_the_roll_has_no_sections_all_electors_have_one_box() {
    let sections = r#"section = [{ id = "members", title = "Members" }, { id = "supporters", title = "Supporters" }]"#;
    let mut society = Society::until("poll opened").under(sections, "");
    for name in [
        "imported", "claim", "r-claim", "appeal", "r-appeal", "r-match", "amended",
    ] {
        society = society.without(name);
    }
    let figures = json!({"electors": 4, "channels": {"online": 4}, "root": ROOT});
    let society = society
        .with("frozen", json!({"sections": {"electors": figures}}))
        .with("box members", json!({"box": "electors", "credentials": 4}))
        .without("box supporters");
    let kept = shown(&society);
    assert_eq!(kept.boxes[0].id, "electors");
    assert_eq!(kept.sections[0].id, "electors");
}
