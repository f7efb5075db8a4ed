//! What trustees sign beside the archive, and what that proves.

use std::io::Cursor;

use hustings_seal::archive::Archive;
use hustings_seal::closing::Verified;
use hustings_seal::digest::Digest;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{SignedMessage, Signer, Statement};
use hustings_seal::verify::{Policy, fast, literal, verified};

use crate::made::{Made, Shape, motion, ranked};

/// An archive, and the statements of its shuffles and decryptions, in order.
struct Stated {
    archive: Vec<u8>,
    statements: Vec<SignedMessage>,
    made: Made,
}

impl Stated {
    fn new() -> Self {
        let mut made = Made::new(
            &[ranked("Leader", 3), motion(true)],
            &[Shape::Single, Shape::Single],
            4,
        );
        for voter in 0..4 {
            made.cast(voter, &[vec![1, 2, 3], vec![0, 1, 0]]);
        }
        let mut stated = Self {
            archive: made.cast_archive(),
            statements: Vec::new(),
            made,
        };
        stated.step(|verified, archive, _| {
            archive
                .encrypted_tally(
                    &verified.encrypted_tally().unwrap(),
                    verified.report().tallied,
                )
                .unwrap();
            None
        });
        for trustee in [1, 2] {
            stated.step(|verified, archive, _| {
                let shuffle = verified.shuffle(&mut system(), &silent).unwrap();
                archive.shuffle(trustee, &shuffle).unwrap();
                Some(verified.shuffle_statement(trustee, digest(|out| shuffle.write(out))))
            });
        }
        stated.step(|_, archive, _| {
            archive.end_shuffles().unwrap();
            None
        });
        for trustee in [1, 2] {
            stated.step(|verified, archive, made| {
                let key = &made.keys.keys[trustee - 1];
                let (number, decryption) = verified.decrypt(key, &mut system(), &silent).unwrap();
                archive.partial_decryption(number, &decryption).unwrap();
                let digest = digest(|out| decryption.write(out));
                Some(
                    verified
                        .decryption_statement(number, &decryption, digest, key, &mut system())
                        .unwrap(),
                )
            });
        }
        stated.step(|verified, archive, _| {
            archive.result(&verified.result().unwrap()).unwrap();
            None
        });
        stated
    }

    fn step(
        &mut self,
        step: impl FnOnce(&Verified, &mut Archive<Cursor<Vec<u8>>>, &Made) -> Option<Statement>,
    ) {
        let policy = Policy {
            unfinished: true,
            ..Policy::default()
        };
        let verified = verified(self.archive.as_slice(), &policy, &mut system()).unwrap();
        let mut archive = Archive::open(Cursor::new(std::mem::take(&mut self.archive))).unwrap();
        if let Some(statement) = step(&verified, &mut archive, &self.made) {
            self.statements.push(self.sign(&statement));
        }
        self.archive = archive.into_inner().into_inner();
    }

    fn sign(&self, statement: &Statement) -> SignedMessage {
        statement.sign(
            &Signer::Single(&self.made.keys.keys[statement.trustee - 1]),
            &mut system(),
        )
    }

    fn read(&self, index: usize) -> Statement {
        let text = self.statements[index]
            .message
            .strip_prefix("hustings-statement|")
            .unwrap();
        serde_json::from_str(text).unwrap()
    }

    /// Which steps the statements prove, by both verifiers; or the fault that both name.
    fn proved(&self, statements: &[SignedMessage]) -> Result<Vec<bool>, String> {
        let policy = Policy {
            statements: statements.to_vec(),
            ..Policy::default()
        };
        let fast = fast(self.archive.as_slice(), &policy, &mut system());
        let literal = literal(&self.archive, &policy);
        match (fast, literal) {
            (Ok(fast), Ok(literal)) => {
                assert_eq!(fast, literal);
                Ok(fast
                    .shuffles
                    .iter()
                    .chain(&fast.decryptions)
                    .map(|step| step.proved)
                    .collect())
            }
            (Err(fast), Err(literal)) => {
                assert_eq!(fast.to_string(), literal.to_string());
                Err(fast.reason.name())
            }
            other => panic!("the verifiers disagree: {other:?}"),
        }
    }
}

fn digest(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Digest {
    let mut text = Vec::new();
    write(&mut text).unwrap();
    Digest::of(&text)
}

#[test]
fn statements_prove_whose_each_step_is_and_what_it_is_of() {
    let stated = Stated::new();
    assert_eq!(stated.proved(&[]).unwrap(), [false; 4]);
    assert_eq!(stated.proved(&stated.statements).unwrap(), [true; 4]);
    assert_eq!(
        stated.proved(&stated.statements[1..3]).unwrap(),
        [false, true, true, false]
    );

    // Of another trustee, another step, another message, after another event, of another election: it proves nothing.
    for alter in [
        |statement: &mut Statement| statement.trustee = 2,
        |statement: &mut Statement| statement.digest = Digest::of(b"another"),
        |statement: &mut Statement| statement.event = Digest::of(b"another"),
        |statement: &mut Statement| statement.election = "another".to_owned(),
    ] {
        for index in [0, 2] {
            let mut statement = stated.read(index);
            alter(&mut statement);
            assert_eq!(
                stated.proved(&[stated.sign(&statement)]).unwrap(),
                [false; 4]
            );
        }
    }

    // Signed by somebody else.
    let mut forged = stated.statements[0].clone();
    forged.signature = stated.statements[1].signature;
    assert_eq!(stated.proved(&[forged]).unwrap(), [false; 4]);
}

#[test]
fn a_decryption_whose_statement_does_not_bind_it_is_refused() {
    let stated = Stated::new();
    for alter in [
        |statement: &mut Statement, _: &Statement| statement.proof = None,
        |statement: &mut Statement, other: &Statement| statement.proof = other.proof,
    ] {
        let mut statement = stated.read(2);
        alter(&mut statement, &stated.read(3));
        assert_eq!(
            stated.proved(&[stated.sign(&statement)]).unwrap_err(),
            "Statement"
        );
    }
}
