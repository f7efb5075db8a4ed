//! The electoral college.

mod labour_2010;

use std::collections::BTreeMap;

use hustings_count::papers::Spoilt;
use hustings_count::rule::electoral_college::{InvalidSections, Section, Sections};
use hustings_count::tie::Resort;
use hustings_count::transcript::Did;
use hustings_count::{
    Count, CountError, Outcome, Papers, Rule, Seats, Tally, Transcript, Votes, Withdrawal, count,
    read,
};
use proptest::prelude::*;
use rstest::rstest;

use super::properties::{self, lines};
use super::{BOTH_RESORTS, complete, id, ids, lot, papers, rule, stage};

const THIRDS: &str = "name = 'electoral-college'
sections = [
  { id = 'mps-and-meps', share = '1/3' },
  { id = 'members', share = '1/3' },
  { id = 'affiliates', share = '1/3' },
]";

fn held<'a>(rule: &'a Rule, sections: &'a [Papers], ties: &'a [Resort]) -> Count<'a> {
    let (papers, more) = sections.split_first().expect("a section");
    Count {
        papers,
        more,
        rule,
        seats: Seats::ONE,
        ties,
        lots: &[],
        withdrawals: &[],
    }
}

const HALVES: &str = "name = 'electoral-college'
sections = [{ id = 'few', share = '1/2' }, { id = 'many', share = '1/2' }]";

#[test]
fn a_small_section_weighs_as_much_as_its_share() {
    let names = ["Ada", "Bo", "Cy"];
    let sections = [
        papers(&names, "2 1 0\n1 3 1 0"),
        papers(&names, "400 1 0\n500 2 0\n100 3 2 0"),
    ];
    let transcript = complete(held(&rule(HALVES), &sections, &[]).run().unwrap());
    let [only] = transcript.stages.as_slice() else {
        panic!("one stage")
    };
    // Two of three and 400 of 1,000: with all papers in one pile Bo would have more.
    assert_eq!(only.votes[&id("ada")], "8/15".parse().unwrap());
    assert_eq!(only.action.clause, "electoral-college 6");
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[test]
fn a_section_whose_papers_ran_out_contributes_nothing_and_half_is_of_what_is_left() {
    let names = ["Ada", "Bo", "Cy"];
    // At the second stage nobody of the few has a vote for Ada or Bo.
    let sections = [papers(&names, "3 3 0"), papers(&names, "60 1 0\n50 2 0")];
    let rule = rule(&HALVES.replace(
        "1/2' }, { id = 'many', share = '1/2",
        "1/4' }, { id = 'many', share = '3/4",
    ));
    let transcript = complete(held(&rule, &sections, &[]).run().unwrap());
    let last = transcript.stages.last().expect("a stage");
    assert_eq!(last.non_transferable, "1/4".parse().unwrap());
    assert_eq!(last.votes[&id("ada")], "9/22".parse().unwrap());
    assert_eq!(last.action.clause, "electoral-college 6");
    assert_eq!(transcript.elected, ids(&["ada"]));
}

#[test]
fn a_tie_is_an_exact_equality_of_fractions() {
    // Bo has 1/3 of the few, Cy 2/6 of the many: as much of the whole, in other papers.
    let names = ["Ada", "Bo", "Cy"];
    let sections = [
        papers(&names, "2 1 0\n1 2 0"),
        papers(&names, "4 1 0\n2 3 0"),
    ];
    let to_two = rule(&format!("{HALVES}\nuntil = 'two'"));
    let Outcome::LotsRequired { among, .. } =
        held(&to_two, &sections, &BOTH_RESORTS).run().unwrap()
    else {
        panic!("lots are required")
    };
    assert_eq!(among, ids(&["bo", "cy"]));
    let lots = [lot(1, &["bo", "cy"], "cy")];
    let drawn = Count {
        lots: &lots,
        ..held(&to_two, &sections, &BOTH_RESORTS)
    };
    assert_eq!(complete(drawn.run().unwrap()).elected, ids(&["ada"]));
}

#[test]
fn whoever_withdraws_is_taken_out_of_all_sections() {
    let names = ["Ada", "Bo", "Cy"];
    let sections = [
        papers(&names, "3 1 2 0\n1 2 0\n1 3 0"),
        papers(&names, "5 1 3 0\n2 2 0\n4 3 0"),
    ];
    let withdrawals = [Withdrawal {
        stage: stage(1),
        candidate: id("ada"),
    }];
    let halves = rule(HALVES);
    let count = Count {
        withdrawals: &withdrawals,
        ..held(&halves, &sections, &[])
    };
    let transcript = complete(count.run().unwrap());
    assert_eq!(transcript.stages[0].action.did, Did::Withdrawn);
    let second = &transcript.stages[1];
    assert_eq!(second.sections["few"][&id("bo")], Votes::whole(4));
    assert_eq!(second.sections["many"][&id("cy")], Votes::whole(9));
    assert_eq!(transcript.elected, ids(&["cy"]));
}

#[test]
fn a_college_needs_the_papers_of_each_of_its_sections() {
    let two = papers(&["Ada", "Bo"], "1 1 0");
    assert_eq!(
        count(&two, &rule(HALVES), Seats::ONE, &[], &[])
            .unwrap_err()
            .to_string(),
        "the rule electoral-college cannot count the 1 sets of papers that are given; give one set for each of its sections, in their order: few, many"
    );
    let both = [two.clone(), two.clone()];
    let av = rule("name = 'av'");
    let refused = held(&av, &both, &[]).run();
    assert!(matches!(
        refused,
        Err(CountError::SetsOfPapers { sets: 2, .. })
    ));
}

#[rstest]
#[case::none(&[], InvalidSections::NotTheWhole("0".to_owned()))]
#[case::too_little(&[("a", "1/3"), ("b", "1/3")], InvalidSections::NotTheWhole("2/3".to_owned()))]
#[case::too_much(&[("a", "1/2"), ("b", "2/3")], InvalidSections::NotTheWhole("7/6".to_owned()))]
#[case::one_id(&[("a", "1/2"), ("a", "1/2")], InvalidSections::IdTwice("a".to_owned()))]
#[case::no_id(&[("", "1")], InvalidSections::NoId)]
fn sections_have_different_ids_and_make_the_whole(
    #[case] sections: &[(&str, &str)],
    #[case] expected: InvalidSections,
) {
    let sections = sections.iter();
    let sections = sections.map(|(id, share)| Section::new(*id, share.parse().unwrap()));
    assert_eq!(Sections::new(sections.collect()), Err(expected));
}

#[test]
fn a_college_and_its_count_are_written_as_they_are_read() {
    let thirds = rule(THIRDS);
    let written = toml::to_string(&thirds).unwrap();
    assert_eq!(toml::from_str::<Rule>(&written).unwrap(), thirds);
    let transcript = labour_2010::counted();
    let read = Transcript::from_json(&transcript.to_json()).unwrap();
    assert_eq!(read, transcript);
}

#[test]
fn spoilt_papers_of_all_sections_are_added_up_by_their_reason() {
    let two = papers(&["Ada", "Bo"], "2 1 0\n1 2 0");
    let mut sections = [two.clone(), two.clone(), two];
    sections[0].spoil(Spoilt::Overvote, 3).unwrap();
    sections[1].spoil(Spoilt::Overvote, 4).unwrap();
    sections[2].spoil(Spoilt::Skipped, 5).unwrap();
    let transcript = complete(held(&rule(THIRDS), &sections, &[]).run().unwrap());
    let spoilt = [(Spoilt::Overvote, 7), (Spoilt::Skipped, 5)];
    let spoilt = spoilt.map(|(reason, papers)| (reason, Tally::new(papers)));
    assert_eq!(transcript.spoilt, BTreeMap::from(spoilt));
}

/// Of two sections the second says that somebody withdrew, or has an order for ties.
#[rstest]
#[case::withdrawn("-1\n", CountError::OtherWithdrawn { set: 2 })]
#[case::order("[tie 3 2 1]\n", CountError::OtherTieOrder { set: 2 })]
fn sections_of_which_one_knows_more_before_the_count_are_refused_by_its_number(
    #[case] known: &str,
    #[case] refused: CountError,
) {
    let section = |known: &str| {
        let names = "\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"T\"\n";
        let blt = format!("3 1\n{known}9 1 0\n2 2 0\n5 3 0\n0\n{names}");
        read::read(blt.as_bytes()).expect("the papers are well formed")
    };
    let sections = [section(""), section(known)];
    assert_eq!(held(&rule(HALVES), &sections, &[]).run(), Err(refused));
    let alike = [section(known), section(known)];
    assert!(held(&rule(HALVES), &alike, &[]).run().is_ok());
}

proptest! {
    #[test]
    fn a_college_of_one_section_is_the_alternative_vote(
        (number, lines) in lines(),
        until in prop_oneof![Just("majority"), Just("two")],
    ) {
        let papers = properties::papers(properties::candidates(number), &lines);
        let ties = [Resort::DeclaredOrder(papers.candidates().iter().map(|c| c.id.clone()).collect())];
        let av = rule(&format!("name = 'av'\nuntil = '{until}'"));
        let one = rule(&format!("name = 'electoral-college'\nuntil = '{until}'\nsections = [{{ id = 'all', share = '1' }}]"));
        let done = |rule: &Rule| {
            let transcript = complete(count(&papers, rule, Seats::ONE, &ties, &[]).unwrap());
            let stages = transcript.stages.into_iter();
            stages.map(|stage| (stage.action.did, stage.action.candidates)).collect::<Vec<_>>()
        };
        prop_assert_eq!(done(&one), done(&av));
    }

    #[test]
    fn what_candidates_and_nobody_have_is_always_the_whole(
        (number, few) in lines(),
        (other, many) in lines(),
    ) {
        let number = number.max(other);
        let sections = [few, many].map(|lines| properties::papers(properties::candidates(number), &lines));
        let ties = [Resort::DeclaredOrder(sections[0].candidates().iter().map(|c| c.id.clone()).collect())];
        let transcript = complete(held(&rule(HALVES), &sections, &ties).run().unwrap());
        for stage in &transcript.stages {
            let all = stage.votes.values().fold(stage.non_transferable.to_fraction(), |sum, votes| sum + votes.to_fraction());
            prop_assert_eq!(Votes::fraction(all), Votes::whole(1));
        }
    }
}
