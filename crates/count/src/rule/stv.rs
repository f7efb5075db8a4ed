//! The single transferable vote, in several rules. What they share is here: where parcels of papers lie under the
//! rules after Gregory, and how papers are grouped under those after Meek.

mod groups;
pub mod meek;
pub mod meek_prf;
mod parcels;
pub mod scottish;
