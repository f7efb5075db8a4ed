//! Attacks on the form of a mock poll.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hustings_office::Office;
use hustings_site::Role;

use super::society::{Society, TESTERS};
use super::{MAKE, assert_made, make};
use crate::caller::{Answer, Caller};

/// Sends the form as a browser does, which says on which page it stands.
async fn send(caller: &mut Caller, testers: &str) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("csrf", caller.token().as_str()), ("testers", testers)])
        .finish();
    let request = Request::post(MAKE)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, "http://vote.example")
        .header(header::REFERER, format!("http://vote.example{MAKE}"));
    caller.send(request.body(Body::from(body)).unwrap()).await
}

async fn contests(society: &Society) -> usize {
    Office::contests(&society.store).await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_names_nobody_comes_back_with_its_number_and_with_what_was_entered() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let entered = "Ann Lee, ann@example.org\n\nBob <b>Kay</b> nowhere";
    let answer = send(&mut officer, entered).await;
    assert_eq!(answer.location(), format!("{MAKE}?refused=1"));
    let page = officer.get(answer.location()).await.body;
    assert!(page.contains("Line 3 has no comma"), "{page}");
    assert!(page.contains("Ann Lee, ann@example.org"), "{page}");
    assert!(
        page.contains("Bob &#60;b&#62;Kay") && !page.contains("<b>Kay"),
        "{page}"
    );
    assert_eq!(contests(&society).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_testers_than_are_taken_make_nothing_and_neither_does_a_flood_of_lines() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let lines = |count: usize| -> String {
        let lines = (0..count).map(|number| format!("T, t{number}@x.org\n"));
        lines.collect()
    };
    let answer = officer.post(MAKE, &[("testers", &lines(501))]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        answer.body.contains("501 testers are named"),
        "{}",
        answer.body
    );
    let answer = officer
        .post(MAKE, &[("testers", &"\n".repeat(300_000))])
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // What is larger than a form may be is not read to its end.
    let answer = officer.post(MAKE, &[("testers", &lines(100_000))]).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(contests(&society).await, 1);
    let answer = officer.post(MAKE, &[("testers", &lines(500))]).await;
    assert_made(&answer, "society-mock");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_testers_name_stays_one_name_whatever_is_in_it() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let names = [
        "<script>alert(1)</script>",
        "=HYPERLINK(\"http://evil.example\")",
        "x\",\"y@evil.example\",\"members\"",
    ];
    let lines: String = (names.iter().enumerate())
        .map(|(number, name)| format!("{name}\tt{number}@example.org\n"))
        .collect();
    let answer = officer.post(MAKE, &[("testers", &lines)]).await;
    assert_made(&answer, "society-mock");
    let mut mock = society.office("society-mock").await;
    let current = mock.roll().await.unwrap();
    let electors = current.import.roll.electors();
    let testers: Vec<(&str, &str)> = electors
        .filter_map(|one| Some((one.name.as_str(), one.email.as_ref()?.as_str())))
        .collect();
    assert_eq!(testers.len(), names.len(), "{testers:?}");
    for (number, name) in names.iter().enumerate() {
        let email = format!("t{number}@example.org");
        assert!(testers.contains(&(name, email.as_str())), "{testers:?}");
    }
    for path in ["office", "office/roll", "office/mock", "office/roll/freeze"] {
        let page = officer.get(&format!("/c/society-mock/{path}")).await.body;
        assert!(!page.contains("<script>alert"), "{path}: {page}");
    }
    let found = officer
        .post("/c/society-mock/office/roll/look", &[("elector", "T001")])
        .await
        .body;
    assert!(!found.contains("<script>alert"), "{found}");
    assert!(found.contains("&#60;script&#62;alert"), "{found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_the_officer_makes_one_and_no_form_without_her_token() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let own = Some("society");
    for role in [Role::Registrar, Role::Trustee, Role::Helpline] {
        let mut caller = society.staff(&format!("{role:?}"), &[(role, own)]).await;
        assert_eq!(make(&mut caller).await.status, StatusCode::FORBIDDEN);
        assert_eq!(caller.get(MAKE).await.status, StatusCode::FORBIDDEN);
    }
    let mut elsewhere = society
        .staff("elsewhere", &[(Role::Officer, Some("other"))])
        .await;
    assert_eq!(make(&mut elsewhere).await.status, StatusCode::FORBIDDEN);
    let forged = [("csrf", "AAAA"), ("testers", TESTERS)];
    let answer = officer.post_alone(MAKE, &forged).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(contests(&society).await, 1);
    assert_made(&make(&mut officer).await, "society-mock");
}
