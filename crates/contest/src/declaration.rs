//! The declaration: what a returning officer reads out and publishes.
//!
//! `docs/formats/declaration.md` gives its shape. Fields stand in the order in which they are written.

mod claims;
mod make;
mod returns;

use std::collections::BTreeMap;

use hustings_count::transcript::{Did, Provenance, Votes};
use hustings_count::{CandidateId, StageNumber, Tally};
use hustings_rulebook::{Moment, PostId, SectionId};
use serde::{Deserialize, Serialize};

use crate::wire::LogDigest;

pub use make::declaration;
pub(crate) use returns::is_elected_by_all;

/// Votes of each candidate.
pub type VotesOf = BTreeMap<CandidateId, Votes>;

/// The declaration of one post's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The format's name and version.
    pub format: Format,
    /// The rulebook's title.
    pub title: String,
    /// Whose contest it is.
    pub organisation: String,
    /// The post.
    pub post: DeclaredPost,
    /// Counted from papers, or declared by somebody else.
    pub provenance: Provenance,
    /// The section whose result this is; `None` for the whole.
    pub section: Option<SectionTitle>,
    /// When votes were taken.
    pub poll: Poll,
    /// Electors and papers, by section, then of the whole.
    pub returns: Vec<Return>,
    /// The table of stages.
    pub stages: Vec<DeclaredStage>,
    /// Who is elected.
    pub elected: Vec<Elected>,
    /// When the result was declared.
    pub declared_on: Option<Moment>,
    /// Who certified it.
    pub certified_by: Option<String>,
    /// Published figures, set against what follows from the others.
    pub claims: Vec<FigureClaim>,
    /// Papers that the sources leave unaccounted for.
    pub unreconciled: Vec<Unreconciled>,
    /// Which log it was made from.
    pub log: LogDigest,
    /// Whether the contest is a rehearsal, in which nobody is elected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mock: bool,
    /// Whether the server alone holds the key to the ballots, so that secrecy rests on whoever runs it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub server_alone: bool,
    /// What was declared before, and corrected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub superseded: Vec<SupersededResult>,
}

/// A declaration that another took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupersededResult {
    /// Who was declared elected.
    pub elected: Vec<CandidateId>,
    /// When.
    pub declared_on: Option<Moment>,
    /// Who certified it.
    pub certified_by: Option<String>,
    /// Why another took its place.
    pub reasons: String,
}

/// The name and version of the format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The only version there is.
    #[default]
    #[serde(rename = "hustings-declaration/1")]
    V1,
}

/// The post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredPost {
    /// Its id.
    pub id: PostId,
    /// What it is called.
    pub title: String,
    /// How many are elected to it.
    pub seats: u32,
}

/// A section of the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionTitle {
    /// Its id.
    pub id: SectionId,
    /// What it is called.
    pub title: String,
}

/// When votes were taken: by the rulebook, and as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// When the rulebook opens the poll.
    pub opens: Option<Moment>,
    /// When the rulebook closes it.
    pub closes: Option<Moment>,
    /// When it is reported to have opened.
    pub opened: Option<Moment>,
    /// When it is reported to have closed.
    pub closed: Option<Moment>,
}

/// Electors and papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Of this section; `None` for the whole.
    pub section: Option<SectionTitle>,
    /// Electors.
    pub eligible: Option<Tally>,
    /// Papers returned.
    pub returned: Option<Tally>,
    /// Papers rejected.
    pub invalid: Option<Tally>,
    /// Papers counted.
    pub valid: Option<Tally>,
    /// Papers without any preference, where papers were counted here.
    pub blank: Option<Tally>,
    /// Papers by the way they came.
    pub channels: BTreeMap<String, Tally>,
    /// Votes at stage 1.
    pub votes: Option<VotesOf>,
    /// How many of the electors took part.
    pub turnout: Option<Turnout>,
    /// Who published electors and papers.
    pub sources: Vec<String>,
}

/// How many of the electors took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turnout {
    /// With one decimal, half up.
    pub percent: String,
    /// What was set against the electors.
    pub of: TurnoutOf,
}

/// What is set against the electors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TurnoutOf {
    /// Papers returned.
    Returned,
    /// The sum of the channels.
    Channels,
    /// Papers counted.
    Valid,
}

/// One row of the table of stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredStage {
    /// The stage.
    pub number: StageNumber,
    /// Votes of those still in the count.
    pub votes: VotesOf,
    /// Papers that no longer count for anybody.
    pub non_transferable: Votes,
    /// What was done.
    pub did: Did,
    /// To whom.
    pub candidates: Vec<CandidateId>,
    /// Who published the votes, where they were declared.
    pub sources: Vec<String>,
}

/// Somebody elected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elected {
    /// Who.
    pub id: CandidateId,
    /// The name as it stands on the paper.
    pub name: String,
    /// At which stage.
    pub stage: StageNumber,
    /// With how many votes.
    pub votes: Votes,
    /// Of the votes of all still in the count at that stage; one decimal, half up.
    pub of_continuing: Option<String>,
    /// Of all papers counted; one decimal, half up. People confuse the two.
    pub of_first_stage: Option<String>,
}

/// A published figure that can be computed from the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureClaim {
    /// What figure.
    pub figure: FigureKind,
    /// Of which section; `None` for the whole.
    pub section: Option<SectionId>,
    /// At which stage of the count.
    pub stage: Option<u32>,
    /// As it was published.
    pub published: Figure,
    /// As it follows.
    pub computed: Figure,
    /// Whether the two are the same.
    pub verdict: FigureVerdict,
    /// Who published it.
    pub sources: Vec<String>,
}

/// Kinds of figures that can be computed from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// Turnout, as a percentage.
    Turnout,
    /// Electors.
    Eligible,
    /// Papers returned.
    Returned,
    /// Votes at a stage.
    Votes,
    /// Votes at stage 1, against the sections' sum.
    VotesBySection,
    /// Who has votes, against who should have.
    Standing,
    /// Who is elected.
    Elected,
}

/// A figure of whatever shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Figure {
    /// A count or a percentage.
    Number(String),
    /// Votes of each candidate.
    Votes(VotesOf),
    /// Candidates.
    Candidates(Vec<CandidateId>),
}

/// Whether a published figure follows from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureVerdict {
    /// It does.
    Follows,
    /// It does not; it is stated, not mended.
    DoesNotFollow,
}

/// Papers that the sources leave unaccounted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreconciled {
    /// Which figure of papers received.
    pub what: Received,
    /// Of which section; `None` for the whole.
    pub section: Option<SectionId>,
    /// Papers received.
    pub received: Tally,
    /// Papers counted and rejected.
    pub accounted: Tally,
    /// Received less accounted for, with a sign if negative.
    pub difference: String,
}

/// A figure of papers received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Received {
    /// Papers returned.
    Returned,
    /// The sum of the channels.
    Channels,
}

impl Declaration {
    /// The declaration as the format writes it: two spaces of indentation, one line feed at the end.
    pub fn to_json(&self) -> String {
        crate::pretty(self)
    }
}
