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
