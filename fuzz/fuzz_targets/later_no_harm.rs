#![no_main]

use hustings_fuzz::axioms::later_no_harm;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| later_no_harm::holds(bytes));
