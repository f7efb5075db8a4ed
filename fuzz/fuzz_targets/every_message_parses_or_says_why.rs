#![no_main]

use hustings_fuzz::attacks::messages;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| messages::never_panic(bytes));
