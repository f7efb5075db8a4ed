use std::fmt;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::traits::{Identity, IsIdentity};
use zeroize::Zeroize;

use super::subgroup::is_inside;
use super::{Point, Scalar};

/// Why 32 bytes are not an element of the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroupError {
    /// Not 64 lower-case hexadecimal digits.
    #[error("is not 64 lower-case hexadecimal digits")]
    NotHex,
    /// The same point has another, smaller encoding.
    #[error("is not the canonical encoding of a point")]
    NotCanonical,
    /// No point has this coordinate.
    #[error("is not a point of the curve")]
    NotOnCurve,
    /// On the curve, but with a part of small order.
    #[error("is a point outside the prime-order subgroup")]
    OutsideSubgroup,
}

/// A compressed Edwards point as received: 32 bytes, little-endian, of which nothing was checked.
///
/// Ordered as memory is compared, which is the order of an encrypted tally.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Zeroize)]
pub struct Encoded([u8; 32]);

impl Encoded {
    /// From the 32 little-endian bytes of the compressed point.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 little-endian bytes of the compressed point.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// From 64 digits of big-endian hexadecimal, as messages write it.
    pub fn from_hex(digits: &[u8]) -> Result<Self, GroupError> {
        let digits: &[u8; 64] = digits.try_into().map_err(|_| GroupError::NotHex)?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().rev().zip(digits.as_chunks::<2>().0) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Ok(Self(bytes))
    }

    /// 64 digits of big-endian hexadecimal.
    pub fn to_hex(self) -> [u8; 64] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; 64];
        for (pair, byte) in digits
            .as_chunks_mut::<2>()
            .0
            .iter_mut()
            .zip(self.0.iter().rev())
        {
            *pair = [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ];
        }
        digits
    }

    /// The point that this encodes canonically; whether it is in the subgroup is not tested. In variable time.
    pub(crate) fn point(self) -> Result<Point, GroupError> {
        if !self.is_canonical() {
            return Err(GroupError::NotCanonical);
        }
        CompressedEdwardsY(self.0)
            .decompress()
            .ok_or(GroupError::NotOnCurve)
    }

    /// The element that this encodes, after every check. In variable time.
    pub fn element(self) -> Result<Element, GroupError> {
        let point = self.point()?;
        if is_inside(&point) {
            Ok(Element(point))
        } else {
            Err(GroupError::OutsideSubgroup)
        }
    }

    /// Whether y is reduced modulo p, and the sign of x = 0 is positive.
    ///
    /// The library that decompresses takes both, and so would give one point several encodings.
    fn is_canonical(self) -> bool {
        let [first, middle @ .., last] = self.0;
        let y_last = last & 0x7f;
        let negative = last >> 7 == 1;
        let large = y_last == 0x7f && middle.iter().all(|&byte| byte == 0xff);
        let y_is_one = first == 1 && y_last == 0 && middle.iter().all(|&byte| byte == 0);
        let y_is_minus_one = large && first == 0xec;
        let reduced = !(large && first >= 0xed);
        reduced && !(negative && (y_is_one || y_is_minus_one))
    }
}

fn nibble(digit: u8) -> Result<u8, GroupError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(GroupError::NotHex),
    }
}

impl fmt::Display for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.to_hex()))
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An element of the prime-order group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Element(pub(crate) Point);

impl Element {
    /// The generator g: y is 4/5 and x is even.
    pub const GENERATOR: Self = Self(ED25519_BASEPOINT_POINT);

    /// The neutral element, which encrypts nothing and is no key.
    pub fn identity() -> Self {
        Self(Point::identity())
    }

    /// Whether this is the neutral element.
    pub fn is_identity(&self) -> bool {
        self.0.is_identity()
    }

    /// g to the power of a secret, in constant time.
    pub fn power_of_generator(exponent: &Scalar) -> Self {
        Self(Point::mul_base(exponent))
    }

    /// The canonical encoding.
    pub fn encode(&self) -> Encoded {
        encode_point(&self.0)
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.encode(), f)
    }
}

pub(crate) fn encode_point(point: &Point) -> Encoded {
    Encoded(point.compress().to_bytes())
}

/// The encodings of many points, for the price of one inversion.
pub(crate) fn encode_all(points: &[Point]) -> Vec<Encoded> {
    Point::compress_batch_alloc(points)
        .into_iter()
        .map(|compressed| Encoded(compressed.to_bytes()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_written_big_endian() {
        assert_eq!(
            Element::GENERATOR.encode().to_string(),
            "6666666666666666666666666666666666666666666666666666666666666658"
        );
    }

    #[test]
    fn one_point_has_one_encoding() {
        let hex = |text: &str| Encoded::from_hex(text.as_bytes());
        let zero = "0".repeat(63);
        assert!(
            hex(&format!("{zero}1"))
                .unwrap()
                .element()
                .unwrap()
                .is_identity()
        );
        // y = p + 1, and y = 1 with the sign of x set.
        let unreduced = format!("7f{}ee", "f".repeat(60));
        let signed = format!("8{}1", "0".repeat(62));
        for text in [unreduced, signed] {
            assert_eq!(
                hex(&text).unwrap().element(),
                Err(GroupError::NotCanonical),
                "{text}"
            );
        }
    }

    #[test]
    fn a_point_with_a_part_of_small_order_is_refused() {
        for torsion in &curve25519_dalek::constants::EIGHT_TORSION[1..] {
            let shifted = encode_point(&(ED25519_BASEPOINT_POINT + torsion));
            assert_eq!(shifted.element(), Err(GroupError::OutsideSubgroup));
        }
    }

    #[test]
    fn upper_case_is_not_how_an_element_is_written() {
        assert_eq!(
            Encoded::from_hex("AB".repeat(32).as_bytes()),
            Err(GroupError::NotHex)
        );
        assert_eq!(Encoded::from_hex(b"00"), Err(GroupError::NotHex));
    }
}
