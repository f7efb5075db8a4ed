//! The words and fractions that a rulebook is written with.

use serde::Deserialize;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$word_doc])* $word,)*
        }
    )*};
}

words! {
    /// What a nominator has one nomination for.
    Nominators {
        /// One for each post.
        #[default]
        Post,
    }

    /// When a nominator may nominate anew.
    Release {
        /// When the candidate withdraws before the stage closes.
        CandidateWithdraws,
        /// Never.
        #[default]
        Never,
    }

    /// Who is on the paper by right.
    Exempt {
        /// Whoever holds the post.
        #[default]
        Incumbent,
    }

    /// Which of an event's times a window looks at.
    Judged {
        /// When it was received.
        #[default]
        Received,
        /// When it was decided.
        Decided,
    }

    /// The order of candidates on the paper.
    Order {
        /// By surname.
        #[default]
        Alphabetical,
        /// By a lot that is recorded.
        Lot,
    }

    /// How many preferences a voter must give.
    Preferences {
        /// As many as the voter likes.
        #[default]
        Optional,
        /// All.
        Full,
    }

    /// A way to vote.
    Means {
        /// In a browser.
        #[default]
        Online,
        /// On paper, by post.
        Post,
    }

    /// A language of the contest's pages.
    Language {
        /// English.
        #[default]
        En,
        /// Welsh.
        Cy,
    }

    /// What sections mean for the count.
    Sections {
        /// All papers together.
        #[default]
        Pooled,
        /// All papers together, first preferences reported by section.
        PooledReportedApart,
        /// Each section has its share of the whole.
        ElectoralCollege,
    }

    /// What happens where there is one candidate.
    SingleCandidate {
        /// Elected without a ballot.
        #[default]
        ElectedUnopposed,
        /// Balloted all the same.
        Balloted,
    }
}

impl Language {
    /// Its code, as `lang` has it (BCP 47).
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Cy => "cy",
        }
    }

    /// What it is called in English.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Cy => "Welsh",
        }
    }
}

/// A fraction such as `1/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Fraction {
    /// Above the line.
    pub numerator: u32,
    /// Below it, never 0.
    pub denominator: u32,
}

impl TryFrom<String> for Fraction {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.split_once('/')
            .and_then(|(above, below)| Some((above.parse().ok()?, below.parse().ok()?)))
            .filter(|&(_, denominator)| denominator != 0)
            .map(|(numerator, denominator)| Self {
                numerator,
                denominator,
            })
            .ok_or_else(|| format!("'{text}' is not a fraction: write one such as \"1/3\""))
    }
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}
