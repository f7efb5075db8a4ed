//! The kit of corrupted archives: each has one fault, and both verifiers must name it and its place.
//!
//! A corruption is a change to one message, one event or one record of [a sound archive](base), which is then put
//! together again with every digest, parent and height that follows, so that nothing else is wrong with it. Where the
//! fault is in the container or in the chain, that is left broken and the rest is sound.

mod accepted;
mod ballots;
pub mod base;
mod chain;
mod container;
mod credentials;
mod decryptions;
pub mod edits;
mod elections;
mod form;
pub mod json;
pub mod pieces;
mod reading;
mod result;
pub mod schnorr;
pub mod sealer;
mod shuffles;
mod spoilt;
mod statements;
mod tally;
mod threshold;
mod trustees;
mod unfinished;

use std::collections::HashSet;

use hustings_seal::randomness::system;
use hustings_seal::verify::{Fault, Place, Policy, Report, fast, literal};
use rayon::prelude::*;

use base::{BASE, Base};
use pieces::Pieces;

type Make = dyn Fn(&Base) -> Vec<u8> + Send + Sync;

/// A way to corrupt the base election, and the fault that it is.
pub struct Corruption {
    name: String,
    make: Box<Make>,
    place: Place,
    reason: &'static str,
    /// What else the reason says.
    detail: &'static str,
    policy: Policy,
}

impl Corruption {
    /// Of the file's bytes.
    pub fn bytes(
        name: impl Into<String>,
        make: impl Fn(&Base) -> Vec<u8> + Send + Sync + 'static,
        place: Place,
        reason: &'static str,
    ) -> Self {
        Self {
            name: name.into(),
            make: Box::new(make),
            place,
            reason,
            detail: "",
            policy: Policy::default(),
        }
    }

    /// Of the archive's messages and events.
    pub fn pieces(
        name: impl Into<String>,
        change: impl Fn(&Base, &mut Pieces) + Send + Sync + 'static,
        place: Place,
        reason: &'static str,
    ) -> Self {
        let make = move |base: &Base| {
            let mut pieces = base.pieces.clone();
            change(base, &mut pieces);
            pieces.seal()
        };
        Self::bytes(name, make, place, reason)
    }

    /// Of one message.
    pub fn text(
        name: impl Into<String>,
        piece: usize,
        edit: impl Fn(&Base, &str) -> String + Send + Sync + 'static,
        place: Place,
        reason: &'static str,
    ) -> Self {
        let change =
            move |base: &Base, pieces: &mut Pieces| pieces.edit(piece, |text| edit(base, text));
        Self::pieces(name, change, place, reason)
    }

    /// The reason says this too.
    pub fn because(self, detail: &'static str) -> Self {
        Self { detail, ..self }
    }

    /// Under another policy.
    pub fn under(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    fn check(&self, base: &Base) -> Result<(), String> {
        let archive = (self.make)(base);
        let policy = &self.policy;
        let is_default = policy.shuffles == 2 && policy.statements.is_empty();
        if archive == base.archive && is_default {
            return Err(format!("{}: nothing was changed", self.name));
        }
        let fast = fast(archive.as_slice(), &self.policy, &mut system());
        let wrong: Vec<String> = [("fast", fast), ("literal", literal(&archive, &self.policy))]
            .into_iter()
            .filter_map(|(verifier, found)| self.judge(verifier, found).err())
            .collect();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(wrong.join("\n"))
        }
    }

    fn judge(&self, verifier: &str, found: Result<Report, Fault>) -> Result<(), String> {
        let Err(Fault { place, reason }) = found else {
            return Err(format!("{}: the {verifier} verifier misses it", self.name));
        };
        let said = format!("{reason:?}");
        if place == self.place && reason.name() == self.reason && said.contains(self.detail) {
            return Ok(());
        }
        Err(format!(
            "{}: the {verifier} verifier says {said} at {place:?} instead of {} {} at {:?}",
            self.name, self.reason, self.detail, self.place
        ))
    }
}

/// Asserts that both verifiers find each of them.
#[track_caller]
pub fn assert_found(corruptions: &[Corruption]) {
    let base = &*BASE;
    let wrong: Vec<String> = corruptions
        .par_iter()
        .filter_map(|corruption| corruption.check(base).err())
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Asserts that both verifiers pass an archive, with one report.
#[track_caller]
pub fn assert_passes(name: &str, archive: &[u8], policy: &Policy) -> Report {
    let fast = fast(archive, policy, &mut system())
        .unwrap_or_else(|fault| panic!("{name}: the fast verifier says {fault:?}"));
    let literal = literal(archive, policy)
        .unwrap_or_else(|fault| panic!("{name}: the literal verifier says {fault:?}"));
    assert_eq!(fast, literal, "{name}");
    fast
}

/// The whole kit.
pub fn corruptions() -> Vec<Corruption> {
    [
        ballots::corruptions(),
        chain::corruptions(),
        container::corruptions(),
        credentials::corruptions(),
        decryptions::corruptions(),
        elections::corruptions(),
        form::corruptions(),
        result::corruptions(),
        shuffles::corruptions(),
        statements::corruptions(),
        tally::corruptions(),
        threshold::corruptions(),
        trustees::corruptions(),
        unfinished::corruptions(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn no_two_corruptions_have_one_name() {
    let kit = corruptions();
    let mut names = HashSet::new();
    for corruption in &kit {
        assert!(names.insert(&corruption.name), "{}", corruption.name);
    }
    assert!(kit.len() >= 1300, "{}", kit.len());
}

/// All but the one of a file that cannot be read, which is no archive's fault: see [`reading`].
const REASONS: [&str; 33] = [
    "Tar",
    "Truncated",
    "Header",
    "Digest",
    "OutOfOrder",
    "Chain",
    "Payload",
    "Malformed",
    "Element",
    "Scalar",
    "Election",
    "Trustees",
    "Key",
    "Weight",
    "DuplicateCredential",
    "NeutralCredential",
    "OtherElection",
    "UnknownCredential",
    "SecondBallot",
    "Replayed",
    "BallotProof",
    "Signature",
    "TallySize",
    "Tally",
    "NoSuchTrustee",
    "TrusteeTwice",
    "ShuffleProof",
    "TooFewShuffles",
    "DecryptionProof",
    "Statement",
    "TooFewDecryptions",
    "Result",
    "Unfinished",
];

#[test]
fn each_reason_has_its_corruption() {
    let kit = corruptions();
    for reason in REASONS {
        assert!(
            kit.iter().any(|corruption| corruption.reason == reason),
            "{reason}"
        );
    }
}
