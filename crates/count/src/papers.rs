//! Papers: the distinct rankings and how many of each.

pub(crate) mod index;
mod rankings;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::candidate::{Candidate, NameFault, check_name};
use crate::ids;
use crate::votes::Tally;

pub(crate) use self::rankings::{Rankings, TooManyPapers};

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

/// Why a ranking goes no further than it does.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// All preferences are used: who ranks nobody further wants nobody further.
    #[default]
    Exhausted,
    /// There several candidates have one rank.
    Overvote,
    /// There more ranks are skipped than may be.
    Skipped,
    /// There stands a candidate who stood before.
    Repeated,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Exhausted => "no further preference",
            Self::Overvote => "several candidates at one rank",
            Self::Skipped => "too many skipped ranks",
            Self::Repeated => "a candidate who stood before",
        })
    }
}

/// Why a paper is set aside: it has marks, but the marks rule ([`crate::read::Marks`]) lets it count for nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spoilt {
    /// Several candidates at one rank.
    Overvote,
    /// A skipped rank.
    Skipped,
    /// A candidate at several ranks.
    Repeated,
    /// More ranks than papers may use.
    Beyond,
    /// All marks were passed over.
    NoPreference,
}

impl fmt::Display for Spoilt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Overvote => "several candidates at one rank",
            Self::Skipped => "a skipped rank",
            Self::Repeated => "a candidate at several ranks",
            Self::Beyond => "more ranks than allowed",
            Self::NoPreference => "no mark that counts",
        })
    }
}

/// One ranking and how many papers have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranking<'a> {
    /// First preference first; at least one, nobody twice.
    pub preferences: &'a [CandidateIndex],
    /// Why it goes no further.
    pub end: End,
    /// How many papers have it; at least one.
    pub papers: u64,
}

/// The papers of one poll: who stands, the distinct rankings and how many papers have each.
///
/// No ranking names a candidate twice or one who does not exist, and the number of all papers fits a `u64`. Equal papers
/// are equal values in whatever order they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    candidates: Vec<Candidate>,
    withdrawn: BTreeSet<CandidateIndex>,
    tie_order: Option<Vec<CandidateIndex>>,
    rankings: Rankings,
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
            withdrawn: BTreeSet::new(),
            tie_order: None,
            rankings: Rankings::default(),
        })
    }

    /// Adds so many papers with this ranking, first preference first, all of whose preferences can be used. An empty
    /// ranking is a blank paper.
    pub fn add(&mut self, ranking: &[CandidateIndex], papers: u64) -> Result<(), PapersError> {
        self.add_ending(ranking, End::Exhausted, papers)
    }

    /// Adds so many papers with this ranking, which goes no further for this reason. An empty ranking is a blank paper,
    /// whatever the reason.
    pub fn add_ending(
        &mut self,
        ranking: &[CandidateIndex],
        end: End,
        papers: u64,
    ) -> Result<(), PapersError> {
        self.check(ranking)?;
        let added = self.rankings.add(ranking, end, papers);
        added.map_err(|TooManyPapers| PapersError::TooManyPapers)
    }

    /// Adds so many papers with these ranks, one for each candidate in their order, 0 for none. Ranks above 0 are taken in
    /// ascending order, whatever they are.
    pub fn add_ranks(&mut self, ranks: &[u8], papers: u64) -> Result<(), PapersError> {
        let places = ranks.iter().enumerate().filter(|(_, rank)| **rank > 0);
        let mut ranked: Vec<(u8, CandidateIndex)> = places
            .map(|(place, rank)| {
                let candidate = CandidateIndex::new(place);
                candidate.map_or(Err(PapersError::NoSuchCandidate(place)), |candidate| {
                    Ok((*rank, candidate))
                })
            })
            .collect::<Result<_, _>>()?;
        ranked.sort_unstable();
        let ranking: Vec<CandidateIndex> = ranked.into_iter().map(|(_, one)| one).collect();
        self.add(&ranking, papers)
    }

    /// Sets so many papers aside.
    pub fn spoil(&mut self, spoilt: Spoilt, papers: u64) -> Result<(), PapersError> {
        let spoilt = self.rankings.spoil(spoilt, papers);
        spoilt.map_err(|TooManyPapers| PapersError::TooManyPapers)
    }

    /// Says that a candidate withdrew before the count.
    pub fn withdraw(&mut self, candidate: CandidateIndex) -> Result<(), PapersError> {
        self.check(&[candidate])?;
        self.withdrawn.insert(candidate);
        Ok(())
    }

    /// Says in which order candidates who are tied are taken; each stands in it once.
    pub fn set_tie_order(&mut self, order: &[CandidateIndex]) -> Result<(), PapersError> {
        self.check(order)?;
        if order.len() != self.candidates.len() {
            return Err(PapersError::TieOrder);
        }
        self.tie_order = Some(order.to_vec());
        Ok(())
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
            withdrawn: BTreeSet::new(),
            tie_order: None,
            rankings,
        }
    }

    /// What a reader has checked is known before the count.
    pub(crate) fn set_before_the_count(
        &mut self,
        withdrawn: BTreeSet<CandidateIndex>,
        tie_order: Option<Vec<CandidateIndex>>,
    ) {
        self.withdrawn = withdrawn;
        self.tie_order = tie_order;
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

    /// Adds the papers of another poll of the same candidates, such as another section. Both must have the same
    /// candidates withdrawn and the same order of ties.
    pub fn join(&mut self, other: &Self) -> Result<(), PapersError> {
        if self.candidates != other.candidates {
            return Err(PapersError::OtherCandidates);
        }
        if self.withdrawn != other.withdrawn {
            return Err(PapersError::OtherWithdrawn);
        }
        if self.tie_order != other.tie_order {
            return Err(PapersError::OtherTieOrder);
        }
        let joined = self.rankings.join(&other.rankings);
        joined.map_err(|TooManyPapers| PapersError::TooManyPapers)
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
        let there = |from: &CandidateIndex| moved.get(from.get()).copied();
        papers.rankings = self.rankings.moved(&moved);
        papers.withdrawn = self.withdrawn.iter().filter_map(there).collect();
        let order = self.tie_order.as_ref();
        papers.tie_order = order.map(|order| order.iter().filter_map(there).collect());
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

    /// The distinct rankings with at least one preference, and how many papers have each. Their order is that in which
    /// they came, which means nothing.
    pub fn rankings(&self) -> impl Iterator<Item = Ranking<'_>> {
        self.rankings.iter()
    }

    /// The candidates who withdrew before the count. They are still named, and rankings may still name them.
    pub fn withdrawn(&self) -> &BTreeSet<CandidateIndex> {
        &self.withdrawn
    }

    /// The order in which candidates who are tied are taken, if the papers came with one.
    pub fn tie_order(&self) -> Option<&[CandidateIndex]> {
        self.tie_order.as_deref()
    }

    /// How many papers have at least one preference and are not spoilt.
    pub fn counted(&self) -> Tally {
        Tally::new(self.rankings.counted())
    }

    /// How many papers have no mark.
    pub fn blank(&self) -> Tally {
        Tally::new(self.rankings.blank())
    }

    /// How many papers are set aside, by the reason.
    pub fn spoilt(&self) -> &BTreeMap<Spoilt, u64> {
        self.rankings.spoilt()
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
    /// Papers with other candidates withdrawn.
    #[error("the papers have other candidates withdrawn; withdraw the same in both")]
    OtherWithdrawn,
    /// Papers with another order of ties.
    #[error("the papers have another order for ties; give both the same, or none")]
    OtherTieOrder,
    /// An order of ties that does not name every candidate.
    #[error("the order for ties must name every candidate; add those who are missing")]
    TieOrder,
    /// Somebody on the papers who is not among the candidates.
    #[error(
        "“{0}” stands on the papers but is not a candidate; are these the papers of this poll, and is the name written the same?"
    )]
    NotACandidate(String),
}
