//! With what archives are taken apart and put together again.

#[path = "../../crates/seal/tests/it/kit/json.rs"]
pub mod json;
#[path = "../../crates/seal/tests/it/kit/pieces.rs"]
pub mod pieces;
