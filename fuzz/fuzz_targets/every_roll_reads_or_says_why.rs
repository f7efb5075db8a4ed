#![no_main]

use hustings_fuzz::rolls;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rolls::holds(bytes));
