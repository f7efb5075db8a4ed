//! The answer to one question (section 4.11 of the specification).

use super::ciphertext::{Ciphertext, Pair};
use super::form::Form;
use super::homomorphic::{self, Bounds, Proofs};
use super::json::Json;
use super::notation::joined;
use super::proof::Proof;
use crate::election::Question;
use crate::group::{Element, GroupError};

/// An answer as received.
pub(super) enum Answer {
    Ranked { choice: Pair, proof: Proof },
    Homomorphic { choices: Vec<Pair>, proofs: Proofs },
}

impl Answer {
    pub fn read(json: &Json, question: &Question) -> Result<Self, Form> {
        let mut fields = json.object()?;
        let answer = match question {
            Question::Ranked { .. } => {
                let choice = Pair::read(fields.take("choices")?)?;
                let proof = Proof::read(fields.take("proof")?)?;
                Self::Ranked { choice, proof }
            }
            Question::Homomorphic {
                blank, min, max, ..
            } => {
                let choices = fields
                    .take("choices")?
                    .each_of(question.ciphertexts(), Pair::read)?;
                let bounds = Bounds {
                    min: *min,
                    max: *max,
                    blank: *blank,
                };
                let proofs = Proofs::read(&mut fields, choices.len(), bounds)?;
                Self::Homomorphic { choices, proofs }
            }
        };
        fields.end()?;
        Ok(answer)
    }

    pub fn check_elements(&self) -> Result<Vec<Ciphertext>, GroupError> {
        match self {
            Self::Ranked { choice, .. } => Ok(vec![choice.check()?]),
            Self::Homomorphic { choices, .. } => choices.iter().map(Pair::check).collect(),
        }
    }

    /// Whether the proofs show that this is an answer, given its checked ciphertexts.
    pub fn holds(
        &self,
        question: &Question,
        choices: &[Ciphertext],
        y: &Element,
        s0: &str,
    ) -> bool {
        match (self, question) {
            (Self::Ranked { proof, .. }, Question::Ranked { .. }) => choices
                .first()
                .is_some_and(|choice| ranked_holds(proof, choice, y, s0)),
            (
                Self::Homomorphic { proofs, .. },
                Question::Homomorphic {
                    blank, min, max, ..
                },
            ) => {
                let bounds = Bounds {
                    min: *min,
                    max: *max,
                    blank: *blank,
                };
                homomorphic::hold(proofs, bounds, choices, y, s0)
            }
            _ => false,
        }
    }
}

/// `A = g^response × α^challenge`; `challenge = H(raweg|S|y,α,β|A)`.
fn ranked_holds(proof: &Proof, choice: &Ciphertext, y: &Element, s: &str) -> bool {
    let text = format!("raweg|{s}|{}|", joined(&[y.0, choice.alpha, choice.beta]));
    proof.knows_logarithm(&choice.alpha, &text)
}
