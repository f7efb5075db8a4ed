//! The result sheet: the figures of a count after the rules of 1997, and where its batches lie. All is counted in
//! hundredths of a vote.

use std::collections::BTreeMap;

use crate::count::Count;
use crate::desk::{Act, Desk, Figures, Moved};
use crate::papers::{CandidateIndex, End};
use crate::rule::Clause;
use crate::rule::stv::parcels::{Parcel, Parcels};
use crate::stage::Did;
use crate::votes::Votes;

/// Decimals (5.1.6, 5.3.7).
const PLACES: u8 = 2;
/// One vote, in hundredths.
const ONE: u128 = 100;

/// All papers of one value in one transfer (6.1).
#[derive(Clone, Copy)]
struct Batch {
    /// Batches are numbered in the order in which they are transferred; first preferences are the first.
    number: usize,
    /// What each paper is worth.
    value: u128,
}

/// What moved, in hundredths.
type Moves = BTreeMap<(CandidateIndex, Option<CandidateIndex>), u128>;

/// The figures of a count.
pub(super) struct Sheet<'a> {
    parcels: Parcels<'a, Batch>,
    /// Of the elected, the continuing and those who are being excluded.
    votes: BTreeMap<CandidateIndex, u128>,
    elected: Vec<CandidateIndex>,
    /// Those who are being excluded, with papers left to transfer.
    excluding: Vec<CandidateIndex>,
    /// Batches transferred so far.
    batches: usize,
    /// All papers.
    total: u128,
    seats: u128,
    quota: u128,
    non_transferable: u128,
    /// Of these, by the unclear mark at which preferences stopped.
    stopped: BTreeMap<End, u128>,
}

impl<'a> Sheet<'a> {
    /// 1 and 2 (5.1.1 to 5.1.6): first preferences, and the quota.
    pub(super) fn first_preferences(count: &Count<'a>, desk: &Desk<'_>) -> Self {
        let standing = desk.standing();
        let mut sheet = Self {
            parcels: Parcels::new(count.papers, &standing),
            votes: standing.into_iter().map(|c| (c, 0)).collect(),
            elected: Vec::new(),
            excluding: Vec::new(),
            batches: 0,
            total: u128::from(count.papers.counted().get()) * ONE,
            seats: u128::from(count.seats.0),
            quota: 0,
            non_transferable: 0,
            stopped: BTreeMap::new(),
        };
        let first = Batch {
            number: 0,
            value: ONE,
        };
        for parcel in Parcels::all(count.papers, &first) {
            sheet.lay(parcel);
        }
        sheet.set_quota();
        sheet
    }

    /// 2 and 10 (5.1.6, 5.4.8): the papers that count for somebody, divided by one more than the seats; what is beyond
    /// two decimals makes one hundredth more.
    fn set_quota(&mut self) {
        let valid = self.total - self.non_transferable;
        self.quota = valid.div_ceil(self.seats + 1);
    }

    /// Lays a parcel and credits whoever receives it; says who does, and with how many votes.
    fn lay(&mut self, parcel: Parcel<'a, Batch>) -> (Option<CandidateIndex>, u128) {
        let worth = u128::from(parcel.papers) * parcel.value.value;
        let end = parcel.end;
        let to = self.parcels.lay(parcel);
        if let Some(receiver) = to {
            *self.votes.entry(receiver).or_default() += worth;
        } else {
            self.non_transferable += worth;
            if end != End::Exhausted {
                *self.stopped.entry(end).or_default() += worth;
            }
        }
        (to, worth)
    }

    pub(super) fn figures(&self) -> Figures {
        let votes = self.votes.iter();
        let stopped = self.stopped.iter();
        Figures {
            votes: votes.map(|(c, votes)| (*c, in_votes(*votes))).collect(),
            non_transferable: in_votes(self.non_transferable),
            stopped: stopped
                .map(|(end, votes)| (*end, in_votes(*votes)))
                .collect(),
            quota: Some(in_votes(self.quota)),
            ..Figures::default()
        }
    }

    pub(super) fn quota(&self) -> u128 {
        self.quota
    }

    /// The continuing candidates, in the order of the paper.
    pub(super) fn continuing(&self) -> Vec<CandidateIndex> {
        self.parcels.continuing()
    }

    /// The continuing candidates with their votes, in the order of the paper.
    pub(super) fn standing(&self) -> Vec<(CandidateIndex, u128)> {
        let votes = |c| (c, self.votes_of(c));
        self.continuing().into_iter().map(votes).collect()
    }

    fn votes_of(&self, candidate: CandidateIndex) -> u128 {
        self.votes.get(&candidate).copied().unwrap_or_default()
    }

    /// Of so many votes, those that an elected candidate keeps.
    pub(super) fn kept(&self, votes: u128) -> u128 {
        votes.min(self.quota)
    }

    /// The active vote (6.20): all papers but those that are non-transferable and those that the elected keep.
    pub(super) fn active(&self) -> u128 {
        let kept = self.elected.iter().map(|c| self.kept(self.votes_of(*c)));
        let kept: u128 = kept.sum();
        self.total.saturating_sub(self.non_transferable + kept)
    }

    /// The surpluses that are not transferred, deferred ones too.
    pub(super) fn surpluses(&self) -> Vec<(CandidateIndex, u128)> {
        let surplus = |c: &CandidateIndex| (*c, self.votes_of(*c).saturating_sub(self.quota));
        let mut surpluses: Vec<_> = self.elected.iter().map(surplus).collect();
        surpluses.retain(|(_, surplus)| *surplus > 0);
        surpluses
    }

    /// The candidate is deemed elected, and receives no papers.
    pub(super) fn elect(&mut self, candidate: CandidateIndex) {
        self.parcels.close(candidate);
        self.elected.push(candidate);
    }

    /// 7 (5.3): the papers of the batch that came last go on, at the surplus divided by the transferable ones, but not
    /// at more than they are worth. The first preferences are the last batch of whoever has received nothing since.
    pub(super) fn transfer_surplus(&mut self, from: CandidateIndex, clause: Clause) -> Act {
        let surplus = self.votes_of(from).saturating_sub(self.quota);
        self.votes.insert(from, self.quota);
        let last = self.parcels.values(from).map(|batch| batch.number).max();
        let mut transferable = self
            .parcels
            .take_those(from, |batch| Some(batch.number) == last);
        // The others are set aside; what they would carry is what remains below.
        transferable.retain(|parcel| self.parcels.next(parcel).is_some());
        let number: u128 = transferable.iter().map(|p| u128::from(p.papers)).sum();
        let present = transferable.first().map_or(0, |parcel| parcel.value.value);
        // Cut off after two decimals (5.3.7).
        let value = surplus.checked_div(number).unwrap_or_default().min(present);
        self.batches += 1;
        let batch = Batch {
            number: self.batches,
            value,
        };
        let mut moved = Moves::new();
        let mut left = surplus;
        for mut parcel in transferable {
            parcel.value = batch;
            let (to, worth) = self.lay(parcel);
            *moved.entry((from, to)).or_default() += worth;
            left -= worth;
        }
        // 5.3.9 to 5.3.11: the rest of the surplus is non-transferable, so that the total stays what it was.
        self.non_transferable += left;
        *moved.entry((from, None)).or_default() += left;
        let act = Act::new(Did::Transferred, [from], clause).moving(in_votes_moved(moved));
        act.at_value((number > 0).then(|| in_votes(value)))
    }

    /// 8 (5.2.5): these are excluded together; their papers are still to be transferred.
    pub(super) fn exclude(&mut self, candidates: Vec<CandidateIndex>) {
        for candidate in &candidates {
            self.parcels.close(*candidate);
        }
        self.excluding = candidates;
    }

    /// Whether papers of the excluded are still to be transferred.
    pub(super) fn is_excluding(&self) -> bool {
        !self.excluding.is_empty()
    }

    /// 9 (5.4): of the papers of the excluded, those of the highest value go on, at that value, as one batch.
    pub(super) fn transfer_batch(&mut self, clause: Clause) -> Act {
        let excluded = self.excluding.clone();
        let all = excluded.iter().flat_map(|c| self.parcels.values(*c));
        let highest = all.map(|batch| batch.value).max();
        self.batches += 1;
        let mut moved = Moves::new();
        for from in &excluded {
            self.transfer_at(*from, highest, &mut moved);
        }
        self.excluding
            .retain(|c| self.parcels.values(*c).next().is_some());
        self.votes
            .retain(|c, _| !excluded.contains(c) || self.excluding.contains(c));
        // 10 (5.4.8): before anybody is elected.
        if self.elected.is_empty() {
            self.set_quota();
        }
        let act = Act::new(Did::Excluded, excluded, clause).moving(in_votes_moved(moved));
        act.at_value(highest.map(in_votes))
    }

    fn transfer_at(&mut self, from: CandidateIndex, value: Option<u128>, moved: &mut Moves) {
        let papers = self
            .parcels
            .take_those(from, |batch| Some(batch.value) == value);
        for mut parcel in papers {
            parcel.value.number = self.batches;
            let (to, worth) = self.lay(parcel);
            *moved.entry((from, to)).or_default() += worth;
            if let Some(votes) = self.votes.get_mut(&from) {
                *votes = votes.saturating_sub(worth);
            }
        }
    }
}

fn in_votes(hundredths: u128) -> Votes {
    Votes::decimal(hundredths, PLACES)
}

fn in_votes_moved(moved: Moves) -> Moved {
    let moved = moved.into_iter();
    moved
        .map(|(way, hundredths)| (way, in_votes(hundredths)))
        .collect()
}
