//! What a tree must be to be the message that is expected (section 4.2 of the specification).

use std::slice;

use super::json::Json;
use super::scalar;
use super::stop::fault;
use crate::digest::Digest;
use crate::group::{Encoded, Scalar};
use crate::verify::{Fault, Place, Reason};

/// Why a text is not the one form of its message.
#[derive(Debug)]
pub(super) enum Form {
    /// Another form.
    Malformed(String),
    /// A number that is not canonical.
    Scalar,
}

impl Form {
    /// As the fault of a message.
    pub fn at(self, place: Place) -> Fault {
        fault(place, self.into())
    }

    fn expected(what: &str) -> Self {
        Self::Malformed(format!("expected {what}"))
    }
}

impl From<Form> for Reason {
    fn from(form: Form) -> Self {
        match form {
            Form::Malformed(why) => Self::Malformed(why),
            Form::Scalar => Self::Scalar,
        }
    }
}

/// The longest name that is looked at.
const LONGEST: usize = 100;

/// The fields of an object, taken in their order.
pub(super) struct Fields<'a>(slice::Iter<'a, (String, Json)>);

impl<'a> Fields<'a> {
    /// The field that must come next.
    pub fn take(&mut self, name: &str) -> Result<&'a Json, Form> {
        self.take_if(name)
            .ok_or_else(|| Form::expected(&format!("the field “{name}”")))
    }

    /// The field that may come next.
    pub fn take_if(&mut self, name: &str) -> Option<&'a Json> {
        let (next, value) = self.0.as_slice().first()?;
        if next != name {
            return None;
        }
        self.0.next();
        Some(value)
    }

    /// No other field may come.
    pub fn end(mut self) -> Result<(), Form> {
        match self.0.next() {
            None => Ok(()),
            Some((name, _)) => Err(Form::Malformed(format!(
                "the field “{name}” has no place here"
            ))),
        }
    }
}

impl Json {
    pub fn object(&self) -> Result<Fields<'_>, Form> {
        match self {
            Self::Object(fields) => Ok(Fields(fields.iter())),
            _ => Err(Form::expected("an object")),
        }
    }

    /// A list of any length.
    pub fn list(&self) -> Result<&[Self], Form> {
        match self {
            Self::List(items) => Ok(items),
            _ => Err(Form::expected("a list")),
        }
    }

    /// A list whose length is part of the message's form.
    pub fn tuple<const N: usize>(&self) -> Result<&[Self; N], Form> {
        self.list()?
            .try_into()
            .map_err(|_| Form::expected(&format!("a list of {N}")))
    }

    /// Each item of a list, of any length.
    pub fn each<'a, T>(
        &'a self,
        item: impl FnMut(&'a Self) -> Result<T, Form>,
    ) -> Result<Vec<T>, Form> {
        self.list()?.iter().map(item).collect()
    }

    /// Each item of a list of so many.
    pub fn each_of<'a, T>(
        &'a self,
        count: usize,
        item: impl FnMut(&'a Self) -> Result<T, Form>,
    ) -> Result<Vec<T>, Form> {
        let items = self.list()?;
        if items.len() == count {
            items.iter().map(item).collect()
        } else {
            Err(Form::Malformed(format!(
                "a list has {} items instead of {count}",
                items.len()
            )))
        }
    }

    pub fn text(&self) -> Result<&str, Form> {
        match self {
            Self::Text(text) => Ok(text),
            _ => Err(Form::expected("a text")),
        }
    }

    pub fn number(&self) -> Result<u64, Form> {
        match self {
            Self::Number(number) => Ok(*number),
            _ => Err(Form::expected("a whole number")),
        }
    }

    /// An element as written, of which nothing more is checked here.
    pub fn element(&self) -> Result<Encoded, Form> {
        Encoded::from_hex(self.text()?.as_bytes())
            .map_err(|error| Form::Malformed(format!("an element {error}")))
    }

    pub fn scalar(&self) -> Result<Scalar, Form> {
        let text = self.text()?;
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Form::expected("a decimal number in quotes"));
        }
        scalar::from_decimal(text).ok_or(Form::Scalar)
    }

    /// A name or a digest: a text of a few letters, digits and signs.
    pub fn plain(&self) -> Result<&str, Form> {
        let text = self.text()?;
        let plain = |byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        if text.len() <= LONGEST && text.bytes().all(plain) {
            Ok(text)
        } else {
            Err(Form::expected("letters, digits and signs"))
        }
    }

    pub fn digest(&self) -> Result<Digest, Form> {
        Digest::from_hex(self.text()?)
            .ok_or_else(|| Form::expected("64 lower-case hexadecimal digits of a digest"))
    }
}
