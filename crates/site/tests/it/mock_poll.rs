//! A mock poll that is made from a contest: what it has of it, that the contest stays as it was, and who may do what.

mod attacked;
mod society;

use axum::http::StatusCode;
use hustings_office::Office;
use hustings_roll::UnknownColumns;
use hustings_site::Role;
use rstest::rstest;

use crate::caller::{Answer, Caller};
use crate::place::Database;
use society::{RULEBOOK, Society, TESTERS, hand};

const MAKE: &str = "/c/society/office/mock";

async fn make(officer: &mut Caller) -> Answer {
    officer.post(MAKE, &[("testers", TESTERS)]).await
}

#[track_caller]
fn assert_made(answer: &Answer, id: &str) {
    let to = format!("/c/{id}/office?said=said-mockpoll-made");
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.location(), to);
}

fn names_on_paper(office: &Office) -> Vec<String> {
    let nominees = office.contest().nominees(&"chair".parse().unwrap());
    let nominees = nominees.unwrap().into_iter();
    nominees.map(|nominee| nominee.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mock_poll_has_the_paper_of_its_contest_and_leaves_the_contest_as_it_was() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let before = society.all_of("society").await;
    let desk = officer.get("/c/society/office").await.body;
    assert!(
        desk.contains("<a href=\"/c/society/office/mock\">make a mock poll</a>"),
        "{desk}"
    );
    let page = officer.get(MAKE).await.body;
    assert!(page.contains("name=\"testers\""), "{page}");
    assert_made(&make(&mut officer).await, "society-mock");
    assert_eq!(society.all_of("society").await, before);
    for id in ["society", "society-mock"] {
        let report = Office::fsck(&society.store, &id.parse().unwrap()).await;
        assert!(report.unwrap().is_clean(), "{id}");
    }

    let (real, mock) = (
        society.office("society").await,
        society.office("society-mock").await,
    );
    assert!(mock.contest().is_mock() && !real.contest().is_mock());
    assert_eq!(mock.rulebook(), real.rulebook());
    assert_eq!(names_on_paper(&mock), names_on_paper(&real));
    assert_eq!(names_on_paper(&mock)[0], "Cy Cedar");
    let standings = |office: &Office| office.standings(&"chair".parse().unwrap());
    assert_eq!(standings(&mock), standings(&real));
    let log = String::from_utf8(mock.events().to_vec()).unwrap();
    assert!(
        log.contains("entry 2 of the log society.example/2020"),
        "{log}"
    );
    assert!(log.contains("\"origin\":\"society.example/2020/society-mock\""));
    // What was ruled on nominations is there, with the appeal; what was not is not.
    for (what, is_there) in [("r1", true), ("a1", true), ("r2", true), ("r4", false)] {
        assert_eq!(log.contains(&format!("\"{what}\"")), is_there, "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roll_of_a_mock_poll_is_its_testers_and_made_up_electors_and_waits_to_be_frozen() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let page = officer.get(MAKE).await.body;
    assert!(
        page.contains("3 electors or more in each of 2 sections"),
        "{page}"
    );
    make(&mut officer).await;
    let desk = officer.get("/c/society-mock/office").await.body;
    assert!(
        desk.contains("/c/society-mock/office/roll/freeze"),
        "{desk}"
    );
    let answer = officer
        .post("/c/society-mock/office/roll/freeze", &[])
        .await;
    assert!(
        answer.location().contains("said-roll-frozen"),
        "{}",
        answer.body
    );
    let mut mock = society.office("society-mock").await;
    let frozen = mock.frozen_roll().await.unwrap();
    let of = |section: &str| {
        let all = frozen.rows().map(|row| row.row.elector);
        let all = all.filter(|elector| {
            let own = elector.section.as_ref();
            own.is_some_and(|own| own.as_str() == section)
        });
        let mut all: Vec<(String, bool)> = all
            .map(|elector| (elector.name.as_str().to_owned(), elector.email.is_some()))
            .collect();
        all.sort();
        all
    };
    let named = |name: &str, mailed| (name.to_owned(), mailed);
    assert_eq!(
        of("members"),
        [
            named("Ann Lee", true),
            named("Nobody 1 (filling up)", false),
            named("Nobody 2 (filling up)", false),
        ]
    );
    assert_eq!(
        of("supporters"),
        [
            named("Bob Kay", true),
            named("Nobody 3 (filling up)", false),
            named("Nobody 4 (filling up)", false),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_role_in_the_contest_has_it_in_its_mock_poll_and_nobody_else() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let own = Some("society");
    let mut registrar = society.staff("r", &[(Role::Registrar, own)]).await;
    let mut trustee = society.staff("t", &[(Role::Trustee, own)]).await;
    let mut helper = society.staff("h", &[(Role::Helpline, own)]).await;
    let mut other = society
        .staff(
            "o",
            &[(Role::Officer, Some("other")), (Role::Trustee, None)],
        )
        .await;
    make(&mut officer).await;
    let page = trustee.get("/c/society-mock/trustee").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("Make a key for it alone"),
        "{}",
        page.body
    );
    let real = trustee.get("/c/society/trustee").await.body;
    assert!(!real.contains("Make a key for it alone"), "{real}");
    for (caller, room) in [(&mut registrar, "registrar"), (&mut helper, "helpline")] {
        let page = caller.get(&format!("/c/society-mock/{room}")).await;
        assert_eq!(page.status, StatusCode::OK, "{room}");
        let page = caller.get("/c/society-mock/office").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{room}");
    }
    let page = other.get("/c/society-mock/office").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = other.get("/c/society-mock/trustee").await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_mock_poll_says_whose_it_is_and_links_back() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    make(&mut officer).await;
    let mut stranger = Caller::new(&society.site);
    for path in [
        "/c/society-mock",
        "/c/society-mock/nominees",
        "/c/society-mock/vote",
        "/c/society-mock/log",
        "/cy/c/society-mock",
    ] {
        let page = stranger.get(path).await.body;
        let back = if path.starts_with("/cy") { "/cy" } else { "" };
        let link = format!("<a href=\"{back}/c/society\">");
        assert!(
            page.contains("The society&#39;s contest") && page.contains(&link),
            "{path}: {page}"
        );
        assert!(page.contains("class=\"mock\""), "{path}");
    }
    assert!(
        stranger
            .get("/c/society-mock/vote")
            .await
            .body
            .contains("Mock poll of")
    );
    assert!(
        !stranger
            .get("/c/society")
            .await
            .body
            .contains("class=\"mock\"")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn mock_polls_are_listed_in_the_office_and_on_the_first_page_only_to_who_has_a_part() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    make(&mut officer).await;
    make(&mut officer).await;
    let office = officer.get(MAKE).await.body;
    for id in ["society-mock", "society-mock-2"] {
        assert!(
            office.contains(&format!("href=\"/c/{id}/office\"")),
            "{office}"
        );
    }
    assert!(
        office.contains("2 testers may vote, and 4 electors are made up."),
        "{office}"
    );
    let first = Caller::new(&society.site).get("/").await.body;
    assert!(
        first.contains("/c/society\"") && !first.contains("society-mock"),
        "{first}"
    );
    assert!(officer.get("/").await.body.contains("/c/society-mock\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mock_poll_waits_for_the_nominees() {
    let society = Society::before_the_nominees(Database::Sqlite, RULEBOOK)
        .await
        .unwrap();
    let mut officer = society.officer().await;
    let page = officer.get(MAKE).await.body;
    assert!(
        page.contains("until the nominees for “Chair” are published"),
        "{page}"
    );
    assert!(!page.contains("name=\"testers\"") && !page.contains("Rehearse the poll"));
    let answer = make(&mut officer).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(Office::contests(&society.store).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mock_poll_is_made_once_the_poll_has_opened_nor_of_a_mock_poll() {
    let by_post = RULEBOOK
        .replace("[\"online\"]", "[\"post\"]")
        .replace("trustees = { server = true, threshold = 1, of = 1 }\n", "");
    let society = Society::with(Database::Sqlite, &by_post).await.unwrap();
    let mut officer = society.officer().await;
    make(&mut officer).await;
    let answer = officer
        .post("/c/society-mock/office/mock", &[("testers", TESTERS)])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("This is a mock poll itself"),
        "{}",
        answer.body
    );

    let mut office = society.office("society").await;
    let now = hand("2020-02-02T09:00:00");
    let row = |number: usize| {
        let section = ["members", "supporters"][number % 2];
        format!("M{number},Elector {number},{section}\n")
    };
    let rows: String = (0..6).map(row).collect();
    let roll = format!("elector,name,section\n{rows}").into_bytes();
    office
        .import_roll(roll, UnknownColumns::Refuse, &now)
        .await
        .unwrap();
    office.freeze_roll(&now).await.unwrap();
    office.open_poll(&now).await.unwrap();
    let answer = make(&mut officer).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("has opened"), "{}", answer.body);
    // What was made before is listed still.
    assert!(
        officer
            .get(MAKE)
            .await
            .body
            .contains("/c/society-mock/office")
    );
}

#[rstest]
#[case::in_a_file(Database::Sqlite)]
#[case::in_postgresql(Database::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_several_that_are_made_at_once_each_is_whole(#[case] database: Database) {
    let Some(society) = Society::with(database, RULEBOOK).await else {
        return;
    };
    let officer = society.officer().await;
    let made = (0..4).map(|_| {
        let mut officer = officer.clone();
        tokio::spawn(async move { make(&mut officer).await })
    });
    let mut ids = Vec::new();
    for answer in made.collect::<Vec<_>>() {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        ids.push(answer.location().to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4, "{ids:?}");
}

/// Whoever waits for the answer goes away, or the process ends: what was begun is dropped at some moment.
#[tokio::test(flavor = "multi_thread")]
async fn a_mock_poll_that_is_broken_off_at_any_moment_is_whole_or_not_there() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let (mut whole, mut absent) = (0, 0);
    for moment in 0..40 {
        let taken = Office::contests(&society.store).await.unwrap().len();
        let mut hasty = officer.clone();
        let making = tokio::spawn(async move { make(&mut hasty).await.status });
        tokio::time::sleep(std::time::Duration::from_micros(moment * 400)).await;
        making.abort();
        let _ = making.await;
        // A turn that was dropped ends by itself.
        let turn = society.store.turn(&[]).await.unwrap();
        turn.abandon().await.unwrap();
        let contests = Office::contests(&society.store).await.unwrap();
        if contests.len() == taken {
            absent += 1;
            continue;
        }
        whole += 1;
        let id = contests.iter().map(ToString::to_string).max_by_key(|id| {
            let number = id.rsplit('-').next().map(str::parse::<u32>);
            number.and_then(Result::ok).unwrap_or_default()
        });
        let id = id.unwrap();
        let mut mock = society.office(&id).await;
        assert_eq!(mock.roll().await.unwrap().import.roll.rows().count(), 6);
        assert_eq!(names_on_paper(&mock).len(), 3);
        for kind in ["mock-poll", "clock"] {
            assert!(society.kept(kind, &id).await.is_some(), "{kind} of {id}");
        }
        let desk = officer.get(&format!("/c/{id}/office")).await;
        assert_eq!(desk.status, StatusCode::OK, "{id}");
    }
    assert!(absent > 0, "nothing was broken off");
    // However slow the machine is, one that nobody breaks off is made.
    assert_eq!(make(&mut officer).await.status, StatusCode::SEE_OTHER);
    eprintln!("whole: {whole}, not there: {absent}");
}

/// Who is dismissed is dismissed from the rehearsal too, where the testers' names are.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_taken_back_in_the_contest_is_taken_back_in_its_mock_polls() {
    let society = Society::new().await;
    let mut officer = society.officer().await;
    let roles = [(Role::Helpline, Some("society"))];
    let mut helper = society.staff("helper", &roles).await;
    make(&mut officer).await;
    let room = "/c/society-mock/helpline";
    assert_eq!(helper.get(room).await.status, StatusCode::OK);
    let fields = [("email", "helper@example.org"), ("role", "helpline")];
    let path = "/c/society/office/people/withdrawal";
    let answer = officer.post(path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    // Signed out, and without the role when signed in again.
    let mut again = society.again("helper").await;
    for caller in [&mut helper, &mut again] {
        assert_ne!(caller.get(room).await.status, StatusCode::OK);
    }
}
