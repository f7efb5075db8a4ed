use axum::http::StatusCode;
use hustings_site::Role;

use super::Scene;
use crate::caller::{Answer, Caller};

/// What of an answer could tell somebody something.
fn told(answer: &Answer, caller: &Caller) -> (StatusCode, String, String) {
    (
        answer.status,
        answer.location().to_owned(),
        answer.told(caller),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_somebody_is_on_the_roll_is_not_told_at_sign_in() {
    let scene = Scene::new(3).await;
    let mut answers = Vec::new();
    for who in [
        "E000001",
        "e1@example.org",
        "E999999",
        "nobody@example.org",
        "no number at all",
    ] {
        let mut caller = scene.stranger();
        caller.get("/c/mock/vote/sign-in").await;
        let answer = caller.post("/c/mock/vote/sign-in", &[("who", who)]).await;
        answers.push(told(&answer, &caller));
        let wrong = caller
            .post("/c/mock/vote/code", &[("code", "1234 5678")])
            .await;
        answers.push(told(&wrong, &caller));
    }
    for pair in answers.chunks(2).skip(1) {
        assert_eq!(pair, &answers[..2]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_somebody_has_an_account_is_not_told_at_sign_in() {
    let scene = Scene::new(1).await;
    scene.staff(Role::Officer, None).await;
    let mut answers = Vec::new();
    for email in ["officer-all@example.org", "nobody@example.org"] {
        let mut caller = scene.stranger();
        caller.get("/sign-in").await;
        let fields = [
            ("email", email),
            ("password", "not the password at all"),
            ("code", "123456"),
        ];
        let answer = caller.post("/sign-in", &fields).await;
        answers.push(told(&answer, &caller));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(!answers[0].0.is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_guessed_five_times_at_most_and_names_are_tried_slowly() {
    let scene = Scene::new(1).await;
    let mut caller = scene.stranger();
    caller.get("/sign-in").await;
    let fields = [
        ("email", "a@example.org"),
        ("password", "some password or other"),
        ("code", "123456"),
    ];
    let mut refused = 0;
    for _ in 0..15 {
        if caller.post("/sign-in", &fields).await.status == StatusCode::TOO_MANY_REQUESTS {
            refused += 1;
        }
    }
    assert!(refused >= 4, "{refused}");
}

/// Whoever has the store afterwards cannot tell who signed in, or asked to.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_of_a_sign_in_but_the_session() {
    let scene = Scene::new(2).await;
    let mut caller = scene.stranger();
    caller.get("/c/mock/vote/sign-in").await;
    let mut other = scene.stranger();
    other.get("/c/mock/vote/sign-in").await;
    for (caller, who) in [(&mut caller, "E000001"), (&mut other, "nobody@example.org")] {
        caller.post("/c/mock/vote/sign-in", &[("who", who)]).await;
    }
    // It is looked up behind the answer.
    let mut links = Vec::new();
    for _ in 0..200 {
        links = scene.store.rows("~site", "link").all().await.unwrap();
        if !links.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let mails = scene.store.rows("~site", "mail").all().await.unwrap();
    let text = String::from_utf8(mails[0].1.clone()).unwrap();
    let link = text
        .split("/vote/link/")
        .nth(1)
        .unwrap()
        .split("\\n")
        .next()
        .unwrap();
    assert_eq!(links.len(), 1);
    let path = format!("/c/mock/vote/link/{link}");
    caller.get(&path).await;
    let followed = caller.post(&path, &[]).await;
    assert!(
        followed.location().starts_with("/c/mock/vote?"),
        "{}",
        followed.body
    );
    for kind in ["link", "code"] {
        assert_eq!(
            scene.store.rows("~site", kind).all().await.unwrap().len(),
            0,
            "{kind}"
        );
    }
    // And a link that was used signs in nobody.
    let mut thief = scene.stranger();
    thief.get(&path).await;
    let again = thief.post(&path, &[]).await;
    assert!(
        !again.location().starts_with("/c/mock/vote?"),
        "{}",
        again.location()
    );
}
