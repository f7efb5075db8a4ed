//! Names that can be read, and text that is safe to print on a terminal.

/// Whether a character acts on the text around it, or on a terminal, instead of being seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}'
                | '\u{FEFF}'
        )
}

/// Why a text is not a name, if it is not.
pub(crate) fn not_a_name(text: &str) -> Option<&'static str> {
    let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    if text.is_empty() {
        Some("is empty")
    } else if is_blank(text.chars().next()) || is_blank(text.chars().next_back()) {
        Some("begins or ends with white space")
    } else if text.chars().any(is_unseen) {
        Some("has characters that are not seen")
    } else {
        None
    }
}

/// The text with every character that is not seen written as `\u{1b}`.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unseen(c) {
            escaped.extend(c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Ada Ash")]
    #[case("Seán Ó Briain")]
    #[case("O'Neil, \"Ann\"")]
    #[case("অদিতি")]
    #[case("A  B")]
    fn a_name_is_any_text_that_is_seen(#[case] name: &str) {
        assert_eq!(not_a_name(name), None);
        assert_eq!(escaped(name), name);
    }

    #[rstest]
    #[case("", "empty")]
    #[case(" ", "white space")]
    #[case(" Ada", "white space")]
    #[case("Ada\u{a0}", "white space")]
    #[case("Ada\n", "white space")]
    #[case("A\tda", "not seen")]
    #[case("A\u{0}da", "not seen")]
    #[case("A\u{7f}da", "not seen")]
    #[case("A\u{9b}da", "not seen")]
    #[case("A\u{200b}da", "not seen")]
    #[case("A\u{200f}da", "not seen")]
    #[case("A\u{202a}da", "not seen")]
    #[case("A\u{202e}da", "not seen")]
    #[case("A\u{2060}da", "not seen")]
    #[case("A\u{2069}da", "not seen")]
    #[case("\u{feff}Ada", "not seen")]
    fn what_is_empty_or_not_seen_is_no_name(#[case] name: &str, #[case] reason: &str) {
        assert!(not_a_name(name).unwrap().contains(reason));
    }

    #[test]
    fn what_is_not_seen_is_escaped_and_the_rest_is_left_as_it_is() {
        assert_eq!(
            escaped("a\u{1b}[2J \\ \u{202e}é\n"),
            "a\\u{1b}[2J \\ \\u{202e}é\\u{a}"
        );
    }
}
