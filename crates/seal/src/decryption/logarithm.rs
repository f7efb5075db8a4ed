use std::collections::HashMap;

use curve25519_dalek::traits::Identity;

use crate::group::{Element, Encoded, Point, encode_all};

/// How many multiples of the generator are encoded at a time.
const STEP: u64 = 4096;

/// The logarithms of some elements, each at most `most`; `None` for one that has no such logarithm.
///
/// Sums of ballots are small, so all multiples of the generator are looked at, once for all elements: half a microsecond
/// a ballot.
pub(crate) fn logarithms(elements: &[Point], most: u64) -> Vec<Option<u64>> {
    let encoded = encode_all(elements);
    let mut open: HashMap<Encoded, Option<u64>> =
        encoded.iter().map(|element| (*element, None)).collect();
    let mut missing = open.len();
    let mut multiple = Point::identity();
    let mut start = 0;
    while missing > 0 && start <= most {
        let end = most.min(start + STEP - 1);
        let multiples: Vec<Point> = (start..=end)
            .map(|_| {
                let here = multiple;
                multiple += Element::GENERATOR.0;
                here
            })
            .collect();
        for (logarithm, multiple) in (start..).zip(encode_all(&multiples)) {
            if let Some(found) = open.get_mut(&multiple) {
                *found = Some(logarithm);
                missing -= 1;
            }
        }
        start = end + 1;
    }
    encoded
        .iter()
        .map(|element| open.get(element).copied().flatten())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::Scalar;

    #[test]
    fn small_logarithms_are_found_and_others_are_not() {
        let elements =
            [0_u64, 1, 4095, 4096, 9000, 9001].map(|x| Point::mul_base(&Scalar::from(x)));
        assert_eq!(
            logarithms(&elements, 9000),
            [Some(0), Some(1), Some(4095), Some(4096), Some(9000), None]
        );
    }
}
