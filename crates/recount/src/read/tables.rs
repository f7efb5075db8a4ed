//! The keys of one table of the rulebook, none of them unknown.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use toml::{Table, Value};

use super::Trouble;
use super::json::LARGEST;
use crate::ids::is_id;
use crate::time::Time;

pub(crate) type Read<T> = Result<T, Trouble>;

/// A table that is being read, and its address.
pub(crate) struct Keys<'a> {
    table: &'a Table,
    address: String,
    asked: BTreeSet<&'static str>,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(table: &'a Table, address: impl Into<String>) -> Self {
        Self {
            table,
            address: address.into(),
            asked: BTreeSet::new(),
        }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Every key that stands in the table must have been asked for.
    pub(crate) fn finish(self) -> Read<()> {
        let unknown = |key: &&String| !self.asked.contains(key.as_str());
        match self.table.keys().find(unknown) {
            None => Ok(()),
            Some(key) => Err(self.trouble(key, "this key is unknown")),
        }
    }

    /// The same for a table that may carry `clause` and `note`; gives the source's clause.
    pub(crate) fn finish_with_clause(mut self) -> Read<Option<String>> {
        let clause = self.text_if_any("clause")?;
        self.text_if_any("note")?;
        self.finish()?;
        Ok(clause)
    }

    pub(crate) fn trouble(&self, key: &str, reason: impl Into<String>) -> Trouble {
        let address = join(&self.address, key);
        Trouble::new(format!("rulebook.toml {address}"), reason)
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.insert(key);
        self.table.get(key)
    }

    fn needed<T>(&self, key: &str, value: Option<T>) -> Read<T> {
        value.ok_or_else(|| self.trouble(key, "this key is missing"))
    }

    pub(crate) fn text_if_any(&mut self, key: &'static str) -> Read<Option<String>> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.trouble(key, "it must be a string")),
        }
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Read<String> {
        let text = self.text_if_any(key)?;
        self.needed(key, text)
    }

    pub(crate) fn id_if_any(&mut self, key: &'static str) -> Read<Option<String>> {
        match self.text_if_any(key)? {
            Some(text) if !is_id(&text) => Err(self.trouble(key, format!("{text:?} is not an id"))),
            other => Ok(other),
        }
    }

    pub(crate) fn id(&mut self, key: &'static str) -> Read<String> {
        let id = self.id_if_any(key)?;
        self.needed(key, id)
    }

    /// One of a closed list of words.
    pub(crate) fn word(&mut self, key: &'static str, words: &[&str]) -> Read<Option<String>> {
        let text = self.text_if_any(key)?;
        match text {
            Some(text) if !words.contains(&text.as_str()) => {
                let words = words.join(", ");
                Err(self.trouble(key, format!("{text:?} is none of: {words}")))
            }
            other => Ok(other),
        }
    }

    pub(crate) fn boolean_if_any(&mut self, key: &'static str) -> Read<Option<bool>> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Boolean(value)) => Ok(Some(*value)),
            Some(_) => Err(self.trouble(key, "it must be true or false")),
        }
    }

    pub(crate) fn count_if_any(&mut self, key: &'static str) -> Read<Option<u64>> {
        match self.value(key) {
            None => Ok(None),
            Some(value) => self.counted(key, value).map(Some),
        }
    }

    fn counted(&self, key: &str, value: &Value) -> Read<u64> {
        value
            .as_integer()
            .and_then(|count| u64::try_from(count).ok())
            .filter(|count| *count <= LARGEST)
            .ok_or_else(|| self.trouble(key, "it must be a whole number from 0 to 2^53 − 1"))
    }

    pub(crate) fn counts_if_any(&mut self, key: &'static str) -> Read<Option<Vec<u64>>> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| self.counted(key, item))
                .collect::<Read<_>>()
                .map(Some),
            Some(_) => Err(self.trouble(key, "it must be a list of whole numbers")),
        }
    }

    /// A list of anything.
    pub(crate) fn values_if_any(&mut self, key: &'static str) -> Read<Option<Vec<Json>>> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Array(items)) => Ok(Some(items.iter().map(json).collect())),
            Some(_) => Err(self.trouble(key, "it must be a list")),
        }
    }

    /// The whole table; nothing in it counts as asked for.
    pub(crate) fn to_json(&self) -> Json {
        let entries = self.table.iter();
        entries
            .map(|(key, value)| (key.clone(), json(value)))
            .collect()
    }

    pub(crate) fn texts_if_any(&mut self, key: &'static str) -> Read<Option<Vec<String>>> {
        let wrong = "it must be a list of strings";
        match self.value(key) {
            None => Ok(None),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| match item {
                    Value::String(text) => Ok(text.clone()),
                    _ => Err(self.trouble(key, wrong)),
                })
                .collect::<Read<_>>()
                .map(Some),
            Some(_) => Err(self.trouble(key, wrong)),
        }
    }

    /// A date or a local date-time; `None` where it is absent or `"not known"`.
    pub(crate) fn time_if_any(&mut self, key: &'static str) -> Read<Option<Time>> {
        let wrong = "it must be a date, a local date-time to the second, or \"not known\"";
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) if text == "not known" => Ok(None),
            Some(Value::Datetime(time)) => Time::parse(&time.to_string())
                .map(Some)
                .ok_or_else(|| self.trouble(key, wrong)),
            Some(_) => Err(self.trouble(key, wrong)),
        }
    }

    pub(crate) fn table_if_any(&mut self, key: &'static str) -> Read<Option<Keys<'a>>> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Table(table)) => Ok(Some(Keys::new(table, join(&self.address, key)))),
            Some(_) => Err(self.trouble(key, "it must be a table")),
        }
    }

    pub(crate) fn table(&mut self, key: &'static str) -> Read<Keys<'a>> {
        let table = self.table_if_any(key)?;
        self.needed(key, table)
    }

    /// A list of tables with ids, which must be different; each is addressed by its id.
    pub(crate) fn tables_with_ids(&mut self, key: &'static str) -> Read<Vec<(String, Keys<'a>)>> {
        let list = join(&self.address, key);
        let mut found: Vec<(String, Keys<'a>)> = Vec::new();
        for keys in self.tables(key)? {
            let mut keys = keys;
            let id = keys.id("id")?;
            if found.iter().any(|(other, _)| *other == id) {
                return Err(keys.trouble("id", format!("{id:?} is used twice")));
            }
            keys.address = join(&list, &id);
            found.push((id, keys));
        }
        Ok(found)
    }

    /// A list of tables, each addressed by its number from 1.
    pub(crate) fn tables(&mut self, key: &'static str) -> Read<Vec<Keys<'a>>> {
        let wrong = "it must be a list of tables";
        let list = join(&self.address, key);
        match self.value(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => items
                .iter()
                .zip(1..)
                .map(|(item, number)| match item {
                    Value::Table(table) => Ok(Keys::new(table, format!("{list}.{number}"))),
                    _ => Err(self.trouble(key, wrong)),
                })
                .collect(),
            Some(_) => Err(self.trouble(key, wrong)),
        }
    }
}

/// A value as JSON has it. A number or a date becomes what it is written as, in an object of its
/// own, so that nothing reads it as a text.
fn json(value: &Value) -> Json {
    match value {
        Value::String(text) => text.clone().into(),
        Value::Boolean(value) => (*value).into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(_) | Value::Datetime(_) => json!({"written": value.to_string()}),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Table(table) => {
            let entries = table.iter();
            entries
                .map(|(key, value)| (key.clone(), json(value)))
                .collect()
        }
    }
}

fn join(address: &str, key: &str) -> String {
    if address.is_empty() {
        key.to_owned()
    } else {
        format!("{address}.{key}")
    }
}
