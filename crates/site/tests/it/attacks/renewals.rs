//! Somebody has lost a password or an authenticator: what an officer can do about it, and what nobody can do with it.

use axum::http::StatusCode;
use hustings_site::Role;

use super::Scene;
use crate::account::code;
use crate::caller::Caller;
use crate::sink::Sink;

const TRUSTEE: &str = "trustee-mock@example.org";
const NEW: &str = "another password of some length";

/// The link of the mail that the sink was given, as a path.
async fn mailed_link(scene: &Scene, sink: &Sink) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let serving = std::sync::Arc::clone(&scene.site).serve(listener, std::future::pending());
    let serving = tokio::spawn(serving);
    let text = sink.message_to(TRUSTEE).await.text();
    serving.abort();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let from = text.find("/invitations/").expect("it has the link");
    text[from..].split(' ').next().unwrap().to_owned()
}

fn secret(body: &str) -> String {
    let after = body.split("<code class=\"secret\">").nth(1).unwrap();
    after.split('<').next().unwrap().to_owned()
}

async fn sign_in(scene: &Scene, password: &str, code: &str) -> StatusCode {
    let mut caller = scene.stranger();
    caller.get("/sign-in").await;
    let fields = [("email", TRUSTEE), ("password", password), ("code", code)];
    caller.post("/sign-in", &fields).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_lost_an_authenticator_makes_it_anew_by_a_link_that_only_her_mail_has() {
    let sink = Sink::start().await;
    let scene = Scene::with_mail(1, Some(sink.url())).await;
    let mut officer = scene.staff(Role::Officer, Some("mock")).await;
    let mut trustee = scene.staff(Role::Trustee, Some("mock")).await;
    let path = "/c/mock/office/people/renewal";
    // She has asked before, and the first mail was slow.
    officer.post(path, &[("email", TRUSTEE)]).await;
    let first = mailed_link(&scene, &sink).await;
    let asked = officer.post(path, &[("email", TRUSTEE)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let link = loop {
        let link = mailed_link(&scene, &sink).await;
        if link != first {
            break link;
        }
    };
    let told = officer.get(asked.location()).await.body;
    assert!(!told.contains(link.trim_start_matches("/invitations/")));
    // Until it is followed, nothing has changed.
    assert_eq!(trustee.get("/c/mock/trustee").await.status, StatusCode::OK);

    let mut owner = scene.stranger();
    assert_eq!(owner.get(&first).await.status, StatusCode::NOT_FOUND);
    let page = owner.get(&link).await.body;
    assert!(page.contains(TRUSTEE), "{page}");
    let secret = secret(&page);
    let fields = [
        ("password", NEW),
        ("again", NEW),
        ("code", &code(&secret, 0)),
    ];
    let renewed = owner.post(&link, &fields).await;
    assert!(
        renewed.location().starts_with("/sign-in"),
        "{}",
        renewed.body
    );
    // Whoever was signed in is so no longer, and keeps the role.
    assert_ne!(trustee.get("/c/mock/trustee").await.status, StatusCode::OK);
    let old = sign_in(&scene, "a password of some length", &code(&secret, 1)).await;
    assert_eq!(old, StatusCode::UNPROCESSABLE_ENTITY);
    let new = sign_in(&scene, NEW, &code(&secret, 1)).await;
    assert_eq!(new, StatusCode::SEE_OTHER);
    // The link is used up.
    assert_eq!(owner.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        owner.post(&link, &fields).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_renews_nobody_who_has_no_role_in_the_contest_nor_herself() {
    let sink = Sink::start().await;
    let scene = Scene::with_mail(1, Some(sink.url())).await;
    let mut officer = scene.staff(Role::Officer, Some("mock")).await;
    scene.staff(Role::Trustee, Some("another")).await;
    let mut ask = async |email: &str| {
        let fields = [("email", email)];
        officer
            .post("/c/mock/office/people/renewal", &fields)
            .await
            .status
    };
    for nobody in ["trustee-another@example.org", "nobody@example.org"] {
        assert_eq!(ask(nobody).await, StatusCode::NOT_FOUND);
    }
    let own = ask("officer-mock@example.org").await;
    assert_eq!(own, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sink.count(), 0);
}

/// Whoever is shown the link of an invitation could make the account of somebody else's address.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_shown_to_nobody_where_mail_carries_it() {
    let sink = Sink::start().await;
    for (smtp, shown) in [(Some(sink.url()), false), (None, true)] {
        let scene = Scene::with_mail(1, smtp).await;
        let mut officer: Caller = scene.staff(Role::Officer, Some("mock")).await;
        let fields = [("email", "new@example.org"), ("role", "helpline")];
        let page = officer.post("/c/mock/office/people", &fields).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.body.contains("/invitations/"), shown, "{}", page.body);
    }
}
