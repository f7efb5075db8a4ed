//! The second path against documents, figures and outcomes that were worked out by hand.

mod claims;
mod counts;
mod fixture;
mod log;
mod panics;
mod resorts;
mod results;
mod rulebooks;
mod rules;
mod scottish;
