//! Contests that are kept: their bundles verify, and whatever is changed is caught by the claim that is about it.

mod boxes;
mod caught;
mod events;
mod forged;
mod holding;
mod log;
mod receipts;
mod results;
mod sealed;
mod society;
mod writing;
