//! The single transferable vote, in several rules. What they share is here: where parcels of papers lie, and how all
//! papers of an elected candidate move at a reduced value.

pub mod ers97;
mod inclusive;
mod parcels;
pub mod scottish;
pub mod wigm;
pub mod wigm_prf;
