//! The specification's notation: a group that is written multiplicatively, and hashes of texts.

use curve25519_dalek::traits::Identity as _;

use crate::digest::Digest;
use crate::group::{Element, Point, Scalar, encode};

/// The generator.
pub(super) fn g() -> Point {
    Element::GENERATOR.0
}

/// What the library calls a multiple.
pub(super) fn power(base: &Point, exponent: &Scalar) -> Point {
    base * exponent
}

/// What the library calls a sum.
pub(super) fn product(factors: impl IntoIterator<Item = Point>) -> Point {
    factors
        .into_iter()
        .fold(Point::identity(), |product, factor| product + factor)
}

/// What the library calls a difference.
pub(super) fn quotient(dividend: &Point, divisor: &Point) -> Point {
    dividend - divisor
}

/// An element as it stands in a message and in the text of a hash.
pub(super) fn hex(element: &Point) -> String {
    encode(element).to_string()
}

/// Elements with commas between them.
pub(super) fn joined(elements: &[Point]) -> String {
    elements.iter().map(hex).collect::<Vec<_>>().join(",")
}

/// SHA-256 of a text, as a 256-bit big-endian number, modulo the order.
pub(super) fn hash(text: &str) -> Scalar {
    let mut bytes = Digest::of(text.as_bytes()).0;
    bytes.reverse();
    Scalar::from_bytes_mod_order(bytes)
}
