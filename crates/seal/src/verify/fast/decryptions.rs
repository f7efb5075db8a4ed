use std::io::Read;

use rand_core::CryptoRng;

use super::result;
use super::walk::Walk;
use crate::archive::{EventKind, Owned};
use crate::closing::{Phase, Verified};
use crate::decryption::{self, DecryptionFault, PartialDecryption};
use crate::digest::Digest;
use crate::election::Election;
use crate::result::ElectionResult;
use crate::verify::{Claimed, Fault, Place, Policy, Reason};
use crate::wire::{Scanner, WireError};

/// The partial decryptions, and the result behind them, as far as they are there.
pub(super) fn read<R: Read>(
    walk: &mut Walk<R>,
    verified: &mut Verified,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<(), Fault> {
    while verified.phase == Phase::Decrypting && walk.peek("its result")?.is_some() {
        let place = Place::Decryption(verified.report.decryptions.len() + 1, 1);
        let (digest, message) =
            walk.stream("a partial decryption, or the result", place, |scanner| {
                Message::read(
                    scanner,
                    &verified.election,
                    &verified.sizes(),
                    verified.report.tallied,
                )
            })?;
        match message {
            Message::Decryption(decryption) => check(walk, verified, digest, &decryption, chance)?,
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

impl Message {
    fn read<R: std::io::BufRead>(
        scanner: &mut Scanner<R>,
        election: &Election,
        sizes: &[usize],
        ballots: usize,
    ) -> Result<Self, WireError> {
        scanner.expect("{\"")?;
        if scanner.peek()? == Some(b'r') {
            ElectionResult::read_rest(scanner, election, ballots).map(Self::Result)
        } else {
            PartialDecryption::read_rest(scanner, sizes).map(Self::Decryption)
        }
    }
}

fn check<R: Read>(
    walk: &mut Walk<R>,
    verified: &mut Verified,
    digest: Digest,
    decryption: &PartialDecryption,
    chance: &mut impl CryptoRng,
) -> Result<(), Fault> {
    let number = verified.report.decryptions.len() + 1;
    let (payload, owned) = walk.small::<Owned>("whose decryption it is")?;
    if owned.payload != digest {
        return Err(walk.here(Reason::Payload));
    }
    walk.event(
        EventKind::PartialDecryption,
        "the event of the partial decryption",
        Some(payload),
    )?;

    let fault = |question, reason| Fault {
        place: Place::Decryption(number, question),
        reason,
    };
    let Some(member) = verified.trustees.member(owned.owner) else {
        return Err(fault(1, Reason::NoSuchTrustee));
    };
    if verified
        .supplied
        .iter()
        .any(|earlier| earlier.trustee == owned.owner)
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
    decryption::supply(
        &mut verified.supplied,
        &verified.trustees,
        owned.owner,
        factors,
    );
    verified.report.decryptions.push(Claimed {
        trustee: owned.owner,
        digest,
    });
    Ok(())
}
