//! First past the post, `docs/rules/first-past-the-post.md`; its clauses are named where they are followed.

use serde::{Deserialize, Serialize};

use super::preferences::votes_cast;
use super::{Clause, most};
use crate::count::Count;
use crate::desk::{Act, Desk, Stop};
use crate::stage::{Did, Purpose};

/// The rule leaves nothing to a rulebook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// 3: under this clause whoever has the most votes is elected.
pub(crate) const MOST: Clause = Clause("first-past-the-post 3");

/// Holds the count.
pub(crate) fn count(count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
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
