//! The single transferable vote as Scottish councils are elected (SSI 2007/42), `docs/rules/scottish-stv.md`; its
//! clauses are named where they are followed, the Order's rules in brackets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::parcels::{Parcel, Parcels};
use crate::count::Count;
use crate::desk::{Act, Desk, Figures, Moved, Stop};
use crate::papers::{CandidateIndex, End};
use crate::rule::{Clause, Method, fewest, most};
use crate::stage::{Did, Purpose};
use crate::trace::{CutOff, Manner};
use crate::votes::Votes;

/// The Order leaves nothing to a rulebook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

impl Method for Options {
    fn name(&self) -> &'static str {
        "scottish-stv"
    }

    fn describe(&self) -> String {
        "the single transferable vote as Scottish councils are elected (SSI 2007/42): whoever has the quota is elected; \
         surpluses are transferred, the highest first, every paper at a value cut off after five decimals; then the last \
         candidate is excluded, stage by stage"
            .to_owned()
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Ok(Manner::Reduced(CutOff::Once))
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, desk)
    }
}

/// Decimals of a transfer value (rule 48(3)).
const PLACES: u8 = 5;
/// One vote, in units of the last decimal.
const ONE: u128 = 100_000;

/// Holds the count.
fn count_at(count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let seats = count.seats.get();
    let mut ward = Ward::first_preferences(count, desk);
    loop {
        desk.lay_out(ward.figures());
        // 3 (rule 47): whoever has the quota is elected.
        let reached = ward.reached_quota();
        if desk.filled() + reached.len() >= seats {
            return desk.act(Act::new(Did::Elected, reached, Clause("scottish-stv 3")));
        }
        for candidate in reached {
            ward.parcels.close(candidate);
            desk.elect(candidate, Clause("scottish-stv 3"));
        }
        // 8 (rule 52): as many continuing as vacancies are elected, and no further transfer is made.
        let continuing = ward.parcels.continuing();
        if continuing.len() <= seats - desk.filled() {
            return desk.act(Act::last_seats(continuing, Clause("scottish-stv 8")));
        }
        // 5 (rule 49): the highest surplus first; 6 (rule 50): nobody is excluded before all surpluses are transferred.
        let surpluses = ward.surpluses();
        let act = if surpluses.is_empty() {
            let lowest = desk.choose(&fewest(&ward.standing(&continuing)), Purpose::Exclude)?;
            ward.exclude(lowest)
        } else {
            let highest = desk.choose(&most(&surpluses), Purpose::TransferFirst)?;
            ward.transfer_surplus(highest)
        };
        desk.act(act)?;
    }
}

/// The figures of a ward's count, in units of the last decimal.
struct Ward<'a> {
    parcels: Parcels<'a, u128>,
    /// Of those in the count, elected or continuing.
    votes: BTreeMap<CandidateIndex, u128>,
    quota: u128,
    non_transferable: u128,
    /// Of these, by the unclear mark at which preferences stopped.
    stopped: BTreeMap<End, u128>,
    lost: u128,
}

impl<'a> Ward<'a> {
    /// 1 and 2 (rules 45 and 46): first preferences, and the quota.
    fn first_preferences(count: &Count<'a>, desk: &Desk<'_>) -> Self {
        let standing = desk.standing();
        let mut ward = Self {
            parcels: Parcels::new(count.papers, &standing),
            votes: standing.into_iter().map(|c| (c, 0)).collect(),
            quota: 0,
            non_transferable: 0,
            stopped: BTreeMap::new(),
            lost: 0,
        };
        for parcel in Parcels::all(count.papers, &ONE) {
            ward.lay(parcel);
        }
        let valid = u128::from(count.papers.counted().get()) - ward.non_transferable / ONE;
        ward.quota = (valid / (u128::from(count.seats.0) + 1) + 1) * ONE;
        ward
    }

    /// Lays a parcel and credits whoever receives it.
    fn lay(&mut self, parcel: Parcel<'a, u128>) -> (Option<CandidateIndex>, u128) {
        let worth = u128::from(parcel.papers) * parcel.value;
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

    fn figures(&self) -> Figures {
        let votes = self.votes.iter();
        let stopped = self.stopped.iter();
        Figures {
            votes: votes.map(|(c, votes)| (*c, in_votes(*votes))).collect(),
            non_transferable: in_votes(self.non_transferable),
            stopped: stopped
                .map(|(end, votes)| (*end, in_votes(*votes)))
                .collect(),
            lost: Some(in_votes(self.lost)),
            quota: Some(in_votes(self.quota)),
            ..Figures::default()
        }
    }

    fn standing(&self, candidates: &[CandidateIndex]) -> Vec<(CandidateIndex, u128)> {
        let votes = |c: &CandidateIndex| self.votes.get(c).copied().unwrap_or_default();
        candidates.iter().map(|c| (*c, votes(c))).collect()
    }

    /// Those continuing who have the quota, most votes first, then in the order of the paper.
    fn reached_quota(&self) -> Vec<CandidateIndex> {
        let mut reached = self.standing(&self.parcels.continuing());
        reached.retain(|(_, votes)| *votes >= self.quota);
        reached.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        reached.into_iter().map(|(c, _)| c).collect()
    }

    /// Those with more than the quota, and by how much. All of them are elected.
    fn surpluses(&self) -> Vec<(CandidateIndex, u128)> {
        let surplus = |(c, votes): (&CandidateIndex, &u128)| {
            let surplus = votes
                .checked_sub(self.quota)
                .filter(|surplus| *surplus > 0)?;
            Some((*c, surplus))
        };
        self.votes.iter().filter_map(surplus).collect()
    }

    /// 4 (rule 48): every paper of the candidate goes on at a value that is cut off after five decimals.
    fn transfer_surplus(&mut self, from: CandidateIndex) -> Act {
        let total = self.votes.insert(from, self.quota).unwrap_or_default();
        let surplus = total.saturating_sub(self.quota);
        let mut moved = Moves::new();
        let mut left = surplus;
        for mut parcel in self.parcels.take(from) {
            parcel.value = surplus * parcel.value / total;
            let (to, worth) = self.lay(parcel);
            *moved.entry((from, to)).or_default() += worth;
            left -= worth;
        }
        self.lost += left;
        let act = Act::new(Did::Transferred, [from], Clause("scottish-stv 4"));
        act.moving(in_votes_moved(moved))
    }

    /// 7 (rule 50): every paper of the candidate goes on at the value at which it came.
    fn exclude(&mut self, from: CandidateIndex) -> Act {
        self.parcels.close(from);
        self.votes.remove(&from);
        let mut moved = Moves::new();
        for parcel in self.parcels.take(from) {
            let (to, worth) = self.lay(parcel);
            *moved.entry((from, to)).or_default() += worth;
        }
        let act = Act::new(Did::Excluded, [from], Clause("scottish-stv 6"));
        act.moving(in_votes_moved(moved))
    }
}

/// What moved, in units of the last decimal.
type Moves = BTreeMap<(CandidateIndex, Option<CandidateIndex>), u128>;

fn in_votes(units: u128) -> Votes {
    Votes::decimal(units, PLACES)
}

fn in_votes_moved(moved: Moves) -> Moved {
    let moved = moved.into_iter();
    moved.map(|(way, units)| (way, in_votes(units))).collect()
}
