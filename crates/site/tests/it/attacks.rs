//! Attacks, a test each: what is tried, and that nothing comes of it.

mod ballots;
mod bodies;
mod forms;
mod names;
mod paths;
mod question;
mod renewals;
mod roles;
mod sessions;
mod sign_in;

use std::sync::Arc;

use hustings_site::{Account, Grant, MailSettings, Party, Role, Settings, Site, begin_sessions};
use hustings_store::Store;

use crate::caller::Caller;
use crate::place::{Database, Place};
use crate::poll::{self, Voter};

/// An open poll, with so many electors who are signed in, at a site that listens nowhere.
pub struct Scene {
    pub site: Arc<Site>,
    pub store: Store,
    pub voters: Vec<Voter>,
    _place: Place,
}

impl Scene {
    pub async fn new(electors: usize) -> Self {
        Box::pin(Self::with_mail(electors, None)).await
    }

    /// With a mail server at this address.
    pub async fn with_mail(electors: usize, smtp: Option<String>) -> Self {
        Box::pin(Self::of(poll::RULEBOOK, electors, smtp)).await
    }

    /// In which a ballot takes the place of the one before.
    pub async fn replacing(electors: usize) -> Self {
        let rulebook = poll::RULEBOOK.replace("[ballot]\n", "[ballot]\nreplacing = true\n");
        assert_ne!(rulebook, poll::RULEBOOK);
        Box::pin(Self::of(&rulebook, electors, None)).await
    }

    async fn of(rulebook: &str, electors: usize, smtp: Option<String>) -> Self {
        let place = Place::new(Database::Sqlite).unwrap();
        let store = place.create().await;
        let voters = Box::pin(poll::open_by(rulebook, &store, electors)).await;
        let settings = Settings {
            url: "http://vote.example".parse().unwrap(),
            mail: smtp.map(|smtp| MailSettings {
                smtp,
                from: "vote@example.org".to_owned(),
            }),
            behind_proxy: false,
        };
        Self {
            site: Site::new(store.clone(), settings),
            store,
            voters,
            _place: place,
        }
    }

    pub fn stranger(&self) -> Caller {
        Caller::new(&self.site)
    }

    pub fn voter(&self, number: usize) -> Caller {
        Caller::with(&self.site, &self.voters[number].cookie)
    }

    /// Somebody of the staff, signed in, with a role in a contest or in all.
    pub async fn staff(&self, role: Role, contest: Option<&str>) -> Caller {
        let email = format!("{role:?}-{}@example.org", contest.unwrap_or("all")).to_lowercase();
        let grant = Grant {
            role,
            contest: contest.map(str::to_owned),
        };
        Account::make(
            &self.store,
            &email,
            "Somebody",
            "a password of some length",
            vec![grant],
        )
        .await
        .unwrap();
        let cookies = begin_sessions(&self.store, vec![Party::Staff { email }])
            .await
            .unwrap();
        Caller::with(&self.site, &cookies[0])
    }
}
