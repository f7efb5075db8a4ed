//! Readers of what was published: bytes in, values out, or the place and the reason why not.

pub(crate) mod address;
pub(crate) mod ballot;
mod chapters;
pub(crate) mod events;
pub(crate) mod fault;
pub(crate) mod fields;
pub(crate) mod gates;
pub(crate) mod json;
pub(crate) mod papers;
pub(crate) mod rulebook;
pub(crate) mod tables;

/// Why something does not read: a file with a line or pointer, and a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) place: String,
    pub(crate) reason: String,
}

impl Trouble {
    pub(crate) fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            reason: reason.into(),
        }
    }
}
