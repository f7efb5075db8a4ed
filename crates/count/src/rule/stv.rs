//! The single transferable vote, in several rules. What they share is here: where parcels of papers lie under the
//! rules after Gregory and how all papers of an elected candidate move at a reduced value; and how papers are grouped
//! under the rules after Meek.

pub mod ers97;
mod groups;
mod inclusive;
pub mod meek;
pub mod meek_prf;
mod parcels;
pub mod scottish;
pub mod wigm;
pub mod wigm_prf;
