//! The election of Labour's leader in 2010, as the Guardian and sluggerotoole.com published it on 25 September 2010.

use hustings_count::papers::CandidateIndex;
use hustings_count::rule::electoral_college::Section;
use hustings_count::transcript::Stage;
use hustings_count::{CandidateId, Papers, Rule, Tally, Transcript, Votes, read};
use rstest::rstest;

use super::{THIRDS, held};
use crate::{complete, id, ids, rule};

/// In the order of their ids, as all figures here are.
const CANDIDATES_2010: [&str; 5] = [
    "abbott",
    "balls",
    "burnham",
    "david-miliband",
    "ed-miliband",
];

/// First preferences by section. The Guardian has those of the Milibands. For the others our sources have contributions
/// only, to three decimals, which leave some few votes of room: these are inputs of this test, chosen within that room so
/// that they add up to the section's total, and no published figures.
const MEMBERS: [u64; 5] = [9_314, 12_831, 10_844, 55_905, 37_980];
const AFFILIATES: [u64; 5] = [25_938, 21_618, 17_904, 58_189, 87_585];

/// The MPs' and MEPs' papers are `PrefLib` 00030; of the others' only first preferences are known.
fn sections() -> [Papers; 3] {
    let mps = read::read(include_bytes!("../../data/labour-2010-mps.csv")).unwrap();
    let section = |figures: [u64; 5]| {
        let mut papers = Papers::new(mps.candidates().to_vec()).unwrap();
        for (place, candidate) in mps.candidates().iter().enumerate() {
            let first = CandidateIndex::new(place).expect("a place");
            let mut figures = CANDIDATES_2010.iter().zip(figures);
            let (_, votes) = figures
                .find(|(id, _)| **id == candidate.id.as_str())
                .expect("one of five");
            papers.add(&[first], votes).unwrap();
        }
        papers
    };
    let (members, affiliates) = (section(MEMBERS), section(AFFILIATES));
    [mps, members, affiliates]
}

pub(super) fn counted() -> Transcript {
    let sections = sections();
    complete(held(&rule(THIRDS), &sections, &[]).run().unwrap())
}

/// A part of the whole as a percentage, rounded to so many decimals as published.
fn percentage(part: &Votes, decimals: u32) -> String {
    let fraction = part.to_fraction();
    let units = 100 * 10_u64.pow(decimals);
    let scaled = fraction * num_bigint::BigUint::from(units);
    let digits = format!("{:0>6}", scaled.round().to_integer());
    let (whole, rest) = digits.split_at(digits.len() - decimals as usize);
    let whole = whole.trim_start_matches('0');
    format!("{}.{rest}", if whole.is_empty() { "0" } else { whole })
}

fn of_the_whole(stage: &Stage) -> Vec<String> {
    stage
        .votes
        .values()
        .map(|part| percentage(part, 2))
        .collect()
}

#[test]
fn labour_2010_first_preferences_are_the_published_percentages_of_the_whole() {
    let transcript = counted();
    let first = &transcript.stages[0];
    assert!(
        first
            .votes
            .keys()
            .map(CandidateId::as_str)
            .eq(CANDIDATES_2010)
    );
    assert_eq!(
        of_the_whole(first),
        ["7.42", "11.79", "8.68", "37.78", "34.33"]
    );
    assert_eq!(transcript.papers, Tally::new(266 + 126_874 + 211_234));
    assert!(first.non_transferable.is_zero());
    assert_eq!(first.action.candidates, ids(&["abbott"]));
    assert_eq!(first.action.clause, "electoral-college 7");
    assert!(first.action.transfers.is_empty());
}

#[rstest]
#[case::mps_and_meps(0, ["0.877", "5.013", "3.008", "13.910", "10.526"])]
#[case::members(1, ["2.447", "3.371", "2.849", "14.688", "9.978"])]
#[case::affiliates(2, ["4.093", "3.411", "2.825", "9.182", "13.821"])]
fn labour_2010_each_section_contributes_what_was_published(
    #[case] section: usize,
    #[case] published: [&str; 5],
) {
    let Rule::ElectoralCollege(options) = rule(THIRDS) else {
        panic!("a college")
    };
    let section = options
        .sections
        .iter()
        .nth(section)
        .expect("three sections");
    let transcript = counted();
    let votes: Vec<_> = transcript.stages[0].sections[section.id()]
        .values()
        .map(|votes| votes.to_whole().expect("papers are whole"))
        .collect();
    let all = Tally::new(votes.iter().sum());
    let contributions: Vec<_> = votes
        .iter()
        .map(|votes| percentage(&section.contribution(Tally::new(*votes), all), 3))
        .collect();
    assert_eq!(contributions, published);
}

/// A stage by place, the percentages of candidates by place, and those excluded.
type Later = (usize, &'static [(usize, u64)], &'static [usize]);

/// What was published of the whole at stages 2 to 4, in hundredths of a percent, and who had been excluded.
const LATER: [Later; 3] = [
    (1, &[(3, 3_889), (4, 3_747), (1, 1_320), (2, 1_040)], &[0]),
    (2, &[(3, 4_272), (4, 4_126), (1, 1_600)], &[0, 2]),
    (3, &[(4, 5_065), (3, 4_935)], &[0, 2, 1]),
];

/// The two other sections' contributions can be no less than at the first stage, since votes are only gained and the
/// continuing votes only shrink, and no more than with every paper of those excluded.
#[test]
fn labour_2010_what_the_published_percentages_leave_to_members_and_affiliates_can_be_theirs() {
    let third = Section::new("a-third", "1/3".parse().unwrap());
    let part = |votes: u64, of: u64| third.contribution(Tally::new(votes), Tally::new(of));
    let hundredths = |votes: &Votes| votes.to_fraction() * num_bigint::BigUint::from(10_000_u32);
    let transcript = counted();
    for (stage, published, excluded) in LATER {
        let mps = &transcript.stages[stage].sections["mps-and-meps"];
        let continuing = mps.values().map(|votes| votes.to_whole().unwrap()).sum();
        for (candidate, percentage) in published {
            let mps = mps[&id(CANDIDATES_2010[*candidate])].to_whole().unwrap();
            let mps = hundredths(&part(mps, continuing));
            let bound = |gained: &dyn Fn(&[u64; 5]) -> u64| {
                let sections = [MEMBERS, AFFILIATES];
                let parts = sections.map(|section| {
                    let votes = section[*candidate] + gained(&section);
                    hundredths(&part(votes, section.iter().sum()))
                });
                parts[0].clone() + &parts[1]
            };
            let least = bound(&|_| 0);
            let most = bound(&|section| excluded.iter().map(|out| section[*out]).sum());
            // Published figures are rounded to a hundredth.
            let whole = |units: u64| num_rational::Ratio::from(num_bigint::BigUint::from(units));
            assert!(mps.clone() + least <= whole(percentage + 1));
            assert!(mps + most >= whole(percentage - 1));
        }
    }
}

#[test]
fn labour_2010_the_mps_and_meps_have_140_and_122_at_the_last_stage() {
    let transcript = counted();
    let mps: Vec<Vec<_>> = transcript
        .stages
        .iter()
        .map(|stage| {
            let votes = stage.sections["mps-and-meps"].values();
            votes.map(|votes| votes.to_whole().unwrap()).collect()
        })
        .collect();
    assert_eq!(mps[1], [41, 24, 111, 88]);
    assert_eq!(mps[2], [43, 125, 96]);
    assert_eq!(mps[3], [140, 122]);
}
