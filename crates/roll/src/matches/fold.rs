//! What remains of a text when capitals, accents, spaces and punctuation are taken away.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters that do not decompose, and as what people without them on their keyboard type them.
fn plain(c: char) -> &'static str {
    match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => "",
    }
}

/// A text as people look for it: letters and digits in lower case and without accents; each run of anything else as one
/// space.
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let letters = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    for c in letters {
        let known = plain(c);
        if !known.is_empty() {
            words.push_str(known);
        } else if c.is_alphanumeric() {
            words.push(c);
        } else if !is_apostrophe(c) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// O'Neil is one word.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// A name as it is compared: "LEE, Siân" and "sian lee" are the same.
pub(crate) fn name(text: &str) -> String {
    let words = words(text);
    let mut sorted: Vec<&str> = words.split(' ').collect();
    sorted.sort_unstable();
    sorted.join(" ")
}

/// A postal address as it is compared: letters and digits only, since postcodes are written with a space and without.
pub(super) fn address(text: &str) -> String {
    words(text).replace(' ', "")
}

/// An address of electronic mail as it is compared: without capitals.
pub fn email(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_capitals_accents_order_and_punctuation() {
        for other in [
            "sian o'neil-lee",
            "LEE, Siân O’NEIL",
            "Sia\u{302}n  ONeil Lee.",
        ] {
            assert_eq!(name(other), name("Siân O'Neil Lee"), "{other}");
        }
        assert_eq!(name("Søren Strauß"), "soren strauss");
        assert_ne!(name("Ann Lee"), name("Anne Lee"));
    }

    #[test]
    fn addresses_are_compared_without_spaces() {
        assert_eq!(
            address("1, High St.\nBA1 1AA"),
            address("1 High St, BA11AA")
        );
    }
}
