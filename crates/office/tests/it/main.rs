//! The office, with a store in a folder of its own.

mod post;
mod races;
mod society;
