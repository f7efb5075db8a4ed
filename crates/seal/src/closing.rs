//! Closing an election: from the last ballot to the result, each step made from an archive that was verified up to it.
//!
//! [`verified()`](crate::verify::verified) gives a [`Verified`] archive, which knows its [`Phase`] and makes what comes
//! next: the encrypted tally, a shuffle, a partial decryption, the result. Nobody shuffles or decrypts what was not checked.

use rand_core::CryptoRng;
use rayon::prelude::*;

use crate::ballot::{Ciphertext, CiphertextPoints};
use crate::decryption::{self, PartialDecryption, Supplied, binding};
use crate::digest::Digest;
use crate::election::{Election, Question};
use crate::group::{Encoded, GroupError, Point, decode_ranking, encode_all};
use crate::papers::{Papers, Permitted};
use crate::progress::Progress;
use crate::proof::Proof;
use crate::result::{ElectionResult, QuestionResult};
use crate::shuffle::{Shuffle, shuffle};
use crate::tally::{Column, EncryptedTally};
use crate::trustee::{PrivateKey, Statement, Step, Trustees};
use crate::verify::{Outcome, Report};

/// How far an election is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Ballots can be cast.
    Voting,
    /// The poll has ended; the encrypted tally comes next.
    Closed,
    /// Trustees shuffle.
    Shuffling,
    /// Trustees decrypt.
    Decrypting,
    /// There is a result.
    Declared,
}

/// Why a step cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClosingError {
    /// It is not its turn.
    #[error("this is not the next step: the election is {found}, and must be {expected}")]
    Phase {
        /// Where it is.
        found: Phase,
        /// Where it must be.
        expected: Phase,
    },
    /// The key is of no trustee of the election.
    #[error("this key belongs to no trustee of the election: check that it is the key of this one")]
    Stranger,
    /// Not all have decrypted.
    #[error("not all trustees that are needed have decrypted")]
    TooFewDecryptions,
    /// A sum that is not one of ballots.
    #[error("question {0} decrypts to a sum that no ballots can have")]
    NoSum(usize),
    /// Cannot be, since it was verified.
    #[error("a ciphertext {0}")]
    Element(#[from] GroupError),
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Voting => "open for ballots",
            Self::Closed => "closed and not tallied",
            Self::Shuffling => "being shuffled",
            Self::Decrypting => "being decrypted",
            Self::Declared => "declared",
        })
    }
}

/// An archive that holds, up to where it stops.
#[derive(Debug)]
pub struct Verified {
    pub(crate) report: Report,
    pub(crate) election: Election,
    pub(crate) trustees: Trustees,
    pub(crate) phase: Phase,
    /// By question: the ciphertexts of the ballots that count, after the last shuffle; as points, with the factors of single
    /// trustees divided out of beta as they come.
    pub(crate) columns: Vec<Column>,
    pub(crate) supplied: Vec<Supplied>,
    /// The event since which the ciphertexts are as they are.
    pub(crate) decrypted_after: Digest,
}

impl Verified {
    /// What the archive says.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The election.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// The trustees.
    pub fn trustees(&self) -> &Trustees {
        &self.trustees
    }

    /// The event since which the ciphertexts are as they are to be decrypted, once the election is so far.
    pub fn decrypted_after(&self) -> Digest {
        self.decrypted_after
    }

    /// How far the election is.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The encrypted tally of the ballots that count.
    pub fn encrypted_tally(&self) -> Result<EncryptedTally, ClosingError> {
        self.expect(Phase::Closed)?;
        Ok(EncryptedTally(
            self.columns
                .iter()
                .map(|column| column.ciphertexts.clone())
                .collect(),
        ))
    }

    /// Shuffles what the last shuffle left.
    pub fn shuffle(
        &self,
        chance: &mut impl CryptoRng,
        progress: Progress<'_>,
    ) -> Result<Shuffle, ClosingError> {
        self.expect(Phase::Shuffling)?;
        let columns = self.columns.iter().zip(self.election.questions());
        let ranked = columns
            .filter(|(_, question)| question.is_ranked())
            .map(|(column, _)| column);
        let (key, fingerprint) = (self.election.public_key(), self.election.fingerprint());
        Ok(shuffle(ranked, key, fingerprint, progress, chance))
    }

    /// Decrypts with the key of one of the trustees, and gives its number.
    pub fn decrypt(
        &self,
        key: &PrivateKey,
        chance: &mut impl CryptoRng,
        progress: Progress<'_>,
    ) -> Result<(usize, PartialDecryption), ClosingError> {
        self.expect(Phase::Decrypting)?;
        let trustee = self.trustee_with(key).ok_or(ClosingError::Stranger)?;
        let ciphertexts: Vec<&[Ciphertext]> = self
            .columns
            .iter()
            .map(|column| column.ciphertexts.as_slice())
            .collect();
        let decryption = PartialDecryption::make(
            &ciphertexts,
            key,
            self.election.fingerprint(),
            progress,
            chance,
        )?;
        Ok((trustee, decryption))
    }

    /// How much work a shuffle tells of.
    pub fn shuffle_work(&self) -> usize {
        2 * self.election.ranked_questions() * self.report.tallied
    }

    /// How much work a partial decryption tells of.
    pub fn decryption_work(&self) -> usize {
        self.sizes().iter().sum()
    }

    /// What a trustee signs of its shuffle, which comes next.
    pub fn shuffle_statement(&self, trustee: usize, digest: Digest) -> Statement {
        Statement {
            election: self.election.fingerprint().to_owned(),
            trustee,
            step: Step::Shuffle,
            digest,
            event: self.report.last_event,
            proof: None,
        }
    }

    /// What a trustee signs of its partial decryption: with one proof over the whole of it, which names the ciphertexts.
    pub fn decryption_statement(
        &self,
        trustee: usize,
        decryption: &PartialDecryption,
        digest: Digest,
        key: &PrivateKey,
        chance: &mut impl CryptoRng,
    ) -> Result<Statement, ClosingError> {
        let factors: Vec<Vec<Point>> = decryption
            .factors
            .iter()
            .map(|factors| factors.par_iter().map(|factor| factor.point()).collect())
            .collect::<Result<_, _>>()?;
        let subject = self.subject(key.element().encode(), digest);
        let proof = binding::prove(&subject, &self.points(), &factors, key, chance);
        Ok(Statement {
            election: self.election.fingerprint().to_owned(),
            trustee,
            step: Step::PartialDecryption,
            digest,
            event: self.decrypted_after,
            proof: Some(proof),
        })
    }

    /// Whether the proof of a trustee's statement holds for its factors.
    pub(crate) fn binding_holds(
        &self,
        trustee: usize,
        digest: Digest,
        factors: &[Vec<Point>],
        proof: &Proof,
    ) -> bool {
        self.trustees.member(trustee).is_some_and(|member| {
            let subject = self.subject(member.key.encode(), digest);
            binding::holds(&subject, &self.points(), factors, &member.key, proof)
        })
    }

    fn subject(&self, key: Encoded, digest: Digest) -> binding::Subject<'_> {
        let (fingerprint, event) = (self.election.fingerprint(), self.decrypted_after);
        binding::Subject {
            fingerprint,
            key,
            event,
            digest,
        }
    }

    fn points(&self) -> Vec<&[CiphertextPoints]> {
        self.columns
            .iter()
            .map(|column| column.points.as_slice())
            .collect()
    }

    /// The number of the trustee whose key this is.
    pub fn trustee_with(&self, key: &PrivateKey) -> Option<usize> {
        let public = key.element();
        self.trustees
            .members()
            .iter()
            .position(|member| member.key == public)
            .map(|index| index + 1)
    }

    /// The result, once all trustees that are needed have decrypted.
    pub fn result(&self) -> Result<ElectionResult, ClosingError> {
        self.expect(Phase::Decrypting)?;
        let opened = self.open().ok_or(ClosingError::TooFewDecryptions)?;
        let published = (1..)
            .zip(&opened)
            .map(|(number, question)| question.published().ok_or(ClosingError::NoSum(number)));
        Ok(ElectionResult(published.collect::<Result<_, _>>()?))
    }

    /// The number of ciphertexts of each question.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        self.columns
            .iter()
            .map(|column| column.points.len())
            .collect()
    }

    /// What each question opens to; nothing until all that are needed have decrypted.
    pub(crate) fn open(&self) -> Option<Vec<Opened>> {
        if !decryption::is_complete(&self.supplied, &self.trustees) {
            return None;
        }
        let questions = self
            .election
            .questions()
            .iter()
            .zip(&self.columns)
            .enumerate();
        let open = |(index, (question, column)): (usize, (&Question, &Column))| {
            let points = decryption::open(&self.supplied, &self.trustees, index, &column.points);
            Opened::new(question, &points, self.report.tallied)
        };
        Some(questions.map(open).collect())
    }

    fn expect(&self, expected: Phase) -> Result<(), ClosingError> {
        if self.phase == expected {
            Ok(())
        } else {
            Err(ClosingError::Phase {
                found: self.phase,
                expected,
            })
        }
    }
}

/// What the ciphertexts of a question hold.
pub(crate) enum Opened {
    /// The logarithms, each of which a sum of ballots has.
    Sums(Vec<Option<u64>>),
    Ranked {
        points: Vec<Encoded>,
        candidates: usize,
    },
}

impl Opened {
    fn new(question: &Question, points: &[Point], ballots: usize) -> Self {
        match question {
            Question::Ranked { candidates, .. } => Self::Ranked {
                points: encode_all(points),
                candidates: candidates.len(),
            },
            Question::Homomorphic { .. } => {
                Self::Sums(decryption::logarithms(points, ballots as u64))
            }
        }
    }

    /// As the result writes it.
    pub fn published(&self) -> Option<QuestionResult> {
        match self {
            Self::Sums(sums) => sums
                .iter()
                .copied()
                .collect::<Option<_>>()
                .map(QuestionResult::Sums),
            Self::Ranked { points, candidates } => {
                let vectors = points
                    .iter()
                    .map(|point| decode_ranking(*point, *candidates))
                    .collect();
                Some(QuestionResult::Vectors(vectors))
            }
        }
    }

    /// As papers and sums.
    pub fn outcome(&self, permitted: Permitted) -> Option<Outcome> {
        match self {
            Self::Sums(sums) => sums
                .iter()
                .copied()
                .collect::<Option<_>>()
                .map(Outcome::Sums),
            Self::Ranked { points, candidates } => Some(Outcome::Papers(Papers::judge(
                points,
                *candidates,
                permitted,
            ))),
        }
    }
}
