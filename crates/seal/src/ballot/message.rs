//! A ballot as it is written.

use super::{Answer, Ballot, BallotFault, Ciphertext};
use crate::election::{Election, Question};
use crate::group::Encoded;
use crate::proof::Proof;
use crate::wire::{Scanner, WireError, Writer};

/// The longest identifier that is looked at.
const LONGEST: usize = 100;

/// What comes before the signature, and how the unsigned ballot ends.
pub(super) fn signed_part(text: &[u8]) -> [&[u8]; 2] {
    // A ballot that was parsed has its signature last, and no string that could contain this.
    let end = text
        .windows(SIGNATURE.len())
        .rposition(|window| window == SIGNATURE.as_bytes());
    [&text[..end.unwrap_or(text.len())], b"}"]
}

const SIGNATURE: &str = ",\"signature\":";

impl Ballot {
    /// Reads the one form of a ballot of this election, whose questions say which proofs are where.
    pub fn parse(text: &[u8], election: &Election) -> Result<Self, BallotFault> {
        let mut scanner = Scanner::new(text);
        scanner.expect("{\"election_uuid\":")?;
        let uuid = scanner.plain_string(LONGEST)?;
        scanner.expect(",\"election_hash\":")?;
        let fingerprint = scanner.plain_string(LONGEST)?;
        if uuid != election.uuid().as_str() {
            return Err(BallotFault::OtherElection(uuid));
        }
        if fingerprint != election.fingerprint() {
            return Err(BallotFault::OtherText(fingerprint));
        }
        scanner.expect(",\"credential\":")?;
        let credential = scanner.element()?;
        scanner.expect(",\"answers\":")?;
        let mut questions = election.questions().iter();
        let answers = scanner.list_of(questions.len(), |scanner| match questions.next() {
            Some(question) => answer(scanner, question),
            None => unreachable!("a list has as many items as were asked for"),
        })?;
        scanner.expect(",\"signature\":{\"hash\":")?;
        let digest = scanner.plain_string(LONGEST)?;
        scanner.expect(",\"proof\":")?;
        let signature = proof(&mut scanner)?;
        scanner.expect("}}")?;
        scanner.at_end()?;
        let ballot = Self {
            text: text.to_vec(),
            credential,
            answers,
            signature,
        };
        if ballot.signed_digest() != digest {
            return Err(BallotFault::SignedDigest);
        }
        Ok(ballot)
    }
}

fn answer(scanner: &mut Scanner<&[u8]>, question: &Question) -> Result<Answer, WireError> {
    scanner.expect("{\"choices\":")?;
    match question {
        Question::Ranked { .. } => {
            let choice = ciphertext(scanner)?;
            scanner.expect(",\"proof\":")?;
            let proof = proof(scanner)?;
            scanner.expect("}")?;
            Ok(Answer::Ranked { choice, proof })
        }
        Question::Homomorphic {
            blank, min, max, ..
        } => {
            let count = question.ciphertexts();
            let choices = scanner.list_of(count, ciphertext)?;
            scanner.expect(",\"individual_proofs\":")?;
            let individual = scanner.list_of(count, pair)?;
            scanner.expect(",\"overall_proof\":")?;
            let overall = scanner.list_of(max - min + 1 + usize::from(*blank), proof)?;
            let blank = if *blank {
                scanner.expect(",\"blank_proof\":")?;
                Some(pair(scanner)?)
            } else {
                None
            };
            scanner.expect("}")?;
            Ok(Answer::Homomorphic {
                choices,
                individual,
                overall,
                blank,
            })
        }
    }
}

pub(crate) fn ciphertext<R: std::io::BufRead>(
    scanner: &mut Scanner<R>,
) -> Result<Ciphertext, WireError> {
    scanner.expect("{\"alpha\":")?;
    let alpha = scanner.element()?;
    scanner.expect(",\"beta\":")?;
    let beta = scanner.element()?;
    scanner.expect("}")?;
    Ok(Ciphertext { alpha, beta })
}

pub(crate) fn proof<R: std::io::BufRead>(scanner: &mut Scanner<R>) -> Result<Proof, WireError> {
    scanner.expect("{\"challenge\":")?;
    let challenge = scanner.scalar()?;
    scanner.expect(",\"response\":")?;
    let response = scanner.scalar()?;
    scanner.expect("}")?;
    Ok(Proof {
        challenge,
        response,
    })
}

fn pair(scanner: &mut Scanner<&[u8]>) -> Result<[Proof; 2], WireError> {
    scanner.expect("[")?;
    let first = proof(scanner)?;
    scanner.expect(",")?;
    let second = proof(scanner)?;
    scanner.expect("]")?;
    Ok([first, second])
}

/// A ballot without its signature.
pub(super) fn unsigned(election: &Election, credential: Encoded, answers: &[Answer]) -> Vec<u8> {
    Writer::bytes(|writer| {
        writer.text(&format!(
            "{{\"election_uuid\":\"{}\",\"election_hash\":\"{}\",\"credential\":",
            election.uuid(),
            election.fingerprint()
        ))?;
        writer.element(credential)?;
        writer.text(",\"answers\":")?;
        writer.list(answers, write_answer)?;
        writer.text("}")
    })
}

/// The whole ballot, of the unsigned one.
pub(super) fn signed(mut unsigned: Vec<u8>, digest: &str, signature: &Proof) -> Vec<u8> {
    unsigned.pop();
    unsigned.extend(Writer::bytes(|writer| {
        writer.text(SIGNATURE)?;
        writer.text(&format!("{{\"hash\":\"{digest}\",\"proof\":"))?;
        writer.proof(signature)?;
        writer.text("}}")
    }));
    unsigned
}

fn write_answer(writer: &mut Writer<Vec<u8>>, answer: &Answer) -> std::io::Result<()> {
    writer.text("{\"choices\":")?;
    match answer {
        Answer::Ranked { choice, proof } => {
            write_ciphertext(writer, choice)?;
            writer.text(",\"proof\":")?;
            writer.proof(proof)?;
        }
        Answer::Homomorphic {
            choices,
            individual,
            overall,
            blank,
        } => {
            writer.list(choices, write_ciphertext)?;
            writer.text(",\"individual_proofs\":")?;
            writer.list(individual, |writer, proofs| {
                writer.list(proofs, Writer::proof)
            })?;
            writer.text(",\"overall_proof\":")?;
            writer.list(overall, Writer::proof)?;
            if let Some(proofs) = blank {
                writer.text(",\"blank_proof\":")?;
                writer.list(proofs, Writer::proof)?;
            }
        }
    }
    writer.text("}")
}

pub(crate) fn write_ciphertext<W: std::io::Write>(
    writer: &mut Writer<W>,
    ciphertext: &Ciphertext,
) -> std::io::Result<()> {
    writer.text("{\"alpha\":")?;
    writer.element(ciphertext.alpha)?;
    writer.text(",\"beta\":")?;
    writer.element(ciphertext.beta)?;
    writer.text("}")
}
