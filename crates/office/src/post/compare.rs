//! Two readings of a batch, paper by paper.

use std::collections::{BTreeMap, BTreeSet};

use hustings_count::CandidateId;
use hustings_rulebook::{BatchId, PostId};

use super::entry::{Entry, Readings};
use super::table::{DOUBTFUL, Written};
use crate::error::OfficeError;
use crate::office::Office;

/// What two people read beside one name, where it is not the same, or one of them is not sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Beside whose name.
    pub candidate: CandidateId,
    /// What the first read; empty if nothing stands there.
    pub first: String,
    /// What the second read.
    pub second: String,
}

/// A paper that a third person must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Its number in the batch.
    pub paper: u64,
    /// Beside which names.
    pub differences: Vec<Difference>,
    /// Who decided it, if somebody has.
    pub decided_by: Option<String>,
}

/// What two readings of a batch for a post leave open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostDoubts {
    /// For which post.
    pub post: PostId,
    /// Who entered the batch for it, in order.
    pub entered_by: Vec<String>,
    /// The papers that differ or are doubtful; known once two have entered.
    pub doubts: Vec<Doubt>,
}

impl PostDoubts {
    /// Whether nothing is left to do for this post.
    pub fn is_settled(&self) -> bool {
        let decided = |doubt: &Doubt| doubt.decided_by.is_some();
        self.entered_by.len() == 2 && self.doubts.iter().all(decided)
    }
}

impl Office {
    /// What the readings of a batch leave open, for each of its posts.
    pub async fn compare(&mut self, batch: &BatchId) -> Result<Vec<PostDoubts>, OfficeError> {
        let mut turn = self.turn(&[]).await?;
        if self.batch(batch).is_none() {
            return Err(OfficeError::batch(
                batch,
                "its numbers are not published; check its id",
            ));
        }
        let mut all = Vec::new();
        for post in self.posts_of_batch(batch) {
            let readings = self.readings(&mut turn, batch, &post).await?;
            all.push(PostDoubts {
                doubts: doubts(&readings),
                entered_by: readings.entries.into_iter().map(|entry| entry.by).collect(),
                post,
            });
        }
        Ok(all)
    }
}

/// The papers that a third person must decide; none before both have read.
pub(super) fn doubts(readings: &Readings) -> Vec<Doubt> {
    let [first, second] = readings.entries.as_slice() else {
        return Vec::new();
    };
    let doubts = open(first, second)
        .into_iter()
        .map(|(paper, differences)| Doubt {
            paper,
            differences,
            decided_by: readings
                .decisions
                .get(&paper)
                .and_then(|decisions| Some(decisions.last()?.by.clone())),
        });
    doubts.collect()
}

/// What differs or is doubtful, by paper.
fn open(first: &Entry, second: &Entry) -> BTreeMap<u64, Vec<Difference>> {
    let papers: BTreeSet<&u64> = first.papers.keys().chain(second.papers.keys()).collect();
    let nothing = Written::new();
    let of = |entry: &Entry, paper: u64| entry.papers.get(&paper).unwrap_or(&nothing).clone();
    papers
        .into_iter()
        .map(|paper| (*paper, differences(&of(first, *paper), &of(second, *paper))))
        .filter(|(_, differences)| !differences.is_empty())
        .collect()
}

fn differences(first: &Written, second: &Written) -> Vec<Difference> {
    let candidates: BTreeSet<&CandidateId> = first.keys().chain(second.keys()).collect();
    let differences = candidates.into_iter().map(|candidate| {
        let cell = |written: &Written| written.get(candidate).cloned().unwrap_or_default();
        Difference {
            candidate: candidate.clone(),
            first: cell(first),
            second: cell(second),
        }
    });
    differences
        .filter(|cells| {
            cells.first != cells.second
                || cells.first.starts_with(DOUBTFUL)
                || cells.second.starts_with(DOUBTFUL)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(by: &str, papers: &[(u64, &[(&str, &str)])]) -> Entry {
        let written = |cells: &[(&str, &str)]| -> Written {
            let cells = cells.iter();
            cells
                .map(|(id, cell)| (id.parse().unwrap(), (*cell).to_owned()))
                .collect()
        };
        Entry {
            by: by.to_owned(),
            papers: papers
                .iter()
                .map(|(paper, cells)| (*paper, written(cells)))
                .collect(),
        }
    }

    fn papers(first: &[(&str, &str)], second: &[(&str, &str)]) -> Vec<Doubt> {
        doubts(&Readings {
            entries: vec![entry("Ann", &[(1, first)]), entry("Ben", &[(1, second)])],
            ..Readings::default()
        })
    }

    #[test]
    fn papers_that_were_read_alike_need_nobody() {
        assert_eq!(papers(&[("ash", "1")], &[("ash", "1")]), []);
        assert_eq!(papers(&[], &[]), []);
    }

    #[test]
    fn a_cell_that_differs_is_shown_with_what_each_has() {
        let doubts = papers(&[("ash", "1"), ("birch", "2")], &[("ash", "1")]);
        let [doubt] = doubts.as_slice() else {
            panic!("{doubts:?}");
        };
        let [difference] = doubt.differences.as_slice() else {
            panic!("{doubt:?}");
        };
        assert_eq!(difference.candidate.as_str(), "birch");
        assert_eq!((&*difference.first, &*difference.second), ("2", ""));
    }

    #[test]
    fn a_doubt_that_both_have_is_decided_all_the_same() {
        assert_eq!(papers(&[("ash", "?1")], &[("ash", "?1")]).len(), 1);
    }

    #[test]
    fn nothing_is_compared_before_both_have_read() {
        let readings = Readings {
            entries: vec![entry("Ann", &[(1, &[("ash", "?1")])])],
            ..Readings::default()
        };
        assert_eq!(doubts(&readings), []);
    }
}
