//! Both paths count the same bytes alike.

use hustings_count::CandidateId;
use hustings_count::tie::Resort;

use crate::axioms::dice::Dice;
use crate::axioms::rules::{AV, REOPEN, rule};

#[path = "../../crates/evidence/tests/it/agreement/paths.rs"]
mod paths;

/// The transcript of the second path is that of the first, or both stop at the same tie.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let rules = [AV, REOPEN, &["name = 'scottish-stv'"]].concat();
    let rule = rule(dice.pick(&rules));
    let seats = match &rule {
        hustings_count::Rule::Av(_) => dice.roll(2),
        _ => 1 + dice.roll(4),
    };
    let candidates = 1 + dice.roll(8);
    let ties = ties(&mut dice);
    let draws: Vec<usize> = (0..6).map(|_| dice.roll(8)).collect();
    let lines: Vec<(u64, Vec<usize>)> = (0..dice.roll(13))
        .map(|_| {
            let papers = 1 + dice.roll(4) as u64;
            let mut ranking = dice.order(candidates);
            ranking.truncate(candidates - dice.roll(candidates + 1));
            (papers, ranking.into_iter().map(|place| place + 1).collect())
        })
        .collect();
    let file = paths::file(candidates, &lines);
    let election = paths::Election {
        file: &file,
        rule,
        seats: u32::try_from(seats).expect("few seats"),
        ties,
        draws: &draws,
    };
    if let Err(differing) = election.counted_alike() {
        panic!("{file}\n{differing}");
    }
}

/// Resorts that look at stages, or not, and one that ends with a choice, or not.
fn ties(dice: &mut Dice<'_>) -> Vec<Resort> {
    let mut ties = match dice.roll(4) {
        0 => vec![],
        1 => vec![Resort::EarlierStages],
        2 => vec![Resort::FirstStages],
        _ => vec![Resort::FirstStages, Resort::EarlierStages],
    };
    let ids = paths::ids();
    ties.extend(match dice.roll(4) {
        0 => Some(Resort::Lots),
        1 => Some(Resort::PublicSeed(format!("seed {}", dice.roll(256)))),
        2 => {
            let order = dice.order(ids.len()).into_iter();
            let id = |place: usize| -> CandidateId { ids[place].parse().expect("an id") };
            Some(Resort::DeclaredOrder(order.map(id).collect()))
        }
        _ => None,
    });
    ties
}
