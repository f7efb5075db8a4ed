//! Why a ruling or a mark is refused; a refused one changes nothing.

use hustings_rulebook::{RulingId, SectionId};

use crate::{ApplicationNumber, Channel, ElectorId, MatchNumber};

/// Why a roll does not follow a ruling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulingRefusal {
    /// Nobody has this number.
    #[error(
        "nobody on the roll has the number {0}: look for a mistyped number; a person who is not in the file claims to be on the roll"
    )]
    NoSuchElector(ElectorId),
    /// She is excluded already.
    #[error("{elector} is excluded already, by ruling {ruling}: nothing is left to rule")]
    ExcludedAlready {
        /// Who.
        elector: ElectorId,
        /// By which ruling.
        ruling: RulingId,
    },
    /// Nothing is against her.
    #[error("{0} is on the roll: only who is excluded or barred is readmitted")]
    OnTheRoll(ElectorId),
    /// She votes under another number.
    #[error(
        "{elector} is the same person as {kept} by ruling {ruling}: rule on {kept}, or on match {number} anew"
    )]
    SamePerson {
        /// Who.
        elector: ElectorId,
        /// Under which number she votes.
        kept: ElectorId,
        /// In which match that was found.
        number: MatchNumber,
        /// By which ruling.
        ruling: RulingId,
    },
    /// There is no such match.
    #[error("there is no match {0}: the preview lists them by number")]
    NoSuchMatch(MatchNumber),
    /// An elector is not in the match.
    #[error("{elector} is not in match {number}: name electors of this match only")]
    NotInMatch {
        /// Who.
        elector: ElectorId,
        /// Which match.
        number: MatchNumber,
    },
    /// A number is both kept and set aside, or set aside twice.
    #[error("{0} is named twice: a row is one person's, and is kept or set aside")]
    NamedTwice(ElectorId),
    /// Nobody could vote under the number that is kept.
    #[error("{0} cannot vote by the rules: keep another of her rows, or readmit her first")]
    KeepsBarred(ElectorId),
    /// The rules say in which section she votes.
    #[error("{keep} is in {section}, and roll.precedence puts {first} first: keep her row there")]
    AgainstPrecedence {
        /// The number that is kept.
        keep: ElectorId,
        /// Its section.
        section: SectionId,
        /// The section in which she votes.
        first: SectionId,
    },
    /// There is no such claim or objection.
    #[error("there is no claim or objection {0}: they are numbered from 1 in the order of receipt")]
    NoSuchApplication(ApplicationNumber),
    /// It was determined so already, or withdrawn.
    #[error("claim or objection {number} is {state} already: nothing is left to determine")]
    Determined {
        /// Which.
        number: ApplicationNumber,
        /// How it stands, in a word.
        state: &'static str,
    },
}

/// Why a mark is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarkRefusal {
    /// She is not on the frozen roll.
    #[error(
        "{0} is not on the frozen roll: set the paper aside unopened, and look who returned it"
    )]
    NotOnTheRoll(ElectorId),
    /// She has voted.
    #[error("{elector} has voted already, by {by}: set this one aside")]
    Voted {
        /// Who.
        elector: ElectorId,
        /// By which channel.
        by: Channel,
    },
}
