//! A society without trustees: the server alone holds the key, and every page says so.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hustings_contest::event::{
    Act, CandidateDeclared, LogEstablished, NomineesPublished, Record, Role as Acting,
};
use hustings_log::SigningKey;
use hustings_office::{Beginning, Beside, ContestId, Hand, Office};
use hustings_roll::UnknownColumns;
use hustings_seal::ballot::Ballot;
use hustings_seal::election::Election;
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_site::{Account, Grant, Party, Role, Settings, Site, begin_sessions};
use hustings_store::Store;
use rstest::rstest;

use crate::caller::{Answer, Caller};
use crate::place::{Database, Place};
use crate::poll::of;

const NOTE: &str = "Secrecy rests on the server alone";
const BOUNDARY: &str = "a-boundary-that-is-in-no-file";
const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "Chair of a chess club"
organisation = "A chess club"
time_zone = "Europe/London"
source = { document = "the club's rules", clauses = "not known" }

[[post]]
id = "chair"
title = "Chair"
seats = 1

[roll]

[paper]
order = "lot"
preferences = "optional"

[ballot]
means = ["online"]
window = { opens = 2026-01-01, closes = 2026-02-01 }
trustees = { server = true }

[count]
rule = { name = "av", majority_of = "continuing" }
ties = ["lots"]
"#;

struct Club {
    site: Arc<Site>,
    store: Store,
    officer: Caller,
    registrar: Caller,
    issued: Vec<registrar::Issued>,
    _place: Place,
}

fn id() -> ContestId {
    "club".parse().unwrap()
}

/// The contest as far as the frozen roll, with three electors.
async fn found(store: Store) -> Office {
    let key = SigningKey::from_seed("club.example/chair".parse().unwrap(), &[7; 32]);
    let log = LogEstablished {
        origin: "club.example/chair".to_owned(),
        key: key.verifying_key().to_string(),
        witnesses: BTreeMap::new(),
        quorum: 0,
    };
    let beginning = Beginning {
        id: id(),
        rulebook: RULEBOOK.to_owned(),
        record: Record::Mock,
        log,
        key,
    };
    let hand = Hand {
        actor: None,
        role: Acting::ReturningOfficer,
        now: "2025-12-20T09:00".parse().unwrap(),
        decided: None,
        received: None,
        sources: Vec::new(),
        note: None,
    };
    let mut office = Office::found(store, beginning, &hand).await.unwrap();
    let mut acts: Vec<Act> = ["ash", "birch"]
        .map(|candidate| {
            Act::CandidateDeclared(CandidateDeclared {
                post: "chair".parse().unwrap(),
                candidate: candidate.parse().unwrap(),
                name: format!("Candidate {candidate}"),
                incumbent: false,
            })
        })
        .into();
    acts.push(Act::NomineesPublished(NomineesPublished {
        post: "chair".parse().unwrap(),
        candidates: ["ash", "birch"].map(|id| id.parse().unwrap()).to_vec(),
    }));
    let events: Vec<_> = acts.into_iter().map(|act| hand.does(act, None)).collect();
    office.record(&events, Beside::default()).await.unwrap();
    let roll = "elector,name,email\nA1,Ann Ash,ann@example.org\nB2,Bob Birch,bob@example.org\nC3,Cy Cole,cy@example.org\n";
    office
        .import_roll(roll.into(), UnknownColumns::Refuse, &hand)
        .await
        .unwrap();
    office.freeze_roll(&hand).await.unwrap();
    office
}

async fn staff(site: &Arc<Site>, store: &Store, role: Role) -> Caller {
    let email = format!("{role:?}@example.org").to_lowercase();
    let grants = vec![Grant {
        role,
        contest: None,
    }];
    Account::make(
        store,
        &email,
        "Somebody",
        "a password of some length",
        grants,
    )
    .await
    .unwrap();
    let cookies = begin_sessions(store, vec![Party::Staff { email }])
        .await
        .unwrap();
    Caller::with(site, &cookies[0])
}

impl Club {
    async fn new() -> Self {
        let place = Place::new(Database::Sqlite).unwrap();
        let store = place.create().await;
        Box::pin(found(store.clone())).await;
        let settings = Settings {
            url: "http://vote.example".parse().unwrap(),
            mail: None,
            behind_proxy: false,
        };
        let site = Site::new(store.clone(), settings);
        Self {
            officer: staff(&site, &store, Role::Officer).await,
            registrar: staff(&site, &store, Role::Registrar).await,
            site,
            store,
            issued: Vec::new(),
            _place: place,
        }
    }

    /// The officer presses a button, and is told that it is done.
    async fn press(&mut self, path: &str, fields: &[(&str, &str)]) {
        let answer = self
            .officer
            .post(&format!("/c/club/office{path}"), fields)
            .await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            answer.body
        );
    }

    async fn clock(&mut self, to: &str) {
        self.press("/clock", &[("to", to)]).await;
    }

    /// The registrar sends the public list of credentials.
    async fn issue(&mut self) {
        let electors = ["A1", "B2", "C3"].map(str::to_owned);
        let page = self.registrar.get("/c/club/registrar").await.body;
        let uuid = page.split("--election ").nth(1).unwrap();
        let uuid = uuid.split_whitespace().next().unwrap().parse().unwrap();
        self.issued = registrar::issue(&electors, &mut system()).unwrap();
        let public = registrar::public(&self.issued, &uuid).unwrap();
        let list = serde_json::to_string(&public).unwrap();
        let answer = send_file(
            &mut self.registrar,
            "/c/club/registrar/electors/credentials",
            &list,
        )
        .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }

    /// The first so many electors cast a ballot for the second candidate, before the first.
    async fn cast(&mut self, voters: usize) {
        let office = Office::open(self.store.clone(), id()).await.unwrap();
        let election = Election::parse(&office.election(&of()).await.unwrap()).unwrap();
        for issued in &self.issued[..voters] {
            let party = Party::Elector {
                contest: "club".to_owned(),
                elector: issued.elector.parse().unwrap(),
            };
            let cookies = begin_sessions(&self.store, vec![party]).await.unwrap();
            let mut voter = Caller::with(&self.site, &cookies[0]);
            let sealed = Ballot::seal(&election, &issued.credential, &[vec![2, 1]], &mut system());
            let request = Request::post("/c/club/vote/cast")
                .header(header::CONTENT_TYPE, "application/json")
                .header("x-csrf-token", voter.token());
            let ballot = Body::from(sealed.unwrap().text().to_vec());
            let answer = voter.send(request.body(ballot).unwrap()).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        }
    }

    /// What `verify` says of the bundle.
    async fn claims(&self) -> String {
        let office = Office::open(self.store.clone(), id()).await.unwrap();
        let work = tempfile::tempdir().unwrap();
        let mut bundle = Vec::new();
        office.bundle(work.path(), &mut bundle).await.unwrap();
        let claims = hustings_evidence::verify(
            &bundle,
            &hustings_evidence::Options::default(),
            &mut system(),
        );
        let told = claims
            .iter()
            .map(|claim| format!("{}: {:?}\n", claim.name, claim.finding));
        told.collect()
    }
}

async fn send_file(caller: &mut Caller, path: &str, text: &str) -> Answer {
    let token = caller.token();
    let body = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"public\"; filename=\"public.json\"\r\n\r\n{text}\r\n--{BOUNDARY}--\r\n"
    );
    let request = Request::post(format!("{path}?csrf={token}"))
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .header(header::ORIGIN, "http://vote.example")
        .header("sec-fetch-site", "same-origin");
    caller.send(request.body(Body::from(body)).unwrap()).await
}

/// Also where nobody comes: then all stand alike, and the officer draws the lot that the rulebook asks for.
#[rstest]
#[case(2)]
#[case(0)]
#[tokio::test(flavor = "multi_thread")]
async fn a_club_holds_its_contest_with_the_servers_key_alone(#[case] voters: usize) {
    let mut club = Box::pin(Club::new()).await;
    club.clock("2025-12-21T09:00").await;
    let keys = club.officer.get("/c/club/office/ceremony").await.body;
    assert!(keys.contains("Make the key here"), "{keys}");
    club.press("/keys/make", &[]).await;
    let again = club.officer.post("/c/club/office/keys/make", &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    club.issue().await;
    club.press("/boxes/electors/open", &[]).await;
    club.clock("2026-01-02T09:00").await;
    club.press("/poll/open", &[]).await;
    club.cast(voters).await;
    let early = club.officer.post("/c/club/office/count/server", &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    club.clock("2026-02-02T09:00").await;
    club.press("/close/poll", &[]).await;
    club.press("/close/boxes", &[]).await;
    club.press("/count/server", &[]).await;
    club.press("/count/tally", &[]).await;
    club.press("/count/papers", &[]).await;
    if voters == 0 {
        let lot = [
            ("post", "chair"),
            ("stage", "1"),
            ("among", "ash birch"),
            ("excluded", "ash"),
        ];
        club.press("/count/lots", &lot).await;
    }
    club.press("/declare", &[("post", "chair"), ("read", "yes")])
        .await;
    let result = club.officer.get("/c/club/result/chair").await.body;
    assert!(result.contains("Candidate birch"), "{result}");
    let claims = club.claims().await;
    assert!(
        claims.contains("secrecy rests on the server alone"),
        "{claims}"
    );
    assert!(!claims.contains("DoesNotHold"), "{claims}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_that_secrecy_rests_on_the_server_alone() {
    let mut club = Box::pin(Club::new()).await;
    for path in ["", "/vote", "/help", "/log", "/boxes", "/office"] {
        let page = club.officer.get(&format!("/c/club{path}")).await.body;
        assert!(page.contains(NOTE), "{path}: {page}");
        let page = club.officer.get(&format!("/cy/c/club{path}")).await.body;
        assert!(
            page.contains("cyfrinachedd yn dibynnu ar y gweinydd yn unig"),
            "{path}: {page}"
        );
    }
    let statement = club.officer.get("/api/contests/club/statement").await.body;
    assert!(statement.contains("\"server_alone\": true"), "{statement}");
}
