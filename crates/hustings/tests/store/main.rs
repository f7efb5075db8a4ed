//! The store by the command line: what is tampered with is named, what is killed loses nothing, and two at once do not
//! disturb each other.
//!
//! `HUSTINGS_KILLS` says how many times something is killed, `HUSTINGS_SEED` at which moments.

#[path = "../../../store/tests/it/cluster.rs"]
#[expect(dead_code, reason = "the store's tests do more with it")]
mod cluster;
mod copies;
mod disk;
#[path = "../mock/hall.rs"]
#[expect(dead_code, reason = "the mock contest does more in it")]
mod hall;
mod kills;
mod place;
#[path = "../../../store/tests/it/programs.rs"]
mod programs;
mod society;
mod tampered;
mod twice;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use place::Database;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // The cluster outlives its tests, and dies with this thread.
    let cluster = (!arguments.list).then(cluster::Cluster::start).flatten();
    place::share(cluster.as_ref());
    let mut trials = Vec::new();
    tampered::trials(&mut trials);
    copies::trials(&mut trials);
    disk::trials(&mut trials);
    both(
        &mut trials,
        "casts_that_are_killed_lose_no_ballot_and_take_none_twice",
        kills::casts,
    );
    both(
        &mut trials,
        "two_who_nominate_at_once_are_both_in_the_log",
        twice::nominate,
    );
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(cluster);
    conclusion.exit_code()
}

fn alone(
    trials: &mut Vec<Trial>,
    name: impl Into<String>,
    there: bool,
    test: impl FnOnce() + Send + 'static,
) {
    let run = move || {
        test();
        Ok(())
    };
    trials.push(Trial::test(name, run).with_ignored_flag(!there));
}

/// A test on both databases.
fn both(trials: &mut Vec<Trial>, name: &str, test: fn(Database)) {
    for database in Database::ALL {
        let name = format!("{}::{name}", database.name());
        alone(trials, name, database.is_there(), move || test(database));
    }
}
