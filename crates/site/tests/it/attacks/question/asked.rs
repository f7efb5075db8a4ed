//! A contest whose rulebook asks, with a frozen roll, at a site that listens nowhere.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use hustings_contest::event::{self, LogEstablished, Record};
use hustings_log::SigningKey;
use hustings_office::{Beginning, ContestId, Hand, Office};
use hustings_roll::UnknownColumns;
use hustings_site::{Account, Grant, Party, Role, Settings, Site, begin_sessions};
use hustings_store::{RowKey, Store};

use crate::caller::Caller;
use crate::place::{Database, Place};

/// What is asked, by somebody who means harm.
pub const QUESTION: &str = "Your birthday <script>alert(4)</script><img src=x onerror=alert(4)>";
/// Ann's answer, as it is typed here.
pub const RIGHT: &str = "31 12 1970";
/// Nobody's.
pub const WRONG: &str = "30 11 1969";

const ROLL: &str = "elector,name,channel,email,answer
E1,Ann Alder,online,ann@example.org,31/12/1970
E2,Ben Bracken,online,ben@example.org,Ben-0002
E3,Cy Clover,post,cy@example.org,
";

const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "A mock for attacking"
organisation = "A society that does not exist"
time_zone = "Europe/London"
returning_officer = "The secretary"
source = { document = "written for attacking", clauses = "not known" }

[[post]]
id = "leader"
title = "Leader"
seats = 1

[roll]

[paper]
order = "lot"
preferences = "optional"

[ballot]
means = ["online", "post"]
window = { opens = 2026-01-01, closes = 2126-01-01 }
second_factor = "{QUESTION}"

[count]
rule = { name = "av", majority_of = "continuing" }
ties = ["earlier-stages", "lots"]

[look]
languages = ["en", "cy"]
"#;

pub fn right_of(elector: &str) -> &'static str {
    match elector {
        "E1" => RIGHT,
        "E2" => "ben 0002",
        _ => panic!("{elector} has no answer"),
    }
}

pub struct Asked {
    pub site: Arc<Site>,
    pub store: Store,
    _place: Place,
}

impl Asked {
    pub async fn new() -> Self {
        Self::at(Place::new(Database::Sqlite).unwrap()).await
    }

    /// With the roll frozen.
    pub async fn at(place: Place) -> Self {
        let asked = Self::before_the_freeze(place).await;
        let id: ContestId = "mock".parse().unwrap();
        let mut office = Office::open(asked.store.clone(), id).await.unwrap();
        office.freeze_roll(&hand()).await.unwrap();
        asked
    }

    pub async fn before_the_freeze(place: Place) -> Self {
        let store = place.create().await;
        Box::pin(import(&store)).await;
        let settings = Settings {
            url: "http://vote.example".parse().unwrap(),
            mail: None,
            behind_proxy: false,
        };
        Self {
            site: Site::new(store.clone(), settings),
            store,
            _place: place,
        }
    }

    pub fn stranger(&self) -> Caller {
        Caller::new(&self.site)
    }

    /// Somebody of the staff, signed in.
    pub async fn staff(&self, role: Role) -> Caller {
        let email = format!("{role:?}@example.org").to_lowercase();
        let grants = vec![Grant {
            role,
            contest: None,
        }];
        let password = "a password of some length";
        Account::make(&self.store, &email, "Somebody", password, grants)
            .await
            .unwrap();
        let party = vec![Party::Staff { email }];
        let cookies = begin_sessions(&self.store, party).await.unwrap();
        Caller::with(&self.site, &cookies[0])
    }

    /// Somebody who asks for a code in this elector's name and reads her mail.
    pub async fn asks(&self, elector: &str) -> (Caller, String) {
        let before = self.rows("mail").await.len();
        let mut caller = self.stranger();
        caller.get("/c/mock/vote/sign-in").await;
        caller
            .post("/c/mock/vote/sign-in", &[("who", elector)])
            .await;
        // It is looked up behind the answer.
        for _ in 0..500 {
            if let Some(mail) = self.rows("mail").await.split_off(before).pop() {
                return (caller, String::from_utf8(mail.1).unwrap());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no mail came for {elector}");
    }

    /// Somebody who has typed the code that she was sent, and is asked further.
    pub async fn with_code(&self, elector: &str) -> Caller {
        let (mut caller, mail) = self.asks(elector).await;
        let is_code = |word: &&[char]| {
            word[4] == ' '
                && word
                    .iter()
                    .enumerate()
                    .all(|(at, c)| at == 4 || c.is_ascii_digit())
        };
        let text: Vec<char> = mail.chars().collect();
        let code: String = text.windows(9).find(is_code).unwrap().iter().collect();
        let answer = caller.post("/c/mock/vote/code", &[("code", &code)]).await;
        assert_eq!(
            answer.location(),
            "/c/mock/vote/question",
            "{}",
            answer.body
        );
        caller
    }

    /// Somebody who has followed the link that she was sent, and is asked further.
    pub async fn with_link(&self, elector: &str) -> Caller {
        let (mut caller, mail) = self.asks(elector).await;
        let (_, link) = mail.split_once("/vote/link/").unwrap();
        let token: String = link
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect();
        let path = format!("/c/mock/vote/link/{token}");
        let answer = caller.post(&path, &[]).await;
        assert_eq!(
            answer.location(),
            "/c/mock/vote/question",
            "{}",
            answer.body
        );
        caller
    }

    pub async fn rows(&self, kind: &str) -> Vec<(String, Vec<u8>)> {
        self.store.rows("~site", kind).all().await.unwrap()
    }

    pub async fn put(&self, kind: &'static str, key: &str, value: &serde_json::Value) {
        let mut turn = self.store.turn(&[]).await.unwrap();
        let at = RowKey::new("~site", kind, key);
        turn.put_row(&at, value.to_string().as_bytes())
            .await
            .unwrap();
        turn.commit().await.unwrap();
    }
}

fn hand() -> Hand {
    Hand {
        actor: None,
        role: event::Role::ReturningOfficer,
        now: "2026-01-02T09:00:00".parse().unwrap(),
        decided: None,
        received: None,
        sources: Vec::new(),
        note: None,
    }
}

async fn import(store: &Store) {
    let key = SigningKey::from_seed("attacked.example/mock".parse().unwrap(), &[7; 32]);
    let id: ContestId = "mock".parse().unwrap();
    let beginning = Beginning {
        id,
        rulebook: RULEBOOK.replace("{QUESTION}", QUESTION),
        record: Record::Mock,
        log: LogEstablished {
            origin: "attacked.example/mock".to_owned(),
            key: key.verifying_key().to_string(),
            witnesses: BTreeMap::new(),
            quorum: 0,
        },
        key,
    };
    let mut office = Office::found(store.clone(), beginning, &hand())
        .await
        .unwrap();
    let roll = ROLL.as_bytes().to_vec();
    office
        .import_roll(roll, UnknownColumns::Refuse, &hand())
        .await
        .unwrap();
}
