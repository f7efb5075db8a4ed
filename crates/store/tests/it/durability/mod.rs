//! What is acknowledged stays, whatever is killed, full or away.

mod away;
mod cut;
mod disk;
mod kills;
mod standby;
mod syncs;

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use hustings_store::{Store, fsck};
use libtest_mimic::Trial;

use crate::child::{Said, entry, number};
use crate::place::{Database, Place, block_on, log};

pub fn trials(trials: &mut Vec<Trial>) {
    crate::both(
        trials,
        "durability::two_processes_lose_nothing",
        two_processes_lose_nothing,
    );
    crate::both(
        trials,
        "durability::a_killed_process_loses_nothing",
        kills::of_the_process,
    );
    let postgres = Database::Postgres.is_there();
    alone(
        trials,
        "postgres::durability::a_killed_server_loses_nothing",
        postgres,
        kills::of_the_server,
    );
    alone(
        trials,
        "postgres::durability::a_server_that_comes_back_is_found_again",
        postgres,
        away::test,
    );
    alone(
        trials,
        "postgres::durability::a_standby_has_all_that_was_acknowledged",
        postgres,
        standby::test,
    );
    alone(
        trials,
        "postgres::durability::a_server_without_fsync_is_refused",
        postgres,
        away::without_fsync,
    );
    alone(
        trials,
        "postgres::durability::an_answer_that_is_lost_leaves_the_outcome_unknown",
        postgres,
        cut::test,
    );
    let strace = works(Command::new("strace").args(["-f", "-o", "/dev/null", "true"]));
    alone(
        trials,
        "sqlite::durability::the_disk_answers_before_the_acknowledgement",
        strace,
        syncs::of_sqlite,
    );
    alone(
        trials,
        "postgres::durability::the_disk_answers_before_the_acknowledgement",
        strace && postgres,
        syncs::of_postgres,
    );
    let mount = disk::Small::new().is_some();
    alone(
        trials,
        "sqlite::durability::a_full_disk_is_said_and_loses_nothing",
        mount,
        disk::full,
    );
    alone(
        trials,
        "sqlite::durability::a_store_that_may_only_be_read_is_said",
        mount,
        disk::read_only,
    );
}

fn alone(trials: &mut Vec<Trial>, name: &str, there: bool, test: fn()) {
    let run = move || {
        test();
        Ok(())
    };
    trials.push(Trial::test(name, run).with_ignored_flag(!there));
}

fn works(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// That everything that was acknowledged is where it was said to be, nothing is there twice, and all is whole.
async fn nothing_is_lost(store: &Store, said: &Said) {
    let ballots = log("ballots");
    let entries = store
        .entries(&ballots, 0..u64::MAX)
        .await
        .unwrap()
        .all()
        .await
        .unwrap();
    let numbers: BTreeSet<u64> = entries.iter().map(|entry| number(entry)).collect();
    assert_eq!(numbers.len(), entries.len(), "a number is there twice");
    for &(number, index) in &said.acknowledged {
        let found = entries.get(usize::try_from(index).unwrap());
        assert_eq!(
            found,
            Some(&entry(number)),
            "{number} was acknowledged at {index}"
        );
    }
    let report = fsck(store).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

async fn two_processes_lose_nothing(place: Place) {
    let (store, ballots) = place.with_log().await;
    let load = |first| crate::child::Load {
        first,
        count: 300,
        writers: 4,
    };
    let running = [0, 1000].map(|first| load(first).spawn(&place.location, &[]));
    let mut said = Said::default();
    for process in running {
        let process = process.finish();
        assert_eq!(process.errors, [""; 0]);
        said.acknowledged.extend(process.acknowledged);
    }
    assert_eq!(said.acknowledged.len(), 600);
    assert_eq!(store.head(&ballots).await.unwrap().size, 600);
    nothing_is_lost(&store, &said).await;
}

/// A server of its own with a database and an empty log.
fn server(settings: &[&str]) -> (crate::cluster::Cluster, hustings_store::Location) {
    let cluster = crate::cluster::Cluster::start_with(settings);
    let location = cluster.socket().create_database("alone");
    block_on(async {
        let store = Store::create(&location, crate::place::words())
            .await
            .unwrap();
        crate::place::create_log(&store, &log("ballots")).await;
    });
    (cluster, location)
}
