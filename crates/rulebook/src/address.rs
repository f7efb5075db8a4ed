//! Addresses: how a clause of the rulebook is named, and where it stands in the file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml_edit::{Array, ArrayOfTables, Document, Item, TableLike, Value};

/// The address of a clause: `stage.stage-2.gate.any.2`.
///
/// Dotted keys; an element of a list of tables is named by its `id`, one without an id by its
/// number from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// An address as it is written; whether a rulebook has it is [`crate::Rulebook::has`]'s to say.
    pub fn new(written: impl Into<String>) -> Self {
        Self(written.into())
    }

    /// The address one key further down.
    #[must_use]
    pub fn child(&self, key: impl std::fmt::Display) -> Self {
        if self.0.is_empty() {
            Self(key.to_string())
        } else {
            Self(format!("{}.{key}", self.0))
        }
    }

    /// Whether it is `other`, or stands below it.
    pub fn is_within(&self, other: &Address) -> bool {
        let rest = self.0.strip_prefix(&other.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A clause as documents name it: its address, and the source's own clause where that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its address in the rulebook.
    pub address: Address,
    /// What the source calls it; `None` where that is not known.
    pub source: Option<String>,
}

/// A place in a file, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Where the byte `offset` of `text` stands.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// All addresses of a rulebook: where each stands, and what the source calls it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Directory {
    positions: BTreeMap<Address, Position>,
    source_clauses: BTreeMap<Address, String>,
    notes: Vec<(Address, String)>,
}

impl Directory {
    /// Goes through a document that is known to be well-formed TOML.
    pub(crate) fn of(text: &str) -> Self {
        let mut directory = Self::default();
        if let Ok(document) = Document::parse(text) {
            directory.enter_table(text, &Address::new(""), document.as_table());
        }
        directory
    }

    pub(crate) fn position(&self, address: &Address) -> Option<Position> {
        self.positions.get(address).copied()
    }

    pub(crate) fn source_clause(&self, address: &Address) -> Option<String> {
        self.source_clauses.get(address).cloned()
    }

    /// What the rulebook's authors noted, in the order of the file.
    pub(crate) fn notes(&self) -> &[(Address, String)] {
        &self.notes
    }

    fn place(&mut self, text: &str, address: &Address, span: Option<std::ops::Range<usize>>) {
        if let Some(span) = span {
            self.positions
                .entry(address.clone())
                .or_insert_with(|| Position::of(text, span.start));
        }
    }

    fn enter_table(&mut self, text: &str, address: &Address, table: &dyn TableLike) {
        for (key, item) in table.iter() {
            let child = address.child(key);
            let span = table
                .key(key)
                .and_then(toml_edit::Key::span)
                .or_else(|| item.span());
            match item {
                Item::ArrayOfTables(tables) => self.enter_tables(text, &child, tables),
                Item::Value(Value::Array(array)) => {
                    self.place(text, &child, span);
                    self.enter_array(text, &child, array);
                }
                _ => {
                    self.place(text, &child, span);
                    if let Some(inner) = item.as_table_like() {
                        self.enter_table(text, &child, inner);
                    } else if let Some(text) = item.as_str() {
                        self.enter_text(address, key, text);
                    }
                }
            }
        }
    }

    fn enter_text(&mut self, address: &Address, key: &str, text: &str) {
        match key {
            "clause" => drop(self.source_clauses.insert(address.clone(), text.to_owned())),
            "note" => self.notes.push((address.clone(), text.to_owned())),
            _ => {}
        }
    }

    fn enter_tables(&mut self, text: &str, address: &Address, tables: &ArrayOfTables) {
        for (number, table) in (1..).zip(tables.iter()) {
            let element = Self::element(address, number, table);
            self.place(text, &element, table.span());
            self.enter_table(text, &element, table);
        }
    }

    fn enter_array(&mut self, text: &str, address: &Address, array: &Array) {
        for (number, value) in (1..).zip(array.iter()) {
            if let Some(table) = value.as_inline_table() {
                let element = Self::element(address, number, table);
                self.place(text, &element, value.span());
                self.enter_table(text, &element, table);
            }
        }
    }

    fn element(address: &Address, number: usize, table: &dyn TableLike) -> Address {
        match table.get("id").and_then(Item::as_str) {
            Some(id) => address.child(id),
            None => address.child(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_addressed_by_id_and_branches_by_number() {
        let text = "[[stage]]\nid = \"one\"\n[stage.gate]\nclause = \"4(2)\"\nany = [\n  { number = 2 },\n  { number = 3, clause = \"4(3)\" },\n]\n";
        let directory = Directory::of(text);
        let line = |address: &str| {
            directory
                .position(&Address::new(address))
                .map(|position| position.line)
        };
        assert_eq!(line("stage.one"), Some(1));
        assert_eq!(line("stage.one.gate.any.2"), Some(7));
        assert_eq!(line("stage.one.gate.any.3"), None);
        assert_eq!(
            directory
                .source_clause(&Address::new("stage.one.gate"))
                .as_deref(),
            Some("4(2)")
        );
        assert_eq!(
            directory
                .source_clause(&Address::new("stage.one.gate.any.2"))
                .as_deref(),
            Some("4(3)")
        );
    }
}
