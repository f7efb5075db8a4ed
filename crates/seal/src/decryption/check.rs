use curve25519_dalek::traits::VartimeMultiscalarMul;
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::{PIECE, text};
use crate::ballot::CiphertextPoints;
use crate::group::subgroup::SubgroupTest;
use crate::group::{Challenge, Element, Encoded, GroupError, Point, PublicTable};
use crate::proof::{Claims, Proof};

/// What is wrong with the decryption of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DecryptionFault {
    Element(GroupError),
    /// The factor at this place, from 0.
    Proof(usize),
}

/// From how many ciphertexts on tables of powers pay off.
const MANY: usize = 2000;

/// Checks each factor of one trustee for one question, and gives the factors as points.
///
/// Each proof implies two commitments, which must be hashed: nothing can be merged. But one of them is of two bases that
/// are the same in every proof, the generator and the trustee's key, for which tables are made.
pub(crate) fn check(
    column: &[CiphertextPoints],
    factors: &[Encoded],
    proofs: &[Proof],
    key: &Element,
    fingerprint: &str,
    chance: &mut impl CryptoRng,
) -> Result<Vec<Point>, DecryptionFault> {
    let points: Vec<Point> = factors
        .par_iter()
        .with_min_len(64)
        .map(|factor| factor.point())
        .collect::<Result<_, _>>()
        .map_err(DecryptionFault::Element)?;
    let mut subgroup = SubgroupTest::expecting(points.len(), chance);
    subgroup.add(&points.iter());
    if !subgroup.passes() {
        return Err(DecryptionFault::Element(GroupError::OutsideSubgroup));
    }
    let checker = Checker {
        key,
        tables: Tables::for_many(points.len(), key),
        text: text(fingerprint, key.encode()),
    };
    let pieces = column
        .par_chunks(PIECE)
        .zip(points.par_chunks(PIECE))
        .zip(proofs.par_chunks(PIECE));
    let fault = pieces
        .enumerate()
        .find_map_first(|(piece, ((column, points), proofs))| {
            checker
                .first_false(column, points, proofs)
                .map(|index| piece * PIECE + index)
        });
    match fault {
        None => Ok(points),
        Some(index) => Err(DecryptionFault::Proof(index)),
    }
}

struct Checker<'a> {
    key: &'a Element,
    tables: Option<Tables>,
    text: Challenge,
}

struct Tables {
    generator: PublicTable,
    key: PublicTable,
}

impl Tables {
    fn for_many(count: usize, key: &Element) -> Option<Self> {
        (count >= MANY).then(|| Self {
            generator: PublicTable::new(&Element::GENERATOR.0),
            key: PublicTable::new(&key.0),
        })
    }
}

impl Checker<'_> {
    fn first_false(
        &self,
        column: &[CiphertextPoints],
        factors: &[Point],
        proofs: &[Proof],
    ) -> Option<usize> {
        let mut claims = Claims::new();
        for (([alpha, _], factor), proof) in column.iter().zip(factors).zip(proofs) {
            let of_key = match &self.tables {
                Some(tables) => {
                    tables.generator.power(&proof.response) + tables.key.power(&proof.challenge)
                }
                None => proof.commitment(&self.key.0),
            };
            let of_factor =
                Point::vartime_multiscalar_mul([proof.response, proof.challenge], [alpha, factor]);
            claims.add(self.text.clone(), [of_key, of_factor], proof.challenge);
        }
        claims.first_false()
    }
}
