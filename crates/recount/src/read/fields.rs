//! The keys of one JSON object, each asked for once, none left over.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::json::LARGEST;
use crate::base64::{is_root, is_tracker};
use crate::digest::is_digest;
use crate::ids::is_id;
use crate::text::not_a_name;
use crate::time::Time;

/// Counts by an id or a name, as in `tallies` and `channels`.
pub(crate) type Counts = BTreeMap<String, u64>;

/// An object that is being read; what is asked for is taken out.
pub(crate) struct Fields(Map<String, Value>);

type Read<T> = Result<T, String>;

impl Fields {
    pub(crate) fn new(value: Value) -> Read<Self> {
        match value {
            Value::Object(object) => Ok(Self(object)),
            other => Err(format!("an event is an object, not {other}")),
        }
    }

    /// Every key must have been asked for.
    pub(crate) fn finish(self) -> Read<()> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(key) => Err(format!("the key {key:?} is unknown here")),
        }
    }

    fn take(&mut self, key: &str) -> Read<Value> {
        self.0
            .remove(key)
            .ok_or_else(|| format!("the key {key:?} is missing"))
    }

    pub(crate) fn text(&mut self, key: &str) -> Read<String> {
        match self.take(key)? {
            Value::String(text) => Ok(text),
            other => Err(wrong(key, "a string", &other)),
        }
    }

    pub(crate) fn text_or_null(&mut self, key: &str) -> Read<Option<String>> {
        match self.take(key)? {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            other => Err(wrong(key, "a string or null", &other)),
        }
    }

    pub(crate) fn id(&mut self, key: &str) -> Read<String> {
        let text = self.text(key)?;
        checked_id(key, text)
    }

    pub(crate) fn id_or_null(&mut self, key: &str) -> Read<Option<String>> {
        let text = self.text_or_null(key)?;
        text.map(|text| checked_id(key, text)).transpose()
    }

    /// The name of a person or a body, as people read it.
    pub(crate) fn name(&mut self) -> Read<String> {
        let name = self.text("name")?;
        match not_a_name(&name) {
            None => Ok(name),
            Some(why) => Err(format!("the name {name:?} {why}")),
        }
    }

    pub(crate) fn boolean(&mut self, key: &str) -> Read<bool> {
        match self.take(key)? {
            Value::Bool(value) => Ok(value),
            other => Err(wrong(key, "true or false", &other)),
        }
    }

    pub(crate) fn digest(&mut self, key: &str) -> Read<String> {
        let text = self.text(key)?;
        checked(key, text, is_digest, "a digest")
    }

    /// The root of a tree, base64.
    pub(crate) fn root(&mut self, key: &str) -> Read<String> {
        let text = self.text(key)?;
        checked(key, text, is_root, "base64 of 32 bytes")
    }

    /// A ballot or an election, by what tells it from others.
    pub(crate) fn tracker(&mut self, key: &str) -> Read<String> {
        let text = self.text(key)?;
        checked(key, text, is_tracker, "a tracker")
    }

    /// Ballots, by their trackers.
    pub(crate) fn trackers(&mut self, key: &str) -> Read<Vec<String>> {
        let texts = self.texts(key)?;
        texts
            .into_iter()
            .map(|text| checked(key, text, is_tracker, "a tracker"))
            .collect()
    }

    pub(crate) fn ids(&mut self, key: &str) -> Read<Vec<String>> {
        let texts = self.texts(key)?;
        texts
            .into_iter()
            .map(|text| checked_id(key, text))
            .collect()
    }

    /// One of a closed list of words.
    pub(crate) fn word(&mut self, key: &str, words: &[&str]) -> Read<String> {
        let text = self.text(key)?;
        let is_one = |text: &str| words.contains(&text);
        checked(key, text, is_one, &format!("one of {}", words.join(", ")))
    }

    /// An object in this one.
    pub(crate) fn object(&mut self, key: &str) -> Read<Self> {
        match self.take(key)? {
            Value::Object(object) => Ok(Self(object)),
            other => Err(wrong(key, "an object", &other)),
        }
    }

    /// An object of objects, each read in the same way and to its end.
    pub(crate) fn objects<T>(
        &mut self,
        key: &str,
        read: impl Fn(&mut Self) -> Read<T>,
    ) -> Read<BTreeMap<String, T>> {
        let names: Vec<String> = match self.0.get(key) {
            Some(Value::Object(object)) => object.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let mut objects = self.object(key)?;
        let mut found = BTreeMap::new();
        for name in names {
            let mut fields = objects.object(&name)?;
            let value = read(&mut fields)?;
            fields.finish()?;
            found.insert(name, value);
        }
        Ok(found)
    }

    pub(crate) fn time(&mut self, key: &str) -> Read<Time> {
        let text = self.text(key)?;
        checked_time(key, &text)
    }

    pub(crate) fn time_or_null(&mut self, key: &str) -> Read<Option<Time>> {
        let text = self.text_or_null(key)?;
        text.map(|text| checked_time(key, &text)).transpose()
    }

    pub(crate) fn count(&mut self, key: &str) -> Read<u64> {
        let value = self.take(key)?;
        checked_count(key, &value)
    }

    pub(crate) fn count_or_null(&mut self, key: &str) -> Read<Option<u64>> {
        match self.take(key)? {
            Value::Null => Ok(None),
            value => checked_count(key, &value).map(Some),
        }
    }

    /// A count from 1, as stages have.
    pub(crate) fn stage_number(&mut self) -> Read<u64> {
        match self.count("stage_number")? {
            0 => Err("stages are numbered from 1".to_owned()),
            number => Ok(number),
        }
    }

    pub(crate) fn counts(&mut self, key: &str) -> Read<Counts> {
        let Value::Object(object) = self.take(key)? else {
            return Err(format!("{key:?} must be an object"));
        };
        object
            .into_iter()
            .map(|(name, value)| checked_count(&name, &value).map(|count| (name, count)))
            .collect()
    }

    pub(crate) fn texts_by_name(&mut self, key: &str) -> Read<BTreeMap<String, String>> {
        let Value::Object(object) = self.take(key)? else {
            return Err(format!("{key:?} must be an object"));
        };
        object
            .into_iter()
            .map(|(name, value)| match value {
                Value::String(text) => Ok((name, text)),
                other => Err(wrong(&name, "a string", &other)),
            })
            .collect()
    }

    pub(crate) fn texts(&mut self, key: &str) -> Read<Vec<String>> {
        let Value::Array(items) = self.take(key)? else {
            return Err(format!("{key:?} must be a list"));
        };
        items
            .into_iter()
            .map(|item| match item {
                Value::String(text) => Ok(text),
                other => Err(wrong(key, "a list of strings", &other)),
            })
            .collect()
    }
}

fn wrong(key: &str, expected: &str, found: &Value) -> String {
    format!("{key:?} must be {expected}, not {found}")
}

fn checked(key: &str, text: String, is_good: impl Fn(&str) -> bool, what: &str) -> Read<String> {
    if is_good(&text) {
        Ok(text)
    } else {
        Err(format!("{key:?} is {text:?}, which is not {what}"))
    }
}

fn checked_id(key: &str, text: String) -> Read<String> {
    checked(key, text, is_id, "an id")
}

fn checked_time(key: &str, text: &str) -> Read<Time> {
    Time::parse(text)
        .ok_or_else(|| format!("{key:?} is {text:?}, which is neither a day nor a local time"))
}

fn checked_count(key: &str, value: &Value) -> Read<u64> {
    value
        .as_u64()
        .filter(|count| *count <= LARGEST)
        .ok_or_else(|| wrong(key, "a whole number from 0 to 2^53 − 1", value))
}
