use hustings_seal::ballot::{AuditError, Ballot, Opening, audit};
use hustings_seal::credentials;
use hustings_seal::intake::{Intake, Refusal};
use hustings_seal::randomness::system;
use hustings_seal::verify::{Policy, Replacing, fast};
use proptest::prelude::*;

use super::{one_in, ranking};
use crate::kit::base::{BASE, open};
use crate::kit::edits::{items, list, other_scalar};
use crate::kit::json::{get, set};

fn answers() -> impl Strategy<Value = [Vec<u8>; 2]> {
    let motion = prop::sample::select(vec![vec![1, 0, 0], vec![0, 1, 0], vec![0, 0, 1]]);
    (motion, ranking(3)).prop_map(|(motion, ranks)| [motion, ranks])
}

fn intake(replacing: Replacing) -> Intake {
    let setup = &BASE.made.setup;
    let listed = credentials::parse(setup.credentials().as_bytes()).unwrap();
    Intake::new(setup.election().clone(), &listed, replacing).unwrap()
}

proptest! {
    #![proptest_config(one_in(8))]

    #[test]
    fn a_ballot_that_is_accepted_verifies_and_is_accepted_once(answers in answers(), voter in 0_usize..6) {
        let (mut made, _) = open();
        made.cast(voter, &answers);
        let setup = &made.setup;
        let listed = credentials::parse(setup.credentials().as_bytes()).unwrap();
        let mut intake = Intake::new(setup.election().clone(), &listed, Replacing::Refused).unwrap();
        let text = made.ballots[0].text().to_vec();
        let accepted = intake.accept(&text).unwrap();
        prop_assert_eq!(accepted.tracker, made.ballots[0].tracker());
        prop_assert_eq!(accepted.replaces, None);
        let unfinished = Policy { unfinished: true, ..Policy::default() };
        let report = fast(made.cast_archive().as_slice(), &unfinished, &mut system()).unwrap();
        prop_assert_eq!(report.cast, 1);
        prop_assert!(matches!(intake.accept(&text), Err(Refusal::Replayed(_))));
        made.cast(voter, &answers);
        prop_assert!(matches!(intake.accept(made.ballots[1].text()), Err(Refusal::Second(_))));
    }

    #[test]
    fn where_the_last_counts_a_ballot_is_replaced_and_not_replayed(answers in answers()) {
        let mut intake = intake(Replacing::LastCounts);
        let election = BASE.made.setup.election();
        let seal = || Ballot::seal(election, &BASE.made.credentials[5], &answers, &mut system()).unwrap();
        let (one, other) = (seal(), seal());
        prop_assert_eq!(intake.accept(one.text()).unwrap().replaces, None);
        prop_assert_eq!(intake.accept(other.text()).unwrap().replaces, Some(one.tracker()));
        prop_assert!(matches!(intake.accept(one.text()), Err(Refusal::Replayed(_))));
        prop_assert!(matches!(intake.accept(other.text()), Err(Refusal::Replayed(_))));
    }

    #[test]
    fn a_ballot_with_any_bit_changed_is_not_accepted(answers in answers(), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let election = BASE.made.setup.election();
        let ballot = Ballot::seal(election, &BASE.made.credentials[5], &answers, &mut system()).unwrap();
        let mut text = ballot.text().to_vec();
        let at = at.index(text.len());
        text[at] ^= 1_u8 << bit;
        prop_assert!(intake(Replacing::Refused).accept(&text).is_err());
    }

    #[test]
    fn what_a_device_sealed_is_what_it_reveals_and_nothing_else(
        answers in answers(),
        question in 0_usize..2,
        place in 0_usize..3,
    ) {
        let election = BASE.made.setup.election();
        let credential = &BASE.made.credentials[0];
        let (ballot, opening) = Ballot::seal_for_test(election, credential, &answers, &mut system()).unwrap();
        audit(&ballot, &opening, election).unwrap();
        prop_assert!(opening.values().eq(&answers));
        let text = serde_json::to_string(&opening).unwrap();
        let differs = |text: &str| {
            let opening: Opening = serde_json::from_str(text).unwrap();
            match audit(&ballot, &opening, election) {
                Err(AuditError::Differs(number)) => number == question + 1,
                _ => false,
            }
        };
        let value = format!("answers.{question}.values.{place}");
        let other = get(&text, &value).parse::<u8>().unwrap() + 1;
        prop_assert!(differs(&set(&text, &value, &other.to_string())));
        let randomness = format!("answers.{question}.randomness");
        let one = format!("{randomness}.{}", place % items(&text, &randomness).len());
        prop_assert!(differs(&other_scalar(&text, &one)));
        let shape = |text: &str| {
            let opening: Opening = serde_json::from_str(text).unwrap();
            matches!(audit(&ballot, &opening, election), Err(AuditError::Shape))
        };
        prop_assert!(shape(&set(&text, &randomness, "[]")));
        let fewer = list(&items(&text, "answers")[1..]);
        prop_assert!(shape(&set(&text, "answers", &fewer)));
    }
}
