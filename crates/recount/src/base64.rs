//! Base64 as far as the formats need it: whether a text is one of 32 bytes.

/// Whether this is a tracker: 43 characters, without padding.
pub(crate) fn is_tracker(text: &str) -> bool {
    // 43 characters are 258 bits; the last two belong to no byte, and are 0 in the one writing
    // that 32 bytes have.
    let last = text.bytes().next_back().and_then(value);
    text.len() == 43
        && text.bytes().all(|byte| value(byte).is_some())
        && last.is_some_and(|last| last.is_multiple_of(4))
}

/// Whether this is a root: 44 characters, the last of them padding.
pub(crate) fn is_root(text: &str) -> bool {
    text.strip_suffix('=').is_some_and(is_tracker)
}

fn value(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    // The SHA-256 of nothing, and 32 bytes that are all zeros or all ones.
    #[rstest]
    #[case("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    #[case("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    #[case("//////////////////////////////////////////8")]
    fn thirty_two_bytes_are_read_with_padding_or_without(#[case] text: &str) {
        assert!(is_tracker(text) && !is_root(text));
        let padded = format!("{text}=");
        assert!(is_root(&padded) && !is_tracker(&padded));
    }

    #[rstest]
    #[case("")]
    #[case("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF")]
    #[case("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")]
    #[case("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV")]
    #[case("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU==")]
    #[case("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuéU")]
    fn what_is_no_writing_of_thirty_two_bytes_is_refused(#[case] text: &str) {
        assert!(!is_tracker(text) && !is_root(text));
        assert!(!is_root(&format!("{text}=")));
    }
}
