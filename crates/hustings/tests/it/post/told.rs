//! What officers are told while a poll is open, and after it.

use super::{AFTER, OPEN, PAPER, poll};
use crate::sealed::UUID;

#[test]
fn a_batch_whose_numbers_are_not_published_is_shown_and_is_a_duty() {
    let folder = poll();
    folder.done(&format!(
        "{PAPER} receive {OPEN} --batch b1 --section members M-1"
    ));
    let told = folder.done(&format!("contest status {OPEN}"));
    assert!(
        told.contains("  b1: open, its numbers are not published\n"),
        "{told}"
    );
    assert!(
        told.contains(
            "  by 20 April 2026, 12:00: returning officer: publish the numbers of the batch b1 [ballot.window]\n      hustings contest paper batch b1\n"
        ),
        "{told}"
    );
    assert!(
        told.contains("  from 20 April 2026, 12:00: returning officer: close the poll"),
        "{told}"
    );
    folder.done(&format!("{PAPER} batch b1 {OPEN}"));
    let told = folder.done(&format!("contest status {OPEN}"));
    assert!(!told.contains("publish the numbers"), "{told}");
}

#[test]
fn nothing_is_cast_of_files_among_which_there_is_an_opening() {
    let folder = poll();
    let credential = folder.text("credentials/credentials.csv");
    let credential = credential
        .lines()
        .find_map(|line| line.strip_prefix("M-3,"))
        .unwrap();
    folder.write("credential.txt", credential);
    folder.done(
        "seal ballot members.bel --credential-file credential.txt --answers 1,2 --out M-3.json --opening M-3.opening.json",
    );
    let refusal =
        folder.refused("contest cast members M-1.json M-3.opening.json --now 2026-04-02T09:00");
    assert!(
        refusal.contains(
            "this is an opening: a ballot whose opening left the voter's hands is never cast"
        ),
        "{refusal}"
    );
    let refusal =
        folder.refused("contest cast members M-1.json nothing.json --now 2026-04-02T09:00");
    assert!(
        refusal.contains("nothing.json: it cannot be read"),
        "{refusal}"
    );
    let told = folder.done("contest cast members M-1.json --now 2026-04-02T09:00");
    assert!(told.ends_with("1 ballot is cast, 0 refused\n"), "{told}");
}

#[test]
fn a_ruling_says_what_it_did_and_a_removed_ballot_is_shown() {
    let folder = poll();
    let told = folder.done("contest cast members M-2.json M-5.json --now 2026-04-02T09:00");
    let tracker = told.split_whitespace().next().unwrap().to_owned();
    let told = folder.done(&format!(
        "contest rule r-1 --allow --reasons \"She died.\" {OPEN} ballots --box members --reason death {tracker}"
    ));
    assert!(
        told.ends_with("1 ballot is removed from members\n"),
        "{told}"
    );
    let told = folder.done(&format!("contest status {OPEN}"));
    assert!(
        told.contains("members: 5 credentials, 2 ballots, 1 removed\n"),
        "{told}"
    );
    let told = folder.done(&format!(
        "contest rule r-2 --disallow --supersedes r-1 --reasons \"She lives.\" {OPEN} ballots --box members --reason death {tracker}"
    ));
    assert!(
        told.ends_with("r-1 no longer stands\n1 ballot counts in members\n"),
        "{told}"
    );
}

#[test]
fn an_archive_says_its_last_event_once_the_poll_is_closed() {
    let folder = poll();
    folder.done("contest cast members M-2.json M-5.json --now 2026-04-02T09:00");
    let call = folder.call("contest archive members --out early.bel");
    assert!(!call.out.contains("last event"), "{}", call.out);
    assert!(
        call.err
            .contains("the poll is not closed, and more may be cast: this is not for trustees"),
        "{}",
        call.err
    );
    folder.done(&format!("contest close {AFTER}"));
    let told = folder.done("contest archive members --out late.bel");
    let event = told
        .lines()
        .find_map(|line| line.strip_prefix("last event: "))
        .unwrap();
    let shuffle = format!(
        "trustee shuffle late.bel --event sha256:{event} --key key-1 --out shuffle.json --statement shuffle.s.json"
    );
    folder.done(&shuffle);
    let told = folder.done(&format!(
        "contest append members shuffle.json --statement shuffle.s.json {AFTER}"
    ));
    assert!(told.contains("last event: "), "{told}");
    assert!(!told.contains(event), "{told}");
    assert!(
        folder
            .done("seal verify late.bel --unfinished")
            .contains(UUID)
    );
}
