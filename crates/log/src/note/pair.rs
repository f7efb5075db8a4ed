//! What the keys of logs and of witnesses have in common.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{KeyError, KeyId, KeyName, Note, Signature, VerifyError};

/// What a key is for (C2SP signed-note, "Signature types").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// Signs notes.
    Note = 0x01,
    /// Cosigns checkpoints, with the time.
    Cosignature = 0x04,
}

/// A public key of either type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicKey {
    pub name: KeyName,
    pub id: KeyId,
    of: Type,
    key: ed25519_dalek::VerifyingKey,
}

impl PublicKey {
    fn new(name: KeyName, of: Type, key: ed25519_dalek::VerifyingKey) -> Self {
        let digest = Sha256::new()
            .chain_update(name.as_str())
            .chain_update([b'\n', of as u8])
            .chain_update(key.as_bytes());
        let [first, second, third, fourth, ..] = <[u8; 32]>::from(digest.finalize());
        let id = KeyId::from([first, second, third, fourth]);
        Self { name, id, of, key }
    }

    pub fn named(&self, name: KeyName) -> Self {
        Self::new(name, self.of, self.key)
    }

    pub fn bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    pub fn parse(text: &str, of: Type) -> Result<Self, KeyError> {
        let (name, id, bytes) = parse_parts(text, of)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::Point)?;
        // A point of small order verifies what nobody signed.
        if key.is_weak() {
            return Err(KeyError::Point);
        }
        Self::new(name, of, key).with_id(id)
    }

    fn with_id(self, found: KeyId) -> Result<Self, KeyError> {
        let computed = self.id;
        if computed != found {
            return Err(KeyError::Id { computed, found });
        }
        Ok(self)
    }

    /// The one signature in the note that claims to be by this key.
    pub fn find<'n>(&self, note: &'n Note) -> Result<Option<&'n Signature>, VerifyError> {
        let mut own = (note.signatures().iter())
            .filter(|signature| *signature.name() == self.name && signature.id() == self.id);
        let found = own.next();
        if own.next().is_some() {
            return Err(VerifyError::Twice {
                name: self.name.clone(),
                id: self.id,
            });
        }
        Ok(found)
    }

    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        let verified = ed25519_dalek::Signature::from_slice(signature)
            .and_then(|signature| self.key.verify_strict(message, &signature));
        verified.map_err(|_| self.invalid())
    }

    pub fn invalid(&self) -> VerifyError {
        VerifyError::Invalid {
            name: self.name.clone(),
            id: self.id,
        }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base64 = STANDARD.encode([&[self.of as u8], self.bytes().as_slice()].concat());
        write!(formatter, "{}+{}+{base64}", self.name, self.id)
    }
}

/// What a private key begins with.
const PRIVATE: &str = "PRIVATE+KEY+";

/// A private key of either type. The seed is wiped when it is dropped, by the library beneath.
#[derive(Clone)]
pub(crate) struct SecretKey {
    pub public: PublicKey,
    key: ed25519_dalek::SigningKey,
}

impl SecretKey {
    pub fn from_seed(name: KeyName, of: Type, seed: &[u8; 32]) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = PublicKey::new(name, of, key.verifying_key());
        Self { public, key }
    }

    pub fn named(&self, name: KeyName) -> Self {
        let public = self.public.named(name);
        let key = self.key.clone();
        Self { public, key }
    }

    pub fn parse(text: &str, of: Type) -> Result<Self, KeyError> {
        let parts = text.strip_prefix(PRIVATE).ok_or(KeyError::Form)?;
        let (name, id, seed) = parse_parts(parts, of)?;
        let Self { public, key } = Self::from_seed(name, of, &seed);
        let public = public.with_id(id)?;
        Ok(Self { public, key })
    }

    pub fn reveal(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([self.public.of as u8; 33]);
        bytes[1..].copy_from_slice(self.key.as_bytes());
        let PublicKey { name, id, .. } = &self.public;
        let before = format!("{PRIVATE}{name}+{id}+");
        // Room for all of it, since what grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(before.len() + 44));
        text.push_str(&before);
        STANDARD.encode_string(bytes.as_slice(), &mut text);
        text
    }

    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

type Parts = (KeyName, KeyId, Zeroizing<[u8; 32]>);

/// Name, id and 32 bytes from `name+id+base64(type || bytes)`, each in the one spelling.
fn parse_parts(text: &str, of: Type) -> Result<Parts, KeyError> {
    let mut parts = text.splitn(3, '+');
    let mut part = || parts.next().ok_or(KeyError::Form);
    let (name, id, base64) = (part()?, part()?, part()?);
    let number = u32::from_str_radix(id, 16).map_err(|_| KeyError::Form)?;
    let key_id = KeyId::from(number.to_be_bytes());
    if key_id.to_string() != id {
        return Err(KeyError::Form);
    }
    let bytes = Zeroizing::new(STANDARD.decode(base64).map_err(|_| KeyError::Form)?);
    let (found, bytes) = bytes.split_first().ok_or(KeyError::Form)?;
    let expected = of as u8;
    if *found != expected {
        let found = *found;
        return Err(KeyError::Type { found, expected });
    }
    let bytes = bytes.try_into().map_err(|_| KeyError::Form)?;
    Ok((name.parse()?, key_id, Zeroizing::new(bytes)))
}
