//! Meek's method: counts worked by hand, and what holds for all papers.

use std::collections::BTreeMap;

use hustings_count::papers::CandidateIndex;
use hustings_count::tie::Resort;
use hustings_count::transcript::{Did, ResolvedBy, Stage, Transcript};
use hustings_count::{CandidateId, Outcome, Papers, Rule, Seats, StageNumber, Votes, count, ids};
use num_bigint::BigUint;
use num_rational::Ratio;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use rstest::rstest;

use super::{complete, papers, rule};

const MEEK: &str = "name = 'meek'";
const PRF: &str = "name = 'meek-prf'";

/// A count in which the order of the paper decides ties.
fn held(papers: &Papers, name: &str, seats: u32) -> Transcript {
    let order = papers.candidates().iter().map(|c| c.id.clone()).collect();
    let ties = [Resort::DeclaredOrder(order)];
    complete(count(papers, &rule(name), Seats(seats), &ties, &[]).expect("it can be counted"))
}

fn votes(stage: &Stage) -> Vec<(&str, String)> {
    let votes = stage.votes.iter();
    votes
        .map(|(id, votes)| (id.as_str(), votes.to_string()))
        .collect()
}

fn expected<'a>(votes: &[(&'a str, &str)]) -> Vec<(&'a str, String)> {
    votes
        .iter()
        .map(|(id, votes)| (*id, (*votes).to_owned()))
        .collect()
}

#[test]
fn a_surplus_is_passed_on_by_a_keep_value_of_three_sevenths() {
    let papers = papers(&["Ash", "Beech", "Cedar"], "7 1 2 0\n2 3 0");
    let transcript = held(&papers, MEEK, 2);
    let [first, second] = transcript.stages.as_slice() else {
        panic!("two stages")
    };
    assert_eq!(first.elected[0].candidate.as_str(), "ash");
    assert_eq!(first.action.did, Did::Transferred);
    assert_eq!(first.quota, Some(Votes::whole(3)));
    let keep_value = second.keep_values.values().next().map(ToString::to_string);
    assert_eq!(keep_value.as_deref(), Some("0.428571428571428571428571428"));
    assert_eq!(
        votes(second),
        expected(&[
            ("ash", "3.000000000000000000000000000"),
            ("beech", "4.000000000000000000000000000"),
            ("cedar", "2.000000000000000000000000000"),
        ])
    );
    assert_eq!(second.action.clause, "meek 5");
    assert_eq!(transcript.elected, super::ids(&["ash", "beech"]));
}

#[test]
fn the_reference_rule_rounds_shares_keep_values_and_the_quota_up() {
    let papers = papers(&["Ash", "Beech", "Cedar"], "7 1 2 0\n2 3 0");
    let transcript = held(&papers, PRF, 2);
    let second = &transcript.stages[1];
    assert_eq!(
        second.quota.as_ref().map(ToString::to_string).as_deref(),
        Some("3.000000001")
    );
    assert_eq!(
        votes(second),
        expected(&[
            ("ash", "3.000000003"),
            ("beech", "3.999999997"),
            ("cedar", "2.000000000"),
        ])
    );
    assert_eq!(second.action.clause, "meek-prf 5");
}

#[test]
fn the_quota_falls_as_papers_are_exhausted_until_another_reaches_it() {
    let papers = papers(&["Ash", "Beech", "Cedar"], "8 1 0\n2 2 0\n1 3 0");
    let transcript = held(&papers, MEEK, 2);
    let second = &transcript.stages[1];
    assert_eq!(
        second.quota,
        Some("1.740740740740740740740740740".parse().unwrap())
    );
    assert_eq!(
        second.votes[&super::id("ash")],
        "2.222222222222222222222222222".parse().unwrap()
    );
    assert_eq!(
        second.non_transferable.to_string(),
        "5.777777777777777777777777777"
    );
    assert_eq!(
        second.lost,
        Some("0.000000000000000000000000001".parse().unwrap())
    );
    assert_eq!(second.action.candidates, super::ids(&["beech"]));
}

#[test]
fn those_who_cannot_overtake_with_all_the_surplus_are_excluded_together() {
    let names = ["Ash", "Beech", "Cedar", "Elder", "Fir"];
    let papers = papers(&names, "20 1 0\n6 2 0\n5 3 0\n2 4 0\n1 5 0");
    let transcript = held(&papers, MEEK, 2);
    let second = &transcript.stages[1];
    assert_eq!(
        second
            .quota
            .as_ref()
            .map(|quota| quota.to_decimals(6))
            .as_deref(),
        Some("7.481481")
    );
    assert_eq!(second.action.candidates, super::ids(&["elder", "fir"]));
    assert_eq!(second.action.clause, "meek 7");
    assert_eq!(transcript.elected, super::ids(&["ash", "beech"]));
}

/// Nineteen sixths each, which no number of places can tell apart.
#[test]
fn a_tie_that_cannot_be_written_in_places_is_a_tie_for_the_resorts() {
    let names = ["Ash", "Beech", "Cedar", "Dogwood"];
    let papers = papers(&names, "6 1 2 0\n6 1 3 0\n5 4 0");
    let transcript = held(&papers, MEEK, 2);
    let second = &transcript.stages[1];
    let tie = second.action.tie.as_ref().expect("two are tied");
    assert_eq!(tie.among, super::ids(&["beech", "cedar"]));
    assert_eq!(tie.resolved_by, ResolvedBy::DeclaredOrder);
    assert_eq!(second.action.candidates, super::ids(&["beech"]));
    assert_eq!(
        second.votes[&super::id("beech")].to_string(),
        "3.166666666666666666666666666"
    );
    assert_eq!(
        transcript
            .stages
            .iter()
            .filter(|stage| stage.action.tie.is_some())
            .count(),
        1
    );
}

/// Xylo's papers with what Ash and Birch pass on come to Yew's fifty, as nearly as the iteration goes. At every stage
/// before, Xylo may still gain more than they differ by: at the first both have it the other way round.
#[rstest]
fn earlier_figures_that_the_surplus_could_still_change_tell_nobody_apart(
    #[values(1, 3, 6, 9, 12)] omega: u8,
    #[values(Resort::EarlierStages, Resort::FirstStages)] resort: Resort,
) {
    let names = ["Ash", "Birch", "Damson", "Xylo", "Yew", "Zinnia", "Cedar"];
    let lines = "115 1 2 4 0\n115 2 1 4 0\n140 3 5 0\n20 4 0\n10 5 0\n40 6 7 0\n60 7 0";
    let meek = rule(&format!("{MEEK}\nomega = {omega}"));
    let ties = [resort, Resort::Lots];
    let outcome = count(&papers(&names, lines), &meek, Seats(4), &ties, &[]).unwrap();
    let Outcome::LotsRequired { among, .. } = outcome else {
        panic!("no stage tells them apart")
    };
    assert_eq!(among, super::ids(&["xylo", "yew"]));
}

/// Dee's two papers bring Cy up to Bo, who had more when nothing was left to pass on.
#[rstest]
fn earlier_figures_that_nothing_could_change_tell_candidates_apart(
    #[values(MEEK, PRF)] name: &str,
) {
    let names = ["Ada", "Bo", "Cy", "Dee"];
    let papers = papers(&names, "6 1 0\n4 2 0\n3 3 0\n1 4 3 0\n1 4 0");
    let ties = [Resort::EarlierStages];
    let transcript = complete(count(&papers, &rule(name), Seats::ONE, &ties, &[]).unwrap());
    let tie = transcript.stages[1].action.tie.as_ref().expect("a tie");
    assert_eq!(tie.among, super::ids(&["bo", "cy"]));
    assert_eq!(tie.chosen.as_str(), "cy");
    assert_eq!(tie.stage, StageNumber::new(1));
}

#[rstest]
#[case::none(0)]
#[case::too_many(19)]
fn an_omega_of_no_or_too_many_decimals_is_refused(#[case] decimals: u8) {
    let text = format!("{MEEK}\nomega = {decimals}");
    assert!(toml::from_str::<Rule>(&text).is_err());
    assert!(toml::from_str::<Rule>("name = 'meek'\nomega = 18").is_ok());
}

/// Rankings by places from 0, and how many papers have each.
type Lines = Vec<(Vec<usize>, u64)>;

fn lines() -> impl Strategy<Value = (usize, Lines)> {
    (2_usize..=7).prop_flat_map(|candidates| {
        let places: Vec<usize> = (0..candidates).collect();
        let ranking = subsequence(places, 0..=candidates).prop_shuffle();
        (Just(candidates), vec((ranking, 1_u64..=9), 0..30))
    })
}

fn papers_of(candidates: usize, lines: &Lines) -> Papers {
    let names: Vec<_> = ('A'..='Z')
        .take(candidates)
        .map(|l| format!("Candidate {l}"))
        .collect();
    let ids = ids::from_names(&names).into_iter().zip(names);
    let candidates = ids.map(|(id, name)| hustings_count::Candidate { id, name });
    let mut papers = Papers::new(candidates.collect()).unwrap();
    for (ranking, number) in lines {
        let ranking: Vec<_> = ranking
            .iter()
            .map(|p| CandidateIndex::new(*p).unwrap())
            .collect();
        papers.add(&ranking, *number).unwrap();
    }
    papers
}

fn all_figures(stage: &Stage) -> Ratio<BigUint> {
    let votes: Ratio<BigUint> = stage.votes.values().map(Votes::to_fraction).sum();
    let lost = stage.lost.clone().unwrap_or_default();
    votes + stage.non_transferable.to_fraction() + lost.to_fraction()
}

/// What everybody in the count keeps of each paper in turn, one paper after another; of a weight, `share` is kept.
fn paper_by_paper(
    papers: &Papers,
    stage: &Stage,
    share: fn(&Ratio<BigUint>, &Ratio<BigUint>) -> Ratio<BigUint>,
) -> BTreeMap<CandidateId, Ratio<BigUint>> {
    let one = Votes::whole(1).to_fraction();
    let zero = Votes::ZERO.to_fraction();
    let mut votes: BTreeMap<_, _> = stage
        .votes
        .keys()
        .map(|id| (id.clone(), zero.clone()))
        .collect();
    for ranking in papers.rankings() {
        for _ in 0..ranking.papers {
            let mut weight = one.clone();
            for id in ranking
                .preferences
                .iter()
                .map(|c| &papers.candidate(*c).unwrap().id)
            {
                let Some(votes) = votes.get_mut(id) else {
                    continue;
                };
                let keep_value = stage.keep_values.get(id).map(Votes::to_fraction);
                let kept = share(&weight, &keep_value.unwrap_or_else(|| one.clone()));
                *votes += kept.clone();
                weight -= kept;
            }
        }
    }
    votes
}

/// The product, rounded up to nine decimals.
fn up(weight: &Ratio<BigUint>, keep_value: &Ratio<BigUint>) -> Ratio<BigUint> {
    let nine = Ratio::from_integer(BigUint::from(1_000_000_000_u32));
    (weight * keep_value * &nine).ceil() / nine
}

fn exactly(weight: &Ratio<BigUint>, keep_value: &Ratio<BigUint>) -> Ratio<BigUint> {
    weight * keep_value
}

fn differ(one: &Ratio<BigUint>, other: &Ratio<BigUint>) -> Ratio<BigUint> {
    if one > other {
        one - other
    } else {
        other - one
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_seat_is_filled_and_no_part_of_a_paper_disappears(
        (candidates, lines) in lines(),
        seats in 1_u32..=5,
        name in prop_oneof![Just(MEEK), Just(PRF)],
    ) {
        let papers = papers_of(candidates, &lines);
        let transcript = held(&papers, name, seats);
        prop_assert_eq!(transcript.elected.len(), candidates.min(seats as usize));
        for stage in &transcript.stages {
            let all = Votes::whole(transcript.papers.get()).to_fraction();
            prop_assert_eq!(all_figures(stage), all);
        }
    }

    #[test]
    fn the_order_in_which_papers_come_changes_nothing(
        (candidates, lines) in lines(),
        seats in 1_u32..=4,
        name in prop_oneof![Just(MEEK), Just(PRF)],
    ) {
        let mut one_by_one: Lines = Vec::new();
        for (ranking, number) in lines.iter().rev() {
            for _ in 0..*number {
                one_by_one.push((ranking.clone(), 1));
            }
        }
        let (one, other) = (papers_of(candidates, &lines), papers_of(candidates, &one_by_one));
        prop_assert_eq!(held(&one, name, seats), held(&other, name, seats));
    }

    #[test]
    fn groups_of_papers_come_to_what_the_same_papers_come_to_one_by_one(
        (candidates, lines) in lines(),
        seats in 1_u32..=4,
    ) {
        let papers = papers_of(candidates, &lines);
        let tiny = "0.000000000000000000001".parse::<Votes>().unwrap().to_fraction();
        for stage in &held(&papers, MEEK, seats).stages {
            for (id, votes) in paper_by_paper(&papers, stage, exactly) {
                prop_assert!(differ(&votes, &stage.votes[&id].to_fraction()) < tiny);
            }
        }
        for stage in &held(&papers, PRF, seats).stages {
            // Votes are not distributed again for the last seats.
            if stage.action.clause != "meek-prf 9" {
                for (id, votes) in paper_by_paper(&papers, stage, up) {
                    prop_assert_eq!(votes, stage.votes[&id].to_fraction());
                }
            }
        }
    }
}
