//! What a file of papers says, as a multiset of rankings.

use std::collections::BTreeMap;

use crate::read::fault::{BltFault, PapersError};
use crate::read::papers;

/// The papers of a file, and whom they rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rankings {
    /// The candidates' names, in the order of their numbers: a count goes by these.
    pub names: Vec<String>,
    /// Each different ranking, and how many papers have it.
    ///
    /// A ranking is the candidates' numbers in order of preference, from 1 as in the file; an empty
    /// one is a blank paper.
    pub papers: BTreeMap<Vec<u32>, u64>,
}

/// What the papers of a BLT file come to.
///
/// ```
/// let papers = b"2 1\n3 1 2 0\n1 1 2 0\n2 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Chair\"\n";
/// let rankings = hustings_recount::rankings(papers)?;
/// assert_eq!(rankings.names, ["Ada Ash", "Bo Birch"]);
/// assert_eq!(rankings.papers[&vec![1, 2]], 4);
/// assert_eq!(rankings.papers[&vec![]], 2);
/// # Ok::<(), hustings_recount::PapersError>(())
/// ```
pub fn rankings(blt: &[u8]) -> Result<Rankings, PapersError> {
    let read = papers::read(blt)?;
    let mut rankings = BTreeMap::new();
    for (positions, papers) in read.rankings {
        // There are at most a thousand candidates, so that every number fits.
        let numbers = positions
            .iter()
            .filter_map(|position| u32::try_from(position + 1).ok())
            .collect();
        let papers = u64::try_from(papers).map_err(|_| PapersError {
            line: 1,
            reason: BltFault::TooManyPapers,
        })?;
        rankings.insert(numbers, papers);
    }
    Ok(Rankings {
        names: read.names,
        papers: rankings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_does_not_read_has_no_rankings() {
        assert_eq!(rankings(b"2 1\n1 3 0\n").unwrap_err().line, 2);
    }

    #[test]
    fn more_papers_of_one_ranking_than_can_be_counted_are_refused() {
        let most = "9007199254740991 1 0\n";
        let file = |lines| format!("1 1\n{}0\n\"A\"\n\"t\"\n", most.repeat(lines));
        assert!(rankings(file(2048).as_bytes()).is_ok());
        let error = rankings(file(2049).as_bytes()).unwrap_err();
        assert_eq!(error.reason, BltFault::TooManyPapers);
    }
}
