//! Which booth the site serves: the program in which voters seal their ballots.

use super::KeptRefusal;
use crate::Contest;

/// After the poll nobody seals anything any more, and what was served is settled.
pub(super) fn published(contest: &Contest) -> Result<(), KeptRefusal> {
    if contest.poll_closed.is_some() {
        return Err(KeptRefusal::PollIsClosed);
    }
    Ok(())
}
