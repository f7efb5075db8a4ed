use crate::group::Scalar;

/// The order q of the group.
const ORDER: &str = "7237005577332262213973186563042994240857116359379907606001950938285454250989";

/// A number below the order, in base 10 and without a leading zero.
pub(super) fn from_decimal(text: &str) -> Option<Scalar> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = text.len() > 1 && text.starts_with('0');
    // Of numbers of one length the smaller one comes first in the alphabet.
    let below_order = (text.len(), text) < (ORDER.len(), ORDER);
    (digits && !leading_zero && below_order).then(|| {
        let ten = Scalar::from(10_u8);
        text.bytes().fold(Scalar::ZERO, |number, digit| {
            number * ten + Scalar::from(digit - b'0')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_the_first_number_that_is_none() {
        let below = ORDER.replace("0989", "0988");
        assert_eq!(from_decimal(&below), Some(-Scalar::ONE));
        assert_eq!(from_decimal("0"), Some(Scalar::ZERO));
        for text in [ORDER, "", "01", "-1", " 1", "1e3", &"9".repeat(200)] {
            assert_eq!(from_decimal(text), None, "{text}");
        }
    }
}
