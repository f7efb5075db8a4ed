//! The declaration page says what a returning officer reads out.

use hustings_contest::declaration::{Received, Unreconciled};
use hustings_count::Tally;
use hustings_count::transcript::{Purpose, ResolvedBy, StageNumber, Tie};
use hustings_report::declaration_page;

use crate::contests;
use crate::html::words;

#[test]
fn labour_2020_leader_is_declared_at_stage_1_and_nobody_can_recount_it() {
    let outcome = contests::labour_2020();
    let (declaration, transcript) = outcome.of("leader");
    let page = words(&declaration_page(declaration, transcript));
    for said in [
        "Keir Starmer is elected Leader of the Labour Party at stage 1.",
        "Declared by the organisation, not counted here.",
        "nobody can recount them",
        "from 21 February 2020 to 2 April 2020, 12:00",
        "Who certified the result is not known",
        "275,780",
        "Registered supporters: turnout was published as 95.5%; 13,006 of 13,626 is 95.4%.",
        "The whole: 136 papers were returned and are not among those counted; the sources do not say what became of them.",
        "hustings verify bundle.hustings",
    ] {
        assert!(page.contains(said), "does not say: {said}");
    }
}

#[test]
fn papers_that_nobody_accounts_for_are_never_called_spoilt_or_invalid() {
    let outcome = contests::labour_2020();
    let (declaration, transcript) = outcome.of("leader");
    let page = words(&declaration_page(declaration, transcript)).to_lowercase();
    assert!(!page.contains("spoilt"));
    assert_eq!(
        page.matches("invalid").count(),
        1,
        "only the heading of the row"
    );
}

#[test]
fn labour_2020_deputy_has_both_shares_since_people_confuse_them() {
    let outcome = contests::labour_2020();
    let (declaration, transcript) = outcome.of("deputy");
    let page = words(&declaration_page(declaration, transcript));
    assert!(page.contains("52.6% of the votes still in the count at stage 3"));
    assert!(page.contains("49.7% of all papers counted at stage 1 The two are often confused."));
    assert!(page.contains("Not published, but following from the votes at each stage"));
    assert!(page.contains("No tie had to be resolved."));
}

#[test]
fn snp_2023_says_where_the_rejected_papers_cannot_be_reconciled() {
    let outcome = contests::snp_2023();
    let (declaration, transcript) = outcome.of("leader");
    let page = words(&declaration_page(declaration, transcript));
    assert!(page.contains("Counted from papers."));
    assert!(page.contains(
        "Online and post add up to 50,494, the papers counted; where the 3 rejected belong cannot be reconciled."
    ));
    assert!(page.contains("Turnout was published as 69.96%; 50,494 of 72,169 is 69.97%."));
}

#[test]
fn one_section_of_a_college_elects_nobody() {
    let outcome = contests::labour_2010_mps();
    let (declaration, transcript) = outcome.of("leader");
    let page = words(&declaration_page(declaration, transcript));
    assert!(page.contains("This is the result of one section, MPs and MEPs. It elects nobody."));
    assert!(page.contains("David Miliband has 140 and Ed Miliband has 122 of 266 papers."));
    assert!(!page.contains("Miliband is elected") && !page.contains("Elected"));
}

#[test]
fn more_papers_counted_than_returned_is_said_without_a_reason() {
    let outcome = contests::labour_2020();
    let (mut declaration, transcript) = outcome.of("leader").clone();
    declaration.unreconciled = vec![Unreconciled {
        what: Received::Returned,
        section: None,
        received: Tally::new(490_590),
        accounted: Tally::new(490_595),
        difference: "-5".to_owned(),
    }];
    let page = words(&declaration_page(&declaration, &transcript));
    assert!(page.contains(
        "The whole: 490,590 papers were returned, and 490,595 are accounted for, 5 more; the sources do not say why."
    ));
}

#[test]
fn ties_say_who_was_tied_and_what_decided() {
    let outcome = contests::labour_2010_mps();
    let (declaration, transcript) = outcome.of("leader");
    let decided = [
        (
            ResolvedBy::EarlierStages,
            StageNumber::new(1),
            "who had the fewest of them at stage 1.",
        ),
        (
            ResolvedBy::Lots,
            None,
            "A lot was drawn; it excluded Andy Burnham.",
        ),
        (
            ResolvedBy::Declared,
            None,
            "how the tie was resolved is not known.",
        ),
    ];
    for (resolved_by, stage, said) in decided {
        let mut transcript = transcript.clone();
        transcript.stages[1].action.tie = Some(Tie {
            among: ["balls", "burnham"].map(|id| id.parse().unwrap()).to_vec(),
            left: None,
            to: Purpose::Exclude,
            chosen: "burnham".parse().unwrap(),
            resolved_by,
            stage,
        });
        let page = words(&declaration_page(declaration, &transcript));
        assert!(
            page.contains("Stage 2: Ed Balls and Andy Burnham were tied for the fewest votes.")
        );
        assert!(page.contains(said), "does not say: {said}");
    }
}
