//! Why an event is refused.

use hustings_count::CandidateId;
use hustings_rulebook::{Address, BodyId, KindId, Moment, NominatorId, PostId, SectionId, StageId};

use crate::kept::KeptRefusal;
use crate::{Digest, Line, WireError};

/// Why the rulebook or the log does not allow an event. Each message says the reason, then the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "each variant's message is its documentation, and its fields are the figures in it"
)]
pub enum Refusal {
    #[error(transparent)]
    Kept(Box<KeptRefusal>),
    #[error("nothing can happen before the contest is opened; put a contest-opened first")]
    NotOpened,
    #[error("the contest is already open; take the second contest-opened out")]
    OpenedTwice,
    #[error(
        "the log was made under a rulebook with the digest {expected}, and this one has {found}; give the rulebook that the log names, or amend the log's first event"
    )]
    OtherRulebook { expected: Digest, found: Digest },
    #[error("the rulebook has no clause '{0}'; name one that it has, or write null")]
    UnknownClause(Address),
    #[error("the rulebook has no post '{0}'; name one of its posts")]
    UnknownPost(PostId),
    #[error("the rulebook has no stage '{0}'; name one of its stages")]
    UnknownStage(StageId),
    #[error("the stage '{stage}' is not for the post '{post}'; name a stage that is")]
    StageOfOtherPost { stage: StageId, post: PostId },
    #[error("the rulebook has no body '{0}'; name one of its bodies of nominators")]
    UnknownBody(BodyId),
    #[error(
        "'{body}' does not nominate at the stage '{stage}'; name one of the stage's nominators"
    )]
    BodyDoesNotNominate { body: BodyId, stage: StageId },
    #[error("the body '{body}' has no kind '{kind}'; name one of its kinds")]
    UnknownKind { body: BodyId, kind: KindId },
    #[error(
        "the body '{0}' has several kinds, and the event gives none; say which kind the nominator is"
    )]
    MissingKind(BodyId),
    #[error("the roll has no section '{0}'; name one of its sections, or write null for the whole")]
    UnknownSection(SectionId),
    #[error("'{candidate}' is already a candidate for '{post}'; take the second declaration out")]
    DeclaredTwice {
        candidate: CandidateId,
        post: PostId,
    },
    #[error(
        "'{candidate}' is not a candidate for '{post}'; declare the candidate first, or correct the id"
    )]
    NotACandidate {
        candidate: CandidateId,
        post: PostId,
    },
    #[error(
        "'{candidate}' has already withdrawn from the contest for '{post}'; the first withdrawal stands, and this event is left out"
    )]
    Withdrawn {
        candidate: CandidateId,
        post: PostId,
    },
    #[error(
        "'{candidate}' did not pass the stage '{stage}'; only candidates who did may be nominated"
    )]
    NotThrough {
        candidate: CandidateId,
        stage: StageId,
    },
    #[error(
        "'{nominator}' has already nominated '{candidate}' for '{post}'; a nominator has one nomination for a post, unless the candidate withdraws"
    )]
    NominatedTwice {
        nominator: NominatorId,
        candidate: CandidateId,
        post: PostId,
    },
    #[error(
        "'{nominator}' has already declined to nominate anybody for '{post}'; of two such events one stands: in a replay take the wrong one out, where a contest is kept the first stays"
    )]
    DeclinedBefore {
        nominator: NominatorId,
        post: PostId,
    },
    #[error(transparent)]
    OutsideWindow(Box<OutsideWindow>),
    #[error(
        "{nominations} nominations by '{body}' for one post are more than the {most} nominators that it has; correct the figures or the register"
    )]
    MoreThanRegister {
        nominations: u64,
        body: BodyId,
        most: u64,
    },
    #[error(
        "'{0}' cannot stand as a name; write it without white space around it and without characters that do not show"
    )]
    Name(String),
    #[error(
        "there is already a candidate for '{post}' called '{name}'; tell the two apart by their names"
    )]
    SameName { name: String, post: PostId },
    #[error(
        "'{candidate}' is not among the nominees published for '{post}', and has votes; correct one of the two"
    )]
    NotOnPaper {
        candidate: CandidateId,
        post: PostId,
    },
    #[error(
        "the section '{section}' does not elect '{post}'; take its votes out, or correct the post's sections"
    )]
    SectionDoesNotElect { section: SectionId, post: PostId },
    #[error(
        "the poll is said to have closed at {closed}, before it opened at {opened}; correct one of the two"
    )]
    ClosedBeforeOpened { opened: Moment, closed: Moment },
    #[error(
        "{returned} papers returned are more than the {eligible} electors; correct one of the figures"
    )]
    MoreReturnedThanEligible { returned: u64, eligible: u64 },
    #[error(
        "{votes} votes for '{post}' are more than the {eligible} electors; correct one of the figures"
    )]
    MoreVotesThanEligible {
        votes: u64,
        post: PostId,
        eligible: u64,
    },
    #[error(
        "{votes} votes for '{post}' are more than the {returned} papers returned; correct one of the figures"
    )]
    MoreVotesThanReturned {
        votes: u64,
        post: PostId,
        returned: u64,
    },
    #[error("{what} sum to more than can be counted; correct the figures")]
    TooMany { what: &'static str },
    #[error(
        "{what} is already in the log; in a replay take the wrong one out, where a contest is kept nothing is taken out and the first stays"
    )]
    DeclaredAgain { what: String },
    #[error(
        "votes by section are declared for stage 1 only, not for stage {0}; write section null for the whole"
    )]
    LaterStageBySection(u32),
    #[error("stages of a count are numbered from 1; correct the number")]
    StageZero,
    #[error(
        "'{0}' is not a path of papers; write papers/ and one name of a-z, 0-9, '-', '_' and '.'"
    )]
    NotAPath(String),
    #[error("'{0}' is named twice; name everybody once")]
    NamedTwice(CandidateId),
    #[error(
        "the lot excludes '{0}', who is not among those it was drawn for; correct one of the two"
    )]
    LotOfAnother(CandidateId),
    #[error("'{0}' is a time, not a day; a date of qualifying is claimed to the day")]
    NotADay(Moment),
}

/// A nomination that is known to have come outside its window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "it was {judged} at {moment}, {edge}, as the window of the stage '{stage}' has it; a nomination counts only within the window"
)]
pub struct OutsideWindow {
    /// The time that the rulebook judges: `received` or `decided`.
    pub judged: &'static str,
    /// When that was.
    pub moment: Moment,
    /// At which stage.
    pub stage: StageId,
    /// On which side of the window.
    pub edge: Edge,
}

/// The edge of a window that was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edge {
    /// It came before this.
    Opening(Moment),
    /// It came after this.
    Close(Moment),
}

impl std::fmt::Display for Edge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Opening(moment) => write!(f, "before the opening at {moment}"),
            Self::Close(moment) => write!(f, "after the close at {moment}"),
        }
    }
}

impl Refusal {
    /// The key of the event that is at fault.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::Kept(_)
            | Self::NotOpened
            | Self::OpenedTwice
            | Self::TooMany { .. }
            | Self::DeclaredAgain { .. } => "event",
            Self::OtherRulebook { .. } => "rulebook",
            Self::UnknownClause(_) => "clause",
            Self::UnknownPost(_) => "post",
            Self::UnknownStage(_) | Self::StageOfOtherPost { .. } => "stage",
            Self::UnknownBody(_)
            | Self::BodyDoesNotNominate { .. }
            | Self::MoreThanRegister { .. } => "body",
            Self::UnknownKind { .. } | Self::MissingKind(_) => "kind",
            Self::UnknownSection(_) | Self::SectionDoesNotElect { .. } => "section",
            Self::DeclaredTwice { .. }
            | Self::NotACandidate { .. }
            | Self::Withdrawn { .. }
            | Self::NotThrough { .. } => "candidate",
            Self::NominatedTwice { .. } | Self::DeclinedBefore { .. } => "nominator",
            Self::OutsideWindow(outside) => outside.judged,
            Self::Name(_) | Self::SameName { .. } => "name",
            Self::ClosedBeforeOpened { .. } => "decided",
            Self::MoreReturnedThanEligible { .. } => "returned",
            Self::MoreVotesThanEligible { .. }
            | Self::MoreVotesThanReturned { .. }
            | Self::NotOnPaper { .. } => "votes",
            Self::LaterStageBySection(_) | Self::StageZero => "stage_number",
            Self::NotAPath(_) => "file",
            Self::NamedTwice(_) => "candidates",
            Self::LotOfAnother(_) => "excluded",
            Self::NotADay(_) => "on",
        }
    }
}

/// Why a log cannot be folded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// A line is no event.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// An event is refused.
    #[error("{at}: {refusal}")]
    Refused {
        /// Where.
        at: Line,
        /// Why.
        refusal: Box<Refusal>,
    },
    /// There is nothing in it.
    #[error("line 1, column 1: the log is empty; it begins with a contest-opened")]
    Empty,
}

impl From<KeptRefusal> for Refusal {
    fn from(refusal: KeptRefusal) -> Self {
        Self::Kept(Box::new(refusal))
    }
}
