//! `hustings receipt` and `contest receipt`: what a voter keeps of a ballot.

use crate::post::poll;
use crate::sealed::Folder;

const OPEN: &str = "--now 2026-04-02T09:00";

/// The key of the contest's log, as its second entry has it.
fn log_key(folder: &Folder) -> String {
    let log = folder.done("contest log");
    let line = log.lines().nth(1).unwrap();
    let event: serde_json::Value = serde_json::from_str(line).unwrap();
    event["key"].as_str().unwrap().to_owned()
}

/// A poll in which two have cast; the tracker of the second, and the log's key.
fn cast() -> (Folder, String, String) {
    let folder = poll();
    let told = folder.done(&format!("contest cast members M-2.json M-5.json {OPEN}"));
    let tracker = told.lines().nth(1).unwrap().split(' ').next().unwrap();
    let key = log_key(&folder);
    (folder, tracker.to_owned(), key)
}

#[test]
fn a_voter_checks_the_receipt_of_a_ballot_offline() {
    let (folder, tracker, key) = cast();
    let printed = folder.done(&format!("contest receipt members {tracker}"));
    let told = folder.done(&format!(
        "contest receipt members {tracker} --out mine.tlog-proof"
    ));
    assert_eq!(told, "mine.tlog-proof: written, the receipt of ballot 2\n");
    assert_eq!(folder.text("mine.tlog-proof"), printed);
    let told = folder.done(&format!(
        "receipt check mine.tlog-proof --ballot M-5.json --log-key {key}"
    ));
    assert_eq!(
        told,
        format!(
            "✓ the ballot with the tracker {tracker} is number 2 of the 2 that were in example.org/mock/box/members when this was signed\n"
        )
    );
}

/// Out of a mail, by copy and paste: without the last line feed, or with the line ends of another system.
#[test]
fn a_receipt_that_was_copied_out_of_a_mail_holds() {
    let (folder, tracker, key) = cast();
    let printed = folder.done(&format!("contest receipt members {tracker}"));
    let trimmed = printed.trim_end().to_owned();
    let of_windows = format!("{}\r\n\r\n", trimmed.replace('\n', "\r\n"));
    for copied in [trimmed, of_windows] {
        folder.write("copied.txt", &copied);
        folder.done(&format!(
            "receipt check copied.txt --ballot M-5.json --log-key {key}"
        ));
    }
}

#[test]
fn a_receipt_of_another_ballot_or_of_another_log_does_not_hold() {
    let (folder, tracker, key) = cast();
    folder.done(&format!(
        "contest receipt members {tracker} --out mine.tlog-proof"
    ));
    let check = |ballot: &str, key: &str| {
        folder.call(&format!(
            "receipt check mine.tlog-proof --ballot {ballot} --log-key {key}"
        ))
    };
    let other = check("M-2.json", &key);
    assert_eq!(other.code, 1);
    assert!(
        other.out.starts_with("✗ it is no receipt of this ballot: "),
        "{}",
        other.out
    );
    let key = "party.example/leader-2026+ff5133d0+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    assert_eq!(check("M-5.json", key).code, 1);
    folder.write(
        "two.json",
        folder.text("M-2.json") + "\n" + &folder.text("M-5.json"),
    );
    assert_eq!(check("two.json", key).code, 3);
    folder.write("mine.tlog-proof", "receipt\n");
    let refusal = check("M-5.json", key);
    assert_eq!(refusal.code, 3);
    assert!(refusal.err.contains("it is no receipt"), "{}", refusal.err);
}

#[test]
fn of_a_ballot_that_is_not_in_the_box_there_is_no_receipt() {
    let folder = poll();
    let refusal = folder.refused("contest receipt members none");
    assert!(
        refusal.contains("no ballot with this tracker is in the box 'members'"),
        "{refusal}"
    );
}
