#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hustings_fuzz::agreement_of_paths::holds(bytes));
