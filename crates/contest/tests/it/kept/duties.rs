//! Who must do what next.

use hustings_contest::kept::{Duty, Known, Stage, Tie, duties, duties_with, stage};
use hustings_rulebook::Moment;
use serde_json::json;

use super::society::{At, Society};

/// What there is to do after this event, as `role: what [clause] by`.
#[track_caller]
fn told(at: At<'_>) -> Vec<String> {
    told_of(&Society::until(at))
}

#[track_caller]
fn told_of(society: &Society) -> Vec<String> {
    told_with(society, &Known::default())
}

#[track_caller]
fn told_with(society: &Society, known: &Known) -> Vec<String> {
    let contest = society.folded();
    let line = |duty: Duty| {
        let by = duty.by.map(|by| format!(" by {by}")).unwrap_or_default();
        let what = duty.task.in_words(contest.rulebook());
        assert!(contest.rulebook().has(&duty.clause), "{}", duty.clause);
        assert!(duty.task.command().starts_with("hustings "));
        format!("{}: {what} [{}]{by}", duty.role.in_words(), duty.clause)
    };
    let duties = duties_with(&contest, known).into_iter();
    duties.map(line).collect()
}

#[test]
fn a_contest_goes_through_its_stages() {
    for (at, expected) in [
        (("log-established", 0), Stage::BeforeNominations),
        (("candidate-declared", 0), Stage::Nominations),
        (("nominees-published", 0), Stage::Nominations),
        (("nominees-published", 1), Stage::BeforePoll),
        (("box-opened", 1), Stage::BeforePoll),
        (("poll-opened", 0), Stage::Poll),
        (("poll-closed", 0), Stage::Closing),
        (("box-tallied", 0), Stage::Closing),
        (("box-tallied", 1), Stage::Counting),
        (("scrutineer-reported", 0), Stage::Counting),
        (("result-declared", 1), Stage::Declared),
    ] {
        assert_eq!(stage(&Society::until(at).folded()), expected, "{at:?}");
    }
}

#[test]
fn nominations_close_nominees_are_published_and_the_roll_is_imported_and_frozen() {
    assert_eq!(
        told(("log-established", 0)),
        [
            "nominators: nominate (Nominations) [stage.nominations] by 2027-03-20T17:00:00",
            "returning officer: publish the nominees for Chair [paper.order] by 2027-04-01",
            "returning officer: publish the nominees for Treasurer [paper.order] by 2027-04-01",
            "returning officer: import the roll [roll] by 2027-03-25T17:00:00",
            "returning officer: freeze the roll [roll.freeze] by 2027-03-25T17:00:00",
        ]
    );
}

#[test]
fn claims_and_appeals_come_first() {
    assert_eq!(
        told(("claim-made", 0))[0],
        "returning officer: rule on the claim c-1 [roll] by 2027-03-25T17:00:00"
    );
    assert_eq!(
        told(("appeal-made", 0))[0],
        "returning officer: rule on the appeal a-1 against r-claim [roll]"
    );
    assert!(!told(("ruling-made", 2))[0].contains("rule on"));
}

#[test]
fn each_box_is_set_up_and_opened_before_the_poll_is() {
    let opens = |box_: &str| {
        [
            format!("registrar: issue the credentials of the box {box_} [roll] by 2027-04-01"),
            format!("returning officer: set up and open the box {box_} [ballot] by 2027-04-01"),
        ]
    };
    let keys = ["trustees: make the keys [ballot.trustees] by 2027-04-01".to_owned()];
    let both = [opens("members"), opens("supporters")].concat();
    let all = [keys.as_slice(), both.as_slice()].concat();
    assert_eq!(told(("result-declared", 0)), all);
    assert_eq!(told(("box-opened", 0)), opens("supporters"));
    assert_eq!(
        told(("box-opened", 1)),
        ["returning officer: open the poll [ballot.window] by 2027-04-01"]
    );
}

#[test]
fn what_is_known_beside_the_log_has_duties_of_its_own() {
    let known = Known {
        matches: 1,
        ..Known::default()
    };
    let before = told_with(&Society::until(("nominees-published", 1)), &known);
    assert!(
        before
            .iter()
            .any(|duty| duty == "returning officer: rule on 1 match [roll] by 2027-03-25T17:00:00"),
        "{before:?}"
    );
    let known = Known {
        unpublished: vec!["b-2".parse().unwrap()],
        unlinked: vec!["members".parse().unwrap()],
        ..Known::default()
    };
    assert_eq!(
        told_with(&Society::until(("box-opened", 1)), &known),
        [
            "returning officer: take in whose the credentials of the box members are, for papers by post [ballot.means] by 2027-04-20T12:00:00",
            "returning officer: open the poll [ballot.window] by 2027-04-01",
        ]
    );
    assert_eq!(
        told_with(&Society::until(("poll-opened", 0)), &known)[2],
        "returning officer: publish the numbers of the batch b-2 [ballot.window] by 2027-04-20T12:00:00"
    );
}

#[test]
fn what_cannot_be_done_yet_is_early_until_its_time() {
    let contest = Society::until(("poll-opened", 0)).folded();
    let duties = duties(&contest);
    let close = duties.last().unwrap();
    let at = |time: &str| time.parse::<Moment>().unwrap();
    assert!(close.is_early(&at("2027-04-20T11:59:59")));
    assert!(!close.is_early(&at("2027-04-20T12:00:00")));
}

#[test]
fn while_votes_are_cast_post_is_taken_in() {
    assert_eq!(
        told(("poll-opened", 0)),
        [
            "returning officer: take in papers that come by post [ballot.means] by 2027-04-20T12:00:00",
            "returning officer: close the poll [ballot.window] by 2027-04-20T12:00:00",
        ]
    );
}

#[test]
fn each_box_says_how_many_shuffles_and_decryptions_it_waits_for() {
    let batch = "returning officer: enter and count the batch b-1 [count]";
    assert_eq!(
        told(("box-closed", 0)),
        [
            "trustees: shuffle the box members (0 of 2 shuffles) [ballot.trustees]",
            "returning officer: close the box supporters [ballot]",
            batch,
        ]
    );
    assert_eq!(
        told(("decryption-made", 0)),
        [
            "trustees: decrypt the box members (1 of 2 decryptions) [ballot.trustees]",
            "trustees: shuffle the box supporters (0 of 2 shuffles) [ballot.trustees]",
            batch,
        ]
    );
    assert_eq!(
        told(("decryption-made", 1))[0],
        "returning officer: tally the box members [count]"
    );
    assert_eq!(told(("box-tallied", 1)), [batch]);
}

#[test]
fn papers_figures_the_scrutineer_and_results_follow_the_count() {
    let last = [
        "scrutineer: report on the poll [statutory.scrutineer]",
        "returning officer: declare the result for Chair [count]",
    ];
    assert_eq!(
        told(("post-counted", 0)),
        [
            "returning officer: publish the papers of Chair [count]",
            last[0],
            last[1]
        ]
    );
    let figures = "returning officer: give provisional figures for Chair to those who may ask for a recount [count]";
    assert_eq!(told(("papers-published", 0)), [figures, last[0], last[1]]);
    assert_eq!(
        told(("recount-requested", 0))[0],
        "returning officer: rule on the request q-1 for a recount of Chair [count]"
    );
    assert_eq!(told(("scrutineer-reported", 0)), [last[1]]);
    assert_eq!(
        told(("result-declared", 1)),
        [
            "returning officer: have witnesses cosign the last checkpoint (0 of 1) [count]",
            "returning officer: publish the bundle [count]",
            "returning officer: have witnesses check the bundle by the checkpoints they keep [count]",
        ]
    );
}

#[test]
fn a_tie_asks_for_a_lot_before_there_are_figures() {
    let contest = Society::until(("papers-published", 0)).folded();
    let tie = Tie {
        post: "chair".parse().unwrap(),
        stage: hustings_count::StageNumber::new(2).unwrap(),
        among: vec!["ash".parse().unwrap(), "birch".parse().unwrap()],
    };
    let first = duties_with(
        &contest,
        &Known {
            ties: vec![tie],
            ..Known::default()
        },
    )
    .remove(0);
    assert_eq!(
        first.task.in_words(contest.rulebook()),
        "draw a lot among ash, birch at stage 2 of the count for Chair"
    );
    assert_eq!(first.clause.as_str(), "count.ties");
}

#[test]
fn whoever_is_unopposed_is_still_to_be_declared() {
    let unopposed = "returning officer: declare who is elected unopposed: Treasurer [count]";
    let society = Society::until(("poll-opened", 0)).without(("result-declared", 0));
    assert_eq!(told_of(&society).last().unwrap(), unopposed);
}

#[test]
fn a_duty_is_overdue_when_its_time_is_surely_over_and_what_lapses_is_no_longer_owed() {
    let contest = Society::until(("log-established", 0)).folded();
    let [nominate, publish, .., freeze] = &duties(&contest)[..] else {
        panic!("there are duties")
    };
    let at = |time: &str| time.parse::<Moment>().unwrap();
    assert!(
        !freeze.is_overdue(&at("2027-03-25T17:00:00"))
            && freeze.is_overdue(&at("2027-03-25T17:00:01"))
    );
    assert!(
        !freeze.is_overdue(&at("2027-03-25")),
        "it may have been before"
    );
    assert!(
        !publish.is_overdue(&at("2027-04-01T23:59:59")) && publish.is_overdue(&at("2027-04-02"))
    );
    assert!(!nominate.is_overdue(&at("2027-03-21")) && nominate.has_lapsed(&at("2027-03-21")));
}

#[test]
fn the_scrutineer_and_the_founder_are_named() {
    let society = Society::until(("post-counted", 0))
        .with(("log-established", 0), json!({"actor": "Rob Oak"}));
    let names: Vec<_> = duties(&society.folded())
        .into_iter()
        .filter_map(|duty| duty.name)
        .collect();
    assert_eq!(names, ["Rob Oak", "Scrutiny Ltd", "Rob Oak"]);
}

#[test]
fn a_contest_that_is_not_kept_waits_for_nothing() {
    let (contest, _) = crate::Folder::of("labour-2020").fold();
    assert_eq!(duties(&contest), []);
}
