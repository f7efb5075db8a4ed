use super::form::Form;
use super::json::Json;
use super::notation::product;
use crate::group::{Encoded, GroupError, Point, encode};

/// A ciphertext as received: two texts that may be elements.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub alpha: Encoded,
    pub beta: Encoded,
}

/// Two elements of the group.
#[derive(Clone, Copy)]
pub(super) struct Ciphertext {
    pub alpha: Point,
    pub beta: Point,
}

impl Pair {
    pub fn read(json: &Json) -> Result<Self, Form> {
        let mut fields = json.object()?;
        let alpha = fields.take("alpha")?.element()?;
        let beta = fields.take("beta")?.element()?;
        fields.end()?;
        Ok(Self { alpha, beta })
    }

    pub fn check(&self) -> Result<Ciphertext, GroupError> {
        Ok(Ciphertext {
            alpha: self.alpha.element()?.0,
            beta: self.beta.element()?.0,
        })
    }
}

impl Ciphertext {
    /// The product of ciphertexts, which encrypts the sum of what they encrypt.
    pub fn product<'a>(ciphertexts: impl IntoIterator<Item = &'a Self> + Clone) -> Self {
        Self {
            alpha: product(ciphertexts.clone().into_iter().map(|one| one.alpha)),
            beta: product(ciphertexts.into_iter().map(|one| one.beta)),
        }
    }

    /// As bytes, by which an encrypted tally is sorted and compared.
    pub fn encoded(&self) -> (Encoded, Encoded) {
        (encode(&self.alpha), encode(&self.beta))
    }
}
