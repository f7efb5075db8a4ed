//! Ties: resolved by earlier stages, by lots, or handed to people.

use hustings_count::tie::Resort;
use hustings_count::transcript::{Purpose, ResolvedBy, Tie};
use hustings_count::{Outcome, Papers, Rule, Seats, count};
use rstest::rstest;

use super::{BOTH_RESORTS, complete, id, ids, lot, papers, rule, stage, votes};

/// Stage 1: Ada 6, Bo 4, Cy 3, Dee 2. Dee's papers go to Cy and nobody, so that at stage 2 Bo and Cy have 4 each.
fn bo_and_cy_tie_at_stage_2() -> Papers {
    papers(
        &["Ada", "Bo", "Cy", "Dee"],
        "6 1 0\n4 2 0\n3 3 0\n1 4 3 0\n1 4 0",
    )
}

/// Nobody is ahead of anybody at any stage.
fn all_tie_at_stage_1() -> Papers {
    papers(&["Ada", "Bo", "Cy"], "2 1 0\n2 2 0\n2 3 0")
}

fn run(papers: &Papers, ties: &[Resort], lots: &[hustings_count::tie::Lot]) -> Outcome {
    let av = rule("name = 'av'\nmajority_of = 'valid'");
    count(papers, &av, Seats::ONE, ties, lots).expect("it can be counted")
}

#[test]
fn whoever_had_fewer_votes_at_the_stage_before_is_excluded() {
    let transcript = complete(run(&bo_and_cy_tie_at_stage_2(), &BOTH_RESORTS, &[]));
    let second = &transcript.stages[1];
    assert_eq!(votes(second), [("ada", 6), ("bo", 4), ("cy", 4)]);
    assert_eq!(second.action.clause, "av 5");
    let tie = Tie {
        among: ids(&["bo", "cy"]),
        left: None,
        to: Purpose::Exclude,
        chosen: id("cy"),
        resolved_by: ResolvedBy::EarlierStages,
        stage: Some(stage(1)),
    };
    assert_eq!(second.action.tie, Some(tie));
}

/// Stage 1: Ada 12, Bo 3, Cy 4, Dee 4, Eve 1, Fay 2. Eve's paper goes to Bo: 4, 4, 4 at stage 2, where Fay is last;
/// Fay's go nowhere, so that at stage 3 all three are level. At stage 2 they were too; at stage 1 Bo had fewer.
#[test]
fn earlier_stages_are_gone_through_backwards_until_one_is_left() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve", "Fay"];
    let papers = papers(&names, "12 1 0\n3 2 0\n4 3 0\n4 4 0\n1 5 2 0\n2 6 0");
    let transcript = complete(run(
        &papers,
        &BOTH_RESORTS,
        &[lot(4, &["cy", "dee"], "dee")],
    ));
    let third = transcript.stages[2]
        .action
        .tie
        .clone()
        .expect("a tie at stage 3");
    assert_eq!(third.among, ids(&["bo", "cy", "dee"]));
    assert_eq!((third.chosen, third.stage), (id("bo"), Some(stage(1))));
    let fourth = transcript.stages[3]
        .action
        .tie
        .clone()
        .expect("a tie at stage 4");
    assert_eq!((fourth.resolved_by, fourth.stage), (ResolvedBy::Lots, None));
    assert_eq!(fourth.chosen, id("dee"));
}

#[test]
fn lots_that_are_not_drawn_stop_the_count_and_say_among_whom() {
    let outcome = run(&all_tie_at_stage_1(), &BOTH_RESORTS, &[]);
    let Outcome::LotsRequired {
        stage: at,
        among,
        to: Purpose::Exclude,
        transcript_so_far,
    } = outcome
    else {
        panic!("lots are required")
    };
    assert_eq!((at, among), (stage(1), ids(&["ada", "bo", "cy"])));
    assert!(transcript_so_far.stages.is_empty() && transcript_so_far.elected.is_empty());
}

#[test]
fn the_count_goes_on_with_each_lot_to_the_next_tie_and_to_the_end() {
    let papers = all_tie_at_stage_1();
    let mut lots = vec![lot(1, &["cy", "ada", "bo"], "bo")];
    let Outcome::LotsRequired {
        stage: at,
        among,
        to: Purpose::Exclude,
        transcript_so_far,
    } = run(&papers, &BOTH_RESORTS, &lots)
    else {
        panic!("lots are required between the last two")
    };
    assert_eq!((at, among), (stage(2), ids(&["ada", "cy"])));
    assert_eq!(transcript_so_far.stages.len(), 1);

    lots.push(lot(2, &["ada", "cy"], "ada"));
    let transcript = complete(run(&papers, &BOTH_RESORTS, &lots));
    assert_eq!(transcript.elected, ids(&["cy"]));
    assert_eq!(transcript.stages[2].action.clause, "av 3");
}

#[test]
fn lots_are_drawn_only_among_those_whom_earlier_stages_left_tied() {
    // Stage 1: Ada 12, Bo 4, Cy 3, Dee 3, Eve 2. Eve's papers go to Cy and Dee: at stage 2 Bo, Cy and Dee have 4. At
    // stage 1 Bo had more than the others, and nothing tells those two apart.
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let papers = papers(&names, "12 1 0\n4 2 0\n3 3 0\n3 4 0\n1 5 3 0\n1 5 4 0");
    let Outcome::LotsRequired {
        stage: at, among, ..
    } = run(&papers, &BOTH_RESORTS, &[])
    else {
        panic!("lots are required")
    };
    assert_eq!((at, among), (stage(2), ids(&["cy", "dee"])));

    // Cy's papers go nowhere, and Bo, who was ahead of Dee at stage 1, stays: no further lot is called for.
    let transcript = complete(run(&papers, &BOTH_RESORTS, &[lot(2, &["cy", "dee"], "cy")]));
    let tie = transcript.stages[1]
        .action
        .tie
        .clone()
        .expect("a tie at stage 2");
    assert_eq!(
        tie.among,
        ids(&["bo", "cy", "dee"]),
        "all who had the fewest votes"
    );
    assert_eq!((tie.resolved_by, tie.chosen), (ResolvedBy::Lots, id("cy")));
    assert_eq!(tie.left, Some(ids(&["cy", "dee"])), "those in the lot");
}

/// As above: at stage 2 Bo, Cy and Dee are tied, and Bo had more than the others at stage 1.
#[rstest]
#[case::order(Resort::DeclaredOrder(ids(&["bo", "dee", "cy", "ada", "eve"])))]
#[case::seed(Resort::PublicSeed("4 8 15 16 23 42".to_owned()))]
fn whom_earlier_stages_spared_is_not_among_those_left_to_an_order_or_a_seed(#[case] last: Resort) {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let papers = papers(&names, "12 1 0\n4 2 0\n3 3 0\n3 4 0\n1 5 3 0\n1 5 4 0");
    let ties = [Resort::EarlierStages, last];
    let transcript = complete(run(&papers, &ties, &[]));
    let tie = transcript.stages[1].action.tie.as_ref().expect("a tie");
    assert_eq!(tie.left, Some(ids(&["cy", "dee"])));
    assert_ne!(tie.chosen, id("bo"));
    let written: serde_json::Value = serde_json::to_value(tie).unwrap();
    assert_eq!(written["left"], serde_json::json!(["cy", "dee"]));
    let read: Tie = serde_json::from_value(written).unwrap();
    assert_eq!(read, *tie);
}

#[test]
fn a_lot_among_all_who_are_tied_leaves_nobody_out_and_says_nothing_of_it() {
    let ties = [
        Resort::EarlierStages,
        Resort::DeclaredOrder(ids(&["cy", "bo", "ada"])),
    ];
    let transcript = complete(run(&all_tie_at_stage_1(), &ties, &[]));
    let tie = transcript.stages[0].action.tie.as_ref().expect("a tie");
    assert_eq!(tie.left, None);
    let written = serde_json::to_value(tie).unwrap();
    assert!(written.get("left").is_none());
}

#[test]
fn lots_before_earlier_stages_leave_nothing_to_them() {
    let ties = [Resort::Lots, Resort::EarlierStages];
    let Outcome::LotsRequired {
        stage: at, among, ..
    } = run(&bo_and_cy_tie_at_stage_2(), &ties, &[])
    else {
        panic!("lots are required")
    };
    assert_eq!((at, among), (stage(2), ids(&["bo", "cy"])));
}

#[rstest]
#[case::no_resort_at_all(&[])]
#[case::earlier_stages_that_do_not_tell_them_apart(&[Resort::EarlierStages])]
fn a_tie_that_no_resort_resolves_is_handed_to_people(#[case] ties: &[Resort]) {
    let Outcome::Unresolvable {
        stage: at, among, ..
    } = run(&all_tie_at_stage_1(), ties, &[])
    else {
        panic!("nothing resolves it")
    };
    assert_eq!((at, among), (stage(1), ids(&["ada", "bo", "cy"])));
}

#[rstest]
#[case::among_others(
    &[lot(1, &["ada", "bo"], "bo")],
    "stage 1: ada, bo, cy are tied, but the lot recorded for this stage was drawn among ada, bo; lots are drawn among exactly those who are tied"
)]
#[case::excluding_another(
    &[lot(1, &["ada", "bo", "cy"], "dee")],
    "stage 1: the lot recorded for this stage falls on dee, who is not among those it was drawn among, ada, bo, cy"
)]
#[case::two_for_a_stage(
    &[lot(1, &["ada", "bo", "cy"], "ada"), lot(1, &["ada", "bo", "cy"], "bo")],
    "stage 1: two lots are recorded for this stage; at most one can be"
)]
#[case::after_the_last_stage(
    &[lot(1, &["ada", "bo", "cy"], "bo"), lot(2, &["ada", "cy"], "ada"), lot(3, &["cy"], "cy")],
    "stage 3: a lot is recorded for this stage, but the rules call for none there"
)]
fn a_lot_that_does_not_fit_the_tie_is_an_error(
    #[case] lots: &[hustings_count::tie::Lot],
    #[case] message: &str,
) {
    let av = rule("name = 'av'");
    let counted = count(&all_tie_at_stage_1(), &av, Seats::ONE, &BOTH_RESORTS, lots);
    assert_eq!(counted.unwrap_err().to_string(), message);
}

#[test]
fn a_lot_for_a_stage_that_earlier_stages_decided_is_an_error() {
    let lots = [lot(2, &["bo", "cy"], "bo")];
    let av = rule("name = 'av'\nmajority_of = 'valid'");
    let counted = count(
        &bo_and_cy_tie_at_stage_2(),
        &av,
        Seats::ONE,
        &BOTH_RESORTS,
        &lots,
    );
    assert_eq!(
        counted.unwrap_err().to_string(),
        "stage 2: a lot is recorded for this stage, but the rules call for none there"
    );
}

#[test]
fn each_rule_resolves_ties_by_default_as_its_document_says() {
    for name in Rule::NAMES {
        let sections = "sections = [{ id = 'all', share = '1' }]";
        let options = if name == "electoral-college" {
            sections
        } else {
            ""
        };
        let rule = rule(&format!("name = '{name}'\n{options}"));
        let resorts = rule
            .customary_ties()
            .into_iter()
            .map(|resort| match resort {
                Resort::EarlierStages => "`earlier-stages`",
                Resort::FirstStages => "`first-stages`",
                Resort::Lots => "`lots`",
                Resort::DeclaredOrder(_) | Resort::PublicSeed(_) => panic!("nobody declares it"),
            });
        let resorts = resorts.collect::<Vec<_>>().join(", then ");
        let path = format!("{}/../../docs/rules/{name}.md", env!("CARGO_MANIFEST_DIR"));
        let document = std::fs::read_to_string(path).expect("every rule has a document");
        let line = format!("\n**Ties by default:** {resorts}.");
        assert!(document.contains(&line), "{name}: {line}");
    }
}
