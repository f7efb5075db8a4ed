//! First past the post, `docs/rules/first-past-the-post.md`; its clauses are named where they are followed.

use serde::{Deserialize, Serialize};

use super::preferences::votes_cast;
use super::{Clause, Method, Seats, most};
use crate::count::Count;
use crate::desk::{Act, Desk, Stop};
use crate::stage::{Did, Purpose};
use crate::tie::Resort;
use crate::trace::Manner;

/// The rule leaves nothing to a rulebook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// 3: under this clause whoever has the most votes is elected.
pub(crate) const MOST: Clause = Clause("first-past-the-post 3");

impl Method for Options {
    fn name(&self) -> &'static str {
        "first-past-the-post"
    }

    fn describe(&self) -> String {
        "first past the post: whoever has the most first preferences is elected".to_owned()
    }

    fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        (seats != Seats::ONE).then_some("one seat")
    }

    /// 4: there are no earlier stages.
    fn customary_ties(&self) -> Vec<Resort> {
        vec![Resort::Lots]
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Ok(Manner::First(1))
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, desk)
    }
}

/// Holds the count.
fn count_at(count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
    // 2: the first preference is the vote.
    let votes = votes_cast(count.papers, &desk.standing(), 1);
    desk.lay_out(votes.figures());
    let most = most(&votes.standing);
    if most.is_empty() {
        // 5: everybody withdrew.
        return desk.act(Act::new(Did::Ended, [], Clause("first-past-the-post 5")));
    }
    // 4: who of several with the most is elected is for the resorts.
    let elected = desk.choose(&most, Purpose::Elect)?;
    desk.act(Act::new(Did::Elected, [elected], MOST))
}
