//! Cast vote records as the common data format of NIST (SP 1500-103) has them, in JSON.
//!
//! The whole file is held: what an id means may stand after the records. A paper is one record; of its snapshots the
//! current one is read, and a record without the contest is not a paper of it.

mod records;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::value::RawValue;

use self::records::{Contest, Record, Report};
use super::error::{Fault, Place, ReadError};
use super::lines::{Judged, Line, Repeated};
use super::paper::Judge;
use super::rctab;
use super::{Options, PapersFile, PapersFormat};
use crate::papers::{CandidateIndex, Papers, Rankings};

/// Reads cast vote records.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<PapersFile, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (good, _) = bytes.split_at(error.valid_up_to());
        Fault::NotUtf8.at(place(&String::from_utf8_lossy(good), good.len()))
    })?;
    let report: Report<'_> =
        serde_json::from_str(text).map_err(|error| refused(text, 0, &error))?;
    let contest = contest(&report, options.rctab.as_ref())?;
    let (names, selections) = candidates(&report, contest, options.rctab.as_ref())?;
    let mut rankings = Rankings::default();
    let mut judge = Judge::new(options.marks);
    let mut ids = Ids::default();
    let papers = PapersOfContest {
        text,
        contest: &contest.id,
        names: &names,
        selections: &selections,
    };
    for record in &report.records {
        papers.add(record, &mut ids, &mut judge, &mut rankings)?;
    }
    Ok(PapersFile {
        papers: Papers::with_ids_from_names(names, rankings),
        format: PapersFormat::CastVoteRecords,
        seats: None,
        title: contest.name.clone(),
    })
}

/// The contest that the configuration says, or the only one.
fn contest<'a>(
    report: &'a Report<'_>,
    config: Option<&rctab::Config>,
) -> Result<&'a Contest, ReadError> {
    let contests = || {
        report
            .elections
            .iter()
            .flat_map(|election| &election.contests)
    };
    let wanted = config.map(|config| config.source.contest.as_str());
    let is_wanted = |contest: &&Contest| {
        wanted.is_none_or(|wanted| contest.id == wanted || contest.name.as_deref() == Some(wanted))
    };
    let mut found = contests().filter(is_wanted);
    if let (Some(contest), None) = (found.next(), found.next()) {
        return Ok(contest);
    }
    let there: Vec<String> = contests().map(Contest::called).collect();
    let there = there.join(", ");
    Err(Fault::WhichContest { there }.at(Place::START))
}

/// The candidates' names, and which candidate each selection is; `None` is nobody whose name is known.
type Candidates = (Vec<String>, BTreeMap<String, Option<CandidateIndex>>);

fn candidates(
    report: &Report<'_>,
    contest: &Contest,
    config: Option<&rctab::Config>,
) -> Result<Candidates, ReadError> {
    let persons: BTreeMap<&str, &str> = report
        .elections
        .iter()
        .flat_map(|election| &election.candidates)
        .map(|person| (person.id.as_str(), person.name.as_str()))
        .collect();
    let refuse = |fault: Fault| fault.at(Place::START);
    contest.check_selections().map_err(refuse)?;
    let mut names: Vec<String> = Vec::new();
    let mut selections = BTreeMap::new();
    for selection in &contest.selections {
        let candidate = match selection.candidates.as_slice() {
            [id] if !selection.is_write_in => {
                let not_defined = || Fault::NotDefined(format!("the candidate {id}"));
                let name = persons.get(id.as_str()).ok_or_else(not_defined);
                let name = name.and_then(|name| match config {
                    Some(config) => config
                        .name(name)
                        .ok_or_else(|| Fault::NotConfigured((*name).to_owned())),
                    None => Ok(*name),
                });
                let name = name.map_err(refuse)?;
                Some(place_of(name, &mut names)?)
            }
            _ => None,
        };
        selections.insert(selection.id.clone(), candidate);
    }
    Ok((names, selections))
}

fn place_of(name: &str, names: &mut Vec<String>) -> Result<CandidateIndex, ReadError> {
    let refuse = |fault: Fault| fault.at(Place::START);
    crate::candidate::check_name(name).map_err(|fault| refuse(Fault::Name(fault)))?;
    let known = names.iter().position(|known| known == name);
    let place = known.unwrap_or(names.len());
    let candidate = CandidateIndex::new(place).ok_or_else(|| refuse(Fault::TooManyCandidates))?;
    if known.is_none() {
        names.push(name.to_owned());
    }
    Ok(candidate)
}

/// The ids that papers have had so far.
#[derive(Default)]
struct Ids {
    unique: BTreeSet<String>,
    pre_printed: BTreeSet<String>,
}

impl Ids {
    /// Refuses a paper that was there before. The sheets of one ballot may share an id, but only one has the contest.
    fn add(&mut self, record: Record) -> Result<(), Fault> {
        let both = [
            (&mut self.unique, record.unique_id),
            (&mut self.pre_printed, record.pre_printed_id),
        ];
        for (before, id) in both {
            // Some exports leave the id empty where there is none.
            let id = id.filter(|id| !id.is_empty());
            if let Some(id) = id.filter(|id| !before.insert(id.clone())) {
                return Err(Fault::PaperTwice(id));
            }
        }
        Ok(())
    }
}

/// What is needed to read a record.
struct PapersOfContest<'a> {
    text: &'a str,
    contest: &'a str,
    names: &'a [String],
    selections: &'a BTreeMap<String, Option<CandidateIndex>>,
}

impl PapersOfContest<'_> {
    fn add(
        &self,
        raw: &RawValue,
        ids: &mut Ids,
        judge: &mut Judge,
        rankings: &mut Rankings,
    ) -> Result<(), ReadError> {
        let start = (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let record: Record =
            serde_json::from_str(raw.get()).map_err(|error| refused(self.text, start, &error))?;
        let refuse = |fault: Fault| fault.at(place(self.text, start));
        judge.next();
        if !self.marks(&record, judge).map_err(refuse)? {
            return Ok(());
        }
        ids.add(record).map_err(refuse)?;
        judge.sort();
        let name = |candidate: CandidateIndex| {
            let name = self.names.get(candidate.get());
            name.map_or_else(String::new, |name| format!("“{name}”"))
        };
        let judged: Judged<'_> = judge
            .judged(name)
            .map_err(|refused| refuse(refused.fault))?;
        let line = Line {
            number: 0,
            text: "",
        };
        let added = Repeated { line, times: 1 }.add_to(rankings, judged, 1);
        added.map_err(|error| refuse(error.fault))
    }

    /// Marks what the record marks; whether it has the contest.
    fn marks(&self, record: &Record, judge: &mut Judge) -> Result<bool, Fault> {
        let Some(contest) = record.current()?.contest(self.contest)? else {
            return Ok(false);
        };
        for selection in &contest.selections {
            let known = self.selections.get(&selection.id);
            let not_defined = || Fault::NotDefined(format!("the selection {}", selection.id));
            let candidate = known.copied().ok_or_else(not_defined)?;
            for position in &selection.positions {
                if let Some(rank) = position.rank()? {
                    let candidate =
                        candidate.ok_or_else(|| Fault::NotOneCandidate(selection.id.clone()))?;
                    judge.mark(rank, candidate, 0);
                }
            }
        }
        Ok(true)
    }
}

/// The place of a byte of a text.
fn place(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: before.bytes().filter(|byte| *byte == b'\n').count() as u64 + 1,
        column: line.chars().count() as u64 + 1,
    }
}

/// What serde says of a part of a text that begins at this byte.
fn refused(text: &str, start: usize, error: &serde_json::Error) -> ReadError {
    let part = text.get(start..).unwrap_or_default();
    let lines_before = part
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let before: usize = lines_before.map(str::len).sum();
    let byte = start + before + error.column().saturating_sub(1);
    let message = error.to_string();
    let message = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(message, _)| message);
    Fault::Json(message.to_owned()).at(place(text, byte))
}
