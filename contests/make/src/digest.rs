//! Digests as the formats write them.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// `sha256:` and 64 lower-case hexadecimal digits.
pub fn of(bytes: &[u8]) -> String {
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
    }
    text
}
