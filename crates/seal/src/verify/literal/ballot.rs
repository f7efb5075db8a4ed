//! One ballot (sections 4.16 and 4.17 of the specification).

use super::answer::Answer;
use super::ciphertext::Ciphertext;
use super::form::Form;
use super::json::Json;
use super::proof::Proof;
use crate::digest::Digest;
use crate::election::Election;
use crate::group::{Element, Encoded};
use crate::verify::Reason;

/// A ballot as received.
pub(super) struct Ballot {
    pub credential: Encoded,
    answers: Vec<Answer>,
    signed_hash: String,
    signature: Proof,
    /// What the signed hash must be: that of the ballot without its signature.
    unsigned_hash: String,
}

/// The elements of a ballot, each of which is one.
pub(super) struct Checked {
    credential: Element,
    pub answers: Vec<Vec<Ciphertext>>,
}

impl Ballot {
    /// Reads a ballot of this election, whose questions give the answers their form.
    pub fn read(message: &[u8], election: &Election) -> Result<Self, Reason> {
        let mut json = Json::read(message)?;
        let mut fields = json.object()?;
        let election_uuid = fields.take("election_uuid")?.plain()?;
        let election_hash = fields.take("election_hash")?.plain()?;
        if election_uuid != election.uuid().as_str() || election_hash != election.fingerprint() {
            return Err(Reason::OtherElection);
        }
        let questions = election.questions();
        let credential = fields.take("credential")?.element()?;
        let mut asked = questions.iter();
        let answers =
            fields
                .take("answers")?
                .each_of(questions.len(), |answer| match asked.next() {
                    Some(question) => Answer::read(answer, question),
                    None => Err(Form::Malformed("an answer to no question".to_owned())),
                })?;
        let mut signature = fields.take("signature")?.object()?;
        fields.end()?;
        let signed_hash = signature.take("hash")?.plain()?.to_owned();
        let proof = Proof::read(signature.take("proof")?)?;
        signature.end()?;
        // The signature was the last field.
        if let Json::Object(fields) = &mut json {
            fields.pop();
        }
        let unsigned_hash = Digest::of(json.written().as_bytes()).to_base64();
        Ok(Self {
            credential,
            answers,
            signed_hash,
            signature: proof,
            unsigned_hash,
        })
    }

    pub fn check_hash(&self) -> Result<(), Reason> {
        if self.signed_hash == self.unsigned_hash {
            Ok(())
        } else {
            Err(Reason::Signature)
        }
    }

    pub fn check_elements(&self) -> Result<Checked, Reason> {
        let credential = self.credential.element().map_err(Reason::Element)?;
        if credential.is_identity() {
            return Err(Reason::NeutralCredential);
        }
        let answers = self
            .answers
            .iter()
            .map(Answer::check_elements)
            .collect::<Result<_, _>>();
        Ok(Checked {
            credential,
            answers: answers.map_err(Reason::Element)?,
        })
    }

    pub fn check_proofs(&self, election: &Election, checked: &Checked) -> Result<(), Reason> {
        // S_0 is φ, a bar, and the credential.
        let s0 = format!("{}|{}", election.fingerprint(), self.credential);
        let answers = election
            .questions()
            .iter()
            .zip(&self.answers)
            .zip(&checked.answers);
        for (number, ((question, answer), choices)) in (1..).zip(answers) {
            if !answer.holds(question, choices, election.public_key(), &s0) {
                return Err(Reason::BallotProof(number));
            }
        }
        Ok(())
    }

    /// `A = g^response × credential^challenge`; `challenge = H(sig|hash|A)`.
    pub fn check_signature(&self, checked: &Checked) -> Result<(), Reason> {
        let text = format!("sig|{}|", self.signed_hash);
        if self.signature.knows_logarithm(&checked.credential.0, &text) {
            Ok(())
        } else {
            Err(Reason::Signature)
        }
    }
}
