use axum::body::Body;
use axum::http::{Request, StatusCode};
use hustings_site::Role;

use super::Scene;

const CLOCK: &str = "/c/mock/office/clock";
const TIME: (&str, &str) = ("now", "2027-03-02T09:00");

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_the_sessions_token_does_nothing() {
    let scene = Scene::new(2).await;
    let mut officer = scene.staff(Role::Officer, None).await;
    let others = scene.voter(0).token();
    for forged in ["", "AAAA", &others] {
        let answer = officer.post_alone(CLOCK, &[("csrf", forged), TIME]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{forged}");
    }
    assert_eq!(
        officer.post_alone(CLOCK, &[TIME]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_does_nothing_even_with_the_token() {
    let scene = Scene::new(1).await;
    let mut officer = scene.staff(Role::Officer, None).await;
    let form = |name: &str, value: &str| {
        let body = format!("csrf={}&now=2027-03-02T09%3A00", officer.token());
        Request::post(CLOCK)
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(Body::from(body))
            .unwrap()
    };
    let forged = [
        form("origin", "https://evil.example"),
        form("origin", "null"),
        form("sec-fetch-site", "cross-site"),
        form("sec-fetch-site", "same-site"),
    ];
    for request in forged {
        assert_eq!(officer.send(request).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_changes_anything_answers_to_get() {
    let scene = Scene::new(1).await;
    let mut officer = scene.staff(Role::Officer, None).await;
    for line in hustings_site::routes::listed(&scene.site).lines() {
        let mut words = line.split_whitespace();
        let (Some("POST"), Some(path)) = (words.next(), words.next()) else {
            continue;
        };
        let shown = hustings_site::routes::listed(&scene.site)
            .lines()
            .any(|other| other.split_whitespace().take(2).eq(["GET", path]));
        if !shown {
            let path = path
                .replace("{contest}", "mock")
                .replace(['{', '}', '*'], "");
            let status = officer.get(&path).await.status;
            assert!(status.is_client_error(), "{path}: {status}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_declared_by_who_does_not_say_that_it_was_read() {
    let scene = Scene::new(1).await;
    let mut officer = scene.staff(Role::Officer, None).await;
    let post = ("post", "leader");
    for read in ["", "no"] {
        let answer = officer
            .post("/c/mock/office/declare", &[post, ("read", read)])
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{read}");
        assert!(answer.body.contains("say that you have read it"));
    }
    // Who says so comes as far as the log, which has no count yet.
    let answer = officer
        .post("/c/mock/office/declare", &[post, ("read", "yes")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_noted_of_a_bundle_that_is_not_there() {
    let scene = Scene::new(1).await;
    let mut officer = scene.staff(Role::Officer, None).await;
    let note = "/c/mock/office/bundle/note";
    let answer = officer.post(note, &[("what", "published")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = officer.post(note, &[("what", "electors/1")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
