//! A shuffle as it is written. At a million ballots it has half a gigabyte, so it is read and written as a stream.

use std::io::{self, BufRead, Write};

use super::{Shuffle, ShuffleProof, ShuffledQuestion};
use crate::ballot::{read_ciphertext, write_ciphertext};
use crate::group::{Encoded, Scalar};
use crate::wire::{Scanner, WireError, Writer};

impl Shuffle {
    /// Writes the message.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut writer = Writer::new(out);
        writer.text("{\"ciphertexts\":")?;
        writer.list(&self.questions, |writer, question| {
            writer.list(&question.ciphertexts, write_ciphertext)
        })?;
        writer.text(",\"proofs\":")?;
        writer.list(&self.questions, |writer, question| {
            write_proof(writer, &question.proof)
        })?;
        writer.text("}")
    }

    /// Reads a shuffle of as many questions, each of as many ciphertexts.
    pub(crate) fn read<R: BufRead>(
        scanner: &mut Scanner<R>,
        questions: usize,
        ballots: usize,
    ) -> Result<Self, WireError> {
        scanner.expect("{\"ciphertexts\":")?;
        let ciphertexts = scanner.list_of(questions, |scanner| {
            scanner.list_of(ballots, read_ciphertext)
        })?;
        scanner.expect(",\"proofs\":")?;
        let proofs = scanner.list_of(questions, |scanner| read_proof(scanner, ballots))?;
        scanner.expect("}")?;
        let questions = ciphertexts
            .into_iter()
            .zip(proofs)
            .map(|(ciphertexts, proof)| ShuffledQuestion { ciphertexts, proof })
            .collect();
        Ok(Self { questions })
    }
}

fn write_proof<W: Write>(writer: &mut Writer<W>, proof: &ShuffleProof) -> io::Result<()> {
    let [t1, t2, t3, t41, t42] = proof.t;
    let element = Writer::<W>::element;
    let scalar = Writer::<W>::scalar;
    writer.text("[[")?;
    for t in [t1, t2, t3] {
        writer.element(t)?;
        writer.text(",")?;
    }
    writer.list([t41, t42], element)?;
    writer.text(",")?;
    writer.list(proof.t_hat.iter().copied(), element)?;
    writer.text("],[")?;
    for s in &proof.s {
        writer.scalar(s)?;
        writer.text(",")?;
    }
    writer.list(&proof.s_hat, scalar)?;
    writer.text(",")?;
    writer.list(&proof.s_prime, scalar)?;
    writer.text("],")?;
    writer.list(proof.c.iter().copied(), element)?;
    writer.text(",")?;
    writer.list(proof.c_hat.iter().copied(), element)?;
    writer.text("]")
}

fn read_proof<R: BufRead>(
    scanner: &mut Scanner<R>,
    ballots: usize,
) -> Result<ShuffleProof, WireError> {
    scanner.expect("[[")?;
    let mut t = [Encoded::from_bytes([0; 32]); 5];
    for t in &mut t[..3] {
        *t = scanner.element()?;
        scanner.expect(",")?;
    }
    scanner.expect("[")?;
    t[3] = scanner.element()?;
    scanner.expect(",")?;
    t[4] = scanner.element()?;
    scanner.expect("],")?;
    let t_hat = scanner.list_of(ballots, Scanner::element)?;
    scanner.expect("],[")?;
    let mut s = [Scalar::ZERO; 4];
    for s in &mut s {
        *s = scanner.scalar()?;
        scanner.expect(",")?;
    }
    let s_hat = scanner.list_of(ballots, Scanner::scalar)?;
    scanner.expect(",")?;
    let s_prime = scanner.list_of(ballots, Scanner::scalar)?;
    scanner.expect("],")?;
    let c = scanner.list_of(ballots, Scanner::element)?;
    scanner.expect(",")?;
    let c_hat = scanner.list_of(ballots, Scanner::element)?;
    scanner.expect("]")?;
    Ok(ShuffleProof {
        t,
        t_hat,
        s,
        s_hat,
        s_prime,
        c,
        c_hat,
    })
}
