//! Logs of this crate and of Go's packages for transparency logs, each verified by the other: `tests/sumdb/install`.
//!
//! Where the peer was not built its tests are counted as ignored.

mod notes;
mod peer;
mod trees;

use libtest_mimic::{Arguments, Failed, Trial};

use peer::Peer;

type Test = fn(&Peer) -> Result<(), Failed>;

const TESTS: [(&str, Test); 6] = [
    ("go_refuses_proofs_that_were_changed", trees::refused),
    (
        "trees_and_proofs_of_random_entries_are_those_of_go",
        trees::random,
    ),
    (
        "the_tiles_of_more_than_65536_entries_are_those_of_go",
        trees::large,
    ),
    ("random_notes_are_signed_and_opened_alike", notes::random),
    (
        "notes_that_were_changed_are_refused_by_both",
        notes::changed,
    ),
    (
        "checkpoints_and_cosignatures_are_those_of_go",
        notes::checkpoints,
    ),
];

fn main() {
    let peer = Peer::find();
    let trials = TESTS.map(|(name, test)| {
        let missing = peer.is_none();
        let peer = peer.clone();
        let trial = Trial::test(name, move || test(&peer.ok_or("the peer was not built")?));
        trial.with_ignored_flag(missing)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

/// Runs a property, and says what failed as a test does.
fn property<S: proptest::strategy::Strategy>(
    strategy: &S,
    holds: impl Fn(S::Value) -> Result<(), Failed>,
) -> Result<(), Failed> {
    use proptest::test_runner::{Config, TestCaseError, TestRunner};
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let outcome = runner.run(strategy, |value| {
        holds(value).map_err(|failed| {
            TestCaseError::fail(failed.message().unwrap_or("it failed").to_owned())
        })
    });
    Ok(outcome.map_err(|error| error.to_string())?)
}

/// That both say the same.
fn same<T: PartialEq + std::fmt::Debug>(ours: &T, theirs: &T, of: &str) -> Result<(), Failed> {
    if ours == theirs {
        return Ok(());
    }
    Err(format!("{of}: here {ours:?}, in Go {theirs:?}").into())
}
