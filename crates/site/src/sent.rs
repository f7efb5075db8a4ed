//! What forms and files send.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use serde::de::DeserializeOwned;

use crate::trouble::Trouble;

/// A form's fields.
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync + Send> FromRequest<S> for Sent<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        let form = axum::Form::<T>::from_request(request, state).await;
        form.map(|form| Self(form.0))
            .map_err(|error| Trouble::Malformed(error.body_text()))
    }
}

/// What a form with files sends: files by their fields' names, and what else was entered.
#[derive(Default)]
pub(crate) struct Files {
    files: Vec<(String, Bytes)>,
}

impl Files {
    /// The first file, or text, of a field; nothing where it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&[u8]> {
        let mut found = self
            .files
            .iter()
            .filter(|(field, bytes)| field == name && !bytes.is_empty());
        found.next().map(|(_, bytes)| &**bytes)
    }

    /// The same, refused where there is none.
    pub(crate) fn expect(&self, name: &str) -> Result<&[u8], Trouble> {
        self.get(name).ok_or_else(|| {
            Trouble::Malformed(format!(
                "no file was chosen for '{name}'; choose one, and send again"
            ))
        })
    }

    /// A field's text.
    pub(crate) fn text(&self, name: &str) -> Result<String, Trouble> {
        let bytes = self.expect(name)?.to_vec();
        String::from_utf8(bytes).map_err(|_| {
            Trouble::Malformed(format!(
                "'{name}' is not text in UTF-8; save it so, and send again"
            ))
        })
    }

    /// All files of a field.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.files
            .iter()
            .filter(move |(field, bytes)| field == name && !bytes.is_empty())
            .map(|(_, bytes)| &**bytes)
    }
}

impl<S: Sync + Send> FromRequest<S> for Files {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        let refused = |error: &dyn std::fmt::Display| {
            Trouble::Malformed(format!("what was sent does not read: {error}"))
        };
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|error| refused(&error.body_text()))?;
        let mut files = Self::default();
        while let Some(field) = parts
            .next_field()
            .await
            .map_err(|error| refused(&error.body_text()))?
        {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field
                .bytes()
                .await
                .map_err(|error| refused(&error.body_text()))?;
            files.files.push((name, bytes));
        }
        Ok(files)
    }
}
