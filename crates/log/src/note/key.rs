use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

use super::pair::{PublicKey, SecretKey, Type};
use super::{KeyName, KeyNameError, Note, Signature, VerifyError};

/// The first four bytes of `SHA-256(name || 0x0A || type || public key)` (C2SP signed-note, "Signatures"). Finds a key, and
/// proves nothing. Written as eight lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }
}

impl From<[u8; 4]> for KeyId {
    fn from(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KeyId({self})")
    }
}

/// What is wrong with the text of a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the three parts.
    #[error(
        "a key is written as its name, its id in hexadecimal and its bytes in base64, with plus signs between"
    )]
    Form,
    /// Not a name.
    #[error(transparent)]
    Name(#[from] KeyNameError),
    /// Another kind of key.
    #[error(
        "the key is of type {found:#04x}, and {expected:#04x} is wanted: 0x01 for a log, 0x04 for a witness"
    )]
    Type {
        /// The type that it says.
        found: u8,
        /// The type that is wanted here.
        expected: u8,
    },
    /// Not a point of the curve, or one of the few that verify anything.
    #[error("the key's 32 bytes are no Ed25519 public key that can be trusted")]
    Point,
    /// The id is of another name or other bytes.
    #[error(
        "the key's id is {computed}, and {found} is written; its name or its bytes were changed"
    )]
    Id {
        /// The id that follows from name and bytes.
        computed: KeyId,
        /// The id that is written.
        found: KeyId,
    },
}

/// A log's public key: of type 0x01, Ed25519 over the text of a note. Written as a verifier key, `name+id+base64`
/// (C2SP signed-note, "Verifier keys").
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey(PublicKey);

impl VerifyingKey {
    /// Whose it is; of a log, its origin.
    pub const fn name(&self) -> &KeyName {
        &self.0.name
    }

    /// How signatures name it.
    pub const fn id(&self) -> KeyId {
        self.0.id
    }

    /// The same key for another log, since its name and so its id are another's: the key of a box by that of the contest.
    #[must_use]
    pub fn named(&self, name: KeyName) -> Self {
        Self(self.0.named(name))
    }

    /// Whether this key has signed the note; an error if what claims so is no signature by it, or comes twice.
    pub fn has_signed(&self, note: &Note) -> Result<bool, VerifyError> {
        let Some(signature) = self.0.find(note)? else {
            return Ok(false);
        };
        self.0.verify(note.text().as_bytes(), signature.bytes())?;
        Ok(true)
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "VerifyingKey({self})")
    }
}

impl FromStr for VerifyingKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        PublicKey::parse(text, Type::Note).map(Self)
    }
}

/// A log's private key. Wiped when it is dropped; neither printed nor compared.
#[derive(Clone)]
pub struct SigningKey(SecretKey);

impl SigningKey {
    /// The key that 32 random bytes make (RFC 8032, section 5.1.5), under a name.
    pub fn from_seed(name: KeyName, seed: &[u8; 32]) -> Self {
        Self(SecretKey::from_seed(name, Type::Note, seed))
    }

    /// Reads `PRIVATE+KEY+name+id+base64(0x01 || seed)`, as Go's `note` package writes it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        SecretKey::parse(text, Type::Note).map(Self)
    }

    /// The text that [`SigningKey::parse`] reads: a secret.
    pub fn reveal(&self) -> Zeroizing<String> {
        self.0.reveal()
    }

    /// The same key for another log: see [`VerifyingKey::named`].
    #[must_use]
    pub fn named(&self, name: KeyName) -> Self {
        Self(self.0.named(name))
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.public.clone())
    }

    /// A signature of a note's text (C2SP signed-note, "Ed25519 signatures"). What a log signs is for
    /// [`Checkpoint::sign`](crate::Checkpoint::sign) to say.
    pub(crate) fn sign(&self, text: &str) -> Signature {
        let PublicKey { name, id, .. } = &self.0.public;
        Signature::new(name.clone(), *id, self.0.sign(text.as_bytes()).to_vec())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({}, secret)", self.0.public.name)
    }
}
