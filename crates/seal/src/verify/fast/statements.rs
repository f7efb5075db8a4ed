use crate::closing::Verified;
use crate::digest::Digest;
use crate::trustee::{SignedMessage, Statement, Step};

/// A message of a trustee, and the event that stood before it.
pub(super) struct Made {
    pub trustee: usize,
    pub step: Step,
    pub digest: Digest,
    pub event: Digest,
}

impl Made {
    /// The trustee's own statement about the message, if it is among these.
    pub fn stated(&self, statements: &[SignedMessage], verified: &Verified) -> Option<Statement> {
        let member = verified.trustees.member(self.trustee)?;
        let mut stated = statements
            .iter()
            .filter_map(|message| Statement::read(message, &member.verification));
        stated.find(|statement| {
            statement.election == verified.election.fingerprint()
                && statement.trustee == self.trustee
                && statement.step == self.step
                && statement.digest == self.digest
                && statement.event == self.event
        })
    }
}
