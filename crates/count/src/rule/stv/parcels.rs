//! Where papers lie and what each is worth, for the rules after Gregory: those that move papers at a reduced value.

use crate::papers::{CandidateIndex, Papers};

/// Papers with the same ranking that lie with one candidate and came to him or her at one value.
#[derive(Clone)]
pub(super) struct Parcel<'a, V> {
    /// The preferences after the one for which they lie here.
    rest: &'a [CandidateIndex],
    pub(super) papers: u64,
    /// What each paper is worth.
    pub(super) value: V,
}

/// The parcels of a count, by place of the candidate, and who may still receive papers.
pub(super) struct Parcels<'a, V> {
    parcels: Vec<Vec<Parcel<'a, V>>>,
    continuing: Vec<bool>,
}

impl<'a, V: Clone> Parcels<'a, V> {
    /// Nothing lies anywhere yet; these are continuing.
    pub(super) fn new(papers: &Papers, standing: &[CandidateIndex]) -> Self {
        let mut continuing = vec![false; papers.candidates().len()];
        for candidate in standing {
            if let Some(entry) = continuing.get_mut(candidate.get()) {
                *entry = true;
            }
        }
        Self {
            parcels: continuing.iter().map(|_| Vec::new()).collect(),
            continuing,
        }
    }

    /// All papers, each worth `one`, as they are to be laid for the first time.
    pub(super) fn all(papers: &'a Papers, one: &V) -> Vec<Parcel<'a, V>> {
        let rankings = papers.rankings();
        rankings
            .map(|ranking| Parcel {
                rest: ranking.preferences,
                papers: ranking.papers,
                value: one.clone(),
            })
            .collect()
    }

    /// Lays a parcel with the next of its preferences who is continuing, and says with whom; `None` is nobody.
    pub(super) fn lay(&mut self, parcel: Parcel<'a, V>) -> Option<CandidateIndex> {
        let mut rest = parcel.rest;
        while let Some((next, after)) = rest.split_first() {
            if self.is_continuing(*next)
                && let Some(parcels) = self.parcels.get_mut(next.get())
            {
                parcels.push(Parcel {
                    rest: after,
                    ..parcel
                });
                return Some(*next);
            }
            rest = after;
        }
        None
    }

    /// Takes all parcels of a candidate away, in the order in which they came.
    pub(super) fn take(&mut self, candidate: CandidateIndex) -> Vec<Parcel<'a, V>> {
        let parcels = self.parcels.get_mut(candidate.get());
        parcels.map(std::mem::take).unwrap_or_default()
    }

    /// From now on the candidate receives no papers: he or she is elected or excluded.
    pub(super) fn close(&mut self, candidate: CandidateIndex) {
        if let Some(entry) = self.continuing.get_mut(candidate.get()) {
            *entry = false;
        }
    }

    fn is_continuing(&self, candidate: CandidateIndex) -> bool {
        self.continuing.get(candidate.get()) == Some(&true)
    }

    /// Those who still receive papers, in the order of the paper.
    pub(super) fn continuing(&self) -> Vec<CandidateIndex> {
        let places = (0..self.continuing.len()).filter_map(CandidateIndex::new);
        places.filter(|c| self.is_continuing(*c)).collect()
    }
}
