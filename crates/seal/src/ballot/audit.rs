//! "Test this ballot": its voter has the device reveal what it sealed, checks that with another, and seals anew.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Answer, Ballot, BallotFault, Ciphertext, Plaintext};
use crate::election::{Election, Question};
use crate::group::{Point, Scalar, encode, encode_ranking};
use crate::wire::Decimal;

/// What opens each answer of a ballot: the values and the randomness of each ciphertext. Whoever has it can show how the
/// ballot votes.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub(super) answers: Vec<OpenedAnswer>,
}

#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenedAnswer {
    values: Plaintext,
    randomness: Vec<Randomness>,
}

#[derive(Clone, Serialize, Deserialize, Zeroize)]
#[serde(transparent)]
struct Randomness(#[serde(with = "Decimal")] Scalar);

/// Why a revealed ballot does not hold.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The ballot itself does not hold.
    #[error(transparent)]
    Ballot(#[from] BallotFault),
    /// The opening is not one of this election's ballots.
    #[error(
        "the opening does not have one answer a question, with one number of randomness a ciphertext"
    )]
    Shape,
    /// What was sealed is not what was said.
    #[error(
        "the answer to question {0} was not sealed from these values: this opening is not of this ballot, or the device sealed \
         something else: check first that both files are of one sealing"
    )]
    Differs(usize),
}

impl Opening {
    pub(super) fn push(&mut self, values: Plaintext, randomness: &[Scalar]) {
        let randomness = randomness.iter().copied().map(Randomness).collect();
        self.answers.push(OpenedAnswer { values, randomness });
    }

    /// What each answer says.
    pub fn values(&self) -> impl Iterator<Item = &Plaintext> {
        self.answers.iter().map(|answer| &answer.values)
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening(…)")
    }
}

/// Checks that a ballot holds, and that it seals what its opening says.
pub fn audit(ballot: &Ballot, opening: &Opening, election: &Election) -> Result<(), AuditError> {
    ballot.check(election)?;
    if opening.answers.len() != ballot.answers.len() {
        return Err(AuditError::Shape);
    }
    let pairs = ballot.answers.iter().zip(&opening.answers);
    for (number, (question, (answer, opened))) in (1..).zip(election.questions().iter().zip(pairs))
    {
        if opened.randomness.len() != question.ciphertexts()
            || opened.values.len() != question.values()
        {
            return Err(AuditError::Shape);
        }
        if reseal(question, opened, election).as_deref() != Some(Answer::choices(answer)) {
            return Err(AuditError::Differs(number));
        }
    }
    Ok(())
}

fn reseal(
    question: &Question,
    opened: &OpenedAnswer,
    election: &Election,
) -> Option<Vec<Ciphertext>> {
    let messages = match question {
        Question::Ranked { .. } => vec![encode_ranking(&opened.values).ok()?.0],
        Question::Homomorphic { .. } => opened
            .values
            .iter()
            .map(|&value| Point::mul_base(&Scalar::from(value)))
            .collect(),
    };
    let key = election.public_key().0;
    let choices =
        messages
            .iter()
            .zip(&opened.randomness)
            .map(|(message, Randomness(randomness))| Ciphertext {
                alpha: encode(&Point::mul_base(randomness)),
                beta: encode(&(key * randomness + message)),
            });
    Some(choices.collect())
}
