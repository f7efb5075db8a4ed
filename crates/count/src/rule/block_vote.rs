//! The block vote, `docs/rules/block-vote.md`; its clauses are named where they are followed.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::preferences::votes_cast;
use super::{Clause, Method, Seats, first_places};
use crate::count::Count;
use crate::desk::{Act, Desk, Stop};
use crate::papers::CandidateIndex;
use crate::stage::{Did, Purpose};
use crate::tie::Resort;
use crate::trace::Manner;

/// What a rulebook may set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// How many candidates a paper may vote for; as many as there are seats where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<NonZeroU32>,
}

impl Options {
    fn votes_of_a_paper(self, seats: Seats) -> usize {
        let most = self.most.map_or(seats.0, NonZeroU32::get);
        usize::try_from(most).unwrap_or(usize::MAX)
    }
}

impl Method for Options {
    fn name(&self) -> &'static str {
        "block-vote"
    }

    fn describe(&self) -> String {
        let most = self.most.map_or_else(
            || "as many as there are seats".to_owned(),
            |most| format!("{most} at most"),
        );
        format!(
            "the block vote: each of a paper’s first preferences, {most}, is a vote, and those with the most votes are elected"
        )
    }

    /// 5: earlier stages have the same figures.
    fn customary_ties(&self) -> Vec<Resort> {
        vec![Resort::Lots]
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Err("each of its first preferences is a vote, and none moves")
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, *self, desk)
    }
}

/// Holds the count.
fn count_at(count: &Count<'_>, options: Options, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let preferences = options.votes_of_a_paper(count.seats);
    let votes = votes_cast(count.papers, &desk.standing(), preferences);
    let (elected, mut tied) = by_most(&votes.standing, count.seats.get());
    // 4: those whom nothing can keep out are elected together.
    if !elected.is_empty() || tied.is_empty() {
        desk.lay_out(votes.figures());
        let did = if elected.is_empty() {
            // 6: everybody withdrew.
            Act::new(Did::Ended, [], Clause("block-vote 6"))
        } else {
            Act::new(Did::Elected, elected, Clause("block-vote 4"))
        };
        desk.act(did)?;
    }
    // 5: of those tied for the last seats one is chosen a stage, with the same figures.
    while !tied.is_empty() && desk.filled() < count.seats.get() {
        desk.lay_out(votes.figures());
        let elected = desk.choose(&tied, Purpose::Elect)?;
        tied.retain(|candidate| *candidate != elected);
        desk.act(Act::new(Did::Elected, [elected], Clause("block-vote 5")))?;
    }
    Ok(())
}

/// Those who are elected whatever becomes of a tie, most votes first, and those who are tied for the seats that are
/// left.
fn by_most(
    standing: &[(CandidateIndex, u64)],
    seats: usize,
) -> (Vec<CandidateIndex>, Vec<CandidateIndex>) {
    let mut order = standing.to_vec();
    order.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
    first_places(&order, seats)
}
