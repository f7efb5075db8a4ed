//! The single transferable vote, in several rules. What they share is here: where parcels of papers lie.

mod parcels;
pub mod scottish;
