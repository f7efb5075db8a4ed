//! Independent generators, of which nobody knows a logarithm (the specification's `GetGenerator` for Ed25519).
//!
//! They depend on their number alone, so those of one shuffle serve the next: computed once a process, in pieces.

use std::sync::{Arc, Mutex, PoisonError};

use curve25519_dalek::edwards::CompressedEdwardsY;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::Point;

/// Generators are kept in pieces of this many, so that asking for more copies nothing.
pub(crate) const PIECE: usize = 4096;

static PIECES: Mutex<Vec<Arc<[Point]>>> = Mutex::new(Vec::new());

/// The generators 0, 1, …, at least `count` of them, in pieces of [`PIECE`].
pub(crate) fn generators(count: usize) -> Vec<Arc<[Point]>> {
    // A thread that panicked can at worst have left a piece unfilled, and pieces are pushed whole.
    let mut pieces = PIECES.lock().unwrap_or_else(PoisonError::into_inner);
    while pieces.len() * PIECE < count {
        let start = pieces.len() * PIECE;
        let piece = (start..start + PIECE)
            .into_par_iter()
            .map(|number| generator(&number.to_string()))
            .collect();
        pieces.push(piece);
    }
    pieces[..count.div_ceil(PIECE)].to_vec()
}

/// The generator -1, at which the chain of commitments starts.
pub(crate) fn second_generator() -> Point {
    static SECOND: std::sync::LazyLock<Point> = std::sync::LazyLock::new(|| generator("-1"));
    *SECOND
}

/// SHA-256 without its last two bits, counted up until it is a point, times the cofactor.
fn generator(number: &str) -> Point {
    let digest: [u8; 32] = Sha256::digest(format!("ggen|{number}")).into();
    let mut bytes = [0; 32];
    let mut carry = 0;
    for (little, big) in bytes.iter_mut().rev().zip(digest) {
        *little = big >> 2 | carry;
        carry = big << 6;
    }
    loop {
        if let Some(point) = CompressedEdwardsY(bytes).decompress() {
            return point.mul_by_cofactor();
        }
        increment(&mut bytes);
    }
}

fn increment(bytes: &mut [u8; 32]) {
    for byte in bytes {
        let carried;
        (*byte, carried) = byte.overflowing_add(1);
        if !carried {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generators_are_members_and_differ() {
        let pieces = generators(PIECE + 1);
        assert_eq!(pieces.len(), 2);
        let all = [second_generator(), pieces[0][0], pieces[0][1], pieces[1][0]];
        for (index, one) in all.iter().enumerate() {
            assert!(one.is_torsion_free());
            assert!(all[..index].iter().all(|other| other != one));
        }
    }
}
