//! Why a ballot is not cast.

use hustings_rulebook::Moment;

/// Why a ballot is not cast: a closed list, in the order in which it is looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCast {
    /// The poll is not open.
    #[error("the poll is not open (ballot.window); open it first")]
    NotOpen {
        /// When the rulebook opens it, where it says.
        opens: Option<Moment>,
    },
    /// The poll is closed.
    #[error("the poll is closed (ballot.window)")]
    Closed,
    /// The poll's window is over, and nobody has closed it.
    #[error("the poll closed at {closes} (ballot.window); close it")]
    Over {
        /// When it was over.
        closes: Moment,
    },
    /// Not the one form of a ballot of this box, or a proof or the signature does not hold.
    #[error("it does not hold: {why}")]
    Malformed {
        /// What does not hold.
        why: String,
    },
    /// Its credential is on no list of this box.
    #[error(
        "it is signed by a credential that is not on the list of this box; vote in the section that the credential is for"
    )]
    NotListed,
    /// It is in the box: whoever did not hear of it casts it again, and finds it there.
    #[error("this very ballot was cast before")]
    ThisBallotWasCast {
        /// What its voter finds it by.
        tracker: String,
        /// Its place in the box, from 0.
        index: u64,
    },
    /// A paper came first.
    #[error(
        "a paper came by post in the name of this credential's elector, and the first that is received is final (ballot.means)"
    )]
    PaperCame,
    /// The elector who is signed in has voted.
    #[error("this elector has cast a ballot, and a ballot replaces no other (ballot.replacing)")]
    ElectorHasVoted,
    /// The credential was used.
    #[error("this credential has cast a ballot, and a ballot replaces no other (ballot.replacing)")]
    CredentialHasVoted,
}

impl NotCast {
    /// A word for programs, which stays when the sentence changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOpen { .. } => "poll-not-open",
            Self::Closed | Self::Over { .. } => "poll-closed",
            Self::Malformed { .. } => "malformed",
            Self::NotListed => "not-listed",
            Self::ThisBallotWasCast { .. } => "already-cast-this-ballot",
            Self::PaperCame => "paper-received",
            Self::ElectorHasVoted => "elector-has-voted",
            Self::CredentialHasVoted => "credential-used",
        }
    }
}
