//! Papers that come by post while ballots are cast.

use hustings_office::{Cast, Delivery, NotCast, Received};
use hustings_store::Location;

use crate::society::{ELECTORS, another, elector, found, hand, of, open};

fn delivery() -> Delivery {
    Delivery {
        second: false,
        received: "2026-04-10T09:00:00".parse().unwrap(),
        batch: "b1".parse().unwrap(),
        section: None,
        rejected: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_paper_and_a_ballot_at_the_same_moment_exactly_one_counts() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    let mut officer = found(&location).await;
    let ballots = open(&mut officer).await;
    let mut server = another(&location).await;
    let slot = server
        .slot(&of(), &"2026-04-10T09:00:00".parse().unwrap())
        .await
        .unwrap();
    let mut papers = 0;
    for (number, ballot) in ballots.into_iter().enumerate() {
        let (delivery, electors) = (delivery(), [elector(number)]);
        let ballots = [ballot];
        // Each comes first as often as the other.
        let (received, cast) = if number % 2 == 0 {
            tokio::join!(
                officer.receive(&delivery, &electors),
                server.cast(&slot, &ballots)
            )
        } else {
            let (cast, received) = tokio::join!(
                server.cast(&slot, &ballots),
                officer.receive(&delivery, &electors)
            );
            (received, cast)
        };
        let (received, cast) = (received.unwrap(), cast.unwrap());
        match (received.as_slice(), cast.as_slice()) {
            ([Received::Taken], [Cast::Refused(NotCast::PaperCame)]) => papers += 1,
            ([Received::SetAside], [Cast::Taken { .. }]) => {}
            other => panic!("{other:?}"),
        }
    }
    let hand = hand("2026-04-02T09:00");
    let (_, published) = officer
        .publish_batch(&delivery().batch, &hand)
        .await
        .unwrap();
    assert_eq!(published.papers, papers);
    assert_eq!(published.papers + published.set_aside, ELECTORS as u64);
}
