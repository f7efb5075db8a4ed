//! The verifier that is used: one pass over the archive as a stream, on all cores.
//!
//! The order of records is fixed, so what a record is follows from where it stands, and nothing has to be kept to be looked
//! up. What is kept of a million ballots with one ranked question is less than a gigabyte: the ciphertexts, once as received
//! and once as points.

mod ballots;
mod decryptions;
mod result;
mod setup;
mod shuffles;
mod statements;
mod tally;

use std::io::Read;

use rand_core::CryptoRng;

use super::{Fault, Place, Policy, Reason, Report};
use crate::archive::Walk;
use crate::closing::Verified;

/// Verifies an archive. Chance is what its makers did not know: see the soundness of each random test.
pub fn fast(
    archive: impl Read,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<Report, Fault> {
    verified(archive, policy, chance).map(|verified| verified.report)
}

/// Verifies an archive, and gives what the next step of its closing is made from.
pub fn verified(
    archive: impl Read,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<Verified, Fault> {
    let mut walk = Walk::new(archive);
    let verified = steps(&mut walk, policy, chance)?;
    if verified.report.outcomes.is_none() && !policy.unfinished {
        return Err(Fault {
            place: Place::End,
            reason: Reason::Unfinished(walk.expected()),
        });
    }
    Ok(verified)
}

/// Each step as far as the archive goes.
fn steps<R: Read>(
    walk: &mut Walk<R>,
    policy: &Policy,
    chance: &mut impl CryptoRng,
) -> Result<Verified, Fault> {
    let beginning = setup::read(walk, chance)?;
    let mut verified = ballots::read(walk, beginning, policy, chance)?;
    tally::read(walk, &mut verified)?;
    shuffles::read(walk, &mut verified, policy, chance)?;
    decryptions::read(walk, &mut verified, policy, chance)?;
    verified.report.last_event = walk.last_event();
    Ok(verified)
}
