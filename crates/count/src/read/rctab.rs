//! A contest's configuration as `RCTab` writes it: candidates, where the papers are, and the rules.
//!
//! What is not supported is refused by its key's name, so that nothing is counted by another rule than was configured.

mod counting;
mod keys;
mod rules;

use super::PapersFormat;
use super::error::{Fault, Place, ReadError};
use super::marks::Marks;
use crate::candidate::{Candidate, NameFault, check_name};
use crate::papers::{CandidateIndex, Papers, PapersError, Rankings};

pub use rules::{ElectionMode, Rules, TieBreak};

/// The name of the candidate for whom write-ins of undeclared persons count together.
const UNDECLARED: &str = "Undeclared Write-ins";

/// A configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The contest's name.
    pub title: String,
    /// Who stands, in the order of the configuration.
    pub candidates: Vec<ConfiguredCandidate>,
    /// Where the papers are.
    pub source: Source,
    /// How unclear marks are read.
    pub marks: Marks,
    /// How papers are counted.
    pub rules: Rules,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfiguredCandidate {
    /// The name.
    pub name: String,
    /// Other names that papers may have.
    pub aliases: Vec<String>,
    /// Whether nobody's paper counts for him or her.
    pub excluded: bool,
}

/// Where the papers are, and how they are laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file, as the configuration writes it: beside the configuration.
    pub file: String,
    pub(crate) contest: String,
    pub(crate) columns_before: usize,
    pub(crate) id_column: Option<usize>,
    pub(crate) undeclared: Option<String>,
    pub(crate) provider: Provider,
}

/// Who made the papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Provider {
    /// Anybody who exports the common data format.
    CastVoteRecords,
    /// CSV with a column a candidate.
    Grid,
}

/// Why a configuration is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Not JSON, or other keys.
    #[error("line {line}, column {column}: {message}; is this a configuration that RCTab wrote?")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// What is not supported.
    #[error("{key} = “{value}” is not supported; {remedy}")]
    Unsupported {
        /// The key.
        key: &'static str,
        /// What it is set to.
        value: String,
        /// What could be set.
        remedy: &'static str,
    },
    /// A name that cannot be a candidate's.
    #[error("the candidate's name “{name}” {fault}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        fault: NameFault,
    },
    /// A name or an alias that two candidates have.
    #[error("“{0}” is a name or an alias of two candidates; papers could not tell them apart")]
    NameTwice(String),
}

impl Config {
    /// Reads a configuration.
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        let file: keys::File = serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            let message = message
                .rsplit_once(" at line ")
                .map_or(&*message, |(message, _)| message);
            ConfigError::Json {
                line: error.line(),
                column: error.column(),
                message: message.to_owned(),
            }
        })?;
        let config = Self {
            title: file.output_settings.contest_name,
            source: file.cvr_file_sources.try_into()?,
            marks: file.rules.marks()?,
            rules: file.rules.try_into()?,
            candidates: file.candidates.into_iter().map(Into::into).collect(),
        };
        config.check_names()?;
        Ok(config)
    }

    fn check_names(&self) -> Result<(), ConfigError> {
        let mut seen = std::collections::BTreeSet::new();
        for candidate in &self.candidates {
            let name = candidate.name.clone();
            check_name(&name).map_err(|fault| ConfigError::Name { name, fault })?;
            for name in std::iter::once(&candidate.name).chain(&candidate.aliases) {
                if !seen.insert(name) {
                    return Err(ConfigError::NameTwice(name.clone()));
                }
            }
        }
        Ok(())
    }

    /// The configured name of whom papers call so.
    pub(crate) fn name(&self, called: &str) -> Option<&str> {
        if self.source.undeclared.as_deref() == Some(called) {
            return Some(UNDECLARED);
        }
        let mut candidates = self.candidates.iter();
        let candidate = candidates.find(|candidate| {
            candidate.name == called || candidate.aliases.iter().any(|alias| alias == called)
        });
        candidate.map(|candidate| candidate.name.as_str())
    }

    /// The papers of all configured candidates, in their order, write-ins last; excluded candidates have withdrawn.
    pub(crate) fn papers(&self, papers: &Papers) -> Result<Papers, PapersError> {
        let undeclared = self.source.undeclared.is_some().then_some(UNDECLARED);
        let names = self
            .candidates
            .iter()
            .map(|candidate| candidate.name.clone());
        let names = names.chain(undeclared.map(str::to_owned)).collect();
        let named = Papers::with_ids_from_names(names, Rankings::default());
        let candidates: Vec<Candidate> = named.candidates().to_vec();
        let mut papers = papers.for_candidates(&candidates)?;
        for (place, candidate) in self.candidates.iter().enumerate() {
            if let Some(place) = CandidateIndex::new(place).filter(|_| candidate.excluded) {
                papers.withdraw(place)?;
            }
        }
        Ok(papers)
    }
}

impl Source {
    /// Refuses papers in another format than the configuration says.
    pub(crate) fn check(&self, found: PapersFormat) -> Result<(), ReadError> {
        let (name, is_it) = match self.provider {
            Provider::CastVoteRecords => ("cdf", found == PapersFormat::CastVoteRecords),
            // Columns and grids are told apart later; where a configuration says what columns are, it is a grid.
            Provider::Grid => ("genericCsv", found == PapersFormat::Columns),
        };
        if is_it {
            Ok(())
        } else {
            Err(Fault::OtherProvider(name).at(Place::START))
        }
    }
}
