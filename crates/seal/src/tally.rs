//! The encrypted tally: what the ballots that count come to before anything is opened (section 4.18 of the specification).

use std::io::{self, BufRead, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ballot::{Ciphertext, CiphertextPoints, read_ciphertext, write_ciphertext};
use crate::digest::Digest;
use crate::election::{Election, Question};
use crate::group::encode_all;
use crate::wire::{Scanner, WireError, Writer};

/// The ciphertexts of each question: products for a homomorphic one, all of them in order for a ranked one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptedTally(pub(crate) Vec<Vec<Ciphertext>>);

/// How many ballots the tally is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SizedTally {
    pub num_tallied: usize,
    pub total_weight: usize,
    pub encrypted_tally: Digest,
}

impl EncryptedTally {
    /// The ciphertexts, by question.
    pub fn questions(&self) -> &[Vec<Ciphertext>] {
        &self.0
    }

    pub(crate) fn write(&self, out: impl Write) -> io::Result<()> {
        Writer::new(out).list(&self.0, |writer, question| {
            writer.list(question, write_ciphertext)
        })
    }

    pub(crate) fn read<R: BufRead>(
        scanner: &mut Scanner<R>,
        election: &Election,
        ballots: usize,
    ) -> Result<Self, WireError> {
        let mut sizes = election
            .questions()
            .iter()
            .map(|question| size(question, ballots));
        let questions = scanner.list_of(election.questions().len(), |scanner| {
            scanner.list_of(sizes.next().unwrap_or(0), read_ciphertext)
        })?;
        Ok(Self(questions))
    }
}

/// How many ciphertexts the tally has for a question.
pub(crate) fn size(question: &Question, ballots: usize) -> usize {
    if question.is_ranked() {
        ballots
    } else {
        question.ciphertexts()
    }
}

/// The ciphertexts of one question, as received and as points.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    pub ciphertexts: Vec<Ciphertext>,
    pub points: Vec<CiphertextPoints>,
}

impl Column {
    /// A column of points that were computed.
    pub fn of_points(points: Vec<CiphertextPoints>) -> Self {
        let encoded = encode_all(points.as_flattened());
        let pairs = encoded.as_chunks::<2>().0.iter();
        Self {
            ciphertexts: pairs
                .map(|&[alpha, beta]| Ciphertext { alpha, beta })
                .collect(),
            points,
        }
    }

    /// Sorts by alpha and beta, as memory is compared: the order in which a ranked question's ciphertexts are tallied, so
    /// that nothing of the order in which ballots came is left.
    pub fn sort(&mut self) {
        let ciphertexts = &self.ciphertexts;
        let mut order: Vec<u32> = (0..).take(ciphertexts.len()).collect();
        order.par_sort_unstable_by_key(|&index| ciphertexts[index as usize]);
        permute(&mut order, |one, other| {
            self.ciphertexts.swap(one, other);
            self.points.swap(one, other);
        });
    }
}

/// Brings what is at `order[i]` to `i` by swaps, in place, since a column can be half of memory.
fn permute(order: &mut [u32], mut swap: impl FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut here = start;
        loop {
            let next = order[here] as usize;
            order[here] = u32::try_from(here).unwrap_or(u32::MAX);
            if next == start {
                break;
            }
            swap(here, next);
            here = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_permutation_in_place_is_the_permutation(keys in proptest::collection::vec(any::<u16>(), 0..200)) {
            let mut order: Vec<u32> = (0..).take(keys.len()).collect();
            order.sort_by_key(|&index| keys[index as usize]);
            let mut permuted = keys.clone();
            permute(&mut order, |one, other| permuted.swap(one, other));
            let mut sorted = keys;
            sorted.sort_unstable();
            prop_assert_eq!(permuted, sorted);
        }
    }
}
