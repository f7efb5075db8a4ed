#![no_main]

use hustings_fuzz::axioms::anonymity;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anonymity::holds(bytes));
