//! Events that are refused: each with line, column, reason and remedy.

use hustings_contest::Digest;
use rstest::rstest;

use crate::{example_events, example_rulebook, fold_text};

const UNION: &str = "\"nominator\":\"toolmakers\"";

/// The fold's complaint about the example's events with one passage replaced, which must be there.
fn complaint(passage: &str, replacement: &str) -> String {
    let events = example_events();
    assert!(events.contains(passage), "the example has {passage}");
    complaint_about(&events.replacen(passage, replacement, 1))
}

fn complaint_about(events: &str) -> String {
    fold_text(&example_rulebook(), events.as_bytes())
        .map(drop)
        .expect_err("it is refused")
        .to_string()
}

fn line_with(passage: &str) -> String {
    example_events()
        .lines()
        .find(|line| line.contains(passage))
        .expect("the example has it")
        .to_owned()
}

#[test]
fn the_example_of_the_format_folds() {
    let (contest, log) = fold_text(&example_rulebook(), example_events().as_bytes()).unwrap();
    assert_eq!(log.entries, 9);
    assert_eq!(contest.candidates(&"chair".parse().unwrap()).len(), 2);
}

#[rstest]
#[case::not_json(
    "{\"actor\":null,\"clause\":null",
    "{\"actor\":null,\"clause\":",
    "line 1, column 24",
    "expected value"
)]
#[case::unknown_event(
    "\"event\":\"candidate-declared\"",
    "\"event\":\"candidate-crowned\"",
    "line 2, column",
    "'candidate-crowned' is not a kind of event; the kinds are contest-opened"
)]
#[case::missing_key(
    "\"note\":null,\"post\":\"chair\",",
    "\"post\":\"chair\",",
    "line 2, column 1",
    "the key 'note' is missing; write null where something is not known"
)]
#[case::missing_key_of_its_kind(
    "\"as_of\":null,",
    "",
    "line 5, column 1",
    "the key 'as_of' is missing; write null"
)]
#[case::unknown_key(
    "\"incumbent\":false,",
    "\"incumbent\":false,\"colour\":\"red\",",
    "line 2, column",
    "unknown field `colour`"
)]
#[case::mistyped_value(
    "\"incumbent\":false",
    "\"incumbent\":\"no\"",
    "line 2, column 111",
    "invalid type: string \"no\", expected a boolean"
)]
#[case::mistyped_time(
    "\"decided\":\"2026-03-12\"",
    "\"decided\":\"12 March\"",
    "line 5, column 102",
    "'12 March' is not a time"
)]
#[case::mistyped_id(
    "\"candidate\":\"ash\",\"clause\":\"stage.nominations\"",
    "\"candidate\":\"Ash\",\"clause\":\"stage.nominations\"",
    "line 2, column 20",
    "is not an id"
)]
#[case::number_with_a_fraction(
    "\"weight\":1200",
    "\"weight\":1200.5",
    "line 5, column",
    "invalid type: floating point"
)]
#[case::space_between(
    "{\"actor\":\"Ada Ash\",\"candidate\"",
    "{\"actor\":\"Ada Ash\", \"candidate\"",
    "line 2, column 20",
    "not canonical JSON (RFC 8785)"
)]
#[case::keys_in_another_order(
    "{\"actor\":\"Ada Ash\",\"candidate\":\"ash\",",
    "{\"candidate\":\"ash\",\"actor\":\"Ada Ash\",",
    "line 2, column 3",
    "not canonical"
)]
#[case::another_rulebook(
    "\"rulebook\":\"sha256:",
    "\"rulebook\":\"sha256:0000000000000000000000000000000000000000000000000000000000000000\",\"x\":\"",
    "line 1",
    "unknown field `x`"
)]
fn what_is_no_event_is_refused_with_its_place(
    #[case] passage: &str,
    #[case] replacement: &str,
    #[case] place: &str,
    #[case] says: &str,
) {
    let complaint = complaint(passage, replacement);
    assert!(complaint.starts_with(place), "{complaint}");
    assert!(complaint.contains(says), "{complaint}");
}

#[rstest]
#[case::unknown_clause(
    "\"clause\":\"stage.nominations\",\"decided\":null,\"event\":\"candidate-declared\"",
    "\"clause\":\"stage.finals\",\"decided\":null,\"event\":\"candidate-declared\"",
    "no clause 'stage.finals'"
)]
#[case::unknown_post(
    "\"post\":\"chair\",\"received\":null",
    "\"post\":\"treasurer\",\"received\":null",
    "no post 'treasurer'"
)]
#[case::unknown_stage(
    "\"stage\":\"nominations\",\"tallies\"",
    "\"stage\":\"finals\",\"tallies\"",
    "no stage 'finals'"
)]
#[case::nominator_from_an_unknown_body(
    "\"body\":\"affiliate\"",
    "\"body\":\"guild\"",
    "no body 'guild'"
)]
#[case::unknown_kind("\"kind\":\"trade-union\"", "\"kind\":\"club\"", "no kind 'club'")]
#[case::kind_left_out("\"kind\":\"trade-union\"", "\"kind\":null", "has several kinds")]
#[case::nominee_who_is_not_a_candidate(
    "\"candidate\":\"ash\",\"clause\":\"stage.nominations\",\"decided\":\"2026-03-12\"",
    "\"candidate\":\"oak\",\"clause\":\"stage.nominations\",\"decided\":\"2026-03-12\"",
    "'oak' is not a candidate for 'chair'"
)]
#[case::tally_of_nobody(
    "{\"ash\":1,\"birch\":2}",
    "{\"ash\":1,\"oak\":2}",
    "'oak' is not a candidate"
)]
#[case::tally_above_the_register(
    "{\"ash\":3,\"birch\":4}",
    "{\"ash\":3,\"birch\":41}",
    "44 nominations by 'branch' for one post are more than the 40"
)]
#[case::received_before_the_window(
    "\"received\":null,\"recorded\":null,\"role\":\"nominator\"",
    "\"received\":\"2026-02-28\",\"recorded\":null,\"role\":\"nominator\"",
    "was received at 2026-02-28, before the opening at 2026-03-01, as the window of the stage 'nominations' has it"
)]
#[case::received_after_the_window(
    "\"received\":null,\"recorded\":null,\"role\":\"nominator\"",
    "\"received\":\"2026-03-20T17:00:01\",\"recorded\":null,\"role\":\"nominator\"",
    "after the close at 2026-03-20T17:00:00, as the window"
)]
#[case::more_returned_than_electors(
    "\"returned\":102",
    "\"returned\":151",
    "151 papers returned are more than the 150 electors"
)]
#[case::votes_above_the_electorate(
    "{\"ash\":60,\"birch\":40}",
    "{\"ash\":111,\"birch\":40}",
    "151 votes for 'chair' are more than the 150 electors"
)]
#[case::votes_above_the_papers_returned(
    "{\"ash\":60,\"birch\":40}",
    "{\"ash\":63,\"birch\":40}",
    "103 votes for 'chair' are more than the 102 papers returned"
)]
#[case::stage_zero("\"stage_number\":1", "\"stage_number\":0", "numbered from 1")]
#[case::unknown_section(
    "\"section\":null,\"sources\":[\"the notice of result\"],\"stage_number\"",
    "\"section\":\"friends\",\"sources\":[\"the notice of result\"],\"stage_number\"",
    "no section 'friends'"
)]
#[case::elected_who_did_not_stand(
    "\"elected\":[\"ash\"]",
    "\"elected\":[\"oak\"]",
    "'oak' is not a candidate"
)]
#[case::elected_twice(
    "\"elected\":[\"ash\"]",
    "\"elected\":[\"ash\",\"ash\"]",
    "named twice"
)]
fn what_the_rulebook_does_not_allow_is_refused(
    #[case] passage: &str,
    #[case] replacement: &str,
    #[case] says: &str,
) {
    let complaint = complaint(passage, replacement);
    assert!(complaint.starts_with("line "), "{complaint}");
    assert!(complaint.contains(says), "{complaint}");
    assert!(
        complaint.contains("; "),
        "a reason and a remedy: {complaint}"
    );
}

/// The example with further lines at its end.
fn with_further(lines: &[String]) -> String {
    lines
        .iter()
        .fold(example_events(), |events, line| events + line + "\n")
}

fn withdrawal(decided: &str) -> String {
    format!(
        r#"{{"actor":null,"candidate":"ash","clause":null,"decided":{decided},"event":"candidate-withdrew","note":null,"post":"chair","received":null,"recorded":null,"role":"candidate","sources":[]}}"#
    )
}

#[test]
fn a_nominator_has_one_nomination_for_a_post() {
    let again = line_with(UNION).replace("\"candidate\":\"ash\"", "\"candidate\":\"birch\"");
    let complaint = complaint_about(&with_further(std::slice::from_ref(&again)));
    assert!(complaint.starts_with("line 10, column"), "{complaint}");
    assert!(
        complaint.contains("'toolmakers' has already nominated 'ash' for 'chair'"),
        "{complaint}"
    );
}

#[test]
fn a_withdrawal_before_the_close_releases_the_nominators() {
    let again = line_with(UNION).replace("\"candidate\":\"ash\"", "\"candidate\":\"birch\"");
    for decided in ["\"2026-03-15\"", "null"] {
        let events = with_further(&[withdrawal(decided), again.clone()]);
        fold_text(&example_rulebook(), events.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    }
    let events = with_further(&[withdrawal("\"2026-03-21\""), again]);
    assert!(
        complaint_about(&events).contains("has already nominated"),
        "released too late"
    );
}

#[test]
fn whoever_had_withdrawn_cannot_be_nominated_after_nor_withdraw_again() {
    // The example's nomination was decided on 12 March. A replay has no order but its file's.
    let again = line_with(UNION).replace("toolmakers", "weavers");
    let refused = with_further(&[withdrawal("\"2026-03-11\""), again.clone()]);
    assert!(complaint_about(&refused).contains("'ash' has already withdrawn"));
    for decided in ["\"2026-03-12\"", "null"] {
        let events = with_further(&[withdrawal(decided), again.clone()]);
        assert!(
            fold_text(&example_rulebook(), events.as_bytes()).is_ok(),
            "{decided} is not known to be before"
        );
        let live = events.replace("\"record\":\"replay\"", "\"record\":\"live\"");
        assert!(
            complaint_about(&live).contains("'ash' has already withdrawn"),
            "a live log has an order"
        );
    }
    let complaint = complaint_about(&with_further(&[withdrawal("null"), withdrawal("null")]));
    assert!(complaint.starts_with("line 11"), "{complaint}");
}

#[test]
fn a_decision_after_the_close_was_not_received_before_it() {
    let complaint = complaint("\"decided\":\"2026-03-12\"", "\"decided\":\"2026-03-21\"");
    assert!(
        complaint.contains("it was decided at 2026-03-21, after the close at 2026-03-20T17:00:00"),
        "{complaint}"
    );
}

#[test]
fn who_never_nominates_may_say_so_before_the_window() {
    let declined = r#"{"actor":null,"as_of":null,"body":"affiliate","clause":null,"decided":"2026-01-02","event":"nomination-declined","how":null,"kind":"society","name":"Readers","nominator":"readers","note":null,"post":"chair","received":"2026-01-02","recorded":null,"role":"nominator","sources":[],"stage":"nominations"}"#;
    let events = with_further(&[declined.to_owned()]);
    assert!(fold_text(&example_rulebook(), events.as_bytes()).is_ok());
    let nominated = line_with(UNION)
        .replace("toolmakers", "readers")
        .replace("trade-union", "society");
    let complaint = complaint_about(&with_further(&[declined.to_owned(), nominated]));
    assert!(
        complaint.contains("'readers' has already declined"),
        "{complaint}"
    );
}

#[test]
fn a_body_has_no_more_nominators_than_its_register() {
    // Sources differ on the affiliates, 12 or 13: only a fourteenth is known to be too many.
    let nominators: Vec<String> = (2..=14)
        .map(|number| line_with(UNION).replace("toolmakers", &format!("union-{number}")))
        .collect();
    assert!(
        fold_text(
            &example_rulebook(),
            with_further(&nominators[..12]).as_bytes()
        )
        .is_ok()
    );
    let complaint = complaint_about(&with_further(&nominators));
    assert!(
        complaint.contains("14 nominations by 'affiliate' for one post are more than the 13"),
        "{complaint}"
    );
}

#[rstest]
#[case::empty("")]
#[case::space_around(" Ada Ash")]
#[case::line_feed("Ada\\nelected: nobody")]
#[case::turned_around("Ada\u{202e}hsA")]
fn a_name_must_show_as_what_it_is(#[case] name: &str) {
    let complaint = complaint("\"name\":\"Ada Ash\"", &format!("\"name\":\"{name}\""));
    assert!(complaint.contains("cannot stand as a name"), "{complaint}");
    assert!(
        !complaint.chars().any(|c| c == '\u{202e}' || c.is_control()),
        "nor is it printed: {complaint:?}"
    );
}

#[test]
fn two_candidates_for_one_post_have_two_names() {
    let complaint = complaint("\"name\":\"Bo Birch\"", "\"name\":\"Ada Ash\"");
    assert!(
        complaint.contains("there is already a candidate for 'chair' called 'Ada Ash'"),
        "{complaint}"
    );
}

#[test]
fn whoever_was_not_on_the_paper_has_no_votes() {
    let nominees = r#"{"actor":null,"candidates":["ash"],"clause":null,"decided":null,"event":"nominees-published","note":null,"post":"chair","received":null,"recorded":null,"role":null,"sources":[]}"#;
    let votes = line_with("votes-declared").replace("\"stage_number\":1", "\"stage_number\":2");
    let complaint = complaint_about(&with_further(&[nominees.to_owned(), votes]));
    assert!(
        complaint.contains("'birch' is not among the nominees published for 'chair'"),
        "{complaint}"
    );
}

#[test]
fn a_section_that_does_not_elect_a_post_has_no_votes_for_it() {
    let rulebook = example_rulebook().replace("seats = 1", "seats = 1\nsections = [\"members\"]");
    let events = example_events().replace(
        Digest::of(example_rulebook().as_bytes()).as_str(),
        Digest::of(rulebook.as_bytes()).as_str(),
    );
    let votes =
        line_with("votes-declared").replace("\"section\":null", "\"section\":\"supporters\"");
    let complaint = fold_text(&rulebook, (events + &votes + "\n").as_bytes())
        .map(drop)
        .unwrap_err()
        .to_string();
    assert!(
        complaint.contains("the section 'supporters' does not elect 'chair'"),
        "{complaint}"
    );
}

#[rstest]
#[case::byte_order_mark("\u{feff}", "", "begins with a byte order mark")]
#[case::carriage_return("", "\r", "ends with a carriage return")]
fn a_log_saved_by_an_editor_that_adds_bytes_says_which(
    #[case] before: &str,
    #[case] after: &str,
    #[case] says: &str,
) {
    let events = example_events();
    let (first, rest) = events.split_once('\n').unwrap();
    let complaint = complaint_about(&format!("{before}{first}{after}\n{rest}"));
    assert!(
        complaint.starts_with("line 1, column") && complaint.contains(says),
        "{complaint}"
    );
}

#[test]
fn an_empty_line_and_a_number_too_large_say_so() {
    let complaint = complaint_about(&example_events().replacen('\n', "\n\n", 1));
    assert!(
        complaint.contains("line 2, column 1: the line is empty"),
        "{complaint}"
    );
    let complaint =
        complaint_about(&example_events().replace("\"birch\":2", "\"birch\":9007199254740993"));
    assert!(
        complaint.contains("9007199254740993 is more than 9007199254740991"),
        "{complaint}"
    );
}

#[test]
fn nothing_happens_before_the_contest_is_opened_nor_is_it_opened_twice() {
    let events = example_events();
    let (first, rest) = events.split_once('\n').unwrap();
    assert!(complaint_about(rest).contains("put a contest-opened first"));
    assert!(complaint_about(&format!("{first}\n{events}")).starts_with("line 2, column"));
}

#[test]
fn a_log_under_another_rulebook_is_refused() {
    let other = example_rulebook().replace("Chair", "President");
    let complaint = fold_text(&other, example_events().as_bytes())
        .unwrap_err()
        .to_string();
    assert!(complaint.starts_with("line 1, column"), "{complaint}");
    assert!(
        complaint.contains("made under a rulebook with the digest sha256:"),
        "{complaint}"
    );
}

#[test]
fn the_same_figure_is_not_declared_twice() {
    for (passage, says) in [
        (
            "returns-declared",
            "the returns of the whole is already in the log",
        ),
        (
            "votes-declared",
            "stage 1 of the whole is already in the log",
        ),
        (
            "result-declared",
            "the result for this post is already in the log",
        ),
    ] {
        let complaint = complaint_about(&with_further(&[line_with(passage)]));
        assert!(complaint.contains(says), "{complaint}");
    }
}

#[test]
fn a_truncated_log_is_refused_and_says_where_it_ends() {
    let events = example_events();
    let complaint = complaint_about(events.strip_suffix('\n').unwrap());
    assert_eq!(
        complaint,
        "line 9, column 1: the file ends within this line; it may be truncated: end every event with a line feed"
    );
    assert!(complaint_about("").contains("the log is empty"));
    assert!(complaint_about(&events.replacen('\n', "\n\n", 1)).starts_with("line 2, column"));
}

#[test]
fn a_line_that_no_log_can_hold_is_refused() {
    let note = format!("\"note\":\"{}\"", "x".repeat(65_535));
    let long = example_events().replacen("\"note\":null", &note, 1);
    let complaint = complaint_about(&long);
    assert!(
        complaint.starts_with("line 1, column 1: the line has 65"),
        "{complaint}"
    );
    assert!(complaint.contains("at most 65535"), "{complaint}");
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let mut events = example_events().into_bytes();
    events[20] = 0xff;
    let complaint = fold_text(&example_rulebook(), &events)
        .unwrap_err()
        .to_string();
    assert_eq!(
        complaint,
        "line 1, column 21: this is not UTF-8; save the file as UTF-8"
    );
}
