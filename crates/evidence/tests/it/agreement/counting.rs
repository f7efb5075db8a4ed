//! Random elections full of ties, counted from the same bytes.

use hustings_count::CandidateId;
use hustings_count::rule::{Rule, av, stv};
use hustings_count::tie::Resort;
use proptest::prelude::*;

use super::paths::{Election, file, ids};

/// Papers as a file, few enough that ties are the rule.
fn papers(candidates: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    candidates.prop_flat_map(|candidates| {
        let ranking =
            prop::sample::subsequence((1..=candidates).collect::<Vec<_>>(), 0..=candidates)
                .prop_shuffle();
        let lines = prop::collection::vec((1_u64..4, ranking), 0..12);
        lines.prop_map(move |lines| file(candidates, &lines))
    })
}

fn candidate(id: &str) -> CandidateId {
    id.parse().expect("an id")
}

/// Options of the alternative vote; now and then somebody stands for re-opening nominations.
fn rules() -> impl Strategy<Value = av::Options> {
    let majority = prop::sample::select(vec![av::MajorityOf::Continuing, av::MajorityOf::Valid]);
    let until = prop::sample::select(vec![av::Until::Majority, av::Until::Two]);
    let exclude = prop::sample::select(vec![av::Exclude::One, av::Exclude::Bulk]);
    let reopen = prop::option::weighted(0.3, prop::sample::select(vec!["ash", "birch", "elder"]));
    (majority, until, exclude, reopen).prop_map(|(majority_of, until, exclude, reopen)| {
        av::Options {
            majority_of,
            until,
            exclude,
            reopen: reopen.map(candidate),
        }
    })
}

/// A list of resorts that ends with one that resolves everything.
fn ties() -> impl Strategy<Value = Vec<Resort>> {
    let first = prop::sample::subsequence(vec![Resort::EarlierStages, Resort::FirstStages], 0..=2)
        .prop_shuffle();
    let order = Just(ids()).prop_shuffle().prop_map(|ids| {
        let ids = ids.iter().map(|id| candidate(id));
        Resort::DeclaredOrder(ids.collect())
    });
    let last = prop_oneof![
        4 => Just(Resort::Lots),
        1 => order,
        1 => "[a-z0-9 ]{0,12}".prop_map(Resort::PublicSeed),
        1 => Just(Resort::EarlierStages),
    ];
    (first, last).prop_map(|(mut ties, last)| {
        ties.push(last);
        ties
    })
}

fn draws() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0_usize..8, 8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 8, ..ProptestConfig::default() })]

    #[test]
    fn both_paths_count_the_alternative_vote_alike(
        file in papers(1..=6),
        options in rules(),
        seats in 0_u32..=1,
        ties in ties(),
        draws in draws(),
    ) {
        let election = Election { file: &file, rule: Rule::Av(options), seats, ties, draws: &draws };
        let counted = election.counted_alike();
        prop_assert!(counted.is_ok(), "{file}\n{}", counted.unwrap_err());
    }

    #[test]
    fn both_paths_count_scottish_elections_alike(
        file in papers(2..=8),
        seats in 1_u32..=4,
        ties in ties(),
        draws in draws(),
    ) {
        let rule = Rule::ScottishStv(stv::scottish::Options::default());
        let election = Election { file: &file, rule, seats, ties, draws: &draws };
        let counted = election.counted_alike();
        prop_assert!(counted.is_ok(), "{file}\n{}", counted.unwrap_err());
    }
}
