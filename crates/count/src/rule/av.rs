//! The alternative vote, `docs/rules/av.md`; its clauses are named where they are followed.

use serde::{Deserialize, Serialize};

use super::{Clause, Method, Seats, fewest};
use crate::candidate::CandidateId;
use crate::count::{Count, CountError};
use crate::desk::{Act, Desk, Figures, Stop};
use crate::papers::CandidateIndex;
use crate::piles::Piles;
use crate::stage::{Did, Purpose};
use crate::trace::Manner;
use crate::votes::Votes;

/// What a rulebook may set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Of which votes a majority must be.
    pub majority_of: MajorityOf,
    /// How long the count goes on.
    pub until: Until,
    /// How many are excluded at a stage.
    #[serde(skip_serializing_if = "Exclude::is_default")]
    pub exclude: Exclude,
    /// The candidate who stands for re-opening nominations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopen: Option<CandidateId>,
}

impl Method for Options {
    fn name(&self) -> &'static str {
        "av"
    }

    fn describe(&self) -> String {
        let base = match self.majority_of {
            MajorityOf::Continuing => "the votes of all candidates still in the count",
            MajorityOf::Valid => "all papers counted",
        };
        let until = match self.until {
            Until::Majority => "until somebody has more than half of",
            Until::Two => "until two are left; then more than half is of",
        };
        let excluded = match self.exclude {
            Exclude::One => "the last candidate is excluded",
            Exclude::Bulk => "all who together cannot overtake the next candidate are excluded",
        };
        let reopen = self.reopen.as_ref().map_or_else(String::new, |id| {
            format!("; if it is {id} who would be elected, nominations are opened again")
        });
        format!("the alternative vote: {excluded}, stage by stage, {until} {base}{reopen}")
    }

    fn knows_withdrawals(&self) -> bool {
        true
    }

    fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        (seats > Seats::ONE).then_some("one seat, or none for a section of an electoral college")
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Ok(Manner::Whole)
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, self, desk)
    }
}

/// Of which votes a majority must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MajorityOf {
    /// The votes of all candidates still in the count.
    #[default]
    Continuing,
    /// All papers counted.
    Valid,
}

/// How long the count goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// Until somebody has a majority.
    #[default]
    Majority,
    /// Until two candidates are left.
    Two,
}

/// How many are excluded at a stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exclude {
    /// The candidate with the fewest votes.
    #[default]
    One,
    /// As many as cannot overtake the next, together.
    Bulk,
}

impl Exclude {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands it over by reference"
    )]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// What is done with the candidates who are in the count and their votes. A tie is not its business: it says who would
/// be next, alone or tied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Decision<C> {
    /// This candidate is elected, and the count is over.
    Elect(C, Clause),
    /// One of these is excluded: if there are several, they are tied.
    Exclude(Vec<C>, Clause),
    /// All of these are excluded.
    ExcludeAll(Vec<C>, Clause),
    /// The count of a section is over.
    End(Clause),
}

/// Holds the count.
fn count_at(count: &Count<'_>, options: &Options, desk: &mut Desk<'_>) -> Result<(), Stop> {
    let reopen = options.reopen.as_ref().map(|id| place_of(count, id));
    let reopen = reopen.transpose()?;
    let mut piles = Piles::first_preferences(count.papers, &desk.standing());
    loop {
        desk.lay_out(figures(&piles));
        let act = if let Some(withdrawn) = desk.next_withdrawal(&piles.continuing())? {
            // av 9: whoever withdrew is taken out before anything else is done.
            let moved = piles.exclude(withdrawn);
            Act::new(Did::Withdrawn, [withdrawn], Clause("av 9")).moving(moved)
        } else {
            let standing = piles.standing();
            match decide(
                &standing,
                count.papers.counted().get(),
                count.seats,
                options,
            ) {
                // av 10: if it is re-opening nominations that would be elected, nobody is.
                Decision::Elect(candidate, _) if Some(candidate) == reopen => {
                    return desk.act(Act::new(Did::Reopened, [candidate], Clause("av 10")));
                }
                Decision::Elect(candidate, clause) => {
                    return desk.act(Act::new(Did::Elected, [candidate], clause));
                }
                Decision::End(clause) => return desk.act(Act::new(Did::Ended, [], clause)),
                Decision::Exclude(fewest, clause) => {
                    let candidate = desk.choose(&fewest, Purpose::Exclude)?;
                    Act::new(Did::Excluded, [candidate], clause).moving(piles.exclude(candidate))
                }
                Decision::ExcludeAll(candidates, clause) => {
                    let moved = piles.exclude_all(&candidates);
                    Act::new(Did::Excluded, candidates, clause).moving(moved)
                }
            }
        };
        desk.act(act)?;
    }
}

fn place_of(count: &Count<'_>, id: &CandidateId) -> Result<CandidateIndex, CountError> {
    let mut candidates = count.papers.candidates().iter();
    candidates
        .position(|candidate| candidate.id == *id)
        .and_then(CandidateIndex::new)
        .ok_or_else(|| CountError::NoSuchCandidate(id.clone()))
}

fn figures(piles: &Piles<'_>) -> Figures {
    let votes = piles.standing().into_iter();
    Figures {
        votes: votes.map(|(c, votes)| (c, Votes::whole(votes))).collect(),
        non_transferable: Votes::whole(piles.non_transferable()),
        stopped: piles
            .stopped()
            .map(|(end, papers)| (end, Votes::whole(papers)))
            .collect(),
        ..Figures::default()
    }
}

/// What the rule does with the candidates who are in the count and their votes, of so many papers counted.
///
/// Clause 2, what a vote is, is the business of [`crate::piles`].
pub(crate) fn decide<C: Copy>(
    standing: &[(C, u64)],
    counted: u64,
    seats: Seats,
    options: &Options,
) -> Decision<C> {
    // av 7: a section of an electoral college goes on until two are left, and ends there.
    if seats == Seats::NONE {
        return if standing.len() <= 2 {
            Decision::End(Clause("av 7"))
        } else {
            exclusion(standing, options, 2)
        };
    }
    match standing {
        // Everybody withdrew.
        [] => return Decision::End(Clause("av 9")),
        // av 3: one left is elected.
        [(only, _)] => return Decision::Elect(*only, Clause("av 3")),
        _ => {}
    }
    // av 4: so is whoever has a majority, or of two whoever has more votes, as the options say.
    if let Some(candidate) = majority(standing, counted, options) {
        return Decision::Elect(candidate, Clause("av 4"));
    }
    // av 8: those who cannot overtake the next, even together, are excluded together where the option says so.
    let stay = match options.until {
        Until::Majority => 1,
        Until::Two => 2,
    };
    exclusion(standing, options, stay)
}

/// Who is excluded; `stay` are left at least.
fn exclusion<C: Copy>(standing: &[(C, u64)], options: &Options, stay: usize) -> Decision<C> {
    if options.exclude == Exclude::Bulk
        && let Some(together) = bulk(standing, stay)
    {
        return Decision::ExcludeAll(together, Clause("av 8"));
    }
    // av 5: otherwise the candidate with the fewest votes is excluded.
    Decision::Exclude(fewest(standing), Clause("av 5"))
}

/// av 4.
fn majority<C: Copy>(standing: &[(C, u64)], counted: u64, options: &Options) -> Option<C> {
    if options.until == Until::Two && standing.len() > 2 {
        return None;
    }
    let base = match options.majority_of {
        // The votes of some of the papers counted are not more than a u64 holds.
        MajorityOf::Continuing => standing.iter().map(|(_, votes)| votes).sum(),
        MajorityOf::Valid => counted,
    };
    // For whole numbers, more than half is more than the half rounded down.
    let over_half = standing.iter().find(|(_, votes)| *votes > base / 2);
    let ahead_of_the_other = || match standing {
        [one, other] if one.1 > other.1 => Some(one),
        [one, other] if one.1 < other.1 => Some(other),
        _ => None,
    };
    over_half
        .or_else(ahead_of_the_other)
        .map(|(candidate, _)| *candidate)
}

/// av 8: the largest number of last candidates, at least two, who have together fewer votes than the next, in their
/// order on the paper.
fn bulk<C: Copy>(standing: &[(C, u64)], stay: usize) -> Option<Vec<C>> {
    let mut places: Vec<usize> = (0..standing.len()).collect();
    let votes = |place: usize| standing.get(place).map_or(0, |(_, votes)| *votes);
    places.sort_by_key(|place| votes(*place));
    let mut together = 0;
    let mut last = None;
    for (number, place) in places.iter().enumerate() {
        if number >= 2 && together < votes(*place) && standing.len() - number >= stay {
            last = Some(number);
        }
        together += votes(*place);
    }
    let mut excluded: Vec<usize> = places.into_iter().take(last?).collect();
    excluded.sort_unstable();
    Some(
        excluded
            .into_iter()
            .filter_map(|place| Some(standing.get(place)?.0))
            .collect(),
    )
}
