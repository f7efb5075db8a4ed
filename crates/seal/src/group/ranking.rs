//! A vector of small integers as an element, and back (section 5.2.1 of the specification).
//!
//! The vector stands above 14 bits that are counted up until the number is the coordinate of an element. Of the numbers
//! of 255 bits one in sixteen is, so that 14 bits are never used up. Nothing in a ballot proves that the number was made
//! this way, which is why what is opened is encoded again: see [`crate::papers`].

use super::{Element, Encoded};

/// The most candidates that a ranked question can have: 30 bytes and 14 bits fill 254 bits.
pub const MAX_CANDIDATES: usize = 30;

const PADDING_BITS: u32 = 14;

/// Why a vector cannot be encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// More than [`MAX_CANDIDATES`].
    #[error("a ranked question has at most {MAX_CANDIDATES} candidates, not {0}")]
    TooManyCandidates(usize),
    /// All 2^14 paddings failed, which no vector is known to do.
    #[error("no padding makes an element of this vector")]
    NoElement,
}

/// The element with the smallest padding that encodes the vector. In variable time: sealing a ballot takes as long as its
/// ranking's padding says, about 16 square roots on average, on the voter's own machine.
pub fn encode_ranking(values: &[u8]) -> Result<Element, EncodingError> {
    if values.len() > MAX_CANDIDATES {
        return Err(EncodingError::TooManyCandidates(values.len()));
    }
    let number = shifted(values);
    let paddings = 0..1_u16 << PADDING_BITS;
    let mut elements = paddings.filter_map(|padding| padded(number, padding).element().ok());
    elements.next().ok_or(EncodingError::NoElement)
}

/// Whether an element is the one that [`encode_ranking`] makes of the vector.
pub(crate) fn is_encoding_of(element: Encoded, values: &[u8]) -> bool {
    let [low, high, ..] = *element.as_bytes();
    let padding = u16::from_le_bytes([low, high]) % (1 << PADDING_BITS);
    let number = shifted(values);
    padded(number, padding) == element
        && (0..padding).all(|smaller| padded(number, smaller).element().is_err())
}

fn padded(mut number: [u8; 32], padding: u16) -> Encoded {
    let [low, high] = padding.to_le_bytes();
    number[0] |= low;
    number[1] |= high;
    Encoded::from_bytes(number)
}

/// The vector that a peer prints for the element: the low `8 * candidates` bits above the padding, whatever else is in it.
pub fn decode_ranking(encoded: Encoded, candidates: usize) -> Vec<u8> {
    let bytes = encoded.as_bytes();
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let value = |from_last: usize| byte(from_last + 1) >> 6 | byte(from_last + 2) << 2;
    (0..candidates).rev().map(value).collect()
}

/// The vector as a big-endian number, times 2^14, in little-endian bytes.
fn shifted(values: &[u8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (from_last, value) in values.iter().rev().enumerate() {
        bytes[from_last + 1] |= value << 6;
        bytes[from_last + 2] |= value >> 2;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_vector_is_decoded_to_itself(values in proptest::collection::vec(any::<u8>(), 1..=MAX_CANDIDATES)) {
            let element = encode_ranking(&values).unwrap();
            prop_assert_eq!(decode_ranking(element.encode(), values.len()), values);
        }
    }

    #[test]
    fn the_padding_is_the_smallest() {
        let encoded = encode_ranking(&[2, 1, 3]).unwrap().encode();
        let [low, high, ..] = *encoded.as_bytes();
        let padding = u16::from_le_bytes([low, high & 0x3f]);
        for smaller in 0..padding {
            let mut bytes = *encoded.as_bytes();
            bytes[0] = smaller.to_le_bytes()[0];
            bytes[1] = bytes[1] & 0xc0 | smaller.to_le_bytes()[1];
            assert!(Encoded::from_bytes(bytes).element().is_err());
        }
    }

    #[test]
    fn thirty_one_candidates_do_not_fit() {
        assert_eq!(
            encode_ranking(&[1; 31]),
            Err(EncodingError::TooManyCandidates(31))
        );
    }
}
