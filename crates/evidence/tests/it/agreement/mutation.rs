//! Ways in which a log may be another.

use proptest::prelude::*;
use serde_json::{Value, json};

/// One change to a list of events. Places are taken modulo what there is.
#[derive(Debug, Clone)]
pub(super) enum Mutation {
    Drop {
        place: usize,
    },
    Move {
        from: usize,
        to: usize,
    },
    Repeat {
        place: usize,
        at: usize,
    },
    /// A value is replaced: by one near it, or one that stands elsewhere under the same key.
    Change {
        place: usize,
        leaf: usize,
        other: usize,
    },
    /// A value is replaced by null.
    Forget {
        place: usize,
        leaf: usize,
    },
    Record {
        other: usize,
    },
}

pub(super) fn mutation() -> impl Strategy<Value = Mutation> {
    let any = || 0_usize..1000;
    prop_oneof![
        2 => any().prop_map(|place| Mutation::Drop { place }),
        3 => (any(), any()).prop_map(|(from, to)| Mutation::Move { from, to }),
        3 => (any(), any()).prop_map(|(place, at)| Mutation::Repeat { place, at }),
        12 => (any(), any(), any()).prop_map(|(place, leaf, other)| Mutation::Change { place, leaf, other }),
        1 => (any(), any()).prop_map(|(place, leaf)| Mutation::Forget { place, leaf }),
        1 => any().prop_map(|other| Mutation::Record { other }),
    ]
}

impl Mutation {
    pub(super) fn apply(&self, events: &mut Vec<Value>) {
        let number = events.len();
        if number == 0 {
            return;
        }
        match *self {
            Self::Drop { place } => drop(events.remove(place % number)),
            Self::Move { from, to } => {
                let event = events.remove(from % number);
                events.insert(to % number, event);
            }
            Self::Repeat { place, at } => {
                let event = events[place % number].clone();
                events.insert(at % (number + 1), event);
            }
            Self::Change { place, leaf, other } => {
                let pool = events.clone();
                let event = &mut events[place % number];
                let leaf = leaf % leaves(event).max(1);
                at(event, leaf, &mut |key, value| {
                    *value = another(key, value, &pool, other);
                });
            }
            Self::Forget { place, leaf } => {
                let event = &mut events[place % number];
                let leaf = leaf % leaves(event).max(1);
                at(event, leaf, &mut |_, value| *value = Value::Null);
            }
            Self::Record { other } => {
                events[0]["record"] = json!(["live", "mock", "replay"][other % 3]);
            }
        }
    }
}

/// How many values an event has: all that are no objects, and elements of lists beside their lists.
pub(super) fn leaves(value: &Value) -> usize {
    match value {
        Value::Object(object) => object.values().map(leaves).sum(),
        Value::Array(items) => 1 + items.iter().map(leaves).sum::<usize>(),
        _ => 1,
    }
}

/// Does something with the value of this number.
fn at(value: &mut Value, number: usize, change: &mut dyn FnMut(&str, &mut Value)) {
    fn walk(
        key: &str,
        value: &mut Value,
        left: &mut usize,
        change: &mut dyn FnMut(&str, &mut Value),
    ) {
        if !value.is_object() {
            if *left == 0 {
                change(key, value);
            }
            *left = left.wrapping_sub(1);
        }
        match value {
            Value::Object(object) => object
                .iter_mut()
                .for_each(|(key, value)| walk(key, value, left, change)),
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| walk(key, item, left, change)),
            _ => {}
        }
    }
    let mut left = number;
    walk("", value, &mut left, change);
}

/// All values under a key, wherever they stand.
fn under<'a>(key: &str, value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                if name == key {
                    found.push(value);
                }
                under(key, value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| under(key, item, found)),
        _ => {}
    }
}

fn another(key: &str, value: &Value, pool: &[Value], other: usize) -> Value {
    match value {
        Value::Number(number) => {
            let number = number.as_u64().unwrap_or_default();
            json!(
                [
                    number + 1,
                    number.saturating_sub(1),
                    0,
                    9_007_199_254_740_991
                ][other % 4]
            )
        }
        Value::Bool(value) => json!(!value),
        Value::Array(items) => {
            let mut items = items.clone();
            match (other % 4, items.first().cloned()) {
                (0, _) | (_, None) => drop(items.pop()),
                (1, Some(first)) => items.push(first),
                (2, _) => items.reverse(),
                (_, _) => items.clear(),
            }
            json!(items)
        }
        Value::Null | Value::String(_) | Value::Object(_) => {
            if other % 7 == 1 {
                return json!(
                    [
                        " ",
                        "",
                        "x",
                        "members",
                        "electors",
                        "2027-04-20",
                        "2027-03-31T23:59"
                    ][other / 7 % 7]
                );
            }
            let mut found = Vec::new();
            for event in pool {
                under(key, event, &mut found);
            }
            found.retain(|there| *there != value && !there.is_object());
            match found.len() {
                0 => json!("x"),
                number => found[other * 13 % number].clone(),
            }
        }
    }
}
