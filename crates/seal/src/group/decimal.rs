//! Scalars as messages write them: canonical decimal numbers below the group's order.

use super::Scalar;

/// 10^19, the largest power of ten that fits a limb.
const CHUNK: u64 = 10_000_000_000_000_000_000;
const CHUNK_DIGITS: usize = 19;
/// The order has 76 digits.
const MAX_DIGITS: usize = 76;

/// Reads digits without a leading zero that are below the order; `None` if they are anything else.
pub(crate) fn from_decimal(digits: &[u8]) -> Option<Scalar> {
    let (leading, rest) = digits.split_first()?;
    if digits.len() > MAX_DIGITS || (*leading == b'0' && !rest.is_empty()) {
        return None;
    }
    let mut limbs = [0_u64; 4];
    for chunk in digits.chunks(CHUNK_DIGITS) {
        let mut value = 0;
        for digit in chunk {
            value = value * 10 + u64::from(digit.wrapping_sub(b'0'));
            if !digit.is_ascii_digit() {
                return None;
            }
        }
        multiply_add(
            &mut limbs,
            10_u64.pow(u32::try_from(chunk.len()).ok()?),
            value,
        );
    }
    let mut bytes = [0; 32];
    for (chunk, limb) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(limbs) {
        *chunk = limb.to_le_bytes();
    }
    Scalar::from_canonical_bytes(bytes).into_option()
}

/// Below 10^76 nothing is carried out of 256 bits.
fn multiply_add(limbs: &mut [u64; 4], factor: u64, addend: u64) {
    let mut carry = u128::from(addend);
    for limb in limbs {
        let product = u128::from(*limb) * u128::from(factor) + carry;
        (*limb, carry) = (low(product), product >> 64);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the low half is what is meant"
)]
fn low(value: u128) -> u64 {
    value as u64
}

/// Appends the canonical decimal number.
pub(crate) fn decimal(scalar: &Scalar, out: &mut Vec<u8>) {
    let mut limbs = [0_u64; 4];
    for (limb, chunk) in limbs.iter_mut().zip(scalar.as_bytes().as_chunks::<8>().0) {
        *limb = u64::from_le_bytes(*chunk);
    }
    let mut digits = [b'0'; 4 * CHUNK_DIGITS];
    for chunk in digits.as_chunks_mut::<CHUNK_DIGITS>().0.iter_mut().rev() {
        let mut value = divide(&mut limbs);
        for digit in chunk.iter_mut().rev() {
            *digit += u8::try_from(value % 10).unwrap_or_default();
            value /= 10;
        }
    }
    let start = digits
        .iter()
        .position(|&digit| digit != b'0')
        .unwrap_or(digits.len() - 1);
    out.extend_from_slice(&digits[start..]);
}

/// Divides by [`CHUNK`] in place and gives the remainder.
fn divide(limbs: &mut [u64; 4]) -> u64 {
    let mut remainder = 0_u128;
    for limb in limbs.iter_mut().rev() {
        let value = remainder << 64 | u128::from(*limb);
        (*limb, remainder) = (low(value / u128::from(CHUNK)), value % u128::from(CHUNK));
    }
    low(remainder)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(scalar: &Scalar) -> String {
        let mut out = Vec::new();
        decimal(scalar, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_order_and_what_is_above_it_are_not_scalars() {
        let order = b"7237005577332262213973186563042994240857116359379907606001950938285454250989";
        let below = b"7237005577332262213973186563042994240857116359379907606001950938285454250988";
        assert_eq!(from_decimal(order), None);
        assert_eq!(from_decimal(below), Some(-Scalar::ONE));
        assert_eq!(written(&-Scalar::ONE).as_bytes(), below);
    }

    #[test]
    fn a_scalar_is_written_in_one_way() {
        for text in ["", "00", "01", "+1", "1 ", "0x1", "1e3", "９"] {
            assert_eq!(from_decimal(text.as_bytes()), None, "{text}");
        }
        assert_eq!(from_decimal(b"0"), Some(Scalar::ZERO));
        assert_eq!(written(&Scalar::ZERO), "0");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes in any::<[u8; 32]>(), shift in 0_usize..32) {
            let mut small = bytes;
            small[shift..].fill(0);
            for bytes in [bytes, small] {
                let scalar = Scalar::from_bytes_mod_order(bytes);
                prop_assert_eq!(from_decimal(written(&scalar).as_bytes()), Some(scalar));
            }
        }
    }
}
