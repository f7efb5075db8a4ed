//! What is attacked. The axioms are those that the properties of `hustings-count` attack a little, and the two paths are
//! held against each other as those of `hustings-evidence` do.

pub mod agreement_of_paths;
#[path = "../../crates/count/tests/it/axioms/mod.rs"]
pub mod axioms;
