//! What holds of every log.

use hustings_contest::{Contest, Digest, Log, apply, statement};
use hustings_rulebook::Rulebook;
use proptest::prelude::*;

use crate::{Folder, fold_text};

fn labour() -> (Folder, Contest, Log) {
    let folder = Folder::of("labour-2020");
    let empty = Contest::new(
        Rulebook::parse(&folder.rulebook).unwrap(),
        Digest::of(folder.rulebook.as_bytes()),
    );
    let log = Log::read(&folder.events).unwrap();
    (folder, empty, log)
}

proptest! {
    #[test]
    fn the_fold_is_the_same_however_the_log_is_cut(cuts in prop::collection::vec(0_usize..=120, 0..6)) {
        let (folder, empty, log) = labour();
        let whole = folder.fold().0;
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(log.events.len())).collect();
        cuts.extend([0, log.events.len()]);
        cuts.sort_unstable();
        let mut contest = empty;
        for pair in cuts.windows(2) {
            // A state is taken up again as somebody else left it.
            let mut taken_up = contest.clone();
            for event in &log.events[pair[0]..pair[1]] {
                apply(&mut taken_up, event).unwrap();
            }
            contest = taken_up;
        }
        prop_assert_eq!(contest, whole);
    }

    #[test]
    fn a_refused_event_changes_nothing(first in 1_usize..120, second in 0_usize..120) {
        let (_, empty, log) = labour();
        let mut contest = empty;
        for event in &log.events[..first] {
            apply(&mut contest, event).unwrap();
        }
        let before = contest.clone();
        if apply(&mut contest, &log.events[second]).is_err() {
            prop_assert_eq!(contest, before);
        }
    }

    #[test]
    fn every_prefix_has_a_statement(length in 1_usize..120) {
        let (folder, _, _) = labour();
        let text = String::from_utf8(folder.events).unwrap();
        let prefix: String = text.split_inclusive('\n').take(length).collect();
        let (contest, log) = fold_text(&folder.rulebook, prefix.as_bytes()).unwrap();
        prop_assert_eq!(statement(&contest, &log).log.entries, length as u64);
    }

    #[test]
    fn no_bytes_make_reading_a_log_panic(position in 0_usize..40_000, byte: u8) {
        let (folder, _, _) = labour();
        let mut events = folder.events;
        let position = position % events.len();
        events[position] = byte;
        let _ = fold_text(&folder.rulebook, &events);
    }
}
