//! The preview of an import: everything that an officer should look at before she takes it over.

use std::collections::BTreeMap;

use hustings_rulebook::{Address, Clause, Rulebook, SectionId};

use crate::{Channel, Column, Elector, ElectorId, Roll, franchise, matches};

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Rows accepted, held, set aside and rejected, matches and totals.
    pub roll: Roll,
    /// What is not wrong but should be known, in a fixed order.
    pub warnings: Vec<Warning>,
    /// Addresses of more electors than a household has, the most shared first.
    pub shared: Vec<Shared>,
    /// Columns that were not read, in the file's order.
    pub ignored: Vec<String>,
}

/// What is not wrong but should be known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A rule that was not applied for want of a date.
    #[error("{rows} rows have no '{column}', and were not held against {}: fill the column, or know that the list was drawn up by that rule", .clause.address)]
    NotChecked {
        /// The rule.
        clause: Clause,
        /// The column that it needs.
        column: Column,
        /// In how many rows nothing stands there.
        rows: u64,
    },
    /// Electors whom nothing reaches.
    #[error(
        "{rows} electors of the channel {channel} have no '{column}': fill the column, or have what they vote with printed or handed out"
    )]
    Unreachable {
        /// The channel.
        channel: Channel,
        /// The column that it needs.
        column: Column,
        /// In how many rows nothing stands there.
        rows: u64,
    },
    /// A section that nobody is in.
    #[error("nobody is in section {0}: look whether its rows are missing")]
    EmptySection(SectionId),
}

/// What several electors share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedBy {
    /// A postal address, but for capitals, accents and punctuation.
    Address,
    /// An address of electronic mail, but for capitals.
    Email,
}

/// An address of more electors than a household has: listed, not refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// What they share.
    pub by: SharedBy,
    /// As the first of them has it.
    pub written: String,
    /// Who shares it, in the order of their numbers.
    pub electors: Vec<ElectorId>,
}

impl Import {
    pub(crate) fn of(roll: Roll, ignored: Vec<String>, rulebook: &Rulebook) -> Self {
        Self {
            warnings: warnings(&roll, rulebook),
            shared: matches::shared(roll.electors()),
            roll,
            ignored,
        }
    }
}

fn warnings(roll: &Roll, rulebook: &Rulebook) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = unchecked(roll, rulebook).collect();
    for (channel, column) in [
        (Channel::Online, Column::Email),
        (Channel::Post, Column::Address),
    ] {
        let unreachable = |elector: &&Elector| {
            elector.channel == channel
                && match channel {
                    Channel::Online => elector.email.is_none(),
                    Channel::Post => elector.address.is_none(),
                }
        };
        let rows = roll.electors().filter(unreachable).count() as u64;
        if rows > 0 {
            warnings.push(Warning::Unreachable {
                channel,
                column,
                rows,
            });
        }
    }
    for section in &rulebook.roll.sections {
        if !roll
            .electors()
            .any(|elector| elector.section.as_ref() == Some(&section.id))
        {
            warnings.push(Warning::EmptySection(section.id.clone()));
        }
    }
    warnings
}

/// Rules that some rows were not held against.
fn unchecked<'a>(roll: &'a Roll, rulebook: &'a Rulebook) -> impl Iterator<Item = Warning> + 'a {
    let freeze = rulebook.roll.freeze.as_ref().map(|_| {
        let rows = roll
            .electors()
            .filter(|elector| elector.joined.is_none())
            .count();
        (Address::new("roll.freeze"), Column::Joined, rows)
    });
    let sections = rulebook.roll.sections.iter().map(|section| &section.id);
    let registered = sections
        .filter(|section| franchise::window(rulebook, Some(section)).is_some())
        .map(|section| {
            let here = |elector: &&Elector| elector.section.as_ref() == Some(section);
            let unknown = roll
                .electors()
                .filter(here)
                .filter(|elector| elector.registered.is_none());
            let address = Address::new("roll.section")
                .child(section)
                .child("registration");
            (address, Column::Registered, unknown.count())
        });
    let found = freeze
        .into_iter()
        .chain(registered)
        .filter(|(_, _, rows)| *rows > 0);
    found.map(|(address, column, rows)| Warning::NotChecked {
        clause: rulebook.clause(address),
        column,
        rows: rows as u64,
    })
}

/// Groups of more than a household by a key.
pub(crate) fn larger_than<'a>(
    household: usize,
    by: SharedBy,
    groups: &BTreeMap<String, Vec<&'a Elector>>,
    written: impl Fn(&'a Elector) -> Option<&'a str>,
) -> Vec<Shared> {
    let large = groups.values().filter(|group| group.len() > household);
    large
        .map(|group| Shared {
            by,
            written: group
                .first()
                .and_then(|first| written(first))
                .unwrap_or_default()
                .to_owned(),
            electors: group.iter().map(|elector| elector.id.clone()).collect(),
        })
        .collect()
}
