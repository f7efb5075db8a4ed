//! Columns of the file, and ways to vote.

use hustings_rulebook::{Means, Rulebook};
use serde::{Deserialize, Serialize};

use crate::Answer;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $written:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$word_doc])* #[serde(rename = $written)] $word,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            /// The word as files have it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$word => $written,)* }
            }

            pub(crate) fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}

words! {
    /// How an elector is sent what she votes with.
    Channel {
        /// In a browser.
        Online = "online",
        /// On paper, by post.
        Post = "post",
    }

    /// A column of the file.
    Column {
        /// The membership number.
        Elector = "elector",
        /// The name.
        Name = "name",
        /// The section of the roll.
        Section = "section",
        /// How she is sent what she votes with.
        Channel = "channel",
        /// Where electronic mail reaches her.
        Email = "email",
        /// Where post reaches her.
        Address = "address",
        /// When she joined.
        Joined = "joined",
        /// When she registered for the section.
        Registered = "registered",
        /// What she answers at sign-in, where the rulebook asks.
        Answer = "answer",
    }
}

impl Column {
    /// Those that a file may have under this rulebook, in order: what nobody asks for is not to be kept.
    pub fn known(rulebook: &Rulebook) -> impl Iterator<Item = Self> {
        let asked = Answer::is_asked(rulebook);
        let all = Self::ALL.iter().copied();
        all.filter(move |column| asked || *column != Self::Answer)
    }
}

impl Channel {
    /// The means of the rulebook that this is.
    pub fn means(self) -> Means {
        match self {
            Self::Online => Means::Online,
            Self::Post => Means::Post,
        }
    }
}
