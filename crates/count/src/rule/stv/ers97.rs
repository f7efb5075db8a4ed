//! The single transferable vote after the Electoral Reform Society's rules of 1997, `docs/rules/ers97.md`; its clauses
//! are named where they are followed, the booklet's paragraphs in brackets.

mod sheet;

use serde::{Deserialize, Serialize};

use self::sheet::Sheet;
use crate::count::Count;
use crate::desk::{Act, Desk, Stop};
use crate::papers::CandidateIndex;
use crate::rule::{Clause, Method, fewest, most};
use crate::stage::{Did, Purpose};
use crate::tie::Resort;
use crate::trace::Manner;

/// The booklet leaves nothing to a rulebook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// The rule in words, to stand after “by”.
const DESCRIPTION: &str = "the single transferable vote after the Electoral Reform Society's rules of 1997: \
    whoever has the quota, or too many of the votes still active to be left out, is elected; surpluses are transferred, the \
    largest first, with the papers that came last, unless they could not save the last candidate; then as many of the last \
    as cannot be saved are excluded together, stage by stage";

impl Method for Options {
    fn name(&self) -> &'static str {
        "ers97"
    }

    fn describe(&self) -> String {
        DESCRIPTION.to_owned()
    }

    fn customary_ties(&self) -> Vec<Resort> {
        vec![Resort::FirstStages, Resort::Lots]
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Err("which of its papers move in a surplus depends on when each came")
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, desk)
    }
}

/// Holds the count.
fn count_at(count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let seats = count.seats.get();
    let mut sheet = Sheet::first_preferences(count, desk);
    loop {
        desk.lay_out(sheet.figures());
        let places = seats - desk.filled();
        // 12: no more candidates than places are all elected.
        let continuing = sheet.continuing();
        if continuing.len() <= places {
            return desk.act(Act::last_seats(continuing, Clause("ers97 12")));
        }
        // 3 (5.1.7, 5.3.13, 5.4.9): whoever has the quota, or cannot be left out, is elected.
        let elected = deemed_elected(&sheet, places, desk)?;
        if elected.len() >= places {
            // 11 (5.5.2): nothing more is transferred, also not between batches.
            return desk.act(Act::new(Did::Elected, elected, Clause("ers97 3")));
        }
        for candidate in &elected {
            sheet.elect(*candidate);
            desk.elect(*candidate, Clause("ers97 3"));
        }
        let places = places - elected.len();
        let act = if sheet.is_excluding() {
            sheet.transfer_batch(Clause("ers97 9"))
        } else {
            match next(&sheet, places, desk)? {
                Next::Transfer(candidate) => sheet.transfer_surplus(candidate, Clause("ers97 7")),
                Next::Exclude(out) => {
                    let mut rest = sheet.continuing();
                    rest.retain(|c| !out.contains(c));
                    // 11 (5.5.1): if that leaves as many as there are places, they are elected and nothing moves.
                    if rest.len() <= places {
                        return desk.act(Act::new(Did::Elected, rest, Clause("ers97 11")));
                    }
                    sheet.exclude(out);
                    sheet.transfer_batch(Clause("ers97 8"))
                }
            }
        };
        desk.act(act)?;
    }
}

/// 3: those elected by the figures at hand, in the order of their votes.
fn deemed_elected(
    sheet: &Sheet<'_>,
    places: usize,
    desk: &mut Desk<'_>,
) -> Result<Vec<CandidateIndex>, Stop> {
    let mut descending = sheet.standing();
    descending.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
    let mut active = sheet.active();
    let mut elected = Vec::new();
    for (place, (candidate, votes)) in descending.iter().enumerate() {
        let Some(places) = places.checked_sub(elected.len()).filter(|left| *left > 0) else {
            break;
        };
        if !reaches(*votes, sheet.quota(), active, places) {
            break;
        }
        let equal = descending.iter().skip(place);
        let equal = equal.take_while(|(_, other)| other == votes);
        let equal: Vec<_> = equal.map(|(c, _)| *c).collect();
        if equal.len() > places {
            elected.extend(all_but_one(&equal, desk)?);
            break;
        }
        elected.push(*candidate);
        active = active.saturating_sub(sheet.kept(*votes));
    }
    Ok(elected)
}

/// 3: the quota, or the active vote divided by one more than the places left; never without any vote. Votes are held
/// against the exact quotient, by multiplying.
fn reaches(votes: u128, quota: u128, active: u128, places: usize) -> bool {
    let parts = u128::try_from(places)
        .unwrap_or(u128::MAX)
        .saturating_add(1);
    votes > 0 && (votes >= quota || votes.saturating_mul(parts) >= active)
}

/// 4 (5.6.2): of several with equal votes, one more than there are places, the one with the fewest votes at the
/// earliest stage at which they differed is not elected; where no stage tells, nobody is. There is never more
/// than one too many, since their votes together are no more than the active vote.
fn all_but_one(equal: &[CandidateIndex], desk: &mut Desk<'_>) -> Result<Vec<CandidateIndex>, Stop> {
    let Some(last) = desk.choose_by_votes(equal, Purpose::Exclude)? else {
        return Ok(Vec::new());
    };
    Ok(equal.iter().copied().filter(|c| *c != last).collect())
}

/// What is done when places are left and no exclusion is under way.
enum Next {
    Transfer(CandidateIndex),
    Exclude(Vec<CandidateIndex>),
}

fn next(sheet: &Sheet<'_>, places: usize, desk: &mut Desk<'_>) -> Result<Next, Stop> {
    let surpluses = sheet.surpluses();
    // 5 (5.2.2): surpluses are deferred while they could not save the last; 8 (5.2.5): as many of these as possible go
    // together.
    let untransferred = surpluses.iter().map(|(_, surplus)| surplus).sum();
    let last = cannot_be_saved(&sheet.standing(), untransferred, places);
    if !last.is_empty() {
        return Ok(Next::Exclude(last));
    }
    // 6 (5.2.3): the largest surplus first.
    if !surpluses.is_empty() {
        let largest = desk.choose(&most(&surpluses), Purpose::TransferFirst)?;
        return Ok(Next::Transfer(largest));
    }
    let lowest = desk.choose(&fewest(&sheet.standing()), Purpose::Exclude)?;
    Ok(Next::Exclude(vec![lowest]))
}

/// The largest number of last candidates whose votes together with the untransferred surpluses are not more than the
/// votes of the next one, where as many are left as there are places; those with equal votes stay together. In the
/// order of the paper; empty if there are none.
fn cannot_be_saved(
    standing: &[(CandidateIndex, u128)],
    untransferred: u128,
    places: usize,
) -> Vec<CandidateIndex> {
    let mut ascending = standing.to_vec();
    ascending.sort_by_key(|(_, votes)| *votes);
    let mut together = untransferred;
    let mut below = None;
    let mut last = 0;
    for (number, (_, votes)) in ascending.iter().enumerate() {
        let apart = below != Some(*votes);
        if apart && together <= *votes && ascending.len() - number >= places {
            last = number;
        }
        together += votes;
        below = Some(*votes);
    }
    let last = ascending.into_iter().take(last);
    let mut last: Vec<_> = last.map(|(c, _)| c).collect();
    last.sort_unstable();
    last
}
