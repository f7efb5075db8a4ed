//! Several carriers at once, and what becomes of the mails of one that ends.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use hustings_site::mail;
use rstest::rstest;

use super::{assert_each_once, many, queue, time_passes, until_none_waits, waiting};
use crate::place::{Database, Place};
use crate::process::Process;
use crate::sink::Sink;

#[rstest]
#[case::in_a_file(Database::Sqlite)]
#[case::in_postgresql(Database::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn two_carriers_send_each_mail_once(#[case] database: Database) {
    let Some(place) = Place::new(database) else {
        return;
    };
    let store = place.create().await;
    let sink = Sink::start().await;
    let (one, other) = (
        Process::start(&place, &sink).await,
        Process::start(&place, &sink).await,
    );
    queue(&store, &many(1_000)).await;
    sink.wait_for(1_000).await;
    until_none_waits(&store).await;
    one.stop().await;
    other.stop().await;
    assert_each_once(&sink, 1_000);
    let standing = mail::standing(&store, Some("leader")).await.unwrap();
    assert_eq!(standing.delivered["poll-open"], 1_000);
}

#[rstest]
#[case::in_a_file(Database::Sqlite)]
#[case::in_postgresql(Database::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_carrier_had_claimed_others_send_when_the_claim_has_lapsed(
    #[case] database: Database,
) {
    let Some(place) = Place::new(database) else {
        return;
    };
    let store = place.create().await;
    let sink = Sink::start().await;
    sink.pace(Duration::from_millis(50));
    queue(&store, &many(60)).await;
    let killed = Process::start(&place, &sink).await;
    sink.wait_for(10).await;
    killed.kill();
    // What it was doing at that moment it does to the end, or not.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let left = waiting(&store).await;
    assert!((1..=52).contains(&left), "{left}");
    sink.pace(Duration::ZERO);
    let other = Process::start(&place, &sink).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(waiting(&store).await, left, "a claim was not respected");
    time_passes(&store).await;
    until_none_waits(&store).await;
    other.stop().await;
    let messages = sink.messages();
    let ids: BTreeSet<_> = messages.iter().map(|it| it.header("Message-ID")).collect();
    let addresses: BTreeSet<&str> = messages.iter().map(|it| &*it.to).collect();
    // Rather twice than never: what was on its way when the process died.
    assert_eq!((addresses.len(), ids.len()), (60, 60));
    assert!(messages.len() <= 60 + 16, "{}", messages.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_carrier_that_is_stopped_ends_what_it_has_begun_and_leaves_the_rest() {
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    let sink = Sink::start().await;
    sink.pace(Duration::from_millis(200));
    queue(&store, &many(60)).await;
    let process = Process::start(&place, &sink).await;
    sink.wait_for(5).await;
    process.stop().await;
    let sent = sink.count();
    assert_eq!(waiting(&store).await, 60 - sent as u64);
    let other = Process::start(&place, &sink).await;
    sink.pace(Duration::ZERO);
    sink.wait_for(60).await;
    until_none_waits(&store).await;
    other.stop().await;
    assert_each_once(&sink, 60);
}

#[tokio::test]
async fn a_server_that_takes_nothing_is_no_reason_to_bounce() {
    let place = Place::new(Database::Sqlite).unwrap();
    let store = place.create().await;
    let sink = Sink::start().await;
    sink.greet(Some("554 no service here"));
    queue(&store, &many(50)).await;
    let process = Process::start(&place, &sink).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    sink.greet(None);
    tokio::time::sleep(Duration::from_secs(5)).await;
    time_passes(&store).await;
    sink.wait_for(50).await;
    until_none_waits(&store).await;
    assert_eq!(
        mail::standing(&store, Some("leader"))
            .await
            .unwrap()
            .bounces,
        0
    );
    process.stop().await;
    assert_each_once(&sink, 50);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "it measures"]
async fn five_hundred_mails_a_second_leave() {
    for database in [Database::Sqlite, Database::Postgres] {
        let Some(place) = Place::new(database) else {
            continue;
        };
        let store = place.create().await;
        let sink = Sink::start().await;
        queue(&store, &many(5_000)).await;
        let start = Instant::now();
        let process = Process::start(&place, &sink).await;
        sink.wait_for(5_000).await;
        let rate = 5_000.0 / start.elapsed().as_secs_f64();
        println!("{database:?}: {rate:.0} mails a second");
        until_none_waits(&store).await;
        process.stop().await;
        assert_each_once(&sink, 5_000);
        assert!(rate > 500.0, "{database:?}: {rate:.0} mails a second");
    }
}
