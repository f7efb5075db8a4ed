//! The small messages of the setup, which are read as trees and held to their one form by writing them again.

use std::io;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::ser::Formatter;

use crate::group::{Encoded, Scalar, decimal, from_decimal};
use crate::proof::Proof;

/// Reads a message that must be what writing it again gives.
pub(crate) fn canonical<T: DeserializeOwned + Serialize>(text: &[u8]) -> Result<T, String> {
    let message: T = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    let again = written(&message).map_err(|error| error.to_string())?;
    match again.iter().zip(text).position(|(one, other)| one != other) {
        None if again.len() == text.len() => Ok(message),
        difference => Err(format!(
            "byte {}: not the one form of this message, compact and with its keys in order",
            difference.unwrap_or(again.len().min(text.len()))
        )),
    }
}

/// The one form of a message.
fn written(message: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::new();
    message.serialize(&mut serde_json::Serializer::with_formatter(
        &mut text, Peers,
    ))?;
    Ok(text)
}

/// Writes compactly, and escapes in a text what the peers escape: of what need not be, the character of deletion.
struct Peers;

impl Formatter for Peers {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for (number, part) in fragment.split('\u{7f}').enumerate() {
            if number > 0 {
                writer.write_all(b"\\u007f")?;
            }
            writer.write_all(part.as_bytes())?;
        }
        Ok(())
    }
}

/// An element as a string of 64 digits.
pub(crate) struct Hex;

impl Hex {
    pub fn serialize<S: Serializer>(element: &Encoded, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(element)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Encoded, D::Error> {
        let text = String::deserialize(deserializer)?;
        Encoded::from_hex(text.as_bytes())
            .map_err(|error| D::Error::custom(format!("“{text}” {error}")))
    }
}

impl Serialize for Encoded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Hex::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Encoded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Hex::deserialize(deserializer)
    }
}

/// An exponent as a decimal string.
pub(crate) struct Decimal;

impl Decimal {
    pub fn serialize<S: Serializer>(scalar: &Scalar, serializer: S) -> Result<S::Ok, S::Error> {
        let mut digits = Vec::new();
        decimal(scalar, &mut digits);
        serializer.serialize_str(&String::from_utf8_lossy(&digits))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scalar, D::Error> {
        let text = String::deserialize(deserializer)?;
        from_decimal(text.as_bytes()).ok_or_else(|| {
            D::Error::custom(
                "an exponent is a decimal number below the group's order, without a leading zero",
            )
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProofMessage {
    #[serde(with = "Decimal")]
    challenge: Scalar,
    #[serde(with = "Decimal")]
    response: Scalar,
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ProofMessage {
            challenge: self.challenge,
            response: self.response,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Proof {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ProofMessage::deserialize(deserializer).map(
            |ProofMessage {
                 challenge,
                 response,
             }| Self {
                challenge,
                response,
            },
        )
    }
}
