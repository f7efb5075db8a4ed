//! What a store promises, on SQLite and on PostgreSQL, also when it is killed.
//!
//! PostgreSQL is started here, in a temporary folder. Where it cannot be had its tests are counted as ignored.

mod child;
mod cluster;
mod conformance;
mod durability;
mod locations;
mod place;
mod programs;
mod released;

use std::future::Future;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use cluster::Cluster;
use place::{Database, Place};

fn main() -> ExitCode {
    if let Some(code) = child::main() {
        return code;
    }
    let arguments = Arguments::from_args();
    // The cluster outlives its tests, and dies with this thread.
    let cluster = (!arguments.list).then(Cluster::start).flatten();
    place::share(cluster.as_ref());
    let mut trials = Vec::new();
    conformance::trials(&mut trials);
    durability::trials(&mut trials);
    locations::trials(&mut trials);
    released::trials(&mut trials);
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(cluster);
    conclusion.exit_code()
}

/// A test on both databases.
fn both<F, T>(trials: &mut Vec<Trial>, name: &str, test: F)
where
    F: Fn(Place) -> T + Copy + Send + 'static,
    T: Future<Output = ()>,
{
    for database in Database::ALL {
        let run = move || {
            place::block_on(test(Place::new(database)));
            Ok(())
        };
        let trial = Trial::test(format!("{}::{name}", database.name()), run);
        trials.push(trial.with_ignored_flag(!database.is_there()));
    }
}
