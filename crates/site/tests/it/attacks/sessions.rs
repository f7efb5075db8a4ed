use axum::http::StatusCode;
use hustings_site::Role;

use super::Scene;
use crate::caller::Caller;

#[tokio::test(flavor = "multi_thread")]
async fn an_electors_session_is_nothing_in_another_contest_and_none_of_the_officers() {
    let scene = Scene::new(2).await;
    let mut voter = scene.voter(0);
    assert_eq!(
        voter.get("/c/mock/vote/ballot").await.status,
        StatusCode::OK
    );
    assert_eq!(
        voter.get("/c/other/vote/ballot").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        voter.get("/c/mock/office").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_nobody_gave_is_nobodys() {
    let scene = Scene::new(1).await;
    for cookie in [
        "A".repeat(43),
        scene.voters[0].cookie.chars().rev().collect(),
        "../../etc".to_owned(),
    ] {
        let mut thief = Caller::with(&scene.site, &cookie);
        let answer = thief.get("/c/mock/vote/ballot").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/c/mock/vote/sign-in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_was_ended_is_over_wherever_its_cookie_is() {
    let scene = Scene::new(1).await;
    let (mut here, mut stolen) = (scene.voter(0), scene.voter(0));
    assert_eq!(
        here.post("/sign-out", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(here.cookie, None);
    assert_eq!(
        stolen.get("/c/mock/vote/ballot").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_one_contest_is_nobody_in_another() {
    let scene = Scene::new(1).await;
    let mut elsewhere = scene.staff(Role::Officer, Some("another")).await;
    assert_eq!(
        elsewhere.get("/c/mock/office").await.status,
        StatusCode::FORBIDDEN
    );
    let mut here = scene.staff(Role::Officer, Some("mock")).await;
    assert_eq!(here.get("/c/mock/office").await.status, StatusCode::OK);
    // To begin contests is for who is an officer of all.
    assert_eq!(
        here.get("/contests/new").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_kept_from_scripts_and_from_other_sites() {
    let scene = Scene::new(1).await;
    let answer = scene.stranger().get("/sign-in").await;
    let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    // Nobody who only reads gets one.
    assert!(
        scene
            .stranger()
            .get("/c/mock")
            .await
            .headers
            .get("set-cookie")
            .is_none()
    );
}
