#![no_main]

use hustings_fuzz::axioms::conservation;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| conservation::holds(bytes));
