//! Ballots and their trackers, and messages that are something else than what is asked for.

use crate::sealed::{UUID, election};

#[test]
fn a_voter_finds_the_ballot_by_its_tracker_and_whether_it_counts() {
    let folder = election();
    let trackers = folder.done("seal trackers declared.bel");
    let trackers: Vec<&str> = trackers.lines().collect();
    assert_eq!(trackers.len(), 3);
    assert_eq!(
        folder.done(&format!("seal find declared.bel {}", trackers[1])),
        "✓ ballot 2 of 3; it counts\n"
    );
    let second = folder.ballot("cast.bel", "M-1", "3,2,1;0,1", "second.json");
    let call = folder.call(&format!("seal find cast.bel {second}"));
    assert_eq!(call.code, 1, "{}", call.err);
    assert_eq!(call.out, format!("✗ {second}: not in this archive\n"));
    let told = folder.done("seal cast cast.bel second.json --replacing");
    assert!(
        told.contains("\n4 ballots are in the archive\nlast event: "),
        "{told}"
    );
    assert_eq!(
        folder.done(&format!("seal find cast.bel {}", trackers[0])),
        "≠ ballot 1 of 4; it was replaced by ballot 4\n"
    );
}

#[test]
fn what_is_sealed_and_what_is_asked_is_told_by_names() {
    let folder = election();
    folder.write(
        "credential",
        format!("\u{feff}{}", folder.credential("M-4")),
    );
    folder.write("answers.txt", "\u{feff}0,2,1;0,1\n");
    let seal = "--answers-file answers.txt --credential-file credential --out";
    let call = folder.call(&format!("seal ballot cast.bel {seal} one.json"));
    assert_eq!(call.code, 0, "{}", call.err);
    assert_eq!(
        call.err,
        "sealed: Leader: 1 Cy Cedar, 2 Bo Birch; Motion 7: Against\n"
    );
    let call = folder.call(&format!("seal ballot ended.bel {seal} two.json"));
    assert!(
        call.err.starts_with(
            "warning: ended.bel: the poll has ended, and this ballot would be refused\n"
        ),
        "{}",
        call.err
    );
    let told = folder.done("seal verify setup.bel --unfinished");
    assert!(
        told.ends_with(
            "\nLeader: rank Ada Ash, Bo Birch, Cy Cedar\nMotion 7: choose 1 of For, Against\n"
        ),
        "{told}"
    );
}

#[test]
fn an_archive_of_an_open_poll_or_cut_in_a_step_is_refused_with_the_way_out() {
    let folder = election();
    let call = folder.call("seal verify cast.bel");
    assert!(call.out.contains("give --unfinished"), "{}", call.out);
    let mut bytes = folder.read("setup.bel");
    let whole = bytes.len();
    bytes.extend(&folder.read("cast.bel")[whole..whole + 700]);
    folder.write("torn.bel", bytes);
    let says = format!("its last whole step ends at byte {whole}: ");
    let call = folder.call("seal verify torn.bel --unfinished");
    assert!(call.out.contains(&says), "{}", call.out);
    let refusal = folder.refused("seal close torn.bel");
    assert!(refusal.contains(&says), "{refusal}");
}

#[test]
fn a_step_is_appended_under_the_number_of_its_statement() {
    let folder = election();
    for (line, says) in [
        (
            "seal append tallied.bel shuffle-1.json --statement shuffle-1.s.json --trustee 2",
            "shuffle-1.s.json: it is of trustee 1, and --trustee says 2; ",
        ),
        (
            "seal append tallied.bel shuffle-1.json --statement decryption-1.s.json",
            "decryption-1.s.json: it does not prove shuffle-1.json after this archive; ",
        ),
        (
            "seal append ended.bel shuffle-1.json --trustee 1",
            "a shuffle cannot follow the end of the poll",
        ),
    ] {
        let refusal = folder.refused(line);
        assert!(refusal.contains(says), "{line}: {refusal}");
    }
    assert_eq!(
        folder.call("seal append tallied.bel shuffle-1.json").code,
        2
    );
    let told = folder.done("seal append tallied.bel shuffle-1.json --statement shuffle-1.s.json");
    assert!(
        told.starts_with("the shuffle of trustee 1 holds, its statement proves it, "),
        "{told}"
    );
    let told = folder.done("seal append tallied.bel shuffle-2.json --trustee 2");
    assert!(
        told.starts_with("the shuffle holds, and is appended as trustee 2's (claimed; "),
        "{told}"
    );
}

#[test]
fn what_is_another_sort_of_file_is_told_by_its_name() {
    let folder = election();
    folder.write("key.age", b"age-encryption.org/v1\n\xff");
    let mut bundle = vec![0; 512];
    bundle[257..262].copy_from_slice(b"ustar");
    folder.write("bundle.hustings", bundle);
    let setup = format!("seal setup --uuid {UUID} --name N --questions questions.toml --out x");
    for (line, says) in [
        (
            "verify declared.bel".to_owned(),
            "this is an archive of a sealed election; check it by `hustings seal verify`",
        ),
        (
            "count declared.bel --rule av".to_owned(),
            "take its papers out by `hustings seal papers`",
        ),
        (
            "seal verify bundle.hustings".to_owned(),
            "check it by `hustings verify`",
        ),
        (
            "trustee join key.age --out x".to_owned(),
            "key.age: this is a secret, which stays where it is; ",
        ),
        (
            "trustee join key-1 --out x".to_owned(),
            "key-1: this is a secret, which stays where it is; ",
        ),
        (
            format!("{setup} --trustees trustees.json --credentials credentials/credentials.csv"),
            "give public.json, which was written beside them",
        ),
        (
            format!("{setup} --trustees public-1.json --credentials credentials/public.json"),
            "join it first by `hustings trustee join`",
        ),
        (
            "trustee rehearse --trustees public-1.json --key key-1".to_owned(),
            "join it first by `hustings trustee join`",
        ),
    ] {
        let refusal = folder.refused(&line);
        assert!(refusal.contains(says), "{line}: {refusal}");
        assert!(!folder.path("x").exists(), "{line}");
    }
}
