//! Cast vote records and their configuration: what is refused, by its place or its key.

use hustings_count::read::rctab::Config;
use hustings_count::read::{Options, PapersFile, Reader};
use rstest::rstest;

/// Two papers of two candidates: Ada before Bo, and Bo.
const RECORDS: &str = r#"{
  "CVR": [
    {"CurrentSnapshotId": "s", "CVRSnapshot": [
      {"@id": "earlier"},
      {"@id": "s", "CVRContest": [{"ContestId": "c", "CVRContestSelection": [
        {"ContestSelectionId": "b", "SelectionPosition": [{"HasIndication": "yes", "NumberVotes": 1, "Rank": 2}]},
        {"ContestSelectionId": "a", "SelectionPosition": [{"HasIndication": "yes", "NumberVotes": 1, "Rank": 1}]}]}]}]},
    {"CurrentSnapshotId": "s", "CVRSnapshot": [{"@id": "s", "CVRContest": [{"ContestId": "c", "CVRContestSelection": [
        {"ContestSelectionId": "a", "SelectionPosition": [{"HasIndication": "no", "NumberVotes": 1}]},
        {"ContestSelectionId": "b", "SelectionPosition": [{"HasIndication": "yes", "IsAllocable": "yes", "NumberVotes": 1, "Rank": 1}]}]}]}]},
    {"CurrentSnapshotId": "s", "CVRSnapshot": [{"@id": "s", "CVRContest": [{"ContestId": "another"}]}]}
  ],
  "Election": [{
    "Candidate": [{"@id": "p", "Name": "Ada"}, {"@id": "q", "Name": "Bo"}],
    "Contest": [{"@id": "c", "Name": "Chair", "ContestSelection": [
      {"@id": "a", "CandidateIds": ["p"]}, {"@id": "b", "CandidateIds": ["q"]}, {"@id": "w", "IsWriteIn": true}]}]
  }]
}
"#;

pub(super) const CONFIG: &str = r#"{
  "tabulatorVersion": "2.0.0",
  "outputSettings": {"contestName": "Chair"},
  "cvrFileSources": [{"filePath": "records.json", "contestId": "Chair", "provider": "cdf"}],
  "candidates": [{"name": "Bo"}, {"name": "Cy", "excluded": true}, {"name": "Ada Ash", "aliases": ["Ada"]}],
  "rules": {
    "tiebreakMode": "useCandidateOrder", "overvoteRule": "exhaustImmediately",
    "winnerElectionMode": "singleWinnerMajority", "numberOfWinners": "1",
    "decimalPlacesForVoteArithmetic": "4", "minimumVoteThreshold": "0",
    "maxSkippedRanksAllowed": "unlimited", "maxRankingsAllowed": "max",
    "stopTabulationEarlyAfterRound": ""
  }
}"#;

fn read(text: &str, config: Option<&str>) -> Result<PapersFile, String> {
    let rctab = config.map(|text| Config::from_json(text).expect("the configuration is one"));
    let mut reader = Reader::new(Options {
        marks: rctab
            .as_ref()
            .map(|config| config.marks)
            .unwrap_or_default(),
        rctab,
        ..Options::default()
    });
    let read = reader.push(text.as_bytes()).and_then(|()| reader.finish());
    read.map_err(|error| error.to_string())
}

fn names(file: &PapersFile) -> Vec<&str> {
    let candidates = file.papers.candidates().iter();
    candidates
        .map(|candidate| candidate.name.as_str())
        .collect()
}

#[test]
fn the_current_snapshot_of_each_record_with_the_contest_is_a_paper() {
    let file = read(RECORDS, None).unwrap();
    assert_eq!(names(&file), ["Ada", "Bo"]);
    assert_eq!(file.title.as_deref(), Some("Chair"));
    assert_eq!(file.papers, super::papers(&["Ada", "Bo"], "1 1 2 0\n1 2 0"));
}

#[test]
fn a_configuration_says_who_stands_in_which_order_and_who_is_excluded() {
    let file = read(RECORDS, Some(CONFIG)).unwrap();
    assert_eq!(names(&file), ["Bo", "Cy", "Ada Ash"]);
    let withdrawn: Vec<usize> = file
        .papers
        .withdrawn()
        .iter()
        .map(|place| place.get())
        .collect();
    assert_eq!(withdrawn, [1]);
    assert_eq!(file.papers.counted().get(), 2);
}

#[rstest]
#[case::cut_off(
    "\"Rank\": 2",
    "",
    "line 6, column 102: these are no cast vote records as the common data format has them: key must be a string; export them again"
)]
#[case::no_snapshot(
    "{\"CurrentSnapshotId\": \"s\", \"CVRSnapshot\": [\n",
    "{\"CurrentSnapshotId\": \"t\", \"CVRSnapshot\": [\n",
    "line 3, column 5: the current snapshot t is not defined in this file; export it again"
)]
#[case::an_unknown_selection(
    "\"ContestSelectionId\": \"b\"",
    "\"ContestSelectionId\": \"x\"",
    "line 3, column 5: the selection x is not defined in this file; export it again"
)]
#[case::a_write_in(
    "\"ContestSelectionId\": \"b\"",
    "\"ContestSelectionId\": \"w\"",
    "line 3, column 5: the selection w is a write-in or does not name one candidate, and nothing says whom it counts for; adjudicate it and export the records again"
)]
#[case::an_unknown_candidate(
    "[\"q\"]",
    "[\"r\"]",
    "line 1, column 1: the candidate r is not defined in this file; export it again"
)]
#[case::an_unclear_mark(
    "\"HasIndication\": \"yes\", \"NumberVotes\": 1, \"Rank\": 2",
    "\"HasIndication\": \"unknown\", \"NumberVotes\": 1, \"Rank\": 2",
    "line 3, column 5: it is not known whether a position is marked; adjudicate the paper and export the records again"
)]
#[case::two_votes(
    "\"NumberVotes\": 1, \"Rank\": 2",
    "\"NumberVotes\": 2, \"Rank\": 2",
    "line 3, column 5: a position stands for another number of votes than 1; adjudicate the paper and export the records again"
)]
#[case::no_rank(
    "\"IsAllocable\": \"yes\", \"NumberVotes\": 1, \"Rank\": 1",
    "\"IsAllocable\": \"yes\", \"NumberVotes\": 1",
    "line 8, column 5: a marked position has no rank; adjudicate the paper and export the records again"
)]
#[case::a_skipped_rank(
    "\"Rank\": 2",
    "\"Rank\": 3",
    "line 3, column 5: preference 3 stands here, but 2 is skipped; correct it, set the paper aside for adjudication, or say how such papers are read, as in --marks skipped=stop (they count up to there) or skipped=pass-over"
)]
#[case::two_contests(
    "{\"@id\": \"c\", \"Name\": \"Chair\",",
    "{\"@id\": \"d\"}, {\"@id\": \"c\", \"Name\": \"Chair\",",
    "line 1, column 1: there are the contests d, “Chair” (c); say which, as contestId in RCTab's configuration"
)]
#[case::a_contest_twice(
    "\"CVRContest\": [{\"ContestId\": \"c\"",
    "\"CVRContest\": [{\"ContestId\": \"c\"}, {\"ContestId\": \"c\"",
    "line 3, column 5: the contest c stands twice where it should stand once, and which of the two holds is not said; export the records again"
)]
#[case::a_snapshot_twice(
    "\"earlier\"",
    "\"s\"",
    "line 3, column 5: the snapshot s stands twice where it should stand once, and which of the two holds is not said; export the records again"
)]
#[case::a_selection_twice(
    "{\"@id\": \"w\", \"IsWriteIn\": true}",
    "{\"@id\": \"b\", \"CandidateIds\": [\"p\"]}",
    "line 1, column 1: the selection b stands twice where it should stand once, and which of the two holds is not said; export the records again"
)]
fn records_that_are_not_clear_are_refused(
    #[case] from: &str,
    #[case] to: &str,
    #[case] message: &str,
) {
    let text = RECORDS.replacen(from, to, 1);
    assert_ne!(text, RECORDS, "the records have what is changed");
    assert_eq!(read(&text, None).unwrap_err(), message);
}

#[rstest]
fn a_paper_with_the_id_of_an_earlier_one_is_refused(
    #[values("UniqueId", "BallotPrePrintedId")] key: &str,
) {
    let record = "{\"CurrentSnapshotId\": ";
    let with_ids = |id: &str| {
        RECORDS.replace(
            record,
            &format!("{{\"{key}\": \"{id}\", \"CurrentSnapshotId\": "),
        )
    };
    assert_eq!(
        read(&with_ids("B-17"), None).unwrap_err(),
        "line 8, column 5: the id “B-17” is that of an earlier paper too; was a paper entered twice?"
    );
    // Where there are none, they may all be empty.
    assert!(read(&with_ids(""), None).is_ok());
}

/// The third record is another sheet, on which the contest is not.
#[test]
fn a_sheet_without_the_contest_may_have_the_id_of_one_with_it() {
    let other_sheet = "{\"UniqueId\": \"B-17\", \"CurrentSnapshotId\"";
    let parts = RECORDS.split("{\"CurrentSnapshotId\"");
    let parts: Vec<&str> = parts.collect();
    let [head, first, second, third] = parts.as_slice() else {
        panic!("three records")
    };
    let text =
        format!("{head}{other_sheet}{first}{{\"CurrentSnapshotId\"{second}{other_sheet}{third}");
    assert_eq!(read(&text, None).unwrap().papers.counted().get(), 2);
}

#[rstest]
#[case::an_unknown_candidate(
    RECORDS.replace("\"Bo\"", "\"Bob\""),
    "line 1, column 1: “Bob” is none of the configuration's candidates, nor another name of one; add it there"
)]
#[case::another_contest(
    RECORDS.replace("\"Chair\"", "\"Treasurer\""),
    "line 1, column 1: there are the contests “Treasurer” (c); say which, as contestId in RCTab's configuration"
)]
#[case::another_format(
    "first\nAda\n".to_owned(),
    "line 1, column 1: the configuration is for papers from “cdf”, and this is another format; give the file that it names"
)]
fn records_that_the_configuration_does_not_describe_are_refused(
    #[case] text: String,
    #[case] message: &str,
) {
    assert_eq!(read(&text, Some(CONFIG)).unwrap_err(), message);
}

#[rstest]
#[case(
    "exhaustImmediately",
    "exhaustIfMultipleContinuing",
    "overvoteRule = “exhaustIfMultipleContinuing” is not supported; those that are: exhaustImmediately, alwaysSkipToNextRank"
)]
#[case(
    "singleWinnerMajority",
    "bottomsUp",
    "winnerElectionMode = “bottomsUp” is not supported; those that are: singleWinnerMajority, multiWinnerAllowOnlyOneWinnerPerRound, multiWinnerAllowMultipleWinnersPerRound"
)]
#[case(
    "useCandidateOrder",
    "coin",
    "tiebreakMode = “coin” is not supported; it is none that RCTab has"
)]
#[case(
    "\"minimumVoteThreshold\": \"0\"",
    "\"minimumVoteThreshold\": \"9\"",
    "minimumVoteThreshold = “9” is not supported; leave it empty"
)]
#[case(
    "AfterRound\": \"\"",
    "AfterRound\": \"3\"",
    "stopTabulationEarlyAfterRound = “3” is not supported; leave it empty"
)]
#[case(
    "unlimited",
    "many",
    "maxSkippedRanksAllowed = “many” is not supported; write a whole number in digits"
)]
#[case(
    "\"cdf\"",
    "\"ess\"",
    "provider = “ess” is not supported; those that are: cdf, genericCsv"
)]
#[case(
    "\"provider\"",
    "\"overvoteLabel\": \"OV\", \"provider\"",
    "overvoteLabel = “OV” is not supported; leave it empty"
)]
#[case(
    "\"cvrFileSources\": [",
    "\"cvrFileSources\": [], \"x\": [",
    "line 4, column 27: unknown field `x`, expected one of `tabulatorVersion`, `outputSettings`, `cvrFileSources`, `candidates`, `rules`; is this a configuration that RCTab wrote?"
)]
#[case(
    "[\"Ada\"]",
    "[\"Bo\"]",
    "“Bo” is a name or an alias of two candidates; papers could not tell them apart"
)]
#[case(
    "\"Cy\"",
    "\"\"",
    "the candidate's name “” is empty; every candidate has a name"
)]
fn what_a_configuration_asks_for_in_vain_is_refused_by_its_key(
    #[case] from: &str,
    #[case] to: &str,
    #[case] message: &str,
) {
    let text = CONFIG.replacen(from, to, 1);
    assert_ne!(text, CONFIG, "the configuration has what is changed");
    assert_eq!(Config::from_json(&text).unwrap_err().to_string(), message);
}
