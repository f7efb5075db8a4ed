//! Two processes that write one log.

use std::collections::BTreeSet;
use std::thread;

use crate::place::Database;
use crate::society::{self, Society};

const EACH: usize = 20;

fn nominate_both(database: Database) -> Society {
    let society = Society::begin(database.url(), [2, 2]);
    let lines = ["a", "b"].map(|side| {
        let branch = |number| society::nominate(&format!("{side}-{number:02}"), "ash");
        (0..EACH).map(branch).collect::<Vec<_>>()
    });
    // The hall's clock is of one thread, and a process is all that is needed here.
    let commands = lines.map(|lines| {
        lines
            .iter()
            .map(|line| society.hall.command(line))
            .collect::<Vec<_>>()
    });
    thread::scope(|scope| {
        for commands in commands {
            scope.spawn(move || {
                for mut command in commands {
                    let output = command.output().expect("the program starts");
                    let told = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{told}");
                }
            });
        }
    });
    society
}

pub fn nominate(database: Database) {
    let society = nominate_both(database);
    let log = society.hall.call("contest log").out;
    let nominators: Vec<String> = log
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an event is JSON"))
        .filter(|event| event["event"] == "nominated")
        .map(|event| {
            event["nominator"]
                .as_str()
                .expect("it has a nominator")
                .to_owned()
        })
        .collect();
    let different: BTreeSet<&String> = nominators.iter().collect();
    assert_eq!((nominators.len(), different.len()), (2 * EACH, 2 * EACH));
    society.hall.done("store fsck");
}
