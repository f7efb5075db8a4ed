//! A live contest whose nominees are published, after a ruling, an appeal and a withdrawal; and who runs it.

use std::sync::Arc;

use hustings_contest::Event;
use hustings_contest::event::{
    Act, AppealMade, CandidateDeclared, CandidateWithdrew, Matter, Nominated, NomineesPublished,
    Record, Role as Acting, RulingMade, RulingOutcome,
};
use hustings_office::{Beginning, Beside, ContestId, Hand, Office};
use hustings_site::{Account, Grant, Party, Role, Settings, Site, begin_sessions};
use hustings_store::{RowKey, Store};

use crate::caller::Caller;
use crate::place::{Database, Place};

pub const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "The society's contest"
organisation = "The Society"
time_zone = "Europe/London"
source = { document = "written for a test", clauses = "not known" }

[[post]]
id = "chair"
title = "Chair"
seats = 1

[[body]]
id = "branch"
title = "Branches"

[[stage]]
id = "nominations"
title = "Nominations"
nominators = ["branch"]
window = { opens = 2020-01-02, closes = 2020-01-20T17:00:00 }
released_when = "candidate-withdraws"
gate = { number = 1, of = "branch" }

[roll]
freeze = 2020-01-25T17:00:00
smallest_reported_section = 3
section = [{ id = "members", title = "Members" }, { id = "supporters", title = "Supporters" }]

[paper]
order = "lot"
preferences = "optional"

[ballot]
means = ["online"]
window = { opens = 2020-02-01, closes = 2126-02-20T12:00:00 }
trustees = { server = true, threshold = 1, of = 1 }

[count]
rule = { name = "av" }
ties = ["earlier-stages", "lots"]
"#;

/// What a candidate might be called who means harm.
pub const HOSTILE: &str = "Eve <img src=x onerror=alert(1)>";
pub const TESTERS: &str = "Ann Lee, ann@example.org\nBob Kay, bob@example.org\n";

/// A site with the contest `society`, which is live.
pub struct Society {
    pub site: Arc<Site>,
    pub store: Store,
    _place: Place,
}

pub fn hand(now: &str) -> Hand {
    Hand {
        actor: Some("The secretary".to_owned()),
        role: Acting::ReturningOfficer,
        now: now.parse().unwrap(),
        decided: None,
        received: None,
        sources: vec!["the minutes".to_owned()],
        note: None,
    }
}

impl Society {
    pub async fn new() -> Self {
        Self::with(Database::Sqlite, RULEBOOK).await.unwrap()
    }

    /// None where there is no such database.
    pub async fn with(database: Database, rulebook: &str) -> Option<Self> {
        let society = Self::before_the_nominees(database, rulebook).await?;
        let paper = ["cedar", "ash", "eve"].map(|id| id.parse().unwrap());
        let act = NomineesPublished {
            post: "chair".parse().unwrap(),
            candidates: paper.to_vec(),
        };
        let hand = hand("2020-01-21T09:00:00");
        society
            .record(&[hand.does(Act::NomineesPublished(act), None)])
            .await;
        Some(society)
    }

    pub async fn before_the_nominees(database: Database, rulebook: &str) -> Option<Self> {
        let place = Place::new(database)?;
        let store = place.create().await;
        let id: ContestId = "society".parse().unwrap();
        let origin = "society.example/2020".parse().unwrap();
        let text = rulebook.to_owned();
        let beginning = Beginning::new(id, text, Record::Live, origin, vec![], None).unwrap();
        Office::found(store.clone(), beginning, &hand("2020-01-01T09:00:00"))
            .await
            .unwrap();
        let settings = Settings {
            url: "http://vote.example".parse().unwrap(),
            mail: None,
            behind_proxy: false,
        };
        let society = Self {
            site: Site::new(store.clone(), settings),
            store,
            _place: place,
        };
        society.record(&nominations()).await;
        Some(society)
    }

    pub async fn record(&self, events: &[Event]) {
        let mut office = self.office("society").await;
        office.record(events, Beside::default()).await.unwrap();
    }

    pub async fn office(&self, id: &str) -> Office {
        let id = id.parse().unwrap();
        Office::open(self.store.clone(), id).await.unwrap()
    }

    /// Somebody who is signed in, with these roles, each in a contest or in all.
    pub async fn staff(&self, name: &str, roles: &[(Role, Option<&str>)]) -> Caller {
        let email = format!("{name}@example.org");
        let grants = roles.iter().map(|(role, contest)| Grant {
            role: *role,
            contest: contest.map(str::to_owned),
        });
        let password = "a password of some length";
        Account::make(&self.store, &email, name, password, grants.collect())
            .await
            .unwrap();
        self.again(name).await
    }

    /// Somebody with an account, signed in once more.
    pub async fn again(&self, name: &str) -> Caller {
        let email = format!("{name}@example.org");
        let party = Party::Staff { email };
        let cookies = begin_sessions(&self.store, vec![party]).await.unwrap();
        Caller::with(&self.site, &cookies[0])
    }

    /// The officer of this contest alone.
    pub async fn officer(&self) -> Caller {
        self.staff("officer", &[(Role::Officer, Some("society"))])
            .await
    }

    /// The contest's log with its checkpoint, and all its private rows of the kinds that contests have.
    pub async fn all_of(&self, id: &str) -> (String, Vec<u8>, Vec<(String, Vec<u8>)>) {
        let office = self.office(id).await;
        let mut rows = Vec::new();
        for kind in [
            "key",
            "file",
            "roll",
            "elector",
            "credential",
            "batch",
            "paper",
            "rejected",
            "lock",
            "voted",
            "posted",
            "opened",
            "entry",
        ] {
            rows.extend(self.store.rows(id, kind).all().await.unwrap());
        }
        let checkpoint = office.checkpoint().await.unwrap();
        (checkpoint, office.events().to_vec(), rows)
    }

    /// A row that the site keeps of a contest.
    pub async fn kept(&self, kind: &'static str, id: &str) -> Option<Vec<u8>> {
        let row = RowKey::new("~site", kind, id.to_owned());
        self.store.row(&row).await.unwrap()
    }
}

fn nominations() -> Vec<Event> {
    let hand = hand("2020-01-10T09:00:00");
    let named = [
        ("ash", "Ada Ash"),
        ("birch", "Bo Birch"),
        ("cedar", "Cy Cedar"),
        ("dogwood", "Di Dogwood"),
        ("eve", HOSTILE),
    ];
    let declared = named.map(|(id, name)| {
        let act = CandidateDeclared {
            post: "chair".parse().unwrap(),
            candidate: id.parse().unwrap(),
            name: name.to_owned(),
            incumbent: id == "ash",
        };
        hand.does(Act::CandidateDeclared(act), None)
    });
    let nominated = named.map(|(id, _)| {
        let act = Nominated {
            post: "chair".parse().unwrap(),
            stage: "nominations".parse().unwrap(),
            body: "branch".parse().unwrap(),
            nominator: format!("branch-of-{id}").parse().unwrap(),
            name: format!("The branch of {id}"),
            kind: None,
            candidate: id.parse().unwrap(),
            how: None,
            as_of: None,
            weight: None,
            groups: [].into(),
        };
        hand.does(Act::Nominated(act), None)
    });
    let rule = |ruling: &str, of: &str, outcome, supersedes: Option<&str>| {
        let act = RulingMade {
            ruling: ruling.parse().unwrap(),
            on: Matter::Nomination {
                post: "chair".parse().unwrap(),
                stage: "nominations".parse().unwrap(),
                nominator: format!("branch-of-{of}").parse().unwrap(),
            },
            outcome,
            reasons: "It is as it is.".to_owned(),
            supersedes: supersedes.map(|id| id.parse().unwrap()),
        };
        hand.does(Act::RulingMade(act), None)
    };
    let appeal = AppealMade {
        appeal: "a1".parse().unwrap(),
        ruling: "r1".parse().unwrap(),
        grounds: "It is not.".to_owned(),
    };
    let other = RulingMade {
        ruling: "r4".parse().unwrap(),
        on: Matter::Other {
            matter: "the room".to_owned(),
        },
        outcome: RulingOutcome::Allowed,
        reasons: "There is none other.".to_owned(),
        supersedes: None,
    };
    let withdrew = CandidateWithdrew {
        post: "chair".parse().unwrap(),
        candidate: "dogwood".parse().unwrap(),
    };
    let mut events: Vec<Event> = declared.into_iter().chain(nominated).collect();
    events.extend([
        rule("r1", "cedar", RulingOutcome::Disallowed, None),
        hand.does(Act::AppealMade(appeal), None),
        rule("r2", "cedar", RulingOutcome::Allowed, Some("r1")),
        rule("r3", "birch", RulingOutcome::Disallowed, None),
        hand.does(Act::RulingMade(other), None),
        hand.does(Act::CandidateWithdrew(withdrew), None),
    ]);
    events
}
