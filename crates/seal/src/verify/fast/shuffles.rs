use std::io::Read;

use rand_core::CryptoRng;

use super::statements::Made;
use crate::archive::{EventKind, Kind, Walk};
use crate::closing::{Phase, Verified};
use crate::shuffle::{self, Shuffle, ShuffleFault};
use crate::trustee::Step;
use crate::verify::{Claimed, Fault, Place, Policy, Reason};

/// The shuffles, if there is something to shuffle, as far as they are there.
pub(super) fn read<R: Read>(
    walk: &mut Walk<R>,
    verified: &mut Verified,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<(), Fault> {
    while verified.phase == Phase::Shuffling {
        match walk.peek("the end of the shuffles")? {
            Some(Kind::Data) => one(walk, verified, policy, chance)?,
            Some(_) => {
                walk.event(
                    EventKind::EndShuffles,
                    "a shuffle, or the end of the shuffles",
                    None,
                )?;
                if verified.report.shuffles.len() < policy.shuffles {
                    return Err(walk.here(Reason::TooFewShuffles(policy.shuffles)));
                }
                verified.phase = Phase::Decrypting;
            }
            None => return Ok(()),
        }
    }
    Ok(())
}

fn one<R: Read>(
    walk: &mut Walk<R>,
    verified: &mut Verified,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<(), Fault> {
    let number = verified.report.shuffles.len() + 1;
    let event = walk.last_event();
    let (questions, ballots) = (
        verified.election.ranked_questions(),
        verified.report.tallied,
    );
    let (digest, shuffle) = walk.stream("a shuffle", Place::Shuffle(number, 1), |scanner| {
        Shuffle::read(scanner, questions, ballots)
    })?;
    let trustee = walk.owner(digest, EventKind::Shuffle, "the event of the shuffle")?;
    let fault = |question, reason| Fault {
        place: Place::Shuffle(number, question),
        reason,
    };
    if verified.trustees.member(trustee).is_none() {
        return Err(fault(1, Reason::NoSuchTrustee));
    }
    if verified
        .report
        .shuffles
        .iter()
        .any(|earlier| earlier.trustee == trustee)
    {
        return Err(fault(1, Reason::TrusteeTwice));
    }
    let made = Made {
        trustee,
        step: Step::Shuffle,
        digest,
        event,
    };
    let proved = made.stated(&policy.statements, verified).is_some();
    let Verified {
        election,
        columns,
        report,
        ..
    } = verified;
    let mut shuffled = shuffle.questions.into_iter();
    let questions = (1..).zip(election.questions().iter().zip(columns));
    for (number, (_, column)) in questions.filter(|(_, (question, _))| question.is_ranked()) {
        let Some(shuffled) = shuffled.next() else {
            break;
        };
        let (key, fingerprint) = (election.public_key(), election.fingerprint());
        shuffle::check(column, shuffled, key, fingerprint, chance).map_err(
            |found| match found {
                ShuffleFault::Element(reason) => fault(number, Reason::Element(reason)),
                ShuffleFault::Proof => fault(number, Reason::ShuffleProof),
            },
        )?;
    }
    report.shuffles.push(Claimed {
        trustee,
        digest,
        proved,
    });
    Ok(())
}
