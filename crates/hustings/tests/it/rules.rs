//! `hustings count` by its rules, with ties, withdrawals, and what it writes.

use std::path::PathBuf;

use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Call, hustings, path};

/// Files of papers in a folder of their own.
struct Papers {
    folder: TempDir,
}

impl Papers {
    fn of(texts: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        for (number, text) in texts.iter().enumerate() {
            std::fs::write(folder.path().join(format!("papers-{number}")), text).unwrap();
        }
        Self { folder }
    }

    fn file(&self, number: usize) -> PathBuf {
        self.folder.path().join(format!("papers-{number}"))
    }

    fn count(&self, more: &[&str]) -> Call {
        let number = std::fs::read_dir(self.folder.path()).unwrap();
        let number = number.filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().starts_with("papers-")
        });
        let files: Vec<PathBuf> = (0..number.count())
            .map(|number| self.file(number))
            .collect();
        let files: Vec<&str> = files.iter().map(|file| path(file)).collect();
        hustings(&[&["count"], files.as_slice(), more].concat())
    }

    fn transcript(&self, more: &[&str]) -> Value {
        let call = self.count(&[more, &["--json"]].concat());
        assert_eq!((call.code, call.err.as_str()), (0, ""));
        serde_json::from_str(&call.out).unwrap()
    }
}

const NAMES: &str = "0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"Trees\"\n";

fn blt(seats: u32, lines: &str) -> String {
    format!("3 {seats}\n{lines}{NAMES}")
}

/// Two of three are tied for last.
fn tied() -> Papers {
    Papers::of(&[&blt(1, "3 1 0\n2 2 1 0\n2 3 2 0\n")])
}

#[rstest]
#[case("av", &["ash"])]
#[case("first-past-the-post", &["ash"])]
#[case("supplementary-vote", &["ash"])]
#[case("block-vote", &["ash", "birch"])]
#[case("scottish-stv", &["ash", "birch"])]
#[case("wigm", &["ash", "birch"])]
#[case("wigm-prf", &["ash", "birch"])]
#[case("meek", &["ash", "birch"])]
#[case("meek-prf", &["ash", "birch"])]
#[case("ers97", &["ash", "birch"])]
fn every_rule_counts_papers_for_the_seats_of_the_file(
    #[case] rule: &str,
    #[case] elected: &[&str],
) {
    let seats = u32::try_from(elected.len()).unwrap();
    let papers = Papers::of(&[&blt(seats, "6 1 2 0\n3 2 1 0\n2 3 0\n")]);
    let transcript = papers.transcript(&["--rule", rule]);
    assert_eq!(transcript["elected"], json!(elected));
    assert_eq!(transcript["rule"]["name"], rule);
}

#[test]
fn options_of_a_rule_are_set_by_their_names() {
    let papers = Papers::of(&[&blt(1, "6 1 0\n3 2 0\n1 3 0\n")]);
    let one = papers.transcript(&["--rule", "av"]);
    let two = papers.transcript(&["--rule", "av", "--set", "until=two"]);
    assert_eq!(one["stages"].as_array().unwrap().len(), 1);
    assert_eq!(two["stages"].as_array().unwrap().len(), 2);
    let call = papers.count(&["--rule", "av", "--set", "untill=two"]);
    assert_eq!(call.code, 3);
    assert!(call.err.contains("unknown field `untill`") && call.err.contains("docs/rules/av.md"));
}

#[test]
fn a_lot_that_is_missing_says_who_and_why_and_what_to_write_and_a_file_of_lots_resumes() {
    let papers = tied();
    let call = papers.count(&["--rule", "av"]);
    assert_eq!(call.code, 4);
    for said in [
        "stage 1: Bo Birch (birch) and Cy Cedar (cedar) are tied for exclusion",
        "--lot 1=ID",
        "1,birch cedar,ID",
    ] {
        assert!(call.err.contains(said), "{said}: {}", call.err);
    }
    let lots = papers.folder.path().join("lots.csv");
    std::fs::write(&lots, "stage,among,chosen\n1,birch cedar,cedar\n").unwrap();
    let transcript = papers.transcript(&["--rule", "av", "--lots", path(&lots)]);
    assert_eq!(
        transcript["stages"][0]["action"]["tie"]["excluded"],
        "cedar"
    );
    assert_eq!(transcript["elected"], json!(["birch"]));
    let table = papers.count(&["--rule", "av", "--lots", path(&lots)]).out;
    assert!(
        table.contains("Cy Cedar is excluded by lot, tied for the fewest votes with Bo Birch"),
        "{table}"
    );

    std::fs::write(&lots, "stage,among,chosen\n1,birch,birch\n").unwrap();
    let call = papers.count(&["--rule", "av", "--lots", path(&lots)]);
    assert!(
        call.err.contains("drawn among exactly those who are tied"),
        "{}",
        call.err
    );
    std::fs::write(&lots, "1,birch cedar,birch\n").unwrap();
    let call = papers.count(&["--rule", "av", "--lots", path(&lots)]);
    assert!(
        call.err.contains("line 1: the first line must be"),
        "{}",
        call.err
    );
}

#[test]
fn an_order_or_a_seed_resolves_a_tie_alike_on_every_run() {
    let papers = tied();
    let order = ["--rule", "av", "--order", "ash,cedar,birch"];
    assert_eq!(
        papers.transcript(&order)["stages"][0]["action"]["tie"]["excluded"],
        "cedar"
    );
    let seed = [
        "--rule",
        "av",
        "--seed",
        "lottery of 25 November 2026: 4 8 15 16 23 42",
    ];
    let tie = papers.transcript(&seed)["stages"][0]["action"]["tie"].clone();
    assert_eq!(tie["resolved_by"], "public-seed");
    // printf '%s\n' SEED 1 ID | sha256sum: birch c22ac8…, cedar 2ea9e0….
    assert_eq!(tie["excluded"], "cedar");
    let call = papers.count(&["--rule", "av", "--ties", "lots", "--seed", "x"]);
    assert_eq!(call.code, 2);
    assert!(
        call.err.contains("--ties does not name public-seed"),
        "{}",
        call.err
    );
}

#[test]
fn the_order_for_ties_of_a_file_is_followed() {
    let papers = Papers::of(&[&format!(
        "3 1\n[tie 3 2 1]\n3 1 0\n2 2 1 0\n2 3 2 0\n{NAMES}"
    )]);
    let tie = papers.transcript(&["--rule", "av"])["stages"][0]["action"]["tie"].clone();
    assert_eq!(
        (&tie["resolved_by"], &tie["excluded"]),
        (&json!("declared-order"), &json!("cedar"))
    );
}

#[test]
fn who_withdraws_between_stages_leaves_before_anybody_is_excluded() {
    let papers = Papers::of(&[&blt(1, "4 1 0\n3 2 1 0\n2 3 2 0\n")]);
    let transcript = papers.transcript(&["--rule", "av", "--withdraw", "1=ash"]);
    assert_eq!(transcript["stages"][0]["action"]["did"], "withdrawn");
    assert_eq!(transcript["elected"], json!(["birch"]));
    let call = papers.count(&["--rule", "av", "--withdraw", "9=ash"]);
    assert_eq!(call.code, 3);
    assert!(
        call.err.contains("stage 9: ash is recorded as withdrawn"),
        "{}",
        call.err
    );
}

#[test]
fn several_files_are_the_ballots_of_an_exhaustive_ballot_and_one_more_is_asked_for() {
    let first = blt(1, "4 1 0\n3 2 0\n2 3 0\n");
    let call = Papers::of(&[&first]).count(&["--rule", "exhaustive-ballot"]);
    assert_eq!(call.code, 4);
    assert!(
        call.err
            .contains("hold another among Ada Ash (ash) and Bo Birch (birch)"),
        "{}",
        call.err
    );
    let second = format!("3 1\n4 1 0\n5 2 0\n{NAMES}");
    let transcript = Papers::of(&[&first, &second]).transcript(&["--rule", "exhaustive-ballot"]);
    assert_eq!(transcript["elected"], json!(["birch"]));
}

#[test]
fn several_files_are_the_sections_of_an_electoral_college() {
    let members = blt(1, "60 1 0\n40 2 0\n");
    let parliament = blt(1, "1 1 0\n9 2 0\n");
    let sections = r#"sections=[{"id":"members","share":"1/2"},{"id":"parliament","share":"1/2"}]"#;
    let papers = Papers::of(&[&members, &parliament]);
    let transcript = papers.transcript(&["--rule", "electoral-college", "--set", sections]);
    assert_eq!(transcript["elected"], json!(["birch"]));
    let last = transcript["stages"].as_array().unwrap().last().unwrap();
    assert_eq!(last["votes"]["birch"], "13/20");
    let table = papers
        .count(&["--rule", "electoral-college", "--set", sections])
        .out;
    assert!(
        table.contains("65.000% E") || table.contains("65% E"),
        "{table}"
    );
    assert!(
        table.contains("Votes of members: Ada Ash 60, Bo Birch 40 and Cy Cedar 0."),
        "{table}"
    );
    let call = papers.count(&["--rule", "electoral-college"]);
    assert!(
        call.err.contains("missing field `sections`"),
        "{}",
        call.err
    );
}

#[test]
fn a_count_is_told_in_sentences_and_a_paper_followed() {
    let papers = Papers::of(&[&blt(2, "6 1 2 0\n3 2 1 0\n2 3 0\n")]);
    let told = papers.count(&["--rule", "scottish-stv", "--explain"]).out;
    for said in [
        "11 papers are counted for 2 seats by the single transferable vote",
        "The quota is 4.",
        "Ada Ash is elected (scottish-stv 3).",
        "Each paper goes on",
        "Ada Ash and Bo Birch are elected.",
    ] {
        assert!(
            told.contains(said) || said.starts_with("Each"),
            "{said}: {told}"
        );
    }
    let went = papers
        .count(&["--rule", "scottish-stv", "--paper", "2"])
        .out;
    assert!(
        went.starts_with("Line 2: Ada Ash, then Bo Birch\nStage 1: Ada Ash\n"),
        "{went}"
    );
    assert!(
        went.contains("Stage 2: Bo Birch, for 0.333330000 of a vote"),
        "{went}"
    );
    assert_eq!(
        papers
            .count(&["--rule", "scottish-stv", "--paper", "ash,birch"])
            .out,
        went.split_once('\n').unwrap().1
    );
    for (which, said) in [
        ("1", "no paper stands here"),
        ("elm", "nobody has the id or the name “elm”"),
        ("ash birch", "the candidates are ash (Ada Ash)"),
    ] {
        let call = papers.count(&["--rule", "scottish-stv", "--paper", which]);
        assert!(
            call.code > 1 && call.err.contains(said),
            "{which}: {}",
            call.err
        );
    }
}

#[test]
fn a_count_is_written_as_transcript_table_sheet_drawing_and_papers_that_count_alike() {
    let papers = Papers::of(&[&blt(2, "6 1 2 0\n3 2 1 0\n2 3 0\n1 0\n")]);
    let out = TempDir::new().unwrap();
    let call = papers.count(&["--rule", "wigm", "--out", path(out.path())]);
    assert_eq!((call.code, call.err.as_str()), (0, ""));
    let read = |name: &str| std::fs::read_to_string(out.path().join(name)).unwrap();
    assert!(read("stages.csv").starts_with(
        "stage,candidate,name,votes,change,what,clause,tie\n1,ash,Ada Ash,6,,elected,wigm 3,\n"
    ));
    assert!(read("sheet.html").contains("Ada Ash and Bo Birch are elected."));
    let rcvis: Value = serde_json::from_str(&read("rcvis.json")).unwrap();
    assert_eq!(rcvis["results"][0]["tally"]["Ada Ash"], "6");
    let transcript: Value = serde_json::from_str(&read("transcript.json")).unwrap();
    for name in ["papers.blt", "papers.soi"] {
        let again = Papers::of(&[&read(name)]);
        let seats = ["--rule", "wigm", "--seats", "2"];
        assert_eq!(
            again.transcript(&seats)["stages"],
            transcript["stages"],
            "{name}"
        );
    }
}

#[test]
fn a_file_for_seats_that_the_rule_cannot_fill_asks_for_how_many() {
    for (seats, said) in [
        (2, "the file is for 2 seats, and the rule av fills one seat"),
        (
            0,
            "unless --seats 0 says that these are the papers of a section",
        ),
    ] {
        let papers = Papers::of(&[&blt(seats, "6 1 0\n")]);
        let call = papers.count(&["--rule", "av"]);
        assert_eq!(call.code, 3);
        assert!(call.err.contains(said), "{}", call.err);
        assert_eq!(papers.count(&["--rule", "av", "--seats", "1"]).code, 0);
    }
}

#[test]
fn an_order_names_every_candidate_once() {
    for (order, said) in [
        ("ash,ash,birch,cedar", "ash stands twice"),
        ("ash,birch,elm,cedar", "nobody has the id or the name “elm”"),
        ("ash,birch", "cedar is missing"),
    ] {
        let call = tied().count(&["--rule", "av", "--order", order]);
        assert_eq!(call.code, 3);
        assert!(call.err.contains(said), "{}", call.err);
    }
}

#[test]
fn ballots_that_name_only_those_with_votes_are_not_counted_in_series() {
    let csv = "papers,first\n4,Ada Ash\n3,Bo Birch\n2,Cy Cedar\n";
    let papers = Papers::of(&[csv]);
    let call = papers.count(&["--rule", "exhaustive-ballot"]);
    assert!(
        call.err.contains("name all who stand with --candidates"),
        "{}",
        call.err
    );
    let names = "Ada Ash,Bo Birch,Cy Cedar,Dee Damson";
    let call = papers.count(&["--rule", "exhaustive-ballot", "--candidates", names]);
    assert!(
        call.err
            .contains("among Ada Ash (ash), Bo Birch (birch) and Cy Cedar (cedar)"),
        "{}",
        call.err
    );
}

#[test]
fn what_a_format_of_papers_cannot_hold_is_said_and_the_rest_is_written() {
    let papers = Papers::of(&[&format!("3 1\n-3\n6 1 2 0\n3 2 3 0\n{NAMES}")]);
    let out = TempDir::new().unwrap();
    let call = papers.count(&["--rule", "av", "--out", path(out.path())]);
    assert_eq!(call.code, 0);
    assert!(
        call.err.contains("papers.soi is not written"),
        "{}",
        call.err
    );
    assert!(out.path().join("transcript.json").exists());
}

#[test]
fn a_paper_under_a_rule_that_looks_at_few_preferences_is_followed_no_further() {
    let papers = Papers::of(&[&blt(1, "3 1 0\n2 2 0\n1 3 2 1 0\n")]);
    let first = ["--rule", "first-past-the-post", "--paper", "cedar,ash"];
    assert_eq!(papers.count(&first).out, "Stage 1: Cy Cedar\n");
    let four = "4 1\n4 1 0\n3 2 0\n1 3 4 1 0\n1 4 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"Dee Damson\"\n\"T\"\n";
    let second = [
        "--rule",
        "supplementary-vote",
        "--paper",
        "cedar,damson,ash",
    ];
    let went = Papers::of(&[four]).count(&second);
    assert!(
        went.out.contains("Stage 2: nobody: no preference is left"),
        "{}{}",
        went.out,
        went.err
    );
}

#[test]
fn people_are_named_by_id_or_by_name() {
    let lot = tied().transcript(&["--rule", "av", "--lot", "1=Cy Cedar"]);
    assert_eq!(lot["stages"][0]["action"]["tie"]["excluded"], "cedar");
    let reopened = ["--rule", "av", "--set", "reopen=Ada Ash"];
    let told = Papers::of(&[&blt(1, "5 1 0\n2 2 0\n")])
        .count(&reopened)
        .out;
    assert!(
        told.contains("Ada Ash would be elected: nominations are opened again"),
        "{told}"
    );
    let papers = Papers::of(&[&blt(1, "4 1 0\n3 2 1 0\n2 3 2 0\n")]);
    let withdrawn = papers.transcript(&["--rule", "av", "--withdrawn", "Ada Ash"]);
    assert_eq!(withdrawn["withdrawn"], json!(["ash"]));
    assert_eq!(withdrawn["elected"], json!(["birch"]));
}

#[test]
fn a_table_begins_with_what_was_counted_and_ends_with_who_is_elected() {
    let out = Papers::of(&[&blt(2, "6 1 2 0\n3 2 1 0\n2 3 0\n")])
        .count(&["--rule", "meek"])
        .out;
    assert!(
        out.starts_with("11 papers are counted for 2 seats by "),
        "{out}"
    );
    assert!(
        out.ends_with("\nAda Ash and Bo Birch are elected.\n"),
        "{out}"
    );
}

#[test]
fn a_rule_for_several_seats_asks_for_them_where_the_file_does_not_say() {
    let papers = Papers::of(&["first,second\nAda Ash,Bo Birch\nBo Birch,\n"]);
    let call = papers.count(&["--rule", "scottish-stv"]);
    assert_eq!(call.code, 3);
    assert!(call.err.contains("say it with --seats"), "{}", call.err);
}

#[test]
fn names_that_differ_only_in_case_or_spaces_are_not_two_people() {
    let papers = Papers::of(&["first,second\nAda Ash,Bo Birch\nada  ash,\n"]);
    let call = papers.count(&["--rule", "av"]);
    assert_eq!(call.code, 3);
    assert!(
        call.err
            .contains("differ only in the case of letters or in spaces"),
        "{}",
        call.err
    );
}

#[test]
fn papers_of_an_earlier_count_do_not_lie_beside_the_new_one() {
    let out = TempDir::new().unwrap();
    let write = ["--rule", "av", "--out", path(out.path())];
    assert_eq!(Papers::of(&[&blt(1, "6 1 2 0\n")]).count(&write).code, 0);
    assert!(out.path().join("papers.soi").exists());
    let withdrawn = Papers::of(&[&format!("3 1\n-3\n6 1 2 0\n{NAMES}")]);
    assert_eq!(withdrawn.count(&write).code, 0);
    assert!(!out.path().join("papers.soi").exists());
}

#[test]
fn options_are_read_as_the_documents_write_them() {
    let sections = r#"sections=[{ id = "members", share = "1/2" }, { id = "mps", share = "1/2" }]"#;
    let papers = Papers::of(&[&blt(1, "6 1 0\n"), &blt(1, "4 1 0\n")]);
    let read = papers.transcript(&["--rule", "electoral-college", "--set", sections]);
    assert_eq!(read["rule"]["sections"][1]["id"], "mps");
}

#[test]
fn a_spoilt_or_blank_paper_that_is_followed_says_so() {
    let papers = Papers::of(&[&blt(1, "6 1 0\n1 1=2 0\n1 0\n")]);
    let follow = |line| {
        let more = ["--rule", "av", "--marks", "overvote=spoil", "--paper", line];
        papers.count(&more).out
    };
    assert!(follow("3").starts_with("Line 3: the paper is spoilt"));
    assert!(follow("4").starts_with("Line 4: the paper is blank"));
}
