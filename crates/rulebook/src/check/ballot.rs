//! What is asked of electors who cannot be asked it.

use super::Findings;
use crate::{Address, Means};

pub(super) fn check(findings: &mut Findings<'_>) {
    let ballot = &findings.rulebook.ballot;
    if ballot.second_factor.is_some()
        && !ballot.means.is_empty()
        && !ballot.means.contains(&Means::Online)
    {
        findings.add(
            Address::new("ballot.second_factor"),
            "electors are asked it when they sign in, and nobody votes online",
            "take it out, or add \"online\" to ballot.means",
        );
    }
}
