//! The slow verifier: the specification's text, formula by formula, for whoever wants to check the fast one.
//!
//! The archive is held in memory and read as trees; every element is tested exactly when it is met; nothing is batched,
//! nothing is drawn by chance, and each commitment of a proof is computed by itself and compared. What this does not share
//! with the fast verifier it cannot get wrong in the same way: of the rest of the crate it uses the arithmetic of the
//! group, digests, the election's text, the judging of papers, and the names of faults.
//!
//! The way through the files follows the archive: a [record](tar) of the file, an [event](log) of the chain, then what the
//! events carry, from the setup to the result. Inside a formula the letters are the specification's, whose group is
//! written multiplicatively.
//!
//! What a record carries is checked in this order: its digest, its form, the event that names it, and only then what it
//! says, so that a broken chain is named before a proof.

mod answer;
mod ballot;
mod board;
mod ciphertext;
mod credentials;
mod decryption;
mod event;
mod form;
mod generators;
mod homomorphic;
mod json;
mod log;
mod notation;
mod opening;
mod owned;
mod poll;
mod proof;
mod scalar;
mod setup;
mod shuffle;
mod shuffle_proof;
mod statement;
mod stop;
mod tally;
mod tar;
#[cfg(test)]
mod tests;
mod threshold;
mod trustees;

use super::{Fault, Policy, Report};
use board::Board;
use log::Log;
use stop::Stop;

/// Verifies an archive by the letter of the specification, in memory and slowly.
pub fn literal(archive: &[u8], policy: &Policy) -> Result<Report, Fault> {
    let mut log = Log::new(archive);
    let setup = setup::follow(&mut log).map_err(Stop::into_fault)?;
    let mut board = Board::new(log, policy, setup);
    match board.follow() {
        Ok(()) => Ok(board.report()),
        Err(Stop::End(_)) if policy.unfinished => Ok(board.report()),
        Err(stop) => Err(stop.into_fault()),
    }
}
