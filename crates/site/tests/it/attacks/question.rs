//! The question that a rulebook asks beside the mail: whoever reads somebody's mail is nobody by that alone.

mod asked;

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hustings_site::{Role, Settings, Site};

use crate::caller::Caller;
use crate::logs::Logs;
use crate::place::{Database, Place};
use asked::{Asked, QUESTION, RIGHT, WRONG, right_of};

const ANSWER: &str = "/c/mock/vote/question";
const WRONG_SAID: &str = "That is not the answer.";
const OFTEN_SAID: &str = "Too many answers were wrong";

#[tokio::test(flavor = "multi_thread")]
async fn a_code_alone_signs_in_nobody_and_the_answer_does() {
    let asked = Asked::new().await;
    let mut ann = asked.with_code("E1").await;
    for path in ["/c/mock/vote/ballot", "/c/mock/office", "/c/mock/helpline"] {
        let answer = ann.get(path).await;
        assert!(answer.location().ends_with("sign-in"), "{path}");
    }
    let home = ann.get("/c/mock/vote").await.body;
    assert!(!home.contains("Ann Alder"), "{home}");
    let wrong = ann.post(ANSWER, &[("answer", WRONG)]).await;
    assert!(wrong.body.contains(WRONG_SAID), "{}", wrong.body);
    let waiting = ann.cookie.clone();
    let right = ann.post(ANSWER, &[("answer", " 31-12-1970 ")]).await;
    assert!(
        right.location().starts_with("/c/mock/vote?"),
        "{}",
        right.body
    );
    assert_ne!(ann.cookie, waiting, "a session has a cookie of its own");
    let home = ann.get("/c/mock/vote").await.body;
    assert!(home.contains("Ann Alder"), "{home}");
    // What has become a session waits no more.
    let mut again = asked.stranger();
    again.cookie = waiting;
    let late = again.post(ANSWER, &[("answer", RIGHT)]).await;
    assert!(late.location().contains("question-late"), "{}", late.body);
    assert!(asked.rows("question").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_alone_signs_in_nobody_and_the_answer_does() {
    let asked = Asked::new().await;
    let mut ann = asked.with_link("E1").await;
    let answer = ann.get("/c/mock/vote/ballot").await;
    assert!(answer.location().ends_with("sign-in"));
    let right = ann.post(ANSWER, &[("answer", RIGHT)]).await;
    assert!(
        right.location().starts_with("/c/mock/vote?"),
        "{}",
        right.body
    );
    assert!(ann.get("/c/mock/vote").await.body.contains("Ann Alder"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_a_code_before_it_is_nobodys() {
    let asked = Asked::new().await;
    let mut stranger = asked.stranger();
    let page = stranger.get(ANSWER).await;
    assert!(page.location().starts_with("/c/mock/vote/sign-in"));
    let answer = stranger.post(ANSWER, &[("answer", RIGHT)]).await;
    assert!(answer.location().starts_with("/c/mock/vote/sign-in"));
    // Nor has who only asked for a code, in whose browser the code would be good.
    let (mut ann, _) = asked.asks("E1").await;
    let answer = ann.post(ANSWER, &[("answer", RIGHT)]).await;
    assert!(answer.location().starts_with("/c/mock/vote/sign-in"));
    assert!(!ann.get("/c/mock/vote").await.body.contains("Ann Alder"));
    assert!(asked.rows("wrong-answer").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_in_one_browser_waits_in_no_other() {
    let asked = Asked::new().await;
    let mut ann = asked.with_code("E1").await;
    assert!(ann.get(ANSWER).await.body.contains("name=\"answer\""));
    // Another browser, without a cookie, with one of its own, or with what lies in the store.
    let (key, _) = asked.rows("question").await.remove(0);
    let mut thief = asked.stranger();
    thief.get("/c/mock/vote/sign-in").await;
    let own = thief.cookie.clone();
    for cookie in [None, own, Some(key)] {
        thief.cookie = cookie;
        let answer = thief.post(ANSWER, &[("answer", RIGHT)]).await;
        let turned_away = answer.status == StatusCode::FORBIDDEN
            || answer.location().starts_with("/c/mock/vote/sign-in");
        assert!(turned_away, "{} {}", answer.status, answer.body);
        assert!(!thief.get("/c/mock/vote").await.body.contains("Ann Alder"));
    }
    // And hers, in a form that another site has made.
    let mut forged = Caller::with(&asked.site, ann.cookie.as_ref().unwrap());
    let answer = forged.post_alone(ANSWER, &[("answer", RIGHT)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_longer_than_a_quarter_of_an_hour_begins_anew() {
    let asked = Asked::new().await;
    let mut ann = asked.with_code("E1").await;
    let (key, text) = asked.rows("question").await.remove(0);
    let mut kept: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let now = jiff::Timestamp::now().as_second();
    let left = kept["expires"].as_i64().unwrap() - now;
    assert!((890..=900).contains(&left), "{left}");
    kept["expires"] = now.into();
    asked.put("question", &key, &kept).await;
    let late = ann.post(ANSWER, &[("answer", RIGHT)]).await;
    assert!(late.location().contains("question-late"), "{}", late.body);
    assert!(!ann.get("/c/mock/vote").await.body.contains("Ann Alder"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sixth_answer_is_refused_even_if_it_is_right_whatever_browser_it_comes_from() {
    let asked = Asked::new().await;
    let mut first = asked.with_code("E1").await;
    let mut second = asked.with_link("E1").await;
    for number in 0..5 {
        let caller = if number % 2 == 0 {
            &mut first
        } else {
            &mut second
        };
        let wrong = caller.post(ANSWER, &[("answer", WRONG)]).await;
        assert!(wrong.body.contains(WRONG_SAID), "{number}: {}", wrong.body);
    }
    // A browser that comes afterwards, and a program that is started anew.
    let third = asked.with_code("E1").await;
    let settings = Settings {
        url: "http://vote.example".parse().unwrap(),
        mail: None,
        behind_proxy: false,
    };
    let anew = Site::new(asked.store.clone(), settings);
    let mut anew = Caller::with(&anew, third.cookie.as_ref().unwrap());
    for caller in [&mut first, &mut second, &mut anew] {
        let sixth = caller.post(ANSWER, &[("answer", RIGHT)]).await;
        assert_eq!(sixth.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(sixth.body.contains(OFTEN_SAID), "{}", sixth.body);
        assert!(!caller.get("/c/mock/vote").await.body.contains("Ann Alder"));
    }
    // Nobody else is shut out, and she is not for longer than an hour.
    let mut ben = asked.with_code("E2").await;
    let answer = [("answer", right_of("E2"))];
    assert!(
        ben.post(ANSWER, &answer)
            .await
            .location()
            .starts_with("/c/mock/vote?")
    );
    let (key, text) = asked.rows("wrong-answer").await.remove(0);
    let mut kept: serde_json::Value = serde_json::from_slice(&text).unwrap();
    for at in kept["at"].as_array_mut().unwrap() {
        *at = (at.as_i64().unwrap() - 3_600).into();
    }
    asked.put("wrong-answer", &key, &kept).await;
    let right = first.post(ANSWER, &[("answer", RIGHT)]).await;
    assert!(
        right.location().starts_with("/c/mock/vote?"),
        "{}",
        right.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_flood_of_answers_from_many_browsers_five_are_looked_at() {
    for database in [Database::Sqlite, Database::Postgres] {
        let Some(place) = Place::new(database) else {
            continue;
        };
        let asked = Asked::at(place).await;
        let mut browsers = Vec::new();
        for number in 0..4 {
            let mut browser = asked.with_code("E1").await;
            browser.address.set_ip([198, 51, 100, number].into());
            browsers.push(browser);
        }
        let answers = (0..40).map(|number: usize| {
            let mut browser = browsers[number % 4].clone();
            let typed = if number == 39 { RIGHT } else { WRONG };
            async move { browser.post(ANSWER, &[("answer", typed)]).await }
        });
        let tasks: Vec<_> = answers.map(tokio::spawn).collect();
        let mut said: BTreeMap<&str, u32> = BTreeMap::new();
        for task in tasks {
            let answer = task.await.unwrap();
            let what = match answer.body {
                body if body.contains(WRONG_SAID) => "wrong",
                body if body.contains(OFTEN_SAID) => "often",
                _ if answer.location().starts_with("/c/mock/vote?") => "right",
                // The right answer was one of the five: then her browser waits no longer.
                _ if answer.location().starts_with("/c/mock/vote/sign-in") => "late",
                body => panic!("{} {body}", answer.status),
            };
            *said.entry(what).or_default() += 1;
        }
        assert_eq!(said["wrong"], 5, "{database:?}: {said:?}");
        let of = |what: &str| said.get(what).copied().unwrap_or_default();
        assert_eq!(
            of("often") + of("right") + of("late"),
            35,
            "{database:?}: {said:?}"
        );
        assert!(
            of("late") == 0 || of("right") == 1,
            "{database:?}: {said:?}"
        );
        let (_, text) = asked.rows("wrong-answer").await.remove(0);
        let kept: serde_json::Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(kept["at"].as_array().unwrap().len(), 5);
    }
}

/// Cy has a mailbox and no answer; what is told is told of both.
#[tokio::test(flavor = "multi_thread")]
async fn whether_somebody_has_an_answer_is_told_neither_by_a_page_nor_by_a_refusal() {
    let asked = Asked::new().await;
    let mut told = Vec::new();
    for elector in ["E1", "E3"] {
        let mut caller = asked.with_code(elector).await;
        let mut all = Vec::new();
        for number in 0..8 {
            let typed = ["", WRONG, "None", "null"][number % 4];
            let page = caller.get(ANSWER).await;
            let answer = caller.post(ANSWER, &[("answer", typed)]).await;
            for answer in [page, answer] {
                let page = answer.told(&caller);
                all.push((answer.status, answer.location().to_owned(), page));
            }
        }
        told.push(all);
    }
    for (one, other) in told[0].iter().zip(&told[1]) {
        assert_eq!(one, other);
    }
    assert!(told[0][9].2.contains(WRONG_SAID) && told[0][11].2.contains(OFTEN_SAID));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_no_row_of_a_form_and_no_line_of_the_log_has_an_answer() {
    let logs = Logs::capture();
    let asked = Asked::new().await;
    let mut officer = asked.staff(Role::Officer).await;
    let mut helpline = asked.staff(Role::Helpline).await;
    let mut ann = asked.with_code("E1").await;
    let waiting = ann.cookie.clone().unwrap();
    let mut bodies = vec![ann.get(ANSWER).await.body];
    // As a browser sends it, which is shown the form again.
    let form = format!("csrf={}&answer=a-guess-at-it", ann.token());
    let refused = Request::post(ANSWER)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::REFERER, format!("http://vote.example{ANSWER}"));
    let refused = ann.send(refused.body(Body::from(form)).unwrap()).await;
    assert_eq!(refused.location(), format!("{ANSWER}?refused=1"));
    for (_, text) in asked.rows("refused").await {
        let text = String::from_utf8(text).unwrap();
        assert!(
            text.contains(WRONG_SAID) && !text.contains("a-guess"),
            "{text}"
        );
    }
    let again = ann.get(&format!("{ANSWER}?refused=1")).await.body;
    assert!(again.contains(WRONG_SAID), "{again}");
    bodies.push(again);
    for _ in 0..5 {
        bodies.push(ann.post(ANSWER, &[("answer", WRONG)]).await.body);
    }
    let query = |who| [("query", who), ("why", "telephones")];
    for (who, says) in [
        ("E1", "too many wrong answers"),
        ("E2", "the roll has an answer"),
        ("E3", "the roll has no answer"),
    ] {
        let found = helpline.post("/c/mock/helpline", &query(who)).await.body;
        assert!(found.contains(says), "{who}: {found}");
        bodies.push(found);
    }
    for (who, says) in [
        ("E1", "on the roll, and not shown"),
        ("E3", "none: she cannot"),
    ] {
        let looked = officer
            .post("/c/mock/office/roll/look", &[("elector", who)])
            .await;
        assert!(looked.body.contains(says), "{who}: {}", looked.body);
        bodies.push(looked.body);
    }
    for path in [
        "/c/mock/office/roll",
        "/c/mock/office",
        "/c/mock",
        "/c/mock/vote/sign-in",
        "/c/mock/log",
    ] {
        bodies.push(officer.get(path).await.body);
    }
    for body in bodies {
        for secret in ["31121970", "31/12/1970", "a-guess", WRONG, "ben0002"] {
            assert!(!body.contains(secret), "{secret}: {body}");
        }
    }
    let wrong = asked.rows("wrong-answer").await;
    assert!(
        !wrong[0].0.contains("E1"),
        "whose they are stands there as a hash"
    );
    logs.assert_none_of(&[
        ("an answer", "31121970"),
        ("an answer as it was typed", "31/12/1970"),
        ("a wrong answer", WRONG),
        ("a wrong answer", "a-guess"),
        ("the cookie of who waits", &waiting),
        ("a name", "Ann Alder"),
        ("an address", "ann@example.org"),
    ]);
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_in_a_rulebooks_question_stays_text() {
    let asked = Asked::new().await;
    assert!(QUESTION.contains("<script>"));
    let mut ann = asked.with_code("E1").await;
    for path in [ANSWER, "/c/mock/vote/sign-in", "/cy/c/mock/vote/question"] {
        let body = ann.get(path).await.body;
        assert!(body.contains("alert(4)"), "{path}: {body}");
        assert!(
            !body.contains("<script>alert") && !body.contains("<img src=x"),
            "{path}"
        );
    }
    // It is in the contest's own language, also where the page is not.
    let welsh = ann.get("/cy/c/mock/vote/question").await.body;
    assert!(welsh.contains("class=\"breaks\" lang=\"en\""), "{welsh}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_as_large_as_a_form_and_no_larger_one_is_looked_at() {
    let asked = Asked::new().await;
    let mut ann = asked.with_code("E1").await;
    let long = format!("{RIGHT}{}", " ".repeat(100_000));
    let answer = ann.post(ANSWER, &[("answer", &long)]).await;
    assert!(answer.body.contains(WRONG_SAID), "{}", answer.body);
    let missing = ann.post(ANSWER, &[]).await;
    assert!(missing.status.is_client_error(), "{}", missing.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claimants_answer_is_entered_by_the_officer_told_to_nobody_and_good_before_the_freeze() {
    let asked = Asked::before_the_freeze(Place::new(Database::Sqlite).unwrap()).await;
    let mut officer = asked.staff(Role::Officer).await;
    let claims = "/c/mock/office/roll/claims";
    let claim = [
        ("claim", "c1"),
        ("section", "electors"),
        ("about", "inclusion"),
    ];
    let noted = officer.post(claims, &claim).await;
    assert!(noted.location().contains("claim-noted"), "{}", noted.body);
    let page = officer.get(claims).await.body;
    assert!(page.contains("name=\"answer\""), "{page}");
    assert!(page.contains("alert(4)") && !page.contains("<script>alert"));
    let person = |answer| {
        [
            ("elector", "E9"),
            ("name", "Di Dogwood"),
            ("channel", "online"),
            ("email", "di@example.org"),
            ("answer", answer),
        ]
    };
    let behind = format!("{claims}/c1/person");
    let short = officer.post(&behind, &person("x-7-q")).await;
    assert_eq!(short.status, StatusCode::BAD_REQUEST);
    assert!(
        short.body.contains("the answer has fewer than 4"),
        "{}",
        short.body
    );
    assert!(!short.body.contains("x-7-q"), "{}", short.body);
    let entered = officer.post(&behind, &person("Card 7755")).await;
    assert!(
        entered.location().contains("claim-entered"),
        "{}",
        entered.body
    );
    let decided = [("outcome", "allowed"), ("reasons", "The card was shown.")];
    let decided = officer.post(&format!("{claims}/c1/ruling"), &decided).await;
    assert!(
        decided.location().contains("claim-decided"),
        "{}",
        decided.body
    );
    for path in [claims, "/c/mock/office/roll", "/c/mock/log/events.jsonl"] {
        let body = officer.get(path).await.body;
        assert!(!body.contains("7755"), "{path}: {body}");
    }
    let mut di = asked.with_code("E9").await;
    let wrong = di.post(ANSWER, &[("answer", RIGHT)]).await;
    assert!(wrong.body.contains(WRONG_SAID), "{}", wrong.body);
    let right = di.post(ANSWER, &[("answer", "card-7755")]).await;
    assert!(
        right.location().starts_with("/c/mock/vote?"),
        "{}",
        right.body
    );
    assert!(di.get("/c/mock/vote").await.body.contains("Di Dogwood"));
}
