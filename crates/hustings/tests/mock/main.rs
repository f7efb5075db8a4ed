//! A whole sealed contest of 1,000 electors, from an empty folder to a bundle that verifies, in a file and in PostgreSQL.
//!
//! It is a mock, and says so everywhere. What its figures must be is computed here from the electors, without the program.

#[path = "../../../store/tests/it/cluster.rs"]
#[expect(dead_code, reason = "the store's tests do more with it")]
mod cluster;
mod contest;
mod hall;
#[path = "../../../store/tests/it/programs.rs"]
mod programs;
mod society;
mod verified;

use cluster::Cluster;
use hall::Hall;
use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let in_a_file = Trial::test(
        "a_contest_of_1000_electors_is_held_in_a_file_and_verifies",
        || {
            verified::whole(&contest::hold(Hall::new(None)));
            Ok(())
        },
    );
    let is_there = programs::is_there();
    let in_a_database = Trial::test("the_same_in_postgresql", || {
        let cluster = Cluster::start().expect("PostgreSQL is there");
        let database = cluster.socket().create_database("mock");
        let url = match database {
            hustings_store::Location::Postgres(url) => url.to_string(),
            hustings_store::Location::File(_) => unreachable!("a database is no file"),
        };
        verified::whole(&contest::hold(Hall::new(Some(url))));
        Ok(())
    })
    .with_ignored_flag(!is_there);
    libtest_mimic::run(&arguments, vec![in_a_file, in_a_database]).exit();
}
