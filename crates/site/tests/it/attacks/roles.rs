//! The golden list of routes, and that it is kept.

use axum::http::StatusCode;
use hustings_site::{Role, routes};

use super::Scene;
use crate::caller::{Answer, Caller};

/// Whoever adds a route, or lets others call one, changes this file, and everybody sees it.
#[tokio::test(flavor = "multi_thread")]
async fn the_table_of_routes_is_the_golden_list() {
    let scene = Scene::new(1).await;
    let found = routes::listed(&scene.site);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/routes.txt");
    if std::env::var_os("UPDATE_ROUTES").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    assert!(
        found == golden,
        "the table has changed; look at the difference, and run the test with UPDATE_ROUTES=1:\n{found}"
    );
}

/// Whether an answer turns somebody away.
fn is_refused(answer: &Answer) -> bool {
    matches!(
        answer.status,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
    ) || answer.status == StatusCode::SEE_OTHER && answer.location().ends_with("sign-in")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_turns_away_whom_the_golden_list_does_not_name() {
    let scene = Scene::new(1).await;
    let mut callers: Vec<(&str, Caller)> =
        vec![("stranger", scene.stranger()), ("elector", scene.voter(0))];
    for each in [
        Role::Helpline,
        Role::Registrar,
        Role::Trustee,
        Role::Officer,
    ] {
        callers.push(("", scene.staff(each, Some("mock")).await));
        callers.last_mut().unwrap().0 = match each {
            Role::Helpline => "helpline",
            Role::Registrar => "registrar",
            Role::Trustee => "trustee",
            Role::Officer => "officer",
        };
    }
    for line in routes::listed(&scene.site).lines() {
        let (method, rest) = line.split_once(' ').unwrap();
        let (path, who) = rest.trim().split_once(' ').unwrap();
        let who = who.trim();
        let path = path
            .replace("{contest}", "mock")
            .replace("{*path}", "x")
            .replace(['{', '}'], "");
        for (role, caller) in &mut callers {
            let admitted = who == "anyone" || who.split(" or ").any(|named| named == *role);
            if admitted {
                continue;
            }
            let answer = match method {
                "GET" => caller.get(&path).await,
                _ => caller.post(&path, &[]).await,
            };
            assert!(
                is_refused(&answer),
                "{method} {path} lets {role} in: {}",
                answer.status
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_lets_in_whom_the_golden_list_names() {
    let scene = Scene::new(1).await;
    let mut officer = scene.staff(Role::Officer, None).await;
    for line in routes::listed(&scene.site)
        .lines()
        .filter(|line| line.starts_with("GET"))
    {
        let (_, rest) = line.split_once(' ').unwrap();
        let (path, who) = rest.trim().split_once(' ').unwrap();
        if who.contains("officer") && !path[12..].contains('{') {
            let path = path.replace("{contest}", "mock");
            let answer = officer.get(&path).await;
            assert!(
                !is_refused(&answer) && !answer.status.is_server_error(),
                "{path}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
}
