//! That the disk has answered before anybody is told, seen by strace.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::server;
use crate::child::Load;
use crate::place::{Database, Place, block_on};

const LOAD: Load = Load {
    first: 0,
    count: 30,
    writers: 1,
};

const CALLS: &str = "trace=fsync,fdatasync,write,pwrite64,sendto";

/// What was seen of a file between acknowledgements.
#[derive(Default)]
struct Seen {
    /// Whether something was written that no sync that began later has brought to disk.
    dirty: bool,
    /// Whether a sync is under way of all that was written.
    syncing: bool,
    syncs: usize,
    acknowledgements: usize,
}

impl Seen {
    fn acknowledge(&mut self, line: &str) {
        assert!(!self.dirty, "acknowledged before it was on disk: {line}");
        self.acknowledgements += 1;
        assert!(
            self.syncs >= self.acknowledgements,
            "acknowledged without a sync: {line}"
        );
    }
}

/// Reads a trace: which writes and syncs are of files whose path holds `file`, and which lines acknowledge.
fn read(trace: &Path, file: &str, acknowledges: impl Fn(&str) -> bool) -> Seen {
    let mut seen = Seen::default();
    // What a thread has begun and not ended.
    let mut begun: HashMap<String, bool> = HashMap::new();
    for line in fs::read_to_string(trace).unwrap().lines() {
        let (thread, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        let sync = call.starts_with("fdatasync(") || call.starts_with("fsync(");
        let ends = call.contains(") = 0") || call.ends_with("= 0");
        if sync && call.contains(file) {
            seen.syncing = true;
            if call.contains("<unfinished") {
                begun.insert(thread.to_owned(), true);
            } else if ends {
                finish(&mut seen);
            }
        } else if call.starts_with("<... f") && call.contains("sync resumed") {
            if begun.remove(thread).is_some() && ends {
                finish(&mut seen);
            }
        } else if call.starts_with("pwrite64(") && call.contains(file) {
            seen.dirty = true;
            seen.syncing = false;
        } else if acknowledges(call) {
            seen.acknowledge(line);
        }
    }
    seen
}

/// What was written after a sync began is not on disk when it ends.
fn finish(seen: &mut Seen) {
    seen.syncs += 1;
    if seen.syncing {
        seen.dirty = false;
    }
}

pub fn of_sqlite() {
    let place = Place::new(Database::Sqlite);
    block_on(async {
        let (store, _) = place.with_log().await;
        store.close().await;
    });
    let trace = place.folder.path().join("trace");
    let beneath = [
        "strace",
        "-f",
        "-y",
        "-e",
        CALLS,
        "-o",
        trace.to_str().unwrap(),
    ];
    let said = LOAD.spawn(&place.location, &beneath).finish();
    assert_eq!(said.acknowledged.len(), 30);
    let seen = read(&trace, "-wal>", |call| {
        call.starts_with("write(1") && call.contains("\"ack ")
    });
    assert_eq!(seen.acknowledgements, 30);
}

pub fn of_postgres() {
    // Whoever else writes to the log would be taken for the writer.
    let (mut cluster, location) = server(&["autovacuum=off", "wal_writer_delay=10s"]);
    cluster.stop();
    let trace = cluster.serve_beneath_strace(CALLS);
    let said = LOAD.spawn(&location, &[]).finish();
    assert_eq!(said.acknowledged.len(), 30);
    let setting = cluster.socket().sql("alone", "SHOW synchronous_commit");
    assert_eq!(setting, "on");
    cluster.stop();
    let seen = read(&trace, "/pg_wal/", |call| {
        call.starts_with("sendto(") && call.contains("COMMIT")
    });
    assert!(seen.acknowledgements >= 30, "{}", seen.acknowledgements);
}
