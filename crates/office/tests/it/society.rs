//! A small mock contest in a store: one box, electors who vote online and by post, two trustees.

use hustings_contest::event::{
    Act, CandidateDeclared, LogEstablished, NomineesPublished, Record, Role,
};
use hustings_log::SigningKey;
use hustings_office::{Beginning, Beside, Hand, Office, indexer};
use hustings_roll::{ElectorId, UnknownColumns};
use hustings_rulebook::BoxId;
use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ballot;
use hustings_seal::election::{Election, Uuid};
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::{Part, PrivateKey, Trustees};
use hustings_store::{Location, Store};

pub const ELECTORS: usize = 8;

const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "A society's contest"
organisation = "A society"
time_zone = "Europe/London"
source = { document = "The society's rules", clauses = "not known" }
post = [{ id = "chair", title = "Chair", seats = 1 }]
roll = {}
paper = { order = "lot", preferences = "optional" }
count = { rule = { name = "av" }, ties = ["lots"] }

[ballot]
means = ["online", "post"]
window = { opens = 2026-04-01, closes = 2026-04-20T12:00:00 }
replacing = false
"#;

pub fn of() -> BoxId {
    "electors".parse().unwrap()
}

pub fn hand(now: &str) -> Hand {
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

fn candidate(id: &str) -> Act {
    Act::CandidateDeclared(CandidateDeclared {
        post: "chair".parse().unwrap(),
        candidate: id.parse().unwrap(),
        name: format!("Candidate {id}"),
        incumbent: false,
    })
}

/// The roll of the electors, who live in one house and share an email, but the last.
fn roll() -> String {
    let row = |number: usize| {
        let house = number + 1 < ELECTORS;
        let email = if house { "house" } else { "Own" };
        format!("M-{number},Élector Number{number},{email}@example.org\n")
    };
    let rows: String = (0..ELECTORS).map(row).collect();
    format!("elector,name,email\n{rows}")
}

pub async fn found(location: &Location) -> Office {
    found_by(location, RULEBOOK).await
}

/// The same where a ballot replaces an earlier one.
pub async fn found_replacing(location: &Location) -> Office {
    let rulebook = RULEBOOK.replace("replacing = false", "replacing = true");
    found_by(location, &rulebook).await
}

async fn found_by(location: &Location, rulebook: &str) -> Office {
    let mut office = Box::pin(begun_by(location, rulebook)).await;
    office.freeze_roll(&hand("2026-03-20T09:00")).await.unwrap();
    office
}

/// The same as far as before the roll is frozen.
pub async fn begun(location: &Location) -> Office {
    begun_by(location, RULEBOOK).await
}

async fn begun_by(location: &Location, rulebook: &str) -> Office {
    let hand = hand("2026-03-20T09:00");
    let mut office = Box::pin(empty_by(location, rulebook)).await;
    let file = roll().into_bytes();
    office
        .import_roll(file, UnknownColumns::Refuse, &hand)
        .await
        .unwrap();
    office
}

/// The same before the roll is imported.
pub async fn empty(location: &Location) -> Office {
    empty_by(location, RULEBOOK).await
}

async fn empty_by(location: &Location, rulebook: &str) -> Office {
    let store = Store::create(location, indexer).await.unwrap();
    let key = SigningKey::from_seed("example.org/mock".parse().unwrap(), &[7; 32]);
    let beginning = Beginning {
        id: "mock".parse().unwrap(),
        rulebook: rulebook.to_owned(),
        record: Record::Mock,
        log: LogEstablished {
            origin: "example.org/mock".to_owned(),
            key: key.verifying_key().to_string(),
            witnesses: std::collections::BTreeMap::new(),
            quorum: 0,
        },
        key,
    };
    let hand = hand("2026-03-20T09:00");
    let mut office = Office::found(store, beginning, &hand).await.unwrap();
    let acts = [
        candidate("ash"),
        candidate("birch"),
        Act::NomineesPublished(NomineesPublished {
            post: "chair".parse().unwrap(),
            candidates: ["ash", "birch"].map(|id| id.parse().unwrap()).to_vec(),
        }),
    ];
    let events = acts.map(|act| hand.does(act, None));
    office.record(&events, Beside::default()).await.unwrap();
    office
}

/// What the box was opened with.
pub struct Opened {
    pub keys: [PrivateKey; 2],
    /// Each elector's ballot.
    pub ballots: Vec<Vec<u8>>,
    links: String,
    election: Election,
    issued: Vec<registrar::Issued>,
}

impl Opened {
    /// A ballot of an elector that is none of those.
    pub fn another_ballot(&self, number: usize) -> Vec<u8> {
        sealed(&self.election, &self.issued[number])
    }
}

fn sealed(election: &Election, one: &registrar::Issued) -> Vec<u8> {
    let ballot = Ballot::seal(election, &one.credential, &[vec![1, 2]], &mut system());
    ballot.unwrap().text().to_vec()
}

/// Opens the box, and seals each elector's ballot.
pub async fn open_box(office: &mut Office) -> Opened {
    let keys = [(); 2].map(|()| PrivateKey::generate(&mut system()));
    let parts = keys
        .each_ref()
        .map(|key| Part::Single(key.public_key(&mut system())));
    let uuid = Uuid::generate(&mut system());
    let electors: Vec<String> = (0..ELECTORS).map(elector).collect();
    let issued = registrar::issue(&electors, &mut system()).unwrap();
    let public = registrar::public_of_each(&issued, &uuid).unwrap();
    let questions = office.questions(&of()).unwrap();
    let questions: Vec<_> = questions
        .into_iter()
        .map(|(_, question)| question)
        .collect();
    let mut listed = public.clone();
    listed.sort_unstable();
    let trustees = Trustees::new(&parts).unwrap();
    let setup = Setup::new(&uuid, "Chair", "", &questions, trustees, &listed).unwrap();
    let archive = Archive::create(Vec::new(), 1_795_521_600, &setup).unwrap();
    let early = hand("2026-03-20T09:00");
    let archive = archive.into_inner();
    office.open_box(&of(), archive, &early).await.unwrap();
    let links = issued.iter().zip(&public);
    let links: String = links
        .map(|(one, public)| format!("{},{public}\n", one.elector))
        .collect();
    Opened {
        ballots: (issued.iter())
            .map(|one| sealed(setup.election(), one))
            .collect(),
        links: format!("elector,public\n{links}"),
        keys,
        election: setup.election().clone(),
        issued,
    }
}

/// Opens the box and the poll, takes the links in, and gives each elector's ballot.
pub async fn open(office: &mut Office) -> Vec<Vec<u8>> {
    let opened = open_box(office).await;
    let taken = office.take_links(&of(), opened.links.as_bytes()).await;
    assert_eq!(taken.unwrap(), ELECTORS);
    office.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    opened.ballots
}

pub fn elector(number: usize) -> String {
    format!("M-{number}")
}

pub fn id(number: usize) -> ElectorId {
    elector(number).parse().unwrap()
}

/// Another process at the same contest.
pub async fn another(location: &Location) -> Office {
    let store = Store::open(location, indexer).await.unwrap();
    Office::open(store, "mock".parse().unwrap()).await.unwrap()
}
