//! The published list of a section's commitments, and whether an opening is in it.

use hustings_log::{Hash, Tree};
use hustings_rulebook::SectionId;

use crate::{Commitment, Opening, OpeningError, Place, hex};

/// A section's commitments in ascending order, so that their order tells nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitmentList(Vec<Commitment>);

/// Why a file is no list of commitments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// A line is no commitment.
    #[error(
        "line {0}: not 64 hexadecimal digits in lower case and a line feed: fetch the file anew"
    )]
    NotACommitment(u64),
    /// A line is not after the one before it.
    #[error(
        "line {0}: not greater than the line before it: commitments are in ascending order, each once; fetch the file anew"
    )]
    NotAscending(u64),
}

/// Why an opening does not check.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// The opening cannot be read.
    #[error("the opening: {0}")]
    Opening(#[from] OpeningError),
    /// The list cannot be read.
    #[error("the list: {0}")]
    List(#[from] ListError),
    /// The opening is of another section.
    #[error("the opening is of {}, and the list of {}: check it against its own section's list", named(.opening.as_ref()), named(.list.as_ref()))]
    Section {
        /// What the opening says.
        opening: Option<SectionId>,
        /// Whose list it is.
        list: Option<SectionId>,
    },
    /// The list does not have it.
    #[error(
        "commitment {0} is not in the list: who is described here is not on this roll, or is described otherwise there; ask the returning officer for the opening anew, and object if it stays so"
    )]
    Absent(Commitment),
}

fn named(section: Option<&SectionId>) -> String {
    section.map_or_else(
        || "a roll without sections".to_owned(),
        |section| format!("section {section}"),
    )
}

impl CommitmentList {
    /// Commitments put in order.
    pub(crate) fn of(mut commitments: Vec<Commitment>) -> Self {
        commitments.sort_unstable();
        Self(commitments)
    }

    /// Reads a published list.
    pub fn read(bytes: &[u8]) -> Result<Self, ListError> {
        let mut list: Vec<Commitment> = Vec::new();
        for (number, line) in (1..).zip(bytes.split_inclusive(|&byte| byte == b'\n')) {
            let commitment = line
                .strip_suffix(b"\n")
                .and_then(read)
                .ok_or(ListError::NotACommitment(number))?;
            if list.last().is_some_and(|last| *last >= commitment) {
                return Err(ListError::NotAscending(number));
            }
            list.push(commitment);
        }
        Ok(Self(list))
    }

    /// The file: a commitment a line, each line with a line feed.
    pub fn bytes(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|one| format!("{one}\n").into_bytes())
            .collect()
    }

    /// The commitments, in order.
    pub fn commitments(&self) -> &[Commitment] {
        &self.0
    }

    /// The root over the list, in which an entry is a commitment's 32 bytes.
    pub fn root(&self) -> Hash {
        let mut tree = Tree::new();
        for commitment in &self.0 {
            tree.append(Hash::of_entry(commitment.as_bytes()));
        }
        tree.root()
    }

    /// Where a commitment stands.
    pub fn place(&self, commitment: &Commitment) -> Option<Place> {
        let index = self.0.binary_search(commitment).ok()?;
        Some(Place {
            line: index as u64 + 1,
            of: self.0.len() as u64,
        })
    }
}

fn read(digits: &[u8]) -> Option<Commitment> {
    hex::read::<32>(digits)?;
    String::from_utf8(digits.to_vec()).ok()?.parse().ok()
}

/// Checks what an officer sent an elector against the published list of her section; gives her place in it.
///
/// Whether the list is the one that the log commits to, its [`CommitmentList::root`] says.
pub fn check(
    opening: &[u8],
    section: Option<&SectionId>,
    list: &[u8],
) -> Result<Place, CheckError> {
    let opening = Opening::read(opening)?;
    let list = CommitmentList::read(list)?;
    if opening.section.as_ref() != section {
        return Err(CheckError::Section {
            opening: opening.section,
            list: section.cloned(),
        });
    }
    let commitment = opening.commitment();
    list.place(&commitment)
        .ok_or(CheckError::Absent(commitment))
}
