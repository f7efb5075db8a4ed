//! Where papers lie and what each is worth, for the rules after Gregory: those that move papers at a reduced value.

use crate::papers::{CandidateIndex, End, Papers};

/// Papers with the same ranking that lie with one candidate and came to him or her at one value.
#[derive(Clone)]
pub(super) struct Parcel<'a, V> {
    /// The preferences after the one for which they lie here.
    rest: &'a [CandidateIndex],
    /// Why there are no more.
    pub(super) end: End,
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
                end: ranking.end,
                papers: ranking.papers,
                value: one.clone(),
            })
            .collect()
    }

    /// Lays a parcel with the next of its preferences who is continuing, and says with whom; `None` is nobody.
    pub(super) fn lay(&mut self, parcel: Parcel<'a, V>) -> Option<CandidateIndex> {
        let (next, rest) = self.next(&parcel)?;
        self.parcels
            .get_mut(next.get())?
            .push(Parcel { rest, ..parcel });
        Some(next)
    }

    /// With whom a parcel would be laid, and the preferences after.
    pub(super) fn next(
        &self,
        parcel: &Parcel<'a, V>,
    ) -> Option<(CandidateIndex, &'a [CandidateIndex])> {
        let mut rest = parcel.rest;
        while let Some((next, after)) = rest.split_first() {
            if self.is_continuing(*next) {
                return Some((*next, after));
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

    /// Takes those parcels of a candidate away that came at such a value, in the order in which they came.
    pub(super) fn take_those(
        &mut self,
        candidate: CandidateIndex,
        at: impl Fn(&V) -> bool,
    ) -> Vec<Parcel<'a, V>> {
        let parcels = self.take(candidate);
        let (taken, left) = parcels.into_iter().partition(|parcel| at(&parcel.value));
        if let Some(parcels) = self.parcels.get_mut(candidate.get()) {
            *parcels = left;
        }
        taken
    }

    /// The values at which a candidate's parcels came, in the order in which they came.
    pub(super) fn values(&self, candidate: CandidateIndex) -> impl Iterator<Item = &V> {
        let parcels = self.parcels.get(candidate.get()).into_iter().flatten();
        parcels.map(|parcel| &parcel.value)
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
