//! Numbers that people name things by.

use serde::{Deserialize, Serialize};

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

numbers! {
    /// A row as a spreadsheet numbers it: the header is row 1, and blank rows count.
    RowNumber;
    /// A match, from 1.
    MatchNumber;
    /// A claim or an objection, from 1 in the order of receipt.
    ApplicationNumber;
}

/// Numbers in a sentence: `3, 4 and 7`.
pub(crate) fn in_words(numbers: &[impl std::fmt::Display]) -> String {
    match numbers {
        [] => "none".to_owned(),
        [one] => one.to_string(),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} and {last}", first.join(", "))
        }
    }
}

/// Rows in a sentence: `row 3`, `rows 3 and 7`.
pub(crate) fn rows_in_words(rows: &[RowNumber]) -> String {
    let word = if rows.len() == 1 { "row" } else { "rows" };
    format!("{word} {}", in_words(rows))
}
