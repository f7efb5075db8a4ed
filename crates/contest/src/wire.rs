//! Lines of `events.jsonl`: canonical JSON, one event each.

use serde_json::{Map, Value};

use crate::event::{Event, KINDS};
use crate::{Digest, Line};

/// The keys that every event has, beside `event` and those of its kind.
const CIRCUMSTANCES: [&str; 8] = [
    "actor", "clause", "decided", "note", "received", "recorded", "role", "sources",
];

/// What happened, as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The events in the order of recording.
    pub events: Vec<Event>,
    /// Number and digest of the lines.
    pub digest: LogDigest,
}

/// Which log something was made from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogDigest {
    /// How many events.
    pub entries: u64,
    /// Over the bytes of all lines with their line feeds.
    pub digest: Digest,
}

/// Why a line is no event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The file is not text.
    #[error("{at}: this is not UTF-8; save the file as UTF-8")]
    NotText {
        /// Where.
        at: Line,
    },
    /// The file ends within a line.
    #[error(
        "{at}: the file ends within this line; it may be truncated: end every event with a line feed"
    )]
    Truncated {
        /// Where.
        at: Line,
    },
    /// More than an entry of a log can hold.
    #[error(
        "{at}: the line has {bytes} bytes, and an entry of a log at most 65535; divide what it says among several events"
    )]
    TooLong {
        /// Where.
        at: Line,
        /// How many bytes it has.
        bytes: usize,
    },
    /// Not JSON.
    #[error("{at}: {reason}; write one JSON object a line")]
    NotJson {
        /// Where.
        at: Line,
        /// What the parser says.
        reason: String,
    },
    /// No such kind.
    #[error("{at}: '{kind}' is not a kind of event; the kinds are {}", KINDS.join(", "))]
    UnknownKind {
        /// Where.
        at: Line,
        /// What it says.
        kind: String,
    },
    /// An editor added bytes.
    #[error("{at}: {what}; save the file as plain UTF-8 with line feeds")]
    Editor {
        /// Where.
        at: Line,
        /// What was added.
        what: &'static str,
    },
    /// A number that other programs would round.
    #[error(
        "{at}: {number} is more than 9007199254740991 (2^53 - 1), the most that every reader of JSON keeps; correct it"
    )]
    TooLarge {
        /// Where.
        at: Line,
        /// The number.
        number: u64,
    },
    /// A key is missing.
    #[error("{at}: the key '{key}' is missing; write null where something is not known")]
    MissingKey {
        /// Where.
        at: Line,
        /// The key.
        key: String,
    },
    /// A key has a wrong value, or is not of this kind.
    #[error("{at}: {reason}; docs/formats/events.md lists the keys of each kind")]
    WrongKey {
        /// Where.
        at: Line,
        /// What is wrong.
        reason: String,
    },
    /// The same event could be written otherwise.
    #[error("{at}: the line is not canonical JSON (RFC 8785); write it so: {expected}")]
    NotCanonical {
        /// Where.
        at: Line,
        /// The whole line.
        expected: String,
    },
}

impl Log {
    /// Reads a log. Every line must be canonical, or its digest could not be made again from what it says.
    pub fn read(bytes: &[u8]) -> Result<Self, WireError> {
        let mut events = Vec::new();
        let mut rest = bytes;
        let mut number = 1;
        while !rest.is_empty() {
            let Some(end) = rest.iter().position(|&byte| byte == b'\n') else {
                return Err(WireError::Truncated {
                    at: Line::new(number, 1),
                });
            };
            let line = std::str::from_utf8(&rest[..end]).map_err(|error| WireError::NotText {
                at: Line::new(number, error.valid_up_to() + 1),
            })?;
            events.push(parse(line, number)?);
            rest = &rest[end + 1..];
            number += 1;
        }
        let digest = LogDigest {
            entries: events.len() as u64,
            digest: Digest::of(bytes),
        };
        Ok(Self { events, digest })
    }
}

/// Reads one line; `number` is only for errors.
pub fn parse(line: &str, number: usize) -> Result<Event, WireError> {
    check_bytes(line, number)?;
    if line.len() > LONGEST {
        return Err(WireError::TooLong {
            at: Line::new(number, 1),
            bytes: line.len(),
        });
    }
    let value: Value = serde_json::from_str(line).map_err(|error| WireError::NotJson {
        at: Line::new(number, error.column()),
        reason: without_position(&error),
    })?;
    let Value::Object(mut keys) = value else {
        return Err(WireError::NotJson {
            at: Line::new(number, 1),
            reason: "this is not an object".to_owned(),
        });
    };
    check_keys(&keys, line, number)?;
    if let Some((key, too_large)) = keys
        .iter()
        .find_map(|(key, value)| Some((key, too_large(value)?)))
    {
        return Err(WireError::TooLarge {
            at: Line::of_key(line, number, key),
            number: too_large,
        });
    }
    let circumstances: Map<String, Value> = CIRCUMSTANCES
        .iter()
        .filter_map(|&key| keys.remove_entry(key))
        .collect();
    let event = Event {
        circumstances: from_keys(&circumstances, line, number)?,
        act: from_keys(&keys, line, number)?,
    };
    check_canonical(&event, line, number)?;
    Ok(event)
}

/// Writes an event as one line, without its line feed.
pub fn line(event: &Event) -> String {
    let mut keys = to_keys(&event.circumstances);
    keys.extend(to_keys(&event.act));
    String::from_utf8_lossy(
        &serde_json_canonicalizer::to_vec(&Value::Object(keys)).unwrap_or_default(),
    )
    .into_owned()
}

fn to_keys(value: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(keys)) => keys,
        _ => Map::new(),
    }
}

/// Names what editors add and what would otherwise be told as a fault of JSON.
fn check_bytes(line: &str, number: usize) -> Result<(), WireError> {
    let (column, what) = if line.is_empty() {
        (1, "the line is empty")
    } else if line.starts_with('\u{feff}') {
        (1, "the line begins with a byte order mark")
    } else if line.ends_with('\r') {
        (line.chars().count(), "the line ends with a carriage return")
    } else {
        return Ok(());
    };
    Err(WireError::Editor {
        at: Line::new(number, column),
        what,
    })
}

/// The most bytes of an entry, whose length C2SP's entry bundles write in 16 bits.
const LONGEST: usize = 65_535;

/// The most that a number may be: above it canonical JSON, which knows only doubles, would round.
const LARGEST: u64 = (1 << 53) - 1;

fn too_large(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64().filter(|&number| number > LARGEST),
        Value::Array(values) => values.iter().find_map(too_large),
        Value::Object(keys) => keys.values().find_map(too_large),
        _ => None,
    }
}

fn check_keys(keys: &Map<String, Value>, line: &str, number: usize) -> Result<(), WireError> {
    match keys.get("event") {
        Some(Value::String(kind)) if KINDS.contains(&kind.as_str()) => {}
        Some(kind) => {
            let kind = kind
                .as_str()
                .map_or_else(|| kind.to_string(), str::to_owned);
            return Err(WireError::UnknownKind {
                at: Line::of_key(line, number, "event"),
                kind,
            });
        }
        None => {
            return Err(WireError::MissingKey {
                at: Line::new(number, 1),
                key: "event".to_owned(),
            });
        }
    }
    match CIRCUMSTANCES.iter().find(|&&key| !keys.contains_key(key)) {
        Some(&key) => Err(WireError::MissingKey {
            at: Line::new(number, 1),
            key: key.to_owned(),
        }),
        None => Ok(()),
    }
}

fn from_keys<T: serde::de::DeserializeOwned>(
    keys: &Map<String, Value>,
    line: &str,
    number: usize,
) -> Result<T, WireError> {
    let names: Vec<String> = keys
        .keys()
        .filter(|name| *name != "event")
        .cloned()
        .collect();
    serde_json::from_value(Value::Object(keys.clone())).map_err(|error| {
        // The parser names a key only where the key itself is the fault; for a wrong value, find whose it is.
        let reason = error.to_string();
        let culprit = names.iter().find(|name| {
            let mut without = keys.clone();
            without.remove(*name);
            let other = serde_json::from_value::<T>(Value::Object(without))
                .err()
                .map(|error| error.to_string());
            other.as_ref() != Some(&reason)
        });
        let at = culprit.map_or(Line::new(number, 1), |name| {
            Line::of_key(line, number, name)
        });
        WireError::WrongKey { at, reason }
    })
}

fn check_canonical(event: &Event, line: &str, number: usize) -> Result<(), WireError> {
    let canonical = self::line(event);
    if canonical == line {
        return Ok(());
    }
    let keys: Map<String, Value> = serde_json::from_str(line).unwrap_or_default();
    let all: Map<String, Value> = serde_json::from_str(&canonical).unwrap_or_default();
    if let Some(key) = all.keys().find(|key| !keys.contains_key(*key)) {
        return Err(WireError::MissingKey {
            at: Line::new(number, 1),
            key: key.clone(),
        });
    }
    let same = line
        .bytes()
        .zip(canonical.bytes())
        .take_while(|(is, ought)| is == ought)
        .count();
    let same = (0..=same)
        .rev()
        .find(|&at| line.is_char_boundary(at))
        .unwrap_or(0);
    Err(WireError::NotCanonical {
        at: Line::new(number, line[..same].chars().count() + 1),
        expected: canonical,
    })
}

/// The parser ends its messages with a position of its own, which would stand beside ours.
fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message
        .rsplit_once(" at line ")
        .map_or(message.clone(), |(reason, _)| reason.to_owned())
}
