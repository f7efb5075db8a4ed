use std::io::{self, Write};

use crate::group::{Encoded, Scalar, decimal};
use crate::proof::Proof;

/// Writes a message from front to back.
pub(crate) struct Writer<W> {
    out: W,
    number: Vec<u8>,
}

impl Writer<Vec<u8>> {
    /// The bytes of a message that fits in memory.
    pub fn bytes(write: impl FnOnce(&mut Self) -> io::Result<()>) -> Vec<u8> {
        let mut writer = Self::new(Vec::new());
        // Writing to memory cannot fail.
        let _ = write(&mut writer);
        writer.out
    }
}

impl<W: Write> Writer<W> {
    pub fn new(out: W) -> Self {
        Self {
            out,
            number: Vec::with_capacity(80),
        }
    }

    pub fn text(&mut self, literal: &str) -> io::Result<()> {
        self.out.write_all(literal.as_bytes())
    }

    pub fn element(&mut self, element: Encoded) -> io::Result<()> {
        let mut quoted = [b'"'; 66];
        quoted[1..65].copy_from_slice(&element.to_hex());
        self.out.write_all(&quoted)
    }

    pub fn scalar(&mut self, scalar: &Scalar) -> io::Result<()> {
        self.number.clear();
        self.number.push(b'"');
        decimal(scalar, &mut self.number);
        self.number.push(b'"');
        self.out.write_all(&self.number)
    }

    pub fn proof(&mut self, proof: &Proof) -> io::Result<()> {
        self.text("{\"challenge\":")?;
        self.scalar(&proof.challenge)?;
        self.text(",\"response\":")?;
        self.scalar(&proof.response)?;
        self.text("}")
    }

    pub fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut item: impl FnMut(&mut Self, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.text("[")?;
        for (index, value) in items.into_iter().enumerate() {
            if index > 0 {
                self.text(",")?;
            }
            item(self, value)?;
        }
        self.text("]")
    }
}
