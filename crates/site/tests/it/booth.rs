//! What the booth is given: the list that a voting code is held against.

use axum::http::StatusCode;
use serde_json::Value;

use crate::attacks::Scene;

/// What stands in the page of the ballot for the booth.
fn data(page: &str) -> Value {
    let (_, rest) = page
        .split_once("id=\"booth-data\">")
        .expect("the page has the booth's data");
    let (json, _) = rest.split_once("</script>").expect("the data end");
    serde_json::from_str(json).expect("they are JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_booth_is_given_how_every_credential_of_the_box_begins_and_everybody_is_given_the_same()
{
    let scene = Scene::new(5).await;
    let page = scene.voter(0).get("/c/mock/vote/ballot").await.body;
    let at = data(&page)["credentials"].as_str().unwrap().to_owned();
    assert_eq!(at, "/c/mock/boxes/electors/credentials.txt");
    let list = scene.voter(0).get(&at).await;
    assert_eq!(list.status, StatusCode::OK);
    let lines: Vec<&str> = list.body.lines().collect();
    assert_eq!(lines.len(), 5);
    for voter in &scene.voters {
        let ballot: Value = serde_json::from_slice(&voter.ballot).unwrap();
        let credential = ballot["credential"].as_str().unwrap();
        assert!(lines.contains(&&credential[..12]), "{credential}");
    }
    for mut other in [scene.voter(1), scene.stranger()] {
        assert_eq!(other.get(&at).await.body, list.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_box_that_there_is_not_no_list_is_given() {
    let scene = Scene::new(1).await;
    let mut anybody = scene.stranger();
    let list = anybody.get("/c/mock/boxes/none/credentials.txt").await;
    assert_eq!(list.status, StatusCode::NOT_FOUND);
}
