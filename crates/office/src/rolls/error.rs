//! Why the roll stays as it is.

use hustings_roll::{
    Channel, ElectorId, FreezeRefusal, MatchNumber, ReadError, RulingRefusal, wire::WireError,
};
use hustings_rulebook::{ClaimId, RulingId, SectionId};

/// Why nothing was done on the roll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RollError {
    /// The log is not kept by the program.
    #[error(
        "the log has no roll, since the program does not keep it; begin a contest by `hustings contest init`"
    )]
    NotKept,
    /// There is no file yet.
    #[error("no roll was imported; import one by `hustings contest roll import FILE`")]
    NotImported,
    /// The file does not read.
    #[error(transparent)]
    File(#[from] ReadError),
    /// It is too late.
    #[error(
        "the roll is frozen (roll.freeze); until a section's box is opened, a ruling can amend it: `hustings contest roll amend`"
    )]
    Frozen,
    /// It is too early.
    #[error(
        "the roll is not frozen (roll.freeze); freeze it first by `hustings contest roll freeze`"
    )]
    NotFrozen,
    /// There is no such ruling.
    #[error("there is no ruling '{ruling}' in the log; make it first: {remedy}")]
    NoRuling {
        /// Which.
        ruling: RulingId,
        /// The command that makes it.
        remedy: String,
    },
    /// A ruling does not stand any more.
    #[error("ruling '{ruling}' is superseded by '{by}'; give that one")]
    Superseded {
        /// Which.
        ruling: RulingId,
        /// By which.
        by: RulingId,
    },
    /// A ruling is on something else.
    #[error("ruling '{ruling}' is on {on}, which decides nothing here; rule on this: {remedy}")]
    OtherMatter {
        /// Which.
        ruling: RulingId,
        /// On what it is.
        on: String,
        /// The command that makes the right one.
        remedy: String,
    },
    /// A ruling says the contrary.
    #[error("ruling '{ruling}' says {says}; {remedy}")]
    Contrary {
        /// Which.
        ruling: RulingId,
        /// What it says.
        says: &'static str,
        /// What to do.
        remedy: String,
    },
    /// The roll does not follow.
    #[error(transparent)]
    Ruling(#[from] RulingRefusal),
    /// There is no such match.
    #[error(
        "there is no match {0}: `hustings contest roll show` lists those that are open by number"
    )]
    NoMatch(MatchNumber),
    /// The log has no such claim.
    #[error(
        "the log has no claim '{0}'; record it first: `hustings contest claim {0} --section SECTION`"
    )]
    NoClaim(ClaimId),
    /// A claim is of the other sort.
    #[error("claim '{claim}' is {about}; {remedy}")]
    OtherClaim {
        /// Which.
        claim: ClaimId,
        /// What it is about.
        about: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Nobody is behind a claim yet.
    #[error(
        "who is behind claim '{0}' is not recorded; say it by `hustings contest roll claim {0} ELECTOR`"
    )]
    NobodyBehind(ClaimId),
    /// A claim is determined.
    #[error(
        "claim '{claim}' was determined by ruling '{ruling}', and who is behind it stays; rule anew if that is wrong"
    )]
    Determined {
        /// Which.
        claim: ClaimId,
        /// By which ruling.
        ruling: RulingId,
    },
    /// Somebody is in another section than was said.
    #[error("{elector} is in section {is}, not in {said}; look which of the two is mistyped")]
    OtherSection {
        /// Who.
        elector: ElectorId,
        /// Where she is.
        is: SectionId,
        /// Where she was said to be.
        said: SectionId,
    },
    /// The rulebook does not have a section.
    #[error("the roll has no section '{section}'; its sections are: {known}")]
    NoSection {
        /// Which.
        section: SectionId,
        /// Those that there are.
        known: String,
    },
    /// The rulebook does not have a channel.
    #[error("{0} is not a means of this ballot (ballot.means); give another channel")]
    ChannelNotAllowed(Channel),
    /// A claimant gives an answer, and nothing is asked.
    #[error(
        "the rulebook asks electors nothing at sign-in (ballot.second_factor), and what nobody needs is not to be kept; leave the answer out"
    )]
    NothingAsked,
    /// What stands in the way of freezing.
    #[error("the roll cannot be frozen yet:{}", listed(.0))]
    Obstacles(Vec<String>),
    /// The roll does not freeze.
    #[error(transparent)]
    Freeze(#[from] FreezeRefusal),
    /// A ruling does not suffice.
    #[error("the ruling changes nothing for {elector}: {why}; rule on that first")]
    StillNot {
        /// Who.
        elector: ElectorId,
        /// Why.
        why: String,
    },
    /// Somebody is on the frozen roll already, or is not.
    #[error("{elector} is {is} the frozen roll already; nothing is to be amended")]
    NothingToAmend {
        /// Who.
        elector: ElectorId,
        /// On it, or not on it.
        is: &'static str,
    },
    /// Nobody has this number on the frozen roll.
    #[error("{0} is not on the frozen roll; `hustings contest roll show {0}` says why")]
    NotOnTheRoll(ElectorId),
    /// A private row does not read.
    #[error("a private row of an elector: {0}")]
    Row(#[from] WireError),
    /// Something private does not read, or cannot be written.
    #[error("{0} of the roll does not read; restore a backup")]
    Invalid(String),
}

fn listed(obstacles: &[String]) -> String {
    let lines = obstacles.iter().map(|one| format!("\n- {one}"));
    lines.collect()
}
