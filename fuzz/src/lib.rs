//! What is attacked. The axioms are those that the properties of `hustings-count` attack a little, the two paths are held
//! against each other as those of `hustings-evidence` do, and archives of sealed ballots are changed as those of
//! `hustings-seal` do. What a log reads is what `hustings-log` attacks a little.

pub mod agreement_of_paths;
#[path = "../../crates/seal/tests/it/attacks/mod.rs"]
pub mod attacks;
#[path = "../../crates/count/tests/it/axioms/mod.rs"]
pub mod axioms;
pub mod kit;
#[path = "../../crates/log/tests/it/attacks.rs"]
pub mod logs;
#[path = "../../crates/roll/tests/it/attacked.rs"]
pub mod rolls;

pub use axioms::dice;
