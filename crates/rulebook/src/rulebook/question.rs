//! A question that electors are asked.

use serde::Deserialize;

/// The most characters that a question may have: it stands above one field, on a phone too.
const LONGEST: usize = 200;

/// A question on one line, as electors are asked it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Question(String);

impl Question {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Question {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let why = if text.trim().is_empty() {
            "is empty"
        } else if text.chars().nth(LONGEST).is_some() {
            "has more than 200 characters"
        } else if text.trim() != text {
            "begins or ends with white space"
        } else if text.chars().any(is_misleading) {
            "has a line break, or a character that does not show or that turns the text around it"
        } else {
            return Ok(Self(text));
        };
        Err(format!(
            "the question {why}: write one line, such as \"Your date of birth, such as 31 12 1970\""
        ))
    }
}

/// Control characters, and those that have no width or turn the direction of the text around them.
pub fn is_misleading(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
