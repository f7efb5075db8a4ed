//! `hustings seal`.

mod ballots;
mod finding;
mod help;
mod page;
mod statements;

use crate::sealed::election;

#[test]
fn a_declared_archive_verifies_and_says_what_it_cannot_show() {
    let folder = election();
    let told = folder.done("seal verify declared.bel");
    for line in [
        "✓ holds            credentials: 4 are on the list, all different\n",
        "✓ holds            ballots: 3 were cast, each signed by a credential on the list and well formed; no credential cast a second one\n",
        "✓ holds            encrypted tally: of the 3 ballots that count, and of nothing else\n",
        "✓ holds            shuffle 1: it changed nothing but the order\n",
        "? cannot be known  shuffle 1: by trustee 1 (claimed, not proved)\n",
        "✓ holds            decryption 2: the protocol's proof holds\n",
        "? cannot be known  decryption 2: by trustee 2, of exactly these ciphertexts (claimed: ask trustee 2 for its statement, which binds its decryption to what was decrypted)\n",
        "? cannot be known  electors: ",
        "? cannot be known  devices: ",
        "? cannot be known  secrecy: ",
        "? cannot be known  the only archive: ",
        "\nLeader: 3 papers, 2 valid, 1 blank, 0 spoilt\nMotion 7: For 2, Against 1\n",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
    let told = folder.done("seal verify declared.bel --literal");
    assert!(
        told.contains("✓ holds            second verifier: "),
        "{told}"
    );
}

#[test]
fn an_archive_of_an_open_poll_holds_only_where_it_may_be_unfinished() {
    let folder = election();
    for archive in [
        "setup.bel",
        "cast.bel",
        "ended.bel",
        "tallied.bel",
        "shuffled.bel",
        "decrypting.bel",
    ] {
        let told = folder.done(&format!("seal verify {archive} --unfinished"));
        assert!(
            told.contains("? cannot be known  result: there is none yet: "),
            "{told}"
        );
        let call = folder.call(&format!("seal verify {archive}"));
        assert_eq!(call.code, 1);
        assert!(
            call.out
                .contains("✗ does not hold    archive: the archive stops before "),
            "{}",
            call.out
        );
    }
}

#[test]
fn a_truncated_or_changed_archive_does_not_hold_and_no_step_is_taken_on_it() {
    let folder = election();
    let event = folder.event("declared.bel");
    let whole = folder.read("declared.bel");
    let mut changed = whole.clone();
    let place = whole
        .windows(7)
        .position(|seven| seven == b"\"alpha\"")
        .unwrap()
        + 12;
    changed[place] = if changed[place] == b'0' { b'1' } else { b'0' };
    for (bytes, says) in [
        (
            &whole[..whole.len() - 700],
            "is cut off in the middle of a record",
        ),
        (
            &changed,
            "was changed: its name is not the digest of its content",
        ),
        (&b"no archive"[..], "✗ does not hold    archive: record 1 "),
        (
            &b""[..],
            "✗ does not hold    archive: the archive stops before its header",
        ),
    ] {
        folder.write("bad.bel", bytes);
        let call = folder.call("seal verify bad.bel");
        assert_eq!(call.code, 1, "{}", call.err);
        assert!(call.out.contains(says), "{}", call.out);
        for line in [
            "seal papers bad.bel --question 1 --out x",
            "seal cast bad.bel M-1.json",
            "seal close bad.bel",
            "seal remove bad.bel --ballots roll.txt --out x",
            &format!("trustee shuffle bad.bel --event {event} --key key-1 --out x --statement y"),
        ] {
            let refusal = folder.refused(line);
            assert!(refusal.contains("bad.bel: "), "{line}: {refusal}");
            assert_eq!(folder.read("bad.bel"), bytes, "{line}");
            assert!(!folder.path("x").exists(), "{line}");
        }
    }
    let refusal = folder.refused("seal verify nowhere.bel");
    assert!(
        refusal.contains("nowhere.bel: it cannot be read"),
        "{refusal}"
    );
}

#[test]
fn a_removed_ballot_is_in_the_first_archive_and_not_in_the_second() {
    let folder = election();
    let told = folder.done("seal trackers cast.bel");
    let tracker = told.lines().nth(1).unwrap();
    folder.write("removed.txt", format!("\u{feff}\n{tracker}\n"));
    let told = folder.done("seal remove ended.bel --ballots removed.txt --out remaining.bel");
    let event = folder.event("remaining.bel");
    assert_eq!(
        told,
        format!("3 ballots were cast; 1 removed, 2 remaining\nlast event: {event}\n")
    );
    let told = folder.done("seal verify remaining.bel --unfinished");
    assert!(
        told.contains("2 were cast") && told.contains("the election is closed and not tallied"),
        "{told}"
    );
    let refusal = folder.refused("seal remove cast.bel --ballots removed.txt --out x");
    assert!(
        refusal
            .contains("its poll has not ended; end it first by `hustings seal close --poll-only`"),
        "{refusal}"
    );
    let refusal = folder.refused("seal remove tallied.bel --ballots removed.txt --out x");
    assert!(
        refusal.contains("what is tallied cannot be removed; "),
        "{refusal}"
    );
    folder.write("removed.txt", format!("{tracker}\n{tracker}\n"));
    let refusal = folder.refused("seal remove ended.bel --ballots removed.txt --out x");
    assert!(refusal.contains("removed.txt: line 2: "), "{refusal}");
}

#[test]
fn a_step_that_does_not_hold_leaves_the_archive_as_it_was() {
    let folder = election();
    folder.write("junk.json", "{\"ciphertexts\":[],\"proofs\":[]}");
    folder.write("neither.json", "[]");
    let changed =
        folder
            .text("decryption-1.json")
            .replacen("\"response\":\"", "\"response\":\"1", 1);
    folder.write("changed.json", changed);
    for (archive, line, says) in [
        (
            "tallied.bel",
            "seal append tallied.bel junk.json --trustee 1",
            "junk.json: tallied.bel does not hold with it: shuffle 1",
        ),
        (
            "tallied.bel",
            "seal append tallied.bel shuffle-1.json --trustee 9",
            "bears the number of no trustee; nothing was appended: check --trustee",
        ),
        (
            "tallied.bel",
            "seal append tallied.bel shuffle-2.json --trustee 2",
            "shuffle 1 of question 1",
        ),
        (
            "tallied.bel",
            "seal append tallied.bel decryption-1.json --trustee 1",
            "it is not its turn",
        ),
        (
            "tallied.bel",
            "seal end-shuffles tallied.bel",
            "follows too few shuffles: at least 2 are asked for; have another trustee shuffle first",
        ),
        (
            "shuffled.bel",
            "seal append shuffled.bel decryption-1.json --trustee 2",
            "it is not trustee 2's, or not of this archive: check --trustee",
        ),
        (
            "shuffled.bel",
            "seal append shuffled.bel changed.json --trustee 1",
            "partial decryption 1",
        ),
        (
            "shuffled.bel",
            "seal append shuffled.bel neither.json --trustee 1",
            "neither.json: it is neither a shuffle nor a partial decryption; ",
        ),
        (
            "shuffled.bel",
            "seal result shuffled.bel",
            "not all trustees that are needed have decrypted; append those of trustee 1, mandatory; trustee 2, mandatory first",
        ),
        (
            "declared.bel",
            "seal close declared.bel",
            "the election is declared; its poll ended before",
        ),
        (
            "declared.bel",
            "seal result declared.bel",
            "this is not the next step",
        ),
    ] {
        let before = folder.read(archive);
        let refusal = folder.refused(line);
        assert!(refusal.contains(says), "{line}: {refusal}");
        assert_eq!(folder.read(archive), before, "{line}");
    }
}

#[test]
fn papers_are_counted_and_spoilt_ones_are_listed_with_place_and_reason() {
    let folder = election();
    assert_eq!(
        folder.done(
            "seal papers declared.bel --question 1 --out leader.blt --most 2 --spoilt spoilt.csv"
        ),
        "3 papers: 1 valid, 1 blank, 1 spoilt\n"
    );
    assert_eq!(
        folder.text("leader.blt"),
        "3 1\n1 2 1 0\n1 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"Leader\"\n"
    );
    let spoilt = folder.text("spoilt.csv");
    assert!(
        spoilt.ends_with(",more preferences than a paper may have,1 2 3\n"),
        "{spoilt}"
    );
    let counted = folder.done("count leader.blt --rule av --expect valid=1,invalid=1");
    assert!(counted.contains("Bo Birch"), "{counted}");
    let refusal = folder.refused("seal papers declared.bel --question 2 --out x");
    assert!(
        refusal.contains("question 2 of 2 has no papers; "),
        "{refusal}"
    );
    let refusal = folder.refused("seal papers shuffled.bel --question 1 --out x");
    assert!(
        refusal.contains("shuffled.bel: it has no result yet; "),
        "{refusal}"
    );
}

#[test]
fn two_programs_do_not_write_to_one_archive_at_once() {
    let folder = election();
    let archive = std::fs::File::options()
        .read(true)
        .write(true)
        .open(folder.path("cast.bel"))
        .unwrap();
    archive.lock().unwrap();
    let refusal = folder.refused("seal close cast.bel");
    assert!(
        refusal.contains("cast.bel: another program is writing to it; "),
        "{refusal}"
    );
    drop(archive);
    folder.done("seal close cast.bel");
}

#[test]
fn the_result_is_told_by_the_rules_that_were_fixed_before_the_poll() {
    let folder = election();
    let told = folder.done("seal result decrypting.bel --most 2");
    assert!(
        told.contains("\nLeader: 3 papers, 1 valid, 1 blank, 1 spoilt\n"),
        "{told}"
    );
    let told = folder.done("seal verify decrypting.bel --most 2");
    assert!(
        told.contains("\nLeader: 3 papers, 1 valid, 1 blank, 1 spoilt\n"),
        "{told}"
    );
}

#[test]
fn trustees_are_printed_as_they_were_when_their_keys_were_joined() {
    let folder = election();
    let joined = folder.done("trustee join public-1.json public-2.json --out again.json");
    assert!(joined.contains("trustee 2 (mandatory): "), "{joined}");
    let told = folder.done("seal verify declared.bel");
    assert!(told.contains(&format!("\n{joined}\n")), "{told}");
}
