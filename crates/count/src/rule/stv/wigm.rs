//! The weighted inclusive Gregory method in exact fractions, `docs/rules/wigm.md`; its clauses are named where they are
//! followed.

use num_bigint::BigUint;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::inclusive::{Amount, Inclusive, who_is_excluded};
use crate::count::{Count, CountError};
use crate::desk::{Act, Desk, Stop};
use crate::rule::av::Exclude;
use crate::rule::{Clause, Method, Seats, fewest, most};
use crate::stage::{Did, Purpose, StageNumber};
use crate::trace::{CutOff, Manner};
use crate::votes::Votes;

/// What a rulebook may set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// How many votes elect a candidate.
    pub quota: Quota,
    /// How many are excluded at a stage.
    pub exclude: Exclude,
}

impl Method for Options {
    fn name(&self) -> &'static str {
        "wigm"
    }

    fn describe(&self) -> String {
        let quota = match self.quota {
            Quota::Exact => "more than the papers divided by one more than the seats",
            Quota::Whole => {
                "the whole number next above the papers divided by one more than the seats"
            }
        };
        format!(
            "the single transferable vote with the weighted inclusive Gregory method, in exact fractions: whoever has \
             {quota} is elected; surpluses are transferred, the highest first, with all papers; then {}, stage by stage",
            who_is_excluded(self.exclude)
        )
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Ok(Manner::Reduced(CutOff::Once))
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, *self, desk)
    }
}

/// How many votes elect a candidate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quota {
    /// More than the papers divided by one more than the seats.
    #[default]
    Exact,
    /// As many as the next whole number above that.
    Whole,
}

/// The binary digits that a denominator may have, about 20,000 decimal ones: with more a stage takes many seconds, and the
/// next one four times as many.
const MOST_BITS: u64 = 65_536;

/// Holds the count.
fn count_at(count: &Count<'_>, options: Options, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let seats = count.seats.get();
    let quota = |valid| quota(valid, count.seats, options.quota);
    let mut poll = Inclusive::first_preferences(count, desk, quota);
    loop {
        poll.check_length(desk.stage())?;
        desk.lay_out(poll.figures());
        // 3: whoever has the quota is elected.
        let reached = poll.reached(|votes, quota| match options.quota {
            Quota::Exact => votes > quota,
            Quota::Whole => votes >= quota,
        });
        if desk.filled() + reached.len() >= seats {
            return desk.act(Act::new(Did::Elected, reached, Clause("wigm 3")));
        }
        for candidate in reached {
            poll.elect(candidate);
            desk.elect(candidate, Clause("wigm 3"));
        }
        // 8: as many continuing as seats are left are elected, and nothing more is transferred.
        let continuing = poll.continuing();
        let places = seats - desk.filled();
        if continuing.len() <= places {
            return desk.act(Act::last_seats(continuing, Clause("wigm 8")));
        }
        let act = next(&mut poll, options, places, desk)?;
        desk.act(act)?;
    }
}

/// 2: the quota.
fn quota(valid: u64, seats: Seats, quota: Quota) -> Ratio<BigUint> {
    let parts = u64::from(seats.0) + 1;
    match quota {
        Quota::Exact => Ratio::new(BigUint::from(valid), BigUint::from(parts)),
        Quota::Whole => Ratio::from_integer(BigUint::from(valid / parts) + 1_u32),
    }
}

/// What is done when seats are left and more candidates than these.
fn next(
    poll: &mut Inclusive<'_, Ratio<BigUint>>,
    options: Options,
    places: usize,
    desk: &mut Desk<'_>,
) -> Result<Act, Stop> {
    // 7: who cannot be elected whatever happens goes before any surplus, where the option says so.
    if options.exclude == Exclude::Bulk {
        let losers = poll.sure_losers(places);
        if !losers.is_empty() {
            let moved = poll.exclude(&losers);
            return Ok(Act::new(Did::Excluded, losers, Clause("wigm 7")).moving(moved));
        }
    }
    // 5: the highest surplus first; 6: nobody else is excluded before all surpluses are transferred.
    let mut surpluses = poll.surpluses();
    surpluses.retain(|(_, surplus)| *surplus.numer() != BigUint::ZERO);
    if surpluses.is_empty() {
        let lowest = desk.choose(&fewest(&poll.standing()), Purpose::Exclude)?;
        let moved = poll.exclude(&[lowest]);
        return Ok(Act::new(Did::Excluded, [lowest], Clause("wigm 6")).moving(moved));
    }
    // 4: all of the candidate's papers go on.
    let highest = desk.choose(&most(&surpluses), Purpose::TransferFirst)?;
    let surplus = poll.transfer_surplus(highest, desk.stage())?;
    let act = Act::new(Did::Transferred, [highest], Clause("wigm 4"));
    Ok(act.at_value(surplus.value).moving(surplus.moved))
}

impl Amount for Ratio<BigUint> {
    const EXACT: bool = true;

    fn of_papers(papers: u64) -> Self {
        Self::from_integer(BigUint::from(papers))
    }

    fn plus(&self, more: &Self) -> Self {
        self + more
    }

    fn minus(&self, less: &Self) -> Self {
        if self < less {
            Self::of_papers(0)
        } else {
            self - less
        }
    }

    fn times(&self, papers: u64) -> Self {
        self * BigUint::from(papers)
    }

    fn reduced(&self, surplus: &Self, votes: &Self) -> Self {
        if *votes.numer() == BigUint::ZERO {
            return Self::of_papers(0);
        }
        self * (surplus / votes)
    }

    fn to_votes(&self) -> Votes {
        Votes::fraction(self.clone())
    }

    fn check_length(&self, stage: StageNumber) -> Result<(), CountError> {
        let bits = MOST_BITS;
        if self.denom().bits() > bits {
            Err(CountError::FractionsTooLong { stage, bits })
        } else {
            Ok(())
        }
    }
}
