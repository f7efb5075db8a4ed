//! SHA-256 digests, over bytes as they were received.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const PREFIX: &str = "sha256:";

/// A SHA-256 digest, written `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

/// Why a text is no digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a digest: write sha256: and 64 hexadecimal digits in lower case")]
pub struct DigestError(String);

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use std::fmt::Write as _;
        let hexadecimal =
            Sha256::digest(bytes)
                .iter()
                .fold(String::from(PREFIX), |mut text, byte| {
                    let _ = write!(text, "{byte:02x}");
                    text
                });
        Self(hexadecimal)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, DigestError> {
        let digits = text.strip_prefix(PREFIX).unwrap_or_default();
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() == 64 && digits.bytes().all(hexadecimal) {
            Ok(Self(text))
        } else {
            Err(DigestError(text))
        }
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Text of an alphabet of 64 characters that stands for 32 bytes, in the one way in which it can.
fn stands_for_32_bytes(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    // The last character carries four bits and two zeroes.
    let last = |byte: &u8| b"AEIMQUYcgkosw048".contains(byte);
    text.len() == 43 && text.bytes().all(plain) && text.as_bytes().last().is_some_and(last)
}

macro_rules! base64 {
    ($($(#[$doc:meta])* $name:ident, $error:ident, $message:literal, $digits:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[doc = concat!("Why a text is no [`", stringify!($name), "`].")]
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        #[error($message)]
        pub struct $error(String);

        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                let digits: fn(&str) -> Option<&str> = $digits;
                if digits(&text).is_some_and(stands_for_32_bytes) {
                    Ok(Self(text))
                } else {
                    Err($error(text))
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::try_from(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

base64! {
    /// The root of a tree of hashes: 44 characters of base64, the last of them `=`.
    Root, RootError, "'{0}' is not a root: write the 44 characters of base64 that stand for 32 bytes",
        |text| text.strip_suffix('=');
    /// What tells a sealed ballot, or an election: 43 characters of base64.
    Tracker, TrackerError, "'{0}' is not a tracker: write its 43 characters as they were shown",
        |text| Some(text);
}
