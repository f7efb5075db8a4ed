//! First past the post and the block vote.

use std::collections::BTreeMap;

use hustings_count::declared::{DeclaredError, transcript};
use hustings_count::tie::Resort;
use hustings_count::transcript::{Did, Provenance, Purpose, ResolvedBy};
use hustings_count::{Candidate, CandidateId, Outcome, Papers, Seats, Transcript, count};
use proptest::prelude::*;
use rstest::rstest;

use super::properties::{self, lines};
use super::{complete, id, ids, lot, papers, rule, stage, votes};

const FIRST: &str = "name = 'first-past-the-post'";
const LOTS: [Resort; 1] = [Resort::Lots];

/// Batley and Spen, 1 July 2021: the declaration, as the UK Parliament's database of by-elections has it.
const BATLEY_AND_SPEN: [(&str, u64); 16] = [
    ("Kim Leadbeater", 13_296),
    ("Ryan Stephenson", 12_973),
    ("George Galloway", 8_264),
    ("Tom Gordon", 1_254),
    ("Corey Robinson", 816),
    ("Therese Hirst", 207),
    ("Jack Thomson", 151),
    ("Howling Laud Hope", 107),
    ("Mike Davies", 104),
    ("Paul Bickerdike", 102),
    ("Jonathan Tilt", 100),
    ("Anne Marie Waters", 97),
    ("Andrew Smith", 75),
    ("Ollie Purser", 66),
    ("Jayda Fransen", 50),
    ("Susan Laird", 33),
];

fn batley_and_spen() -> Papers {
    let names = BATLEY_AND_SPEN.map(|(name, _)| name);
    let lines = BATLEY_AND_SPEN.iter().zip(1..);
    let lines: Vec<_> = lines
        .map(|((_, votes), number)| format!("{votes} {number} 0"))
        .collect();
    papers(&names, &lines.join("\n"))
}

fn declared(
    candidates: &[Candidate],
    stages: &[BTreeMap<CandidateId, u64>],
) -> Result<Transcript, DeclaredError> {
    transcript(
        candidates,
        &rule(FIRST),
        Seats::ONE,
        stages,
        BTreeMap::new(),
    )
}

fn figures(figures: &[(&str, u64)]) -> BTreeMap<CandidateId, u64> {
    figures
        .iter()
        .map(|(candidate, votes)| (id(candidate), *votes))
        .collect()
}

#[test]
fn batley_and_spen_2021_elects_leadbeater_by_323_of_37_695_votes() {
    let counted = count(&batley_and_spen(), &rule(FIRST), Seats::ONE, &LOTS, &[]);
    let transcript = complete(counted.unwrap());
    let [only] = transcript.stages.as_slice() else {
        panic!("one stage")
    };
    assert_eq!(transcript.papers.get(), 37_695);
    let leadbeater = only.votes[&id("leadbeater")].to_whole().unwrap();
    let stephenson = only.votes[&id("stephenson")].to_whole().unwrap();
    assert_eq!(leadbeater - stephenson, 323);
    assert_eq!(only.action.clause, "first-past-the-post 3");
    assert!(only.non_transferable.is_zero() && only.action.transfers.is_empty());
    assert_eq!(transcript.elected, ids(&["leadbeater"]));
}

#[test]
fn what_was_declared_of_batley_and_spen_2021_is_the_stage_that_its_papers_give() {
    let papers = batley_and_spen();
    let counted = count(&papers, &rule(FIRST), Seats::ONE, &LOTS, &[]);
    let counted = complete(counted.unwrap());
    let votes: BTreeMap<_, _> = papers
        .candidates()
        .iter()
        .zip(BATLEY_AND_SPEN)
        .map(|(candidate, (_, votes))| (candidate.id.clone(), votes))
        .collect();
    let declared = declared(papers.candidates(), &[votes]).unwrap();
    assert_eq!(declared.provenance, Provenance::Declared);
    assert_eq!(declared.stages, counted.stages);
    assert_eq!(declared.elected, counted.elected);
}

#[test]
fn a_declared_tie_is_refused_since_the_figures_do_not_say_on_whom_the_lot_fell() {
    let three = papers(&["Ada", "Bo", "Cy"], "");
    let tied = figures(&[("ada", 4), ("bo", 4), ("cy", 1)]);
    assert_eq!(
        declared(three.candidates(), &[tied])
            .unwrap_err()
            .to_string(),
        "stage 1: ada, bo are tied for the most votes, and the figures do not say who was elected"
    );
}

#[test]
fn a_declared_second_stage_is_refused() {
    let two = papers(&["Ada", "Bo"], "");
    let stages = [figures(&[("ada", 4), ("bo", 3)]), figures(&[("ada", 7)])];
    assert_eq!(
        declared(two.candidates(), &stages).unwrap_err().to_string(),
        "stage 2: ada is elected at stage 1 with 4 of 7 votes (first-past-the-post 3); no stage follows"
    );
}

#[test]
fn a_declared_result_lacks_nobody_who_stood() {
    let two = papers(&["Ada", "Bo"], "");
    assert_eq!(
        declared(two.candidates(), &[figures(&[("ada", 4)])]),
        Err(DeclaredError::NoVotes {
            candidate: id("bo")
        })
    );
}

#[test]
fn declared_figures_of_a_block_vote_are_not_checked_yet() {
    let two = papers(&["Ada", "Bo"], "");
    let block = rule("name = 'block-vote'");
    let stages = [figures(&[("ada", 4), ("bo", 3)])];
    let refused = transcript(two.candidates(), &block, Seats(2), &stages, BTreeMap::new());
    assert_eq!(
        refused,
        Err(DeclaredError::NotByThisRule { rule: "block-vote" })
    );
}

#[test]
fn later_preferences_do_not_count_however_few_the_most_votes_are() {
    let papers = papers(&["Ada", "Bo", "Cy"], "4 1 0\n3 2 3 0\n3 3 2 0");
    let transcript = complete(count(&papers, &rule(FIRST), Seats::ONE, &LOTS, &[]).unwrap());
    assert_eq!(
        votes(&transcript.stages[0]),
        [("ada", 4), ("bo", 3), ("cy", 3)]
    );
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[test]
fn an_equality_of_votes_is_decided_by_lot() {
    let papers = papers(&["Ada", "Bo", "Cy"], "4 1 0\n4 2 0\n3 3 0");
    let first = rule(FIRST);
    let Outcome::LotsRequired { among, to, .. } =
        count(&papers, &first, Seats::ONE, &LOTS, &[]).unwrap()
    else {
        panic!("lots are required")
    };
    assert_eq!((among, to), (ids(&["ada", "bo"]), Purpose::Elect));

    let lots = [lot(1, &["ada", "bo"], "bo")];
    let transcript = complete(count(&papers, &first, Seats::ONE, &LOTS, &lots).unwrap());
    let tie = transcript.stages[0].action.tie.clone().expect("a tie");
    assert_eq!((tie.resolved_by, tie.chosen), (ResolvedBy::Lots, id("bo")));
    assert_eq!(transcript.elected, ids(&["bo"]));
}

#[test]
fn a_block_vote_elects_those_with_the_most_votes_together() {
    let lines = "3 1 2 0\n2 1 3 0\n2 4 0";
    let papers = papers(&["Ada", "Bo", "Cy", "Dee"], lines);
    let block = rule("name = 'block-vote'");
    let transcript = complete(count(&papers, &block, Seats(2), &LOTS, &[]).unwrap());
    let [only] = transcript.stages.as_slice() else {
        panic!("one stage")
    };
    assert_eq!(votes(only), [("ada", 5), ("bo", 3), ("cy", 2), ("dee", 2)]);
    assert_eq!(only.action.clause, "block-vote 4");
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

#[test]
fn a_tie_for_the_last_seats_is_resolved_one_seat_a_stage_with_the_same_figures() {
    let lines = "5 1 0\n2 2 0\n2 3 0\n2 4 0\n1 5 0";
    let papers = papers(&["Ada", "Bo", "Cy", "Dee", "Eve"], lines);
    let block = rule("name = 'block-vote'");
    let lots = [
        lot(2, &["bo", "cy", "dee"], "dee"),
        lot(3, &["bo", "cy"], "bo"),
    ];
    let Outcome::LotsRequired {
        stage: at,
        among,
        transcript_so_far,
        ..
    } = count(&papers, &block, Seats(3), &LOTS, &lots[..1]).unwrap()
    else {
        panic!("lots are required for the third seat")
    };
    assert_eq!((at, among), (stage(3), ids(&["bo", "cy"])));
    assert_eq!(transcript_so_far.stages.len(), 2);

    let transcript = complete(count(&papers, &block, Seats(3), &LOTS, &lots).unwrap());
    assert_eq!(transcript.elected, ids(&["ada", "dee", "bo"]));
    let clauses: Vec<_> = transcript.stages.iter().map(|s| &s.action.clause).collect();
    assert_eq!(clauses, ["block-vote 4", "block-vote 5", "block-vote 5"]);
    assert_eq!(transcript.stages[0].votes, transcript.stages[2].votes);
}

#[test]
fn where_nobody_is_surely_elected_the_first_stage_is_a_tie() {
    let papers = papers(&["Ada", "Bo", "Cy"], "2 1 0\n2 2 0\n2 3 0");
    let block = rule("name = 'block-vote'");
    let lots = [
        lot(1, &["ada", "bo", "cy"], "cy"),
        lot(2, &["ada", "bo"], "ada"),
    ];
    let transcript = complete(count(&papers, &block, Seats(2), &LOTS, &lots).unwrap());
    assert_eq!(transcript.elected, ids(&["cy", "ada"]));
    assert_eq!(transcript.stages.len(), 2);
}

#[rstest]
#[case::as_many_as_the_seats("", &[("ada", 3), ("bo", 3), ("cy", 0)])]
#[case::one("most = 1", &[("ada", 3), ("bo", 0), ("cy", 0)])]
#[case::more_than_the_seats("most = 3", &[("ada", 3), ("bo", 3), ("cy", 3)])]
fn preferences_beyond_the_votes_of_a_paper_do_not_count(
    #[case] most: &str,
    #[case] expected: &[(&str, u64)],
) {
    let papers = papers(&["Ada", "Bo", "Cy"], "3 1 2 3 0");
    let block = rule(&format!("name = 'block-vote'\n{most}"));
    let order = [Resort::DeclaredOrder(ids(&["ada", "bo", "cy"]))];
    let transcript = complete(count(&papers, &block, Seats(2), &order, &[]).unwrap());
    assert_eq!(votes(&transcript.stages[0]), expected);
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

#[test]
fn no_more_candidates_than_seats_are_all_elected() {
    let papers = papers(&["Ada", "Bo"], "1 2 0");
    let block = rule("name = 'block-vote'");
    let transcript = complete(count(&papers, &block, Seats(3), &[], &[]).unwrap());
    assert_eq!(transcript.elected, ids(&["bo", "ada"]));
    assert_eq!(transcript.stages[0].action.did, Did::Elected);
}

#[rstest]
#[case(
    FIRST,
    2,
    "the rule first-past-the-post cannot fill 2 seats; it fills one"
)]
#[case(
    FIRST,
    0,
    "the rule first-past-the-post cannot fill 0 seats; it fills one"
)]
#[case(
    "name = 'block-vote'",
    0,
    "the rule block-vote cannot fill 0 seats; it fills one or more"
)]
fn a_rule_says_what_it_fills(#[case] name: &str, #[case] seats: u32, #[case] message: &str) {
    let papers = papers(&["Ada", "Bo"], "1 2 0");
    let refused = count(&papers, &rule(name), Seats(seats), &[], &[]);
    assert_eq!(refused.unwrap_err().to_string(), message);
}

#[test]
fn a_paper_cannot_be_given_no_votes_at_all() {
    assert!(toml::from_str::<hustings_count::Rule>("name = 'block-vote'\nmost = 0").is_err());
}

proptest! {
    #[test]
    fn the_votes_of_a_block_vote_are_the_preferences_that_count(
        (number, lines) in lines(),
        seats in 1_u32..=4,
        most in 1_usize..=4,
    ) {
        let candidates = properties::candidates(number);
        let order = candidates.iter().map(|c| c.id.clone()).collect();
        let papers = properties::papers(candidates, &lines);
        let block = rule(&format!("name = 'block-vote'\nmost = {most}"));
        let ties = [Resort::DeclaredOrder(order)];
        let transcript = complete(count(&papers, &block, Seats(seats), &ties, &[]).unwrap());
        let used: u64 = papers.rankings().map(|(ranking, papers)| ranking.len().min(most) as u64 * papers).sum();
        for stage in &transcript.stages {
            prop_assert_eq!(votes(stage).iter().map(|(_, votes)| votes).sum::<u64>(), used);
            prop_assert!(stage.non_transferable.is_zero());
        }
        prop_assert_eq!(transcript.elected.len(), number.min(seats as usize));
        let votes = &transcript.stages[0].votes;
        let least = transcript.elected.iter().map(|id| &votes[id]).min();
        let left_out = votes.iter().filter(|(id, _)| !transcript.elected.contains(id)).map(|(_, v)| v).max();
        prop_assert!(left_out <= least);
    }

    #[test]
    fn a_block_vote_of_one_vote_for_one_seat_is_first_past_the_post((number, lines) in lines()) {
        let candidates = properties::candidates(number);
        let order = candidates.iter().map(|c| c.id.clone()).collect();
        let papers = properties::papers(candidates, &lines);
        let ties = [Resort::DeclaredOrder(order)];
        let elected = |name: &str| {
            complete(count(&papers, &rule(name), Seats::ONE, &ties, &[]).unwrap()).elected
        };
        prop_assert_eq!(elected("name = 'block-vote'"), elected(FIRST));
    }
}
