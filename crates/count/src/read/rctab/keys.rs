//! The keys of a configuration as they are written.

use serde::Deserialize;

use super::{ConfigError, ConfiguredCandidate, Provider, Source};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct File {
    #[serde(rename = "tabulatorVersion")]
    _version: String,
    pub(super) output_settings: OutputSettings,
    pub(super) cvr_file_sources: Vec<CvrFileSource>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) rules: super::rules::Keys,
}

/// What is written where; only the name says something of the contest.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OutputSettings {
    pub(super) contest_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CvrFileSource {
    file_path: String,
    #[serde(default)]
    contest_id: String,
    #[serde(default)]
    first_vote_column_index: String,
    #[serde(default)]
    first_vote_row_index: String,
    #[serde(default)]
    id_column_index: String,
    #[serde(default, rename = "batchColumnIndex")]
    _batch_column_index: String,
    #[serde(default, rename = "precinctColumnIndex")]
    _precinct_column_index: String,
    #[serde(default)]
    overvote_delimiter: String,
    provider: String,
    #[serde(default)]
    overvote_label: String,
    #[serde(default)]
    skipped_rank_label: String,
    #[serde(default)]
    undeclared_write_in_label: String,
    #[serde(default)]
    treat_blank_as_undeclared_write_in: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Candidate {
    name: String,
    #[serde(default)]
    excluded: bool,
    #[serde(default)]
    aliases: Vec<String>,
}

impl From<Candidate> for ConfiguredCandidate {
    fn from(keys: Candidate) -> Self {
        Self {
            name: keys.name,
            aliases: keys.aliases,
            excluded: keys.excluded,
        }
    }
}

/// Refuses a key that is set to something else than nothing.
pub(super) fn unset(key: &'static str, value: &str) -> Result<(), ConfigError> {
    if value.is_empty() {
        return Ok(());
    }
    Err(ConfigError::Unsupported {
        key,
        value: value.to_owned(),
        remedy: "leave it empty",
    })
}

/// Refuses a key that is true.
pub(super) fn not(key: &'static str, value: bool) -> Result<(), ConfigError> {
    if !value {
        return Ok(());
    }
    Err(ConfigError::Unsupported {
        key,
        value: value.to_string(),
        remedy: "set it to false",
    })
}

/// A whole number.
pub(super) fn number(key: &'static str, value: &str) -> Result<u32, ConfigError> {
    value.parse().map_err(|_| ConfigError::Unsupported {
        key,
        value: value.to_owned(),
        remedy: "write a whole number in digits",
    })
}

/// A column by its number, from 1; nothing if there is none.
fn column(key: &'static str, value: &str) -> Result<Option<usize>, ConfigError> {
    if value.is_empty() {
        return Ok(None);
    }
    let place = usize::try_from(number(key, value)?)
        .ok()
        .and_then(|number| number.checked_sub(1));
    place.map(Some).ok_or_else(|| ConfigError::Unsupported {
        key,
        value: value.to_owned(),
        remedy: "columns are numbered from 1",
    })
}

impl TryFrom<Vec<CvrFileSource>> for Source {
    type Error = ConfigError;

    fn try_from(sources: Vec<CvrFileSource>) -> Result<Self, ConfigError> {
        let number = sources.len();
        let mut sources = sources.into_iter();
        let (Some(keys), None) = (sources.next(), sources.next()) else {
            return Err(ConfigError::Unsupported {
                key: "cvrFileSources",
                value: format!("{number} files"),
                remedy: "give one file of papers a configuration",
            });
        };
        let provider = match keys.provider.as_str() {
            "cdf" => Provider::CastVoteRecords,
            "genericCsv" => Provider::Grid,
            _ => {
                return Err(ConfigError::Unsupported {
                    key: "provider",
                    value: keys.provider,
                    remedy: "those that are: cdf, genericCsv",
                });
            }
        };
        unset("overvoteDelimiter", &keys.overvote_delimiter)?;
        unset("overvoteLabel", &keys.overvote_label)?;
        unset("skippedRankLabel", &keys.skipped_rank_label)?;
        not(
            "treatBlankAsUndeclaredWriteIn",
            keys.treat_blank_as_undeclared_write_in,
        )?;
        if !matches!(keys.first_vote_row_index.as_str(), "" | "2") {
            return Err(ConfigError::Unsupported {
                key: "firstVoteRowIndex",
                value: keys.first_vote_row_index,
                remedy: "let papers begin on the second row, below the names",
            });
        }
        let first = column("firstVoteColumnIndex", &keys.first_vote_column_index)?;
        Ok(Self {
            file: keys.file_path,
            contest: keys.contest_id,
            columns_before: first.unwrap_or(0),
            id_column: column("idColumnIndex", &keys.id_column_index)?,
            undeclared: Some(keys.undeclared_write_in_label).filter(|label| !label.is_empty()),
            provider,
        })
    }
}
