//! Papers counted again.

mod av;
mod refused;
mod scottish;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use self::refused::NotCounted;
use crate::ids::ids_from_names;
use crate::read::papers;
use crate::rule::Rule;
use crate::text::escaped;
use crate::ties::{Course, Resort};
use crate::transcript::{Candidate, Stage, Transcript, Transfer};

/// A lot that was drawn: at which stage, among whom, and on whom it fell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The stage of the count, from 1.
    pub stage: u64,
    /// Exactly those who were still tied, in any order.
    pub among: Vec<String>,
    /// The one of them on whom it fell: to be excluded, or to have the surplus transferred first.
    pub chosen: String,
}

/// Counts papers again by the literal rule, and gives the transcript.
///
/// `rule` is as a transcript writes it, and `ties` are the resorts in their order, as a rulebook
/// lists them: `"earlier-stages"`, `"first-stages"`, `{"declared-order": [ids]}`, `"lots"`,
/// `{"public-seed": text}`. `seats` is 0 for one section of an electoral college.
///
/// A bare file of papers has no ids. The id of a candidate is the last word of the name,
/// lower-cased, every run of characters other than `a-z` and `0-9` turned into one `-`, without
/// `-` at the ends; if that is empty, has no letter, or is shared, the whole name treated
/// likewise; if that is empty or shared, `candidate-N`, by position from 1.
pub fn count_again(
    blt: &[u8],
    rule: &Value,
    seats: u64,
    ties: &[Value],
    lots: &[Lot],
) -> Result<Value, NotCounted> {
    let rule = Rule::read(rule).map_err(|fault| NotCounted::NoRule(fault.reason))?;
    let ties = ties
        .iter()
        .map(|resort| {
            let refused = || NotCounted::NoResort(escaped(&resort.to_string()));
            Resort::read(resort).ok_or_else(refused)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let papers = papers::read(blt)?;
    let ids = ids_from_names(&papers.names);
    let candidates = papers
        .names
        .iter()
        .zip(&ids)
        .map(|(name, id)| Candidate {
            id: id.clone(),
            name: name.clone(),
        })
        .collect();
    let rankings = with_ids(&papers.rankings, &ids);
    let count = Count {
        rule: &rule,
        seats,
        ties: &ties,
        lots,
    };
    let transcript = count.transcript(candidates, &rankings, None)?;
    Ok(transcript.to_value())
}

/// Each different list of preferences, by ids, and how many papers have it.
pub(crate) type Rankings = Vec<(Vec<String>, u128)>;

/// Positions on the paper turned into ids.
pub(crate) fn with_ids(rankings: &BTreeMap<Vec<usize>, u128>, ids: &[String]) -> Rankings {
    rankings
        .iter()
        .map(|(positions, papers)| {
            let preferences = positions
                .iter()
                .filter_map(|position| ids.get(*position).cloned())
                .collect();
            (preferences, *papers)
        })
        .collect()
}

/// How papers are to be counted.
pub(crate) struct Count<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) seats: u64,
    pub(crate) ties: &'a [Resort],
    pub(crate) lots: &'a [Lot],
}

/// What is to be counted.
struct Election<'a> {
    /// Those who stand, in the order of the paper.
    ids: &'a [String],
    rankings: &'a Rankings,
    /// Papers with at least one preference.
    papers: u128,
    seats: u64,
}

impl Count<'_> {
    /// All stages, to the one that ends the count. `ids` of the candidates are in the order of
    /// their declaration, or of the paper.
    pub(crate) fn transcript(
        &self,
        candidates: Vec<Candidate>,
        rankings: &Rankings,
        section: Option<String>,
    ) -> Result<Transcript, NotCounted> {
        let all: u128 = rankings.iter().map(|(_, papers)| papers).sum();
        // av 1: a paper without any preference is counted apart.
        let blank: u128 = rankings
            .iter()
            .filter(|(preferences, _)| preferences.is_empty())
            .map(|(_, papers)| papers)
            .sum();
        let ids: Vec<String> = candidates.iter().map(|one| one.id.clone()).collect();
        let election = Election {
            ids: &ids,
            rankings,
            papers: all - blank,
            seats: self.seats,
        };
        let mut course = Course::new(self.ties, self.lots)?;
        match self.rule {
            Rule::Av(rule) => av::count(rule, &election, &mut course)?,
            Rule::ScottishStv => scottish::count(&election, &mut course)?,
            Rule::Unknown(name) => return Err(NotCounted::UnknownRule(name.clone())),
        }
        let stages = course.finish()?;
        Ok(Transcript {
            counted: true,
            rule: self.rule.clone(),
            seats: self.seats,
            section,
            papers: election.papers,
            blank,
            candidates,
            elected: stages
                .iter()
                .flat_map(Stage::all_elected)
                .cloned()
                .collect(),
            stages,
        })
    }
}

/// The first preference for somebody who is still in the count.
fn first_of<'a>(preferences: &'a [String], continuing: &BTreeSet<String>) -> Option<&'a String> {
    preferences.iter().find(|id| continuing.contains(*id))
}

/// Votes that moved, added up: by giver, then by receiver, those that nobody received last.
fn moved(moves: impl IntoIterator<Item = (String, Option<String>, u128)>) -> Vec<Transfer> {
    let mut sums: BTreeMap<(String, bool, Option<String>), u128> = BTreeMap::new();
    for (from, to, votes) in moves {
        *sums.entry((from, to.is_none(), to)).or_default() += votes;
    }
    sums.into_iter()
        .filter(|(_, votes)| *votes > 0)
        .map(|((from, _, to), votes)| Transfer { from, to, votes })
        .collect()
}
