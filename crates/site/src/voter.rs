//! The voter: am I on the roll, sign in, the question that the rulebook asks, the ballot, was it counted.

pub(crate) mod ballot;
pub(crate) mod cast;
pub(crate) mod code;
pub(crate) mod home;
pub(crate) mod question;
pub(crate) mod sign_in;
pub(crate) mod waiting;
