//! A primary with a synchronous standby: the primary dies, the standby goes on.

use std::slice::from_ref;
use std::thread::sleep;
use std::time::Duration;

use hustings_store::Store;

use super::{nothing_is_lost, server};
use crate::child::Load;
use crate::conformance::checkpoint;
use crate::place::{block_on, log, words};

pub fn test() {
    let (mut primary, location) = server(&[]);
    let mut standby = primary.standby("standby");
    primary.socket().sql(
        "postgres",
        "ALTER SYSTEM SET synchronous_standby_names = 'standby'",
    );
    primary.socket().sql("postgres", "SELECT pg_reload_conf()");
    let state = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
    while primary.socket().sql("postgres", state) != "1" {
        sleep(Duration::from_millis(20));
    }
    let load = Load {
        first: 0,
        count: u64::MAX,
        writers: 32,
    };
    let running = load.spawn(&location, &[]);
    while running.acknowledged() < 500 {
        sleep(Duration::from_millis(1));
    }
    block_on(keep_a_checkpoint(&location));
    let before = running.acknowledged();
    while running.acknowledged() < before + 200 {
        sleep(Duration::from_millis(1));
    }
    primary.kill();
    let said = running.kill();
    assert_eq!(standby.socket().sql("postgres", "SELECT pg_promote()"), "t");
    let location = standby.socket().location("alone");
    block_on(async {
        let store = Store::open(&location, words()).await.unwrap();
        nothing_is_lost(&store, &said).await;
        // fsck has compared it with the entries: it is a prefix.
        assert_eq!(store.checkpoints(&log("ballots")).await.unwrap().len(), 1);
    });
    let more = Load {
        first: 1 << 40,
        count: 100,
        writers: 4,
    };
    let more = more.spawn(&location, &[]).finish();
    assert_eq!((more.acknowledged.len(), more.errors.len()), (100, 0));
    block_on(async {
        let store = Store::open(&location, words()).await.unwrap();
        nothing_is_lost(&store, &more).await;
        nothing_is_lost(&store, &said).await;
    });
    standby.kill();
}

async fn keep_a_checkpoint(location: &hustings_store::Location) {
    let store = Store::open(location, words()).await.unwrap();
    let ballots = log("ballots");
    let (size, root) = store.root(&ballots).await.unwrap();
    let mut turn = store.turn(from_ref(&ballots)).await.unwrap();
    let note = checkpoint(size, &root);
    turn.keep_checkpoint(&ballots, size, &note).await.unwrap();
    turn.commit().await.unwrap();
}
