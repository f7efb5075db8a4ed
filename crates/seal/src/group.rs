//! The group: the prime-order subgroup of Ed25519, as section 5.2.1 of the specification writes it.
//!
//! Elements travel as compressed **Edwards** points, not as Ristretto, so the curve's cofactor of 8 is everywhere: whoever
//! adds a point of small order to an element makes another encoding of "the same" ballot. Therefore [`Encoded`] is what
//! was received, [`Element`] is what was checked, and nothing outside computes with the former.

mod challenge;
mod decimal;
mod element;
mod fixed_base;
mod generators;
mod ranking;
pub(crate) mod subgroup;

pub use element::{Element, Encoded, GroupError};
pub(crate) use element::{encode_all, encode_point as encode};
pub(crate) use ranking::is_encoding_of;
pub use ranking::{EncodingError, MAX_CANDIDATES, decode_ranking, encode_ranking};

pub(crate) use challenge::Challenge;
pub(crate) use challenge::big_endian;
pub(crate) use decimal::{decimal, from_decimal};
pub(crate) use fixed_base::{PublicTable, SecretTable};
pub(crate) use generators::{PIECE, generators, second_generator};

/// An exponent modulo the group's order.
pub use curve25519_dalek::Scalar;

/// A point of the curve that need not be in the subgroup yet.
pub(crate) use curve25519_dalek::EdwardsPoint as Point;
