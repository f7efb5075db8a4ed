//! The office, with a store in a folder of its own.

mod booth;
mod nobody;
mod post;
mod races;
mod receipts;
mod roll;
mod signed_in;
mod society;
