//! What can go wrong, as it is told: a page, or JSON where a program asks.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hustings_office::OfficeError;
use hustings_store::StoreError;

/// Why there is no page.
#[derive(Debug, Clone)]
pub(crate) enum Trouble {
    /// No such page, contest, box.
    NotFound,
    /// Somebody must sign in first.
    SignIn,
    /// Signed in, and not allowed.
    Forbidden,
    /// The form is not of this session.
    Forged,
    /// Too often.
    TooMany,
    /// What was sent is not understood: why, in English.
    Malformed(String),
    /// The rulebook, the timetable or the log do not allow it: why, and what to do.
    Refused(String),
    /// The database is busy or away; nothing was done.
    Busy,
    /// Not anybody's fault but ours; the log has more under this word.
    Broken(String),
}

/// Trouble on its way to the frame that tells it.
#[derive(Debug, Clone)]
pub(crate) struct Untold(pub(crate) Trouble);

impl Trouble {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Forged => StatusCode::FORBIDDEN,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The word by which programs know it, and the beginning of its texts' keys.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::SignIn => "signed-out",
            Self::Forbidden => "forbidden",
            Self::Forged => "forged",
            Self::TooMany => "too-many",
            Self::Malformed(_) => "malformed",
            Self::Refused(_) => "refused",
            Self::Busy => "busy",
            Self::Broken(_) => "broken",
        }
    }

    /// What there is to say beyond the code.
    pub(crate) fn detail(&self) -> &str {
        match self {
            Self::Malformed(detail) | Self::Refused(detail) | Self::Broken(detail) => detail,
            _ => "",
        }
    }

    /// Something that should not happen: told to the log, and by a word to whoever asked.
    pub(crate) fn broken(error: &dyn std::fmt::Display) -> Self {
        let word = crate::secret::draw()[..8].to_owned();
        tracing::error!(word, %error, "broken");
        Self::Broken(word)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Untold(self));
        response
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        if matches!(
            error,
            StoreError::Busy { .. } | StoreError::Unavailable { .. }
        ) {
            tracing::warn!(%error, "the store is busy");
            Self::Busy
        } else {
            Self::broken(&error)
        }
    }
}

impl From<OfficeError> for Trouble {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Store(error) => error.into(),
            OfficeError::Lost(what) => Self::broken(&what),
            other => Self::Refused(other.to_string()),
        }
    }
}
