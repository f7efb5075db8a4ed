//! Sealing: on the voter's own machine, or, where somebody votes by the command line, on theirs.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::homomorphic::{Secrets, Statement};
use super::{Answer, Ballot, Ciphertext, Opening, Plaintext, message, ranked, signature};
use crate::credential::Credential;
use crate::election::{Election, Question};
use crate::group::{Element, EncodingError, Point, Scalar, encode, encode_ranking};
use crate::randomness::draw;

/// Why an answer cannot be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Answers and questions differ in number.
    #[error("the election asks {expected} questions, and there are {found} answers")]
    Answers {
        /// Questions.
        expected: usize,
        /// Answers.
        found: usize,
    },
    /// An answer has too few or too many values.
    #[error("question {question}: an answer has {expected} values, and this one has {found}")]
    Values {
        /// From 1.
        question: usize,
        /// As many as the question says.
        expected: usize,
        /// As many as there are.
        found: usize,
    },
    /// A choice that is neither 0 nor 1.
    #[error("question {question}: each choice is 0 or 1")]
    NotAChoice {
        /// From 1.
        question: usize,
    },
    /// Too many or too few choices.
    #[error("question {question}: {chosen} are chosen, and {min} to {max} may be")]
    Chosen {
        /// From 1.
        question: usize,
        /// How many were.
        chosen: usize,
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
    /// The ranking cannot be encoded.
    #[error("question {question}: {reason}")]
    Encoding {
        /// From 1.
        question: usize,
        /// Why.
        reason: EncodingError,
    },
}

impl Ballot {
    /// Seals answers with a credential. Draws, in this order: for each answer its randomness and its proofs' nonces, then
    /// the signature's.
    pub fn seal(
        election: &Election,
        credential: &Credential,
        answers: &[Plaintext],
        chance: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        Self::seal_for_test(election, credential, answers, chance).map(|(ballot, _)| ballot)
    }

    /// Seals answers and gives what opens them again, so that another device can check what this one sealed. Such a
    /// ballot must not be cast: its opening proves how it votes.
    pub fn seal_for_test(
        election: &Election,
        credential: &Credential,
        answers: &[Plaintext],
        chance: &mut impl CryptoRng,
    ) -> Result<(Self, Opening), SealError> {
        if answers.len() != election.questions().len() {
            return Err(SealError::Answers {
                expected: election.questions().len(),
                found: answers.len(),
            });
        }
        let public = credential.public(election.uuid());
        let prefix = format!("{}|{public}", election.fingerprint());
        let mut sealed = Vec::with_capacity(answers.len());
        let mut opening = Opening {
            answers: Vec::with_capacity(answers.len()),
        };
        for (number, (question, values)) in (1..).zip(election.questions().iter().zip(answers)) {
            check(number, question, values)?;
            let (answer, randomness) = seal_answer(
                number,
                question,
                values,
                election.public_key(),
                &prefix,
                chance,
            )?;
            sealed.push(answer);
            opening.push(values.clone(), &randomness);
        }
        let unsigned = message::unsigned(election, public, &sealed);
        let digest = signature::signed_digest([&unsigned, b""]);
        let signature = signature::sign(&digest, &credential.secret(election.uuid()), chance);
        let text = message::signed(unsigned, &digest, &signature);
        Ok((
            Self {
                text,
                credential: public,
                answers: sealed,
                signature,
            },
            opening,
        ))
    }
}

fn check(number: usize, question: &Question, values: &[u8]) -> Result<(), SealError> {
    if values.len() != question.values() {
        return Err(SealError::Values {
            question: number,
            expected: question.values(),
            found: values.len(),
        });
    }
    let Question::Homomorphic {
        blank, min, max, ..
    } = question
    else {
        return Ok(());
    };
    if values.iter().any(|&value| value > 1) {
        return Err(SealError::NotAChoice { question: number });
    }
    let is_blank = *blank && values[0] == 1;
    let chosen = values[usize::from(*blank)..]
        .iter()
        .map(|&value| usize::from(value))
        .sum();
    let allowed = if is_blank { 0..=0 } else { *min..=*max };
    if allowed.contains(&chosen) {
        Ok(())
    } else {
        Err(SealError::Chosen {
            question: number,
            chosen,
            min: *allowed.start(),
            max: *allowed.end(),
        })
    }
}

type Sealed = (Answer, Zeroizing<Vec<Scalar>>);

fn seal_answer(
    number: usize,
    question: &Question,
    values: &[u8],
    key: &Element,
    prefix: &str,
    chance: &mut impl CryptoRng,
) -> Result<Sealed, SealError> {
    let messages: Zeroizing<Vec<Point>> = Zeroizing::new(match question {
        Question::Ranked { .. } => {
            let ranking = encode_ranking(values).map_err(|reason| SealError::Encoding {
                question: number,
                reason,
            })?;
            vec![ranking.0]
        }
        Question::Homomorphic { .. } => values
            .iter()
            .map(|&value| Point::mul_base(&Scalar::from(value)))
            .collect(),
    });
    let randomness = Zeroizing::new(
        messages
            .iter()
            .map(|_| draw(chance))
            .collect::<Vec<Scalar>>(),
    );
    let points: Vec<[Point; 2]> = messages
        .iter()
        .zip(&*randomness)
        .map(|(message, randomness)| [Point::mul_base(randomness), key.0 * randomness + message])
        .collect();
    let choices: Vec<Ciphertext> = points
        .iter()
        .map(|[alpha, beta]| Ciphertext {
            alpha: encode(alpha),
            beta: encode(beta),
        })
        .collect();
    let answer = match question {
        Question::Ranked { .. } => {
            let choice = choices[0];
            Answer::Ranked {
                choice,
                proof: ranked::prove(&choice, &randomness[0], key, prefix, chance),
            }
        }
        Question::Homomorphic {
            blank, min, max, ..
        } => {
            let statement = Statement {
                key,
                prefix,
                bounds: *min..=*max,
                choices: &choices,
                points: &points,
            };
            let secrets = Secrets {
                values,
                randomness: &randomness,
            };
            let proofs = statement.prove(&secrets, *blank, chance);
            let (individual, overall, blank) = (proofs.individual, proofs.overall, proofs.blank);
            Answer::Homomorphic {
                choices,
                individual,
                overall,
                blank,
            }
        }
    };
    Ok((answer, randomness))
}
