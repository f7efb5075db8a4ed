//! The reference rule of the Proportional Representation Foundation for Meek's method, `docs/rules/meek-prf.md`; its
//! clauses are named where they are followed, the Foundation's steps in brackets.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::groups::Groups;
use crate::count::Count;
use crate::desk::{Act, Desk, Figures, Stop};
use crate::papers::CandidateIndex;
use crate::rule::{Clause, Method, most};
use crate::stage::{Did, Purpose, Stage};
use crate::tie::Resort;
use crate::trace::Manner;
use crate::votes::Votes;

/// The reference rule leaves nothing to a rulebook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// The rule in words, to stand after “by”.
const DESCRIPTION: &str = "the single transferable vote by Meek's method, as the Proportional \
    Representation Foundation's reference rule has it: nine decimals; the elected keep so much of every paper that they \
    are left with the quota, which falls as papers are exhausted; then the last candidate is excluded, round by round";

/// Decimals of every figure.
const PLACES: u8 = 9;
/// One vote, in units of the last decimal. All figures here are such units: no product of two exceeds a u128, since
/// votes are at most 2^64 of these and keep values at most one.
const ONE: u128 = 1_000_000_000;
/// The surplus below which a round's iteration is over.
const OMEGA: u128 = 1_000;
/// 7: the passes after which it is over in any case.
const MOST_PASSES: u32 = 100_000;

impl Method for Options {
    fn name(&self) -> &'static str {
        "meek-prf"
    }

    fn describe(&self) -> String {
        DESCRIPTION.to_owned()
    }

    /// Figures of a stage whose iteration ended early are not those that it was on the way to.
    fn customary_ties(&self) -> Vec<Resort> {
        vec![Resort::Lots]
    }

    /// What the surpluses still to be passed on could add (ties 2).
    fn unsettled(&self, stage: &Stage) -> Votes {
        stage.surplus()
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Ok(Manner::Divided)
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, desk)
    }
}

/// Holds the count.
fn count_at(count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let seats = count.seats.get();
    let mut poll = Poll::first_preferences(count, &desk.standing());
    loop {
        // 2 (B.1, C.1): if no more are left than seats, they are elected.
        let vacancies = seats.saturating_sub(poll.elected.len());
        if poll.hopeful.len() <= vacancies {
            desk.lay_out(poll.figures());
            return desk.act(Act::last_seats(poll.hopeful, Clause("meek-prf 9")));
        }
        let reached = poll.iterate();
        desk.lay_out(poll.figures());
        if reached.is_empty() {
            // 8 (B.3): the lowest is excluded, one a round.
            let lowest = desk.choose(&poll.lowest(), Purpose::Exclude)?;
            desk.act(Act::new(Did::Excluded, [lowest], Clause("meek-prf 8")))?;
            poll.exclude(lowest);
            continue;
        }
        // 5 (B.2.c): whoever reached the quota is elected.
        let elected = poll.at_most(reached, vacancies, desk)?;
        if elected.len() == vacancies {
            return desk.act(Act::new(Did::Elected, elected, Clause("meek-prf 5")));
        }
        for candidate in elected {
            desk.elect(candidate, Clause("meek-prf 5"));
            poll.elect(candidate);
        }
        if poll.hopeful.len() <= seats.saturating_sub(poll.elected.len()) {
            return desk.act(Act::last_seats(poll.hopeful, Clause("meek-prf 9")));
        }
        let transferring = poll.elected.iter().copied();
        desk.act(Act::new(
            Did::Transferred,
            transferring,
            Clause("meek-prf 7"),
        ))?;
    }
}

/// The figures of a count.
struct Poll<'a> {
    papers: u128,
    /// One more than the seats.
    divisor: u128,
    groups: Groups<'a>,
    hopeful: Vec<CandidateIndex>,
    /// In the order of their election.
    elected: Vec<CandidateIndex>,
    /// By place of the candidate.
    votes: Vec<u128>,
    keep_values: Vec<u128>,
    /// What no candidate keeps.
    excess: u128,
    quota: u128,
    surplus: u128,
}

impl<'a> Poll<'a> {
    /// 1 (A): all are hopeful and keep everything.
    fn first_preferences(count: &Count<'a>, standing: &[CandidateIndex]) -> Self {
        let candidates = count.papers.candidates().len();
        let mut poll = Self {
            papers: u128::from(count.papers.counted().get()) * ONE,
            divisor: u128::from(count.seats.0) + 1,
            groups: Groups::new(count.papers, standing),
            hopeful: standing.to_vec(),
            elected: Vec::new(),
            votes: vec![0; candidates],
            keep_values: vec![ONE; candidates],
            excess: 0,
            quota: 0,
            surplus: 0,
        };
        poll.distribute();
        poll.update_quota();
        poll
    }

    /// 3 to 7 (B.2): distributes votes until somebody reaches the quota, and says who; or until the surplus is small
    /// or no longer grows smaller, and then nobody has.
    fn iterate(&mut self) -> Vec<CandidateIndex> {
        let mut before = None;
        for _ in 0..MOST_PASSES {
            self.distribute();
            self.update_quota();
            let reached = |c: &&CandidateIndex| self.votes_of(**c) >= self.quota;
            let reached: Vec<_> = self.hopeful.iter().filter(reached).copied().collect();
            if !reached.is_empty() {
                return reached;
            }
            self.update_surplus();
            // 6 (B.2.e).
            if self.surplus < OMEGA || before.is_some_and(|before| self.surplus >= before) {
                break;
            }
            before = Some(self.surplus);
            self.update_keep_values();
        }
        Vec::new()
    }

    /// 3 (B.2.a): of each paper every candidate in turn keeps a share that is rounded up; the rest goes on.
    fn distribute(&mut self) {
        self.votes.fill(0);
        self.excess = 0;
        // What is left of each paper of a group, by the group's place.
        let mut left: Vec<u128> = Vec::new();
        for group in self.groups.iter() {
            let weight = group.passed.map_or(ONE, |(from, elected)| {
                let weight = left.get(from).copied().unwrap_or_default();
                let keep_value = self.keep_values.get(elected.get()).unwrap_or(&ONE);
                let kept = (weight * keep_value).div_ceil(ONE);
                credit(&mut self.votes, elected, kept * u128::from(group.papers));
                weight - kept
            });
            for (candidate, papers) in group.piles() {
                credit(&mut self.votes, candidate, weight * u128::from(papers));
            }
            self.excess += weight * u128::from(group.exhausted);
            left.push(weight);
        }
    }

    /// 4 (B.2.b): all votes by one more than the seats, cut off, and one unit more.
    fn update_quota(&mut self) {
        self.quota = (self.papers - self.excess) / self.divisor + 1;
    }

    /// 6 (B.2.d): the votes of all elected above as many quotas.
    fn update_surplus(&mut self) {
        let votes: u128 = self.elected.iter().map(|c| self.votes_of(*c)).sum();
        let quotas = self.elected.iter().map(|_| self.quota).sum();
        self.surplus = votes.saturating_sub(quotas);
    }

    /// 7 (B.2.f): by the quota and the votes, both times rounded up; never more than one. Who has no votes keeps what
    /// he or she kept.
    fn update_keep_values(&mut self) {
        for candidate in &self.elected {
            let votes = self.votes.get(candidate.get()).copied().unwrap_or_default();
            if let Some(keep_value) = self.keep_values.get_mut(candidate.get())
                && votes > 0
            {
                let product = (*keep_value * self.quota).div_ceil(ONE);
                *keep_value = (product * ONE).div_ceil(votes).min(ONE);
            }
        }
    }

    /// 8 (B.3): who has no more than the fewest votes and the surplus together: they are tied if they are several.
    fn lowest(&self) -> Vec<CandidateIndex> {
        let fewest = self.hopeful.iter().map(|c| self.votes_of(*c)).min();
        let limit = fewest.unwrap_or_default() + self.surplus;
        let lowest = self.hopeful.iter().copied();
        lowest.filter(|c| self.votes_of(*c) <= limit).collect()
    }

    /// 5: in the order of their votes, then of the paper; if the roundings have let more reach the quota than there
    /// are seats, those with the most votes.
    fn at_most(
        &self,
        mut reached: Vec<CandidateIndex>,
        vacancies: usize,
        desk: &mut Desk<'_>,
    ) -> Result<Vec<CandidateIndex>, Stop> {
        if reached.len() <= vacancies {
            reached.sort_by_key(|c| Reverse(self.votes_of(*c)));
            return Ok(reached);
        }
        let mut elected = Vec::new();
        while elected.len() < vacancies {
            let votes: Vec<_> = reached.iter().map(|c| (*c, self.votes_of(*c))).collect();
            let next = desk.choose(&most(&votes), Purpose::Elect)?;
            reached.retain(|c| *c != next);
            elected.push(next);
        }
        Ok(elected)
    }

    fn elect(&mut self, candidate: CandidateIndex) {
        self.hopeful.retain(|c| *c != candidate);
        self.elected.push(candidate);
        self.groups.elect(candidate);
    }

    /// The votes of the excluded are nobody's until votes are distributed again, if they are.
    fn exclude(&mut self, candidate: CandidateIndex) {
        self.hopeful.retain(|c| *c != candidate);
        self.groups.exclude(candidate);
        if let Some(votes) = self.votes.get_mut(candidate.get()) {
            self.excess += std::mem::take(votes);
        }
    }

    fn votes_of(&self, candidate: CandidateIndex) -> u128 {
        self.votes.get(candidate.get()).copied().unwrap_or_default()
    }

    fn figures(&self) -> Figures {
        let in_the_count = self.elected.iter().chain(&self.hopeful);
        let keep_value = |c: &CandidateIndex| self.keep_values.get(c.get()).copied().unwrap_or(ONE);
        let keep_values = self.elected.iter().map(|c| (*c, in_votes(keep_value(c))));
        Figures {
            votes: in_the_count
                .map(|c| (*c, in_votes(self.votes_of(*c))))
                .collect(),
            non_transferable: in_votes(self.excess),
            quota: Some(in_votes(self.quota)),
            keep_values: keep_values.collect(),
            ..Figures::default()
        }
    }
}

fn credit(votes: &mut [u128], candidate: CandidateIndex, units: u128) {
    if let Some(votes) = votes.get_mut(candidate.get()) {
        *votes += units;
    }
}

fn in_votes(units: u128) -> Votes {
    Votes::decimal(units, PLACES)
}
