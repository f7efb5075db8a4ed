//! Where one paper went.

use std::fmt::Write as _;
use std::path::Path;
use std::str::FromStr;

use hustings_count::read::Options;
use hustings_count::{CandidateId, Transcript};

use super::{Arguments, Given};
use crate::failure::Failure;
use crate::papers;

/// Which paper is followed.
#[derive(Debug, Clone)]
pub(super) enum Which {
    /// The one on this line of the file.
    Line(u64),
    /// One with these preferences.
    Preferences(Vec<CandidateId>),
}

impl FromStr for Which {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(line) = text.parse() {
            return Ok(Self::Line(line));
        }
        let ids = text.split(',').map(|id| id.trim().parse::<CandidateId>());
        let ids: Result<Vec<_>, _> = ids.collect();
        ids.map(Self::Preferences)
            .map_err(|error| format!("{error}; or write the number of a line"))
    }
}

/// A line a stage: with whom the paper lies, and for how much of a vote.
pub(super) fn followed(
    arguments: &Arguments,
    which: &Which,
    given: &Given,
    transcript: &Transcript,
) -> Result<String, Failure> {
    match which {
        Which::Preferences(preferences) => whereabouts(transcript, preferences),
        Which::Line(line) => {
            let paper = on_line(arguments, given, *line)?;
            let names = paper.iter().map(|id| name(transcript, id));
            let names: Vec<&str> = names.collect();
            let went = whereabouts(transcript, &paper)?;
            Ok(format!("Line {line}: {}\n{went}", names.join(", then ")))
        }
    }
}

/// The preferences on the paper of a line, by the ids of the candidates counted.
fn on_line(arguments: &Arguments, given: &Given, line: u64) -> Result<Vec<CandidateId>, Failure> {
    let path = &arguments.papers[0];
    let refuse = |why: &str| Failure::refused(path, format!("line {line}: {why}"));
    if path == Path::new("-") {
        return Err(Failure::NotPossible(
            "--paper: standard input cannot be read twice; keep the papers in a file, or give the paper's preferences".to_owned(),
        ));
    }
    let config = arguments.reading.config()?;
    let options = Options {
        only_line: Some(line),
        ..arguments.reading.options(config.as_ref())?
    };
    let read = papers::read(path, options)?.papers;
    let candidates = given.papers.papers.candidates();
    let paper = read
        .for_candidates(candidates)
        .map_err(|error| refuse(&error.to_string()))?;
    if let Some((spoilt, _)) = paper.spoilt().iter().next() {
        return Err(refuse(&format!(
            "the paper is spoilt ({spoilt}), and counts for nobody"
        )));
    }
    let ranking = paper.rankings().next().ok_or_else(|| {
        refuse("no paper with a preference stands here; give the line of one, counted from 1")
    })?;
    let ids = ranking.preferences.iter();
    Ok(ids
        .filter_map(|place| Some(candidates.get(place.get())?.id.clone()))
        .collect())
}

fn name<'a>(transcript: &'a Transcript, id: &'a CandidateId) -> &'a str {
    let mut candidates = transcript.candidates.iter();
    let named = candidates.find(|candidate| candidate.id == *id);
    named.map_or(id.as_str(), |candidate| &candidate.name)
}

fn whereabouts(transcript: &Transcript, preferences: &[CandidateId]) -> Result<String, Failure> {
    let candidates = &transcript.candidates;
    let stands = |id: &&CandidateId| candidates.iter().any(|candidate| candidate.id == **id);
    if let Some(unknown) = preferences.iter().find(|id| !stands(id)) {
        let ids: Vec<&str> = candidates.iter().map(|c| c.id.as_str()).collect();
        return Err(Failure::NotPossible(format!(
            "--paper: nobody has the id {unknown}; the candidates are {}",
            ids.join(", ")
        )));
    }
    let whereabouts = transcript
        .follow(preferences)
        .map_err(|error| Failure::NotPossible(format!("--paper: {error}")))?;
    let mut said = String::new();
    for at in whereabouts {
        let with = at.with.iter().map(|(id, votes)| {
            let mut named = candidates.iter().filter(|candidate| candidate.id == *id);
            let name = named
                .next()
                .map_or(id.as_str(), |candidate| &candidate.name);
            match votes.to_whole() {
                Some(1) => name.to_owned(),
                _ => format!("{name}, for {} of a vote", votes.to_decimals(9)),
            }
        });
        let with: Vec<String> = with.collect();
        let with = if with.is_empty() {
            "nobody: no preference is left".to_owned()
        } else {
            with.join("; ")
        };
        let _ = writeln!(said, "Stage {}: {with}", at.stage);
    }
    for tie in hustings_report::explain::ties(transcript) {
        let _ = writeln!(said, "{tie}");
    }
    Ok(said)
}
