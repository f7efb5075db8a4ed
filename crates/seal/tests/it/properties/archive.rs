use std::io::Cursor;

use hustings_seal::archive::{AppendError, Archive};
use hustings_seal::randomness::system;
use hustings_seal::verify::{Policy, fast};
use proptest::prelude::*;
use proptest::sample::Index;

use super::one_in;
use crate::kit::base::BASE;
use crate::kit::pieces::records;

/// Behind each event, where nothing is torn.
fn whole_steps() -> Vec<usize> {
    let archive = &BASE.archive;
    let records = records(archive);
    let starts = records.iter().skip(1).map(|record| record.start);
    records
        .iter()
        .zip(starts.chain([archive.len()]))
        .filter(|(record, _)| archive[record.start..][64..].starts_with(b".event.json"))
        .map(|(_, end)| end)
        .collect()
}

/// Opens the first bytes of the archive, as after a loss of power.
fn reopen(length: usize) -> Result<Archive<Cursor<Vec<u8>>>, AppendError> {
    Archive::open(Cursor::new(BASE.archive[..length].to_vec()))
}

proptest! {
    #![proptest_config(one_in(1))]

    #[test]
    fn an_archive_that_is_torn_says_where_to_cut_it(at in any::<Index>()) {
        let length = at.index(BASE.archive.len()) + 1;
        let steps = whole_steps();
        let last = steps.iter().rev().find(|end| **end <= length).copied();
        match (reopen(length), last) {
            (Ok(_), Some(end)) => prop_assert_eq!(length, end),
            (Err(AppendError::Torn(end)), last) => {
                prop_assert_ne!(last, Some(length));
                prop_assert_eq!(end, last.unwrap_or(0) as u64);
            }
            // Before the first event there is no election to go on with.
            (Err(AppendError::NotAnArchive(_)), None) => {}
            (Err(error), last) => prop_assert!(false, "{error} at {length}, whole until {last:?}"),
            (Ok(_), None) => prop_assert!(false, "nothing is whole at {length}"),
        }
    }
}

proptest! {
    #![proptest_config(one_in(4))]

    #[test]
    fn an_archive_that_was_cut_goes_on(at in any::<Index>()) {
        // Torn while the ballot behind this one, or the end of the poll, was written.
        let steps = &whole_steps()[..7];
        let step = at.index(6);
        let torn = steps[step] + 1 + at.index(steps[step + 1] - steps[step] - 1);
        let Err(AppendError::Torn(end)) = reopen(torn) else {
            panic!("it is torn");
        };
        let mut archive = reopen(usize::try_from(end).unwrap()).unwrap();
        for ballot in &BASE.made.ballots[step..] {
            archive.cast(ballot).unwrap();
        }
        archive.end_ballots().unwrap();
        let bytes = archive.into_inner().into_inner();
        prop_assert!(BASE.archive.starts_with(&bytes));
        let unfinished = Policy { unfinished: true, ..Policy::default() };
        let report = fast(bytes.as_slice(), &unfinished, &mut system()).unwrap();
        prop_assert_eq!(report.cast, 5);
    }

    #[test]
    fn any_bit_changed_in_an_archive_is_found(at in any::<Index>(), bit in 0..8_u8) {
        let mut archive = BASE.archive.clone();
        let at = at.index(archive.len());
        archive[at] ^= 1_u8 << bit;
        let policies = [false, true].map(|unfinished| Policy { unfinished, ..Policy::default() });
        for policy in policies {
            prop_assert!(fast(archive.as_slice(), &policy, &mut system()).is_err(), "bit {bit} of byte {at}");
        }
    }
}
