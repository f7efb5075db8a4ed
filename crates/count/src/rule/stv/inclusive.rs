//! What the rules of the weighted inclusive Gregory method share: all papers of an elected candidate move, each at
//! what it is worth times the surplus, divided by the candidate's votes.
//!
//! Values stand once in a list and parcels name their place in it, so that the papers of a stage are added up before
//! anything is multiplied: fractions that are long are then calculated with a few times a stage and not once a paper.

use std::collections::BTreeMap;

use super::parcels::{Parcel, Parcels};
use crate::count::{Count, CountError};
use crate::desk::{Desk, Figures, Moved};
use crate::papers::{CandidateIndex, End};
use crate::rule::av::Exclude;
use crate::stage::StageNumber;
use crate::votes::Votes;

/// A number of votes, or what a paper is worth, as a rule calculates with it.
pub(super) trait Amount: Clone + Ord {
    /// Whether nothing is ever cut off.
    const EXACT: bool;

    /// As many votes as papers that are worth one each.
    fn of_papers(papers: u64) -> Self;

    fn plus(&self, more: &Self) -> Self;

    /// Not below nothing.
    fn minus(&self, less: &Self) -> Self;

    fn times(&self, papers: u64) -> Self;

    /// What a paper that is worth this is worth when this surplus of so many votes moves.
    fn reduced(&self, surplus: &Self, votes: &Self) -> Self;

    fn to_votes(&self) -> Votes;

    /// Refuses a number that has grown too long to calculate with, at this stage.
    fn check_length(&self, _stage: StageNumber) -> Result<(), CountError> {
        Ok(())
    }
}

/// Who is excluded when no surplus is left, or before, in words.
pub(super) fn who_is_excluded(exclude: Exclude) -> &'static str {
    match exclude {
        Exclude::One => "the last candidate is excluded",
        Exclude::Bulk => {
            "the last candidate is excluded, or before any surplus all who together cannot overtake the next candidate"
        }
    }
}

/// The place of a value in the list of values.
type ValueNumber = usize;

/// Who receives how many papers at which value; `None` is nobody.
type Received = BTreeMap<Option<CandidateIndex>, BTreeMap<ValueNumber, u64>>;

/// The figures of a count.
pub(super) struct Inclusive<'a, A> {
    parcels: Parcels<'a, ValueNumber>,
    /// What papers are worth, or were.
    values: Vec<A>,
    /// Of those in the count, elected or continuing.
    votes: BTreeMap<CandidateIndex, A>,
    quota: A,
    non_transferable: A,
    /// Of the papers that are non-transferable, those whose preferences stopped at an unclear mark.
    stopped: BTreeMap<End, BTreeMap<ValueNumber, u64>>,
    lost: A,
    /// The elected whose surplus has not been transferred.
    pending: Vec<CandidateIndex>,
}

/// A surplus that moved.
pub(super) struct Surplus {
    pub(super) moved: Moved,
    /// What each paper moved at, where that is the same for all.
    pub(super) value: Option<Votes>,
}

impl<'a, A: Amount> Inclusive<'a, A> {
    /// First preferences, and the quota, from the number of papers with a preference for somebody who stands.
    pub(super) fn first_preferences(
        count: &Count<'a>,
        desk: &Desk<'_>,
        quota: impl Fn(u64) -> A,
    ) -> Self {
        let standing = desk.standing();
        let none = A::of_papers(0);
        let mut inclusive = Self {
            parcels: Parcels::new(count.papers, &standing),
            values: vec![A::of_papers(1)],
            votes: standing.into_iter().map(|c| (c, none.clone())).collect(),
            quota: none.clone(),
            non_transferable: none.clone(),
            stopped: BTreeMap::new(),
            lost: none,
            pending: Vec::new(),
        };
        let received = inclusive.lay(Parcels::all(count.papers, &0));
        let valid = received.iter().filter(|(to, _)| to.is_some());
        inclusive.quota = quota(valid.flat_map(|(_, papers)| papers.values()).sum());
        inclusive.credit(received);
        inclusive
    }

    /// Lays parcels with the next preference of each.
    fn lay(&mut self, parcels: Vec<Parcel<'a, ValueNumber>>) -> Received {
        let mut received = Received::new();
        for parcel in parcels {
            let (value, papers, end) = (parcel.value, parcel.papers, parcel.end);
            let to = self.parcels.lay(parcel);
            if to.is_none() && end != End::Exhausted {
                *self
                    .stopped
                    .entry(end)
                    .or_default()
                    .entry(value)
                    .or_default() += papers;
            }
            *received.entry(to).or_default().entry(value).or_default() += papers;
        }
        received
    }

    /// Credits those who received papers, and says with how many votes each.
    fn credit(&mut self, received: Received) -> Vec<(Option<CandidateIndex>, A)> {
        let mut credited = Vec::new();
        for (to, papers) in received {
            let worth = self.worth(&papers);
            let votes = match to {
                Some(receiver) => self
                    .votes
                    .entry(receiver)
                    .or_insert_with(|| A::of_papers(0)),
                None => &mut self.non_transferable,
            };
            *votes = votes.plus(&worth);
            credited.push((to, worth));
        }
        credited
    }

    fn worth(&self, papers: &BTreeMap<ValueNumber, u64>) -> A {
        let worth = |(value, papers): (&ValueNumber, &u64)| {
            let value = self.values.get(*value)?;
            Some(value.times(*papers))
        };
        let parts = papers.iter().filter_map(worth);
        parts.fold(A::of_papers(0), |sum, part| sum.plus(&part))
    }

    /// Refuses votes that have grown too long to calculate with.
    pub(super) fn check_length(&self, stage: StageNumber) -> Result<(), CountError> {
        let mut votes = self.votes.values().chain([&self.non_transferable]);
        votes.try_for_each(|votes| votes.check_length(stage))
    }

    pub(super) fn figures(&self) -> Figures {
        let votes = self.votes.iter();
        let stopped = self.stopped.iter();
        let stopped = stopped.map(|(end, papers)| (*end, self.worth(papers).to_votes()));
        Figures {
            votes: votes.map(|(c, votes)| (*c, votes.to_votes())).collect(),
            non_transferable: self.non_transferable.to_votes(),
            stopped: stopped.collect(),
            lost: (!A::EXACT).then(|| self.lost.to_votes()),
            quota: Some(self.quota.to_votes()),
            ..Figures::default()
        }
    }

    /// Those who still receive papers, in the order of the paper.
    pub(super) fn continuing(&self) -> Vec<CandidateIndex> {
        self.parcels.continuing()
    }

    /// Those who still receive papers, with their votes, in the order of the paper.
    pub(super) fn standing(&self) -> Vec<(CandidateIndex, A)> {
        let votes = |c: CandidateIndex| Some((c, self.votes.get(&c)?.clone()));
        self.continuing().into_iter().filter_map(votes).collect()
    }

    /// Those continuing whose votes are enough, held against the quota; most votes first, then in the order of the
    /// paper.
    pub(super) fn reached(&self, enough: impl Fn(&A, &A) -> bool) -> Vec<CandidateIndex> {
        let mut reached = self.standing();
        reached.retain(|(_, votes)| enough(votes, &self.quota));
        reached.sort_by(|(_, one), (_, other)| other.cmp(one));
        reached.into_iter().map(|(c, _)| c).collect()
    }

    /// The candidate is elected: he or she receives no papers, and the surplus is to be transferred.
    pub(super) fn elect(&mut self, candidate: CandidateIndex) {
        self.parcels.close(candidate);
        self.pending.push(candidate);
    }

    /// The elected whose surplus has not been transferred, and how much it is, which may be nothing.
    pub(super) fn surpluses(&self) -> Vec<(CandidateIndex, A)> {
        let surplus = |c: &CandidateIndex| Some((*c, self.votes.get(c)?.minus(&self.quota)));
        self.pending.iter().filter_map(surplus).collect()
    }

    /// The largest number of last candidates who together, and with every surplus that is not transferred, have fewer
    /// votes than the next one, where as many are left as there are places; those with equal votes stay together. In
    /// the order of the paper; empty if there are none.
    pub(super) fn sure_losers(&self, places: usize) -> Vec<CandidateIndex> {
        let mut ascending = self.standing();
        ascending.sort_by(|(_, one), (_, other)| one.cmp(other));
        let surpluses = self.surpluses();
        let surpluses = surpluses.iter().map(|(_, surplus)| surplus);
        let mut together = surpluses.fold(A::of_papers(0), |sum, surplus| sum.plus(surplus));
        let mut losers = 0;
        for (number, (_, votes)) in ascending.iter().enumerate() {
            // That those below have fewer together keeps equals together: if one of them had as many, all would not.
            if together < *votes && ascending.len() - number >= places {
                losers = number;
            }
            together = together.plus(votes);
        }
        let losers = ascending.into_iter().take(losers);
        let mut losers: Vec<_> = losers.map(|(c, _)| c).collect();
        losers.sort_unstable();
        losers
    }

    /// The surplus of an elected candidate goes on at this stage, with every paper, and he or she is left with the quota.
    pub(super) fn transfer_surplus(
        &mut self,
        from: CandidateIndex,
        stage: StageNumber,
    ) -> Result<Surplus, CountError> {
        self.pending.retain(|c| *c != from);
        let none = A::of_papers(0);
        let votes = self.votes.insert(from, self.quota.clone());
        let votes = votes.unwrap_or_else(|| none.clone());
        let surplus = votes.minus(&self.quota);
        let mut parcels = self.parcels.take(from);
        let values = self.reduce(&mut parcels, &surplus, &votes);
        // Before anything is added up of what is too long: that would take the most time of all.
        values
            .iter()
            .try_for_each(|value| value.check_length(stage))?;
        let received = self.lay(parcels);
        let credited = self.credit(received);
        let moved = credited
            .iter()
            .fold(none, |sum, (_, worth)| sum.plus(worth));
        self.lost = self.lost.plus(&surplus.minus(&moved));
        Ok(Surplus {
            moved: moved_from(from, credited),
            value: match values.as_slice() {
                [value] => Some(value.to_votes()),
                _ => None,
            },
        })
    }

    /// Gives the parcels their reduced values, and says which these are.
    fn reduce(
        &mut self,
        parcels: &mut [Parcel<'a, ValueNumber>],
        surplus: &A,
        votes: &A,
    ) -> Vec<A> {
        let first = self.values.len();
        let mut reduced = BTreeMap::new();
        for parcel in parcels {
            let value = reduced.entry(parcel.value).or_insert_with(|| {
                let value = self.values.get(parcel.value);
                let value = value.map(|value| value.reduced(surplus, votes));
                self.values.push(value.unwrap_or_else(|| A::of_papers(0)));
                self.values.len() - 1
            });
            parcel.value = *value;
        }
        self.values.get(first..).unwrap_or_default().to_vec()
    }

    /// All papers of these candidates go on, each at what it is worth.
    pub(super) fn exclude(&mut self, candidates: &[CandidateIndex]) -> Moved {
        for candidate in candidates {
            self.parcels.close(*candidate);
            self.votes.remove(candidate);
        }
        let mut moved = Moved::new();
        for candidate in candidates {
            let parcels = self.parcels.take(*candidate);
            let received = self.lay(parcels);
            let credited = self.credit(received);
            moved.extend(moved_from(*candidate, credited));
        }
        moved
    }
}

fn moved_from<A: Amount>(
    from: CandidateIndex,
    credited: Vec<(Option<CandidateIndex>, A)>,
) -> Moved {
    let credited = credited.into_iter();
    credited
        .map(|(to, worth)| ((from, to), worth.to_votes()))
        .collect()
}
