//! The head of a `PrefLib` file: a key and a value a line.

use std::collections::BTreeMap;

use crate::candidate::check_name;
use crate::papers::{Papers, Rankings};
use crate::read::error::{Fault, Place, ReadError};
use crate::read::lines::Line;
use crate::votes::whole_number;

/// What the head says. Keys that say nothing of the papers are passed over.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    /// All names, once the head has ended.
    pub(super) names: Option<Vec<String>>,
    alternatives: Option<(u64, Place)>,
    voters: Option<(u64, Place)>,
    orders: Option<(u64, Place)>,
    by_number: BTreeMap<u64, (String, Place)>,
}

impl Head {
    /// Reads one line, without the sign that it begins with.
    pub(super) fn line(&mut self, line: Line<'_>, comment: &str) -> Result<(), ReadError> {
        let Some((key, value)) = comment.split_once(':') else {
            return Ok(());
        };
        let (key, value) = (key.trim(), value.trim());
        let at = line.place_of(value);
        let number = |text: &str| {
            whole_number(text).map_err(|invalid| Fault::from(invalid).at(line.place_of(text)))
        };
        match key {
            "TITLE" => self.title = Some(value.to_owned()).filter(|title| !title.is_empty()),
            "NUMBER ALTERNATIVES" => self.alternatives = Some((number(value)?, at)),
            "NUMBER VOTERS" => self.voters = Some((number(value)?, at)),
            "NUMBER UNIQUE ORDERS" => self.orders = Some((number(value)?, at)),
            _ => {
                if let Some(place) = key.strip_prefix("ALTERNATIVE NAME ") {
                    self.name(number(place.trim())?, value, at)?;
                }
            }
        }
        Ok(())
    }

    fn name(&mut self, number: u64, name: &str, at: Place) -> Result<(), ReadError> {
        check_name(name).map_err(|fault| Fault::Name(fault).at(at))?;
        let mut others = self.by_number.iter();
        if let Some((first, _)) = others.find(|(_, (other, _))| other == name) {
            let name = name.to_owned();
            let first = usize::try_from(*first).unwrap_or(usize::MAX);
            return Err(Fault::NameTwice { name, first }.at(at));
        }
        if self
            .by_number
            .insert(number, (name.to_owned(), at))
            .is_some()
        {
            return Err(Fault::AlternativeTwice(number).at(at));
        }
        if self.by_number.len() > Papers::MAX_CANDIDATES {
            return Err(Fault::TooManyCandidates.at(at));
        }
        Ok(())
    }

    /// Holds the names against their number, at the first paper.
    pub(super) fn end(&mut self, first_paper: Place) -> Result<(), ReadError> {
        if self.by_number.is_empty() {
            return Ok(());
        }
        let (alternatives, at) = self
            .alternatives
            .unwrap_or((self.by_number.len() as u64, first_paper));
        let mut numbers = self.by_number.iter();
        if let Some((number, (_, at))) =
            numbers.find(|(number, _)| !(1..=alternatives).contains(*number))
        {
            let fault = Fault::NoSuchAlternative {
                number: *number,
                candidates: usize::try_from(alternatives).unwrap_or(usize::MAX),
            };
            return Err(fault.at(*at));
        }
        if self.by_number.len() as u64 != alternatives {
            let fault = Fault::AlternativesMissing {
                named: self.by_number.len(),
                alternatives,
            };
            return Err(fault.at(at));
        }
        let names = std::mem::take(&mut self.by_number).into_values();
        self.names = Some(names.map(|(name, _)| name).collect());
        Ok(())
    }

    /// Holds the papers against the numbers that the head gives.
    pub(super) fn reconcile(
        &self,
        rankings: &Rankings,
        lines: u64,
        end: Place,
    ) -> Result<(), ReadError> {
        if self.names.is_none() && self.alternatives.is_some() {
            return Err(Fault::NoPapers.at(end));
        }
        if let Some((voters, at)) = self.voters {
            let papers = rankings.all();
            if papers != voters {
                return Err(Fault::OtherVoters { papers, voters }.at(at));
            }
        }
        if let Some((orders, at)) = self.orders
            && lines != orders
        {
            return Err(Fault::OtherOrders { lines, orders }.at(at));
        }
        Ok(())
    }
}
