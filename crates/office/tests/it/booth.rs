//! Which booth the site serves.

use hustings_contest::Digest;
use hustings_store::Location;

use crate::society::{another, found, hand, open_box};

#[tokio::test]
async fn a_booth_is_recorded_once_until_another_is_served_and_not_after_the_poll() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    let mut office = found(&location).await;
    let mut other = another(&location).await;
    let (early, late) = (hand("2026-03-20T09:00"), hand("2026-04-20T12:00:00"));
    let [first, second] = [b"first", b"other"].map(|booth| Digest::of(booth));
    let recorded = office.publish_booth(first.clone(), &early).await.unwrap();
    let recorded = recorded.unwrap();
    assert_eq!(recorded.entries.end - recorded.entries.start, 1);
    // Another process has not seen it yet, and records it no second time.
    let again = other.publish_booth(first.clone(), &early).await.unwrap();
    assert_eq!(again, None);
    assert!(other.publish_booth(second, &early).await.unwrap().is_some());
    open_box(&mut office).await;
    office.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    office.close_poll(&late).await.unwrap();
    let refusal = office.publish_booth(first, &late).await.unwrap_err();
    assert!(
        refusal.to_string().contains("the poll is closed"),
        "{refusal}"
    );
}
