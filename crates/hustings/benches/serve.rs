//! Sealed ballots cast at the site: how many a second are accepted, verified and on disk, and how long a voter waits.
//!
//! `cargo bench --package hustings --bench serve -- 20000`; `HUSTINGS_POSTGRES=postgres://…/empty-database` adds PostgreSQL
//! with one process and with three. The generator shares the machine's cores with what it measures.

#[path = "../tests/serve/client.rs"]
#[expect(dead_code, reason = "the test looks for trackers too")]
mod client;
#[path = "../tests/serve/poll.rs"]
#[expect(
    dead_code,
    reason = "attacks cast more than one ballot with a credential"
)]
mod poll;
#[path = "../tests/serve/server.rs"]
#[expect(dead_code, reason = "the test kills")]
mod server;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hustings_office::indexer;
use hustings_store::{Location, Store};

use client::Client;
use poll::Voter;
use server::Server;

/// Voters who cast at once.
const AT_ONCE: usize = 64;

fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok());
    let ballots: usize = numbers.next_back().unwrap_or(10_000);
    println!(
        "| store | processes | ballots a second | 50th percentile | 99th percentile |\n|---|---|---|---|---|"
    );
    let folder = tempfile::tempdir_in(std::env::current_exe().unwrap().parent().unwrap()).unwrap();
    let path = folder.path().display().to_string();
    let location = Location::File(folder.path().join("contest.hustings"));
    measure("SQLite", &location, ["--data", &path], ballots);
    if let Ok(url) = std::env::var("HUSTINGS_POSTGRES") {
        let location: Location = url.parse().unwrap();
        measure("PostgreSQL", &location, ["--database", &url], ballots);
    }
}

fn measure(name: &str, location: &Location, place: [&str; 2], ballots: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = Store::create(location, indexer).await.unwrap();
        let voters = poll::open(&store, 2 * ballots).await;
        store.close().await;
        let program = Path::new(env!("CARGO_BIN_EXE_hustings"));
        let (first, second) = voters.split_at(ballots);
        for (processes, voters) in [(1, first), (3, second)] {
            let servers: Vec<Server> = (0..processes)
                .map(|_| Server::start(program, place, &["--without-limits"]))
                .collect();
            load(name, &servers, voters.to_vec()).await;
        }
    });
}

async fn load(name: &str, servers: &[Server], voters: Vec<Voter>) {
    let (voters, next) = (Arc::new(voters), Arc::new(AtomicUsize::new(0)));
    let clock = Instant::now();
    let casting: Vec<_> = (0..AT_ONCE)
        .map(|number| {
            let (voters, next) = (Arc::clone(&voters), Arc::clone(&next));
            let address = servers[number % servers.len()].address;
            tokio::spawn(async move {
                let mut client = Client::connect(address).await.unwrap();
                let mut times = Vec::new();
                while let Some(voter) = voters.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let clock = Instant::now();
                    let (status, body) = client.cast(voter).await.unwrap();
                    assert_eq!(status, 200, "{body}");
                    assert!(body.contains(&voter.tracker), "{body}");
                    times.push(clock.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times: Vec<Duration> = Vec::new();
    for casting in casting {
        times.extend(casting.await.unwrap());
    }
    let elapsed = clock.elapsed();
    times.sort_unstable();
    let rate = times.len() as u128 * 1_000_000 / elapsed.as_micros().max(1);
    let at = |percent: usize| {
        let micros = times[times.len() * percent / 100].as_micros();
        format!("{}.{}", micros / 1000, micros % 1000 / 100)
    };
    println!(
        "| {name} | {} | {rate} | {} ms | {} ms |",
        servers.len(),
        at(50),
        at(99)
    );
}
