//! The rules with their options, by what they promise.

use hustings_count::Rule;

/// The single transferable vote in all its forms.
pub const STV: &[&str] = &[
    "name = 'scottish-stv'",
    "name = 'wigm'",
    "name = 'wigm'\nquota = 'whole'",
    "name = 'wigm'\nexclude = 'bulk'",
    "name = 'wigm-prf'",
    "name = 'wigm-prf'\nexclude = 'bulk'",
    "name = 'ers97'",
    "name = 'meek'",
    "name = 'meek-prf'",
];

/// The alternative vote with the options that change who is last, or when it ends.
pub const AV: &[&str] = &[
    "name = 'av'",
    "name = 'av'\nmajority_of = 'valid'",
    "name = 'av'\nuntil = 'two'",
    "name = 'av'\nexclude = 'bulk'",
    "name = 'av'\nmajority_of = 'valid'\nuntil = 'two'\nexclude = 'bulk'",
];

/// One seat, at least half of the votes where somebody has them.
pub const OF_A_MAJORITY: &[&str] = &[
    "name = 'first-past-the-post'",
    "name = 'supplementary-vote'",
    "name = 'block-vote'\nmost = 1",
    "name = 'exhaustive-ballot'",
    "name = 'exhaustive-ballot'\nlast = 2\nthresholds = [{ number = 2 }, { share = '1/5' }]",
    "name = 'exhaustive-ballot'\ntied_last = 'ballot-again'",
    "name = 'exhaustive-ballot'\ntied_last = 'ballot-again-then-all'",
    "name = 'electoral-college'\nsections = [{ id = 'a', share = '1/3' }, { id = 'b', share = '2/3' }]",
];

/// What belongs to none of these.
pub const OTHERS: &[&str] = &[
    "name = 'block-vote'",
    "name = 'block-vote'\nmost = 3",
    "name = 'exhaustive-ballot'\nuntil = 2",
    "name = 'electoral-college'\nuntil = 'two'\nsections = [{ id = 'a', share = '1/2' }, { id = 'b', share = '1/2' }]",
];

/// Who stands first on the paper and in the alphabet stands for re-opening nominations.
pub const REOPEN: &[&str] = &["name = 'av'\nreopen = 'ash'"];

/// The rule as a rulebook writes it.
pub fn rule(toml: &str) -> Rule {
    toml::from_str(toml).expect("the rule is one")
}
