//! The reference rule of the Proportional Representation Foundation for the weighted inclusive Gregory method, four
//! decimals, `docs/rules/wigm-prf.md`; its clauses are named where they are followed, the Foundation's in brackets.

use serde::{Deserialize, Serialize};

use super::inclusive::{Amount, Inclusive, who_is_excluded};
use crate::count::Count;
use crate::desk::{Act, Desk, Stop};
use crate::papers::CandidateIndex;
use crate::rule::av::Exclude;
use crate::rule::{Clause, Method, Seats, fewest, most};
use crate::stage::{Did, Purpose};
use crate::tie::Resort;
use crate::trace::{CutOff, Manner};
use crate::votes::Votes;

/// What a rulebook may set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// How many are excluded at a stage: with `bulk`, the Foundation's optional step B.2.
    pub exclude: Exclude,
}

impl Method for Options {
    fn name(&self) -> &'static str {
        "wigm-prf"
    }

    fn describe(&self) -> String {
        format!(
            "the single transferable vote with the weighted inclusive Gregory method, as the Proportional Representation \
             Foundation's reference rule has it: whoever has the quota is elected; surpluses are transferred, the highest \
             first, with all papers at values cut off after four decimals; then {}, stage by stage",
            who_is_excluded(self.exclude)
        )
    }

    /// D.1 looks at no earlier stage.
    fn customary_ties(&self) -> Vec<Resort> {
        vec![Resort::Lots]
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Ok(Manner::Reduced(CutOff::Twice))
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, *self, desk)
    }
}

/// Decimals (D.4).
const PLACES: u8 = 4;
/// One vote, in units of the last decimal.
const ONE: u128 = 10_000;

/// A number of votes or a value of a paper, in units of the last decimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Units(u128);

/// Holds the count.
fn count_at(count: &Count<'_>, options: Options, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let seats = count.seats.get();
    let mut poll = Inclusive::first_preferences(count, desk, |valid| quota(valid, count.seats));
    loop {
        desk.lay_out(poll.figures());
        // 3 (B.1): whoever has the quota is elected.
        let reached = poll.reached(|votes: &Units, quota| votes >= quota);
        if desk.filled() + reached.len() >= seats {
            return desk.act(Act::new(Did::Elected, reached, Clause("wigm-prf 3")));
        }
        for candidate in reached {
            poll.elect(candidate);
            desk.elect(candidate, Clause("wigm-prf 3"));
        }
        // 8 (D.3, C): as many as seats are left are elected.
        let continuing = poll.continuing();
        let places = seats - desk.filled();
        if continuing.len() <= places {
            return desk.act(Act::last_seats(continuing, Clause("wigm-prf 8")));
        }
        let act = match next(&poll, options, places, desk)? {
            Next::Transfer(highest) => {
                let surplus = poll.transfer_surplus(highest, desk.stage())?;
                let act = Act::new(Did::Transferred, [highest], Clause("wigm-prf 4"));
                act.at_value(surplus.value).moving(surplus.moved)
            }
            // 8 (D.3 in B.2 and B.4): that is looked at before the papers of those who go are moved.
            Next::Exclude(out, _) if continuing.len() - out.len() <= places => {
                let rest = continuing.into_iter().filter(|c| !out.contains(c));
                return desk.act(Act::new(Did::Elected, rest, Clause("wigm-prf 8")));
            }
            Next::Exclude(out, clause) => {
                let moved = poll.exclude(&out);
                Act::new(Did::Excluded, out, clause).moving(moved)
            }
        };
        desk.act(act)?;
    }
}

/// 2 (A.1): the papers divided by one more than the seats, cut off after four decimals, and one unit more.
fn quota(valid: u64, seats: Seats) -> Units {
    Units(u128::from(valid) * ONE / (u128::from(seats.0) + 1) + 1)
}

/// What is done when seats are left and more candidates than these.
enum Next {
    Transfer(CandidateIndex),
    Exclude(Vec<CandidateIndex>, Clause),
}

fn next(
    poll: &Inclusive<'_, Units>,
    options: Options,
    places: usize,
    desk: &mut Desk<'_>,
) -> Result<Next, Stop> {
    // 7 (B.2): who cannot be elected whatever happens goes before any surplus, where the option says so.
    if options.exclude == Exclude::Bulk {
        let losers = poll.sure_losers(places);
        if !losers.is_empty() {
            return Ok(Next::Exclude(losers, Clause("wigm-prf 7")));
        }
    }
    // 5 (B.3): the highest surplus first, also one of nothing.
    let surpluses = poll.surpluses();
    if !surpluses.is_empty() {
        let highest = desk.choose(&most(&surpluses), Purpose::TransferFirst)?;
        return Ok(Next::Transfer(highest));
    }
    // 6 (B.4): then the fewest votes.
    let lowest = desk.choose(&fewest(&poll.standing()), Purpose::Exclude)?;
    Ok(Next::Exclude(vec![lowest], Clause("wigm-prf 6")))
}

impl Amount for Units {
    const EXACT: bool = false;

    fn of_papers(papers: u64) -> Self {
        Self(u128::from(papers) * ONE)
    }

    fn plus(&self, more: &Self) -> Self {
        Self(self.0 + more.0)
    }

    fn minus(&self, less: &Self) -> Self {
        Self(self.0.saturating_sub(less.0))
    }

    fn times(&self, papers: u64) -> Self {
        Self(self.0 * u128::from(papers))
    }

    /// 4 (B.3, D.4): what is beyond four decimals is cut off twice, from the product and from the quotient.
    fn reduced(&self, surplus: &Self, votes: &Self) -> Self {
        let product = self.0 * surplus.0 / ONE;
        Self((product * ONE).checked_div(votes.0).unwrap_or_default())
    }

    fn to_votes(&self) -> Votes {
        Votes::decimal(self.0, PLACES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.7896 × 266.3251 is 210.2902 and a rest; that ÷ 805.0927 is 0.2611 and a rest. Cut off once, at the end, it
    /// would be 0.2612.
    #[test]
    fn the_product_is_cut_off_and_then_the_quotient() {
        let value = Units(7_896).reduced(&Units(2_663_251), &Units(8_050_927));
        assert_eq!(value.to_votes().to_string(), "0.2611");
    }
}
