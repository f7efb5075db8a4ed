//! Where one paper went.

use std::fmt::Write as _;
use std::path::Path;
use std::str::FromStr;

use hustings_count::papers::Spoilt;
use hustings_count::read::{Fault, Options};
use hustings_count::{CandidateId, Transcript};

use super::people::People;
use super::{Arguments, Given};
use crate::failure::Failure;
use crate::papers;

/// Which paper is followed.
#[derive(Debug, Clone)]
pub(super) enum Which {
    /// The one on this line of the file.
    Line(u64),
    /// One with these preferences.
    Preferences(Vec<String>),
}

impl FromStr for Which {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(line) = text.parse() {
            return Ok(Self::Line(line));
        }
        let preferences = text.split(',').map(|one| one.trim().to_owned());
        Ok(Self::Preferences(preferences.collect()))
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
        Which::Preferences(preferences) => {
            let people = People(&transcript.candidates);
            whereabouts(transcript, &people.find_all(preferences, "--paper")?)
        }
        Which::Line(line) => {
            let paper = match on_line(arguments, given, *line)? {
                OnLine::Ranking(paper) => paper,
                OnLine::Spoilt(why) => {
                    return Ok(format!(
                        "Line {line}: the paper is spoilt ({why}), and counts for nobody.\n"
                    ));
                }
                OnLine::Blank => {
                    return Ok(format!(
                        "Line {line}: the paper is blank, and counts for nobody.\n"
                    ));
                }
            };
            let names = paper.iter().map(|id| name(transcript, id));
            let names: Vec<&str> = names.collect();
            let went = whereabouts(transcript, &paper)?;
            Ok(format!("Line {line}: {}\n{went}", names.join(", then ")))
        }
    }
}

const NO_PAPER: &str = "no paper stands here; give the line of one, counted from 1";

/// What stands on a line.
enum OnLine {
    /// Preferences, by the ids of the candidates counted.
    Ranking(Vec<CandidateId>),
    Spoilt(Spoilt),
    Blank,
}

/// The paper of a line.
fn on_line(arguments: &Arguments, given: &Given, line: u64) -> Result<OnLine, Failure> {
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
    // A file with a header and no other line is refused for want of papers: here the line that was asked for has none.
    let read = papers::read(path, options);
    let read = read.map_err(|failure| match failure {
        Failure::Refused { message, .. } if message.ends_with(&Fault::NoPapers.to_string()) => {
            refuse(NO_PAPER)
        }
        other => other,
    })?;
    let read = read.papers;
    let candidates = given.papers.papers.candidates();
    let paper = read
        .for_candidates(candidates)
        .map_err(|error| refuse(&error.to_string()))?;
    if let Some((spoilt, _)) = paper.spoilt().iter().next() {
        return Ok(OnLine::Spoilt(*spoilt));
    }
    if paper.blank().get() > 0 {
        return Ok(OnLine::Blank);
    }
    let ranking = paper.rankings().next().ok_or_else(|| refuse(NO_PAPER))?;
    let ids = ranking.preferences.iter();
    let ids = ids.filter_map(|place| Some(candidates.get(place.get())?.id.clone()));
    Ok(OnLine::Ranking(ids.collect()))
}

fn name<'a>(transcript: &'a Transcript, id: &'a CandidateId) -> &'a str {
    let mut candidates = transcript.candidates.iter();
    let named = candidates.find(|candidate| candidate.id == *id);
    named.map_or(id.as_str(), |candidate| &candidate.name)
}

fn whereabouts(transcript: &Transcript, preferences: &[CandidateId]) -> Result<String, Failure> {
    let whereabouts = transcript
        .follow(preferences)
        .map_err(|error| Failure::NotPossible(format!("--paper: {error}")))?;
    let mut said = String::new();
    for at in whereabouts {
        let with = at.with.iter().map(|(id, votes)| {
            let name = name(transcript, id);
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
