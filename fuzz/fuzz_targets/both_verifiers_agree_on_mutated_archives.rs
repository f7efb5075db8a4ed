#![no_main]

use hustings_fuzz::attacks::agreement;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| agreement::holds(bytes));
