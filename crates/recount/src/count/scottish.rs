//! The single transferable vote in Scotland, clause by clause: `docs/rules/scottish-stv.md`.

use std::collections::BTreeSet;

use super::{Election, NotCounted, first_of, moved};
use crate::rule::Rule;
use crate::ties::{Course, Purpose};
use crate::transcript::{Elected, Stage, Transfer};
use crate::votes::{Votes, one_vote};

/// All papers with one ranking. What happens to one of them happens to all.
struct Pile<'a> {
    preferences: &'a [String],
    papers: u128,
    /// The value at which each of them came to where they are.
    value: u128,
    /// Who has them; nobody where they were put aside.
    with: Option<String>,
}

struct Count<'a> {
    piles: Vec<Pile<'a>>,
    /// In the order of the paper.
    order: &'a [String],
    seats: u128,
    quota: u128,
    continuing: BTreeSet<String>,
    elected: BTreeSet<String>,
    /// Those of the elected whose surplus was transferred.
    left_with_quota: BTreeSet<String>,
    lost: u128,
}

/// Counts until all seats are filled, or nobody is left to fill them.
pub(super) fn count(election: &Election<'_>, course: &mut Course<'_>) -> Result<(), NotCounted> {
    if election.seats == 0 {
        return Err(NotCounted::Seats {
            rule: "scottish-stv",
            fills: "one seat or more",
            seats: 0,
        });
    }
    let mut count = Count::new(election);
    loop {
        let mut stage = count.figures(course.number());
        let goes_on = count.act(&mut stage, course)?;
        course.add(stage)?;
        if !goes_on {
            return Ok(());
        }
    }
}

impl<'a> Count<'a> {
    /// scottish-stv 1 and 2.
    fn new(election: &Election<'a>) -> Self {
        let continuing: BTreeSet<String> = election.ids.iter().cloned().collect();
        let one = one_vote(Rule::ScottishStv.decimals());
        let piles = election
            .rankings
            .iter()
            .filter(|(preferences, _)| !preferences.is_empty())
            .map(|(preferences, papers)| Pile {
                preferences,
                papers: *papers,
                value: one,
                with: first_of(preferences, &continuing).cloned(),
            })
            .collect();
        let seats = u128::from(election.seats);
        Self {
            piles,
            order: election.ids,
            seats,
            quota: (election.papers / (seats + 1) + 1) * one,
            continuing,
            elected: BTreeSet::new(),
            left_with_quota: BTreeSet::new(),
            lost: 0,
        }
    }

    /// What everybody in the count has, and nobody.
    fn figures(&self, number: u64) -> Stage {
        let mut votes: Votes = self
            .continuing
            .union(&self.elected)
            .map(|id| (id.clone(), 0))
            .collect();
        let mut aside = 0;
        for pile in &self.piles {
            match &pile.with {
                Some(id) => *votes.entry(id.clone()).or_default() += pile.papers * pile.value,
                None => aside += pile.papers * pile.value,
            }
        }
        for id in &self.left_with_quota {
            votes.insert(id.clone(), self.quota);
        }
        let mut stage = Stage::new(number, votes);
        stage.non_transferable = aside;
        (stage.lost, stage.quota) = (Some(self.lost), Some(self.quota));
        stage
    }

    /// What is done at a stage; whether the count goes on.
    fn act(&mut self, stage: &mut Stage, course: &Course<'_>) -> Result<bool, NotCounted> {
        // scottish-stv 3
        let reached = self.reached(&stage.votes);
        for id in &reached {
            self.continuing.remove(id);
            self.elected.insert(id.clone());
        }
        if !reached.is_empty() && self.seats_left() == 0 {
            return Ok(stage.act("elected", reached, "scottish-stv 3"));
        }
        stage.elected = reached
            .into_iter()
            .map(|candidate| Elected {
                candidate,
                clause: "scottish-stv 3",
            })
            .collect();
        // scottish-stv 8
        if self.continuing.len() as u128 <= self.seats_left() {
            let order = self.order.iter();
            let last = order.filter(|id| self.continuing.contains(*id));
            let last: Vec<String> = last.cloned().collect();
            let did = if last.is_empty() { "ended" } else { "elected" };
            return Ok(stage.act(did, last, "scottish-stv 8"));
        }
        let surpluses = self.largest_surplus(&stage.votes);
        if surpluses.is_empty() {
            self.exclude(stage, course)?;
        } else {
            let (who, tie) = course.choose(&surpluses, Purpose::TransferFirst)?;
            stage.tie = tie;
            self.transfer(stage, who);
        }
        Ok(true)
    }

    fn seats_left(&self) -> u128 {
        self.seats.saturating_sub(self.elected.len() as u128)
    }

    /// Those continuing who have the quota, in the order of their votes, and of the paper where
    /// these are equal.
    fn reached(&self, votes: &Votes) -> Vec<String> {
        let has = |id: &String| votes.get(id).copied().unwrap_or(0);
        let mut reached: Vec<String> = self
            .order
            .iter()
            .filter(|id| self.continuing.contains(*id) && has(id) >= self.quota)
            .cloned()
            .collect();
        reached.sort_by_key(|id| std::cmp::Reverse(has(id)));
        reached
    }

    /// scottish-stv 5: those with the highest surplus, in the order of their ids.
    fn largest_surplus(&self, votes: &Votes) -> Vec<String> {
        let with_surplus = || {
            votes
                .iter()
                .filter(|(id, has)| self.elected.contains(*id) && **has > self.quota)
        };
        let highest = with_surplus().map(|(_, has)| has).max();
        with_surplus()
            .filter(|(_, has)| Some(*has) == highest)
            .map(|(id, _)| id.clone())
            .collect()
    }

    /// scottish-stv 4
    fn transfer(&mut self, stage: &mut Stage, who: String) {
        let had = stage.votes.get(&who).copied().unwrap_or(0);
        let surplus = had.saturating_sub(self.quota);
        let value = |came: u128| (surplus * came).checked_div(had).unwrap_or(0);
        let (transfers, gone) = self.pass_on(&who, value);
        self.lost += surplus.saturating_sub(gone);
        self.left_with_quota.insert(who.clone());
        stage.transfers = transfers;
        stage.act("transferred", vec![who], "scottish-stv 4");
    }

    /// scottish-stv 6 and 7
    fn exclude(&mut self, stage: &mut Stage, course: &Course<'_>) -> Result<(), NotCounted> {
        let standing = || {
            let votes = stage.votes.iter();
            votes.filter(|(id, _)| self.continuing.contains(*id))
        };
        let least = standing().map(|(_, has)| has).min();
        let fewest: Vec<String> = standing()
            .filter(|(_, has)| Some(*has) == least)
            .map(|(id, _)| id.clone())
            .collect();
        let (who, tie) = course.choose(&fewest, Purpose::Exclude)?;
        self.continuing.remove(&who);
        (stage.transfers, _) = self.pass_on(&who, |came| came);
        stage.tie = tie;
        stage.act("excluded", vec![who], "scottish-stv 6");
        Ok(())
    }

    /// Every paper of somebody goes on to its next preference for a continuing candidate, at a
    /// value that follows from the one at which it came. Also how many votes went on in all.
    fn pass_on(&mut self, from: &String, value: impl Fn(u128) -> u128) -> (Vec<Transfer>, u128) {
        let mut moves = Vec::new();
        for pile in &mut self.piles {
            if pile.with.as_ref() == Some(from) {
                pile.value = value(pile.value);
                pile.with = first_of(pile.preferences, &self.continuing).cloned();
                moves.push((from.clone(), pile.with.clone(), pile.papers * pile.value));
            }
        }
        let gone = moves.iter().map(|(_, _, votes)| votes).sum();
        (moved(moves), gone)
    }
}
