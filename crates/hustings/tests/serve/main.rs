//! The site as a process: killed under load, on both databases; and kept waiting.
//!
//! `HUSTINGS_KILLS` says how many times it is killed.

mod client;
#[path = "../../../store/tests/it/cluster.rs"]
#[expect(dead_code, reason = "the store's tests do more with it")]
mod cluster;
mod killed;
#[expect(
    dead_code,
    reason = "attacks cast more than one ballot with a credential"
)]
mod poll;
#[path = "../../../store/tests/it/programs.rs"]
mod programs;
mod server;
mod slow;

use cluster::Cluster;
use hustings_store::Location;
use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let kills = std::env::var("HUSTINGS_KILLS")
        .ok()
        .and_then(|number| number.parse().ok());
    let kills = kills.map_or(5, |number: usize| number.min(50));
    let in_a_file = Trial::test(
        "sqlite::a_server_that_is_killed_under_load_loses_no_ballot_of_which_it_told",
        move || {
            let folder = tempfile::tempdir()?;
            let location = Location::File(folder.path().join("contest.hustings"));
            let path = folder.path().display().to_string();
            killed::under_load(&location, ["--data", &path], kills);
            Ok(())
        },
    );
    let in_a_database = Trial::test(
        "postgresql::a_server_that_is_killed_under_load_loses_no_ballot_of_which_it_told",
        move || {
            let cluster = Cluster::start().expect("PostgreSQL is there");
            let location = cluster.socket().create_database("serve");
            let Location::Postgres(url) = &location else {
                unreachable!("a database is no file")
            };
            killed::under_load(&location, ["--database", url.as_str()], kills);
            Ok(())
        },
    );
    let in_a_database = in_a_database.with_ignored_flag(!programs::is_there());
    let dawdling = Trial::test(
        "requests_that_dawdle_are_hung_up_on_and_keep_nobody_else",
        || {
            let folder = tempfile::tempdir()?;
            slow::requests_that_dawdle(folder.path());
            Ok(())
        },
    );
    libtest_mimic::run(&arguments, vec![in_a_file, in_a_database, dawdling]).exit();
}
