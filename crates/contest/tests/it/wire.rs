//! Lines: what is read is written again, byte for byte.

use hustings_contest::wire::{line, parse};

use crate::{Folder, example_events};

#[test]
fn every_event_is_written_as_it_was_read() {
    let mut logs = vec![example_events().into_bytes()];
    logs.extend(
        ["labour-2020", "labour-2010-mps", "snp-2023"].map(|contest| Folder::of(contest).events),
    );
    for log in logs {
        for (number, text) in (1..).zip(String::from_utf8(log).unwrap().lines()) {
            assert_eq!(line(&parse(text, number).unwrap()), text);
        }
    }
}
