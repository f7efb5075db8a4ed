//! Papers: the distinct rankings and how many of each.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidate::{Candidate, NameFault, check_name};
use crate::ids;
use crate::votes::Tally;

/// A candidate by place in [`Papers::candidates`], from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CandidateIndex(u16);

impl CandidateIndex {
    /// The candidate at this place, from 0; `None` beyond [`Papers::MAX_CANDIDATES`].
    pub fn new(place: usize) -> Option<Self> {
        if place < Papers::MAX_CANDIDATES {
            u16::try_from(place).ok().map(Self)
        } else {
            None
        }
    }

    /// The place, from 0.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

/// The papers of one poll: who stands, the distinct rankings and how many papers have each.
///
/// No ranking names a candidate twice or one who does not exist, and the number of all papers fits a `u64`. Rankings
/// are held in order, so that equal papers are equal values however they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    candidates: Vec<Candidate>,
    rankings: Rankings,
}

/// Distinct rankings and how many papers have each; whose they are is not known here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rankings {
    /// Those with at least one preference.
    numbers: BTreeMap<Box<[CandidateIndex]>, u64>,
    /// The sum of `numbers`. With `blank` it fits a u64.
    counted: u64,
    blank: u64,
}

/// The number of all papers does not fit a u64.
#[derive(Debug)]
pub(crate) struct TooManyPapers;

impl Rankings {
    pub(crate) fn add(
        &mut self,
        ranking: &[CandidateIndex],
        papers: u64,
    ) -> Result<(), TooManyPapers> {
        (self.counted + self.blank)
            .checked_add(papers)
            .ok_or(TooManyPapers)?;
        if ranking.is_empty() {
            self.blank += papers;
        } else if papers > 0 {
            self.counted += papers;
            if let Some(number) = self.numbers.get_mut(ranking) {
                *number += papers;
            } else {
                self.numbers.insert(ranking.into(), papers);
            }
        }
        Ok(())
    }

    /// The same, with the candidate of each place moved to the place that `places` has there, all of them different.
    pub(crate) fn moved(&self, places: &[CandidateIndex]) -> Self {
        let moved = |ranking: &[CandidateIndex]| {
            ranking
                .iter()
                .filter_map(|candidate| places.get(candidate.get()).copied())
                .collect()
        };
        let numbers = self
            .numbers
            .iter()
            .map(|(ranking, papers)| (moved(ranking), *papers));
        Self {
            numbers: numbers.collect(),
            counted: self.counted,
            blank: self.blank,
        }
    }
}

impl Papers {
    /// The most candidates that papers can have (av 1): what a count holds grows with candidates times stages.
    pub const MAX_CANDIDATES: usize = 1_000;

    /// The most papers for which one line of a file can stand (av 1): 2^53 − 1, which no program reads inexactly.
    pub const MAX_ALIKE: u64 = (1 << 53) - 1;

    /// No papers yet, for these candidates in the order of the paper.
    pub fn new(candidates: Vec<Candidate>) -> Result<Self, PapersError> {
        if candidates.len() > Self::MAX_CANDIDATES {
            return Err(PapersError::TooManyCandidates(candidates.len()));
        }
        let mut ids = BTreeSet::new();
        let mut names = BTreeSet::new();
        for Candidate { id, name } in &candidates {
            check_name(name).map_err(|fault| PapersError::Name {
                name: name.clone(),
                fault,
            })?;
            if !names.insert(name) {
                return Err(PapersError::NameTwice(name.clone()));
            }
            if !ids.insert(id) {
                return Err(PapersError::IdTwice(id.to_string()));
            }
        }
        Ok(Self {
            candidates,
            rankings: Rankings::default(),
        })
    }

    /// Adds so many papers with this ranking, first preference first. An empty ranking is a blank paper.
    pub fn add(&mut self, ranking: &[CandidateIndex], papers: u64) -> Result<(), PapersError> {
        self.check(ranking)?;
        self.rankings
            .add(ranking, papers)
            .map_err(|TooManyPapers| PapersError::TooManyPapers)
    }

    /// Papers whose names and rankings a reader has checked.
    pub(crate) fn with_ids_from_names(names: Vec<String>, rankings: Rankings) -> Self {
        let ids = ids::from_names(&names);
        let candidates = ids
            .into_iter()
            .zip(names)
            .map(|(id, name)| Candidate { id, name });
        Self {
            candidates: candidates.collect(),
            rankings,
        }
    }

    fn check(&self, ranking: &[CandidateIndex]) -> Result<(), PapersError> {
        let mut sorted = ranking.to_vec();
        sorted.sort_unstable();
        if let Some(last) = sorted.last()
            && last.get() >= self.candidates.len()
        {
            return Err(PapersError::NoSuchCandidate(last.get()));
        }
        match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(PapersError::CandidateTwice(pair[0].get())),
            None => Ok(()),
        }
    }

    /// Adds the papers of another poll of the same candidates, such as another section.
    pub fn join(&mut self, other: &Self) -> Result<(), PapersError> {
        if self.candidates != other.candidates {
            return Err(PapersError::OtherCandidates);
        }
        let mut joined = self.rankings.clone();
        for (ranking, papers) in other.rankings() {
            joined
                .add(ranking, papers)
                .map_err(|TooManyPapers| PapersError::TooManyPapers)?;
        }
        let blank = joined.add(&[], other.rankings.blank);
        blank.map_err(|TooManyPapers| PapersError::TooManyPapers)?;
        self.rankings = joined;
        Ok(())
    }

    /// The same papers for these candidates: in their order, with their ids. Candidates are the same if their names
    /// are. Who has no preference on any paper may be added; nobody who stands on the papers may be missing.
    pub fn for_candidates(&self, candidates: &[Candidate]) -> Result<Self, PapersError> {
        let mut papers = Self::new(candidates.to_vec())?;
        let places: BTreeMap<&str, CandidateIndex> = candidates
            .iter()
            .enumerate()
            .filter_map(|(place, c)| Some((c.name.as_str(), CandidateIndex::new(place)?)))
            .collect();
        let moved = self
            .candidates
            .iter()
            .map(|c| places.get(c.name.as_str()).copied().ok_or(&c.name))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|name| PapersError::NotACandidate(name.clone()))?;
        papers.rankings = self.rankings.moved(&moved);
        Ok(papers)
    }

    /// Who stands, in the order of the paper.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The candidate at a place.
    pub fn candidate(&self, index: CandidateIndex) -> Option<&Candidate> {
        self.candidates.get(index.get())
    }

    /// The distinct rankings with at least one preference, in order of their preferences, and how many papers have
    /// each.
    pub fn rankings(&self) -> impl Iterator<Item = (&[CandidateIndex], u64)> {
        self.rankings
            .numbers
            .iter()
            .map(|(ranking, papers)| (&**ranking, *papers))
    }

    /// How many papers have at least one preference.
    pub fn counted(&self) -> Tally {
        Tally::new(self.rankings.counted)
    }

    /// How many papers have none.
    pub fn blank(&self) -> Tally {
        Tally::new(self.rankings.blank)
    }
}

/// Why papers cannot be held together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PapersError {
    /// More candidates than places.
    #[error("{0} candidates are more than {max}, the most there can be", max = Papers::MAX_CANDIDATES)]
    TooManyCandidates(usize),
    /// A name that could not be printed or told apart.
    #[error("the name “{name}” {fault}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        fault: NameFault,
    },
    /// Two candidates with one name.
    #[error("two candidates are called “{0}”; papers could not tell them apart")]
    NameTwice(String),
    /// Two candidates with one id.
    #[error("two candidates have the id “{0}”")]
    IdTwice(String),
    /// A place, from 0, at which nobody stands.
    #[error("there is no candidate at place {0} (from 0)")]
    NoSuchCandidate(usize),
    /// A place, from 0, twice in one ranking.
    #[error("the candidate at place {0} (from 0) stands twice in a ranking")]
    CandidateTwice(usize),
    /// More papers than can be counted.
    #[error("there are more than {max} papers, the most that can be counted", max = u64::MAX)]
    TooManyPapers,
    /// Papers of other candidates, or of the same in another order.
    #[error("the papers are of other candidates, or of the same in another order")]
    OtherCandidates,
    /// Somebody on the papers who is not among the candidates.
    #[error(
        "“{0}” stands on the papers but is not a candidate; are these the papers of this poll, and is the name written the same?"
    )]
    NotACandidate(String),
}
