//! Whatever is changed in an archive, both verifiers pass it with one report or both refuse it; and where one thing was
//! changed, for the same reason.

use std::sync::LazyLock;

use hustings_seal::randomness::system;
use hustings_seal::verify::{Fault, Policy, Replacing, Report, fast, literal};

use super::ARCHIVE;
use super::change::{self, Change};
use crate::dice::Dice;
use crate::kit::pieces::Pieces;

static PIECES: LazyLock<Pieces> = LazyLock::new(|| Pieces::of(ARCHIVE));

/// Changes that are chosen by these bytes.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let changes = dice.roll(4);
    let mut pieces = PIECES.clone();
    let mut many = changes > 1;
    for _ in 0..changes {
        many |= change::of_pieces(&mut dice, &mut pieces) == Change::Many;
    }
    let mut archive = pieces.seal();
    let bytes_changed = [0, 0, 0, 1, 2][dice.roll(5)];
    many |= changes + bytes_changed > 1;
    for _ in 0..bytes_changed {
        many |= change::of_bytes(&mut dice, &mut archive) == Change::Many;
    }
    let policy = Policy {
        replacing: dice.pick(&[Replacing::Refused, Replacing::LastCounts]),
        shuffles: dice.pick(&[2, 1, 0]),
        unfinished: dice.roll(2) == 1,
        ..Policy::default()
    };
    let fast = fast(archive.as_slice(), &policy, &mut system());
    agree(fast, literal(&archive, &policy), many);
}

fn agree(fast: Result<Report, Fault>, literal: Result<Report, Fault>, many: bool) {
    match (fast, literal) {
        (Ok(fast), Ok(literal)) => assert_eq!(fast, literal),
        (Err(fast), Err(literal)) => {
            let names = [&fast, &literal].map(|fault| (fault.reason.name(), fault.place));
            assert!(
                many || names[0] == names[1],
                "fast: {fast:?}\nliteral: {literal:?}"
            );
        }
        (fast, literal) => panic!("fast: {fast:?}\nliteral: {literal:?}"),
    }
}
