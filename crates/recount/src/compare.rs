//! Where a published value differs from the one recomputed.

use serde_json::Value;

/// The first differences are named; a list of hundreds would be read by nobody.
const MOST_NAMED: usize = 3;
const LONGEST_VALUE: usize = 200;

/// One difference, at a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) pointer: String,
    pub(crate) published: String,
    pub(crate) recomputed: String,
}

/// The first differences between what was published at `pointer` and what is expected there.
pub(crate) fn differences(expected: &Value, published: &Value, pointer: &str) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(Some(expected), Some(published), pointer, &mut found);
    found
}

/// The differences as a place and a reason: the place is the first of them.
pub(crate) fn place_and_reason(file: &str, differences: &[Difference]) -> Option<(String, String)> {
    let (first, others) = differences.split_first()?;
    let mut reasons = vec![told(first)];
    reasons.extend(
        others
            .iter()
            .map(|other| format!("at {} {}", other.pointer, told(other))),
    );
    let place = format!("{file} {}", first.pointer);
    Some((place.trim_end().to_owned(), reasons.join("; ")))
}

fn told(difference: &Difference) -> String {
    format!(
        "published {}, computes to {}",
        difference.published, difference.recomputed
    )
}

fn walk(
    expected: Option<&Value>,
    published: Option<&Value>,
    pointer: &str,
    found: &mut Vec<Difference>,
) {
    if expected == published || found.len() >= MOST_NAMED {
        return;
    }
    match (expected, published) {
        (Some(Value::Object(expected)), Some(Value::Object(published))) => {
            for (key, value) in expected {
                walk(Some(value), published.get(key), &below(pointer, key), found);
            }
            for (key, value) in published {
                if !expected.contains_key(key) {
                    walk(None, Some(value), &below(pointer, key), found);
                }
            }
        }
        (Some(Value::Array(expected)), Some(Value::Array(published))) => {
            for index in 0..expected.len().max(published.len()) {
                let pointer = below(pointer, &index.to_string());
                walk(expected.get(index), published.get(index), &pointer, found);
            }
        }
        _ => found.push(Difference {
            pointer: pointer.to_owned(),
            published: shown(published),
            recomputed: shown(expected),
        }),
    }
}

fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else {
        return "nothing".to_owned();
    };
    let text = value.to_string();
    if text.chars().count() <= LONGEST_VALUE {
        return text;
    }
    text.chars()
        .take(LONGEST_VALUE)
        .chain("…".chars())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_values_have_no_differences() {
        let value = json!({"a": [1, "2", null]});
        assert!(differences(&value, &value, "").is_empty());
    }

    #[test]
    fn a_difference_is_named_by_its_pointer_and_both_values() {
        let expected = json!({"stages": [{"votes": {"a/b": "5"}}]});
        let published = json!({"stages": [{"votes": {"a/b": "6"}}]});
        let found = differences(&expected, &published, "");
        let (place, reason) = place_and_reason("leader/transcript.json", &found).unwrap();
        assert_eq!(place, "leader/transcript.json /stages/0/votes/a~1b");
        assert_eq!(reason, r#"published "6", computes to "5""#);
    }

    #[test]
    fn what_is_missing_and_what_is_too_many_are_differences() {
        let found = differences(&json!({"a": 1}), &json!({"b": [2]}), "/x");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].pointer, "/x/a");
        assert_eq!(found[0].published, "nothing");
        assert_eq!(found[1].pointer, "/x/b");
        assert_eq!(found[1].recomputed, "nothing");
    }

    #[test]
    fn a_number_is_not_its_text_nor_a_float() {
        assert_eq!(differences(&json!(1), &json!("1"), "").len(), 1);
        assert_eq!(differences(&json!(1), &json!(1.0), "").len(), 1);
    }

    #[test]
    fn only_the_first_differences_are_named_and_long_values_are_cut() {
        let expected = json!(vec![0; 9]);
        let published = json!(vec!["é".repeat(1000); 9]);
        let found = differences(&expected, &published, "");
        assert_eq!(found.len(), MOST_NAMED);
        assert!(found[0].published.chars().count() <= LONGEST_VALUE + 1);
    }
}
