//! Reading rulebooks.

use hustings_rulebook::{Address, Rulebook};
use rstest::rstest;

use crate::{example, example_with, parsed};

#[test]
fn the_example_of_the_format_reads() {
    let rulebook = parsed(&example());
    assert_eq!(rulebook.posts.len(), 1);
    assert_eq!(
        rulebook
            .body(&"affiliate".parse().unwrap())
            .unwrap()
            .register_figures(),
        [12, 13]
    );
    assert!(rulebook.has(&Address::new("stage.nominations.gate.any.2.all.3")));
    assert!(!rulebook.has(&Address::new("stage.nominations.gate.any.3")));
}

#[test]
fn a_clause_carries_the_sources_own_name() {
    let rulebook = parsed(&example());
    let clause = rulebook.clause(Address::new("stage.nominations.gate.any.1"));
    assert_eq!(clause.source.as_deref(), Some("SO 4(3)(a)"));
    assert_eq!(rulebook.clause(Address::new("count")).source, None);
}

#[rstest]
#[case::labour_2020(include_str!("../../../../contests/labour-2020/rulebook.toml"))]
#[case::labour_2010(include_str!("../../../../contests/labour-2010-mps/rulebook.toml"))]
#[case::snp_2023(include_str!("../../../../contests/snp-2023/rulebook.toml"))]
#[case::by_election(include_str!("by-election.toml"))]
fn rulebooks_of_real_contests_have_no_dead_ends(#[case] text: &str) {
    assert_eq!(hustings_rulebook::check(&parsed(text)), []);
}

#[test]
fn pages_are_in_english_where_the_rulebook_does_not_say() {
    let languages = |look: &str| {
        let example = example();
        let (rules, _) = example.split_once("[look]").unwrap();
        let rulebook = parsed(&format!("{rules}{look}"));
        let languages = rulebook.languages().iter();
        languages.map(|one| one.code()).collect::<Vec<_>>()
    };
    assert_eq!(languages(""), ["en"]);
    assert_eq!(languages("[look]\nclause = \"SO 9\""), ["en"]);
    assert_eq!(languages("[look]\nlanguages = [\"cy\"]"), ["cy"]);
    let example = parsed(&example());
    let colour = example.look.as_ref().unwrap().colour.unwrap();
    assert_eq!(colour.to_string(), "#7a1f2b");
}

#[test]
fn a_question_of_200_characters_is_read_and_a_longer_one_is_not() {
    let asked = |length: usize| {
        let question = format!("second_factor = \"{}\"", "é".repeat(length));
        Rulebook::parse(&example_with("replacing = false", &question))
    };
    let question = asked(200).unwrap().ballot.second_factor.unwrap();
    assert_eq!(question.as_str(), "é".repeat(200));
    let error = asked(201).unwrap_err().to_string();
    assert!(error.contains("more than 200 characters"), "{error}");
    assert_eq!(parsed(&example()).ballot.second_factor, None);
}

#[rstest]
#[case::colour_by_name("\"#7a1f2b\"", "\"maroon\"", "'maroon' is not a colour")]
#[case::colour_of_three_digits("\"#7a1f2b\"", "\"#7a1\"", "'#7a1' is not a colour")]
#[case::colour_with_a_sign("\"#7a1f2b\"", "\"#+a1f2b\"", "'#+a1f2b' is not a colour")]
#[case::colour_without_its_hash("\"#7a1f2b\"", "\"7a1f2b0\"", "'7a1f2b0' is not a colour")]
#[case::unknown_language("\"en\", \"cy\"", "\"en\", \"fr\"", "unknown variant `fr`")]
#[case::cut_off("seats = 1", "seats = ", "line 15, column 9")]
#[case::mistyped_key("seats = 1", "seat = 1", "unknown field `seat`")]
#[case::mistyped_number("seats = 1", "seats = \"one\"", "line 15, column 9")]
#[case::another_version("hustings-rulebook/1", "hustings-rulebook/9", "hustings-rulebook/9")]
#[case::id_with_a_capital("id = \"chair\"", "id = \"Chair\"", "'Chair' is not an id")]
#[case::time_with_a_zone(
    "closes = 2026-03-20T17:00:00",
    "closes = 2026-03-20T17:00:00Z",
    "without a time zone"
)]
#[case::time_as_text(
    "closes = 2026-03-20T17:00:00",
    "closes = \"20 March\"",
    "write it without quotes"
)]
#[case::percentage_without_its_sign(
    "share = \"5%\", of = \"branch\"",
    "share = \"5\", of = \"branch\"",
    "'5' is not a percentage"
)]
#[case::number_and_share(
    "number = 2, of = \"affiliate\"",
    "number = 2, share = \"1%\", of = \"affiliate\"",
    "not for both"
)]
#[case::test_of_nobody(
    "{ number = 2, of = \"affiliate\" }",
    "{ number = 2 }",
    "whose nominations count"
)]
#[case::question_that_is_none("replacing = false", "second_factor = \"\"", "the question is empty")]
#[case::question_of_two_lines(
    "replacing = false",
    "second_factor = \"Your number\\nand name\"",
    "line break"
)]
#[case::question_of_two_lines_by_a_separator(
    "replacing = false",
    "second_factor = \"Your number\\u2028and name\"",
    "line break"
)]
#[case::question_that_reads_backwards(
    "replacing = false",
    "second_factor = \"\\u202eruoY\"",
    "does not show or that turns the text"
)]
#[case::question_with_white_space_around_it(
    "replacing = false",
    "second_factor = \" Your number\"",
    "white space"
)]
#[case::several_questions("replacing = false", "second_factor = [\"Your number\"]", "line")]
#[case::unknown_rule("name = \"av\"", "name = \"borda\"", "borda")]
#[case::unknown_resort("\"earlier-stages\", \"lots\"", "\"coin\", \"lots\"", "coin")]
fn what_is_no_rulebook_is_refused_with_its_place(
    #[case] passage: &str,
    #[case] replacement: &str,
    #[case] says: &str,
) {
    let error = Rulebook::parse(&example_with(passage, replacement))
        .expect_err("it is refused")
        .to_string();
    assert!(error.starts_with("line "), "{error}");
    assert!(error.contains(says), "{error}");
}

#[test]
fn a_rulebook_cut_off_anywhere_is_an_error_or_a_rulebook_and_never_a_panic() {
    let example = example();
    for (end, _) in example.char_indices() {
        if let Ok(rulebook) = Rulebook::parse(&example[..end]) {
            hustings_rulebook::check(&rulebook);
            hustings_rulebook::explain(&rulebook);
        }
    }
}
