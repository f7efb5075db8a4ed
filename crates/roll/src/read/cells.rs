//! The cells of one row, each read as what its column holds.

use csv::ByteRecord;
use hustings_rulebook::{Address, Means, Moment, Rulebook, SectionId};

use super::header::Header;
use crate::fault::{Fault, Reason, Rejected};
use crate::{Answer, Channel, Column, Elector, ElectorId, Name, Origin, Row, RowNumber, TextError};

/// The cells of one row, and what was found wrong with them.
pub(super) struct Cells<'a> {
    origin: Origin,
    record: &'a ByteRecord,
    header: &'a Header,
    rulebook: &'a Rulebook,
    faults: Vec<Fault>,
}

/// That something is wrong with a cell, which is in the list of faults.
struct Faulted;

impl<'a> Cells<'a> {
    pub(super) fn of(
        number: RowNumber,
        record: &'a ByteRecord,
        header: &'a Header,
        rulebook: &'a Rulebook,
    ) -> Self {
        Self {
            origin: Origin::Row(number),
            record,
            header,
            rulebook,
            faults: Vec::new(),
        }
    }

    /// The row, or everything that is wrong with it.
    pub(super) fn row(mut self) -> Result<Row, Rejected> {
        self.length();
        let id: Option<ElectorId> = self.needed(Column::Elector);
        let name: Option<Name> = self.needed(Column::Name);
        let section = self.section();
        let channel = self.channel();
        let email = self.cell(Column::Email);
        let address = self.cell(Column::Address);
        let joined = self.moment(Column::Joined);
        let registered = self.moment(Column::Registered);
        let answer = self.answer(channel);
        match (id, name, section, channel) {
            (Some(id), Some(name), Ok(section), Some(channel)) if self.faults.is_empty() => {
                let elector = Elector {
                    id,
                    name,
                    section,
                    channel,
                    email,
                    address,
                    joined,
                    registered,
                    answer,
                };
                Ok(Row {
                    origin: self.origin,
                    elector,
                })
            }
            (elector, _, section, channel) => Err(Rejected {
                origin: self.origin,
                elector: elector.filter(|_| !self.may_show_answers()),
                section: section.unwrap_or_default(),
                channel,
                faults: self.faults,
            }),
        }
    }

    /// Where cells are too many or too few, none of them can be trusted to be in its column.
    fn length(&mut self) {
        let (cells, columns) = (self.record.len(), self.header.cells);
        if cells != columns {
            let last = self.record.iter().next_back().unwrap_or_default();
            let last = String::from_utf8_lossy(last).into_owned();
            let reason = Reason::Cells {
                cells: cells as u64,
                columns: columns as u64,
            };
            self.fault(Column::Elector, &last, reason);
        }
    }

    /// Whether any cell may be an answer, since cells are not in their columns.
    fn may_show_answers(&self) -> bool {
        let astray = self.record.len() != self.header.cells;
        astray && self.header.place(Column::Answer).is_some()
    }

    fn fault(&mut self, column: Column, found: &str, reason: Reason) {
        let hidden = column == Column::Answer || self.may_show_answers();
        let found = if hidden && !found.is_empty() {
            "…"
        } else {
            found
        };
        self.faults
            .push(Fault::new(self.origin, column, found, reason));
    }

    /// What stands in a cell, without the white space around it; `None` where nothing does.
    fn text(&mut self, column: Column) -> Result<Option<&'a str>, Faulted> {
        let place = self.header.place(column);
        let Some(bytes) = place.and_then(|place| self.record.get(place)) else {
            return Ok(None);
        };
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.fault(column, &String::from_utf8_lossy(bytes), Reason::NotUtf8);
            return Err(Faulted);
        };
        Ok(Some(text.trim()).filter(|text| !text.is_empty()))
    }

    fn read<T, E>(
        &mut self,
        column: Column,
        reason: impl Fn(E) -> Reason,
    ) -> Result<Option<T>, Faulted>
    where
        T: std::str::FromStr<Err = E>,
    {
        let Some(text) = self.text(column)? else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|error| {
            self.fault(column, text, reason(error));
            Faulted
        })
    }

    fn cell<T>(&mut self, column: Column) -> Option<T>
    where
        T: std::str::FromStr,
        Reason: From<T::Err>,
    {
        self.read(column, Reason::from).unwrap_or_default()
    }

    fn needed<T>(&mut self, column: Column) -> Option<T>
    where
        T: std::str::FromStr,
        Reason: From<T::Err>,
    {
        let value = self.read(column, Reason::from);
        if matches!(value, Ok(None)) {
            self.fault(column, "", TextError::Empty.into());
        }
        value.unwrap_or_default()
    }

    fn moment(&mut self, column: Column) -> Option<Moment> {
        self.read(column, |_| Reason::Date).unwrap_or_default()
    }

    /// What she answers, which whoever votes online must where the rulebook asks.
    fn answer(&mut self, channel: Option<Channel>) -> Option<Answer> {
        let answer = self.read(Column::Answer, Reason::from);
        let asked = Answer::is_asked(self.rulebook) && channel == Some(Channel::Online);
        if asked && matches!(answer, Ok(None)) {
            let clause = self.rulebook.clause(Address::new("ballot.second_factor"));
            self.fault(Column::Answer, "", Reason::NoAnswer { clause });
        }
        answer.unwrap_or_default()
    }

    /// The section; the one that there is, where a row names none.
    fn section(&mut self) -> Result<Option<SectionId>, Faulted> {
        let known = &self.rulebook.roll.sections;
        let (found, reason) = match (self.text(Column::Section)?, known.as_slice()) {
            (None, []) => return Ok(None),
            (None, [only]) => return Ok(Some(only.id.clone())),
            (None, _) => ("", TextError::Empty.into()),
            (Some(text), _) => {
                if let Some(section) = known.iter().find(|section| section.id.as_str() == text) {
                    return Ok(Some(section.id.clone()));
                }
                let known = known.iter().map(|section| section.id.clone()).collect();
                (text, Reason::Section { known })
            }
        };
        self.fault(Column::Section, found, reason);
        Err(Faulted)
    }

    /// The channel; online where a row names none and there is online voting.
    fn channel(&mut self) -> Option<Channel> {
        let means = &self.rulebook.ballot.means;
        let clause = || self.rulebook.clause(Address::new("ballot.means"));
        let Some(text) = self.text(Column::Channel).ok()? else {
            if means.is_empty() {
                self.fault(
                    Column::Channel,
                    "",
                    Reason::ChannelNotKnown { clause: clause() },
                );
                return None;
            }
            let online = means.contains(&Means::Online);
            return Some(if online {
                Channel::Online
            } else {
                Channel::Post
            });
        };
        let Some(channel) = Channel::of(text) else {
            self.fault(Column::Channel, text, Reason::Channel);
            return None;
        };
        if means.is_empty() || means.contains(&channel.means()) {
            return Some(channel);
        }
        let allowed = Channel::ALL
            .iter()
            .copied()
            .filter(|one| means.contains(&one.means()))
            .collect();
        self.fault(
            Column::Channel,
            text,
            Reason::ChannelNotAllowed {
                allowed,
                clause: clause(),
            },
        );
        None
    }
}
