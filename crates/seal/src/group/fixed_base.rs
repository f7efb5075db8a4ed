//! Powers of a base that is used again and again.

use curve25519_dalek::edwards::EdwardsBasepointTable;
use curve25519_dalek::traits::{BasepointTable, Identity};

use super::{Point, Scalar};

/// Powers with secret exponents, in constant time.
pub(crate) struct SecretTable(EdwardsBasepointTable);

impl SecretTable {
    pub fn new(base: &Point) -> Self {
        Self(EdwardsBasepointTable::create(base))
    }

    pub fn power(&self, exponent: &Scalar) -> Point {
        self.0.mul_base(exponent)
    }
}

/// Powers with public exponents, in variable time: one addition a byte of the exponent, out of a table of all bytes at
/// all places. 1.3 MB a base, which pays off after a few hundred powers.
pub(crate) struct PublicTable(Vec<Point>);

const PLACES: usize = 32;
const VALUES: usize = 256;

impl PublicTable {
    pub fn new(base: &Point) -> Self {
        let mut table = Vec::with_capacity(PLACES * VALUES);
        let mut unit = *base;
        for _ in 0..PLACES {
            let mut multiple = Point::identity();
            for _ in 0..VALUES {
                table.push(multiple);
                multiple += unit;
            }
            unit = multiple;
        }
        Self(table)
    }

    pub fn power(&self, exponent: &Scalar) -> Point {
        let mut sum = Point::identity();
        for (place, &value) in exponent.as_bytes().iter().enumerate() {
            if value != 0 {
                sum += self.0[place * VALUES + usize::from(value)];
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn tables_give_powers(base in any::<[u8; 32]>(), exponent in any::<[u8; 32]>()) {
            let base = Point::mul_base(&Scalar::from_bytes_mod_order(base));
            let exponent = Scalar::from_bytes_mod_order(exponent);
            prop_assert_eq!(PublicTable::new(&base).power(&exponent), base * exponent);
            prop_assert_eq!(SecretTable::new(&base).power(&exponent), base * exponent);
        }
    }
}
