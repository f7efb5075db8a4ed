//! Cosignatures: what witnesses say of a log (C2SP tlog-cosignature, Ed25519).

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

use crate::checkpoint::{Checkpoint, OpenError};
use crate::decimal;
use crate::note::{KeyError, KeyId, KeyName, Note, PublicKey, SecretKey, Signature, Type};
use crate::note::{VerifyError, VerifyingKey};
use crate::proof::{ConsistencyProof, ProofError};
use crate::tree::TreeHead;

/// When a witness cosigned: seconds since 1970, below 2^63, by the witness's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(u64);

/// That a number is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a cosignature's time is below 2^63 seconds, not {seconds}")]
pub struct TimestampError {
    /// The seconds.
    pub seconds: u64,
}

impl Timestamp {
    /// The time so many seconds after the beginning of 1970.
    pub const fn new(seconds: u64) -> Result<Self, TimestampError> {
        if seconds >= decimal::LIMIT {
            return Err(TimestampError { seconds });
        }
        Ok(Self(seconds))
    }

    /// The seconds.
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

/// Why a witness does not cosign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CosignError {
    /// Not a checkpoint of the log.
    #[error(transparent)]
    Checkpoint(#[from] OpenError),
    /// It does not continue what the witness has seen: the log shows two histories, or the proof is not one.
    #[error(transparent)]
    History(#[from] ProofError),
}

/// A witness's private key. Wiped when it is dropped; neither printed nor compared.
#[derive(Clone)]
pub struct WitnessKey(SecretKey);

impl WitnessKey {
    /// The key that 32 random bytes make, under a name. Not a seed that is used elsewhere: the signed message does not say
    /// whose it is.
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        Self(SecretKey::from_seed(name, Type::Cosignature, seed))
    }

    /// Reads `PRIVATE+KEY+name+id+base64(0x04 || seed)`.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        SecretKey::parse(text, Type::Cosignature).map(Self)
    }

    /// The text that [`WitnessKey::parse`] reads: a secret.
    pub fn reveal(&self) -> Zeroizing<String> {
        self.0.reveal()
    }

    /// The public half.
    pub fn witness(&self) -> Witness {
        Witness(self.0.public.clone())
    }

    /// Cosigns a checkpoint of the log that continues `seen`, which is the largest head of that log that this witness has
    /// cosigned, or the [empty tree's](TreeHead::empty). Only so: a cosignature says that the witness has seen one history.
    ///
    /// The caller keeps the head that is returned, durably, before it lets the cosignature out.
    pub fn cosign(
        &self,
        note: &Note,
        log: &VerifyingKey,
        seen: &TreeHead,
        proof: &ConsistencyProof,
        time: Timestamp,
    ) -> Result<(Signature, TreeHead), CosignError> {
        let checkpoint = Checkpoint::open(note, log)?;
        proof.verify(seen, checkpoint.head())?;
        let signature = self.0.sign(message(time, note).as_bytes());
        let bytes = [time.0.to_be_bytes().as_slice(), &signature].concat();
        let PublicKey { name, id, .. } = &self.0.public;
        Ok((Signature::new(name.clone(), *id, bytes), *checkpoint.head()))
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WitnessKey({}, secret)", self.0.public.name)
    }
}

/// A witness, by its public key: of type 0x04. Written `name+id+base64(0x04 || key)`.
#[derive(Clone, PartialEq, Eq)]
pub struct Witness(PublicKey);

impl Witness {
    /// Who it is.
    pub const fn name(&self) -> &KeyName {
        &self.0.name
    }

    /// How cosignatures name it.
    pub const fn id(&self) -> KeyId {
        self.0.id
    }

    /// When this witness cosigned the note, none if it has not; an error if what claims so is no cosignature by it, or
    /// comes twice.
    pub fn cosigned(&self, note: &Note) -> Result<Option<Timestamp>, VerifyError> {
        let Some(signature) = self.0.find(note)? else {
            return Ok(None);
        };
        let (time, bytes) =
            (signature.bytes().split_first_chunk()).ok_or_else(|| self.0.invalid())?;
        let time = Timestamp::new(u64::from_be_bytes(*time)).map_err(|_| self.0.invalid())?;
        self.0.verify(message(time, note).as_bytes(), bytes)?;
        Ok(Some(time))
    }

    pub(crate) fn key_bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Witness({self})")
    }
}

impl FromStr for Witness {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        PublicKey::parse(text, Type::Cosignature).map(Self)
    }
}

/// What a witness signs (C2SP tlog-cosignature, "Ed25519 signed message").
fn message(time: Timestamp, note: &Note) -> String {
    format!("cosignature/v1\ntime {}\n{}", time.0, note.text())
}
