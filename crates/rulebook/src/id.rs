//! Ids: short names that rulebooks and events share, one type for each kind of thing.

use serde::{Deserialize, Serialize};

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not an id: write 1 to 64 characters of a-z, 0-9 and '-', beginning with a letter or a digit"
)]
pub struct IdError(pub String);

fn check(text: &str) -> Result<(), IdError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    let well_formed = (1..=64).contains(&bytes.len())
        && plain(bytes[0])
        && bytes.iter().all(|&byte| plain(byte) || byte == b'-');
    if well_formed {
        Ok(())
    } else {
        Err(IdError(text.to_owned()))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                check(&text)?;
                Ok(Self(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A post that is to be filled: `leader`.
    PostId;
    /// A body of nominators: `local-party`.
    BodyId;
    /// A kind of nominators within a body: `trade-union`.
    KindId;
    /// One nominator: `unison`.
    NominatorId;
    /// What nominators are told apart by in a test across groups: `branch`.
    GroupId;
    /// A stage of nominations: `stage-2`.
    StageId;
    /// A section of the roll: `members`.
    SectionId;
    /// A sealed election: a section of the roll, or `electors` where it has none.
    BoxId;
    /// A ruling of the returning officer.
    RulingId;
    /// An appeal against a ruling.
    AppealId;
    /// A claim to be on the roll, or an objection to somebody who is.
    ClaimId;
    /// A batch of papers that came by post.
    BatchId;
    /// A request for a recount.
    RequestId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        for good in ["leader", "long-bailey", "1", "a-"] {
            assert!(good.parse::<PostId>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "Leader", "a b", "é", &"a".repeat(65)] {
            assert!(bad.parse::<PostId>().is_err(), "{bad}");
        }
    }
}
