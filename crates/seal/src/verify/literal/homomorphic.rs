//! Proofs of an answer of which only sums are revealed (sections 4.11.1, 4.12 and 4.13 of the specification): each
//! choice is 0 or 1, and their sum is allowed.

use super::ciphertext::Ciphertext;
use super::form::{Fields, Form};
use super::json::Json;
use super::notation::{g, hash, joined, power, quotient};
use super::proof::Proof;
use crate::group::{Element, Point, Scalar};

/// What a question allows.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub min: usize,
    pub max: usize,
    pub blank: bool,
}

/// The proofs of one answer as received.
pub(super) struct Proofs {
    individual: Vec<Vec<Proof>>,
    overall: Vec<Proof>,
    /// Where a blank vote is allowed.
    blank: Option<Vec<Proof>>,
}

impl Bounds {
    fn sums(self) -> Vec<usize> {
        (self.min..=self.max).collect()
    }
}

impl Proofs {
    pub fn read(fields: &mut Fields<'_>, choices: usize, bounds: Bounds) -> Result<Self, Form> {
        let pair = |json| Json::each_of(json, 2, Proof::read);
        let individual = fields.take("individual_proofs")?.each_of(choices, pair)?;
        let cases = bounds.sums().len() + usize::from(bounds.blank);
        let overall = fields.take("overall_proof")?.each_of(cases, Proof::read)?;
        let blank = if bounds.blank {
            Some(pair(fields.take("blank_proof")?)?)
        } else {
            None
        };
        Ok(Self {
            individual,
            overall,
            blank,
        })
    }
}

/// Whether all proofs of an answer hold.
pub(super) fn hold(
    proofs: &Proofs,
    bounds: Bounds,
    choices: &[Ciphertext],
    y: &Element,
    s0: &str,
) -> bool {
    let all: Vec<Point> = choices
        .iter()
        .flat_map(|choice| [choice.alpha, choice.beta])
        .collect();
    let s = format!("{s0}|{}", joined(&all));
    let individual = choices
        .iter()
        .zip(&proofs.individual)
        .all(|(choice, proofs)| is_one_of(choice, &[0, 1], proofs, y, s0));
    let together = match (&proofs.blank, choices) {
        (None, _) => is_one_of(
            &Ciphertext::product(choices),
            &bounds.sums(),
            &proofs.overall,
            y,
            &s,
        ),
        (Some(blank), [m0, rest @ ..]) => {
            let sum = Ciphertext::product(rest);
            is_blank_or_none(m0, &sum, blank, y, &s)
                && is_blank_or_allowed(m0, &sum, bounds, &proofs.overall, y, &s)
        }
        (Some(_), []) => false,
    };
    individual && together
}

/// One case of a proof: `A = g^response × α^challenge` and `B = y^response × (β/g^M)^challenge`.
fn case(ciphertext: &Ciphertext, m: usize, proof: &Proof, y: &Element) -> [Point; 2] {
    let without = quotient(&ciphertext.beta, &power(&g(), &Scalar::from(m as u64)));
    [
        proof.commitment(&g(), &ciphertext.alpha),
        proof.commitment(&y.0, &without),
    ]
}

fn challenges<'a>(proofs: impl IntoIterator<Item = &'a Proof>) -> Scalar {
    proofs.into_iter().map(|proof| proof.challenge).sum()
}

/// `H(prove|S|α,β|A_0,B_0,…,A_k,B_k) = Σ challenge(π_j)`.
fn is_one_of(
    ciphertext: &Ciphertext,
    values: &[usize],
    proofs: &[Proof],
    y: &Element,
    s: &str,
) -> bool {
    if values.len() != proofs.len() {
        return false;
    }
    let commitments: Vec<Point> = values
        .iter()
        .zip(proofs)
        .flat_map(|(&m, proof)| case(ciphertext, m, proof, y))
        .collect();
    let pair = joined(&[ciphertext.alpha, ciphertext.beta]);
    hash(&format!("prove|{s}|{pair}|{}", joined(&commitments))) == challenges(proofs)
}

/// `m_0 = 0 ∨ m_Σ = 0`: `H(bproof0|S|A_0,B_0,A_Σ,B_Σ) = challenge(π_0) + challenge(π_Σ)`.
fn is_blank_or_none(
    m0: &Ciphertext,
    sum: &Ciphertext,
    proofs: &[Proof],
    y: &Element,
    s: &str,
) -> bool {
    let [of_m0, of_sum] = proofs else {
        return false;
    };
    let commitments = [case(m0, 0, of_m0, y), case(sum, 0, of_sum, y)].concat();
    hash(&format!("bproof0|{s}|{}", joined(&commitments))) == challenges(proofs)
}

/// `m_0 = 1 ∨ m_Σ ∈ [min … max]`: `H(bproof1|S|A_0,B_0,…,A_k,B_k) = Σ challenge(π_j)`.
fn is_blank_or_allowed(
    m0: &Ciphertext,
    sum: &Ciphertext,
    bounds: Bounds,
    proofs: &[Proof],
    y: &Element,
    s: &str,
) -> bool {
    let sums = bounds.sums();
    let Some((of_m0, of_sum)) = proofs
        .split_first()
        .filter(|(_, rest)| rest.len() == sums.len())
    else {
        return false;
    };
    let mut commitments = case(m0, 1, of_m0, y).to_vec();
    commitments.extend(
        sums.iter()
            .zip(of_sum)
            .flat_map(|(&m, proof)| case(sum, m, proof, y)),
    );
    hash(&format!("bproof1|{s}|{}", joined(&commitments))) == challenges(proofs)
}
