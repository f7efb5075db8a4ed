//! Ballots in series, `docs/rules/exhaustive-ballot.md`; its clauses are named where they are followed.

mod options;

use std::collections::BTreeMap;
use std::iter;

use super::{Clause, Method, Seats, first_places};
use crate::count::{Count, CountError};
use crate::desk::{Act, Desk, Figures, Stop};
use crate::papers::{CandidateIndex, Papers, Ranking};
use crate::stage::{Did, Purpose};
use crate::trace::Manner;
use crate::votes::Votes;

pub use options::{Options, Threshold, TiedLast};

impl Method for Options {
    fn name(&self) -> &'static str {
        "exhaustive-ballot"
    }

    fn describe(&self) -> String {
        "ballots held one after another, from which the last are out, until somebody has more than half or as many are left as \
         are asked for".to_owned()
    }

    fn knows_withdrawals(&self) -> bool {
        true
    }

    fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        let can = seats <= Seats::ONE || seats.0 == self.until.get();
        (!can).then_some(
            "one seat, as many as its ballots leave, or none where those left go on to other voters",
        )
    }

    fn cannot_count(&self, _sets: usize) -> Option<String> {
        None
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Err("every ballot has papers of its own")
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, self, desk)
    }
}

/// Holds the count.
fn count_at(count: &Count<'_>, options: &Options, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let mut race = Race {
        options,
        seats: count.seats,
        standing: desk.standing(),
        decided: 0,
        held_again: false,
    };
    let mut ballots = iter::once(count.papers).chain(count.more).zip(1..);
    for (papers, number) in ballots.by_ref() {
        let ballot = race.cast(number, papers, desk)?;
        if race.result(&ballot).is_none() {
            race.narrow(desk, &ballot)?;
            race.withdraw(desk, &ballot)?;
        }
        if let Some((left, clause)) = race.result(&ballot) {
            race.end(desk, &ballot, left, clause)?;
            // 10: no ballot is held after the last.
            return match ballots.next() {
                Some((_, ballot)) => Err(CountError::BallotNotCalledFor { ballot }.into()),
                None => Ok(()),
            };
        }
    }
    // 9: nobody withdraws at the stages at which a ballot puts others out.
    desk.check_earlier_withdrawals()?;
    // 10: the ballots held so far do not decide.
    Err(Stop::BallotRequired(desk.ids(&race.standing)))
}

/// What the ballots held so far have left.
struct Race<'a> {
    options: &'a Options,
    seats: Seats,
    standing: Vec<CandidateIndex>,
    /// How many ballots have been decided: one that is held again is not.
    decided: usize,
    /// Whether the ballot at hand is held again because of a tie for last.
    held_again: bool,
}

/// The votes of one ballot.
struct Ballot {
    /// Of all who stood in it.
    votes: BTreeMap<CandidateIndex, u64>,
    /// The sum of `votes`: no more than there are papers.
    valid: u64,
}

impl Ballot {
    fn votes(&self, candidate: CandidateIndex) -> u64 {
        self.votes.get(&candidate).copied().unwrap_or_default()
    }
}

impl Race<'_> {
    /// 2: the first preferences of a ballot, which are for those who are still in.
    fn cast(&self, number: usize, papers: &Papers, desk: &Desk<'_>) -> Result<Ballot, CountError> {
        let mut votes: BTreeMap<_, u64> = self.standing.iter().map(|c| (*c, 0)).collect();
        for Ranking {
            preferences: ranking,
            papers,
            ..
        } in papers.rankings()
        {
            if let Some(first) = ranking.first() {
                *votes.entry(*first).or_default() += papers;
            }
        }
        let out = votes.iter().find(|(c, _)| !self.standing.contains(c));
        if let Some((candidate, votes)) = out {
            return Err(CountError::VotesForSomebodyOut {
                ballot: number,
                candidate: desk.id(*candidate),
                votes: *votes,
            });
        }
        let valid = votes.values().sum();
        Ok(Ballot { votes, valid })
    }

    /// Those whom the ballot elects or sends on, if it ends the series.
    fn result(&self, ballot: &Ballot) -> Option<(Vec<CandidateIndex>, Clause)> {
        // 3: no more are in than the ballots are to leave.
        if self.standing.len() <= self.options.until() {
            return Some((self.standing.clone(), Clause("exhaustive-ballot 3")));
        }
        // 4: if they are to leave one, it is whoever has more than half, which is more than the half rounded down.
        let mut standing = self.standing.iter();
        let majority = standing.find(|c| ballot.votes(**c) > ballot.valid / 2);
        majority
            .filter(|_| self.options.until() == 1)
            .map(|winner| (vec![*winner], Clause("exhaustive-ballot 4")))
    }

    /// Takes those out of the race whom the ballot puts out, or has it held again.
    fn narrow(&mut self, desk: &mut Desk<'_>, ballot: &Ballot) -> Result<(), Stop> {
        let below = self.below_threshold(ballot);
        if below.is_empty() {
            let mut order: Vec<_> = self
                .standing
                .iter()
                .map(|c| (*c, ballot.votes(*c)))
                .collect();
            order.sort_by_key(|(_, votes)| *votes);
            // Not none: with no more in than are to be left, the series would be over.
            let out = self.spare().min(self.options.last());
            let (last, tied) = first_places(&order, out);
            if self.is_held_again(&tied) {
                self.held_again = true;
                desk.lay_out(self.figures(ballot));
                let again = Act::new(Did::BallotAgain, tied, Clause("exhaustive-ballot 7"));
                return desk.act(again);
            }
            self.exclude_last(desk, ballot, last, tied, out)?;
        } else {
            self.exclude(desk, ballot, &below, Clause("exhaustive-ballot 5"))?;
        }
        self.decided += 1;
        self.held_again = false;
        Ok(())
    }

    /// 5: those with fewer votes than the threshold, unless it leaves too few.
    fn below_threshold(&self, ballot: &Ballot) -> Vec<CandidateIndex> {
        let Some(threshold) = self.options.thresholds.get(self.decided) else {
            return Vec::new();
        };
        let standing = self.standing.iter().copied();
        let below: Vec<_> = standing
            .filter(|c| !threshold.is_met(ballot.votes(*c), ballot.valid))
            .collect();
        if below.len() > self.spare() {
            return Vec::new();
        }
        below
    }

    /// How many can go before as many are left as the ballots are to leave.
    fn spare(&self) -> usize {
        self.standing.len().saturating_sub(self.options.until())
    }

    /// 7: a tie for last has the ballot held again, once, where the option says so.
    fn is_held_again(&self, tied: &[CandidateIndex]) -> bool {
        !tied.is_empty() && !self.held_again && self.options.tied_last != TiedLast::Resorts
    }

    /// 6: the last are out, and of those tied for the last places so many as make up the number.
    fn exclude_last(
        &mut self,
        desk: &mut Desk<'_>,
        ballot: &Ballot,
        last: Vec<CandidateIndex>,
        mut tied: Vec<CandidateIndex>,
        out: usize,
    ) -> Result<(), Stop> {
        let clause = Clause("exhaustive-ballot 6");
        if tied.is_empty() {
            return self.exclude(desk, ballot, &last, clause);
        }
        let all_tied_go = self.options.tied_last == TiedLast::BallotAgainThenAll;
        if all_tied_go && last.len() + tied.len() <= self.spare() {
            // 7: the ballot was held again, and who is tied for last once more is out with the others.
            let all: Vec<_> = last.into_iter().chain(tied).collect();
            return self.exclude(desk, ballot, &all, Clause("exhaustive-ballot 7"));
        }
        if !last.is_empty() {
            self.exclude(desk, ballot, &last, clause)?;
        }
        for _ in last.len()..out {
            let candidate = desk.choose(&tied, Purpose::Exclude)?;
            tied.retain(|c| *c != candidate);
            self.exclude(desk, ballot, &[candidate], clause)?;
        }
        Ok(())
    }

    fn exclude(
        &mut self,
        desk: &mut Desk<'_>,
        ballot: &Ballot,
        candidates: &[CandidateIndex],
        clause: Clause,
    ) -> Result<(), Stop> {
        desk.lay_out(self.figures(ballot));
        let mut out = candidates.to_vec();
        out.sort_unstable();
        self.standing.retain(|c| !out.contains(c));
        desk.act(Act::new(Did::Excluded, out, clause))
    }

    /// 9: between this ballot and the next.
    fn withdraw(&mut self, desk: &mut Desk<'_>, ballot: &Ballot) -> Result<(), Stop> {
        while let Some(withdrawn) = desk.next_withdrawal(&self.standing)? {
            desk.lay_out(self.figures(ballot));
            self.standing.retain(|c| *c != withdrawn);
            let clause = Clause("exhaustive-ballot 9");
            desk.act(Act::new(Did::Withdrawn, [withdrawn], clause))?;
        }
        Ok(())
    }

    /// 8: those left are elected, if as many are to be; else they go on.
    fn end(
        &self,
        desk: &mut Desk<'_>,
        ballot: &Ballot,
        left: Vec<CandidateIndex>,
        clause: Clause,
    ) -> Result<(), Stop> {
        desk.lay_out(self.figures(ballot));
        let elects = self.seats.get() == self.options.until() && !left.is_empty();
        let did = if elects { Did::Elected } else { Did::Ended };
        desk.act(Act::new(did, left, clause))
    }

    /// The votes of the ballot for those who are in; those for others count no longer.
    fn figures(&self, ballot: &Ballot) -> Figures {
        let votes = |c: &CandidateIndex| (*c, ballot.votes(*c));
        let standing: BTreeMap<_, _> = self.standing.iter().map(votes).collect();
        let of_the_standing: u64 = standing.values().sum();
        let standing = standing.into_iter();
        Figures {
            votes: standing
                .map(|(c, votes)| (c, Votes::whole(votes)))
                .collect(),
            non_transferable: Votes::whole(ballot.valid.saturating_sub(of_the_standing)),
            ..Figures::default()
        }
    }
}
