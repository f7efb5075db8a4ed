//! Where the papers lie: a pile for each candidate still in the count.

use std::collections::BTreeMap;

use crate::desk::Moved;
use crate::papers::{CandidateIndex, End, Papers};
use crate::votes::Votes;

/// The piles of one count. The papers in them are always all papers counted, less those that are non-transferable.
pub(crate) struct Piles<'a> {
    /// By place of the candidate; `None` once excluded.
    by_candidate: Vec<Option<Pile<'a>>>,
    non_transferable: u64,
    /// Of these, those whose preferences stopped at an unclear mark.
    stopped: BTreeMap<End, u64>,
}

#[derive(Default)]
struct Pile<'a> {
    votes: u64,
    bundles: Vec<Bundle<'a>>,
}

/// Papers with the same ranking. `rest` are the preferences after the one for which they lie here.
#[derive(Clone, Copy)]
struct Bundle<'a> {
    rest: &'a [CandidateIndex],
    end: End,
    papers: u64,
}

impl<'a> Piles<'a> {
    /// All papers with the first of their preferences who stands.
    pub(crate) fn first_preferences(papers: &'a Papers, standing: &[CandidateIndex]) -> Self {
        let mut by_candidate: Vec<_> = papers.candidates().iter().map(|_| None).collect();
        for candidate in standing {
            if let Some(pile) = by_candidate.get_mut(candidate.get()) {
                *pile = Some(Pile::default());
            }
        }
        let mut piles = Self {
            by_candidate,
            non_transferable: 0,
            stopped: BTreeMap::new(),
        };
        for ranking in papers.rankings() {
            piles.lay(Bundle {
                rest: ranking.preferences,
                end: ranking.end,
                papers: ranking.papers,
            });
        }
        piles
    }

    /// Lays papers on the pile of the first of their remaining preferences who is still in the count.
    fn lay(&mut self, bundle: Bundle<'a>) -> Option<CandidateIndex> {
        let mut rest = bundle.rest;
        while let Some((next, after)) = rest.split_first() {
            if let Some(Some(pile)) = self.by_candidate.get_mut(next.get()) {
                pile.votes += bundle.papers;
                pile.bundles.push(Bundle {
                    rest: after,
                    ..bundle
                });
                return Some(*next);
            }
            rest = after;
        }
        self.non_transferable += bundle.papers;
        if bundle.end != End::Exhausted {
            *self.stopped.entry(bundle.end).or_default() += bundle.papers;
        }
        None
    }

    /// Takes a candidate out of the count and lays his or her papers elsewhere.
    pub(crate) fn exclude(&mut self, candidate: CandidateIndex) -> Moved {
        self.exclude_all(&[candidate])
    }

    /// Takes candidates out of the count together, and lays their papers elsewhere.
    pub(crate) fn exclude_all(&mut self, candidates: &[CandidateIndex]) -> Moved {
        let mut taken = Vec::new();
        for candidate in candidates {
            let pile = self
                .by_candidate
                .get_mut(candidate.get())
                .and_then(Option::take);
            taken.push((*candidate, pile.unwrap_or_default()));
        }
        let mut moved: BTreeMap<_, u64> = BTreeMap::new();
        for (from, pile) in taken {
            for bundle in pile.bundles {
                let papers = bundle.papers;
                *moved.entry((from, self.lay(bundle))).or_default() += papers;
            }
        }
        let moved = moved.into_iter();
        moved
            .map(|(way, papers)| (way, Votes::whole(papers)))
            .collect()
    }

    /// Those still in the count, in the order of the paper.
    pub(crate) fn continuing(&self) -> Vec<CandidateIndex> {
        self.standing().into_iter().map(|(c, _)| c).collect()
    }

    /// Those still in the count with their votes, in the order of the paper.
    pub(crate) fn standing(&self) -> Vec<(CandidateIndex, u64)> {
        let pile = |(place, pile): (usize, &Option<Pile<'_>>)| {
            Some((CandidateIndex::new(place)?, pile.as_ref()?.votes))
        };
        self.by_candidate
            .iter()
            .enumerate()
            .filter_map(pile)
            .collect()
    }

    /// Of those that no longer count, the papers whose preferences stopped at an unclear mark.
    pub(crate) fn stopped(&self) -> impl Iterator<Item = (End, u64)> {
        self.stopped.iter().map(|(end, papers)| (*end, *papers))
    }

    /// Papers that no longer count for anybody.
    pub(crate) fn non_transferable(&self) -> u64 {
        self.non_transferable
    }
}
