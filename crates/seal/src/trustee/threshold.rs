//! A threshold of trustees: Pedersen's distributed generation of a key (section 4.6 of the specification).
//!
//! The ceremony goes in four rounds of files, each carried by anybody:
//!
//! 1. each trustee makes a [`Seed`](super::Seed), which stays with it, and a [`Certificate`] of its public keys;
//! 2. each gets all certificates, checks them ([`Certificates`]) and makes a [`Polynomial`]: shares of a secret of its own,
//!    each encrypted for one trustee;
//! 3. whoever carries sorts the shares by recipient ([`Incoming::sort`]); each trustee checks those for it and sums them up
//!    to its key ([`Outgoing`]);
//! 4. all public parts together are the [`ThresholdParameters`].

mod certificate;
mod parameters;
mod polynomial;
mod share;

pub use certificate::{Certificate, Certificates, Place};
pub use parameters::ThresholdParameters;
pub use polynomial::Polynomial;
pub use share::{Incoming, Outgoing, ShareError, open_share};

use super::{ChannelError, KeyFault};
use crate::group::GroupError;

/// What is wrong with a message of the ceremony; trustees are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CeremonyFault {
    /// Not the message that it should be.
    #[error("trustee {0}: {1}")]
    Malformed(usize, String),
    /// A bad element.
    #[error("trustee {0}: a key or coefficient {1}")]
    Element(usize, GroupError),
    /// A neutral element, with which anybody can sign or decrypt.
    #[error("trustee {0}: a key is the neutral element")]
    Neutral(usize),
    /// The certificate is for another ceremony.
    #[error(
        "trustee {0}: its certificate is for another group, number of trustees, threshold or place"
    )]
    Context(usize),
    /// Two trustees share a key.
    #[error("trustees {0} and {1} have the same keys")]
    SameKeys(usize, usize),
    /// A signature does not hold.
    #[error("trustee {0}: {1} is not signed by its certificate")]
    Signature(usize, &'static str),
    /// The number of messages, or of coefficients, is another.
    #[error("there should be {expected} {what}, and there are {found}")]
    Number {
        /// Of what.
        what: &'static str,
        /// As many.
        expected: usize,
        /// As many.
        found: usize,
    },
    /// No trustee suffices, or more than there are.
    #[error(
        "a threshold of {threshold} of {size} trustees is none: at least 1 and at most all of them"
    )]
    Threshold {
        /// How many suffice.
        threshold: usize,
        /// How many there are.
        size: usize,
    },
    /// The seed is none of this ceremony's.
    #[error("this seed belongs to none of the certificates: check that it is of this ceremony")]
    Stranger,
    /// A private message from a trustee cannot be read.
    #[error("trustee {0}: its message {1}")]
    Channel(usize, ChannelError),
    /// A share does not fit its sender's coefficients.
    #[error(
        "trustee {0}: the share that it sent does not fit what it published; stop the ceremony and begin anew"
    )]
    Share(usize),
    /// One's own polynomial came back changed.
    #[error(
        "what was published in your name is not what you made; stop the ceremony and begin anew"
    )]
    OwnPolynomial,
    /// A key does not fit the coefficients.
    #[error("trustee {0}: its key does not follow from what all trustees published")]
    Key(usize),
    /// A key by itself is bad.
    #[error("trustee {0}: {1}")]
    KeyFault(usize, KeyFault),
}

impl CeremonyFault {
    /// Whose message it is found in, if it is one trustee's.
    pub fn trustee(&self) -> Option<usize> {
        match *self {
            Self::Malformed(number, _)
            | Self::Element(number, _)
            | Self::Neutral(number)
            | Self::Context(number)
            | Self::SameKeys(_, number)
            | Self::Signature(number, _)
            | Self::Channel(number, _)
            | Self::Share(number)
            | Self::Key(number)
            | Self::KeyFault(number, _) => Some(number),
            Self::Number { .. } | Self::Threshold { .. } | Self::Stranger | Self::OwnPolynomial => {
                None
            }
        }
    }
}
