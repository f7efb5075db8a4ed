//! Published figures set against those that follow from the others.

use serde_json::{Value, json};

use super::Made;
use super::returns::Entry;
use crate::event::{Returns, VotesDeclared};
use crate::statement::standing;
use crate::votes::{Votes, counts, one_vote};

/// One published figure that can be computed from others.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) what: &'static str,
    pub(crate) section: Option<String>,
    pub(crate) stage: Option<u64>,
    pub(crate) published: Value,
    pub(crate) computed: Value,
    /// Whether it is what computes: `12` is as many votes as `12.00000`.
    follows: bool,
    sources: Vec<String>,
}

impl Figure {
    fn new(what: &'static str, published: Value, computed: Value, sources: &[String]) -> Self {
        Self {
            what,
            section: None,
            stage: None,
            follows: published == computed,
            published,
            computed,
            sources: sources.to_vec(),
        }
    }

    pub(crate) fn follows(&self) -> bool {
        self.follows
    }

    pub(crate) fn to_value(&self) -> Value {
        json!({
            "figure": self.what,
            "section": self.section,
            "stage": self.stage,
            "published": self.published,
            "computed": self.computed,
            "verdict": if self.follows() { "follows" } else { "does-not-follow" },
            "sources": self.sources,
        })
    }
}

impl Made<'_> {
    /// In the order of the format's table.
    pub(crate) fn figures(&self, entries: &[Entry<'_>]) -> Vec<Figure> {
        let mut figures = self.turnouts(entries);
        figures.extend(self.sums());
        figures.extend(self.votes_counted());
        figures.extend(self.votes_by_section());
        figures.push(self.standing());
        figures.extend(self.elected_as_declared());
        figures
    }

    fn turnouts(&self, entries: &[Entry<'_>]) -> Vec<Figure> {
        self.log
            .turnouts
            .iter()
            .filter_map(|claim| {
                let entry = entries
                    .iter()
                    .find(|entry| entry.id() == claim.section.as_deref())?;
                let (computed, _) = entry.turnout(claim.percent.decimals())?;
                let published = claim.percent.text.clone().into();
                let figure = Figure::new("turnout", published, computed.into(), &claim.sources);
                Some(Figure {
                    section: claim.section.clone(),
                    ..figure
                })
            })
            .collect()
    }

    /// `eligible` and `returned` of the whole against the sums of the sections.
    fn sums(&self) -> Vec<Figure> {
        if self.transcript.section.is_some() || self.rulebook.sections.is_empty() {
            return Vec::new();
        }
        let eligible = self.sum("eligible", |returns| returns.eligible);
        let returned = self.sum("returned", |returns| returns.returned);
        eligible.into_iter().chain(returned).collect()
    }

    fn sum(&self, what: &'static str, of: fn(&Returns) -> Option<u64>) -> Option<Figure> {
        let whole = self.returns(None)?;
        let mut computed: u128 = 0;
        for section in self.rulebook.sections_for(self.post) {
            computed += u128::from(of(self.log.returns_for(Some(&section.id))?)?);
        }
        let published = of(whole)?.to_string().into();
        let computed = computed.to_string().into();
        Some(Figure::new(what, published, computed, &whole.sources))
    }

    /// Declared votes against the papers counted.
    fn votes_counted(&self) -> Vec<Figure> {
        if !self.transcript.counted {
            return Vec::new();
        }
        self.log
            .votes
            .iter()
            .filter(|declared| {
                declared.post == self.post.id && declared.section == self.transcript.section
            })
            .map(|declared| self.votes_of_stage(declared))
            .collect()
    }

    fn votes_of_stage(&self, declared: &VotesDeclared) -> Figure {
        let decimals = self.transcript.decimals();
        let mut stages = self.transcript.stages.iter();
        let counted = stages.find(|stage| stage.number == declared.stage);
        let computed = counted.map_or_else(|| json!({}), |stage| counts(&stage.votes, decimals));
        let published = counts(&declared.votes, 0);
        let in_parts: Votes = declared
            .votes
            .iter()
            .map(|(id, votes)| (id.clone(), votes * one_vote(decimals)))
            .collect();
        Figure {
            section: declared.section.clone(),
            stage: Some(declared.stage),
            follows: counted.map_or(in_parts.is_empty(), |stage| stage.votes == in_parts),
            ..Figure::new("votes", published, computed, &declared.sources)
        }
    }

    /// The whole's declared votes at stage 1 against the sum of the sections.
    fn votes_by_section(&self) -> Option<Figure> {
        let mut sections = self.rulebook.sections_for(self.post).peekable();
        if self.transcript.section.is_some() || sections.peek().is_none() {
            return None;
        }
        let whole = self.log.votes_for(&self.post.id, None, 1)?;
        let mut sum = Votes::new();
        for section in sections {
            let declared = self.log.votes_for(&self.post.id, Some(&section.id), 1)?;
            for (id, votes) in &declared.votes {
                *sum.entry(id.clone()).or_default() += votes;
            }
        }
        let (published, computed) = (counts(&whole.votes, 0), counts(&sum, 0));
        Some(Figure {
            stage: Some(1),
            ..Figure::new("votes-by-section", published, computed, &whole.sources)
        })
    }

    /// Whoever has votes at stage 1 against those who should have.
    fn standing(&self) -> Figure {
        let first = self.transcript.stages.first();
        let with_votes: Vec<&String> = first
            .into_iter()
            .flat_map(|stage| stage.votes.keys())
            .collect();
        let nominees = self.log.nominees_for(&self.post.id);
        let mut should: Vec<&String> = Vec::new();
        for candidate in self.log.candidates_for(&self.post.id) {
            let named = match nominees {
                Some(nominees) => nominees.candidates.contains(&candidate.id),
                None => true,
            };
            let should_have = match standing(self.rulebook, self.log, candidate) {
                "nominated" => named,
                "undetermined" if nominees.is_some() => named,
                "undetermined" => with_votes.contains(&&candidate.id),
                _ => false,
            };
            if should_have {
                should.push(&candidate.id);
            }
        }
        should.sort();
        let sources = nominees.map_or(&[][..], |nominees| &nominees.sources);
        Figure::new("standing", json!(with_votes), json!(should), sources)
    }

    /// Whoever was declared elected against whom the count elects; a section elects nobody.
    fn elected_as_declared(&self) -> Option<Figure> {
        if self.transcript.section.is_some() {
            return None;
        }
        let result = self.log.result_for(&self.post.id)?;
        let (published, computed) = (json!(result.elected), json!(self.transcript.elected));
        Some(Figure::new("elected", published, computed, &result.sources))
    }
}
