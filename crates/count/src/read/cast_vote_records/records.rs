//! The shape of cast vote records, as far as papers need it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::read::error::Fault;

/// The whole file. Records are kept as they stand, so that a bad one can be named by its place.
#[derive(Deserialize)]
pub(super) struct Report<'a> {
    #[serde(rename = "CVR", borrow)]
    pub(super) records: Vec<&'a RawValue>,
    #[serde(rename = "Election")]
    pub(super) elections: Vec<Election>,
}

#[derive(Deserialize)]
pub(super) struct Election {
    #[serde(rename = "Candidate", default)]
    pub(super) candidates: Vec<Person>,
    #[serde(rename = "Contest")]
    pub(super) contests: Vec<Contest>,
}

#[derive(Deserialize)]
pub(super) struct Person {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "Name")]
    pub(super) name: String,
}

#[derive(Deserialize)]
pub(super) struct Contest {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "Name")]
    pub(super) name: Option<String>,
    #[serde(rename = "ContestSelection", default)]
    pub(super) selections: Vec<Selection>,
}

impl Contest {
    /// Refuses a selection that is defined twice: which of the candidates a mark of it is for would be a guess.
    pub(super) fn check_selections(&self) -> Result<(), Fault> {
        let ids = self
            .selections
            .iter()
            .map(|selection| selection.id.as_str());
        once_each("the selection", ids)
    }

    /// How it is named to people.
    pub(super) fn called(&self) -> String {
        match &self.name {
            Some(name) => format!("“{name}” ({})", self.id),
            None => self.id.clone(),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Selection {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "CandidateIds", default)]
    pub(super) candidates: Vec<String>,
    #[serde(rename = "IsWriteIn", default)]
    pub(super) is_write_in: bool,
}

/// One cast vote record.
#[derive(Deserialize)]
pub(super) struct Record {
    #[serde(rename = "UniqueId")]
    pub(super) unique_id: Option<String>,
    #[serde(rename = "BallotPrePrintedId")]
    pub(super) pre_printed_id: Option<String>,
    #[serde(rename = "CurrentSnapshotId")]
    current: String,
    #[serde(rename = "CVRSnapshot")]
    snapshots: Vec<Snapshot>,
}

impl Record {
    /// The snapshot that holds.
    pub(super) fn current(&self) -> Result<&Snapshot, Fault> {
        let ids = self.snapshots.iter().map(|snapshot| snapshot.id.as_str());
        once_each("the snapshot", ids)?;
        let mut snapshots = self.snapshots.iter();
        let current = snapshots.find(|snapshot| snapshot.id == self.current);
        current.ok_or_else(|| Fault::NotDefined(format!("the current snapshot {}", self.current)))
    }
}

#[derive(Deserialize)]
pub(super) struct Snapshot {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "CVRContest", default)]
    contests: Vec<Marked>,
}

impl Snapshot {
    /// What is marked in a contest, if it is on the paper.
    pub(super) fn contest(&self, id: &str) -> Result<Option<&Marked>, Fault> {
        let ids = self.contests.iter().map(|contest| contest.id.as_str());
        once_each("the contest", ids)?;
        Ok(self.contests.iter().find(|contest| contest.id == id))
    }
}

#[derive(Deserialize)]
pub(super) struct Marked {
    #[serde(rename = "ContestId")]
    id: String,
    #[serde(rename = "CVRContestSelection", default)]
    pub(super) selections: Vec<MarkedSelection>,
}

#[derive(Deserialize)]
pub(super) struct MarkedSelection {
    #[serde(rename = "ContestSelectionId")]
    pub(super) id: String,
    #[serde(rename = "SelectionPosition")]
    pub(super) positions: Vec<Position>,
}

#[derive(Deserialize)]
pub(super) struct Position {
    #[serde(rename = "HasIndication")]
    has_indication: Told,
    #[serde(rename = "IsAllocable")]
    is_allocable: Option<Told>,
    #[serde(rename = "NumberVotes")]
    number_votes: u32,
    #[serde(rename = "Rank")]
    rank: Option<u32>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Told {
    Yes,
    No,
    Unknown,
}

impl Position {
    /// The rank that is marked; nothing if there is no mark, or none that may count.
    pub(super) fn rank(&self) -> Result<Option<u32>, Fault> {
        if self.has_indication == Told::No || self.is_allocable == Some(Told::No) {
            return Ok(None);
        }
        if self.has_indication == Told::Unknown {
            return Err(Fault::UnclearMark(
                "it is not known whether a position is marked",
            ));
        }
        if self.number_votes != 1 {
            return Err(Fault::UnclearMark(
                "a position stands for another number of votes than 1",
            ));
        }
        match self.rank {
            Some(rank) if rank > 0 => Ok(Some(rank)),
            _ => Err(Fault::UnclearMark("a marked position has no rank")),
        }
    }
}

/// Refuses what stands twice where each should stand once.
fn once_each<'a>(what: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(Fault::DefinedTwice(format!("{what} {id}")));
        }
    }
    Ok(())
}
