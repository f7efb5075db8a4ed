#![no_main]

use hustings_fuzz::logs;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| logs::never_panic(bytes));
