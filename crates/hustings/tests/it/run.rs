//! `hustings run`.

use rstest::rstest;
use serde_json::Value;

use crate::{copy_of, edit, hustings, path, root, run_into_new_folder};

fn json(file: &std::path::Path) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[rstest]
#[case("labour-2020", &["leader", "deputy"])]
#[case("labour-2010-mps", &["leader"])]
#[case("snp-2023", &["leader"])]
fn a_contest_is_written_as_data_pages_and_a_bundle(#[case] contest: &str, #[case] posts: &[&str]) {
    let (call, out) = run_into_new_folder(&root().join("contests").join(contest));
    assert_eq!((call.code, call.err.as_str()), (0, ""));
    let mut files = vec![
        "index.html".to_owned(),
        "statement.html".to_owned(),
        "statement.json".to_owned(),
        "bundle.hustings".to_owned(),
    ];
    for post in posts {
        files.extend(
            ["transcript.json", "declaration.json", "declaration.html"]
                .map(|file| format!("{post}/{file}")),
        );
    }
    for file in files {
        assert!(
            out.path().join(&file).metadata().unwrap().len() > 0,
            "{file}"
        );
    }
    assert_eq!(
        json(&out.path().join("leader/transcript.json"))["format"],
        "hustings-transcript/1"
    );
    assert_eq!(
        json(&out.path().join("statement.json"))["format"],
        "hustings-statement/1"
    );
}

#[test]
fn the_same_contest_gives_the_same_bytes() {
    let contest = root().join("contests/labour-2020");
    let (_, first) = run_into_new_folder(&contest);
    let (_, second) = run_into_new_folder(&contest);
    let bytes = |out: &std::path::Path| std::fs::read(out.join("bundle.hustings")).unwrap();
    assert_eq!(bytes(first.path()), bytes(second.path()));
}

#[test]
fn published_figures_of_2020_are_in_the_transcripts() {
    let (_, out) = run_into_new_folder(&root().join("contests/labour-2020"));
    let leader = json(&out.path().join("leader/transcript.json"));
    assert_eq!(leader["provenance"], "declared");
    assert_eq!(leader["stages"][0]["votes"]["starmer"], "275780");
    assert_eq!(leader["stages"][0]["votes"]["long-bailey"], "135218");
    assert_eq!(leader["stages"][0]["sections"]["members"]["nandy"], "58788");
    assert_eq!(leader["elected"], serde_json::json!(["starmer"]));
    let deputy = json(&out.path().join("deputy/transcript.json"));
    assert_eq!(deputy["stages"][2]["votes"]["allin-khan"], "113858");
    assert_eq!(deputy["stages"][2]["non_transferable"], "25561");
    let page = std::fs::read_to_string(out.path().join("deputy/declaration.html")).unwrap();
    for figure in ["52.6%", "49.7%", "29,725", "not published"] {
        assert!(page.contains(figure), "{figure}");
    }
    assert!(
        !page.to_lowercase().contains("spoil"),
        "nobody said what became of the papers"
    );
}

#[test]
fn a_sections_page_says_that_it_elects_nobody() {
    let (_, out) = run_into_new_folder(&root().join("contests/labour-2010-mps"));
    let page = std::fs::read_to_string(out.path().join("leader/declaration.html")).unwrap();
    assert!(page.contains("elects nobody"));
}

#[test]
fn a_program_reads_what_was_written_as_json() {
    let out = tempfile::TempDir::new().unwrap();
    let call = hustings(&[
        "run",
        "contests/snp-2023",
        "--out",
        path(out.path()),
        "--json",
    ]);
    let told: Value = serde_json::from_str(&call.out).unwrap();
    assert_eq!(told["posts"][0]["elected"], serde_json::json!(["yousaf"]));
    assert!(
        told["written"]
            .as_array()
            .unwrap()
            .iter()
            .all(|file| out.path().join(file.as_str().unwrap()).exists())
    );
}

/// Puts other papers into a copy of the SNP's contest, and makes the log's digest of them right again.
fn replace_papers(contest: &std::path::Path, lines: &str) {
    let file = contest.join("papers/leader.blt");
    let old = format!("{:x}", sha2_of(&std::fs::read(&file).unwrap()));
    let papers = format!(
        "3 1\n{lines}0\n\"Humza Yousaf\"\n\"Kate Forbes\"\n\"Ash Regan\"\n\"Other papers\"\n"
    );
    std::fs::write(&file, &papers).unwrap();
    edit(
        &contest.join("events.jsonl"),
        &old,
        &format!("{:x}", sha2_of(papers.as_bytes())),
    );
}

fn sha2_of(bytes: &[u8]) -> Hex {
    use sha2::Digest as _;
    Hex(sha2::Sha256::digest(bytes).to_vec())
}

struct Hex(Vec<u8>);

impl std::fmt::LowerHex for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[test]
fn a_tie_asks_for_a_lot_and_goes_on_when_it_is_recorded() {
    let contest = copy_of("snp-2023");
    // Forbes and Regan tie for last, and Yousaf has no majority.
    replace_papers(contest.path(), "3 1 0\n2 2 0\n2 3 0\n");
    let (call, out) = run_into_new_folder(contest.path());
    assert_eq!(call.code, 4, "{}", call.err);
    assert!(
        call.err
            .contains("leader: stage 1 of the count is a tie among forbes, regan; draw a lot"),
        "{}",
        call.err
    );
    assert!(
        out.path().join("statement.json").exists(),
        "what could be made is not lost"
    );
    assert!(!out.path().join("bundle.hustings").exists());

    let lot = r#"{"actor":null,"among":["forbes","regan"],"clause":"count.ties","decided":null,"event":"lots-drawn","excluded":"regan","note":null,"post":"leader","received":null,"recorded":null,"role":"returning-officer","sources":[],"stage_number":1}"#;
    let events = contest.path().join("events.jsonl");
    let recorded = std::fs::read_to_string(&events).unwrap() + lot + "\n";
    std::fs::write(&events, recorded).unwrap();
    let (call, out) = run_into_new_folder(contest.path());
    assert_eq!(call.code, 0, "{}", call.err);
    let transcript = json(&out.path().join("leader/transcript.json"));
    assert_eq!(
        transcript["stages"][0]["action"]["tie"]["resolved_by"],
        "lots"
    );
    let verified = hustings(&["verify", path(&out.path().join("bundle.hustings"))]);
    assert_eq!(verified.code, 0, "{}", verified.out);
}

fn runs_into(contest: &std::path::Path, out: &std::path::Path) -> i32 {
    hustings(&["run", path(contest), "--out", path(out)]).code
}

/// All files below a folder, by path.
fn files_below(folder: &std::path::Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let below = files_below(&entry.path());
            files.extend(below.into_iter().map(|file| format!("{name}/{file}")));
        } else {
            files.push(name);
        }
    }
    files.sort();
    files
}

#[test]
fn a_run_that_ends_in_a_tie_leaves_nothing_of_the_run_before_it() {
    let out = tempfile::TempDir::new().unwrap();
    assert_eq!(runs_into(&root().join("contests/snp-2023"), out.path()), 0);
    std::fs::write(out.path().join("leader/notes.txt"), "mine").unwrap();
    std::fs::write(out.path().join("verification.txt"), "mine").unwrap();
    let contest = copy_of("snp-2023");
    // Forbes and Regan tie for last, and Yousaf has no majority.
    replace_papers(contest.path(), "3 1 0\n2 2 0\n2 3 0\n");
    assert_eq!(runs_into(contest.path(), out.path()), 4);
    assert_eq!(
        files_below(out.path()),
        [
            "index.html",
            "leader/notes.txt",
            "statement.html",
            "statement.json",
            "verification.txt"
        ]
    );
}

#[test]
fn posts_of_another_contest_are_removed_with_their_folders() {
    let out = tempfile::TempDir::new().unwrap();
    assert_eq!(
        runs_into(&root().join("contests/labour-2020"), out.path()),
        0
    );
    assert!(out.path().join("deputy/transcript.json").exists());
    assert_eq!(runs_into(&root().join("contests/snp-2023"), out.path()), 0);
    assert!(!out.path().join("deputy").exists());
    assert!(out.path().join("leader/transcript.json").exists());
}

#[test]
fn a_failed_write_leaves_nothing_unfinished() {
    let out = tempfile::TempDir::new().unwrap();
    std::fs::create_dir(out.path().join("index.html")).unwrap();
    assert_eq!(runs_into(&root().join("contests/snp-2023"), out.path()), 3);
    assert_eq!(files_below(out.path()), [""; 0]);
}

#[test]
fn blank_papers_are_shown_and_accounted_for() {
    let contest = copy_of("snp-2023");
    replace_papers(contest.path(), "4 1 0\n1 2 0\n40 0\n");
    let events = contest.path().join("events.jsonl");
    let log = std::fs::read_to_string(&events).unwrap();
    let without_votes = log
        .split_inclusive('\n')
        .filter(|line| !line.contains("votes-declared"));
    std::fs::write(&events, without_votes.collect::<String>()).unwrap();
    edit(
        &events,
        r#""channels":{"online":48645,"post":1849}"#,
        r#""channels":{}"#,
    );
    edit(&events, r#""invalid":3"#, r#""invalid":0"#);
    edit(&events, r#""returned":null"#, r#""returned":45"#);
    let (call, out) = run_into_new_folder(contest.path());
    assert_eq!(call.code, 0, "{}", call.err);
    let declaration = json(&out.path().join("leader/declaration.json"));
    assert_eq!(declaration["returns"][0]["blank"], "40");
    assert_eq!(declaration["unreconciled"], serde_json::json!([]));
    let page = std::fs::read_to_string(out.path().join("leader/declaration.html")).unwrap();
    assert!(page.contains(">Blank</th>"), "a row of its own");
    let verified = hustings(&["verify", path(&out.path().join("bundle.hustings"))]);
    assert_eq!(verified.code, 0, "{}", verified.out);
    let counted = hustings(&[
        "count",
        path(&contest.path().join("papers/leader.blt")),
        "--rule",
        "av",
    ]);
    assert!(
        counted.out.contains("40 blank papers, counted apart."),
        "{}",
        counted.out
    );
}

#[test]
fn papers_that_no_event_names_are_not_counted_in_silence() {
    let contest = copy_of("labour-2020");
    std::fs::create_dir(contest.path().join("papers")).unwrap();
    std::fs::write(
        contest.path().join("papers/leader.blt"),
        "1 1\n0\n\"A\"\n\"T\"\n",
    )
    .unwrap();
    let (call, _) = run_into_new_folder(contest.path());
    assert_eq!(call.code, 0);
    assert!(
        call.err
            .contains("papers/leader.blt: no papers-published in events.jsonl names these papers"),
        "{}",
        call.err
    );
}

#[test]
fn whoever_is_declared_elected_without_any_count_is_said_to_be_and_cannot_be_checked() {
    let contest = copy_of("labour-2020");
    let events = contest.path().join("events.jsonl");
    let log = std::fs::read_to_string(&events).unwrap();
    let of_deputy =
        |line: &&str| line.contains("votes-declared") && line.contains(r#""post":"deputy""#);
    let without = log.split_inclusive('\n').filter(|line| !of_deputy(line));
    std::fs::write(&events, without.collect::<String>()).unwrap();
    let (call, out) = run_into_new_folder(contest.path());
    assert_eq!(call.code, 0, "{}", call.err);
    assert!(
        call.out
            .contains("Declared elected: rayner. Neither papers nor votes"),
        "{}",
        call.out
    );
    assert!(!out.path().join("deputy/declaration.html").exists());
    let verified = hustings(&["verify", path(&out.path().join("bundle.hustings"))]);
    assert_eq!(verified.code, 0, "{}", verified.out);
    let said = "? cannot be known  recount deputy: rayner is declared elected, and neither papers nor votes of the whole are in the log";
    assert!(verified.out.contains(said), "{}", verified.out);
}
