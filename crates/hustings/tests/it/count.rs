//! `hustings count`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::{hustings, path, root};

const SNP: &str = "contests/snp-2023/papers/leader.blt";

#[test]
fn papers_are_counted_to_a_table_and_a_transcript() {
    let out = TempDir::new().unwrap();
    let call = hustings(&["count", SNP, "--rule", "av", "--out", path(out.path())]);
    assert_eq!((call.code, call.err.as_str()), (0, ""));
    for figure in ["24,336", "26,032", "572"] {
        assert!(
            call.out.contains(figure) || call.out.contains(&figure.replace(',', "")),
            "{figure}: {}",
            call.out
        );
    }
    let written: Value =
        serde_json::from_slice(&std::fs::read(out.path().join("transcript.json")).unwrap())
            .unwrap();
    let printed: Value =
        serde_json::from_str(&hustings(&["count", SNP, "--rule", "av", "--json"]).out).unwrap();
    assert_eq!(written, printed);
    assert_eq!(written["stages"][1]["votes"]["yousaf"], "26032");
    assert_eq!(written["elected"], serde_json::json!(["yousaf"]));
}

#[test]
fn csv_counts_like_blt() {
    let out = TempDir::new().unwrap();
    let csv = out.path().join("papers.csv");
    std::fs::write(
        &csv,
        "count,first,second\n3,Ada Ash,\n2,Bo Birch,Ada Ash\n4,Cy Cedar,Bo Birch\n",
    )
    .unwrap();
    let read: Value =
        serde_json::from_str(&hustings(&["count", path(&csv), "--rule", "av", "--json"]).out)
            .unwrap();
    assert_eq!(read["papers"], "9");
    assert_eq!(read["elected"], serde_json::json!(["ash"]));
}

#[test]
fn papers_come_through_a_pipe_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(["count", "-", "--rule", "av", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let papers = std::fs::read(root().join(SNP)).unwrap();
    child.stdin.take().unwrap().write_all(&papers).unwrap();
    let output = child.wait_with_output().unwrap();
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read["papers"], "50494");
}

#[test]
fn a_tie_asks_for_a_lot_and_takes_it() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("tied.blt");
    std::fs::write(
        &file,
        "3 1\n3 1 0\n2 2 1 0\n2 3 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"Tied\"\n",
    )
    .unwrap();
    let call = hustings(&["count", path(&file), "--rule", "av"]);
    assert_eq!(call.code, 4);
    assert!(
        call.err
            .contains("stage 1: Bo Birch (birch) and Cy Cedar (cedar) are tied for exclusion"),
        "{}",
        call.err
    );
    let call = hustings(&[
        "count",
        path(&file),
        "--rule",
        "av",
        "--lot",
        "1=birch",
        "--json",
    ]);
    let read: Value = serde_json::from_str(&call.out).unwrap();
    assert_eq!(read["stages"][0]["action"]["tie"]["excluded"], "birch");
    assert_eq!(read["elected"], serde_json::json!(["ash"]));
    let call = hustings(&[
        "count",
        path(&file),
        "--rule",
        "av",
        "--lot",
        "1=birch",
        "--lot",
        "2=ash",
    ]);
    assert_eq!(call.code, 3);
    assert!(
        call.err.contains("there is no tie at stage 2"),
        "{}",
        call.err
    );
}

#[test]
fn two_lots_for_one_stage_are_not_understood() {
    let lots = ["--lot", "1=birch", "--lot", "2=ash", "--lot", "1=cedar"];
    let call = hustings(&[&["count", "no such file", "--rule", "av"][..], &lots].concat());
    assert_eq!((call.code, call.out.as_str()), (2, ""), "{}", call.err);
    let said =
        "two lots are given for stage 1, and a stage chooses one candidate; leave one --lot 1=… in";
    assert!(call.err.contains(said), "{}", call.err);
}

#[test]
fn a_csv_that_is_none_is_refused_with_what_it_looks_like() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("papers.csv");
    for (text, said) in [
        (
            "first;second\nAda;Bo\n",
            "line 1, column 6: this looks like a file whose cells are parted by ';'; save it with commas",
        ),
        (
            "Ada,Bo\nCy,Dee\n",
            "line 1, column 1: the first row should be a header such as “first,second” or “rank1,rank2”; “Ada” names no preference; rename or take out that column, or, if the row is a paper, put a header above it",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let call = hustings(&["count", path(&file), "--rule", "av"]);
        assert_eq!((call.code, call.out.as_str()), (3, ""), "{}", call.err);
        assert!(call.err.contains(said), "{}", call.err);
    }
}

#[test]
fn a_rule_for_one_seat_does_not_fill_two() {
    let call = hustings(&["count", SNP, "--rule", "av", "--seats", "2"]);
    assert_eq!(call.code, 3);
    assert!(call.err.contains("cannot fill 2 seats"), "{}", call.err);
}
