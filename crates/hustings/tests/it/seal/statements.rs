//! What statements prove of an archive.

use hustings_seal::digest::Digest;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{PrivateKey, SignedMessage, Signer, Statement};

use crate::sealed::{Folder, election};

const ALL: &str = "shuffle-1.s.json shuffle-2.s.json decryption-1.s.json decryption-2.s.json";

#[test]
fn with_all_statements_nothing_of_the_closing_is_only_claimed() {
    let folder = election();
    for also in ["", "--literal"] {
        let told = folder.done(&format!(
            "seal verify declared.bel {also} --statements {ALL}"
        ));
        for line in [
            "✓ holds            shuffle 1: it changed nothing but the order\n",
            "✓ holds            shuffle 1: by trustee 1 (proved: its signed statement)\n",
            "✓ holds            decryption 2: by trustee 2, of exactly these ciphertexts (proved: its statement)\n",
        ] {
            assert!(told.contains(line), "{line} in {told}");
        }
        assert!(!told.contains("claimed"), "{told}");
    }
}

#[test]
fn what_no_statement_proves_is_only_claimed() {
    let folder = election();
    let told =
        folder.done("seal verify declared.bel --statements shuffle-1.s.json decryption-1.s.json");
    for line in [
        "✓ holds            shuffle 1: by trustee 1 (proved: its signed statement)\n",
        "✓ holds            shuffle 2: it changed nothing but the order\n",
        "? cannot be known  shuffle 2: by trustee 2 (claimed, not proved)\n",
        "✓ holds            decryption 1: by trustee 1, of exactly these ciphertexts (proved: its statement)\n",
        "✓ holds            decryption 2: the protocol's proof holds\n",
        "? cannot be known  decryption 2: by trustee 2, of exactly these ciphertexts (claimed: ",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
}

#[test]
fn a_statement_of_another_step_is_left_out_and_one_that_nobody_signed_does_not_hold() {
    let folder = election();
    // Another shuffle by the same trustee, which is not the one of the archive.
    let event = folder.event("tallied.bel");
    folder.done(&format!(
        "trustee shuffle tallied.bel --event {event} --key key-1 --out other.json --statement other.s.json"
    ));
    // A statement changed by a letter, which its trustee has not signed.
    let changed = folder
        .text("shuffle-2.s.json")
        .replacen("shuffle", "shuffIe", 1);
    folder.write("changed.s.json", changed);
    for (statement, code, line) in [
        (
            "other.s.json",
            0,
            "? cannot be known  statement other.s.json: trustee 1 signed it for a step that is not of this archive; leave it out\n",
        ),
        (
            "changed.s.json",
            1,
            "✗ does not hold    statement changed.s.json: ",
        ),
    ] {
        let call = folder.call(&format!(
            "seal verify declared.bel --statements {statement}"
        ));
        assert_eq!(call.code, code);
        assert!(call.out.contains(line), "{}", call.out);
        assert!(
            call.out.contains("by trustee 1 (claimed, not proved)"),
            "{}",
            call.out
        );
    }
    let refusal = folder.refused("seal verify declared.bel --statements shuffle-1.json");
    assert!(
        refusal.contains("shuffle-1.json: it is not a statement"),
        "{refusal}"
    );
}

/// Writes what a trustee states otherwise, signed by it all the same.
fn restate(folder: &Folder, trustee: usize, name: &str, change: impl FnOnce(&mut Statement)) {
    let key = folder.text(&format!("key-{trustee}"));
    let key = PrivateKey::parse(key.trim()).unwrap();
    let signed: SignedMessage =
        serde_json::from_slice(&folder.read(&format!("{name}-{trustee}.s.json"))).unwrap();
    let mut statement = Statement::read(&signed, &key.element()).unwrap();
    change(&mut statement);
    let signed = statement.sign(&Signer::Single(&key), &mut system());
    folder.write("restated.s.json", serde_json::to_vec(&signed).unwrap());
}

#[test]
fn a_statement_of_another_trustee_or_for_another_event_proves_nothing() {
    let folder = election();
    for step in ["shuffle", "decryption"] {
        for change in [
            (|statement| statement.event = Digest::of(b"another")) as fn(&mut Statement),
            |statement| statement.trustee = 2,
            |statement| statement.election.push('x'),
        ] {
            restate(&folder, 1, step, change);
            let call = folder.call("seal verify declared.bel --statements restated.s.json");
            assert_eq!(call.code, 1, "{}", call.err);
            for passage in [
                "✗ does not hold    statement restated.s.json: ",
                "? cannot be known  shuffle 1: by trustee 1 (claimed, not proved)\n",
                "? cannot be known  decryption 1: by trustee 1, ",
            ] {
                assert!(call.out.contains(passage), "{passage} in {}", call.out);
            }
        }
    }
}

#[test]
fn an_archive_does_not_hold_with_a_statement_whose_proof_is_of_another_decryption() {
    let folder = election();
    let other: SignedMessage = serde_json::from_slice(&folder.read("decryption-2.s.json")).unwrap();
    let key = PrivateKey::parse(folder.text("key-2").trim()).unwrap();
    let other = Statement::read(&other, &key.element()).unwrap();
    for proof in [None, other.proof] {
        restate(&folder, 1, "decryption", |statement| {
            statement.proof = proof;
        });
        let call = folder.call("seal verify declared.bel --statements restated.s.json");
        assert_eq!(call.code, 1, "{}", call.err);
        assert!(
            call.out
                .starts_with("✗ does not hold    archive: partial decryption 1 "),
            "{}",
            call.out
        );
    }
}
