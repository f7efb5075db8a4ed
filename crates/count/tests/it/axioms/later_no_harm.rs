//! Nobody who ranks further candidates does harm, or a favour, to those ranked before.

use super::dice::Dice;
use super::election::{Election, Line};
use super::rules::{AV, STV};

/// Rules under which a later preference is only looked at when it is clear what becomes of all earlier ones.
const RULES: &[&str] = &[
    "name = 'first-past-the-post'",
    "name = 'supplementary-vote'",
    "name = 'exhaustive-ballot'",
    "name = 'electoral-college'\nsections = [{ id = 'a', share = '1/3' }, { id = 'b', share = '2/3' }]",
];

/// Papers that stop after some preferences, and the same going on: of those ranked before, the same are elected.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let going_on = Election::drawn(&mut dice, &[STV, AV, RULES]);
    let mut stopping = going_on.clone();
    let lines = stopping.lines.iter_mut();
    let mut lines: Vec<&mut Line> = lines.filter(|line| line.ranking.len() > 1).collect();
    let line = dice.roll(lines.len());
    let Some(line) = lines.get_mut(line) else {
        return;
    };
    line.ranking.truncate(1 + dice.roll(line.ranking.len() - 1));
    let before = line.ranking.clone();
    let (Some(one), Some(other)) = (going_on.outcome().complete(), stopping.outcome().complete())
    else {
        return;
    };
    for candidate in before {
        let id = going_on.id(candidate);
        let (one, other) = (one.elected.contains(&id), other.elected.contains(&id));
        assert_eq!(
            one, other,
            "{id}, going on and stopping: {going_on:?}{stopping:?}"
        );
    }
}

#[cfg(test)]
proptest::proptest! {
    #[test]
    fn later_preferences_neither_harm_nor_help_an_earlier_one(bytes in super::bytes()) {
        holds(&bytes);
    }
}
