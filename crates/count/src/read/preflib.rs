//! `PrefLib`, the format of the library of preference data: `docs/formats/papers.md`.
//!
//! ```text
//! # TITLE: Leader
//! # NUMBER ALTERNATIVES: 3
//! # NUMBER VOTERS: 14
//! # ALTERNATIVE NAME 1: Ada Ash
//! # ALTERNATIVE NAME 2: Bo Birch
//! # ALTERNATIVE NAME 3: Cy Cedar
//! 9: 1
//! 5: 2,{1,3}
//! ```
//!
//! Candidates in braces have one rank. A file without the lines at its head needs the candidates from elsewhere.

mod head;

use self::head::Head;
use super::distinct::Distinct;
use super::error::{Fault, Place, ReadError};
use super::lines::{ByLine, DIGITS, FirstBytes, Line, Lines, NOTHING, Repeated, Taken, alike};
use super::marks::Marks;
use super::paper::Judge;
use super::{PapersFile, PapersFormat};
use crate::papers::{CandidateIndex, Papers, Rankings};
use crate::votes::whole_number;

/// Reads `PrefLib` line by line.
#[derive(Debug)]
pub(crate) struct Reader {
    marks: Marks,
    head: Head,
    /// The candidates' names, if they were given and not read.
    given: Option<Vec<String>>,
    in_papers: bool,
}

impl Reader {
    pub(crate) fn new(marks: Marks, given: Option<Vec<String>>) -> Self {
        Self {
            marks,
            head: Head::default(),
            given,
            in_papers: false,
        }
    }

    /// Refuses the first bad paper so far.
    pub(crate) fn check(&self, distinct: &Distinct) -> Result<(), ReadError> {
        match self.names() {
            Some(names) => self.rankings(distinct, names.len()).map(|_| ()),
            None => Ok(()),
        }
    }

    fn names(&self) -> Option<&[String]> {
        self.head.names.as_deref().or(self.given.as_deref())
    }

    /// All that the file says, of which this is the end.
    pub(crate) fn finish(self, lines: &Lines, end: Place) -> Result<PapersFile, ReadError> {
        let distinct = &lines.distinct;
        let Some(names) = self.names() else {
            return Err(Fault::NoNames.at(Place::START));
        };
        let rankings = self.rankings(distinct, names.len())?;
        if lines.only.is_none() {
            self.head.reconcile(&rankings, distinct.all(), end)?;
        }
        Ok(PapersFile {
            papers: Papers::with_ids_from_names(names.to_vec(), rankings),
            format: PapersFormat::PrefLib,
            seats: None,
            title: self.head.title,
        })
    }

    fn rankings(&self, distinct: &Distinct, candidates: usize) -> Result<Rankings, ReadError> {
        distinct.with_lines(|lines| {
            let mut rankings = Rankings::default();
            let mut judge = Judge::new(self.marks);
            for repeated in lines {
                paper(*repeated, candidates, &mut judge, &mut rankings)?;
            }
            Ok(rankings)
        })
    }
}

impl ByLine for Reader {
    fn papers_begin_with(&self) -> &'static FirstBytes {
        if self.in_papers { &DIGITS } else { &NOTHING }
    }

    fn line(&mut self, line: Line<'_>) -> Result<Taken, ReadError> {
        let text = line.text.trim();
        if text.is_empty() {
            Ok(Taken::Read)
        } else if let Some(comment) = text.strip_prefix('#') {
            if self.in_papers {
                return Err(Fault::HeadAmongPapers.at(line.start()));
            }
            self.head.line(line, comment).map(|()| Taken::Read)
        } else {
            if !self.in_papers {
                self.in_papers = true;
                self.head.end(line.place(0))?;
            }
            Ok(Taken::Paper)
        }
    }
}

fn paper(
    repeated: Repeated<'_>,
    candidates: usize,
    judge: &mut Judge,
    rankings: &mut Rankings,
) -> Result<(), ReadError> {
    let line = repeated.line;
    let Some((number, preferences)) = line.text.split_once(':') else {
        return Err(Fault::NoColon.at(line.end()));
    };
    let at = line.place_of(number.trim());
    let papers = whole_number(number.trim()).map_err(|invalid| Fault::from(invalid).at(at))?;
    let papers = alike(papers).map_err(|fault| fault.at(at))?;
    judge.next();
    if !preferences.trim().is_empty() {
        marks(line, preferences, candidates, judge)?;
    }
    let judged = judge.judged(|candidate| (candidate.get() + 1).to_string());
    let judged = judged.map_err(|refused| refused.fault.at(line.place(refused.at)))?;
    repeated.add_to(rankings, judged, papers)
}

/// Marks candidates parted by commas, those in braces at one rank.
fn marks(
    line: Line<'_>,
    preferences: &str,
    candidates: usize,
    judge: &mut Judge,
) -> Result<(), ReadError> {
    let mut in_braces = false;
    let mut rank = 0_u32;
    for part in preferences.split(',') {
        let part = part.trim();
        let mut number = part;
        if let Some(after) = number.strip_prefix('{').filter(|_| !in_braces) {
            number = after.trim_start();
            rank = rank.saturating_add(1);
            in_braces = true;
        } else if !in_braces {
            rank = rank.saturating_add(1);
        }
        if let Some(before) = number.strip_suffix('}').filter(|_| in_braces) {
            number = before.trim_end();
            in_braces = false;
        }
        let at = line.byte_of(number);
        let candidate = candidate(number, candidates).map_err(|fault| fault.at(line.place(at)))?;
        judge.mark(rank, candidate, at);
    }
    if in_braces {
        return Err(Fault::BraceNotClosed.at(line.end()));
    }
    Ok(())
}

fn candidate(text: &str, candidates: usize) -> Result<CandidateIndex, Fault> {
    let number = whole_number(text)?;
    let place = number
        .checked_sub(1)
        .and_then(|place| usize::try_from(place).ok());
    let place = place.filter(|place| *place < candidates);
    place
        .and_then(CandidateIndex::new)
        .ok_or(Fault::NoSuchAlternative { number, candidates })
}
