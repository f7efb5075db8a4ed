//! All stages of one count, and how they are written: `hustings-transcript/1`, `docs/formats/transcript.md`.
//!
//! Fields stand in the order in which the format writes its keys; do not sort them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::candidate::{Candidate, CandidateId};
use crate::papers::Spoilt;
use crate::read::Marks;
use crate::rule::{Rule, Seats};
use crate::tie::Resort;
use crate::votes::Tally;

pub use crate::stage::{
    Action, Did, Elected, Purpose, ResolvedBy, Stage, StageNumber, Tie, Transfer,
};
pub use crate::votes::Votes;

/// All stages of one count.
///
/// [`Transcript::from_json`] checks the shape of what it reads, not whether its figures follow from anything: that is
/// for whoever counts again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// The format's name and version.
    pub format: Format,
    /// Whether the figures were counted here or declared by somebody else.
    pub provenance: Provenance,
    /// The counting rule with all its options.
    pub rule: Rule,
    /// How ties were to be resolved, as whoever asked for the count said; absent in a contest, whose rulebook says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Vec<Resort>>,
    /// How unclear marks were read, likewise; absent where each was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Marks>,
    /// Seats that this count fills; 0 for a section of an electoral college.
    pub seats: Seats,
    /// The section whose papers these are; `None` for all.
    pub section: Option<String>,
    /// Papers with at least one preference.
    pub papers: Tally,
    /// Papers without any preference, counted apart; 0 where declared.
    pub blank: Tally,
    /// Papers set aside as spoilt, by the reason; absent where there are none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spoilt: BTreeMap<Spoilt, Tally>,
    /// Those who stood, in the order of the paper or of their declaration.
    pub candidates: Vec<Candidate>,
    /// Those of them who withdrew before the count; absent where nobody did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<CandidateId>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// Those elected.
    pub elected: Vec<CandidateId>,
    /// What was not published but follows from what was; empty where counted.
    pub derived: Vec<String>,
}

/// Where the figures of a transcript are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// From papers.
    Counted,
    /// Somebody else's figures, whose arithmetic was checked and which nobody can recount.
    Declared,
}

/// The name and version of the format: `hustings-transcript/1`. Another is refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The only version there is.
    #[default]
    #[serde(rename = "hustings-transcript/1")]
    V1,
}

/// A text that is not a transcript.
#[derive(Debug, thiserror::Error)]
#[error("not a transcript (hustings-transcript/1): {0}")]
pub struct NotATranscript(#[from] serde_json::Error);

impl Transcript {
    /// The transcript as the format writes it: two spaces of indentation, one line feed at the end.
    pub fn to_json(&self) -> String {
        // Writing to memory cannot fail, and every key of every map here is a string.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a transcript. Unknown, missing and repeated keys are refused.
    pub fn from_json(text: &str) -> Result<Self, NotATranscript> {
        Ok(serde_json::from_str(text)?)
    }
}
