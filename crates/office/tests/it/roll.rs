//! Electors found on the roll, before it is frozen and after.

use hustings_office::{FOUND, Office};
use hustings_roll::{Elector, UnknownColumns};
use hustings_store::Location;

use crate::society::{ELECTORS, another, begun, hand, id, of};

fn ids(electors: &[Elector]) -> Vec<&str> {
    electors.iter().map(|elector| elector.id.as_str()).collect()
}

async fn is_found(office: &Office) {
    let last = id(ELECTORS - 1);
    let own = office.electors_by_email("own@EXAMPLE.org").await.unwrap();
    assert_eq!(ids(&own), [last.as_str()]);
    let house = office.electors_by_email("House@example.org").await.unwrap();
    assert_eq!(house.len(), ELECTORS - 1);
    assert!(office.electors_by_email("").await.unwrap().is_empty());
    for (query, found) in [
        ("M-3", vec!["M-3"]),
        (" own@example.org", vec!["M-7"]),
        ("number3 ELECTOR", vec!["M-3"]),
        ("m-3", vec![]),
        ("nobody", vec![]),
        ("", vec![]),
    ] {
        let electors = office.find_electors(query).await.unwrap();
        assert_eq!(ids(&electors), found, "{query}");
    }
    assert_eq!(office.find_electors("élec").await.unwrap().len(), ELECTORS);
    let elector = office.elector(&last).await.unwrap().unwrap();
    assert_eq!(elector.name.as_str(), "Élector Number7");
    assert_eq!(office.box_of(&last).await.unwrap(), Some(of()));
    let nobody = "M-99".parse().unwrap();
    assert_eq!(office.elector(&nobody).await.unwrap(), None);
    assert_eq!(office.box_of(&nobody).await.unwrap(), None);
}

#[tokio::test]
async fn electors_are_found_by_id_email_and_name_before_the_roll_is_frozen_and_after() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    let mut office = begun(&location).await;
    is_found(&office).await;
    let other = another(&location).await;
    office.freeze_roll(&hand("2026-03-21T09:00")).await.unwrap();
    is_found(&office).await;
    // Who has not seen it frozen finds the same.
    is_found(&other).await;
}

#[tokio::test]
async fn where_no_roll_was_imported_nobody_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    let office = crate::society::empty(&location).await;
    assert!(office.find_electors("M-3").await.unwrap().is_empty());
    assert_eq!(office.box_of(&id(3)).await.unwrap(), None);
}

#[tokio::test]
async fn a_search_finds_no_more_than_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    let mut office = crate::society::empty(&location).await;
    let rows: String = (0..50)
        .map(|number| format!("L{number},Ann Lee{number}\n"))
        .collect();
    let file = format!("elector,name\n{rows}").into_bytes();
    let hand = hand("2026-03-20T09:00");
    office
        .import_roll(file, UnknownColumns::Refuse, &hand)
        .await
        .unwrap();
    assert_eq!(office.find_electors("ann").await.unwrap().len(), FOUND);
    office.freeze_roll(&hand).await.unwrap();
    assert_eq!(office.find_electors("ann").await.unwrap().len(), FOUND);
}
