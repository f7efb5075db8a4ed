//! Where the papers lie: a pile for each candidate still in the count.

use std::collections::BTreeMap;

use crate::papers::{CandidateIndex, Papers};

/// The piles of one count. The papers in them are always all papers counted, less those that are non-transferable.
pub(crate) struct Piles<'a> {
    /// By place of the candidate; `None` once excluded.
    piles: Vec<Option<Pile<'a>>>,
    non_transferable: u64,
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
    papers: u64,
}

/// Papers that moved, by receiver; `None` is nobody.
pub(crate) type Moved = BTreeMap<Option<CandidateIndex>, u64>;

impl<'a> Piles<'a> {
    /// All papers with their first preferences.
    pub(crate) fn first_preferences(papers: &'a Papers) -> Self {
        let piles = papers
            .candidates()
            .iter()
            .map(|_| Some(Pile::default()))
            .collect();
        let mut piles = Self {
            piles,
            non_transferable: 0,
        };
        for ranking in papers.rankings() {
            piles.lay(Bundle {
                rest: ranking.preferences,
                papers: ranking.papers,
            });
        }
        piles
    }

    /// Lays papers on the pile of the first of their remaining preferences who is still in the count.
    fn lay(&mut self, bundle: Bundle<'a>) -> Option<CandidateIndex> {
        let mut rest = bundle.rest;
        while let Some((next, after)) = rest.split_first() {
            if let Some(Some(pile)) = self.piles.get_mut(next.get()) {
                pile.votes += bundle.papers;
                pile.bundles.push(Bundle {
                    rest: after,
                    papers: bundle.papers,
                });
                return Some(*next);
            }
            rest = after;
        }
        self.non_transferable += bundle.papers;
        None
    }

    /// Takes a candidate out of the count and lays his or her papers elsewhere.
    pub(crate) fn exclude(&mut self, candidate: CandidateIndex) -> Moved {
        let mut moved = Moved::new();
        let pile = self
            .piles
            .get_mut(candidate.get())
            .and_then(Option::take)
            .unwrap_or_default();
        for bundle in pile.bundles {
            let papers = bundle.papers;
            *moved.entry(self.lay(bundle)).or_default() += papers;
        }
        moved
    }

    /// Those still in the count with their votes, in the order of the paper.
    pub(crate) fn standing(&self) -> Vec<(CandidateIndex, u64)> {
        let pile = |(place, pile): (usize, &Option<Pile<'_>>)| {
            Some((CandidateIndex::new(place)?, pile.as_ref()?.votes))
        };
        self.piles.iter().enumerate().filter_map(pile).collect()
    }

    /// Papers that no longer count for anybody.
    pub(crate) fn non_transferable(&self) -> u64 {
        self.non_transferable
    }
}
