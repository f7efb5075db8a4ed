use std::io::Read;

use crate::archive::{EventKind, Walk};
use crate::closing::{Phase, Verified};
use crate::digest::Digest;
use crate::result::ElectionResult;
use crate::verify::{Fault, Place, Policy, Reason};

/// Compares the result with what the ciphertexts open to, and judges the papers; nothing may stand behind it.
pub(super) fn check<R: Read>(
    walk: &mut Walk<R>,
    verified: &mut Verified,
    digest: Digest,
    published: &ElectionResult,
    policy: &Policy,
) -> Result<(), Fault> {
    walk.event(EventKind::Result, "the event of the result", Some(digest))?;
    let fault = |question, reason| Fault {
        place: Place::Result(question),
        reason,
    };
    let opened = verified.open().ok_or(fault(1, Reason::TooFewDecryptions))?;
    for (question, (published, opened)) in (1..).zip(published.0.iter().zip(&opened)) {
        if opened.published().as_ref() != Some(published) {
            return Err(fault(question, Reason::Result));
        }
    }
    let outcomes: Option<Vec<_>> = opened
        .iter()
        .map(|question| question.outcome(policy.permitted))
        .collect();
    verified.report.outcomes = outcomes;
    verified.phase = Phase::Declared;
    walk.end()
}
