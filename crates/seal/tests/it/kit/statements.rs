//! What a trustee signs beside the archive, where it does not bind what it is signed for.

use hustings_seal::digest::Digest;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{SignedMessage, Signer, Statement};
use hustings_seal::verify::{Place, Policy, verified};

use super::base::{BASE, END_SHUFFLES, decryption};
use super::{Corruption, assert_found, assert_passes};

/// The trustee of the third decryption.
const TRUSTEE: usize = 4;

pub fn corruptions() -> Vec<Corruption> {
    let sound = |name, alter: fn(&mut Statement)| {
        let mut pieces = BASE.pieces.clone();
        let digest = Digest::of(pieces.text(decryption(3)).as_bytes());
        let mut statement = statement(digest);
        alter(&mut statement);
        let make = |_: &super::Base| BASE.archive.clone();
        Corruption::bytes(name, make, Place::Decryption(3, 1), "Statement")
            .under(stated(&statement))
    };
    vec![
        sound("a decryption that is signed without a proof", |statement| {
            statement.proof = None;
        }),
        sound(
            "a decryption that is signed with the proof of another",
            |statement| {
                let other = self::statement(Digest::of(b"another"));
                statement.proof = other.proof;
            },
        ),
    ]
}

/// What the trustee signs of a message with this digest.
fn statement(digest: Digest) -> Statement {
    let mut pieces = BASE.pieces.clone();
    pieces.pieces.truncate(END_SHUFFLES + 1);
    let unfinished = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let shuffled = verified(pieces.seal().as_slice(), &unfinished, &mut system()).unwrap();
    let key = &BASE.made.keys.keys[TRUSTEE - 1];
    let (_, decryption) = shuffled.decrypt(key, &mut system(), &silent).unwrap();
    let statement = shuffled.decryption_statement(TRUSTEE, &decryption, digest, key, &mut system());
    statement.unwrap()
}

fn signed(statement: &Statement) -> SignedMessage {
    // The third of the threshold.
    statement.sign(&Signer::Threshold(&BASE.seeds[2]), &mut system())
}

fn stated(statement: &Statement) -> Policy {
    Policy {
        statements: vec![signed(statement)],
        ..Policy::default()
    }
}

#[test]
fn statements_that_do_not_bind_a_decryption_are_found() {
    assert_found(&corruptions());
}

#[test]
fn a_decryption_that_its_trustee_signed_is_proved() {
    let mut pieces = BASE.pieces.clone();
    let digest = Digest::of(pieces.text(decryption(3)).as_bytes());
    let report = assert_passes("stated", &BASE.archive, &stated(&statement(digest)));
    let proved: Vec<bool> = report.decryptions.iter().map(|one| one.proved).collect();
    assert_eq!(proved, [false, false, true]);
}
