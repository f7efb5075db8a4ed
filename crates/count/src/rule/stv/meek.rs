//! Meek's method, with bounds that show that no decision turned on rounding, `docs/rules/meek.md`; its clauses are
//! named where they are followed.

mod fixed;
mod interval;
mod poll;

use serde::{Deserialize, Serialize};

use crate::count::Count;
use crate::desk::{Act, Desk, Stop};
use crate::rule::{Clause, Method};
use crate::stage::{Did, Purpose, Stage};
use crate::tie::Resort;
use crate::trace::Manner;
use crate::votes::Votes;
use interval::{Overlap, TooClose};
use poll::{Ended, Poll};

/// The rule in words, to stand after “by”.
const DESCRIPTION: &str = "the single transferable vote by Meek's method, with bounds that show that no \
    decision turned on rounding: the elected keep so much of every paper that they are left with the quota, which falls \
    as papers are exhausted; whoever is certain to lose, or is last, is excluded";

/// What a rulebook may set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The surplus that is small enough to end an iteration.
    pub omega: Omega,
}

/// A surplus that is small enough, `10^-decimals` votes. The number of decimals on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Omega(u8);

/// A number of decimals that omega cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("omega has 1 to {max} decimals, not {0}", max = Omega::MOST_DECIMALS)]
pub struct InvalidOmega(u8);

impl Omega {
    /// The most decimals that it can have.
    pub const MOST_DECIMALS: u8 = 18;

    /// The number of decimals.
    pub const fn decimals(self) -> u8 {
        self.0
    }
}

impl Default for Omega {
    fn default() -> Self {
        Self(9)
    }
}

impl TryFrom<u8> for Omega {
    type Error = InvalidOmega;

    fn try_from(decimals: u8) -> Result<Self, InvalidOmega> {
        if (1..=Self::MOST_DECIMALS).contains(&decimals) {
            Ok(Self(decimals))
        } else {
            Err(InvalidOmega(decimals))
        }
    }
}

impl From<Omega> for u8 {
    fn from(omega: Omega) -> Self {
        omega.0
    }
}

/// Why a count is not held to its end.
enum Halt {
    /// As other counts are not.
    Stop(Stop),
    /// It must be held with more places.
    TooClose,
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<TooClose> for Halt {
    fn from(TooClose: TooClose) -> Self {
        Self::TooClose
    }
}

impl Method for Options {
    fn name(&self) -> &'static str {
        "meek"
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
        count_at(count, *self, desk)
    }
}

/// Holds the count: with as many places as decisions need (12).
fn count_at(count: &Count<'_>, options: Options, desk: &mut Desk<'_>) -> Result<(), Stop> {
    for held in [hold::<2>, hold::<4>] {
        match held(count, options, desk, Overlap::IsRefused) {
            Err(Halt::TooClose) => desk.begin_again(),
            Err(Halt::Stop(stop)) => return Err(stop),
            Ok(()) => return Ok(()),
        }
    }
    match hold::<8>(count, options, desk, Overlap::IsEquality) {
        Err(Halt::Stop(stop)) => Err(stop),
        // Nothing is too close where an overlap is equality.
        Err(Halt::TooClose) | Ok(()) => Ok(()),
    }
}

/// Holds the count with `64 × N` binary places.
fn hold<const N: usize>(
    count: &Count<'_>,
    options: Options,
    desk: &mut Desk<'_>,
    overlap: Overlap,
) -> Result<(), Halt> {
    let seats = count.seats.get();
    let mut poll = Poll::<N>::first_preferences(count, &desk.standing(), overlap);
    loop {
        // 9: if no more are left than seats, they are elected.
        if poll.hopeful().len() <= seats.saturating_sub(desk.filled()) {
            desk.lay_out(poll.figures());
            return last_seats(&poll, desk);
        }
        let ended = poll.iterate(options.omega)?;
        desk.lay_out(poll.figures());
        match ended {
            // 5: whoever has more than the quota is elected.
            Ended::Reached(reached) => {
                if desk.filled() + reached.len() >= seats {
                    desk.act(Act::new(Did::Elected, reached, Clause("meek 5")))?;
                    return Ok(());
                }
                for candidate in reached {
                    desk.elect(candidate, Clause("meek 5"));
                    poll.elect(candidate);
                }
                if poll.hopeful().len() <= seats.saturating_sub(desk.filled()) {
                    return last_seats(&poll, desk);
                }
                let transferring = poll.elected().iter().copied();
                desk.act(Act::new(Did::Transferred, transferring, Clause("meek 4")))?;
            }
            // 7: those who are certain to lose are excluded together.
            Ended::Losing(losers) => {
                let act = Act::new(Did::Excluded, losers.iter().copied(), Clause("meek 7"));
                desk.act(act)?;
                poll.exclude(&losers);
            }
            // 8: otherwise whoever is lowest.
            Ended::Small => {
                let lowest = desk.choose(&poll.lowest()?, Purpose::Exclude)?;
                desk.act(Act::new(Did::Excluded, [lowest], Clause("meek 8")))?;
                poll.exclude(&[lowest]);
            }
        }
    }
}

/// 9.
fn last_seats<const N: usize>(poll: &Poll<'_, N>, desk: &mut Desk<'_>) -> Result<(), Halt> {
    let remaining = poll.hopeful().iter().copied();
    desk.act(Act::last_seats(remaining, Clause("meek 9")))?;
    Ok(())
}
