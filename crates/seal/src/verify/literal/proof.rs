use super::form::Form;
use super::json::Json;
use super::notation::{g, hash, hex, power};
use crate::group::{Element, Point, Scalar};

/// A challenge and its response (section 4.3 of the specification).
pub(super) struct Proof {
    pub challenge: Scalar,
    pub response: Scalar,
}

impl Proof {
    pub fn read(json: &Json) -> Result<Self, Form> {
        let mut fields = json.object()?;
        let challenge = fields.take("challenge")?.scalar()?;
        let response = fields.take("response")?.scalar()?;
        fields.end()?;
        Ok(Self {
            challenge,
            response,
        })
    }

    /// `base^response × image^challenge`.
    pub fn commitment(&self, base: &Point, image: &Point) -> Point {
        power(base, &self.response) + power(image, &self.challenge)
    }

    /// Whether this shows that its author knows the logarithm of `key`, for a text that ends before A: the proofs of
    /// possession, the signatures and the proofs of encryption are all made like this.
    pub fn knows_logarithm(&self, key: &Point, text_before: &str) -> bool {
        let commitment = self.commitment(&g(), key);
        self.challenge == hash(&format!("{text_before}{}", hex(&commitment)))
    }

    /// Whether this is a signature of the message by the key (section 4.6.1).
    pub fn signs(&self, message: &str, key: &Element) -> bool {
        self.knows_logarithm(&key.0, &format!("sigmsg|{message}|"))
    }
}
