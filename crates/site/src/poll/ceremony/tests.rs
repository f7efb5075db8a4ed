use hustings_seal::randomness::system;
use hustings_seal::trustee::{PrivateKey, Seed};
use hustings_store::{Location, no_marks};

use super::*;

const ASKED: Asked = Asked {
    server: true,
    threshold: 2,
    size: 3,
};

/// A store with the log of a contest, in a folder that goes with it.
async fn store() -> (tempfile::TempDir, Store, ContestId) {
    let folder = tempfile::tempdir().expect("there is room");
    let location = Location::File(folder.path().join("contest.hustings"));
    let store = Store::create(&location, no_marks).await.expect("it is new");
    let id: ContestId = "chair".parse().expect("it is a name");
    let mut turn = store.turn(&[]).await.expect("nobody else is there");
    turn.create_log(&id.log().expect("it is a log"))
        .await
        .expect("it is new");
    turn.commit().await.expect("it is written");
    (folder, store, id)
}

async fn all(store: &Store, id: &ContestId) -> Ceremony {
    let mut turn = store.turn(&[]).await.expect("a turn");
    Ceremony::in_turn(&mut turn, id, Some(ASKED))
        .await
        .expect("it reads")
}

fn keeping(store: &Store, id: &ContestId) -> Keeping {
    Keeping {
        store: store.clone(),
        id: id.clone(),
        asked: Some(ASKED),
        setups: vec![RowKey::new("chair", "file", "setup")],
    }
}

async fn kept(store: &Store, id: &ContestId, at: (Piece, usize), text: &str) -> Result<(), String> {
    let kept = keeping(store, id).keep(at, text).await;
    kept.map_err(|trouble| trouble.detail().to_owned())
}

#[tokio::test]
async fn a_ceremony_by_pieces_comes_to_the_trustees_that_the_rulebook_asks_for() {
    let (_folder, store, id) = store().await;
    let chance = &mut system();
    let seeds: Vec<Seed> = (0..3).map(|_| Seed::generate(chance)).collect();
    let own = |place: usize| seeds.get(place - 1).expect("a seed");
    let certificate = |place| Certificate::issue(own(place), ASKED.place(place), &mut system());
    let of_another = certificate(2).text();
    let refusal = kept(&store, &id, (Piece::Certificate, 1), &of_another).await;
    assert!(refusal.unwrap_err().contains("or place"));
    for place in 1..=3 {
        let text = certificate(place).text();
        kept(&store, &id, (Piece::Certificate, place), &text)
            .await
            .expect("it is good");
    }
    let again = kept(&store, &id, (Piece::Certificate, 1), &certificate(1).text()).await;
    assert!(again.unwrap_err().contains("never overwritten"));
    let certificates = all(&store, &id).await.certificates();
    let certificates = certificates.expect("all are there").expect("they hold");
    for place in 1..=3 {
        let polynomial = Polynomial::make(own(place), &certificates, &mut system());
        let text = polynomial.expect("it is of this ceremony").text();
        if place == 1 {
            let elsewhere = kept(&store, &id, (Piece::Polynomial, 2), &text).await;
            assert!(elsewhere.is_err(), "it is signed by another");
        }
        kept(&store, &id, (Piece::Polynomial, place), &text)
            .await
            .expect("it is good");
    }
    for place in 1..=3 {
        let incoming = all(&store, &id).await.incoming(place);
        let incoming = incoming.expect("all are there").expect("they hold");
        let incoming = Incoming::parse(&incoming).expect("it reads");
        let outgoing = incoming.accept(own(place), &certificates, &mut system());
        let text = outgoing.expect("the shares fit").text();
        kept(&store, &id, (Piece::Outgoing, place), &text)
            .await
            .expect("it is good");
    }
    assert!(all(&store, &id).await.trustees().is_none());
    let server = PrivateKey::generate(&mut system()).public_key(&mut system());
    kept(&store, &id, (Piece::Server, 0), &server.text())
        .await
        .expect("it is good");
    let trustees = all(&store, &id).await.trustees();
    let trustees = trustees.expect("all are there").expect("they hold");
    assert_eq!((trustees.members().len(), trustees.needed()), (4, 3));
}

#[tokio::test]
async fn nobody_takes_a_place_that_another_has_or_a_second_one() {
    let (_folder, store, id) = store().await;
    let claimed = async |email: &str, place| {
        claim(&store, &id, email, place)
            .await
            .expect("the store answers")
    };
    assert!(claimed("Ann@example.org", 1).await);
    assert!(!claimed("bob@example.org", 1).await);
    assert!(!claimed("ann@example.org", 2).await);
    assert!(claimed("bob@example.org", 2).await);
    let place = place_of(&store, &id, "ANN@example.org").await;
    assert_eq!(place.expect("the store answers"), Some(1));
}

#[test]
fn a_secret_is_no_message_and_a_line_end_is_no_part_of_one() {
    let seed = Seed::generate(&mut system());
    assert!(message(seed.reveal().as_bytes(), "certificate-1.json").is_err());
    let text = message(b"{\"a\":1}\r\n", "certificate-1.json");
    assert_eq!(text.expect("it is public"), "{\"a\":1}");
}

/// An officer in another tab takes keys away at the moment in which a box is opened under them.
#[tokio::test]
async fn no_key_is_made_or_taken_away_once_a_box_is_open() {
    let (_folder, store, id) = store().await;
    let keeping = keeping(&store, &id);
    keeping.make_server_key().await.expect("it is the first");
    let mut turn = store.turn(&[]).await.expect("a turn");
    turn.put_row(&keeping.setups[0], b"a setup")
        .await
        .expect("it is written");
    turn.commit().await.expect("it is written");
    for refused in [keeping.begin_anew().await, keeping.make_server_key().await] {
        let reason = refused.expect_err("a box is open");
        assert!(
            reason.detail().contains("a box is open"),
            "{}",
            reason.detail()
        );
    }
    assert!(
        store
            .row(&id.server_key_row())
            .await
            .expect("it reads")
            .is_some()
    );
}

#[tokio::test]
async fn a_list_without_the_servers_key_that_is_there_is_refused() {
    let (_folder, store, id) = store().await;
    let alone = Keeping {
        asked: Some(Asked {
            server: true,
            threshold: 0,
            size: 0,
        }),
        ..keeping(&store, &id)
    };
    alone.make_server_key().await.expect("it is the first");
    let other = PrivateKey::generate(&mut system()).public_key(&mut system());
    let list = Trustees::new(&[Part::Single(other)]).expect("it is a list");
    let refused = alone.keep((Piece::Trustees, 0), list.text()).await;
    let reason = refused.expect_err("it is another key");
    assert!(
        reason.detail().contains("not the server's key"),
        "{}",
        reason.detail()
    );
}
