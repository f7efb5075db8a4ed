//! How wide text is, as far as one can know without the reader's font.

/// The narrowest place for a chart that is reckoned with, in hundredths of an em: a phone of 360 pixels less its margins
/// at a size of text of 15 pixels.
pub(super) const NARROWEST: u64 = 2_100;

/// What a line of text holds at the narrowest.
pub(super) const LINE: usize = 36;
/// The same for bold text.
pub(super) const BOLD_LINE: usize = 31;

/// About the width of a text in hundredths of an em of the chart: fonts of the system take from 0.5 to 0.6 of an em for
/// a character; the widest is reckoned with.
pub(super) fn width(text: &str) -> u64 {
    let characters = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    characters.saturating_mul(60)
}

/// The text in lines of at most so many characters, broken between words; within a word only where it is longer than a
/// line. At least one line.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, most)) {
        let length = line.chars().count();
        if length > 0 && length + 1 + word.chars().count() > most {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

fn pieces(word: &str, most: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    characters
        .chunks(most.max(1))
        .map(|piece| piece.iter().collect())
        .collect()
}

/// `part` of `whole` on a scale, never more than the scale.
pub(super) fn scaled(part: u64, whole: u64, scale: u64) -> u64 {
    if whole == 0 {
        return 0;
    }
    let exact = u128::from(part) * u128::from(scale) / u128::from(whole);
    u64::try_from(exact).unwrap_or(scale).min(scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_those_that_are_too_long() {
        assert_eq!(lines("Rebecca Long-Bailey", 36), ["Rebecca Long-Bailey"]);
        assert_eq!(lines("Rebecca Long-Bailey", 12), ["Rebecca", "Long-Bailey"]);
        assert_eq!(lines("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(lines("", 3), [""]);
    }

    #[test]
    fn nothing_is_longer_than_its_scale_and_nothing_is_divided_by_zero() {
        assert_eq!(scaled(1, 3, 100), 33);
        assert_eq!(scaled(4, 3, 100), 100);
        assert_eq!(scaled(1, 0, 100), 0);
        assert_eq!(scaled(u64::MAX, u64::MAX, 8_400), 8_400);
    }
}
