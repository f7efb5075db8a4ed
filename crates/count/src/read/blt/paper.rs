//! The lines of papers.

use std::collections::BTreeSet;

use super::{Dialect, Reader, content, number, tokens};
use crate::papers::{CandidateIndex, Rankings};
use crate::read::distinct::Distinct;
use crate::read::error::{Dialectal, Fault, ReadError};
use crate::read::lines::{Line, Repeated, alike};
use crate::read::paper::Judge;

impl Reader {
    /// The rankings of the lines, strictly, the first that stands first.
    pub(super) fn rankings(&self, distinct: &Distinct) -> Result<Rankings, ReadError> {
        distinct.with_lines(|lines| {
            let mut rankings = Rankings::default();
            let mut judge = Judge::new(self.marks);
            let mut ids = BTreeSet::new();
            for repeated in lines {
                self.paper(*repeated, &mut judge, &mut ids, &mut rankings)?;
            }
            Ok(rankings)
        })
    }

    fn paper<'a>(
        &self,
        repeated: Repeated<'a>,
        judge: &mut Judge,
        ids: &mut BTreeSet<&'a str>,
        rankings: &mut Rankings,
    ) -> Result<(), ReadError> {
        let line = repeated.line;
        let (papers, after) = self.how_many(repeated, ids)?;
        judge.next();
        self.preferences(line, after, judge)?;
        let judged = judge.judged(|candidate| (candidate.get() + 1).to_string());
        let judged = judged.map_err(|refused| refused.fault.at(line.place(refused.at)))?;
        repeated.add_to(rankings, judged, papers)
    }

    /// How many papers the line stands for, and what follows.
    fn how_many<'a>(
        &self,
        repeated: Repeated<'a>,
        ids: &mut BTreeSet<&'a str>,
    ) -> Result<(u64, &'a str), ReadError> {
        let line = repeated.line;
        let text = content(line.text).trim_start_matches([' ', '\t']);
        if text.starts_with('(') {
            return self.id(repeated, text, ids).map(|after| (1, after));
        }
        let first = tokens(text).next().unwrap_or_default();
        let papers = alike(number(line, first)?).map_err(|fault| fault.at(line.place_of(first)))?;
        Ok((papers, text.get(first.len()..).unwrap_or_default()))
    }

    /// What follows the id of a paper.
    fn id<'a>(
        &self,
        repeated: Repeated<'a>,
        text: &'a str,
        ids: &mut BTreeSet<&'a str>,
    ) -> Result<&'a str, ReadError> {
        let at = || repeated.line.place_of(text);
        self.dialect.check(Dialectal::PaperId, at)?;
        let inside = text.strip_prefix('(').and_then(|text| text.split_once(')'));
        let Some((id, after)) = inside.filter(|(id, _)| !id.trim().is_empty()) else {
            return Err(Fault::BadId.at(at()));
        };
        if repeated.times > 1 || !ids.insert(id) {
            return Err(Fault::PaperTwice(id.to_owned()).at(at()));
        }
        Ok(after)
    }

    /// The preferences up to the 0 that ends the paper.
    fn preferences(&self, line: Line<'_>, text: &str, judge: &mut Judge) -> Result<(), ReadError> {
        let mut tokens = tokens(text);
        let mut rank = 0_u32;
        loop {
            let Some(token) = tokens.next() else {
                return Err(Fault::PaperNotEnded.at(line.end()));
            };
            if token == "0" {
                break;
            }
            // A line has fewer ranks than bytes.
            rank = rank.saturating_add(1);
            self.rank(line, token, rank, judge)?;
        }
        match tokens.next() {
            Some(token) => Err(Fault::TextAfterPaper.at(line.place_of(token))),
            None => Ok(()),
        }
    }

    /// The candidate at a rank; several, or none.
    fn rank(
        &self,
        line: Line<'_>,
        token: &str,
        rank: u32,
        judge: &mut Judge,
    ) -> Result<(), ReadError> {
        if token == "-" {
            return self.dialect.check(Dialectal::Skip, || line.place_of(token));
        }
        if self.dialect == Dialect::Standard && token.contains('=') {
            return Err(Fault::NotStandard(Dialectal::Equal).at(line.place_of(token)));
        }
        for token in token.split('=') {
            judge.mark(rank, self.candidate(line, token)?, line.byte_of(token));
        }
        Ok(())
    }

    fn candidate(&self, line: Line<'_>, token: &str) -> Result<CandidateIndex, ReadError> {
        self.options
            .candidate(token)
            .map_err(|fault| fault.at(line.place_of(token)))
    }
}
