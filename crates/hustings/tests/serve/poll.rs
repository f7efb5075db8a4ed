//! A poll that is open, in which every elector is signed in and has sealed a ballot: what a load is made of.

use std::collections::BTreeMap;

use hustings_contest::event::{
    Act, CandidateDeclared, LogEstablished, NomineesPublished, Record, Role,
};
use hustings_log::SigningKey;
use hustings_office::{Beginning, Beside, ContestId, Hand, Office};
use hustings_roll::UnknownColumns;
use hustings_rulebook::BoxId;
use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ballot;
use hustings_seal::credential::Credential;
use hustings_seal::election::{Election, Uuid};
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::{Part, PrivateKey, Trustees};
use hustings_site::{Party, begin_sessions, token};
use hustings_store::Store;
use rayon::prelude::*;

/// What somebody might be called who means harm.
pub const HOSTILE: &str = "Eve </script><script>alert(1)</script><img src=x onerror=alert(1)>";

const CANDIDATES: [&str; 5] = ["ash", "birch", "cedar", "dogwood", "elm"];
/// Of a contest in which a ballot replaces no other.
pub const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "A mock </script><script>alert(2)</script> for measuring"
organisation = "A society <img src=x onerror=alert(3)> that does not exist"
time_zone = "Europe/London"
source = { document = "written for measuring", clauses = "not known" }

[[post]]
id = "leader"
title = "Leader"
seats = 1

[roll]

[paper]
order = "lot"
preferences = "optional"

[ballot]
means = ["online"]
window = { opens = 2026-01-01, closes = 2126-01-01 }

[count]
rule = { name = "av", majority_of = "continuing" }
ties = ["earlier-stages", "lots"]
"#;

/// An elector who is about to cast.
#[derive(Clone)]
pub struct Voter {
    pub cookie: String,
    pub token: String,
    pub ballot: Vec<u8>,
    pub tracker: String,
    pub credential: Credential,
}

/// Seals another ballot with a voter's credential.
pub async fn seal(store: &Store, credential: &Credential) -> Ballot {
    let office = Office::open(store.clone(), "mock".parse().unwrap())
        .await
        .unwrap();
    let election = Election::parse(&office.election(&of()).await.unwrap()).unwrap();
    Ballot::seal(&election, credential, &[vec![1, 0, 0, 0, 0]], &mut system()).unwrap()
}

pub fn of() -> BoxId {
    "electors".parse().unwrap()
}

fn hand(now: &str) -> Hand {
    Hand {
        actor: None,
        role: Role::ReturningOfficer,
        now: now.parse().unwrap(),
        decided: None,
        received: None,
        sources: Vec::new(),
        note: None,
    }
}

/// Begins a contest in an empty store, up to the open poll.
pub async fn open(store: &Store, electors: usize) -> Vec<Voter> {
    Box::pin(open_by(RULEBOOK, store, electors)).await
}

/// The same by another rulebook.
pub async fn open_by(rulebook: &str, store: &Store, electors: usize) -> Vec<Voter> {
    let mut office = found(rulebook, store.clone()).await;
    let now = hand("2026-01-02T09:00:00");
    let mut roll = "elector,name,channel,email\n".to_owned();
    for number in 0..electors {
        // Names that nobody takes for one another's.
        roll.push_str(&format!(
            "E{number:06},Elector {number:06x}{number:06},online,e{number}@example.org\n"
        ));
    }
    let roll = roll.into_bytes();
    office
        .import_roll(roll, UnknownColumns::Refuse, &now)
        .await
        .unwrap();
    office.freeze_roll(&now).await.unwrap();
    let ids: Vec<String> = (0..electors)
        .map(|number| format!("E{number:06}"))
        .collect();
    let issued = registrar::issue(&ids, &mut system()).unwrap();
    let setup = setup(&office, &issued);
    let archive = Archive::create(Vec::new(), 1_767_225_600, &setup)
        .unwrap()
        .into_inner();
    office.open_box(&of(), archive, &now).await.unwrap();
    office.open_poll(&now).await.unwrap();
    let parties = ids.iter().map(|id| Party::Elector {
        contest: "mock".to_owned(),
        elector: id.parse().unwrap(),
    });
    let cookies = begin_sessions(store, parties.collect()).await.unwrap();
    let sealed = issued.par_iter().map(|issued| {
        let ranks = vec![3, 1, 2, 0, 4];
        Ballot::seal(
            setup.election(),
            &issued.credential,
            &[ranks],
            &mut system(),
        )
        .unwrap()
    });
    let sealed: Vec<Ballot> = sealed.collect();
    let credentials = issued.into_iter().map(|issued| issued.credential);
    let voters = sealed.into_iter().zip(cookies).zip(credentials);
    voters
        .map(|((ballot, cookie), credential)| Voter {
            credential,
            token: token(&cookie),
            cookie,
            ballot: ballot.text().to_vec(),
            tracker: ballot.tracker(),
        })
        .collect()
}

async fn found(rulebook: &str, store: Store) -> Office {
    let key = SigningKey::from_seed("load.example/mock".parse().unwrap(), &[7; 32]);
    let id: ContestId = "mock".parse().unwrap();
    let beginning = Beginning {
        id,
        rulebook: rulebook.to_owned(),
        record: Record::Mock,
        log: LogEstablished {
            origin: "load.example/mock".to_owned(),
            key: key.verifying_key().to_string(),
            witnesses: BTreeMap::new(),
            quorum: 0,
        },
        key,
    };
    let hand = hand("2026-01-01T09:00:00");
    let mut office = Office::found(store, beginning, &hand).await.unwrap();
    let mut events: Vec<_> = CANDIDATES
        .iter()
        .map(|id| {
            let act = CandidateDeclared {
                post: "leader".parse().unwrap(),
                candidate: id.parse().unwrap(),
                name: if *id == "elm" {
                    HOSTILE.to_owned()
                } else {
                    format!("Candidate {id}")
                },
                incumbent: false,
            };
            hand.does(Act::CandidateDeclared(act), None)
        })
        .collect();
    let nominees = NomineesPublished {
        post: "leader".parse().unwrap(),
        candidates: CANDIDATES.iter().map(|id| id.parse().unwrap()).collect(),
    };
    events.push(hand.does(Act::NomineesPublished(nominees), None));
    office.record(&events, Beside::default()).await.unwrap();
    office
}

fn setup(office: &Office, issued: &[registrar::Issued]) -> Setup {
    let parts = [(); 2]
        .map(|()| Part::Single(PrivateKey::generate(&mut system()).public_key(&mut system())));
    let uuid = Uuid::generate(&mut system());
    let public = registrar::public(issued, &uuid).unwrap();
    let questions: Vec<_> = office
        .questions(&of())
        .unwrap()
        .into_iter()
        .map(|(_, question)| question)
        .collect();
    Setup::new(
        &uuid,
        "Mock",
        "",
        &questions,
        Trustees::new(&parts).unwrap(),
        &public,
    )
    .unwrap()
}
