//! What is written and read, against the pages that say how.

use hustings_count::papers::CandidateIndex;
use hustings_count::rule::Rule;
use hustings_count::tie::Resort;
use hustings_count::{Papers, Seats, Transcript, count, read};
use rstest::rstest;
use serde::Deserialize;

use super::{BOTH_RESORTS, complete, papers, rule};

const TRANSCRIPT_PAGE: &str = include_str!("../../../../docs/formats/transcript.md");
const PAPERS_PAGE: &str = include_str!("../../../../docs/formats/papers.md");
const RULEBOOK_PAGE: &str = include_str!("../../../../docs/formats/rulebook.md");

/// The fenced block of a page with this info string.
fn block<'a>(page: &'a str, info: &str) -> &'a str {
    let opening = format!("```{info}\n");
    let (_, after) = page.split_once(&opening).expect("the page has the block");
    after.split_once("```").expect("the block is closed").0
}

/// A JSON text without the white space that means nothing, its keys in their order.
fn tokens(json: &str) -> String {
    let mut quoted = false;
    json.chars()
        .filter(|c| {
            // No string of these examples holds an escaped quotation mark.
            quoted ^= *c == '"';
            quoted || !c.is_whitespace()
        })
        .collect()
}

#[test]
fn the_transcript_on_the_page_is_read_and_written_again_key_by_key() {
    let page = block(TRANSCRIPT_PAGE, "json transcript");
    let transcript = Transcript::from_json(page).unwrap();
    assert_eq!(tokens(&transcript.to_json()), tokens(page));
    assert_eq!(
        Transcript::from_json(&transcript.to_json()).unwrap(),
        transcript
    );
}

#[test]
fn a_transcript_is_written_with_two_spaces_and_one_line_feed_at_the_end() {
    let text = Transcript::from_json(block(TRANSCRIPT_PAGE, "json transcript"))
        .unwrap()
        .to_json();
    assert!(text.starts_with("{\n  \"format\": \"hustings-transcript/1\",\n  \"provenance\""));
    assert!(text.ends_with("\n  \"derived\": []\n}\n"));
}

#[test]
fn the_papers_behind_the_transcript_on_the_page_count_to_it() {
    let papers = papers(
        &["Ada Ash", "Bo Birch", "Cy Cedar"],
        "4 1 0\n4 2 0\n1 3 2 0\n1 3 0",
    );
    let av = rule("name = 'av'");
    let counted = complete(count(&papers, &av, Seats::ONE, &BOTH_RESORTS, &[]).unwrap());
    let page = Transcript::from_json(block(TRANSCRIPT_PAGE, "json transcript")).unwrap();
    assert_eq!(counted, page);
}

#[rstest]
#[case::another_format(
    "hustings-transcript/1",
    "hustings-transcript/2",
    "unknown variant `hustings-transcript/2`"
)]
#[case::an_unknown_key("\"seats\": 1,", "\"seats\": 1, \"seat\": 1,", "unknown field `seat`")]
#[case::an_unknown_option("\"until\"", "\"til\"", "unknown field `til`")]
#[case::a_missing_key("\"derived\": []", "\"elected\": []", "duplicate field `elected`")]
#[case::a_candidate_twice("\"birch\": \"5\"", "\"ash\": \"5\"", "the key “ash” stands twice")]
#[case::a_bare_number("\"10\"", "10", "expected a string")]
#[case::a_sign("\"10\"", "\"+10\"", "“+10” is not a count")]
#[case::stage_0("\"number\": 1", "\"number\": 0", "there is no stage 0")]
#[case::a_bad_id("\"id\": \"ash\"", "\"id\": \"Ash\"", "“Ash” is not an id")]
fn a_text_that_is_not_quite_a_transcript_is_refused_with_the_reason(
    #[case] from: &str,
    #[case] to: &str,
    #[case] reason: &str,
) {
    let page = block(TRANSCRIPT_PAGE, "json transcript");
    let text = page.replacen(from, to, 1);
    assert_ne!(text, page, "the page has what is changed");
    let message = Transcript::from_json(&text).unwrap_err().to_string();
    assert!(message.contains(reason), "{message}");
}

#[rstest]
#[case("blt dialects")]
#[case("preflib")]
#[case("csv columns")]
#[case("csv grid")]
fn the_papers_on_the_page_are_the_same_in_every_format(#[case] info: &str) {
    let standard = read::blt::read(block(PAPERS_PAGE, "blt standard").as_bytes()).unwrap();
    assert_eq!((standard.counted().get(), standard.blank().get()), (14, 1));
    let papers = read::read(block(PAPERS_PAGE, info).as_bytes()).unwrap();
    assert_eq!(papers.blank(), standard.blank());
    assert_eq!(rankings_by_name(&papers), rankings_by_name(&standard));
}

fn rankings_by_name(papers: &Papers) -> Vec<(Vec<&str>, u64)> {
    let name = |place: &CandidateIndex| papers.candidates()[place.get()].name.as_str();
    let mut rankings: Vec<_> = papers
        .rankings()
        .map(|ranking| {
            (
                ranking.preferences.iter().map(name).collect(),
                ranking.papers,
            )
        })
        .collect();
    rankings.sort_unstable();
    rankings
}

#[derive(Deserialize)]
struct Rulebook {
    count: Count,
}

#[derive(Deserialize)]
struct Count {
    rule: Rule,
    ties: Vec<Resort>,
}

#[test]
fn the_rule_is_read_from_the_rulebook_on_the_page_and_written_out_in_full() {
    let rulebook: Rulebook = toml::from_str(block(RULEBOOK_PAGE, "toml rulebook")).unwrap();
    assert_eq!(rulebook.count.ties, BOTH_RESORTS);
    assert_eq!(
        toml::to_string(&rulebook.count.rule).unwrap(),
        "name = \"av\"\nmajority_of = \"continuing\"\nuntil = \"majority\"\n"
    );
}

#[rstest]
#[case::unknown_rule("name = 'borda'", "unknown variant `borda`")]
#[case::unknown_option("name = 'av'\nquota = 'droop'", "unknown field `quota`")]
#[case::unknown_value("name = 'av'\nuntil = 'one'", "unknown variant `one`")]
#[case::no_name("until = 'two'", "missing field `name`")]
fn a_rule_that_is_not_known_is_refused(#[case] rule: &str, #[case] reason: &str) {
    let message = toml::from_str::<Rule>(rule).unwrap_err().to_string();
    assert!(message.contains(reason), "{message}");
}
