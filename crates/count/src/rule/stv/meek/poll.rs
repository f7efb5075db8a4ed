//! The figures of a count by Meek's method, held in intervals.
//!
//! An iteration takes keep values to other keep values, and it keeps their order: if no keep value of one set is more
//! than the same of another, none is after the iteration. For the next keep value of a candidate is the quota divided
//! by what reaches the candidate (the present keep value cancels out), and when keep values rise, less is passed on:
//! the quota rises and what reaches the candidate falls. So the lowest and the highest that keep values can be lead to
//! the lowest and the highest that the next ones can be, and intervals are never wider than roundings make them,
//! however often they are iterated.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Omega;
use super::fixed::Fixed;
use super::interval::{Interval, Overlap, TooClose};
use crate::count::Count;
use crate::desk::Figures;
use crate::papers::CandidateIndex;
use crate::rule::stv::groups::Groups;
use crate::votes::Votes;

/// 10: the passes after which an iteration is over in any case.
const MOST_PASSES: u32 = 10_000;

/// How an iteration ended.
pub(super) enum Ended {
    /// These have more than the quota.
    Reached(Vec<CandidateIndex>),
    /// These are certain to lose.
    Losing(Vec<CandidateIndex>),
    /// The surplus that is left is small.
    Small,
}

/// The figures of a count.
pub(super) struct Poll<'a, const N: usize> {
    papers: Fixed<N>,
    vacancies: usize,
    /// One more than the seats.
    divisor: u64,
    overlap: Overlap,
    groups: Groups<'a>,
    /// In the order of the paper.
    hopeful: Vec<CandidateIndex>,
    /// In the order of their election.
    elected: Vec<CandidateIndex>,
    keep_values: PerCandidate<N>,
    votes: PerCandidate<N>,
    /// What reaches the elected, of which they keep a part.
    reaching: PerCandidate<N>,
    /// What no candidate keeps.
    excess: Interval<N>,
    quota: Interval<N>,
    surplus: Interval<N>,
}

impl<'a, const N: usize> Poll<'a, N> {
    /// 1: all are hopeful and keep everything.
    pub(super) fn first_preferences(
        count: &Count<'a>,
        standing: &[CandidateIndex],
        overlap: Overlap,
    ) -> Self {
        let candidates = count.papers.candidates().len();
        let mut poll = Self {
            papers: Fixed::whole(u128::from(count.papers.counted().get())),
            vacancies: count.seats.get(),
            divisor: u64::from(count.seats.0) + 1,
            overlap,
            groups: Groups::new(count.papers, standing),
            hopeful: standing.to_vec(),
            elected: Vec::new(),
            keep_values: PerCandidate::all(candidates, Interval::ONE),
            votes: PerCandidate::all(candidates, Interval::ZERO),
            reaching: PerCandidate::all(candidates, Interval::ZERO),
            excess: Interval::ZERO,
            quota: Interval::ZERO,
            surplus: Interval::ZERO,
        };
        poll.distribute();
        poll.update_quota();
        poll
    }

    pub(super) fn hopeful(&self) -> &[CandidateIndex] {
        &self.hopeful
    }

    pub(super) fn elected(&self) -> &[CandidateIndex] {
        &self.elected
    }

    /// 2 to 7: distributes votes until somebody has more than the quota, the surplus is small, or some are certain to
    /// lose.
    pub(super) fn iterate(&mut self, omega: Omega) -> Result<Ended, TooClose> {
        let omega = Interval::ONE.over(10_u64.pow(u32::from(omega.decimals())));
        for _ in 0..MOST_PASSES {
            self.distribute();
            self.update_quota();
            let reached = self.reached()?;
            if !reached.is_empty() {
                return Ok(Ended::Reached(reached));
            }
            self.update_surplus();
            if !self.surplus.exceeds(&omega, self.overlap)? {
                break;
            }
            let losers = self.certain_losers();
            if !losers.is_empty() {
                return Ok(Ended::Losing(losers));
            }
            self.update_keep_values();
        }
        Ok(Ended::Small)
    }

    /// 2: of each paper every candidate in turn keeps a part, and the rest goes on.
    fn distribute(&mut self) {
        self.votes.clear();
        self.reaching.clear();
        self.excess = Interval::ZERO;
        // What is left of each paper of a group, by the group's place.
        let mut left: Vec<Interval<N>> = Vec::new();
        for group in self.groups.iter() {
            let weight = group.passed.map_or(Interval::ONE, |(from, elected)| {
                let weight = left.get(from).copied().unwrap_or(Interval::ZERO);
                let keep_value = self.keep_values.of(elected);
                let kept = weight.share(keep_value);
                self.reaching.credit(elected, weight.times(group.papers));
                self.votes.credit(elected, kept.times(group.papers));
                weight.share(Interval::ONE.minus(keep_value))
            });
            for (candidate, papers) in group.piles() {
                self.votes.credit(candidate, weight.times(papers));
            }
            self.excess = self.excess.plus(weight.times(group.exhausted));
            left.push(weight);
        }
    }

    /// 3: what candidates keep, divided by one more than the seats.
    fn update_quota(&mut self) {
        let kept = Interval::exactly(self.papers).minus(self.excess);
        self.quota = kept.over(self.divisor);
    }

    /// 4: by the quota, divided by what reaches the candidate.
    fn update_keep_values(&mut self) {
        for candidate in &self.elected {
            let keep_value = self.quota.part(self.reaching.of(*candidate));
            self.keep_values.set(*candidate, keep_value);
        }
    }

    /// 5: the hopeful with more than the quota, in the order of their votes, then of the paper.
    fn reached(&self) -> Result<Vec<CandidateIndex>, TooClose> {
        let mut reached = Vec::new();
        for candidate in &self.hopeful {
            let votes = self.votes.of(*candidate);
            if votes.exceeds(&self.quota, self.overlap)? {
                reached.push(*candidate);
            }
        }
        reached.sort_by_key(|c| Reverse(self.votes.of(*c).low));
        Ok(reached)
    }

    /// 6: the votes of all elected above as many quotas.
    fn update_surplus(&mut self) {
        let votes = self.elected.iter().map(|c| self.votes.of(*c));
        let votes = votes.fold(Interval::ZERO, Interval::plus);
        let quotas = self.elected.iter().map(|_| self.quota);
        self.surplus = votes.minus(quotas.fold(Interval::ZERO, Interval::plus));
    }

    /// 7: the largest number of last candidates who have together, with the surplus, fewer votes than the next, in the
    /// order of the paper.
    fn certain_losers(&self) -> Vec<CandidateIndex> {
        let mut ranked = self.hopeful.clone();
        ranked.sort_by_key(|c| self.votes.of(*c).low);
        let most = ranked.len().saturating_sub(self.vacancies);
        let mut together = self.surplus.high;
        let mut losing = 0;
        for (number, pair) in ranked.windows(2).enumerate().take(most) {
            let [last, next] = pair else { break };
            together = together.plus(self.votes.of(*last).high);
            if together < self.votes.of(*next).low {
                losing = number + 1;
            }
        }
        ranked.truncate(losing);
        ranked.sort_unstable();
        ranked
    }

    /// 8: who has no more than the fewest votes and the surplus together: they are tied if they are several.
    pub(super) fn lowest(&self) -> Result<Vec<CandidateIndex>, TooClose> {
        let votes = || self.hopeful.iter().map(|c| self.votes.of(*c));
        let limit = Interval {
            low: votes().map(|votes| votes.low).min().unwrap_or(Fixed::ZERO),
            high: votes().map(|votes| votes.high).min().unwrap_or(Fixed::ZERO),
        };
        let limit = limit.plus(self.surplus);
        let may_be = |c: &&CandidateIndex| self.votes.of(**c).low <= limit.high;
        let is = |c: &CandidateIndex| self.votes.of(*c).high <= limit.low;
        let lowest: Vec<_> = self.hopeful.iter().filter(may_be).copied().collect();
        if lowest.len() == 1 || lowest.iter().all(is) || self.overlap == Overlap::IsEquality {
            Ok(lowest)
        } else {
            Err(TooClose)
        }
    }

    pub(super) fn elect(&mut self, candidate: CandidateIndex) {
        self.vacancies = self.vacancies.saturating_sub(1);
        self.hopeful.retain(|c| *c != candidate);
        self.elected.push(candidate);
        self.groups.elect(candidate);
    }

    /// Their papers go on at the present keep values.
    pub(super) fn exclude(&mut self, candidates: &[CandidateIndex]) {
        self.hopeful.retain(|c| !candidates.contains(c));
        for candidate in candidates {
            self.groups.exclude(*candidate);
        }
        self.distribute();
    }

    /// 11: the figures as they are written.
    pub(super) fn figures(&self) -> Figures {
        let in_the_count = || self.elected.iter().chain(&self.hopeful);
        let high = self.written(in_the_count(), |interval| interval.high);
        match high {
            Some(figures) => figures,
            None => self
                .written(in_the_count(), |interval| interval.low)
                .unwrap_or_default(),
        }
    }

    /// The figures, cut off from one end of their intervals; nothing where they come to more than all papers.
    fn written<'b>(
        &self,
        in_the_count: impl Iterator<Item = &'b CandidateIndex>,
        end: fn(Interval<N>) -> Fixed<N>,
    ) -> Option<Figures> {
        let decimals = self.decimals();
        let units = |interval: Interval<N>| end(interval).decimals(decimals);
        let votes: BTreeMap<_, _> = in_the_count
            .map(|c| (*c, units(self.votes.of(*c))))
            .collect();
        let non_transferable = units(self.excess);
        let all = votes
            .values()
            .try_fold(non_transferable, |all, votes| all.checked_add(*votes));
        let lost = self.papers.decimals(decimals).checked_sub(all?)?;
        let in_votes = |units| Votes::decimal(units, decimals);
        let keep_value = |c: &CandidateIndex| (*c, in_votes(units(self.keep_values.of(*c))));
        Some(Figures {
            votes: votes
                .into_iter()
                .map(|(c, units)| (c, in_votes(units)))
                .collect(),
            non_transferable: in_votes(non_transferable),
            lost: Some(in_votes(lost)),
            quota: Some(in_votes(units(self.quota))),
            keep_values: self.elected.iter().map(keep_value).collect(),
            ..Figures::default()
        })
    }

    /// As many as a u128 holds of all papers.
    fn decimals(&self) -> u8 {
        if self.papers <= Fixed::whole(100_000_000_000) {
            27
        } else {
            18
        }
    }
}

/// A number for each candidate, by place.
struct PerCandidate<const N: usize>(Vec<Interval<N>>);

impl<const N: usize> PerCandidate<N> {
    fn all(candidates: usize, number: Interval<N>) -> Self {
        Self(vec![number; candidates])
    }

    fn clear(&mut self) {
        self.0.fill(Interval::ZERO);
    }

    fn of(&self, candidate: CandidateIndex) -> Interval<N> {
        self.0
            .get(candidate.get())
            .copied()
            .unwrap_or(Interval::ZERO)
    }

    fn set(&mut self, candidate: CandidateIndex, number: Interval<N>) {
        if let Some(entry) = self.0.get_mut(candidate.get()) {
            *entry = number;
        }
    }

    fn credit(&mut self, candidate: CandidateIndex, more: Interval<N>) {
        self.set(candidate, self.of(candidate).plus(more));
    }
}
