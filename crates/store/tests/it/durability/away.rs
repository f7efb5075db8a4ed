//! A server that goes away in the middle of a load, and comes back.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use hustings_store::{Location, Store, StoreError};

use super::{nothing_is_lost, server};
use crate::child::{Load, Said};
use crate::cluster::Cluster;
use crate::place::{block_on, log, words};

/// Both ways to go: at once, and after telling everybody.
pub fn test() {
    let (mut cluster, location) = server(&[]);
    block_on(async {
        let store = Store::open(&location, words()).await.unwrap();
        let said = Arc::new(Mutex::new(Said::default()));
        for (round, go) in [Cluster::kill as fn(&mut Cluster), Cluster::stop]
            .into_iter()
            .enumerate()
        {
            let load = Load {
                first: (round as u64) << 40,
                count: 2000,
                writers: 32,
            };
            let before = said.lock().unwrap().clone();
            let running = tokio::spawn({
                let (store, said) = (store.clone(), Arc::clone(&said));
                async move {
                    load.run(&store, move |line| said.lock().unwrap().line(&line))
                        .await;
                }
            });
            while said.lock().unwrap().acknowledged.len() < before.acknowledged.len() + 200 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            go(&mut cluster);
            assert!(
                !running.is_finished(),
                "it went away in the middle of the load"
            );
            tokio::time::sleep(Duration::from_millis(300)).await;
            cluster.serve();
            // The same process goes on, and so does the same queue.
            running.await.unwrap();
            let said = said.lock().unwrap().clone();
            assert!(said.errors.len() > before.errors.len(), "somebody was told");
            let clear = |error: &String| {
                error.contains("nothing was written")
                    || error.contains("it is unknown whether it was written")
            };
            assert!(said.errors.iter().all(clear), "{:?}", said.errors);
            assert_eq!(said.acknowledged.len(), before.acknowledged.len() + 2000);
            nothing_is_lost(&store, &said).await;
        }
        assert_eq!(store.head(&log("ballots")).await.unwrap().size, 4000);
    });
}

pub fn without_fsync() {
    let cluster = Cluster::start_with(&["fsync=off"]);
    let location = cluster.socket().create_database("alone");
    let refused = block_on(Store::create(&location, words()));
    assert!(
        matches!(refused, Err(StoreError::NotDurable { .. })),
        "{refused:?}"
    );
    let Location::Postgres(mut url) = location else {
        panic!("PostgreSQL");
    };
    url.set_path("nowhere");
    let missing = block_on(Store::open(&Location::Postgres(url), words()));
    assert!(
        matches!(missing, Err(StoreError::Missing { .. })),
        "{missing:?}"
    );
}
