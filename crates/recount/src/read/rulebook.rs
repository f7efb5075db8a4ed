//! `rulebook.toml`: what is needed to judge gates and count papers, and that the rest is known.

use toml::Table;

use super::ballot::{self, Ballot};
use super::chapters::{
    read_bodies, read_count, read_look, read_paper, read_posts, read_roll, read_source, read_stages,
};
use super::gates::Gate;
use super::tables::{Keys, Read};
use super::{Trouble, address};
use crate::rule::Rule;
use crate::ties::Resort;
use crate::time::Time;

pub(crate) struct Rulebook {
    pub(crate) title: String,
    pub(crate) organisation: String,
    pub(crate) posts: Vec<Post>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) sections: Vec<Section>,
    /// Below this a section is not reported by itself.
    pub(crate) smallest_section: Option<u64>,
    /// Whether an independent scrutineer is named.
    pub(crate) has_scrutineer: bool,
    pub(crate) full_preferences: bool,
    pub(crate) ballot: Ballot,
    pub(crate) rule: Rule,
    /// An electoral college: each section is counted by itself.
    pub(crate) is_college: bool,
    pub(crate) ties: Vec<Resort>,
    pub(crate) few_candidates: FewCandidates,
    document: Table,
}

/// What happens where no more stand than there are seats.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum FewCandidates {
    ElectedUnopposed,
    Balloted,
}

pub(crate) struct Post {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) seats: u64,
    /// Who elects it; all sections where it does not say.
    pub(super) sections: Option<Vec<String>>,
}

impl Post {
    pub(crate) fn is_elected_by(&self, section: &str) -> bool {
        self.sections
            .as_ref()
            .is_none_or(|sections| sections.iter().any(|id| id == section))
    }
}

pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) title: String,
}

pub(crate) struct Body {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kinds: Vec<String>,
    pub(crate) has_weight: bool,
    /// What all nominators weigh together, where it is known.
    pub(crate) weight: Option<u64>,
    /// Every figure that is known for the number of nominators.
    pub(crate) register: Vec<u64>,
}

impl Body {
    /// The most nominators that any source knows.
    pub(crate) fn largest_register(&self) -> Option<u64> {
        self.register.iter().copied().max()
    }
}

pub(crate) struct Stage {
    pub(crate) id: String,
    pub(crate) title: String,
    /// All posts where it does not say.
    pub(super) posts: Option<Vec<String>>,
    pub(crate) nominators: Vec<String>,
    pub(crate) through: Option<String>,
    pub(crate) window: Window,
    pub(crate) releases: bool,
    pub(crate) exempts_incumbents: bool,
    pub(crate) gate: Option<Gate>,
}

impl Stage {
    pub(crate) fn is_for(&self, post: &str) -> bool {
        self.posts
            .as_ref()
            .is_none_or(|posts| posts.iter().any(|id| id == post))
    }
}

#[derive(Default)]
pub(crate) struct Window {
    pub(crate) opens: Option<Time>,
    pub(crate) closes: Option<Time>,
    pub(crate) judged_by_decided: bool,
}

impl Rulebook {
    pub(crate) fn read(bytes: &[u8]) -> Read<Self> {
        let text =
            str::from_utf8(bytes).map_err(|_| Trouble::new("rulebook.toml", "it is not UTF-8"))?;
        let document: Table = text.parse().map_err(|error: toml::de::Error| {
            Trouble::new(
                "rulebook.toml",
                format!("it is not TOML: {}", error.message()),
            )
        })?;
        let mut keys = Keys::new(&document, "");
        if keys.text("format")? != "hustings-rulebook/1" {
            return Err(keys.trouble("format", "it must be \"hustings-rulebook/1\""));
        }
        let title = keys.text("title")?;
        let organisation = keys.text("organisation")?;
        keys.text("time_zone")?;
        keys.text_if_any("returning_officer")?;
        for added in keys.texts_if_any("compilers_added")?.unwrap_or_default() {
            if !address::exists(&document, &added) {
                return Err(keys.trouble("compilers_added", format!("there is no {added:?}")));
            }
        }
        read_source(keys.table("source")?)?;
        let mut has_scrutineer = false;
        if let Some(mut statutory) = keys.table_if_any("statutory")? {
            statutory.text_if_any("act")?;
            has_scrutineer = statutory.text_if_any("scrutineer")?.is_some();
            statutory.finish_with_clause()?;
        }
        let (sections, smallest_section) = read_roll(keys.table("roll")?)?;
        let posts = read_posts(&mut keys, &sections)?;
        let bodies = read_bodies(&mut keys)?;
        let stages = read_stages(&mut keys, &posts, &bodies)?;
        let full_preferences = read_paper(keys.table("paper")?)?;
        let ballot = ballot::read(keys.table("ballot")?)?;
        let count = read_count(keys.table("count")?)?;
        if let Some(look) = keys.table_if_any("look")? {
            read_look(look)?;
        }
        keys.finish()?;
        Ok(Self {
            title,
            organisation,
            posts,
            bodies,
            stages,
            sections,
            smallest_section,
            has_scrutineer,
            full_preferences,
            ballot,
            rule: count.rule,
            is_college: count.is_college,
            ties: count.ties,
            few_candidates: count.few_candidates,
            document,
        })
    }

    /// Whether the rulebook has something at this address.
    pub(crate) fn has_clause(&self, clause: &str) -> bool {
        address::exists(&self.document, clause)
    }

    pub(crate) fn post(&self, id: &str) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    pub(crate) fn body(&self, id: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == id)
    }

    pub(crate) fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// The sections that elect a post, in the rulebook's order.
    pub(crate) fn sections_for<'a>(&'a self, post: &'a Post) -> impl Iterator<Item = &'a Section> {
        self.sections
            .iter()
            .filter(|section| post.is_elected_by(&section.id))
    }

    /// Whether every section elects the post.
    pub(crate) fn all_elect(&self, post: &Post) -> bool {
        self.sections_for(post).count() == self.sections.len()
    }

    pub(crate) fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}
