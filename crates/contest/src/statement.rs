//! The statement of persons nominated: who stood, and stage by stage why.
//!
//! `docs/formats/statement.md` gives its shape. Fields stand in the order in which they are written.

mod make;

use hustings_count::CandidateId;
use hustings_rulebook::{Moment, PostId, StageId};
use serde::{Deserialize, Serialize};

use crate::event::Record;
use crate::judge::Verdict;
use crate::wire::LogDigest;

pub(crate) use make::candidates;
pub use make::statement;

/// The statement of persons nominated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The format's name and version.
    pub format: Format,
    /// The rulebook's title.
    pub title: String,
    /// Whose contest it is.
    pub organisation: String,
    /// Whether the log is the whole record.
    pub record: Record,
    /// Whether the server alone holds the key to the ballots, so that secrecy rests on whoever runs it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub server_alone: bool,
    /// Which log it was made from.
    pub log: LogDigest,
    /// The posts, in the rulebook's order.
    pub posts: Vec<PostStatement>,
}

/// The name and version of the format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The only version there is.
    #[default]
    #[serde(rename = "hustings-statement/1")]
    V1,
}

/// Who stood for one post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostStatement {
    /// The post.
    pub id: PostId,
    /// What it is called.
    pub title: String,
    /// How many are elected to it.
    pub seats: u32,
    /// Everybody, in the order of declaration.
    pub candidates: Vec<CandidateStatement>,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateStatement {
    /// The candidate.
    pub id: CandidateId,
    /// The name as it stands on the paper.
    pub name: String,
    /// Whether the candidate holds the post.
    pub incumbent: bool,
    /// What it came to.
    pub standing: Standing,
    /// If and when the candidate withdrew.
    pub withdrew: Option<Withdrawal>,
    /// What was published about who stood; `None` if nothing was.
    pub on_paper: Option<OnPaper>,
    /// Stage by stage.
    pub stages: Vec<StageStatement>,
}

/// What a candidature came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Passed every stage.
    Nominated,
    /// Did not pass a stage.
    NotNominated,
    /// Withdrew.
    Withdrawn,
    /// The record does not decide.
    Undetermined,
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When it was decided.
    pub decided: Option<Moment>,
    /// When it was received.
    pub received: Option<Moment>,
    /// At which stage; `None` if after all of them, or if that is not known.
    pub stage: Option<StageId>,
    /// Whether the candidate's nominators might nominate anew.
    pub nominations_released: bool,
    /// Who says so.
    pub sources: Vec<String>,
}

/// What was published about who stood, set against the standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnPaper {
    /// Whether the candidate is among those published.
    pub published: bool,
    /// Whether the record bears it out.
    pub verdict: ClaimVerdict,
    /// Who published it.
    pub sources: Vec<String>,
}

/// One candidate at one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageStatement {
    /// The stage.
    pub id: StageId,
    /// What it is called.
    pub title: String,
    /// What it came to.
    pub outcome: StageOutcome,
    /// The gate's verdict; `None` if the candidate is exempt or the stage has no gate.
    pub verdict: Option<Verdict>,
    /// Published dates of qualifying.
    pub claims: Vec<QualificationClaim>,
}

/// What a stage came to for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageOutcome {
    /// Passed it.
    Through,
    /// Did not.
    NotThrough,
    /// Withdrew while it lasted.
    Withdrawn,
    /// The record does not decide.
    Undetermined,
    /// Passed it by right.
    Exempt,
}

/// Somebody's date of qualifying, set against the interval that the record leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualificationClaim {
    /// The day claimed.
    pub on: Moment,
    /// Whether the record bears it out.
    pub verdict: ClaimVerdict,
    /// Who claims it.
    pub sources: Vec<String>,
}

/// Whether a record bears a claim out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimVerdict {
    /// It follows.
    Confirmed,
    /// It cannot be.
    Excluded,
    /// The record neither confirms nor excludes it.
    Open,
}

impl Statement {
    /// The statement as the format writes it: two spaces of indentation, one line feed at the end.
    pub fn to_json(&self) -> String {
        crate::pretty(self)
    }
}
