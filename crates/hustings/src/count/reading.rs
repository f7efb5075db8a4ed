//! Which papers are counted, and how they are read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use hustings_count::Papers;
use hustings_count::papers::CandidateIndex;
use hustings_count::read::rctab::Config;
use hustings_count::read::{Marks, Options, PapersFile, PapersFormat};

use super::people::People;
use super::rule::{object, setting};
use crate::failure::Failure;
use crate::papers::{self, Expected};

#[derive(Args)]
pub(super) struct ReadingArguments {
    /// How marks that are not clear are read, a key at a time: overvote, skipped, skipped-at-most, repeated,
    /// ranks-at-most, beyond.
    #[arg(long, value_name = "KEY=VALUE", value_parser = setting, value_delimiter = ',')]
    marks: Vec<(String, String)>,
    /// The candidates' names in the order of the paper, for papers that do not name them.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    candidates: Option<Vec<String>>,
    #[arg(long, value_name = "CONFIG", help = "RCTab's configuration of the contest: who the candidates are, how marks are read and papers counted", conflicts_with_all = ["marks", "candidates", "rule", "settings", "ties", "seats"])]
    rctab: Option<PathBuf>,
    /// Somebody who withdrew before the count, by id or name, and is still on the papers.
    #[arg(long, value_name = "CANDIDATES", value_delimiter = ',')]
    withdrawn: Vec<String>,
    /// Figures that the papers must come to, such as issued=900,returned=700,invalid=12,valid=688; each may be left out.
    #[arg(long, value_name = "FIGURES")]
    expect: Option<Expected>,
}

impl ReadingArguments {
    /// The configuration of `RCTab`, if one is given.
    pub(super) fn config(&self) -> Result<Option<Config>, Failure> {
        self.rctab.as_deref().map(papers::config).transpose()
    }

    /// How papers are read.
    pub(super) fn options(&self, config: Option<&Config>) -> Result<Options, Failure> {
        let marks = match config {
            Some(config) => config.marks,
            None => self.marks().map_err(Failure::NotPossible)?,
        };
        Ok(Options {
            marks,
            candidates: self.candidates.clone(),
            rctab: config.cloned(),
            only_line: None,
        })
    }

    /// The files, which come to what is expected of them together.
    pub(super) fn files(
        &self,
        paths: &[PathBuf],
        config: Option<&Config>,
    ) -> Result<Vec<PapersFile>, Failure> {
        let options = self.options(config)?;
        let read = |path: &PathBuf| papers::read(path, options.clone());
        let mut files: Vec<PapersFile> = paths.iter().map(read).collect::<Result<_, _>>()?;
        for (file, path) in files.iter_mut().zip(paths) {
            self.withdraw(&mut file.papers)?;
            if self.candidates.is_none() && file.format == PapersFormat::Columns {
                told_apart(&file.papers).map_err(|why| Failure::refused(path, why))?;
            }
        }
        if let Some(expected) = self.expect {
            let all: Vec<&Papers> = files.iter().map(|file| &file.papers).collect();
            let differences = expected.differences(&all);
            if !differences.is_empty() {
                return Err(Failure::NotPossible(format!(
                    "--expect: {}",
                    differences.join("; ")
                )));
            }
        }
        Ok(files)
    }

    /// Takes those who withdrew out of the count.
    fn withdraw(&self, papers: &mut Papers) -> Result<(), Failure> {
        for who in &self.withdrawn {
            let id = People(papers.candidates()).find(who, "--withdrawn")?;
            let mut candidates = papers.candidates().iter();
            let place = candidates.position(|candidate| candidate.id == id);
            if let Some(place) = place.and_then(CandidateIndex::new) {
                papers
                    .withdraw(place)
                    .map_err(|error| Failure::NotPossible(format!("--withdrawn: {error}")))?;
            }
        }
        Ok(())
    }

    /// Refuses files that name only those who have votes, where somebody without any would have to go.
    pub(super) fn need_candidates(&self) -> Result<(), Failure> {
        if self.candidates.is_some() {
            return Ok(());
        }
        Err(Failure::NotPossible(
            "these files name only those who have votes, and whoever has none is out first; name all who stand with --candidates".to_owned(),
        ))
    }

    /// The marks rule, from its keys with their values.
    fn marks(&self) -> Result<Marks, String> {
        let keys = object(&self.marks).map_err(|why| format!("--marks: {why}"))?;
        serde_json::from_value(keys.into())
            .map_err(|error| format!("--marks: {error}; docs/rules/marks.md describes the rule"))
    }
}

/// Refuses two names that differ only in the case of letters or in spaces, where nothing but the papers says who stands.
fn told_apart(papers: &Papers) -> Result<(), String> {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for candidate in papers.candidates() {
        let plain: String = candidate
            .name
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if let Some(other) = names.insert(plain.to_lowercase(), &candidate.name) {
            return Err(format!(
                "“{other}” and “{}” differ only in the case of letters or in spaces; correct one, or name with --candidates all who stand",
                candidate.name
            ));
        }
    }
    Ok(())
}

/// Several files as papers of the same candidates, those of the first file; later ones may lack some of them.
pub(super) fn of_the_same_candidates(
    first: PapersFile,
    more: &[Papers],
    paths: &[PathBuf],
) -> Result<(PapersFile, Vec<Papers>), Failure> {
    let candidates = first.papers.candidates();
    let more = more.iter().zip(paths.iter().skip(1)).map(|(papers, path)| {
        papers
            .for_candidates(candidates)
            .map_err(|error| Failure::refused(path, error))
    });
    let more = more.collect::<Result<_, _>>()?;
    Ok((first, more))
}
