//! Why papers were not counted to the end.

use crate::read::fault::PapersError;

/// Why papers were not counted to the end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCounted {
    /// The papers do not read.
    #[error("the papers do not read: {0}")]
    Papers(#[from] PapersError),
    /// What is no counting rule, or an option that the rule does not have.
    #[error("{0}")]
    NoRule(String),
    /// A rule that this path was not taught.
    #[error("the second path does not know the rule {0}")]
    UnknownRule(String),
    /// What is no way to resolve a tie.
    #[error("{0} is no resort")]
    NoResort(String),
    /// A tie that comes to a resort that this path was not taught.
    #[error("the second path does not know the resort {0}")]
    UnknownResort(String),
    /// More or fewer seats than the rule fills.
    #[error("{rule} fills {fills}, not {seats}")]
    Seats {
        /// The rule, as people say it.
        rule: &'static str,
        /// What it fills.
        fills: &'static str,
        /// How many there are.
        seats: u64,
    },
    /// An option that names somebody who does not stand.
    #[error("the option reopen names {0}, who is not a candidate")]
    NoSuchCandidate(String),
    /// A tie that must be resolved by lot, and the lot has not been drawn.
    #[error("a lot must be drawn at stage {stage} among {}", among.join(", "))]
    LotsRequired {
        /// The stage of the count, from 1.
        stage: u64,
        /// Those still tied, in the order of their ids.
        among: Vec<String>,
    },
    /// More than one lot for one stage.
    #[error("two lots are recorded for stage {stage}")]
    TwoLots {
        /// The stage of the count, from 1.
        stage: u64,
    },
    /// A lot for a stage at which nothing was left to lots, or that the count does not have.
    #[error("a lot is recorded for stage {stage}, which needs none")]
    LotNotNeeded {
        /// The stage of the count, from 1.
        stage: u64,
    },
    /// A lot among others than those whom the other resorts leave tied, or that falls on another.
    #[error("the lot recorded for stage {stage} was not drawn among exactly {}, to fall on one of them", tied.join(", "))]
    LotAmongOthers {
        /// The stage of the count, from 1.
        stage: u64,
        /// Those still tied, in the order of their ids.
        tied: Vec<String>,
    },
    /// A declared order that lacks somebody who is tied.
    #[error("{0} is tied, and the declared order lacks him or her")]
    NotInOrder(String),
    /// A tie that no resort of the rulebook resolves.
    #[error("no resort is left for the tie at stage {stage} among {}", among.join(", "))]
    NoResortLeft {
        /// The stage of the count, from 1.
        stage: u64,
        /// Those still tied, in the order of their ids.
        among: Vec<String>,
    },
}
