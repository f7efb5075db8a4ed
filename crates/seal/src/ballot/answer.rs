use super::{homomorphic, ranked};
use crate::election::Question;
use crate::group::{Element, Encoded, GroupError, Point};
use crate::proof::{Claims, Proof};

/// An encryption after El Gamal: alpha is g^r and beta is y^r times what is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ciphertext {
    /// g^r.
    pub alpha: Encoded,
    /// y^r times what is encrypted.
    pub beta: Encoded,
}

/// Alpha and beta.
pub(crate) type CiphertextPoints = [Point; 2];

impl Ciphertext {
    pub(crate) fn points(&self) -> Result<CiphertextPoints, GroupError> {
        Ok([self.alpha.point()?, self.beta.point()?])
    }
}

/// What a voter answers, in the clear: the ranks of the candidates in their order (1 is the first preference, 0 is none);
/// or a 0 or 1 an answer, before them one for the blank vote where the question allows it.
pub type Plaintext = Vec<u8>;

/// A sealed answer with its proofs.
#[derive(Debug, Clone)]
pub enum Answer {
    /// To a ranked question.
    Ranked {
        /// The sealed vector of ranks.
        choice: Ciphertext,
        /// That its voter knows the randomness, so that it is nobody else's copied.
        proof: Proof,
    },
    /// To a homomorphic question.
    Homomorphic {
        /// One sealed 0 or 1 a choice.
        choices: Vec<Ciphertext>,
        /// That each is 0 or 1.
        individual: Vec<[Proof; 2]>,
        /// That their sum is within the bounds, or the vote blank.
        overall: Vec<Proof>,
        /// That the vote is not blank or nothing is chosen, where a blank vote is allowed.
        blank: Option<[Proof; 2]>,
    },
}

impl Answer {
    /// The ciphertexts.
    pub fn choices(&self) -> &[Ciphertext] {
        match self {
            Self::Ranked { choice, .. } => std::slice::from_ref(choice),
            Self::Homomorphic { choices, .. } => choices,
        }
    }

    pub(super) fn claim(
        &self,
        question: &Question,
        key: &Element,
        prefix: &str,
        points: &[CiphertextPoints],
        claims: &mut Claims,
    ) {
        match (self, question) {
            (Self::Ranked { choice, proof }, Question::Ranked { .. }) => {
                ranked::claim(choice, &points[0][0], proof, key, prefix, claims);
            }
            (
                Self::Homomorphic {
                    choices,
                    individual,
                    overall,
                    blank,
                },
                Question::Homomorphic { min, max, .. },
            ) => {
                let statement = homomorphic::Statement {
                    key,
                    prefix,
                    bounds: *min..=*max,
                    choices,
                    points,
                };
                statement.claim(individual, overall, blank.as_ref(), claims);
            }
            // An answer is parsed by its question.
            _ => unreachable!("an answer is of its question's kind"),
        }
    }
}
