//! The rulebook itself, as its file has it.

mod colour;
mod question;
mod tables;
mod time;
mod words;

use serde::Deserialize;

use crate::address::Directory;
use crate::{Address, BodyId, Clause, Position, PostId, SectionId, StageId};

pub use colour::Colour;
pub use question::{Question, is_misleading};
pub use tables::{
    Ballot, Body, CountRules, Look, Paper, Post, Register, Roll, Section, Source, Stage, Statutory,
    Trustees, Weight, Window,
};
pub use words::{
    Exempt, Fraction, Judged, Language, Means, Nominators, Order, Preferences, Release, Sections,
    SingleCandidate,
};

/// What the rules of a contest say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    #[serde(rename = "format")]
    _format: Format,
    /// What the contest is called.
    pub title: String,
    /// Whose contest it is.
    pub organisation: String,
    /// The IANA name of the time zone that all times are local to.
    pub time_zone: String,
    /// Office or name of the returning officer.
    pub returning_officer: Option<String>,
    /// What the source does not say and the rulebook's compilers added.
    #[serde(default)]
    pub compilers_added: Vec<Address>,
    /// Where the rules come from.
    pub source: Source,
    /// Set where a statute governs the election.
    pub statutory: Option<Statutory>,
    /// The posts to be filled.
    #[serde(rename = "post")]
    pub posts: Vec<Post>,
    /// Who nominates.
    #[serde(rename = "body", default)]
    pub bodies: Vec<Body>,
    /// Stages of nominations, in order.
    #[serde(rename = "stage", default)]
    pub stages: Vec<Stage>,
    /// Who may vote.
    pub roll: Roll,
    /// What the voting paper looks like.
    pub paper: Paper,
    /// How and when votes are cast.
    pub ballot: Ballot,
    /// How papers are counted.
    pub count: CountRules,
    /// What its pages look like, where it says.
    pub look: Option<Look>,
    #[serde(skip)]
    directory: Directory,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
enum Format {
    #[serde(rename = "hustings-rulebook/1")]
    One,
}

/// Why a text is no rulebook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulebookError {
    /// It is not TOML, or not of the rulebook's shape.
    #[error("{position}: {reason}; docs/formats/rulebook.md lists what a rulebook may hold")]
    Unreadable {
        /// Where.
        position: Position,
        /// What is wrong, in the parser's words.
        reason: String,
    },
}

impl Rulebook {
    /// Reads a rulebook. What it says may still lead nowhere: [`crate::check()`] finds that.
    pub fn parse(text: &str) -> Result<Self, RulebookError> {
        let mut rulebook: Self =
            toml::from_str(text).map_err(|error| RulebookError::Unreadable {
                position: Position::of(text, error.span().map_or(0, |span| span.start)),
                reason: error.message().trim().replace('\n', ", "),
            })?;
        rulebook.directory = Directory::of(text);
        Ok(rulebook)
    }

    /// Whether the rulebook has something at this address.
    pub fn has(&self, address: &Address) -> bool {
        self.directory.position(address).is_some()
    }

    /// Where the clause stands; for what is missing, where the table that lacks it stands.
    pub fn position(&self, address: &Address) -> Option<Position> {
        let mut address = address.clone();
        loop {
            if let Some(position) = self.directory.position(&address) {
                return Some(position);
            }
            let (parent, _) = address.as_str().rsplit_once('.')?;
            address = Address::new(parent);
        }
    }

    /// The clause at an address, with the source's own name for it.
    pub fn clause(&self, address: Address) -> Clause {
        let source = self.directory.source_clause(&address);
        Clause { address, source }
    }

    /// What the source calls this clause, or the nearest one that it is part of.
    pub(crate) fn nearest_source_clause(&self, address: &Address) -> Option<String> {
        self.directory.source_clause(address).or_else(|| {
            let (parent, _) = address.as_str().rsplit_once('.')?;
            self.nearest_source_clause(&Address::new(parent))
        })
    }

    /// What the rulebook's authors noted, by address, in the order of the file.
    pub fn notes(&self) -> &[(Address, String)] {
        self.directory.notes()
    }

    /// The languages of the contest's pages, its own first: English where it does not say.
    pub fn languages(&self) -> &[Language] {
        match &self.look {
            Some(look) if !look.languages.is_empty() => &look.languages,
            _ => &[Language::En],
        }
    }

    /// Whether the server alone holds the key to the ballots, so that secrecy rests on whoever runs it.
    pub fn is_server_alone(&self) -> bool {
        let trustees = self.ballot.trustees.as_ref();
        trustees.is_some_and(Trustees::is_server_alone)
    }

    /// The post with this id.
    pub fn post(&self, id: &PostId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == *id)
    }

    /// The body with this id.
    pub fn body(&self, id: &BodyId) -> Option<&Body> {
        self.bodies.iter().find(|body| body.id == *id)
    }

    /// The stage with this id.
    pub fn stage(&self, id: &StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == *id)
    }

    /// The stages that candidates for a post go through, in order.
    pub fn stages_for<'a>(&'a self, post: &'a PostId) -> impl Iterator<Item = &'a Stage> {
        self.stages.iter().filter(move |stage| stage.is_for(post))
    }

    /// The section with this id.
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.roll.sections.iter().find(|section| section.id == *id)
    }
}
