//! A mail to a whole electorate.

use std::collections::BTreeSet;

use hustings_roll::ElectorId;
use hustings_site::mail::Campaign;
use hustings_store::Store;
use rstest::rstest;

use super::to;
use crate::place::{Database, Place};

#[rstest]
#[case::in_a_file(Database::Sqlite)]
#[case::in_postgresql(Database::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_to_all_that_is_cut_short_goes_on_and_reaches_everybody_once(
    #[case] database: Database,
) {
    let Some(place) = Place::new(database) else {
        return;
    };
    let store = place.create().await;
    let mut electors: Vec<ElectorId> = (0..2_500)
        .map(|number| format!("M{number}").parse().unwrap())
        .collect();
    electors.sort();
    // One of them has no address.
    let write =
        |id: &ElectorId| (id.as_str() != "M7").then(|| to(&format!("{}@example.org", id.as_str())));
    let mut campaign = Campaign::begin(&store, "leader", "poll-open")
        .await
        .unwrap();
    assert!(campaign.next(&store, &electors, write).await.unwrap());
    assert_eq!(Campaign::unfinished(&store).await.unwrap(), [campaign]);
    // Two processes go on with it at once, of which each has its own store.
    let (one, other) = (place.open().await, place.open().await);
    let again = async |store: &Store| {
        let campaign = Campaign::begin(store, "leader", "poll-open").await.unwrap();
        campaign.finish(store, &electors, write).await.unwrap()
    };
    let (a, b) = tokio::join!(again(&one), again(&other));
    assert_eq!((a.queued, b.queued), (2_499, 2_499));
    assert!(Campaign::unfinished(&store).await.unwrap().is_empty());
    let rows = store.rows("~site", "mail").all().await.unwrap();
    let to: BTreeSet<String> = rows
        .iter()
        .map(|(_, text)| {
            let row: serde_json::Value = serde_json::from_slice(text).unwrap();
            row["mail"]["to"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!((rows.len(), to.len()), (2_499, 2_499));
}
