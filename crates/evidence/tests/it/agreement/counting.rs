//! Random elections full of ties, counted from the same bytes.

use hustings_count::rule::{Rule, av};
use hustings_count::tie::{Lot, Resort};
use hustings_count::{Outcome, Seats, count, read};
use hustings_recount::{Lot as OtherLot, NotCounted, count_again};
use proptest::prelude::*;

/// Papers as a file, small enough that ties are the rule: up to five candidates and nine lines.
fn papers() -> impl Strategy<Value = (usize, String)> {
    (1_usize..=5).prop_flat_map(|candidates| {
        let ranking =
            prop::sample::subsequence((1..=candidates).collect::<Vec<_>>(), 0..=candidates)
                .prop_shuffle();
        let lines = prop::collection::vec((1_u64..4, ranking), 0..9);
        lines.prop_map(move |lines| (candidates, file(candidates, &lines)))
    })
}

fn file(candidates: usize, lines: &[(u64, Vec<usize>)]) -> String {
    let mut file = format!("{candidates} 1\n");
    for (papers, ranking) in lines {
        let preferences: String = ranking.iter().map(|place| format!("{place} ")).collect();
        file += &format!("{papers} {preferences}0\n");
    }
    let names: String = ["Ash", "Birch", "Cedar", "Damson", "Elder"][..candidates]
        .iter()
        .map(|name| format!("\"{name}\"\n"))
        .collect();
    file + "0\n" + &names + "\"Trees\"\n"
}

fn rules() -> impl Strategy<Value = av::Options> {
    let majority = prop::sample::select(vec![av::MajorityOf::Continuing, av::MajorityOf::Valid]);
    let until = prop::sample::select(vec![av::Until::Majority, av::Until::Two]);
    (majority, until).prop_map(|(majority_of, until)| av::Options {
        majority_of,
        until,
        ..av::Options::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 8, ..ProptestConfig::default() })]

    #[test]
    fn both_paths_count_alike(
        (_, file) in papers(),
        options in rules(),
        seats in 0_u32..=1,
        earlier: bool,
        draws in prop::collection::vec(0_usize..5, 4),
    ) {
        let ties = if earlier { vec![Resort::EarlierStages, Resort::Lots] } else { vec![Resort::Lots] };
        let names: Vec<String> = ties.iter().map(|resort| serde_json::to_value(resort).unwrap().as_str().unwrap().to_owned()).collect();
        let rule = Rule::Av(options);
        let papers = read::read(file.as_bytes()).unwrap();
        let written = serde_json::to_value(&rule).unwrap();
        let mut lots: Vec<Lot> = Vec::new();
        let mut others: Vec<OtherLot> = Vec::new();
        for draw in draws.iter().chain(std::iter::repeat(&0)) {
            let first = count(&papers, &rule, Seats(seats), &ties, &lots).unwrap();
            let second = count_again(file.as_bytes(), &written, u64::from(seats), &names, &others);
            match first {
                Outcome::Complete(transcript) => {
                    let transcript = serde_json::to_value(&transcript).unwrap();
                    prop_assert_eq!(second.unwrap(), transcript);
                    break;
                }
                Outcome::LotsRequired { stage, among, .. } => {
                    let ids: Vec<String> = among.iter().map(ToString::to_string).collect();
                    match second {
                        Err(NotCounted::LotsRequired { stage: at, among: of }) => {
                            prop_assert_eq!((at, of), (u64::from(stage.get()), ids.clone()));
                        }
                        other => prop_assert!(false, "the first path asks for lots, the second says {:?}", other),
                    }
                    let excluded = &among[draw % among.len()];
                    others.push(OtherLot { stage: u64::from(stage.get()), among: ids, excluded: excluded.to_string() });
                    lots.push(Lot { stage, chosen: excluded.clone(), among });
                }
                Outcome::Unresolvable { .. } | Outcome::BallotRequired { .. } => prop_assert!(false, "lots resolve every tie"),
            }
        }
    }
}
