//! The booth: the program in which voters seal their ballots.

use super::fold::{Around, State, under};
use crate::log::Allowed;

impl State {
    pub(super) fn publish_booth(&mut self, around: &Around<'_>, digest: String) -> Allowed {
        if around.log.poll_closed.is_some() {
            return under("ballot.window", "the poll is closed");
        }
        self.booth = Some(digest);
        Ok(())
    }
}
