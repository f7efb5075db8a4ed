#![no_main]

use hustings_fuzz::axioms::neutrality;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| neutrality::holds(bytes));
