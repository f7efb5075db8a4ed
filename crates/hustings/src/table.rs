//! Tables as text.

use std::borrow::Cow;

/// A cell as RFC 4180 has it.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_a_reader_would_part_it() {
        assert_eq!(cell("M-1"), "M-1");
        assert_eq!(cell("Ash, \"A\""), "\"Ash, \"\"A\"\"\"");
    }
}
