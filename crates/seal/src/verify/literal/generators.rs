//! Independent generators: the function `GetGenerator` for Ed25519 (section 6 of the specification).

use std::collections::HashSet;

use super::notation::{g, hex, power};
use crate::digest::Digest;
use crate::group::{Element, Encoded, Point, Scalar};

/// The generator at which a chain of commitments begins, and those of so many ciphertexts.
///
/// There are none if one of them is 1 or g or another one, at which the specification aborts.
pub(super) fn generators(count: usize) -> Option<(Point, Vec<Point>)> {
    let secondary = generator("-1");
    let all: Vec<Point> = (0..count)
        .map(|number| generator(&number.to_string()))
        .collect();
    let mut avoided = HashSet::from([hex(&Element::identity().0), hex(&g())]);
    let distinct = std::iter::once(&secondary)
        .chain(&all)
        .all(|generator| avoided.insert(hex(generator)));
    distinct.then_some((secondary, all))
}

/// `uncompress(x + ε)^8` for `x = SHA256(ggen|i) >> 2` and the smallest ε that makes a point of the curve.
fn generator(number: &str) -> Point {
    let mut x = shifted_by_two(Digest::of(format!("ggen|{number}").as_bytes()).0);
    loop {
        if let Ok(b) = Encoded::from_bytes(x).point() {
            return power(&b, &Scalar::from(8_u8));
        }
        increment(&mut x);
    }
}

/// A big-endian number without its two lowest bits, in little-endian bytes.
fn shifted_by_two(big_endian: [u8; 32]) -> [u8; 32] {
    let mut shifted = big_endian;
    let mut above = 0;
    for byte in &mut shifted {
        let lowest = *byte & 0b11;
        *byte = *byte >> 2 | above << 6;
        above = lowest;
    }
    shifted.reverse();
    shifted
}

fn increment(little_endian: &mut [u8; 32]) {
    for byte in little_endian {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
}
