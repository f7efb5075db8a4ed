//! Sealed elections, from nothing to their result, and all that can be wrong with them.

mod attacks;
#[path = "../../../count/tests/it/axioms/dice.rs"]
mod dice;
mod elections;
mod kit;
#[path = "../made/mod.rs"]
mod made;
#[path = "../marked/mod.rs"]
mod marked;
mod properties;
mod statements;
