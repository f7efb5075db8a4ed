//! Times in a rulebook: known, or said not to be.

use serde::{Deserialize, Deserializer};

use crate::Moment;

#[derive(Deserialize)]
#[serde(untagged)]
enum RawMoment {
    Time(toml::value::Datetime),
    Text(String),
}

const NOT_KNOWN: &str = "not known";

/// A time, or `"not known"`.
pub(super) fn known_moment<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Moment>, D::Error> {
    let written = match RawMoment::deserialize(deserializer)? {
        RawMoment::Text(text) if text == NOT_KNOWN => return Ok(None),
        RawMoment::Text(text) => {
            let remedy =
                format!("'{text}' is not a time: write it without quotes, or \"{NOT_KNOWN}\"");
            return Err(serde::de::Error::custom(remedy));
        }
        RawMoment::Time(time) => time.to_string(),
    };
    written.parse().map(Some).map_err(serde::de::Error::custom)
}

/// A time in a key that may be left out.
pub(super) fn optional_moment<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Moment>, D::Error> {
    known_moment(deserializer)
}
