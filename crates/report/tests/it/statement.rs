//! The statement page says why.

use hustings_contest::event::Record;
use hustings_report::{Index, index_page, statement_page};

use crate::contests;
use crate::html::words;

#[test]
fn a_test_says_what_was_needed_what_there_was_and_when_it_was_first_met() {
    let page = words(&statement_page(&contests::labour_2020().statement));
    assert!(page.contains(
        "✓ met 5% of Constituency Labour Parties, rounded up: 33 needed; 373 or 374 (sources differ). First met between 21 January and \
         28 January 2020. stage.stage-2.gate.any.1 · the source’s clause is not known"
    ));
}

#[test]
fn pages_of_a_mock_contest_say_so_and_others_do_not() {
    const SAYS: &str = "Mock contest: nobody is elected.";
    let mut statement = contests::labour_2020().statement.clone();
    assert!(!words(&statement_page(&statement)).contains(SAYS));
    assert!(!words(&index_page(&Index::new(&statement))).contains(SAYS));
    statement.record = Record::Mock;
    assert!(words(&statement_page(&statement)).contains(SAYS));
    assert!(words(&index_page(&Index::new(&statement))).contains(SAYS));
}

#[test]
fn the_three_values_are_words_beside_their_glyphs() {
    let markup = statement_page(&contests::labour_2020().statement);
    let page = words(&markup);
    for said in [
        "✓ met",
        "✗ not met",
        "? undetermined",
        "✓ nominated",
        "✗ not nominated",
        "→ withdrew",
    ] {
        assert!(page.contains(said), "does not say: {said}");
    }
    for glyph in ["✓", "✗", "→"] {
        let hidden = format!("<span aria-hidden=\"true\">{glyph}</span> ");
        assert_eq!(
            markup.matches(glyph).count(),
            markup.matches(&hidden).count()
        );
    }
}

#[test]
fn while_nominations_come_in_nobody_is_said_to_have_failed() {
    let statement = contests::kept(5);
    let page = words(&statement_page(&statement));
    assert!(page.contains("Not yet nominated: Ada Ash and Bo Birch."));
    assert!(page.contains("… not yet nominated Has not passed “Nominations” yet."));
    assert!(page.contains("… not yet met From Branches: 1 needed; 0."));
    assert!(!page.contains("not met") && !page.contains("not nominated"));
    assert!(words(&index_page(&Index::new(&statement))).contains("Not yet nominated: Ada Ash"));
}

#[test]
fn a_withdrawal_says_when_and_that_nominators_were_free_again() {
    let page = words(&statement_page(&contests::labour_2020().statement));
    assert!(page.contains(
        "Withdrew: decided on 13 January 2020, 13:55; when it was received is not known. During “Nominations by MPs \
         and MEPs”, so that its nominators were free to nominate again."
    ));
}

#[test]
fn nominations_whose_receipt_is_not_known_say_that_the_window_is_undetermined() {
    let page = words(&statement_page(&contests::labour_2020().statement));
    assert!(page.contains("UNISON trade union decided 8 January 2020 ? undetermined"));
    assert!(page.contains(
        "Receipt not known: whether a nomination marked undetermined came within the window is undetermined."
    ));
}

#[test]
fn a_published_day_of_qualifying_stands_beside_what_the_record_says() {
    let page = words(&statement_page(&contests::labour_2020().statement));
    assert!(page.contains(
        "? left open 20 January 2020 is published as the day of qualifying: the record neither confirms nor excludes it."
    ));
}

#[test]
fn evidence_that_several_tests_of_a_gate_share_is_listed_once() {
    let page = words(&statement_page(&contests::labour_2020().statement));
    assert!(page.contains("Reports: as for stage.stage-2.gate.any.2.all.1 ."));
    assert!(page.contains("Evidence: 5 reports, 9 nominations, as above."));
}
