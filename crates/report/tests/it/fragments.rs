//! Fragments are what pages are made of, for a frame of somebody else's.

use std::collections::BTreeSet;

use hustings_report::{
    SHEET_FOOTER, STYLE, declaration_footer, declaration_main, declaration_page, sheet_main,
    sheet_page, statement_footer, statement_main, statement_page,
};

use crate::contests;
use crate::html::assert_well_formed;

/// Each page with the fragments of which it is made.
fn pages_in_pieces() -> Vec<(String, [String; 2])> {
    let of = |outcome: contests::Outcome| {
        let declared = outcome
            .results
            .values()
            .flat_map(|(declaration, transcript)| {
                [
                    (
                        declaration_page(declaration, transcript),
                        [
                            declaration_main(declaration, transcript),
                            declaration_footer(declaration),
                        ],
                    ),
                    (
                        sheet_page(transcript, "A count"),
                        [sheet_main(transcript), SHEET_FOOTER.to_owned()],
                    ),
                ]
            });
        let mut pages: Vec<_> = declared.collect();
        let statement = &outcome.statement;
        pages.push((
            statement_page(statement),
            [statement_main(statement), statement_footer(statement)],
        ));
        pages
    };
    contests::all().into_iter().flat_map(of).collect()
}

/// The style sheet's selectors, one by one.
fn selectors() -> Vec<&'static str> {
    let rules = STYLE.split_once("*/").expect("a comment on top").1;
    let before = rules.split('{').map(|rule| {
        let rule = rule.rsplit(['}', ';']).next().unwrap_or_default();
        rule.rsplit("*/").next().unwrap_or_default().trim()
    });
    let selectors = before.filter(|selector| !selector.is_empty() && !selector.starts_with('@'));
    selectors.flat_map(|list| list.split(", ")).collect()
}

#[test]
fn a_page_is_its_fragments_in_a_frame() {
    for (page, [main, footer]) in pages_in_pieces() {
        let framed = format!(
            "<main id=\"main\" tabindex=\"-1\">\n{main}\n</main>\n{footer}\n</body>\n</html>"
        );
        assert!(page.trim_end().ends_with(&framed));
        assert!(page.contains(STYLE.trim_end()));
    }
}

#[test]
fn a_fragment_is_one_well_formed_element_of_the_class_that_the_style_is_for() {
    for (_, [main, footer]) in pages_in_pieces() {
        assert!(main.starts_with("<article class=\"report\">"), "{main}");
        assert!(main.trim_end().ends_with("</article>"));
        assert_eq!(main.matches("<article").count(), 1);
        assert!(footer.starts_with("<footer class=\"report\">"));
        assert!(footer.ends_with("</footer>"));
        assert_well_formed(&main);
        assert_well_formed(&footer);
    }
}

#[test]
fn a_fragment_has_no_style_of_its_own_so_that_a_strict_policy_lets_it_be_seen() {
    for (_, [main, footer]) in pages_in_pieces() {
        for forbidden in ["<style", " style=", "<script", " onclick=", "src=", "<link"] {
            assert!(!main.contains(forbidden) && !footer.contains(forbidden));
        }
    }
}

#[test]
fn the_style_reaches_nothing_outside_fragments() {
    let selectors = selectors();
    assert!(selectors.len() > 100, "{selectors:?}");
    for selector in selectors {
        let root = selector.split(' ').next().unwrap_or_default();
        assert!([".report", "footer.report"].contains(&root), "{selector}");
    }
    assert!(!STYLE.contains("@page") && !STYLE.contains("@import"));
}

#[test]
fn every_variable_that_the_style_uses_is_its_own() {
    let used: BTreeSet<&str> = STYLE
        .split("var(")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(')')?.0))
        .collect();
    for variable in used {
        assert!(STYLE.contains(&format!("{variable}: ")), "{variable}");
    }
}
