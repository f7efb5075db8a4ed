//! What a voter meets around the booth: the list that her code is held against, that she has voted, and her tracker.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;

use crate::attacks::Scene;
use crate::caller::Caller;

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

async fn cast(voter: &mut Caller, ballot: &[u8]) {
    let request = Request::post("/c/mock/vote/cast")
        .header("content-type", "application/json")
        .header("x-csrf-token", voter.token());
    let request = request.body(Body::from(ballot.to_vec())).unwrap();
    let answer = voter.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_voted_is_told_so_instead_of_being_given_a_paper() {
    let scene = Scene::new(2).await;
    let mut voter = scene.voter(0);
    let before = voter.get("/c/mock/vote/ballot").await.body;
    assert!(!before.contains("You have voted") && before.contains("booth-data"));
    cast(&mut voter, &scene.voters[0].ballot).await;
    let after = voter.get("/c/mock/vote/ballot").await;
    assert_eq!(after.status, StatusCode::OK);
    assert!(after.body.contains("<h1>You have voted</h1>"));
    assert!(after.body.contains("href=\"/c/mock/track\""));
    assert!(!after.body.contains("booth-data"));
    // The booth that was signed out while it cast reads its new token there.
    let token = format!("name=\"csrf\" value=\"{}\"", voter.token());
    assert!(after.body.contains(&token));
    let welsh = voter.get("/cy/c/mock/vote/ballot").await.body;
    assert!(welsh.contains("<h1>Rydych wedi pleidleisio</h1>"));
    // Nobody else is told anything of it.
    let other = scene.voter(1).get("/c/mock/vote/ballot").await.body;
    assert!(!other.contains("You have voted") && other.contains("booth-data"));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_ballot_replaces_another_who_has_voted_is_told_so_over_her_paper_and_can_vote_again()
 {
    let scene = Scene::replacing(1).await;
    let mut voter = scene.voter(0);
    let told = "If you cast another, it takes the place of that one";
    let before = voter.get("/c/mock/vote/ballot").await.body;
    assert!(before.contains("booth-data") && !before.contains(told));
    cast(&mut voter, &scene.voters[0].ballot).await;
    let after = voter.get("/c/mock/vote/ballot").await.body;
    assert!(after.contains("booth-data") && after.contains(told));
    let home = voter.get("/c/mock/vote").await.body;
    assert!(home.contains("href=\"/c/mock/vote/ballot\""), "{home}");
    let another = crate::poll::seal(&scene.store, &scene.voters[0].credential).await;
    cast(&mut voter, another.text()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_ballot_replaces_no_other_the_first_page_leads_to_no_second_ballot() {
    let scene = Scene::new(1).await;
    let mut voter = scene.voter(0);
    let before = voter.get("/c/mock/vote").await.body;
    assert!(before.contains("href=\"/c/mock/vote/ballot\""));
    cast(&mut voter, &scene.voters[0].ballot).await;
    let after = voter.get("/c/mock/vote").await.body;
    assert!(after.contains("You have voted online"));
    assert!(!after.contains("href=\"/c/mock/vote/ballot\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tracker_is_found_with_what_came_with_copying_and_one_that_is_none_is_told_why() {
    let scene = Scene::new(1).await;
    let mut voter = scene.voter(0);
    cast(&mut voter, &scene.voters[0].ballot).await;
    let mut anybody = scene.stranger();
    let tracker = &scene.voters[0].tracker;
    let mut look = async |entered: &str| {
        let query: String = url::form_urlencoded::byte_serialize(entered.as_bytes()).collect();
        let path = format!("/c/mock/track?tracker={query}");
        anybody.get(&path).await.body
    };
    let broken = format!(" {}\r\n {}\u{200b}\n", &tracker[..21], &tracker[21..]);
    for entered in [tracker.as_str(), &broken] {
        assert!(look(entered).await.contains("Your ballot is in the box"));
    }
    let short = look(&tracker[..40]).await;
    assert!(
        short.contains("A tracker has 43 signs, and here there are 40."),
        "{short}"
    );
    let strange = look(&format!("{}_", &tracker[..42])).await;
    assert!(strange.contains("“_” is in no tracker"), "{strange}");
    // Well formed, and of no ballot.
    let unknown = look(&"A".repeat(43)).await;
    assert!(unknown.contains("No box has a ballot with this tracker"));
    assert!(!look("").await.contains("not a whole tracker"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_page_says_how_a_receipt_is_checked_with_the_key_of_the_log_and_where_the_files_are()
 {
    let scene = Scene::new(1).await;
    let help = scene.stranger().get("/c/mock/help").await.body;
    let key = {
        let office = hustings_office::Office::open(scene.store.clone(), "mock".parse().unwrap());
        let office = office.await.unwrap();
        office.contest().kept().unwrap().log.act.key.clone()
    };
    for told in [
        "hustings receipt check receipt.txt --ballot ballot.json",
        "hustings verify --receipt receipt.txt mock.hustings",
        "href=\"/c/mock/bundle\"",
        "href=\"/c/mock/boxes\"",
        "id=\"receipt\"",
    ] {
        assert!(help.contains(told), "{told}");
    }
    // A page escapes what is in a key.
    assert!(help.replace("&#43;", "+").contains(&key), "{key}");
}
