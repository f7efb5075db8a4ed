//! How `hustings count` reads papers: marks, names, configurations, and the figures that are expected.

use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Call, hustings, path};

const UNCLEAR: &str =
    "3 1\n4 1=2 0\n3 1 2=3 0\n2 0\n1 1 - 2 0\n5 2 0\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"T\"\n";

/// Calls `hustings count` on a file of this text.
fn count(text: &str, more: &[&str]) -> Call {
    count_as(text, &[&["--rule", "av"], more].concat())
}

/// The same without a rule.
fn count_as(text: &str, more: &[&str]) -> Call {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("papers");
    std::fs::write(&file, text).unwrap();
    hustings(&[&["count", path(&file), "--json"], more].concat())
}

fn transcript(call: &Call) -> Value {
    assert_eq!((call.code, call.err.as_str()), (0, ""));
    serde_json::from_str(&call.out).unwrap()
}

#[test]
fn unclear_marks_are_refused_unless_a_rule_reads_them() {
    let call = count(UNCLEAR, &[]);
    assert_eq!((call.code, call.out.as_str()), (3, ""));
    assert!(
        call.err
            .contains("line 2, column 5: this candidate has the same rank as another"),
        "{}",
        call.err
    );
    let rule = ["--marks", "overvote=stop", "--marks", "skipped=pass-over"];
    let read = transcript(&count(UNCLEAR, &rule));
    assert_eq!(read["papers"], "9");
    assert_eq!(read["elected"], json!(["bo"]));
    assert_eq!(read["marks"]["overvote"], "stop");
    let stopped = ["--marks", "overvote=stop", "--marks", "skipped=stop"];
    let read = transcript(&count(UNCLEAR, &stopped));
    assert_eq!(read["stages"][0]["votes"]["bo"], "5");
}

#[rstest]
#[case::a_key(&["--marks", "undervote=stop"], "unknown field `undervote`")]
#[case::a_value(&["--marks", "overvote=guess"], "unknown variant `guess`")]
#[case::twice(
    &["--marks", "overvote=stop", "--marks", "overvote=spoil"],
    "--marks: overvote is given twice; leave one in"
)]
#[case::in_vain(&["--marks", "skipped-at-most=1"], "skipped is not pass-over")]
fn a_marks_rule_that_is_none_is_refused(#[case] rule: &[&str], #[case] said: &str) {
    let call = count(UNCLEAR, rule);
    assert_eq!((call.code, call.out.as_str()), (3, ""));
    assert!(call.err.contains(said), "{}", call.err);
}

#[test]
fn a_marks_rule_without_a_value_is_not_understood() {
    let call = count(UNCLEAR, &["--marks", "overvote"]);
    assert_eq!(call.code, 2);
    assert!(
        call.err
            .contains("write a key and its value, with = between"),
        "{}",
        call.err
    );
}

#[test]
fn preflib_without_names_asks_for_them_and_takes_them() {
    let call = count("3: 1,2\n2: 2\n", &[]);
    assert_eq!(call.code, 3);
    assert!(call.err.contains("--candidates"), "{}", call.err);
    let read = transcript(&count(
        "3: 1,2\n2: 2\n",
        &["--candidates", "Ada Ash,Bo Birch"],
    ));
    assert_eq!(read["elected"], json!(["ash"]));
}

#[test]
fn papers_that_are_not_as_expected_are_not_counted() {
    let papers = "2 1\n5 1 0\n2 0\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n";
    let right = ["--expect", "issued=9,returned=7,invalid=2,valid=5"];
    assert_eq!(transcript(&count(papers, &right))["papers"], "5");
    let call = count(papers, &["--expect", "valid=6,returned=7"]);
    assert_eq!((call.code, call.out.as_str()), (3, ""));
    assert!(
        call.err
            .contains("6 valid papers are expected, the file has 5 papers that count"),
        "{}",
        call.err
    );
}

#[test]
fn a_configuration_says_how_papers_are_read_and_counted_and_is_refused_where_it_asks_for_more() {
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("config.json");
    let text = r#"{"tabulatorVersion": "2", "outputSettings": {"contestName": "Chair"},
      "cvrFileSources": [{"filePath": "papers", "provider": "genericCsv", "firstVoteColumnIndex": "2",
        "idColumnIndex": "1", "undeclaredWriteInLabel": "Write-In"}],
      "candidates": [{"name": "Ada"}, {"name": "Bo"}],
      "rules": {"tiebreakMode": "random", "overvoteRule": "alwaysSkipToNextRank",
        "winnerElectionMode": "singleWinnerMajority", "numberOfWinners": "1",
        "decimalPlacesForVoteArithmetic": "4", "maxSkippedRanksAllowed": "unlimited",
        "maxRankingsAllowed": "max"}}"#;
    std::fs::write(&config, text).unwrap();
    let papers = "Paper,Ada,Bo,Write-In\nx1,1,1,2\nx2,1,,\nx3,1,2,\nx4,,3,1\nx5,1,,\n";
    let read = transcript(&count_as(papers, &["--rctab", path(&config)]));
    assert_eq!(read["papers"], "5");
    assert_eq!(read["stages"][0]["votes"]["write-ins"], "2");
    assert_eq!(read["stages"][0]["votes"]["ada"], "3");

    std::fs::write(
        &config,
        text.replace("\"numberOfWinners\": \"1\"", "\"numberOfWinners\": \"2\""),
    )
    .unwrap();
    let call = count_as(papers, &["--rctab", path(&config)]);
    assert_eq!(call.code, 3);
    assert!(call.err.contains("numberOfWinners"), "{}", call.err);
}

#[test]
fn a_column_of_ids_may_stand_before_preferences_and_each_id_is_one_papers() {
    let papers = "Response ID,Choice 1,Choice 2\nx1,Ada Ash,Bo Birch\nx2,Ada Ash,Bo Birch\nx3,,\n";
    let read = transcript(&count(papers, &[]));
    assert_eq!(
        (&read["papers"], &read["blank"]),
        (&json!("2"), &json!("1"))
    );
    let twice = count(&papers.replace("x2,Ada Ash,Bo Birch", "x1,Bo Birch,"), &[]);
    let said = "line 3, column 1: the id “x1” is that of an earlier paper too";
    assert!(twice.err.contains(said), "{}", twice.err);
}
