//! Papers noted as they come, and the links by which they lock credentials.

use super::{AFTER, OPEN, PAPER, poll};

#[test]
fn the_first_channel_received_is_final() {
    let folder = poll();
    folder.done("contest cast members M-2.json --now 2026-04-02T09:00");
    folder.write("monday.txt", "M-1\nM-2\n\nM-3\n");
    let told = folder.done(&format!(
        "{PAPER} receive {OPEN} --batch b1 --section members --electors monday.txt"
    ));
    assert_eq!(
        told,
        "M-1: taken in\nM-2: set aside unopened: a ballot came first\nM-3: taken in\n\
         batch b1: 2 papers taken in, 1 set aside, 0 rejected\n"
    );
    let call = folder.call("contest cast members M-1.json --now 2026-04-02T09:00");
    assert_eq!(call.code, 1, "{}", call.err);
    assert!(
        call.err.contains("a paper came by post in the name of this credential's elector, and the first that is received is final (ballot.means)"),
        "{}",
        call.err
    );
    let told = folder.done(&format!(
        "{PAPER} receive {OPEN} --batch b1 --electors monday.txt"
    ));
    assert_eq!(
        told,
        "M-1: noted already\nM-2: noted already\nM-3: noted already\n\
         batch b1: 0 papers taken in, 0 set aside, 0 rejected, 3 noted already\n",
        "a file that is read twice makes no second papers"
    );
    let told = folder.done(&format!("{PAPER} receive {OPEN} --batch b1 --second M-1"));
    assert!(
        told.starts_with("M-1: rejected: a second paper\n"),
        "{told}"
    );

    // A rejected paper locks nothing.
    folder.done(&format!(
        "{PAPER} receive {OPEN} --batch b1 --rejected \"no signature\" M-5 M-4"
    ));
    let told = folder.done(&format!(
        "{PAPER} receive {OPEN} --batch b1 --rejected \"no signature\" M-5"
    ));
    assert!(told.starts_with("M-5: noted already\n"), "{told}");
    folder.done("contest cast members M-5.json --now 2026-04-02T09:00");
    folder.done(&format!("{PAPER} receive {OPEN} --batch b1 M-4"));

    let told = folder.done(&format!("{PAPER} batch b1 {OPEN}"));
    assert!(
        told.ends_with("batch b1: 3 papers, 1 set aside, 3 rejected\nrejected, no signature: 2\nrejected, second paper: 1\n"),
        "{told}"
    );
    let log = folder.done("contest log");
    let last = log.lines().last().unwrap();
    assert!(last.contains("\"event\":\"papers-received\""), "{last}");
    assert!(last.contains("\"papers\":3,\"received\":"), "{last}");
    for elector in ["M-1", "M-2", "M-3", "M-4", "M-5"] {
        assert!(
            !log.contains(elector),
            "whose papers came is private: {log}"
        );
    }
    let refusal = folder.refused(&format!("{PAPER} receive {OPEN} --batch b1 M-5"));
    assert!(
        refusal.contains("batch b1: its numbers are published, and nothing more goes into it"),
        "{refusal}"
    );
}

#[test]
fn a_scanner_is_told_line_by_line_and_one_bad_line_stops_nothing() {
    let folder = poll();
    let call = folder.call_with(
        &format!("{PAPER} receive {OPEN} --batch b1 --section members --electors -"),
        "M-1\nM-9\nM-1\nM-3\n",
    );
    assert_eq!(call.code, 1);
    assert_eq!(
        call.out,
        "M-1: taken in\nM-3: taken in\nbatch b1: 2 papers taken in, 0 set aside, 0 rejected\n"
    );
    assert!(
        call.err
            .contains("line 2: batch b1: no credential is known for the elector “M-9”"),
        "{}",
        call.err
    );
    assert!(
        call.err
            .contains("line 3: the elector “M-1” was scanned at line 1"),
        "{}",
        call.err
    );
}

#[test]
fn a_file_with_an_unknown_elector_is_noted_as_a_whole_or_not_at_all() {
    let folder = poll();
    let refusal = folder.refused(&format!(
        "{PAPER} receive {OPEN} --batch b1 --section members M-1 M-9"
    ));
    assert!(
        refusal.contains(
            "no credential is known for the elector “M-9”, and nothing of this call is noted"
        ),
        "{refusal}"
    );
    let refusal = folder.refused(&format!("{PAPER} batch b1 {OPEN}"));
    assert!(
        refusal.contains("batch b1: nothing was received for it"),
        "{refusal}"
    );
    folder.done("contest cast members M-1.json --now 2026-04-02T09:00");

    let refusal = folder.refused(&format!(
        "{PAPER} receive {OPEN} --batch b1 --section lords M-3"
    ));
    assert!(
        refusal.contains("the roll has no section 'lords'"),
        "{refusal}"
    );
    let refusal = folder.refused(&format!("{PAPER} receive {OPEN} --batch b1 M-3"));
    assert!(
        refusal.contains("say by --section whose these are (roll.section)"),
        "{refusal}"
    );
    folder.done(&format!(
        "{PAPER} receive {OPEN} --batch b1 --section members M-3"
    ));
    let refusal = folder.refused(&format!(
        "{PAPER} receive {OPEN} --batch b1 --section lords M-4"
    ));
    assert!(
        refusal.contains("it was begun for papers of the section 'members'"),
        "{refusal}"
    );
    let refusal = folder.refused(&format!("contest close {AFTER}"));
    assert!(
        refusal.contains("batch b1: its numbers are not published"),
        "{refusal}"
    );
    folder.done(&format!("{PAPER} batch b1 {OPEN}"));
    folder.done(&format!("contest close --poll-only {AFTER}"));
    let refusal = folder.refused(&format!("{PAPER} receive {OPEN} --batch b2 M-4"));
    assert!(
        refusal.contains("papers that come after it are late (ballot.window)"),
        "{refusal}"
    );
}

#[test]
fn links_are_taken_in_once_and_only_those_of_the_boxs_list() {
    let folder = poll();
    let links = folder.text("links.csv");
    assert!(links.starts_with("elector,public\nM-1,"), "{links}");
    let refusal = folder.refused("contest credentials members links.csv");
    assert!(
        refusal.contains("links.csv: box members: its links were taken in before"),
        "{refusal}"
    );
    let mut lines: Vec<&str> = links.lines().collect();
    for (change, says) in [
        (
            lines[..5].join("\n"),
            "4 of the 5 credentials on the box's list have an elector",
        ),
        (
            links.replace("M-2,", "M-1,"),
            "line 3: the elector “M-1” stands there a second time",
        ),
        (
            links.replace("elector,", "who,"),
            "line 1: the columns are not elector,public",
        ),
        (
            links.replacen(&lines[1][4..10], "000000", 1),
            "line 2: the credential is not on the box's list",
        ),
        (links.replace("M-4,", ","), "line 5: there is no elector"),
    ] {
        folder.write("bad.csv", change);
        let refusal = folder.refused("contest credentials members bad.csv");
        assert!(refusal.contains(says), "{says}: {refusal}");
    }
    lines.push(lines[1]);
    folder.write("bad.csv", lines.join("\n"));
    let refusal = folder.refused("contest credentials members bad.csv");
    assert!(
        refusal.contains("line 7: the credential stands there a second time"),
        "{refusal}"
    );
}
