//! Two officers at one contest, of whom one has not seen what the other did.

use std::fs::File;

use hustings_office::{Cast, NotCast, Office, OfficeError, Reach};
use hustings_seal::digest::Digest;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{PrivateKey, Signer};
use hustings_seal::verify::{Policy, verified};
use hustings_store::Location;
use tempfile::TempDir;

use crate::society::{another, found, hand, of, open_box};

fn place() -> (TempDir, Location) {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    (folder, location)
}

fn work() -> File {
    tempfile::tempfile().unwrap()
}

#[tokio::test]
async fn who_opens_the_poll_opens_it_for_a_box_that_was_opened_behind_their_back() {
    let (_folder, location) = place();
    let mut one = found(&location).await;
    let mut other = another(&location).await;
    let opened = open_box(&mut other).await;
    one.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let now = "2026-04-02T09:00".parse().unwrap();
    let slot = one.slot(&of(), &now).await.unwrap();
    let cast = one.cast(&slot, &opened.ballots[..1]).await.unwrap();
    assert!(matches!(cast[..], [Cast::Taken { .. }]), "{cast:?}");
}

#[tokio::test]
async fn who_closes_the_poll_closes_boxes_that_they_did_not_know_to_be_open() {
    let (_folder, location) = place();
    let mut one = found(&location).await;
    let mut other = another(&location).await;
    let opened = open_box(&mut other).await;
    other.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let now = "2026-04-20T11:00".parse().unwrap();
    let slot = other.slot(&of(), &now).await.unwrap();
    one.close_poll(&hand("2026-04-20T12:00:00")).await.unwrap();
    // The slot was taken while the poll was open, by a process that has not looked since.
    let cast = other.cast(&slot, &opened.ballots[..1]).await.unwrap();
    assert!(
        matches!(&cast[..], [Cast::Refused(NotCast::Closed)]),
        "{cast:?}"
    );
}

/// A trustee's shuffle of the box as it stands, and the statement on it.
async fn shuffled(office: &Office, trustee: usize, key: &PrivateKey) -> (Vec<u8>, String) {
    let archive = office.archive(&of(), Reach::Whole, work()).await.unwrap();
    let policy = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let before = verified(archive, &policy, &mut system()).unwrap();
    let mut message = Vec::new();
    let shuffle = before.shuffle(&mut system(), &silent).unwrap();
    shuffle.write(&mut message).unwrap();
    let statement = before.shuffle_statement(trustee, Digest::of(&message));
    let signed = statement.sign(&Signer::Single(key), &mut system());
    (message, serde_json::to_string(&signed).unwrap())
}

#[tokio::test]
async fn of_two_shuffles_of_one_archive_that_come_at_once_one_is_taken_and_the_contest_goes_on() {
    let (_folder, location) = place();
    let mut one = found(&location).await;
    let opened = open_box(&mut one).await;
    one.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let now = "2026-04-02T09:00".parse().unwrap();
    let slot = one.slot(&of(), &now).await.unwrap();
    one.cast(&slot, &opened.ballots).await.unwrap();
    let hand = hand("2026-04-20T12:00:00");
    one.close_poll(&hand).await.unwrap();
    one.close_box(&of(), [work(), work()], &hand).await.unwrap();
    let mut other = another(&location).await;
    let first = shuffled(&one, 1, &opened.keys[0]).await;
    let second = shuffled(&other, 2, &opened.keys[1]).await;
    let of = of();
    let (a, b) = tokio::join!(
        one.take_step(&of, first.0, &first.1, work(), &hand),
        other.take_step(&of, second.0, &second.1, work(), &hand)
    );
    let lost = match (a, b) {
        (Ok(_), Err(lost)) | (Err(lost), Ok(_)) => lost,
        both => panic!("{both:?}"),
    };
    let stale = lost.to_string().contains("from another archive");
    assert!(stale || matches!(lost, OfficeError::Moved), "{lost}");
    one.catch_up().await.unwrap();
    let made = one
        .contest()
        .kept()
        .unwrap()
        .of_box(&of)
        .unwrap()
        .shuffles
        .len();
    assert_eq!(made, 1);
    let said = &one.statements(&of).await.unwrap()[0].message;
    let missing = if said.contains("\"trustee\":1,") {
        2
    } else {
        1
    };
    let again = shuffled(&one, missing, &opened.keys[missing - 1]).await;
    one.take_step(&of, again.0, &again.1, work(), &hand)
        .await
        .unwrap();
}
