//! Casts that are killed at random moments.

use std::collections::BTreeSet;
use std::env;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use hustings_office::ContestId;
use hustings_store::{LogName, Store};

use crate::place::{Database, Place, block_on, expect_clean};
use crate::society;

fn rounds() -> u64 {
    env::var("HUSTINGS_KILLS").map_or(10, |kills| kills.parse().unwrap())
}

/// Moments from a seed that is printed, so that they come again.
struct Moments(u64);

impl Moments {
    fn new(name: &str) -> Self {
        let seed = env::var("HUSTINGS_SEED").map_or_else(
            |_| getrandom::u64().unwrap() >> 1,
            |seed| seed.parse().unwrap(),
        );
        eprintln!("{name}: HUSTINGS_SEED={seed}");
        Self(seed)
    }

    /// The next of `SplitMix64`, below a bound.
    fn next(&mut self, bound: Duration) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bound = u64::try_from(bound.as_micros()).unwrap().max(1);
        Duration::from_micros((mixed ^ (mixed >> 31)) % bound)
    }
}

/// One process that casts, in one file or in 25.
fn cast(place: &Place, files: &[String]) -> Command {
    let mut command = place.program();
    command
        .args(["contest", "cast", "members"])
        .args(files)
        .current_dir(place.folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// Writes the ballots into files of so many; each file is at least one commit.
fn written(folder: &Path, ballots: &[u8], each: usize) -> Vec<String> {
    let lines: Vec<&[u8]> = ballots.split_inclusive(|&byte| byte == b'\n').collect();
    let chunks = lines.chunks(each).enumerate();
    let name = |(number, lines): (usize, &[&[u8]])| {
        let name = format!("{number:02}.jsonl");
        std::fs::write(folder.join(&name), lines.concat()).unwrap();
        name
    };
    chunks.map(name).collect()
}

pub fn casts(database: Database) {
    let (backup, ballots) = society::polling();
    let all = ballots.split_inclusive(|&byte| byte == b'\n').count();
    let mut moments = Moments::new(database.name());
    let mut whole = [500, 20].map(|each| {
        let place = Place::of(backup, database);
        let files = written(place.folder.path(), ballots, each);
        let start = Instant::now();
        assert!(cast(&place, &files).status().unwrap().success());
        (each, start.elapsed())
    });
    let (mut acknowledged, mut cut) = (0, 0);
    for _ in 0..rounds() {
        whole.rotate_left(1);
        let (each, long) = whole[0];
        let place = Place::of(backup, database);
        let files = written(place.folder.path(), ballots, each);
        let running = cast(&place, &files).spawn().unwrap();
        sleep(moments.next(long));
        let trackers = killed(running);
        acknowledged += trackers.len();
        cut += usize::from(trackers.len() < all);
        let cast_before = block_on(async {
            let store = place.open().await;
            let size = nothing_is_lost(&store, &trackers).await;
            store.close().await;
            size
        });
        rest_is_taken(&place, &files, all, cast_before);
    }
    eprintln!(
        "{}: {acknowledged} ballots acknowledged, {cut} casts cut short",
        database.name()
    );
}

/// Kills a process with no time to do anything, and returns the trackers that it had printed.
fn killed(mut running: Child) -> Vec<String> {
    // SIGKILL.
    running.kill().unwrap();
    let out = running.wait_with_output().unwrap().stdout;
    let out = String::from_utf8(out).unwrap();
    // The last line may be cut off, and that of the sums has no tracker.
    let whole = out
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'));
    let tracker = |line: &str| Some(line.split_once("  ")?.0.to_owned());
    whole.filter_map(tracker).collect()
}

fn members() -> LogName {
    let id: ContestId = "contest".parse().unwrap();
    id.box_log(&"members".parse().unwrap()).unwrap()
}

/// That every ballot whose tracker was printed is in the box, nobody's is there twice, and all is whole; how many there are.
async fn nothing_is_lost(store: &Store, trackers: &[String]) -> usize {
    let log = members();
    let entries = store.entries(&log, 0..u64::MAX).await.unwrap();
    let entries = entries.all().await.unwrap();
    let mut found = BTreeSet::new();
    for tracker in trackers {
        let index = store.find(&log, "tracker", tracker).await.unwrap();
        let index = index.unwrap_or_else(|| panic!("{tracker} was printed and is not in the box"));
        assert!(
            index < entries.len() as u64 && found.insert(index),
            "{tracker} is there twice"
        );
    }
    let credential = |entry: &Vec<u8>| -> String {
        let ballot: serde_json::Value = serde_json::from_slice(entry).unwrap();
        ballot["credential"].as_str().unwrap().to_owned()
    };
    let credentials: BTreeSet<String> = entries.iter().map(credential).collect();
    assert_eq!(
        credentials.len(),
        entries.len(),
        "a credential has two ballots"
    );
    expect_clean(store).await;
    entries.len()
}

/// Casting everything again takes exactly those that are not there, and refuses the others.
fn rest_is_taken(place: &Place, files: &[String], all: usize, cast_before: usize) {
    let output = cast(place, files).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let expected = format!(
        "{} ballots are cast, {cast_before} refused",
        all - cast_before
    );
    assert_eq!(told.lines().last(), Some(&*expected), "{told}");
    assert_eq!(output.status.code(), Some(i32::from(cast_before > 0)));
    block_on(async {
        let store = place.open().await;
        assert_eq!(nothing_is_lost(&store, &[]).await, all);
        store.close().await;
    });
}
