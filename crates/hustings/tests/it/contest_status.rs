//! `hustings contest status`, of a contest that is kept in a store.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use hustings_contest::event::Act;
use tempfile::TempDir;

use crate::kept;

/// The small contest up to the end of its poll, in the folder, with so many ballots in the box of the members.
async fn held(folder: &Path, ballots: usize) {
    let (store, office) = kept::until(folder, |act| matches!(act, Act::PollClosed(_))).await;
    // Nothing that a box could read: whoever looks into it to say where the contest stands would stumble.
    let log = office.id().box_log(&"members".parse().unwrap()).unwrap();
    let entries: Vec<Vec<u8>> = (0..ballots)
        .map(|number| format!("no ballot {number}").into_bytes())
        .collect();
    let mut turn = store.turn(std::slice::from_ref(&log)).await.unwrap();
    turn.append(&log, &entries).await.unwrap();
    turn.commit().await.unwrap();
    store.close().await;
}

fn with(ballots: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(held(folder.path(), ballots));
    folder
}

fn status(folder: &TempDir, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(["contest", "status", "--data"])
        .arg(folder.path())
        .args(arguments)
        .env("HUSTINGS_MOCK_TIME", "2027-04-20T12:00:01")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn ballots_are_counted_without_reading_one() {
    let folder = with(300);
    let text = status(&folder, &[]);
    assert!(
        text.starts_with("MOCK, nobody is elected: The society's contest\n"),
        "{text}"
    );
    assert!(
        text.contains("members: 5 credentials, 300 ballots, 1 removed\n"),
        "{text}"
    );
    let overdue = "OVERDUE since 20 April 2027, 12:00: returning officer (Rob Oak): close the poll [ballot.window]";
    assert!(text.contains(overdue), "{text}");
    assert!(
        !text.contains("take in papers"),
        "it is too late for that: {text}"
    );
    let json: serde_json::Value = serde_json::from_str(&status(&folder, &["--json"])).unwrap();
    assert_eq!(json["boxes"][0]["ballots"], 300);
    assert_eq!(json["duties"][0]["overdue"], true);
}

#[test]
#[ignore = "takes a store of 100,000 ballots"]
fn a_large_poll_answers_as_fast_as_a_small_one() {
    let folder = with(100_000);
    let started = Instant::now();
    let text = status(&folder, &[]);
    let taken = started.elapsed();
    assert!(text.contains("100000 ballots"), "{text}");
    assert!(taken.as_millis() < 100, "{taken:?}");
}
