use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::Scene;
use crate::caller::{Answer, Caller};

async fn cast(caller: &mut Caller, ballot: impl Into<Body>) -> Answer {
    let request = Request::post("/c/mock/vote/cast")
        .header("content-type", "application/json")
        .header("x-csrf-token", caller.token());
    caller.send(request.body(ballot.into()).unwrap()).await
}

async fn ballots(scene: &Scene) -> u64 {
    let id: hustings_office::ContestId = "mock".parse().unwrap();
    let log = id.box_log(&crate::poll::of()).unwrap();
    scene.store.head(&log).await.unwrap().size
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_that_is_cast_again_is_told_its_place_and_is_there_once() {
    let scene = Scene::new(2).await;
    let ballot = scene.voters[0].ballot.clone();
    let first = cast(&mut scene.voter(0), ballot.clone()).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    assert!(first.body.contains(&scene.voters[0].tracker));
    for number in [0, 1] {
        let again = cast(&mut scene.voter(number), ballot.clone()).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(
            again.body.contains("already-cast-this-ballot"),
            "{}",
            again.body
        );
    }
    assert_eq!(ballots(&scene).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_is_cast_by_nobody_who_is_not_signed_in() {
    let scene = Scene::new(1).await;
    let answer = cast(&mut scene.stranger(), scene.voters[0].ballot.clone()).await;
    assert!(matches!(
        answer.status,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
    ));
    assert_eq!(ballots(&scene).await, 0);
}

/// Queued in the commit of the ballot, so that whoever has voted is told, whatever is killed.
#[tokio::test(flavor = "multi_thread")]
async fn the_receipt_is_queued_as_a_mail_with_the_ballot_and_bears_the_proof_when_it_is_sent() {
    let sink = crate::sink::Sink::start().await;
    let scene = Scene::with_mail(1, Some(sink.url())).await;
    let answer = cast(&mut scene.voter(0), scene.voters[0].ballot.clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let serving = std::sync::Arc::clone(&scene.site).serve(listener, std::future::pending());
    let serving = tokio::spawn(serving);
    let message = sink.message_to("e0@example.org").await;
    serving.abort();
    // It is a mock, and says so.
    assert!(message.header("Subject").unwrap().contains("mock"));
    let text = message.text();
    assert!(text.contains(&scene.voters[0].tracker), "{text}");
    let at = text
        .find("c2sp.org/tlog-proof@v1")
        .expect("it bears the receipt");
    let receipt = format!("{}\n", text[at..].trim_end());
    let receipt = hustings_log::Receipt::parse(receipt.as_bytes());
    assert_eq!(receipt.expect("the receipt reads").index(), 0);
}

/// One who is given another's credential as well votes once: an elector, and a credential.
#[tokio::test(flavor = "multi_thread")]
async fn an_elector_with_two_credentials_votes_once() {
    let scene = Scene::new(2).await;
    let mut greedy = scene.voter(0);
    assert_eq!(
        cast(&mut greedy, scene.voters[0].ballot.clone())
            .await
            .status,
        StatusCode::OK
    );
    let second = cast(&mut greedy, scene.voters[1].ballot.clone()).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("elector-has-voted"), "{}", second.body);
    assert_eq!(ballots(&scene).await, 1);
}

/// A clash: two who were given one credential. The second is told at once, and has it to show: the ballot that lies in the
/// box under her credential is not hers.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_voters_with_one_credential_the_second_is_told_that_it_was_used() {
    let scene = Scene::new(2).await;
    let credential = &scene.voters[0].credential;
    let hers = crate::poll::seal(&scene.store, credential).await;
    let first = cast(&mut scene.voter(0), scene.voters[0].ballot.clone()).await;
    assert_eq!(first.status, StatusCode::OK);
    let mut second = scene.voter(1);
    let told = cast(&mut second, hers.text().to_vec()).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(
        told.body.contains("\"code\":\"credential-used\""),
        "{}",
        told.body
    );
    // What she can show: her tracker is in no box, and another's is, under her credential.
    let mine = second
        .get(&format!(
            "/c/mock/track?tracker={}",
            escaped(&hers.tracker())
        ))
        .await;
    assert!(
        mine.body.contains("No box has a ballot with this tracker"),
        "{}",
        mine.body
    );
    let other = second
        .get(&format!(
            "/c/mock/track?tracker={}",
            escaped(&scene.voters[0].tracker)
        ))
        .await;
    assert!(
        other.body.contains("Your ballot is in the box"),
        "{}",
        other.body
    );
    // And she has not voted: with a credential of her own she can.
    let own = cast(&mut second, scene.voters[1].ballot.clone()).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.body);
}

fn escaped(tracker: &str) -> String {
    url::form_urlencoded::byte_serialize(tracker.as_bytes()).collect()
}

/// Everything between the first byte and the last that a ballot can have wrong.
fn malformed(ballot: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let text = String::from_utf8(ballot.to_vec()).unwrap();
    let with = |from: &str, to: &str| text.replacen(from, to, 1).into_bytes();
    let digit = |place: usize| {
        let mut bytes = ballot.to_vec();
        let at = bytes[place..].iter().position(u8::is_ascii_digit).unwrap() + place;
        bytes[at] = if bytes[at] == b'7' { b'3' } else { b'7' };
        bytes
    };
    vec![
        ("nothing", Vec::new()),
        ("no JSON", b"a ballot".to_vec()),
        ("not an object", b"[]".to_vec()),
        ("empty object", b"{}".to_vec()),
        ("null", b"null".to_vec()),
        ("cut short", ballot[..ballot.len() - 1].to_vec()),
        ("with more behind", [ballot, b" "].concat()),
        ("twice", [ballot, ballot].concat()),
        (
            "not UTF-8",
            [&ballot[..20], &[0xff, 0xfe], &ballot[20..]].concat(),
        ),
        (
            "another election",
            with("\"election_uuid\":\"", "\"election_uuid\":\"x"),
        ),
        (
            "another hash",
            with("\"election_hash\":\"", "\"election_hash\":\"x"),
        ),
        ("a key more", with("{", "{\"more\":1,")),
        ("a key twice", with("{", "{\"credential\":\"\",")),
        (
            "another credential",
            with("\"credential\":\"", "\"credential\":\"0"),
        ),
        (
            "no answers",
            with("\"answers\":[", "\"answers\":[],\"x\":["),
        ),
        ("a changed digit early", digit(ballot.len() / 3)),
        ("a changed digit late", digit(ballot.len() - 60)),
        ("deep", "[".repeat(10_000).into_bytes()),
        ("too large", vec![b'1'; 70_000]),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_ballots_of_every_kind_are_refused_and_leave_nothing() {
    let scene = Scene::new(1).await;
    let mut voter = scene.voter(0);
    for (what, ballot) in malformed(&scene.voters[0].ballot) {
        let answer = cast(&mut voter, ballot).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{what}: {}",
            answer.body
        );
        assert!(
            answer.body.contains("\"code\":\"malformed\"") || answer.body.contains("not-listed"),
            "{what}: {}",
            answer.body
        );
    }
    assert_eq!(ballots(&scene).await, 0);
    // And the true one is not the worse for it.
    assert_eq!(
        cast(&mut voter, scene.voters[0].ballot.clone())
            .await
            .status,
        StatusCode::OK
    );
}
