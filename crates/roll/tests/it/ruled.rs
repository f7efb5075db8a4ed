//! Rulings, claims and objections: what each does, and what is refused.

use std::collections::{BTreeMap, BTreeSet};

use hustings_roll::{
    Determination, Elector, Eligibility, Finding, MatchNumber, Matter, NotEligible, Roll,
    RulingRefusal, State,
};

use crate::{id, import, roll, ruling};

const ONE: MatchNumber = MatchNumber(1);

fn pair() -> Roll {
    roll(&[
        "1,Ann Lee,members,,a@b.org,",
        "2,Ann Leigh,supporters,,a@b.org,",
    ])
}

fn eligible(roll: &Roll, elector: &str) -> bool {
    matches!(roll.eligibility(&id(elector)), Eligibility::Eligible { .. })
}

fn same(keep: &str) -> Finding {
    Finding::Same { keep: id(keep) }
}

#[test]
fn one_person_keeps_one_row_and_two_keep_theirs() {
    let mut roll = pair();
    roll.rule_match(ONE, same("1"), ruling(1)).unwrap();
    assert!(eligible(&roll, "1"));
    let expected = NotEligible::SamePerson {
        elector: id("1"),
        number: ONE,
        ruling: ruling(1),
    };
    assert_eq!(
        roll.eligibility(&id("2")),
        Eligibility::NotEligible(Box::new(expected))
    );
    assert_eq!(roll.totals().all.set_aside, 1);
    roll.rule_match(ONE, Finding::Different, ruling(2)).unwrap();
    assert!(eligible(&roll, "1") && eligible(&roll, "2"));
}

#[test]
fn the_row_that_is_kept_is_in_the_section_that_the_rules_say() {
    let mut roll = pair();
    let refusal = roll.rule_match(ONE, same("2"), ruling(1)).unwrap_err();
    assert!(
        matches!(refusal, RulingRefusal::AgainstPrecedence { .. }),
        "{refusal}"
    );
    assert_eq!(roll, pair(), "a refused ruling changes nothing");
}

#[test]
fn some_rows_of_a_match_may_be_one_persons_and_others_not() {
    let rows = [
        "1,Ann,members,,a@b.org,",
        "2,Bob,members,,a@b.org,",
        "3,Anna,members,,a@b.org,",
    ];
    let mut roll = roll(&rows);
    let persons = BTreeMap::from([(id("1"), BTreeSet::from([id("3")]))]);
    roll.rule_match(ONE, Finding::Persons(persons), ruling(1))
        .unwrap();
    assert!(eligible(&roll, "1") && eligible(&roll, "2") && !eligible(&roll, "3"));
}

#[test]
fn findings_that_cannot_be_are_refused() {
    let mut roll = pair();
    let named_twice = BTreeMap::from([(id("1"), BTreeSet::from([id("1")]))]);
    let refused = [
        (
            MatchNumber(9),
            Finding::Different,
            RulingRefusal::NoSuchMatch(MatchNumber(9)),
        ),
        (
            ONE,
            same("7"),
            RulingRefusal::NotInMatch {
                elector: id("7"),
                number: ONE,
            },
        ),
        (
            ONE,
            Finding::Persons(named_twice),
            RulingRefusal::NamedTwice(id("1")),
        ),
    ];
    for (number, finding, refusal) in refused {
        assert_eq!(roll.rule_match(number, finding, ruling(1)), Err(refusal));
    }
    assert_eq!(roll, pair());
}

#[test]
fn nobody_is_kept_under_a_number_that_was_set_aside() {
    let rows = [
        "1,Ann Lee,members,,a@b.org,1 High St",
        "2,Bob Kay,members,,a@b.org,2 High St",
        "3,Bob Kay,members,,,2 High St",
    ];
    let mut roll = roll(&rows);
    roll.rule_match(ONE, same("1"), ruling(1)).unwrap();
    let refusal = roll
        .rule_match(MatchNumber(2), same("2"), ruling(2))
        .unwrap_err();
    assert!(
        matches!(refusal, RulingRefusal::SamePerson { .. }),
        "{refusal}"
    );
    assert_eq!(
        roll.open_matches().len(),
        0,
        "only one of the second match can be anybody's"
    );
}

#[test]
fn who_is_excluded_does_not_come_in_under_her_second_number() {
    let mut roll = pair();
    roll.exclude(&id("1"), ruling(1)).unwrap();
    assert!(
        matches!(roll.eligibility(&id("2")), Eligibility::Held { .. }),
        "the match is still open"
    );
    roll.rule_match(ONE, same("2"), ruling(2)).unwrap();
    let excluded = NotEligible::Excluded { ruling: ruling(1) };
    assert_eq!(
        roll.eligibility(&id("2")),
        Eligibility::NotEligible(Box::new(excluded))
    );
    roll.rule_match(ONE, Finding::Different, ruling(3)).unwrap();
    assert!(eligible(&roll, "2") && !eligible(&roll, "1"));
}

#[test]
fn exclusions_and_readmissions_follow_one_another() {
    let mut roll = roll(&["1,Ann,members,,,"]);
    roll.exclude(&id("1"), ruling(1)).unwrap();
    assert!(!eligible(&roll, "1"));
    let again = roll.exclude(&id("1"), ruling(2)).unwrap_err();
    assert_eq!(
        again,
        RulingRefusal::ExcludedAlready {
            elector: id("1"),
            ruling: ruling(1)
        }
    );
    roll.readmit(&id("1"), ruling(3)).unwrap();
    assert!(eligible(&roll, "1"));
    assert_eq!(
        roll.readmit(&id("1"), ruling(4)),
        Err(RulingRefusal::OnTheRoll(id("1")))
    );
    assert_eq!(
        roll.exclude(&id("9"), ruling(5)),
        Err(RulingRefusal::NoSuchElector(id("9")))
    );
}

#[test]
fn lifting_an_exclusion_does_not_lift_the_freeze() {
    let mut roll = import("elector,name,section,joined\n1,Ann,members,2026-04-01\n").roll;
    roll.exclude(&id("1"), ruling(1)).unwrap();
    roll.readmit(&id("1"), ruling(2)).unwrap();
    assert!(!eligible(&roll, "1"));
    roll.readmit(&id("1"), ruling(3)).unwrap();
    assert!(eligible(&roll, "1"));
}

fn claimant(email: &str) -> Elector {
    let roll = roll(&[&format!("9,Zoe Zander,members,,{email},")]);
    roll.electors().next().unwrap().clone()
}

#[test]
fn a_claim_that_is_allowed_brings_her_in_and_may_be_a_match() {
    let mut roll = pair();
    let claim = Matter::Claim(Box::new(claimant("a@b.org")));
    let number = roll.receive(claim, None, "I paid in May".into()).unwrap();
    assert!(matches!(
        roll.eligibility(&id("9")),
        Eligibility::NotEligible(_)
    ));
    roll.rule_match(ONE, Finding::Different, ruling(1)).unwrap();
    roll.determine(number, Determination::Allowed, ruling(2))
        .unwrap();
    assert_eq!(
        roll.eligibility(&id("9")),
        Eligibility::Held {
            matches: vec![MatchNumber(2)]
        }
    );
    assert_eq!(
        roll.matches()[0].number,
        ONE,
        "earlier matches keep their numbers"
    );
    assert!(roll.matches()[0].ruled.is_some());
    roll.determine(number, Determination::Disallowed, ruling(3))
        .unwrap();
    assert_eq!(roll.applications()[0].state, State::Disallowed(ruling(3)));
    assert!(!eligible(&roll, "9"));
}

#[test]
fn a_claim_of_who_is_barred_readmits_her() {
    let mut roll = import("elector,name,section,joined\n9,Zoe Zander,members,2026-04-01\n").roll;
    let number = roll
        .receive(
            Matter::Claim(Box::new(claimant("z@b.org"))),
            None,
            String::new(),
        )
        .unwrap();
    roll.determine(number, Determination::Allowed, ruling(1))
        .unwrap();
    assert!(eligible(&roll, "9"));
    let again = roll.receive(
        Matter::Claim(Box::new(claimant("z@b.org"))),
        None,
        String::new(),
    );
    assert_eq!(again, Err(RulingRefusal::OnTheRoll(id("9"))));
}

#[test]
fn an_objection_that_is_allowed_excludes_until_a_later_ruling() {
    let mut roll = roll(&["1,Ann,members,,,"]);
    let number = roll
        .receive(Matter::Objection(id("1")), None, "left in 2019".into())
        .unwrap();
    assert!(eligible(&roll, "1"), "an objection alone excludes nobody");
    roll.determine(number, Determination::Allowed, ruling(1))
        .unwrap();
    assert!(!eligible(&roll, "1"));
    let again = roll.determine(number, Determination::Allowed, ruling(2));
    assert_eq!(
        again,
        Err(RulingRefusal::Determined {
            number,
            state: "allowed"
        })
    );
    roll.determine(number, Determination::Disallowed, ruling(3))
        .unwrap();
    assert!(eligible(&roll, "1"));
}

#[test]
fn what_was_withdrawn_is_not_determined() {
    let mut roll = roll(&["1,Ann,members,,,"]);
    let number = roll
        .receive(Matter::Objection(id("1")), None, String::new())
        .unwrap();
    roll.withdraw_application(number).unwrap();
    let refused = roll.determine(number, Determination::Allowed, ruling(1));
    assert_eq!(
        refused,
        Err(RulingRefusal::Determined {
            number,
            state: "withdrawn"
        })
    );
    let unknown = roll.receive(Matter::Objection(id("7")), None, String::new());
    assert_eq!(unknown, Err(RulingRefusal::NoSuchElector(id("7"))));
}
