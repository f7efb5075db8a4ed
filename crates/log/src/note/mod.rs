//! Signed notes: a text, a blank line, and a line for each signature (C2SP signed-note).

mod key;
mod name;
mod pair;
mod signature;

pub use key::{KeyError, KeyId, SigningKey, VerifyingKey};
pub use name::{KeyName, KeyNameError};
pub(crate) use pair::{PublicKey, SecretKey, Type};
pub use signature::{Signature, VerifyError};

use std::fmt;

/// A text and who claims to have signed it. Nothing of it is to be believed before [`Note::verify`], or what
/// [`Checkpoint::open`](crate::Checkpoint::open) makes of it.
///
/// [`Display`](fmt::Display) writes the bytes that [`Note::parse`] reads; a note has one spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// What is wrong with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not UTF-8.
    #[error("byte {byte} of the note, counted from 0, is not UTF-8")]
    Utf8 {
        /// How many bytes are.
        byte: usize,
    },
    /// A control character.
    #[error("line {line} of the note has a control character; none but the line feed is allowed")]
    Control {
        /// Which line, from 1.
        line: usize,
    },
    /// The text does not end its last line.
    #[error("a note's text ends in a line feed, and this one does not")]
    End,
    /// No blank line with signatures behind it.
    #[error(
        "the note has no signatures, which come behind its last blank line, each line ended by a line feed"
    )]
    Unsigned,
    /// A line that is no signature.
    #[error(
        "line {line} of the note is not a signature, which is a dash (U+2014), a key's name and base64 of its id and a signature"
    )]
    Signature {
        /// Which line, from 1.
        line: usize,
    },
    /// More signatures than anybody has use for.
    #[error("a note has at most 100 signatures")]
    Many,
}

impl Note {
    /// The most signatures that are read. The specification wants at least 16.
    pub const MAX_SIGNATURES: usize = 100;

    /// A note that nobody has signed yet. Its text must end in a line feed and have no other control character.
    pub fn new(text: impl Into<String>) -> Result<Self, NoteError> {
        let text = text.into();
        check_characters(&text)?;
        if !text.ends_with('\n') {
            return Err(NoteError::End);
        }
        let signatures = Vec::new();
        Ok(Self { text, signatures })
    }

    /// Reads a note with one signature at least.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let whole = std::str::from_utf8(bytes).map_err(|error| NoteError::Utf8 {
            byte: error.valid_up_to(),
        })?;
        check_characters(whole)?;
        let blank = whole.rfind("\n\n").ok_or(NoteError::Unsigned)?;
        let (text, rest) = whole.split_at(blank + 1);
        let lines = (rest.strip_prefix('\n'))
            .and_then(|lines| lines.strip_suffix('\n'))
            .ok_or(NoteError::Unsigned)?;
        let first = text.matches('\n').count() + 2;
        let mut signatures = Vec::new();
        for (line, signature) in (first..).zip(lines.split('\n')) {
            if signatures.len() == Self::MAX_SIGNATURES {
                return Err(NoteError::Many);
            }
            signatures.push(Signature::parse(signature).ok_or(NoteError::Signature { line })?);
        }
        let text = text.to_owned();
        Ok(Self { text, signatures })
    }

    /// The text that is signed, with its last line feed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What claims to be signatures, in order.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Signs, behind the other signatures; in place of one by the same key.
    pub fn sign(&mut self, key: &SigningKey) {
        self.add(key.sign(&self.text));
    }

    /// Adds a signature that was made elsewhere, such as a witness's; in place of one by the same key.
    pub fn add(&mut self, signature: Signature) {
        self.signatures
            .retain(|other| !other.is_by_key_of(&signature));
        self.signatures.push(signature);
    }

    /// The keys, of those that are known, that signed. Signatures by others are ignored; one by a known key that does not
    /// verify, or comes twice, refuses the note, and so does the lack of any.
    pub fn verify<'k>(
        &self,
        known: &'k [VerifyingKey],
    ) -> Result<Vec<&'k VerifyingKey>, VerifyError> {
        let mut signed = Vec::new();
        for key in known {
            if key.has_signed(self)? {
                signed.push(key);
            }
        }
        if signed.is_empty() {
            return Err(VerifyError::Unknown);
        }
        Ok(signed)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.text)?;
        (self.signatures.iter()).try_for_each(|signature| writeln!(formatter, "{signature}"))
    }
}

/// ASCII control characters "below U+0020"; the specification lets DEL and those of Latin-1 be.
fn check_characters(text: &str) -> Result<(), NoteError> {
    for (line, content) in (1..).zip(text.split('\n')) {
        if content.bytes().any(|byte| byte < 0x20) {
            return Err(NoteError::Control { line });
        }
    }
    Ok(())
}
