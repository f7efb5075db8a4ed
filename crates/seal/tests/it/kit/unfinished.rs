//! Archives that stop: behind a record, they are not finished; inside one, they are cut off.

use hustings_seal::randomness::system;
use hustings_seal::verify::{Place, Policy, fast, literal};

use super::base::{BASE, Base};
use super::pieces::records;
use super::{Corruption, assert_found};

/// Each third record, so that all kinds are cut.
const CUT: [usize; 8] = [1, 2, 5, 8, 18, 21, 28, 38];

pub fn corruptions() -> Vec<Corruption> {
    let mut kit: Vec<Corruption> = (0..38)
        .map(|whole| {
            let make = move |base: &Base| base.archive[..end(base, whole)].to_vec();
            let name = format!("an archive that stops behind record {whole}");
            Corruption::bytes(name, make, Place::End, "Unfinished")
        })
        .collect();
    for number in CUT {
        let cut = |part: &str, at: fn(&Base, usize) -> usize| {
            let make = move |base: &Base| base.archive[..at(base, number)].to_vec();
            let name = format!("an archive that stops in the {part} of record {number}");
            Corruption::bytes(name, make, Place::Record(number), "Truncated")
        };
        kit.extend([
            cut("first byte", |base, number| start(base, number) + 1),
            cut("block", |base, number| start(base, number) + 511),
            cut("gap before the body", |base, number| {
                start(base, number) + 512
            }),
            cut("body", |base, number| start(base, number) + 530),
            cut("last byte of the body", |base, number| {
                records(&base.archive)[number - 1].end - 1
            }),
            cut("gap before the padding", |base, number| {
                records(&base.archive)[number - 1].end
            }),
            cut("padding", |base, number| end(base, number) - 1),
        ]);
    }
    kit
}

fn start(base: &Base, number: usize) -> usize {
    records(&base.archive)[number - 1].start
}

/// Behind so many records.
fn end(base: &Base, whole: usize) -> usize {
    records(&base.archive)
        .get(whole)
        .map_or(base.archive.len(), |next| next.start)
}

#[test]
fn archives_that_stop_are_found() {
    assert_found(&corruptions());
}

#[test]
fn where_it_is_allowed_an_archive_may_stop_behind_an_event_and_nowhere_else() {
    let policy = Policy {
        unfinished: true,
        ..Policy::default()
    };
    // The setup is one step of five records, a ballot one of two, a shuffle or a decryption one of three.
    let events = [6, 8, 10, 12, 14, 16, 17, 20, 23, 26, 27, 30, 33, 36, 38];
    for whole in 0..=38 {
        let archive = &BASE.archive[..end(&BASE, whole)];
        let fast = fast(archive, &policy, &mut system());
        let literal = literal(archive, &policy);
        match (fast, literal) {
            (Ok(fast), Ok(literal)) if events.contains(&whole) => assert_eq!(fast, literal),
            (Err(fast), Err(literal)) if !events.contains(&whole) => {
                for fault in [fast, literal] {
                    assert_eq!(
                        (fault.place, &*fault.reason.name()),
                        (Place::End, "Unfinished")
                    );
                }
            }
            (fast, literal) => panic!("behind record {whole}: {fast:?} and {literal:?}"),
        }
    }
}
