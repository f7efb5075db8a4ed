use std::io::{BufRead, Read};

use rand_core::CryptoRng;

use super::result;
use super::statements::Made;
use crate::archive::{EventKind, Walk};
use crate::closing::{Phase, Verified};
use crate::decryption::{self, DecryptionFault, PartialDecryption};
use crate::digest::Digest;
use crate::group::Point;
use crate::result::ElectionResult;
use crate::trustee::Step;
use crate::verify::{Claimed, Fault, Place, Policy, Reason};
use crate::wire::{Scanner, WireError};

/// The partial decryptions, and the result behind them, as far as they are there.
pub(super) fn read<R: Read>(
    walk: &mut Walk<R>,
    verified: &mut Verified,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<(), Fault> {
    if verified.phase == Phase::Decrypting {
        verified.decrypted_after = walk.last_event();
    }
    while verified.phase == Phase::Decrypting && walk.peek("its result")?.is_some() {
        let place = Place::Decryption(verified.report.decryptions.len() + 1, 1);
        let mut begun = Begun::Decryption;
        let read = walk.stream("a partial decryption, or the result", place, |scanner| {
            begun = Begun::read(scanner)?;
            begun.read_rest(scanner, verified)
        });
        let (digest, message) = read.map_err(|fault| match begun {
            Begun::Result if fault.place == place => Fault {
                place: Place::Result(1),
                ..fault
            },
            _ => fault,
        })?;
        match message {
            Message::Decryption(decryption) => {
                check(walk, verified, digest, &decryption, policy, chance)?;
            }
            Message::Result(published) => {
                result::check(walk, verified, digest, &published, policy)?;
            }
        }
    }
    Ok(())
}

/// What can stand behind the shuffles.
enum Message {
    Decryption(PartialDecryption),
    Result(ElectionResult),
}

/// What a message is, by its first letter.
#[derive(Clone, Copy)]
enum Begun {
    Decryption,
    Result,
}

impl Begun {
    fn read<R: BufRead>(scanner: &mut Scanner<R>) -> Result<Self, WireError> {
        scanner.expect("{\"")?;
        let is_result = scanner.peek()? == Some(b'r');
        Ok(if is_result {
            Self::Result
        } else {
            Self::Decryption
        })
    }

    fn read_rest<R: BufRead>(
        self,
        scanner: &mut Scanner<R>,
        verified: &Verified,
    ) -> Result<Message, WireError> {
        match self {
            Self::Decryption => {
                PartialDecryption::read_rest(scanner, &verified.sizes()).map(Message::Decryption)
            }
            Self::Result => {
                let (election, ballots) = (&verified.election, verified.report.tallied);
                ElectionResult::read_rest(scanner, election, ballots).map(Message::Result)
            }
        }
    }
}

fn check<R: Read>(
    walk: &mut Walk<R>,
    verified: &mut Verified,
    digest: Digest,
    decryption: &PartialDecryption,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<(), Fault> {
    let number = verified.report.decryptions.len() + 1;
    let trustee = walk.owner(
        digest,
        EventKind::PartialDecryption,
        "the event of the partial decryption",
    )?;
    let fault = |question, reason| Fault {
        place: Place::Decryption(number, question),
        reason,
    };
    let Some(member) = verified.trustees.member(trustee) else {
        return Err(fault(1, Reason::NoSuchTrustee));
    };
    if verified
        .supplied
        .iter()
        .any(|earlier| earlier.trustee == trustee)
    {
        return Err(fault(1, Reason::TrusteeTwice));
    }
    let fingerprint = verified.election.fingerprint();
    let mut factors = Vec::with_capacity(verified.columns.len());
    let messages = decryption.factors.iter().zip(&decryption.proofs);
    for (question, (column, (encoded, proofs))) in (1..).zip(verified.columns.iter().zip(messages))
    {
        let points = decryption::check(
            &column.points,
            encoded,
            proofs,
            &member.key,
            fingerprint,
            chance,
        )
        .map_err(|found| match found {
            DecryptionFault::Element(reason) => fault(question, Reason::Element(reason)),
            DecryptionFault::Proof(index) => fault(question, Reason::DecryptionProof(index + 1)),
        })?;
        factors.push(points);
    }
    let proved = is_bound(verified, trustee, digest, &factors, policy)
        .ok_or_else(|| fault(1, Reason::Statement))?;
    let Verified {
        supplied,
        columns,
        trustees,
        ..
    } = verified;
    decryption::supply(supplied, columns, trustees, trustee, factors);
    verified.report.decryptions.push(Claimed {
        trustee,
        digest,
        proved,
    });
    Ok(())
}

/// Whether the trustee's statement proves that these factors are of these ciphertexts; nothing if it says so and does not.
fn is_bound(
    verified: &Verified,
    trustee: usize,
    digest: Digest,
    factors: &[Vec<Point>],
    policy: &Policy,
) -> Option<bool> {
    let event = verified.decrypted_after;
    let made = Made {
        trustee,
        step: Step::PartialDecryption,
        digest,
        event,
    };
    let Some(stated) = made.stated(&policy.statements, verified) else {
        return Some(false);
    };
    let proof = stated.proof?;
    verified
        .binding_holds(trustee, digest, factors, &proof)
        .then_some(true)
}
