use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_larger_than_any_form_is_refused_before_it_is_read_to_its_end() {
    let scene = Scene::new(1).await;
    let mut voter = scene.voter(0);
    let token = voter.token();
    let huge = |kind: &str| {
        // Endless: whoever reads it to its end never answers.
        let pieces = tokio_stream_of_pieces();
        Request::post("/c/mock/vote/cast")
            .header("content-type", kind)
            .header("x-csrf-token", token.clone())
            .body(Body::from_stream(pieces))
            .unwrap()
    };
    for kind in ["application/json", "application/x-www-form-urlencoded"] {
        let answer = voter.send(huge(kind)).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::PAYLOAD_TOO_LARGE | StatusCode::BAD_REQUEST
            ),
            "{kind}: {} {}",
            answer.status,
            answer.body
        );
    }
}

fn tokio_stream_of_pieces()
-> impl futures_core::Stream<Item = Result<Vec<u8>, std::io::Error>> + Send {
    struct Endless;
    impl futures_core::Stream for Endless {
        type Item = Result<Vec<u8>, std::io::Error>;
        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(Some(Ok(vec![b'x'; 65_536])))
        }
    }
    Endless
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_from_one_address_is_stopped_and_others_are_served() {
    let scene = Scene::new(1).await;
    let mut flood = scene.stranger();
    let mut stopped = 0;
    for _ in 0..600 {
        if flood.post_alone("/sign-in", &[]).await.status == StatusCode::TOO_MANY_REQUESTS {
            stopped += 1;
        }
    }
    assert!(stopped > 300, "{stopped}");
    let mut other = scene.stranger();
    other.address = "198.51.100.9:5000".parse().unwrap();
    assert_eq!(other.get("/c/mock").await.status, StatusCode::OK);
    // A header that anybody can write is not believed: other addresses in it are the same flood.
    let mut believed = 0;
    for number in 0..100 {
        let lie =
            Request::post("/sign-in").header("x-forwarded-for", format!("198.51.100.{number}"));
        let answer = flood.send(lie.body(Body::empty()).unwrap()).await;
        believed += usize::from(answer.status != StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(believed < 30, "{believed}");
}
