#![no_main]

use hustings_fuzz::axioms::reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::never_panics(bytes));
