//! What may stand between the first line and the papers: withdrawn candidates, and options in square brackets.

use std::collections::{BTreeMap, BTreeSet};

use crate::papers::{CandidateIndex, Papers};
use crate::read::error::{Fault, ReadError};
use crate::read::lines::Line;
use crate::votes::whole_number;

/// What stands there.
#[derive(Debug, Default)]
pub(super) struct Options {
    /// The candidates of the first line.
    pub(super) candidates: usize,
    nicknames: BTreeMap<String, CandidateIndex>,
    withdrawn: BTreeSet<CandidateIndex>,
    tie_order: Option<Vec<CandidateIndex>>,
}

impl Options {
    /// Reads one line.
    pub(super) fn line(&mut self, line: Line<'_>, text: &str) -> Result<(), ReadError> {
        let Some(opened) = text.strip_prefix('[') else {
            return self.withdrawn(line, text.split([' ', '\t']), true);
        };
        let Some(inside) = opened.strip_suffix(']').filter(|text| !text.contains(']')) else {
            return Err(Fault::OptionNotEnded.at(line.place_of(text)));
        };
        let mut words = inside.split([' ', '\t']).filter(|word| !word.is_empty());
        match words.next().unwrap_or_default() {
            "withdrawn" => self.withdrawn(line, words, false),
            "tie" => self.tie(line, text, words),
            "nick" => self.nick(line, text, words),
            // It says how droop would count, as the seats say what they say; neither counts here.
            "droop" => Ok(()),
            other => {
                let at = if other.is_empty() { text } else { other };
                Err(Fault::UnknownOption(other.to_owned()).at(line.place_of(at)))
            }
        }
    }

    fn withdrawn<'a>(
        &mut self,
        line: Line<'_>,
        words: impl Iterator<Item = &'a str>,
        negative: bool,
    ) -> Result<(), ReadError> {
        for word in words.filter(|word| !word.is_empty()) {
            let at = || line.place_of(word);
            let candidate = match (negative, word.strip_prefix('-')) {
                (false, None) => word,
                (_, Some(candidate)) if !candidate.is_empty() => candidate,
                _ => return Err(Fault::NotWithdrawn(word.to_owned()).at(at())),
            };
            let candidate = self.candidate(candidate).map_err(|fault| fault.at(at()))?;
            self.withdrawn.insert(candidate);
        }
        Ok(())
    }

    fn tie<'a>(
        &mut self,
        line: Line<'_>,
        text: &str,
        words: impl Iterator<Item = &'a str>,
    ) -> Result<(), ReadError> {
        if self.tie_order.is_some() {
            return Err(Fault::OptionTwice("tie".to_owned()).at(line.place_of(text)));
        }
        let mut order = Vec::new();
        for word in words {
            let at = || line.place_of(word);
            let candidate = self.candidate(word).map_err(|fault| fault.at(at()))?;
            if order.contains(&candidate) {
                return Err(Fault::CandidateTwice(word.to_owned()).at(at()));
            }
            order.push(candidate);
        }
        if order.len() != self.candidates {
            let fault = Fault::TieOrder {
                named: order.len(),
                candidates: self.candidates,
            };
            return Err(fault.at(line.place_of(text)));
        }
        self.tie_order = Some(order);
        Ok(())
    }

    fn nick<'a>(
        &mut self,
        line: Line<'_>,
        text: &str,
        words: impl Iterator<Item = &'a str>,
    ) -> Result<(), ReadError> {
        if !self.nicknames.is_empty() {
            return Err(Fault::OptionTwice("nick".to_owned()).at(line.place_of(text)));
        }
        let mut nicknames = 0;
        let mut places = (0..self.candidates).map_while(CandidateIndex::new);
        for word in words {
            nicknames += 1;
            let Some(candidate) = places.next() else {
                continue;
            };
            let number = word.bytes().all(|byte| byte.is_ascii_digit());
            let part = word.contains(['=', '(', ')', '[', '"']) || word.starts_with('-');
            if number || part || self.nicknames.insert(word.to_owned(), candidate).is_some() {
                return Err(Fault::Nickname(word.to_owned()).at(line.place_of(word)));
            }
        }
        if nicknames != self.candidates {
            let fault = Fault::Nicknames {
                nicknames,
                candidates: self.candidates,
            };
            return Err(fault.at(line.place_of(text)));
        }
        Ok(())
    }

    /// The candidate with this number or nickname.
    pub(super) fn candidate(&self, word: &str) -> Result<CandidateIndex, Fault> {
        if let Some(candidate) = self.nicknames.get(word) {
            return Ok(*candidate);
        }
        let number = whole_number(word).map_err(Fault::from)?;
        let place = number
            .checked_sub(1)
            .and_then(|place| usize::try_from(place).ok());
        let place = place.filter(|place| *place < self.candidates);
        place
            .and_then(CandidateIndex::new)
            .ok_or(Fault::NoSuchCandidate {
                number,
                candidates: self.candidates,
            })
    }

    /// Says it of the papers.
    pub(super) fn apply(self, papers: &mut Papers) {
        papers.set_before_the_count(self.withdrawn, self.tie_order);
    }
}
