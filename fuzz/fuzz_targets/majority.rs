#![no_main]

use hustings_fuzz::axioms::majority;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| majority::holds(bytes));
