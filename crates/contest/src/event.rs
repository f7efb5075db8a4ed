//! Events: what can happen in a contest, and who, when and under which clause.
//!
//! `docs/formats/events.md` gives every key; [`crate::wire`] reads and writes the lines.

mod closed;
mod declared;
mod polled;
mod ruled;
mod standing;

use hustings_rulebook::{Address, Moment};
use serde::{Deserialize, Serialize};

pub use closed::*;
pub use declared::*;
pub use polled::*;
pub use ruled::*;
pub use standing::*;

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Who, when, under which clause.
    pub circumstances: Circumstances,
    /// What.
    pub act: Act,
}

/// Who acted, when, under which clause, and where that is known from. What is not known is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumstances {
    /// Who acted.
    pub actor: Option<String>,
    /// In which role.
    pub role: Option<Role>,
    /// Under which clause of the rulebook.
    pub clause: Option<Address>,
    /// When it was decided.
    pub decided: Option<Moment>,
    /// When the contest received it.
    pub received: Option<Moment>,
    /// When it was recorded; a replay has no order but its file's.
    pub recorded: Option<Moment>,
    /// Where this is known from.
    pub sources: Vec<String>,
    /// What else the reader should know.
    pub note: Option<String>,
}

/// In which role somebody acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Runs the contest.
    ReturningOfficer,
    /// Stands.
    Candidate,
    /// Nominates.
    Nominator,
    /// Published a figure.
    Reporter,
    /// Made a replay from published sources.
    Compiler,
    /// Gives credentials to electors.
    Registrar,
    /// Holds a key to the ballots.
    Trustee,
    /// Looks on as the rules or a statute provide.
    Scrutineer,
    /// May vote.
    Elector,
    /// Acts for a candidate.
    Agent,
}

impl Role {
    /// As people say it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::ReturningOfficer => "returning officer",
            Self::Candidate => "candidate",
            Self::Nominator => "nominators",
            Self::Reporter => "reporter",
            Self::Compiler => "compiler",
            Self::Registrar => "registrar",
            Self::Trustee => "trustees",
            Self::Scrutineer => "scrutineer",
            Self::Elector => "elector",
            Self::Agent => "agent",
        }
    }
}

/// Whether the log is the whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    /// What is not in the log did not happen.
    Live,
    /// Made afterwards from what was published: what is absent is not known to be absent.
    Replay,
    /// A rehearsal under the rules of a live log: nobody was elected.
    Mock,
}

/// The keys of each kind of event, as they are written.
macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }
    )*};
}
use keys;

macro_rules! acts {
    ($($name:ident = $kind:literal,)*) => {
        /// What happened.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "event")]
        pub enum Act {
            $(
                #[doc = concat!("`", $kind, "`")]
                #[serde(rename = $kind)]
                $name($name),
            )*
        }

        /// What kinds of event there are, as they are written.
        pub const KINDS: &[&str] = &[$($kind,)*];
    };
}

acts! {
    ContestOpened = "contest-opened",
    CandidateDeclared = "candidate-declared",
    CandidateWithdrew = "candidate-withdrew",
    Nominated = "nominated",
    NominationDeclined = "nomination-declined",
    TallyReported = "tally-reported",
    QualificationClaimed = "qualification-claimed",
    NomineesPublished = "nominees-published",
    PollOpened = "poll-opened",
    PollClosed = "poll-closed",
    LotsDrawn = "lots-drawn",
    PapersPublished = "papers-published",
    ReturnsDeclared = "returns-declared",
    TurnoutClaimed = "turnout-claimed",
    VotesDeclared = "votes-declared",
    ResultDeclared = "result-declared",
    LogEstablished = "log-established",
    RulingMade = "ruling-made",
    AppealMade = "appeal-made",
    ClaimMade = "claim-made",
    RollImported = "roll-imported",
    RollFrozen = "roll-frozen",
    RollAmended = "roll-amended",
    BoxOpened = "box-opened",
    BoothPublished = "booth-published",
    PapersReceived = "papers-received",
    PostCounted = "post-counted",
    BoxClosed = "box-closed",
    ShuffleMade = "shuffle-made",
    DecryptionMade = "decryption-made",
    BoxTallied = "box-tallied",
    FiguresProvided = "figures-provided",
    RecountRequested = "recount-requested",
    ScrutineerReported = "scrutineer-reported",
    ResultCorrected = "result-corrected",
}
