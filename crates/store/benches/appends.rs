//! Durable appends of 2,000 bytes a second, one at a time and by many writers who share commits; beside the floor in the
//! same run, a plain file that is written and synced in pieces of the same size. The plain file grows with every piece and
//! SQLite's log is written over, which takes a disk less, so one at a time SQLite may be above the floor.
//!
//! `cargo bench --package hustings-store`. All files are in the folder for temporary files (`TMPDIR`), PostgreSQL's too,
//! which is started here. Each row runs for some seconds, `HUSTINGS_BENCH_SECONDS`, by default 3.

#[path = "../tests/it/cluster.rs"]
#[expect(dead_code, reason = "tests kill it too")]
mod cluster;
#[path = "../tests/it/programs.rs"]
mod programs;

use std::env;
use std::fs::File;
use std::io::Write as _;
use std::slice::from_ref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hustings_store::{Absent, Answer, Append, Indexer, Location, LogName, Mark, Store};

const ENTRY: usize = 2000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    println!(
        "| store | writers | appends a second | entries a commit | floor a second | of the floor |"
    );
    println!("|---|---|---|---|---|---|");
    let file = folder.path().join("bench.hustings").display().to_string();
    runtime.block_on(all("SQLite", &file.parse().unwrap(), &folder));
    if programs::is_there() {
        let cluster = cluster::Cluster::start_in(&env::temp_dir(), &[]);
        let location = cluster.socket().create_database("bench");
        runtime.block_on(all("PostgreSQL", &location, &folder));
    } else {
        println!("| PostgreSQL: tests/postgres/install brings it | | | | | |");
    }
}

fn limit() -> Duration {
    let seconds = env::var("HUSTINGS_BENCH_SECONDS");
    Duration::from_secs(seconds.map_or(3, |seconds| seconds.parse().unwrap()))
}

/// A ballot: found by its voter and by its tracker.
fn indexer() -> Indexer {
    |_, _, entry| {
        let text = std::str::from_utf8(entry).unwrap_or_default();
        let mut words = text.split(' ').map(str::to_owned);
        let marks = ["voter", "tracker"].map(|kind| Some(Mark::new(kind, words.next()?)));
        marks.into_iter().flatten().collect()
    }
}

fn entry(number: u64) -> Vec<u8> {
    let mut entry = format!("voter{number} tracker{number} ").into_bytes();
    // Not what a database can pack, as no ballot is.
    let mut state = number;
    while entry.len() < ENTRY {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        entry.push(b'!' + u8::try_from((state >> 33) % 90).unwrap());
    }
    entry
}

async fn all(name: &str, location: &Location, folder: &tempfile::TempDir) {
    let store = Store::create(location, indexer()).await.unwrap();
    let log: LogName = "ballots".parse().unwrap();
    let mut turn = store.turn(&[]).await.unwrap();
    turn.create_log(&log).await.unwrap();
    turn.commit().await.unwrap();
    let numbers = Arc::new(AtomicU64::new(0));
    one_at_a_time(name, &store, &log, &numbers, folder).await;
    for writers in [1, 64, 256] {
        together(name, &store, &log, &numbers, writers, folder).await;
    }
}

async fn one_at_a_time(
    name: &str,
    store: &Store,
    log: &LogName,
    numbers: &AtomicU64,
    folder: &tempfile::TempDir,
) {
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed() < limit() {
        let entry = entry(numbers.fetch_add(1, Ordering::Relaxed));
        let mut turn = store.turn(from_ref(log)).await.unwrap();
        turn.append(log, &[entry]).await.unwrap();
        turn.commit().await.unwrap();
        count += 1;
    }
    row(name, "a turn each", count, count, start.elapsed(), folder);
}

async fn together(
    name: &str,
    store: &Store,
    log: &LogName,
    numbers: &Arc<AtomicU64>,
    writers: u64,
    folder: &tempfile::TempDir,
) {
    let intake = store.intake();
    let start = Instant::now();
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let (intake, log, numbers) = (intake.clone(), log.clone(), Arc::clone(numbers));
            tokio::spawn(async move {
                let mut count = 0;
                while start.elapsed() < limit() {
                    let number = numbers.fetch_add(1, Ordering::Relaxed);
                    let absent = vec![Absent::Mark(Mark::new("voter", format!("voter{number}")))];
                    let append = Append {
                        log: log.clone(),
                        entry: entry(number),
                        absent,
                        beside: Vec::new(),
                    };
                    let answer = intake.append(append).await.unwrap();
                    assert!(matches!(answer, Answer::Appended { .. }));
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut count: u64 = 0;
    for task in tasks {
        count += task.await.unwrap();
    }
    let writers = format!("{writers} by intake");
    row(
        name,
        &writers,
        count,
        intake.commits(),
        start.elapsed(),
        folder,
    );
}

#[expect(clippy::cast_precision_loss, reason = "figures to read")]
fn row(
    name: &str,
    writers: &str,
    count: u64,
    commits: u64,
    elapsed: Duration,
    folder: &tempfile::TempDir,
) {
    let rate = count as f64 / elapsed.as_secs_f64();
    let batch = count.div_ceil(commits.max(1)).max(1);
    let floor = floor(batch, folder);
    println!(
        "| {name} | {writers} | {rate:.0} | {batch} | {floor:.0} | {:.0} % |",
        rate / floor * 100.0
    );
}

/// Entries a second of a plain file that is synced after so many.
#[expect(clippy::cast_precision_loss, reason = "figures to read")]
fn floor(batch: u64, folder: &tempfile::TempDir) -> f64 {
    let mut file = File::create(folder.path().join("floor")).unwrap();
    let piece: Vec<u8> = (0..batch).flat_map(entry).collect();
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed() < limit() / 3 {
        file.write_all(&piece).unwrap();
        file.sync_data().unwrap();
        count += batch;
    }
    count as f64 / start.elapsed().as_secs_f64()
}
