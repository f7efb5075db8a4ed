//! Values inside a compact JSON text, by their path: `answers.0.proof.challenge`.

use std::ops::Range;

/// Where the value at the path stands.
pub fn find(text: &str, path: &str) -> Range<usize> {
    let mut start = 0;
    for step in path.split('.').filter(|step| !step.is_empty()) {
        start = match step.parse::<usize>() {
            Ok(index) => item(text, start, index),
            Err(_) => field(text, start, step),
        };
    }
    start..end_of(text, start)
}

/// The value at the path, a text with its quotes.
pub fn get<'a>(text: &'a str, path: &str) -> &'a str {
    &text[find(text, path)]
}

/// The text at the path, without its quotes.
pub fn unquoted<'a>(text: &'a str, path: &str) -> &'a str {
    get(text, path).trim_matches('"')
}

/// The text with another value at the path.
pub fn set(text: &str, path: &str, value: &str) -> String {
    let mut edited = text.to_owned();
    edited.replace_range(find(text, path), value);
    edited
}

/// The text with another text at the path.
pub fn set_quoted(text: &str, path: &str, value: &str) -> String {
    set(text, path, &format!("\"{value}\""))
}

/// The text with two values in each other's place.
pub fn swap(text: &str, one: &str, other: &str) -> String {
    let (first, second) = (get(text, one).to_owned(), get(text, other).to_owned());
    set(&set(text, one, &second), other, &first)
}

fn item(text: &str, list: usize, index: usize) -> usize {
    assert_eq!(text.as_bytes()[list], b'[', "a list");
    let mut start = list + 1;
    for _ in 0..index {
        start = end_of(text, start) + 1;
    }
    start
}

fn field(text: &str, object: usize, name: &str) -> usize {
    assert_eq!(text.as_bytes()[object], b'{', "an object");
    let mut key = object + 1;
    loop {
        let end = end_of(text, key);
        let value = end + 1;
        if text[key..end].trim_matches('"') == name {
            return value;
        }
        key = end_of(text, value) + 1;
        assert!(key < text.len(), "no field {name}");
    }
}

/// Behind the value that starts here.
pub fn end_of(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match bytes[at] {
            b'"' => {
                at += 1;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
        let ends = at == bytes.len() || matches!(bytes[at], b',' | b':' | b']' | b'}');
        if depth == 0 && ends {
            return at;
        }
    }
}
