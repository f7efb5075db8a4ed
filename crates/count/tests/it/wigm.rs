//! The weighted inclusive Gregory method, exact and as the reference of four decimals, on examples worked by hand.

use hustings_count::tie::Resort;
use hustings_count::transcript::{Did, Purpose, ResolvedBy};
use hustings_count::{Outcome, Papers, Seats, Transcript, Votes, count};
use rstest::rstest;

use super::{complete, figures, ids, moves, papers, rule, stage};

const EXACT: &str = "name = 'wigm'";
const PRF: &str = "name = 'wigm-prf'";

fn run(papers: &Papers, toml: &str, seats: u32) -> Transcript {
    let ties = [Resort::Lots];
    complete(count(papers, &rule(toml), Seats(seats), &ties, &[]).expect("it can be counted"))
}

/// 15 papers: Ada 8, of which 5 go on to Bo; Bo 3, Cy 4.
fn ada_has_a_surplus() -> Papers {
    papers(&["Ada", "Bo", "Cy"], "5 1 2 0\n3 1 0\n3 2 0\n4 3 0")
}

/// The quota is 15/3 = 5 and Ada's surplus 3, so that each of her papers goes on as 3/8: 15/8 to Bo, 9/8 to nobody.
#[test]
fn each_paper_of_a_surplus_goes_on_as_an_exact_fraction() {
    let transcript = run(&ada_has_a_surplus(), EXACT, 2);
    let [first, second, third] = transcript.stages.as_slice() else {
        panic!("three stages")
    };
    assert_eq!(figures(first), "ada 8, bo 3, cy 4; nobody 0; quota 5");
    assert_eq!(first.elected[0].candidate.as_str(), "ada");
    assert_eq!(first.action.clause, "wigm 4");
    assert_eq!(first.action.transfer_value, Some("3/8".parse().unwrap()));
    assert_eq!(moves(first), "ada>bo 15/8, ada>- 9/8");
    assert_eq!(figures(second), "ada 5, bo 39/8, cy 4; nobody 9/8; quota 5");
    assert_eq!(second.action.candidates, ids(&["cy"]));
    assert_eq!(figures(third), "ada 5, bo 39/8; nobody 41/8; quota 5");
    assert_eq!(third.action.clause, "wigm 8");
    assert_eq!(third.lost, None);
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

/// The quota is 5.0001 and the surplus 2.9999; 2.9999 / 8 is 0.3749 and a rest. Five papers of that are 1.8745, three
/// are 1.1247; 0.0007 are lost. Cy is last, and Bo the only other for the only place left: Cy's papers stay.
#[test]
fn the_reference_cuts_off_after_four_decimals_and_ends_before_the_last_transfer() {
    let transcript = run(&ada_has_a_surplus(), PRF, 2);
    let [first, second] = transcript.stages.as_slice() else {
        panic!("two stages")
    };
    assert_eq!(
        figures(first),
        "ada 8.0000, bo 3.0000, cy 4.0000; nobody 0.0000; lost 0.0000; quota 5.0001"
    );
    assert_eq!(first.action.transfer_value, Some("0.3749".parse().unwrap()));
    assert_eq!(
        figures(second),
        "ada 5.0001, bo 4.8745, cy 4.0000; nobody 1.1247; lost 0.0007; quota 5.0001"
    );
    assert_eq!(second.action.did, Did::Elected);
    assert_eq!(second.action.candidates, ids(&["bo"]));
    assert_eq!(second.action.clause, "wigm-prf 8");
}

/// 15 / 3 + 1 = 6, so that Ada's surplus is 2 and a paper goes on as 1/4.
#[test]
fn a_quota_may_be_whole() {
    let transcript = run(&ada_has_a_surplus(), "name = 'wigm'\nquota = 'whole'", 2);
    assert_eq!(
        figures(&transcript.stages[1]),
        "ada 6, bo 17/4, cy 4; nobody 3/4; quota 6"
    );
}

#[test]
fn whoever_has_as_many_as_an_exact_quota_and_not_more_is_not_elected_by_it() {
    let papers = papers(&["Ada", "Bo", "Cy"], "4 1 0\n3 2 0\n2 3 0");
    let transcript = run(&papers, EXACT, 2);
    let elected = |number: usize| transcript.stages[number].elected.clone();
    assert_eq!(
        figures(&transcript.stages[0]),
        "ada 4, bo 3, cy 2; nobody 0; quota 3"
    );
    assert_eq!(elected(0).len(), 1);
    assert!(elected(1).is_empty(), "Bo has 3 and is not elected by it");
    assert_eq!(transcript.elected, ids(&["ada", "bo"]));
}

/// Ada's 6 are twice the quota of 3 and go on to Bo by halves, who then has 3 like Cy.
#[test]
fn a_declared_order_chooses_who_goes() {
    let papers = papers(&["Ada", "Bo", "Cy"], "6 1 2 0\n3 3 0");
    let order = |order: &[&str]| {
        let ties = [Resort::DeclaredOrder(ids(order))];
        complete(count(&papers, &rule(EXACT), Seats(2), &ties, &[]).unwrap())
    };
    let tie = |transcript: &Transcript| transcript.stages[1].action.tie.clone().expect("a tie");
    let cy_goes = order(&["cy", "bo", "ada"]);
    assert_eq!(tie(&cy_goes).among, ids(&["bo", "cy"]));
    assert_eq!(tie(&cy_goes).resolved_by, ResolvedBy::DeclaredOrder);
    assert_eq!(cy_goes.elected, ids(&["ada", "bo"]));
    assert_eq!(order(&["ada", "bo", "cy"]).elected, ids(&["ada", "cy"]));
}

#[rstest]
fn equal_surpluses_are_a_tie_to_transfer_first(#[values(EXACT, PRF)] toml: &str) {
    let names = ["Ada", "Bo", "Cy", "Dee"];
    let papers = papers(&names, "8 1 3 0\n8 2 4 0\n2 3 0\n2 4 0");
    let outcome = count(&papers, &rule(toml), Seats(3), &[Resort::Lots], &[]).unwrap();
    let Outcome::LotsRequired {
        stage: at,
        among,
        to,
        ..
    } = outcome
    else {
        panic!("lots are required")
    };
    assert_eq!((at, to), (stage(1), Purpose::TransferFirst));
    assert_eq!(among, ids(&["ada", "bo"]));
}

/// Nobody has more than 36/3 = 12. Dee and Eve have 3 together, fewer than Cy's 10; with Cy it is 13, not fewer than
/// Bo's 11.
#[rstest]
#[case::exact("name = 'wigm'\nexclude = 'bulk'", "wigm 7")]
#[case::prf("name = 'wigm-prf'\nexclude = 'bulk'", "wigm-prf 7")]
fn those_who_cannot_overtake_the_next_go_together(#[case] toml: &str, #[case] clause: &str) {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let papers = papers(&names, "12 1 0\n11 2 0\n10 3 0\n2 4 1 0\n1 5 2 0");
    let action = &run(&papers, toml, 2).stages[0].action;
    assert_eq!(
        (action.did, action.clause.as_str()),
        (Did::Excluded, clause)
    );
    assert_eq!(action.candidates, ids(&["dee", "eve"]));
}

/// The same, but Ada has 6 more than the quota of 14 (42/3), which with their 3 is more than Cy's 8.
#[test]
fn surpluses_that_are_not_transferred_may_save_somebody_from_going_together() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve"];
    let papers = papers(&names, "20 1 2 0\n11 2 0\n8 3 0\n2 4 1 0\n1 5 2 0");
    let transcript = run(&papers, "name = 'wigm'\nexclude = 'bulk'", 2);
    assert_eq!(transcript.stages[0].action.did, Did::Transferred);
}

#[rstest]
fn as_many_candidates_as_seats_or_fewer_are_all_elected(
    #[values(EXACT, PRF)] toml: &str,
    #[values(2, 3, u32::MAX)] seats: u32,
) {
    let transcript = run(&papers(&["Ada", "Bo"], "1 2 0"), toml, seats);
    let mut elected = transcript.elected.clone();
    elected.sort();
    assert_eq!(elected, ids(&["ada", "bo"]));
    assert_eq!(transcript.stages.len(), 1);
}

#[test]
fn an_exact_count_accounts_for_all_papers_after_many_surpluses() {
    let names = ["Ada", "Bo", "Cy", "Dee", "Eve", "Fay"];
    let lines = "97 1 2 3 0\n41 1 3 4 5 0\n29 2 3 4 0\n23 3 5 6 0\n11 4 6 0\n7 5 6 0\n3 6 0";
    let transcript = run(&papers(&names, lines), EXACT, 4);
    let surpluses = transcript
        .stages
        .iter()
        .filter(|stage| stage.action.did == Did::Transferred);
    assert!(surpluses.count() >= 3);
    for stage in &transcript.stages {
        let votes = stage.votes.values().map(Votes::to_fraction);
        let sum = votes.sum::<num_rational::Ratio<num_bigint::BigUint>>();
        let all = Votes::fraction(sum + stage.non_transferable.to_fraction());
        assert_eq!(all, Votes::whole(211), "stage {}", stage.number);
    }
}

/// So many seats, for each of which somebody has nearly the quota and gets the rest from the one before, of whose papers a
/// third goes nowhere: at every surplus the fractions have twice as many digits.
fn a_chain_of_surpluses(seats: usize) -> Papers {
    let names: Vec<String> = (1..=seats + 2).map(|n| format!("Candidate {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut lines = Vec::new();
    for first in 1..=names.len() {
        let papers = match first {
            1 => 300 * names.len(),
            _ if first <= seats => 990 + 37 * first % 91,
            _ => 300 + first,
        };
        let further = (first + 1..=names.len()).map(|next| format!(" {next}"));
        lines.push(format!(
            "{} {first}{} 0",
            papers - papers / 3,
            further.collect::<String>()
        ));
        lines.push(format!("{} {first} 0", papers / 3));
    }
    papers(&names, &lines.join("\n"))
}

#[test]
fn fractions_that_grow_too_long_stop_the_count_which_the_reference_rule_can_finish() {
    let chain = a_chain_of_surpluses(30);
    let exact = count(&chain, &rule(EXACT), Seats(30), &[Resort::Lots], &[]);
    assert_eq!(
        exact.unwrap_err().to_string(),
        "stage 13: the exact fractions of this count have grown to more than 65536 binary digits, since each surplus that is transferred can double them, and it does not go on; count by wigm-prf, which has four decimals"
    );
    assert_eq!(run(&chain, PRF, 30).elected.len(), 30);
}
