//! Kills at random moments. `HUSTINGS_KILLS` says how many, `HUSTINGS_SEED` at which moments.

use std::env;
use std::thread::sleep;
use std::time::Duration;

use hustings_store::Store;

use super::{nothing_is_lost, server};
use crate::child::{Load, Said};
use crate::place::{Place, block_on, words};

const LOAD: Load = Load {
    first: 0,
    count: u64::MAX,
    writers: 16,
};

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

    /// The next of `SplitMix64`.
    fn next(&mut self) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Duration::from_micros((mixed ^ (mixed >> 31)) % 150_000)
    }
}

fn until_it_writes(running: &crate::child::Running) {
    while running.acknowledged() == 0 {
        sleep(Duration::from_millis(1));
    }
}

pub async fn of_the_process(place: Place) {
    let (store, _) = place.with_log().await;
    let mut moments = Moments::new(place.database.name());
    let mut all = Said::default();
    for round in 0..rounds() {
        let first = round << 40;
        let running = Load { first, ..LOAD }.spawn(&place.location, &[]);
        // Now and then before anything is written.
        if round % 5 != 4 {
            until_it_writes(&running);
        }
        sleep(moments.next());
        let said = running.kill();
        assert_eq!(said.errors, [""; 0]);
        all.acknowledged.extend(said.acknowledged);
        nothing_is_lost(&place.open().await, &all).await;
    }
    nothing_is_lost(&store, &all).await;
    eprintln!(
        "{}: {} acknowledged",
        place.database.name(),
        all.acknowledged.len()
    );
}

pub fn of_the_server() {
    let (mut cluster, location) = server(&[]);
    let mut moments = Moments::new("postgres, the server");
    let mut all = Said::default();
    for round in 0..rounds() {
        let first = round << 40;
        let running = Load { first, ..LOAD }.spawn(&location, &[]);
        until_it_writes(&running);
        sleep(moments.next());
        cluster.kill();
        let said = running.kill();
        all.acknowledged.extend(said.acknowledged);
        cluster.serve();
        block_on(async {
            let store = Store::open(&location, words()).await.unwrap();
            nothing_is_lost(&store, &all).await;
            store.close().await;
        });
    }
    eprintln!(
        "postgres, the server: {} acknowledged",
        all.acknowledged.len()
    );
}
