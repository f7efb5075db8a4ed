//! What a verb comes to.

use std::path::{Path, PathBuf};

/// A verb that did what it was asked to.
pub(crate) enum Success {
    /// And all is well.
    Done,
    /// And found something that does not hold.
    DoesNotHold,
}

/// A verb that could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A file cannot be read.
    #[error("{}: it cannot be read ({error}); check the path and its permissions", path.display())]
    Unreadable {
        path: PathBuf,
        error: std::io::Error,
    },
    /// A file cannot be written.
    #[error("{}: it cannot be written ({error}); check the path and its permissions", path.display())]
    Unwritable {
        path: PathBuf,
        error: std::io::Error,
    },
    /// A file of an earlier run cannot be removed.
    #[error("{}: it is of an earlier run and cannot be removed ({error}); remove it, or write to another folder", path.display())]
    Unremovable {
        path: PathBuf,
        error: std::io::Error,
    },
    /// A file that would be overwritten.
    #[error("{}: it is there already, and nothing is overwritten; name another file, or move this one away", path.display())]
    Exists { path: PathBuf },
    /// A file says something that is refused; the message gives place, reason and remedy.
    #[error("{}: {message}", path.display())]
    Refused { path: PathBuf, message: String },
    /// Something is refused that stands in no one file.
    #[error("{0}")]
    NotPossible(String),
    /// A person must act first.
    #[error("{0}")]
    PersonNeeded(String),
    /// Nobody reads the output any more.
    #[error("the output was closed")]
    OutputClosed,
    /// The output cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(std::io::Error),
}

impl Failure {
    pub(crate) fn refused(path: &Path, message: impl std::fmt::Display) -> Self {
        Self::Refused {
            path: path.to_owned(),
            message: message.to_string(),
        }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::PersonNeeded(_) => 4,
            _ => 3,
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::OutputClosed
        } else {
            Self::Output(error)
        }
    }
}
