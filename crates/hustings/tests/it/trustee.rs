//! `hustings trustee`.

mod decrypt;

use rstest::rstest;

use crate::sealed::{Folder, UUID, election};

#[test]
fn a_key_is_encrypted_as_age_has_it_and_opens_with_its_passphrase_alone() {
    let folder = Folder::new();
    folder.write("passphrase", "correct horse\n");
    folder.write("another", "incorrect horse\n");
    folder.done("trustee generate --out key.age --public public.json --passphrase-file passphrase");
    folder.done("trustee join public.json --out trustees.json");
    assert!(
        folder
            .read("key.age")
            .starts_with(b"age-encryption.org/v1\n-> scrypt ")
    );
    let rehearse = "trustee rehearse --trustees trustees.json --key key.age --passphrase-file";
    assert_eq!(
        folder.done(&format!("{rehearse} passphrase")),
        "✓ trustee 1: the secret opens, decrypts and signs\n"
    );
    folder.write("marked", "\u{feff}correct horse\r\n");
    folder.done(&format!("{rehearse} marked"));
    let refusal = folder.refused(&format!("{rehearse} another"));
    assert!(
        refusal.contains("key.age: the passphrase is another; "),
        "{refusal}"
    );

    let mut bytes = folder.read("key.age");
    bytes.truncate(bytes.len() - 10);
    folder.write("key.age", bytes);
    let refusal = folder.refused(&format!("{rehearse} passphrase"));
    assert!(refusal.contains("key.age: "), "{refusal}");
}

#[test]
fn an_unencrypted_key_is_warned_of() {
    let folder = Folder::new();
    let call = folder.call("trustee generate --out key --public public.json --plain");
    assert_eq!(call.code, 0);
    assert!(
        call.err.contains("key is written unencrypted"),
        "{}",
        call.err
    );
    assert!(
        !call.out.contains(folder.text("key").trim_matches('"')),
        "{}",
        call.out
    );
}

/// A threshold of two of two, up to its polynomials.
fn ceremony(folder: &Folder, prefix: &str) {
    for place in [1, 2] {
        folder.done(&format!(
            "trustee seed --place {place} --size 2 --threshold 2 --out {prefix}seed-{place} \
             --certificate {prefix}certificate-{place}.json --plain"
        ));
    }
    // In any order.
    folder.done(&format!(
        "trustee certificates {prefix}certificate-2.json {prefix}certificate-1.json --out {prefix}certificates.json"
    ));
    for place in [1, 2] {
        folder.done(&format!(
            "trustee polynomial --seed {prefix}seed-{place} --certificates {prefix}certificates.json \
             --out {prefix}polynomial-{place}.json"
        ));
    }
}

#[test]
fn messages_of_a_ceremony_may_come_in_any_order_and_those_of_another_are_refused() {
    let folder = Folder::new();
    ceremony(&folder, "");
    ceremony(&folder, "other-");
    folder.done("trustee sort --certificates certificates.json polynomial-2.json polynomial-1.json --out incoming");
    for place in [1, 2] {
        folder.done(&format!(
            "trustee accept --seed seed-{place} --certificates certificates.json --incoming incoming/incoming-{place}.json \
             --out outgoing-{place}.json"
        ));
    }
    folder.done(
        "trustee assemble --certificates certificates.json --polynomials polynomial-2.json polynomial-1.json \
         --outgoing outgoing-1.json outgoing-2.json --out threshold.json",
    );
    folder.done("trustee join threshold.json --out trustees.json");
    folder
        .done("trustee rehearse --trustees trustees.json --seed seed-2 --outgoing outgoing-2.json");
    for (line, says) in [
        (
            "trustee polynomial --seed other-seed-1 --certificates certificates.json --out x",
            "other-seed-1: this seed belongs to none of the certificates",
        ),
        (
            "trustee sort --certificates certificates.json polynomial-1.json other-polynomial-2.json --out x",
            "other-polynomial-2.json: it is signed by none of these trustees",
        ),
        (
            "trustee sort --certificates certificates.json polynomial-1.json polynomial-1.json --out x",
            "polynomial-1.json: it is of trustee 1, as polynomial-1.json is; ",
        ),
        (
            "trustee accept --seed other-seed-1 --certificates certificates.json --incoming incoming/incoming-1.json --out x",
            "other-seed-1: this seed belongs to none of the certificates",
        ),
        (
            "trustee accept --seed seed-1 --certificates certificates.json --incoming incoming/incoming-2.json --out x",
            "incoming-2.json: trustee ",
        ),
        (
            "trustee assemble --certificates certificates.json --polynomials polynomial-1.json polynomial-2.json \
             --outgoing outgoing-2.json outgoing-1.json --out x",
            "outgoing ones in the order of their numbers",
        ),
        (
            "trustee certificates certificate-1.json other-certificate-1.json --out x",
            "these are not the certificates of all trustees of one ceremony",
        ),
        (
            "trustee certificates certificate-2.json --out x",
            "2 certificates are needed and 1 are given: trustee 1's is missing",
        ),
        (
            "trustee rehearse --trustees threshold.json --seed seed-1 --outgoing outgoing-1.json",
            "threshold.json: this is one part of an election's key; join it first by `hustings trustee join`",
        ),
        (
            "trustee rehearse --trustees trustees.json --seed other-seed-1 --outgoing outgoing-1.json",
            "other-seed-1: it belongs to no trustee of this election; ",
        ),
        (
            "trustee rehearse --trustees trustees.json --seed seed-1 --outgoing outgoing-2.json",
            "outgoing-2.json: the key cannot be decrypted with this key",
        ),
        (
            "trustee join outgoing-1.json --out x",
            "outgoing-1.json: it is neither a trustee's public key nor a threshold; ",
        ),
    ] {
        let refusal = folder.refused(line);
        assert!(refusal.contains(says), "{line}: {refusal}");
        assert!(!folder.path("x").exists(), "{line}");
    }
}

#[rstest]
#[case(4, 3, 2, "trustee 4 of 3, of whom 2 suffice, cannot be; ")]
#[case(1, 3, 4, "trustee 1 of 3, of whom 4 suffice, cannot be; ")]
#[case(1, 3, 1, "where one trustee suffices all have the same key")]
fn a_place_or_threshold_that_cannot_be_is_refused(
    #[case] place: usize,
    #[case] size: usize,
    #[case] threshold: usize,
    #[case] says: &str,
) {
    let folder = Folder::new();
    let refusal = folder.refused(&format!(
        "trustee seed --place {place} --size {size} --threshold {threshold} --out x --certificate y --plain"
    ));
    assert!(refusal.contains(says), "{refusal}");
    assert!(!folder.path("x").exists());
}

#[rstest]
#[case::another_trustee("key-1", "public-2.json")]
#[case::a_seed("certificate", "public-1.json")]
fn a_secret_of_another_is_refused(#[case] key: &str, #[case] public: &str) {
    let folder = election();
    folder.write("certificate", "4Y6wDRRYAoWoAs11111111");
    folder.done(&format!("trustee join {public} --out alone.json"));
    let refusal = folder.refused(&format!(
        "trustee rehearse --trustees alone.json --key {key}"
    ));
    assert!(refusal.contains(&format!("hustings: {key}: ")), "{refusal}");
}

#[rstest]
#[case("trustee generate --out key-1 --public x --plain", "key-1")]
#[case(
    "trustee generate --out x --public public-1.json --plain",
    "public-1.json"
)]
#[case("trustee join public-1.json --out trustees.json", "trustees.json")]
#[case(
    "trustee shuffle tallied.bel --event 5555555555555555555555555555555555555555555555555555555555555555 --key key-1 --out x --statement shuffle-1.s.json",
    "shuffle-1.s.json"
)]
#[case(
    "trustee decrypt shuffled.bel --event 5555555555555555555555555555555555555555555555555555555555555555 --key key-1 --out decryption-1.json --statement x",
    "decryption-1.json"
)]
#[case(
    "registrar issue roll.txt --election 4Y6wDRRYAoWoAs --out x --recovery recovery --plain",
    "recovery"
)]
#[case("seal ballot cast.bel --answers 1,2,3;1,0 --out M-1.json", "M-1.json")]
#[case(
    "seal ballot cast.bel --answers 1,2,3;1,0 --out x --opening M-1.json",
    "M-1.json"
)]
#[case("seal remove cast.bel --ballots roll.txt --out cast.bel", "cast.bel")]
#[case(
    "seal papers declared.bel --question 1 --out x --spoilt roll.txt",
    "roll.txt"
)]
fn nothing_is_overwritten(#[case] line: &str, #[case] file: &str) {
    let folder = election();
    let before = folder.read(file);
    let refusal = folder.refused(line);
    let says = format!("{file}: it is there already, and nothing is overwritten; ");
    assert!(refusal.contains(&says), "{refusal}");
    assert_eq!(folder.read(file), before);
    assert!(!folder.path("x").exists());
}

#[test]
fn a_rehearsal_with_an_archive_of_other_trustees_is_refused() {
    let folder = election();
    assert_eq!(
        folder.done("trustee rehearse --trustees setup.bel --key key-2"),
        "✓ trustee 2: the secret opens, decrypts and signs\n"
    );
    folder.done("trustee generate --out stranger --public stranger.json --plain");
    folder.done("trustee join public-1.json stranger.json --out others.json");
    folder.done(&format!(
        "seal setup --uuid {UUID} --name N --questions questions.toml --trustees others.json \
         --credentials credentials/public.json --out others.bel"
    ));
    folder.done("trustee rehearse --trustees others.bel --key key-1");
    let refusal = folder.refused("trustee rehearse --trustees others.bel --key key-2");
    assert!(
        refusal.contains("key-2: it belongs to no trustee of this election; ")
            && refusal.contains("the election has other trustees"),
        "{refusal}"
    );
}
