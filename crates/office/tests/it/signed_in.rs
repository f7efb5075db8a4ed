//! Electors who are signed in: each casts once, and so does each credential.

use hustings_office::{Cast, Delivery, NotCast, Office, Received, Slot};
use hustings_roll::ElectorId;
use hustings_rulebook::Means;
use hustings_store::Location;
use tempfile::TempDir;

use crate::society::{
    ELECTORS, another, elector, found, found_replacing, hand, id, of, open, open_box,
};

fn place() -> (TempDir, Location) {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contest.hustings"));
    (folder, location)
}

async fn slot(office: &mut Office) -> Slot {
    let now = "2026-04-10T09:00:00".parse().unwrap();
    office.slot(&of(), &now).await.unwrap()
}

/// As the site does it.
async fn cast(office: &Office, slot: &Slot, ballot: &[u8], elector: &ElectorId) -> Cast {
    match slot.check_for(ballot, elector) {
        Err(refused) => Cast::Refused(refused),
        Ok((tracker, append)) => {
            let answer = office.store().intake().append(append).await.unwrap();
            Slot::told(tracker, answer)
        }
    }
}

async fn receive(office: &mut Office, number: usize) -> Received {
    let delivery = Delivery {
        second: false,
        received: "2026-04-10T09:00:00".parse().unwrap(),
        batch: "b1".parse().unwrap(),
        section: None,
        rejected: None,
    };
    office.receive(&delivery, &[elector(number)]).await.unwrap()[0]
}

fn refused(cast: &Cast) -> &NotCast {
    match cast {
        Cast::Refused(refused) => refused,
        Cast::Taken { .. } => panic!("it was taken"),
    }
}

#[tokio::test]
async fn an_elector_casts_once_and_a_credential_casts_once() {
    let (_folder, location) = place();
    let mut office = found(&location).await;
    let ballots = open(&mut office).await;
    let slot = slot(&mut office).await;
    let first = cast(&office, &slot, &ballots[0], &id(0)).await;
    let Cast::Taken { tracker, index: 0 } = first else {
        panic!("{first:?}");
    };
    // Whoever did not hear of it is told where it is.
    let again = cast(&office, &slot, &ballots[0], &id(0)).await;
    let known = NotCast::ThisBallotWasCast { tracker, index: 0 };
    assert_eq!(refused(&again), &known);
    assert_eq!(known.code(), "already-cast-this-ballot");
    let other = cast(&office, &slot, &ballots[1], &id(0)).await;
    assert_eq!(refused(&other), &NotCast::ElectorHasVoted);
    // The command line knows no electors, and its ballots count all the same.
    let [taken] = &office.cast(&slot, &ballots[2..3]).await.unwrap()[..] else {
        panic!("one");
    };
    assert!(matches!(taken, Cast::Taken { index: 1, .. }), "{taken:?}");
    assert_eq!(office.box_head(&of()).await.unwrap().size, 2);
}

#[tokio::test]
async fn a_credential_that_was_used_is_refused_to_another_elector_who_can_still_cast() {
    let (_folder, location) = place();
    let mut office = found(&location).await;
    let opened = open_box(&mut office).await;
    office.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let slot = slot(&mut office).await;
    cast(&office, &slot, &opened.ballots[0], &id(0)).await;
    let other = opened.another_ballot(0);
    let reused = cast(&office, &slot, &other, &id(1)).await;
    assert_eq!(refused(&reused), &NotCast::CredentialHasVoted);
    assert_eq!(office.has_voted(&of(), &id(1)).await.unwrap(), None);
    let own = cast(&office, &slot, &opened.ballots[1], &id(1)).await;
    assert!(matches!(own, Cast::Taken { .. }), "{own:?}");
}

#[tokio::test]
async fn where_a_ballot_replaces_an_earlier_one_an_elector_casts_again() {
    let (_folder, location) = place();
    let mut office = found_replacing(&location).await;
    let opened = open_box(&mut office).await;
    office.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let slot = slot(&mut office).await;
    for ballot in [&opened.ballots[0], &opened.another_ballot(0)] {
        let taken = cast(&office, &slot, ballot, &id(0)).await;
        assert!(matches!(taken, Cast::Taken { .. }), "{taken:?}");
    }
    let turnout = office.turnout().await.unwrap();
    assert_eq!(
        (turnout.boxes[0].ballots, turnout.boxes[0].signed_in),
        (2, 1)
    );
}

#[tokio::test]
async fn whose_paper_came_first_casts_with_no_credential() {
    let (_folder, location) = place();
    let mut office = found(&location).await;
    let ballots = open(&mut office).await;
    let slot = slot(&mut office).await;
    assert_eq!(receive(&mut office, 0).await, Received::Taken);
    for ballot in &ballots[..2] {
        let late = cast(&office, &slot, ballot, &id(0)).await;
        assert_eq!(refused(&late), &NotCast::PaperCame);
    }
    // Nor does anybody else with hers.
    let borrowed = cast(&office, &slot, &ballots[0], &id(1)).await;
    assert_eq!(refused(&borrowed), &NotCast::PaperCame);
}

#[tokio::test]
async fn the_paper_of_who_cast_with_a_borrowed_credential_is_set_aside() {
    let (_folder, location) = place();
    let mut office = found(&location).await;
    let ballots = open(&mut office).await;
    let slot = slot(&mut office).await;
    cast(&office, &slot, &ballots[1], &id(0)).await;
    assert_eq!(receive(&mut office, 0).await, Received::SetAside);
    assert_eq!(receive(&mut office, 1).await, Received::SetAside);
}

#[tokio::test]
async fn who_has_voted_is_known_by_every_means_and_the_others_are_reminded() {
    let (_folder, location) = place();
    let mut office = found(&location).await;
    let ballots = open(&mut office).await;
    let slot = slot(&mut office).await;
    assert_eq!(office.not_voted(&of()).await.unwrap().len(), ELECTORS);
    cast(&office, &slot, &ballots[0], &id(0)).await;
    office.cast(&slot, &ballots[1..2]).await.unwrap();
    receive(&mut office, 2).await;
    // A paper that is set aside is no second vote.
    receive(&mut office, 1).await;
    let mut means = Vec::new();
    for number in 0..4 {
        means.push(office.has_voted(&of(), &id(number)).await.unwrap());
    }
    let online = Some(Means::Online);
    assert_eq!(means, [online, online, Some(Means::Post), None]);
    let waiting: Vec<ElectorId> = (3..ELECTORS).map(id).collect();
    assert_eq!(office.not_voted(&of()).await.unwrap(), waiting);
    let turnout = office.turnout().await.unwrap();
    let [of] = &turnout.boxes[..] else {
        panic!("{turnout:?}");
    };
    let counts = (of.credentials, of.ballots, of.signed_in, of.by_post);
    assert_eq!(counts, (ELECTORS as u64, 2, 1, 1));
    assert_eq!(turnout.papers, 1);
    let report = Office::fsck(office.store(), office.id()).await.unwrap();
    assert!(report.is_clean(), "{report:?}");
}

#[tokio::test]
async fn a_slot_stays_and_whether_the_poll_is_open_is_asked_each_time() {
    let (_folder, location) = place();
    let mut office = found(&location).await;
    let opened = open_box(&mut office).await;
    let at = |now: &str| now.parse().unwrap();
    let early = office.expect_open(&at("2026-03-30T09:00")).unwrap_err();
    assert_eq!(early.code(), "poll-not-open");
    office.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let slot = slot(&mut office).await;
    assert_eq!(office.expect_open(&at("2026-04-10T09:00")), Ok(()));
    let over = office.expect_open(&at("2026-04-20T12:00:01")).unwrap_err();
    assert_eq!(
        over.to_string(),
        "the poll closed at 2026-04-20T12:00:00 (ballot.window); close it"
    );
    office
        .close_poll(&hand("2026-04-20T12:00:00"))
        .await
        .unwrap();
    let closed = office.expect_open(&at("2026-04-20T12:00:01"));
    assert_eq!(closed, Err(NotCast::Closed));
    let late = cast(&office, &slot, &opened.ballots[0], &id(0)).await;
    assert_eq!(refused(&late), &NotCast::Closed);
    assert_eq!(office.has_voted(&of(), &id(0)).await.unwrap(), None);
}

#[tokio::test]
async fn what_holds_not_and_what_is_not_listed_is_refused_before_the_store_is_asked() {
    let (_folder, location) = place();
    let mut office = found(&location).await;
    open(&mut office).await;
    let slot = slot(&mut office).await;
    let none = slot.check_for(b"{}", &id(0)).unwrap_err();
    assert_eq!(none.code(), "malformed");
    assert!(none.to_string().starts_with("it does not hold: "), "{none}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_ballots_of_an_elector_at_the_same_moment_one_is_taken() {
    let (_folder, location) = place();
    let mut one = found(&location).await;
    let opened = open_box(&mut one).await;
    one.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let slot = slot(&mut one).await;
    let other = another(&location).await;
    for number in (0..ELECTORS).step_by(2) {
        let [first, second] = [0, 1].map(|more| &opened.ballots[number + more]);
        let elector = id(number);
        let (a, b) = tokio::join!(
            cast(&one, &slot, first, &elector),
            cast(&other, &slot, second, &elector)
        );
        match (&a, &b) {
            (Cast::Taken { .. }, Cast::Refused(NotCast::ElectorHasVoted))
            | (Cast::Refused(NotCast::ElectorHasVoted), Cast::Taken { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(one.turnout().await.unwrap().boxes[0].signed_in, 4);
}
