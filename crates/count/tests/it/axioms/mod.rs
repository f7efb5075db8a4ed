//! What every counting rule owes the voters, as axioms: each holds for an election that is made from bytes. Properties
//! attack them here a little; `fuzz/` attacks the same functions for as long as anybody likes.

pub mod anonymity;
pub mod conservation;
pub mod dice;
pub mod droop_proportionality;
pub mod election;
pub mod later_no_harm;
pub mod majority;
pub mod neutrality;
pub mod reading;
pub mod rules;

/// Bytes enough for an election of the largest size and what is done with it.
#[cfg(test)]
fn bytes() -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    proptest::collection::vec(proptest::num::u8::ANY, 0..160)
}
