use sha2::{Digest as _, Sha256};

use super::{Encoded, Scalar};

/// A challenge of the Fiat-Shamir transform: SHA-256 of a text, read big-endian, modulo the order.
#[derive(Clone)]
pub(crate) struct Challenge(Sha256);

impl Challenge {
    pub fn new(prefix: &str) -> Self {
        Self(Sha256::new_with_prefix(prefix))
    }

    pub fn text(mut self, text: &str) -> Self {
        self.0.update(text);
        self
    }

    pub fn element(mut self, element: Encoded) -> Self {
        self.0.update(element.to_hex());
        self
    }

    /// Elements with commas between them, and none behind.
    pub fn elements(mut self, elements: &[Encoded]) -> Self {
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.0.update(b",");
            }
            self.0.update(element.to_hex());
        }
        self
    }

    /// Elements each with a comma behind it, as the shuffle's proofs write lists.
    pub fn list(mut self, elements: impl IntoIterator<Item = Encoded>) -> Self {
        let mut line = [b','; 65];
        for element in elements {
            line[..64].copy_from_slice(&element.to_hex());
            self.0.update(line);
        }
        self
    }

    pub fn scalar(self) -> Scalar {
        big_endian(self.0.finalize().into())
    }

    pub fn digest(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// A digest as a number, modulo the order.
pub(crate) fn big_endian(mut digest: [u8; 32]) -> Scalar {
    digest.reverse();
    Scalar::from_bytes_mod_order(digest)
}
