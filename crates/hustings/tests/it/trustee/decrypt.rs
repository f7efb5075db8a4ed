//! What a trustee shuffles and decrypts, and what not.

use crate::sealed::{Folder, election};

const STATEMENTS: &str = "--statements shuffle-1.s.json shuffle-2.s.json";
const NEW: &str = "--out x --statement y";

/// A decryption by trustee 1 of an archive whose last event is the one that it was told.
fn decrypt(folder: &Folder, archive: &str, also: &str) -> String {
    let event = folder.event(archive);
    format!("trustee decrypt {archive} --event {event} --key key-1 {also} {NEW}")
}

/// Refused for this reason, and nothing is written.
fn refused(folder: &Folder, line: &str, says: &str) {
    let refusal = folder.refused(line);
    assert!(refusal.contains(says), "{line}: {refusal}");
    for written in ["x", "y"] {
        assert!(!folder.path(written).exists(), "{line}");
    }
}

#[test]
fn nobody_decrypts_what_is_not_shuffled_or_shuffles_what_is_not_tallied() {
    let folder = election();
    refused(
        &folder,
        &decrypt(&folder, "tallied.bel", ""),
        "tallied.bel: this is not the next step: the election is being shuffled",
    );
    let event = folder.event("cast.bel");
    refused(
        &folder,
        &format!("trustee shuffle cast.bel --event {event} --key key-1 {NEW}"),
        "cast.bel: this is not the next step",
    );
    refused(
        &folder,
        &decrypt(&folder, "shuffled.bel", "--shuffles 3"),
        "follows too few shuffles: at least 3 are asked for",
    );
    folder.done("trustee generate --out stranger --public stranger.json --plain");
    let event = folder.event("shuffled.bel");
    refused(
        &folder,
        &format!("trustee decrypt shuffled.bel --event {event} --key stranger {STATEMENTS} {NEW}"),
        "stranger: it belongs to no trustee of this election; ",
    );
}

#[test]
fn an_archive_that_others_do_not_have_is_neither_shuffled_nor_decrypted() {
    let folder = election();
    let others = folder.event("ended.bel");
    for (archive, line) in [
        ("tallied.bel", "trustee shuffle tallied.bel".to_owned()),
        (
            "shuffled.bel",
            format!("trustee decrypt shuffled.bel {STATEMENTS}"),
        ),
    ] {
        let own = folder.event(archive);
        refused(
            &folder,
            &format!("{line} --event {others} --key key-1 {NEW}"),
            &format!("{archive}: its last event is {own}, and the one to work on has {others}; "),
        );
        assert_eq!(folder.call(&format!("{line} --key key-1 {NEW}")).code, 2);
        let call = folder.call(&format!("{line} --event {} --key key-1 {NEW}", &own[1..]));
        assert_eq!(call.code, 2);
        assert!(call.err.contains("an event has 64 digits"), "{}", call.err);
    }
}

#[test]
fn what_is_not_proved_to_be_shuffled_is_not_decrypted() {
    let folder = election();
    // Of the same trustee, made after the same event, and not in the archive.
    let event = folder.event("tallied.bel");
    folder.done(&format!(
        "trustee shuffle tallied.bel --event {event} --key key-2 --out other.json --statement other.s.json"
    ));
    let one = "shuffled.bel: statements prove 1 of 2 shuffles, and at least 2 are asked for: ";
    let own = "shuffled.bel: shuffle 1 bears the number of this trustee, 1, and no statement proves that it made it: ";
    for (statements, says) in [
        ("", own),
        ("--statements shuffle-2.s.json", own),
        ("--statements shuffle-2.s.json --shuffles 1", own),
        ("--statements shuffle-1.s.json", one),
        ("--statements shuffle-1.s.json other.s.json", one),
        ("--statements shuffle-1.s.json shuffle-1.s.json", one),
        ("--statements shuffle-1.s.json decryption-2.s.json", one),
    ] {
        refused(&folder, &decrypt(&folder, "shuffled.bel", statements), says);
    }
    folder.done(&decrypt(
        &folder,
        "shuffled.bel",
        "--statements shuffle-1.s.json --shuffles 1",
    ));
}

#[test]
fn without_statements_a_trustee_is_told_what_is_risked() {
    let folder = election();
    let call = folder.call(&decrypt(&folder, "shuffled.bel", "--without-statements"));
    assert_eq!(call.code, 0, "{}", call.err);
    assert!(
        call.err
            .contains("shuffle 1 bears the number of this trustee")
            && call.err.contains("would see who voted how"),
        "{}",
        call.err
    );
    assert!(
        call.out
            .contains("shuffle 2: by trustee 2 (claimed, not proved)\n"),
        "{}",
        call.out
    );
}

#[test]
fn a_trustee_sees_what_it_decrypts_and_who_shuffled_it() {
    let folder = election();
    let told = folder.done(&decrypt(&folder, "shuffled.bel", STATEMENTS));
    let expected = "3 ballots were cast; 3 count, and would be decrypted\n\
                    shuffle 1: by trustee 1 (proved: its signed statement)\n\
                    shuffle 2: by trustee 2 (proved: its signed statement)\n\
                    trustee 1: x with the digest ";
    assert!(told.starts_with(expected), "{told}");
}

#[test]
fn a_secret_decrypts_an_election_again_only_after_the_same_event() {
    let folder = election();
    let first = folder.event("shuffled.bel");
    let noted = folder.text("key-1.decrypted");
    assert!(noted.ends_with(&format!(" {first}\n")), "{noted}");
    // The same ciphertexts, also from an archive that another trustee's decryption was appended to.
    folder.done("seal append shuffled.bel decryption-2.json --trustee 2");
    folder.done(&decrypt(&folder, "shuffled.bel", STATEMENTS));
    assert_eq!(folder.text("key-1.decrypted"), noted);
    for written in ["x", "y"] {
        std::fs::remove_file(folder.path(written)).unwrap();
    }

    let told = folder.done("seal trackers cast.bel");
    folder.write("removed.txt", told.lines().nth(1).unwrap());
    folder.done("seal remove ended.bel --ballots removed.txt --out remaining.bel");
    folder.done("seal close remaining.bel");
    folder.shuffle("remaining.bel", "again");
    let second = folder.event("remaining.bel");
    let line = decrypt(
        &folder,
        "remaining.bel",
        "--statements again-1.s.json again-2.s.json",
    );
    let refusal = folder.refused(&line);
    let says = format!(
        "key-1.decrypted: key-1 has decrypted this election after the event {first}, and this archive is decrypted after \
         {second}: "
    );
    assert!(refusal.contains(&says), "{refusal}");
    for written in ["x", "y"] {
        assert!(!folder.path(written).exists());
    }
    std::fs::rename(folder.path("key-1.decrypted"), folder.path("moved")).unwrap();
    folder.done(&line);
    assert!(
        folder
            .text("key-1.decrypted")
            .ends_with(&format!(" {second}\n"))
    );
}

#[test]
fn the_first_archive_is_not_decrypted_for_the_statements_of_the_second() {
    let folder = election();
    folder.done("seal close ended.bel");
    folder.shuffle("ended.bel", "again");
    refused(
        &folder,
        &decrypt(
            &folder,
            "shuffled.bel",
            "--statements again-1.s.json again-2.s.json",
        ),
        "no statement proves that it made it: ",
    );
}
