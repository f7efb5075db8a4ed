#![no_main]

use hustings_fuzz::axioms::droop_proportionality;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| droop_proportionality::holds(bytes));
