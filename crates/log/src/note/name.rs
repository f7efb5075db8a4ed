use std::fmt;
use std::str::FromStr;

/// The name of a key: not empty, without spaces, plus signs and control characters. For a log it is the origin; an address
/// without its scheme, such as `party.example/leader-2026`, does not collide with others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// That a text names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{name:?} cannot name a key: a name is not empty and has no spaces, plus signs or control characters"
)]
pub struct KeyNameError {
    /// The text.
    pub name: String,
}

impl KeyName {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for KeyName {
    type Err = KeyNameError;

    fn from_str(name: &str) -> Result<Self, KeyNameError> {
        let barred = |character: char| {
            character.is_whitespace() || character == '+' || u32::from(character) < 0x20
        };
        let name = name.to_owned();
        if name.is_empty() || name.contains(barred) {
            return Err(KeyNameError { name });
        }
        Ok(Self(name))
    }
}
