//! The electoral college, `docs/rules/electoral-college.md`; its clauses are named where they are followed.

mod section;

use std::collections::BTreeMap;
use std::iter;

use num_bigint::BigUint;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

use super::av::Until;
use super::{Clause, Method, Seats, Share, fewest};
use crate::count::Count;
use crate::desk::{Act, Desk, Figures, Stop};
use crate::papers::CandidateIndex;
use crate::piles::Piles;
use crate::stage::{Did, Purpose};
use crate::trace::Manner;
use crate::votes::{Tally, Votes};

pub use section::{InvalidSections, Section, Sections};

/// What a rulebook may set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The sections, in the order in which their papers are given.
    pub sections: Sections,
    /// How long the count goes on.
    #[serde(default)]
    pub until: Until,
}

/// Of the whole, exactly.
type Part = Ratio<BigUint>;

impl Method for Options {
    fn name(&self) -> &'static str {
        "electoral-college"
    }

    fn describe(&self) -> String {
        "an electoral college: the last candidate of the whole is excluded, stage by stage, each section’s votes being its \
         share of the whole".to_owned()
    }

    fn knows_withdrawals(&self) -> bool {
        true
    }

    fn cannot_fill(&self, seats: Seats) -> Option<&'static str> {
        (seats != Seats::ONE).then_some("one seat")
    }

    fn cannot_count(&self, sets: usize) -> Option<String> {
        let ids: Vec<_> = self.sections.iter().map(Section::id).collect();
        (sets != ids.len()).then(|| {
            let ids = ids.join(", ");
            format!("give one set for each of its sections, in their order: {ids}")
        })
    }

    fn manner(&self) -> Result<Manner, &'static str> {
        Err("count its section by av and seats 0, and follow it there")
    }

    fn count(&self, count: &Count<'_>, desk: &mut Desk<'_>) -> Result<(), Stop> {
        count_at(count, self, desk)
    }
}

/// Holds the count.
fn count_at(count: &Count<'_>, options: &Options, desk: &mut Desk<'_>) -> Result<(), Stop> {
    desk.pool_sections()?;
    let mut college = College::first_preferences(count, options, &desk.standing());
    loop {
        let whole = college.whole();
        desk.lay_out(college.figures(&whole));
        if let Some(withdrawn) = desk.next_withdrawal(&college.continuing())? {
            // 9: whoever withdrew is taken out of all sections before anything else is done.
            college.exclude(withdrawn);
            let clause = Clause("electoral-college 9");
            desk.act(Act::new(Did::Withdrawn, [withdrawn], clause))?;
            continue;
        }
        match decide(&whole, &college.contributing(), options.until) {
            Decision::Elect(candidate, clause) => {
                return desk.act(Act::new(Did::Elected, [candidate], clause));
            }
            Decision::End(clause) => return desk.act(Act::new(Did::Ended, [], clause)),
            Decision::Exclude(fewest, clause) => {
                // 8: a tie is an exact equality of fractions.
                let candidate = desk.choose(&fewest, Purpose::Exclude)?;
                college.exclude(candidate);
                desk.act(Act::new(Did::Excluded, [candidate], clause))?;
            }
        }
    }
}

/// What is done with the candidates who are in the count.
enum Decision {
    /// This candidate is elected.
    Elect(CandidateIndex, Clause),
    /// One of these is excluded.
    Exclude(Vec<CandidateIndex>, Clause),
    /// Nobody is left to be elected.
    End(Clause),
}

/// What the rule does with what candidates have of the whole, of which sections contribute so much.
fn decide(whole: &[(CandidateIndex, Part)], contributed: &Part, until: Until) -> Decision {
    match whole {
        // 9: everybody withdrew.
        [] => return Decision::End(Clause("electoral-college 9")),
        // 5: one left is elected.
        [(only, _)] => return Decision::Elect(*only, Clause("electoral-college 5")),
        _ => {}
    }
    // 6: so is whoever has more than half of the whole, or of what is left of it.
    let half = contributed / BigUint::from(2_u8);
    let looked_at = until == Until::Majority || whole.len() == 2;
    let mut majority = whole.iter().filter(|_| looked_at);
    if let Some((candidate, _)) = majority.find(|(_, part)| *part > half) {
        return Decision::Elect(*candidate, Clause("electoral-college 6"));
    }
    // 7: otherwise whoever has least of the whole is excluded.
    Decision::Exclude(fewest(whole), Clause("electoral-college 7"))
}

/// The piles of each section.
struct College<'a> {
    sections: Vec<(&'a Section, Piles<'a>)>,
}

impl<'a> College<'a> {
    /// 2: in every section each paper is a vote for the first of its preferences.
    fn first_preferences(
        count: &Count<'a>,
        options: &'a Options,
        standing: &[CandidateIndex],
    ) -> Self {
        let papers = iter::once(count.papers).chain(count.more);
        let sections = options.sections.iter().zip(papers);
        let piles = |(section, papers)| (section, Piles::first_preferences(papers, standing));
        Self {
            sections: sections.map(piles).collect(),
        }
    }

    /// 3: what each candidate has of the whole, in the order of the paper.
    fn whole(&self) -> Vec<(CandidateIndex, Part)> {
        let mut whole: BTreeMap<_, Part> = BTreeMap::new();
        for (section, piles) in &self.sections {
            let standing = piles.standing();
            // No more than there are papers in the section.
            let continuing = Tally::new(standing.iter().map(|(_, votes)| votes).sum());
            for (candidate, votes) in standing {
                let part = section.contribution(Tally::new(votes), continuing);
                *whole.entry(candidate).or_default() += part.to_fraction();
            }
        }
        whole.into_iter().collect()
    }

    /// 4: the shares of all sections that have votes left, which is what their candidates have together.
    fn contributing(&self) -> Part {
        let with_votes = self.sections.iter().filter(|(_, piles)| {
            let mut standing = piles.standing().into_iter();
            standing.any(|(_, votes)| votes > 0)
        });
        let shares = with_votes.map(|(section, _)| section.share().to_fraction());
        shares.fold(Part::from_integer(BigUint::ZERO), |sum, share| sum + share)
    }

    /// The parts of the whole, and what nobody has of it any longer.
    fn figures(&self, whole: &[(CandidateIndex, Part)]) -> Figures {
        let sections = self.sections.iter().map(|(section, piles)| {
            let votes = piles.standing().into_iter();
            let votes = votes.map(|(c, votes)| (c, Votes::whole(votes)));
            (section.id().to_owned(), votes.collect())
        });
        // Shares make the whole together, so those of some are not more.
        let idle = Share::WHOLE.to_fraction() - self.contributing();
        let whole = whole.iter().cloned();
        Figures {
            votes: whole.map(|(c, part)| (c, Votes::fraction(part))).collect(),
            non_transferable: Votes::fraction(idle),
            sections: sections.collect(),
            ..Figures::default()
        }
    }

    /// The same in every section, since nobody is excluded from one alone.
    fn continuing(&self) -> Vec<CandidateIndex> {
        let first = self.sections.first();
        first.map_or_else(Vec::new, |(_, piles)| piles.continuing())
    }

    /// 7: from all sections. What moves in each shows in its votes; no share of the whole moves from one to another.
    fn exclude(&mut self, candidate: CandidateIndex) {
        for (_, piles) in &mut self.sections {
            piles.exclude(candidate);
        }
    }
}
