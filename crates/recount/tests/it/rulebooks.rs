//! Rulebooks that read, and those that do not.

use hustings_recount::{Finding, Published, check};
use rstest::rstest;
use serde_json::json;

use crate::fixture::{digest, documented, event, failure, finding, lines};

fn rulebook_finding(rulebook: &[u8]) -> Finding {
    let opened = event(
        "contest-opened",
        json!({"rulebook": digest(rulebook), "record": "live"}),
    );
    let claims = check(&Published {
        rulebook,
        events: lines(&[opened]).as_bytes(),
        papers: [].into(),
        statement: b"{}",
        results: [].into(),
    });
    finding(&claims, "rulebook")
}

fn changed(from: &str, to: &str) -> Finding {
    let rulebook = documented("rulebook.md", "toml rulebook");
    assert_eq!(rulebook.matches(from).count(), 1, "{from:?} stands once");
    rulebook_finding(rulebook.replace(from, to).as_bytes())
}

#[test]
fn the_documented_rulebook_reads() {
    let finding = changed("numbered", "not known");
    assert!(matches!(finding, Finding::Holds { .. }), "{finding:?}");
}

#[test]
fn a_question_of_200_characters_is_read_and_a_longer_one_is_not() {
    let asked = |length: usize| {
        let question = "é".repeat(length);
        changed(
            "[ballot]",
            &format!("[ballot]\nsecond_factor = \"{question}\""),
        )
    };
    let finding = asked(200);
    assert!(matches!(finding, Finding::Holds { .. }), "{finding:?}");
    assert_eq!(failure(asked(201)).0, "rulebook.toml ballot.second_factor");
}

#[rstest]
#[case("hustings-rulebook/1", "hustings-rulebook/2", "rulebook.toml format")]
#[case("[source]", "[source]\nedition = 2", "rulebook.toml source.edition")]
#[case("\"#7a1f2b\"", "\"#7a1f2\"", "rulebook.toml look.colour")]
#[case("\"#7a1f2b\"", "\"#+a1f2b\"", "rulebook.toml look.colour")]
#[case("\"en\", \"cy\"", "\"en\", \"fr\"", "rulebook.toml look.languages")]
#[case("[look]", "[look]\nfont = \"x\"", "rulebook.toml look.font")]
#[case(
    "[ballot]",
    "[ballot]\nsecond_factor = [\"Your number\"]",
    "rulebook.toml ballot.second_factor"
)]
#[case(
    "[ballot]",
    "[ballot]\nsecond_factor = \"\"",
    "rulebook.toml ballot.second_factor"
)]
#[case(
    "[ballot]",
    "[ballot]\nsecond_factor = \"Your number\\nand name\"",
    "rulebook.toml ballot.second_factor"
)]
#[case(
    "[ballot]",
    "[ballot]\nsecond_factor = \"Your number\\u2028and name\"",
    "rulebook.toml ballot.second_factor"
)]
#[case(
    "[ballot]",
    "[ballot]\nsecond_factor = \"\\u202eruoY\"",
    "rulebook.toml ballot.second_factor"
)]
#[case("time_zone = \"Europe/London\"", "", "rulebook.toml time_zone")]
#[case(
    "\"ballot.replacing\"",
    "\"ballot.colour\"",
    "rulebook.toml compilers_added"
)]
#[case("seats = 1", "seats = 0", "rulebook.toml post.chair.seats")]
#[case("seats = 1", "seats = 1.0", "rulebook.toml post.chair.seats")]
#[case("id = \"affiliate\"", "id = \"branch\"", "rulebook.toml body.2.id")]
#[case("id = \"affiliate\"", "id = \"Affiliate\"", "rulebook.toml body.2.id")]
#[case(
    "count = 40",
    "count = -40",
    "rulebook.toml body.branch.register.count"
)]
#[case(
    "count = 40",
    "count = 40, sources_differ = [41]",
    "rulebook.toml body.branch.register.sources_differ"
)]
#[case(
    "nominators = [\"branch\",",
    "nominators = [\"club\",",
    "rulebook.toml stage.nominations.nominators"
)]
#[case(
    "one_nomination_per = \"post\"",
    "one_nomination_per = \"year\"",
    "rulebook.toml stage.nominations.one_nomination_per"
)]
#[case(
    "one_nomination_per = \"post\"",
    "through = \"later\"",
    "rulebook.toml stage.nominations.through"
)]
#[case(
    "judged_by = \"received\"",
    "judged_by = \"postmark\"",
    "rulebook.toml stage.nominations.window.judged_by"
)]
#[case(
    "opens = 2026-03-01,",
    "opens = 2026-03-01T00:00:00Z,",
    "rulebook.toml stage.nominations.window.opens"
)]
#[case(
    "opens = 2026-03-01,",
    "opens = \"2026-03-01\",",
    "rulebook.toml stage.nominations.window.opens"
)]
#[case(
    "of = \"branch\", rounding = \"up\"",
    "of = \"branch\"",
    "rulebook.toml stage.nominations.gate.any.1.rounding"
)]
#[case(
    "of = \"branch\", rounding",
    "of = \"club\", rounding",
    "rulebook.toml stage.nominations.gate.any.1.of"
)]
#[case(
    "share = \"5%\", of = \"branch\"",
    "share = \"five\", of = \"branch\"",
    "rulebook.toml stage.nominations.gate.any.1.share"
)]
#[case(
    "share = \"5%\", of = \"branch\"",
    "of = \"branch\"",
    "rulebook.toml stage.nominations.gate.any.1.number"
)]
#[case(
    "number = 2,",
    "number = 2, share = \"5%\", rounding = \"up\",",
    "rulebook.toml stage.nominations.gate.any.2.all.1.share"
)]
#[case(
    "kind = \"trade-union\"",
    "kind = \"club\"",
    "rulebook.toml stage.nominations.gate.any.2.all.2.kind"
)]
#[case(
    "weight = { measure = \"affiliated members\", as_of = 2025-12-31, total = 20000 }",
    "",
    "rulebook.toml stage.nominations.gate.any.2.all.3.by"
)]
#[case(
    "precedence = [\"members\"",
    "precedence = [\"friends\"",
    "rulebook.toml roll.precedence"
)]
#[case("name = \"av\"", "name = 1", "rulebook.toml count.rule")]
#[case(
    "majority_of = \"continuing\"",
    "majority_of = \"electors\"",
    "rulebook.toml count.rule"
)]
#[case(
    "majority_of = \"continuing\"",
    "quota = \"droop\"",
    "rulebook.toml count.rule.quota"
)]
#[case(
    "majority_of = \"continuing\"",
    "exclude = \"all\"",
    "rulebook.toml count.rule"
)]
#[case("\"earlier-stages\"", "1", "rulebook.toml count.ties")]
#[case("\"earlier-stages\"", "\"declared-order\"", "rulebook.toml count.ties")]
#[case(
    "\"earlier-stages\"",
    "{ declared-order = [1] }",
    "rulebook.toml count.ties"
)]
#[case(
    "\"earlier-stages\"",
    "{ public-seed = \"49\" }",
    "rulebook.toml count.ties"
)]
fn a_rulebook_that_does_not_read_is_named_by_its_address(
    #[case] from: &str,
    #[case] to: &str,
    #[case] place: &str,
) {
    assert_eq!(failure(changed(from, to)).0, place);
}

#[rstest]
#[case(
    "name = \"av\", majority_of = \"continuing\"",
    "name = \"meek\", omega = 6"
)]
#[case(
    "name = \"av\", majority_of = \"continuing\"",
    "name = \"scottish-stv\""
)]
#[case(
    "\"continuing\"",
    "\"continuing\", exclude = \"bulk\", reopen = \"ron\""
)]
#[case("\"earlier-stages\"", "\"age\", { by = 1979-05-27 }")]
#[case(
    "\"earlier-stages\"",
    "\"first-stages\", { declared-order = [\"ash\"] }"
)]
fn a_rule_or_a_resort_that_is_known_or_was_not_taught_reads(#[case] from: &str, #[case] to: &str) {
    let finding = changed(from, to);
    assert!(matches!(finding, Finding::Holds { .. }), "{finding:?}");
}

#[test]
fn what_is_no_toml_or_no_text_is_refused() {
    for bytes in [&b"= 1"[..], b"\xff", b"", b"a = 1\na = 2"] {
        failure(rulebook_finding(bytes));
    }
}

#[test]
fn a_gate_as_deep_as_toml_allows_and_deeper_is_no_danger() {
    let deep = format!(
        "gate = {}{{ number = 1, of = \"branch\" }}{}",
        "{ all = [".repeat(10_000),
        "] }".repeat(10_000)
    );
    failure(changed("one_nomination_per = \"post\"", &deep));
}

#[rstest]
#[case("count = 40", "count = 9007199254740992", "body.branch.register.count")]
#[case(
    "sources_differ = [12, 13]",
    "sources_differ = [12, 9007199254740992]",
    "body.affiliate.register.sources_differ"
)]
#[case(
    "total = 20000",
    "total = 9007199254740992",
    "body.affiliate.weight.total"
)]
#[case("seats = 1", "seats = 9007199254740992", "post.chair.seats")]
#[case(
    "number = 2,",
    "number = 9007199254740992,",
    "stage.nominations.gate.any.2.all.1.number"
)]
#[case(
    "published = 2,",
    "published = 9007199254740992,",
    "stage.nominations.gate.any.1.published"
)]
#[case(
    "smallest_reported_section = 50",
    "smallest_reported_section = 9007199254740992",
    "roll.smallest_reported_section"
)]
#[case(
    "threshold = 2",
    "threshold = 9007199254740992",
    "ballot.trustees.threshold"
)]
fn a_number_that_not_every_reader_holds_is_refused(
    #[case] from: &str,
    #[case] to: &str,
    #[case] address: &str,
) {
    let place = format!("rulebook.toml {address}");
    assert_eq!(failure(changed(from, to)).0, place);
    let largest = to.replace("9007199254740992", "9007199254740991");
    let finding = changed(from, &largest);
    assert!(matches!(finding, Finding::Holds { .. }), "{finding:?}");
}
