//! Receipts of ballots, from the first on.

use hustings_log::{Hash, Receipt, SigningKey};
use hustings_office::{Cast, Office};
use hustings_store::Location;

use crate::society::{ELECTORS, found, hand, of, open_box};

async fn receipt(office: &Office, tracker: &str) -> Option<Receipt> {
    office.receipt(&of(), tracker).await.unwrap()
}

#[tokio::test]
async fn a_ballot_has_a_receipt_right_after_it_is_cast_and_a_new_one_when_the_box_has_grown() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    let mut office = found(&location).await;
    let opened = open_box(&mut office).await;
    assert_eq!(receipt(&office, "none").await, None);
    office.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    assert_eq!(receipt(&office, "none").await, None);
    let now = "2026-04-02T09:00".parse().unwrap();
    let slot = office.slot(&of(), &now).await.unwrap();
    let key = SigningKey::from_seed("example.org/mock".parse().unwrap(), &[7; 32]);
    let key = key.named("example.org/mock/box/electors".parse().unwrap());
    let key = key.verifying_key();
    let mut trackers = Vec::new();
    for (number, ballot) in (0..).zip(&opened.ballots) {
        let cast = office.cast(&slot, std::slice::from_ref(ballot)).await;
        let [Cast::Taken { tracker, .. }] = &cast.unwrap()[..] else {
            panic!("it is taken");
        };
        let text = receipt(&office, tracker).await.unwrap().to_string();
        let read = Receipt::parse(text.as_bytes()).unwrap();
        let checkpoint = read.verify(&Hash::of_entry(ballot), &key).unwrap();
        assert_eq!((read.index(), checkpoint.head().size), (number, number + 1));
        trackers.push(tracker.clone());
    }
    office
        .close_poll(&hand("2026-04-20T12:00:00"))
        .await
        .unwrap();
    for (tracker, ballot) in trackers.iter().zip(&opened.ballots) {
        let read = receipt(&office, tracker).await.unwrap();
        let checkpoint = read.verify(&Hash::of_entry(ballot), &key).unwrap();
        assert_eq!(checkpoint.head(), &office.box_head(&of()).await.unwrap());
        assert_eq!(checkpoint.head().size, ELECTORS as u64);
    }
}
