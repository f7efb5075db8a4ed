//! Bad input: each case is refused with file, place, reason and remedy, and nothing is written.

use std::path::Path;

use rstest::rstest;

use crate::{copy_of, edit, hustings, path, run_into_new_folder};

/// Runs a contest that must be refused; nothing may have been written.
fn refusal(contest: &Path, file: &str) -> String {
    let (call, out) = run_into_new_folder(contest);
    assert_eq!(call.code, 3, "{}", call.err);
    assert!(
        std::fs::read_dir(out.path()).unwrap().next().is_none(),
        "nothing is written"
    );
    let start = format!("hustings: {}", contest.join(file).display());
    assert!(
        call.err.starts_with(&start),
        "{} names the file {start}",
        call.err
    );
    call.err
}

#[rstest]
#[case::truncated("[ballot]", "[ballot", "unclosed table, expected `]`")]
#[case::mistyped("seats = 1", "seets = 1", "unknown field `seets`")]
#[case::dead_end(
    "2020-01-13T14:30:00",
    "2020-01-03T14:30:00",
    "stage.stage-1.window.closes: it closes at 2020-01-03T14:30:00, not after it opens at 2020-01-07; let it close later"
)]
fn a_rulebook_that_cannot_be_used_is_refused(
    #[case] passage: &str,
    #[case] replacement: &str,
    #[case] says: &str,
) {
    let contest = copy_of("labour-2020");
    edit(&contest.path().join("rulebook.toml"), passage, replacement);
    let refusal = refusal(contest.path(), "rulebook.toml: line ");
    assert!(refusal.contains(says), "{refusal}");
}

#[rstest]
#[case::another_rulebook(
    "rulebook.toml",
    "seats = 1",
    "seats = 1 ",
    "made under a rulebook with the digest"
)]
#[case::unknown_event(
    "events.jsonl",
    "\"tally-reported\"",
    "\"tally-guessed\"",
    "'tally-guessed' is not a kind of event"
)]
#[case::nominee_who_is_no_candidate(
    "events.jsonl",
    "\"candidate\":\"starmer\",\"clause\":\"stage.stage-2\"",
    "\"candidate\":\"corbyn\",\"clause\":\"stage.stage-2\"",
    "'corbyn' is not a candidate for 'leader'"
)]
#[case::unknown_body(
    "events.jsonl",
    "\"body\":\"affiliate\"",
    "\"body\":\"guild\"",
    "no body 'guild'"
)]
#[case::outside_the_window(
    "events.jsonl",
    "\"post\":\"leader\",\"received\":null,\"recorded\":null,\"role\":\"nominator\"",
    "\"post\":\"leader\",\"received\":\"2020-02-15\",\"recorded\":null,\"role\":\"nominator\"",
    "it was received at 2020-02-15, after the close at 2020-02-14T23:59:00, as the window of the stage 'stage-2' has it"
)]
#[case::nominator_twice(
    "events.jsonl",
    "\"nominator\":\"usdaw\"",
    "\"nominator\":\"unison\"",
    "'unison' has already nominated"
)]
#[case::votes_above_the_electorate(
    "events.jsonl",
    "\"eligible\":13626",
    "\"eligible\":13000",
    "13006 papers returned are more than the 13000 electors"
)]
#[case::not_canonical(
    "events.jsonl",
    "{\"actor\"",
    "{ \"actor\"",
    "not canonical JSON (RFC 8785)"
)]
fn events_that_cannot_be_are_refused(
    #[case] file: &str,
    #[case] passage: &str,
    #[case] replacement: &str,
    #[case] says: &str,
) {
    let contest = copy_of("labour-2020");
    edit(&contest.path().join(file), passage, replacement);
    let refusal = refusal(contest.path(), "events.jsonl: line ");
    assert!(refusal.contains(says), "{refusal}");
    assert!(
        refusal.contains(", column ") && refusal.contains("; "),
        "a place and a remedy: {refusal}"
    );
}

#[test]
fn a_truncated_log_is_refused() {
    let contest = copy_of("labour-2020");
    let events = contest.path().join("events.jsonl");
    let bytes = std::fs::read(&events).unwrap();
    std::fs::write(&events, &bytes[..bytes.len() / 2]).unwrap();
    let refusal = refusal(contest.path(), "events.jsonl: line ");
    assert!(
        refusal.contains("the file ends within this line; it may be truncated"),
        "{refusal}"
    );
}

#[test]
fn papers_other_than_those_of_the_log_are_refused() {
    let contest = copy_of("snp-2023");
    edit(&contest.path().join("papers/leader.blt"), "9763", "9764");
    refusal(contest.path(), "papers/leader.blt: its digest is sha256:");
    std::fs::remove_file(contest.path().join("papers/leader.blt")).unwrap();
    refusal(
        contest.path(),
        "papers/leader.blt: the log names this file of papers, and it is missing; ",
    );
}

#[test]
fn declared_votes_that_cannot_be_are_refused_with_the_log() {
    let contest = copy_of("labour-2020");
    let events = contest.path().join("events.jsonl");
    // Fewer at the third stage of the deputy's count than at the second, though she stays in it.
    edit(&events, "\"allin-khan\":113858", "\"allin-khan\":80858");
    refusal(
        contest.path(),
        "events.jsonl: deputy: the declared votes cannot be right: ",
    );
}

#[test]
fn every_dead_end_of_a_rulebook_is_told_at_once() {
    let contest = copy_of("labour-2020");
    let rulebook = contest.path().join("rulebook.toml");
    edit(&rulebook, "2020-01-13T14:30:00", "2020-01-03T14:30:00");
    edit(
        &rulebook,
        "ties = [\"earlier-stages\", \"lots\"]",
        "ties = [\"earlier-stages\"]",
    );
    let refusal = refusal(contest.path(), "rulebook.toml: line ");
    let place = format!("{}: line ", rulebook.display());
    assert_eq!(refusal.matches(&place).count(), 2, "{refusal}");
    assert!(
        refusal.contains("stage.stage-1.window.closes: "),
        "{refusal}"
    );
    assert!(refusal.contains("count.ties: "), "{refusal}");
}

#[rstest]
#[case::candidate_out_of_range("2 1\n1 3 0\n0\n\"A\"\n\"B\"\n\"T\"\n", "line 2, column 3")]
#[case::duplicate("2 1\n1 1 1 0\n0\n\"A\"\n\"B\"\n\"T\"\n", "line 2, column 5")]
#[case::gap_in_blt("2 1\n1 - 1 0\n0\n\"A\"\n\"B\"\n\"T\"\n", "line 2, column 5")]
#[case::line_too_many("2 1\n1 1 0\n0\n\"A\"\n\"B\"\n\"T\"\n\"U\"\n", "line 7, column 1")]
#[case::no_end("2 1\n1 1 0\n", "line 3")]
#[case::gap_in_csv("first,second\nA,B\n,A\n", "line 3, column 2")]
#[case::duplicate_in_csv("first,second\nA,A\n", "line 2, column 3")]
#[case::cell_too_many("first,second\nA,B\nA,B,C\n", "line 3, column")]
#[case::paper_taken_for_a_header("A,B\nB,A\nA,B\n", "line 1, column 3")]
#[case::header_taken_for_a_paper("first,second\nA,B\nfirst,second\n", "line 3, column 1")]
#[case::empty("", "line 1, column 1")]
fn papers_that_do_not_read_are_refused_with_line_and_column(
    #[case] papers: &str,
    #[case] place: &str,
) {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("papers");
    std::fs::write(&file, papers).unwrap();
    let call = hustings(&["count", path(&file), "--rule", "av"]);
    assert_eq!((call.code, call.out.as_str()), (3, ""), "{}", call.err);
    assert!(
        call.err
            .starts_with(&format!("hustings: {}: {place}", file.display())),
        "{}",
        call.err
    );
    assert!(
        call.err.contains("; "),
        "a reason and a remedy: {}",
        call.err
    );
}

#[test]
fn a_command_that_is_not_understood_exits_with_2() {
    assert_eq!(hustings(&["count"]).code, 2);
    assert_eq!(hustings(&["crown"]).code, 2);
    assert_eq!(hustings(&["--help"]).code, 0);
}

#[test]
fn every_verb_has_help_with_an_example() {
    for verb in [
        &["run"][..],
        &["count"],
        &["verify"],
        &["rulebook", "check"],
        &["rulebook", "explain"],
        &["registrar", "issue"],
        &["registrar", "derive"],
        &["registrar", "reissue"],
        &["registrar", "check"],
        &["trustee", "generate"],
        &["trustee", "seed"],
        &["trustee", "certificates"],
        &["trustee", "polynomial"],
        &["trustee", "sort"],
        &["trustee", "accept"],
        &["trustee", "assemble"],
        &["trustee", "join"],
        &["trustee", "rehearse"],
        &["trustee", "shuffle"],
        &["trustee", "decrypt"],
        &["seal", "uuid"],
        &["seal", "setup"],
        &["seal", "ballot"],
        &["seal", "audit"],
        &["seal", "cast"],
        &["seal", "close"],
        &["seal", "remove"],
        &["seal", "append"],
        &["seal", "end-shuffles"],
        &["seal", "result"],
        &["seal", "papers"],
        &["seal", "verify"],
    ] {
        let call = hustings(&[verb, &["--help"]].concat());
        assert!(call.out.contains("Example"), "{verb:?}: {}", call.out);
    }
}
