//! Small changes to messages, by the path of what changes.

use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::{EdwardsPoint, Scalar};

use super::json::{end_of, get, set, set_quoted, unquoted};
use super::schnorr::{decimal, decimal_of, hex, hex_of, point, scalar};

/// A point of order 8.
pub fn torsion() -> EdwardsPoint {
    EIGHT_TORSION[1]
}

/// 64 digits that no point has: y = 2.
pub fn off_the_curve() -> String {
    let mut bytes = [0; 32];
    bytes[0] = 2;
    hex_of(bytes)
}

/// Other encodings of the neutral element: y = p + 1, and y = 1 with the sign of x = 0 set.
pub fn not_canonical() -> [String; 2] {
    let unreduced = format!("7f{}ee", "f".repeat(60));
    let signed = format!("8{}1", "0".repeat(62));
    [unreduced, signed]
}

/// The neutral element.
pub fn neutral() -> String {
    format!("{}1", "0".repeat(63))
}

/// The element at the path times another.
pub fn shift(text: &str, path: &str, by: &EdwardsPoint) -> String {
    let shifted = point(unquoted(text, path)) + by;
    set_quoted(text, path, &hex(&shifted))
}

/// The element at the path, changed to another element.
pub fn other_element(text: &str, path: &str) -> String {
    shift(text, path, &ED25519_BASEPOINT_POINT)
}

/// The element at the path, with a part of small order beside it.
pub fn outside(text: &str, path: &str) -> String {
    shift(text, path, &torsion())
}

/// The number at the path plus one.
pub fn other_scalar(text: &str, path: &str) -> String {
    let next = scalar(unquoted(text, path)) + Scalar::ONE;
    set_quoted(text, path, &decimal(&next))
}

/// The number at the path, written as the same number plus the order.
pub fn unreduced(text: &str, path: &str) -> String {
    let reduced = scalar(unquoted(text, path)).to_bytes();
    // 2^252 + 27742317777372353535851937790883648493, little-endian.
    let order = (-Scalar::ONE).to_bytes();
    let mut sum = [0; 32];
    let mut carry = 1;
    for (byte, (one, other)) in sum.iter_mut().zip(reduced.iter().zip(order)) {
        carry += u16::from(*one) + u16::from(other);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    set_quoted(text, path, &decimal_of(sum))
}

/// What stands at the path once more, behind itself.
pub fn twice(text: &str, path: &str) -> String {
    let value = get(text, path);
    set(text, path, &format!("{value},{value}"))
}

/// The items of the list at the path.
pub fn items<'a>(text: &'a str, path: &str) -> Vec<&'a str> {
    let mut rest = get(text, path).strip_prefix('[').unwrap();
    let mut items = Vec::new();
    while rest != "]" && !rest.is_empty() {
        let end = end_of(rest, 0);
        items.push(&rest[..end]);
        rest = &rest[end + 1..];
    }
    items
}

/// A list of these.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    format!("[{}]", items.join(","))
}
