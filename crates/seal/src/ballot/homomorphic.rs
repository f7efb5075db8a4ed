//! The proofs of a homomorphic answer: that each choice is 0 or 1, and that there are neither too many nor too few.

use std::ops::RangeInclusive;

use rand_core::CryptoRng;

use super::interval::{self, Branch};
use super::{Ciphertext, CiphertextPoints, blank};
use crate::group::{Challenge, Element, Encoded, Point, Scalar, encode};
use crate::proof::{Claims, Proof};

/// What the proofs are about.
pub(super) struct Statement<'a> {
    pub key: &'a Element,
    /// The election's fingerprint and the credential.
    pub prefix: &'a str,
    /// How many may be chosen.
    pub bounds: RangeInclusive<usize>,
    pub choices: &'a [Ciphertext],
    pub points: &'a [CiphertextPoints],
}

/// What only the voter knows: the choices, and the randomness that each was sealed with.
pub(super) struct Secrets<'a> {
    pub values: &'a [u8],
    pub randomness: &'a [Scalar],
}

/// All proofs of an answer.
pub(super) struct Proofs {
    pub individual: Vec<[Proof; 2]>,
    pub overall: Vec<Proof>,
    pub blank: Option<[Proof; 2]>,
}

impl Statement<'_> {
    pub fn prove(
        &self,
        secrets: &Secrets<'_>,
        blank_allowed: bool,
        chance: &mut impl CryptoRng,
    ) -> Proofs {
        let individual = self.prove_individually(secrets, chance);
        if blank_allowed {
            let overall = blank::prove_overall(self, secrets, chance);
            let blank = Some(blank::prove_blank(self, secrets, chance));
            return Proofs {
                individual,
                overall,
                blank,
            };
        }
        let chosen: usize = secrets.values.iter().map(|&value| usize::from(value)).sum();
        let randomness: Scalar = secrets.randomness.iter().sum();
        let branches = self.sum_branches(&self.sum());
        let truth = chosen - self.bounds.start();
        let text = self
            .overall_text("prove|")
            .text(&pair(&self.sum()))
            .text("|");
        let overall = interval::prove(&branches, truth, &randomness, self.key, text, chance);
        Proofs {
            individual,
            overall,
            blank: None,
        }
    }

    pub fn claim(
        &self,
        individual: &[[Proof; 2]],
        overall: &[Proof],
        blank: Option<&[Proof; 2]>,
        claims: &mut Claims,
    ) {
        for ((choice, points), proofs) in self.choices.iter().zip(self.points).zip(individual) {
            self.claim_branches(
                &zero_or_one(points),
                proofs,
                self.individual_text(choice),
                claims,
            );
        }
        match blank {
            None => {
                let text = self
                    .overall_text("prove|")
                    .text(&pair(&self.sum()))
                    .text("|");
                self.claim_branches(&self.sum_branches(&self.sum()), overall, text, claims);
            }
            Some(proofs) => blank::claim(self, overall, proofs, claims),
        }
    }

    pub fn claim_branches(
        &self,
        branches: &[Branch],
        proofs: &[Proof],
        text: Challenge,
        claims: &mut Claims,
    ) {
        let commitments = branches
            .iter()
            .zip(proofs)
            .flat_map(|(branch, proof)| branch.commitments(proof, self.key));
        claims.add(
            text,
            commitments,
            proofs.iter().map(|proof| proof.challenge).sum(),
        );
    }

    /// The branches that say how many were chosen.
    pub fn sum_branches(&self, points: &CiphertextPoints) -> Vec<Branch> {
        self.bounds
            .clone()
            .map(|value| Branch {
                points: *points,
                value: value as u64,
            })
            .collect()
    }

    /// The text of the proofs about the whole answer, up to the prefix's bar.
    pub fn overall_text(&self, kind: &str) -> Challenge {
        let choices: Vec<Encoded> = self
            .choices
            .iter()
            .flat_map(|choice| [choice.alpha, choice.beta])
            .collect();
        Challenge::new(kind)
            .text(self.prefix)
            .text("|")
            .elements(&choices)
            .text("|")
    }

    fn prove_individually(
        &self,
        secrets: &Secrets<'_>,
        chance: &mut impl CryptoRng,
    ) -> Vec<[Proof; 2]> {
        let mut all = Vec::with_capacity(self.choices.len());
        for (index, (choice, points)) in self.choices.iter().zip(self.points).enumerate() {
            let truth = usize::from(secrets.values[index]);
            let text = self.individual_text(choice);
            let proofs = interval::prove(
                &zero_or_one(points),
                truth,
                &secrets.randomness[index],
                self.key,
                text,
                chance,
            );
            all.push([proofs[0], proofs[1]]);
        }
        all
    }

    fn individual_text(&self, choice: &Ciphertext) -> Challenge {
        Challenge::new("prove|")
            .text(self.prefix)
            .text("|")
            .elements(&[choice.alpha, choice.beta])
            .text("|")
    }

    fn sum(&self) -> CiphertextPoints {
        sum(self.points)
    }
}

pub(super) fn sum(points: &[CiphertextPoints]) -> CiphertextPoints {
    [
        points.iter().map(|[alpha, _]| alpha).sum::<Point>(),
        points.iter().map(|[_, beta]| beta).sum(),
    ]
}

fn zero_or_one(points: &CiphertextPoints) -> [Branch; 2] {
    [0, 1].map(|value| Branch {
        points: *points,
        value,
    })
}

fn pair(points: &CiphertextPoints) -> String {
    let [alpha, beta] = points.map(|point| encode(&point));
    format!("{alpha},{beta}")
}
