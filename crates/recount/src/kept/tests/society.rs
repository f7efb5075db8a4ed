//! The contest that the tests change: two sections, one post, online and by post.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::digest::digest;
use crate::kept::{Kept, kept};
use crate::log::Log;
use crate::read::events;
use crate::read::rulebook::Rulebook;

pub(super) const PAPERS: &str = "2 1\n3 1 0\n1 2 0\n1 0\n0\n\"Bo Birch\"\n\"Ada Ash\"\n\"Chair\"\n";

pub(super) const ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

const RULEBOOK: &str = r#"
    format = "hustings-rulebook/1"
    title = "A society's contest"
    organisation = "A society"
    time_zone = "Europe/London"
    source = {}
    statutory = { act = "An Act", scrutineer = "Scrutiny Ltd" }
    post = [{ id = "chair", title = "Chair", seats = 1 }]
    body = [{ id = "branch", title = "Branches", register = { count = 3 } }]
    paper = { preferences = "optional" }
    count = { rule = { name = "av" }, ties = ["lots"] }

    [[stage]]
    id = "first"
    title = "First"
    nominators = ["branch"]
    gate = { number = 1, of = "branch" }

    [roll]
    freeze = 2026-03-25T17:00:00
    smallest_reported_section = 3
    section = [{ id = "members", title = "Members" }, { id = "supporters", title = "Supporters" }]

    [ballot]
    means = ["online", "post"]
    window = { opens = 2026-04-01, closes = 2026-04-20T12:00:00 }
    replacing = false
    trustees = { server = true, threshold = 1, of = 1 }
"#;

/// A rulebook and a log whose events have names, so that a test says which it changes.
#[derive(Clone)]
pub(super) struct Society {
    pub(super) rulebook: String,
    pub(super) events: Vec<(String, Value)>,
}

impl Society {
    /// The whole contest, held and corrected.
    pub(super) fn new() -> Self {
        let events = [super::log::until_the_poll(), super::log::from_the_poll()].concat();
        Self {
            rulebook: RULEBOOK.to_owned(),
            events,
        }
    }

    /// The contest up to this event.
    pub(super) fn until(name: &str) -> Self {
        let mut society = Self::new();
        let place = society.place(name);
        society.events.truncate(place + 1);
        society
    }

    #[track_caller]
    fn place(&self, name: &str) -> usize {
        let mut events = self.events.iter();
        let place = events.position(|(other, _)| other == name);
        place.unwrap_or_else(|| panic!("there is no event {name:?}"))
    }

    #[track_caller]
    pub(super) fn with(mut self, name: &str, changes: Value) -> Self {
        let place = self.place(name);
        let (_, event) = &mut self.events[place];
        *event = changed(event.clone(), changes);
        self
    }

    #[track_caller]
    pub(super) fn without(mut self, name: &str) -> Self {
        let place = self.place(name);
        self.events.remove(place);
        self
    }

    /// With one more event, called `new`.
    #[track_caller]
    pub(super) fn before(mut self, name: &str, event: Value) -> Self {
        let place = self.place(name);
        self.events.insert(place, ("new".to_owned(), event));
        self
    }

    /// With one more event at the end, called `new`.
    pub(super) fn then(mut self, event: Value) -> Self {
        self.events.push(("new".to_owned(), event));
        self
    }

    /// With an event again, at the end, called `new`.
    #[track_caller]
    pub(super) fn again(self, name: &str, changes: Value) -> Self {
        let event = self.event(name);
        self.then(changed(event, changes))
    }

    #[track_caller]
    pub(super) fn event(&self, name: &str) -> Value {
        self.events[self.place(name)].1.clone()
    }

    /// Under a rulebook that differs in one place.
    #[track_caller]
    pub(super) fn under(mut self, from: &str, to: &str) -> Self {
        assert_eq!(self.rulebook.matches(from).count(), 1, "{from:?}");
        self.rulebook = self.rulebook.replace(from, to);
        self
    }

    pub(super) fn bytes(&self) -> String {
        let named = digest(self.rulebook.as_bytes());
        let mut text = String::new();
        for (_, event) in &self.events {
            writeln!(text, "{event}").unwrap();
        }
        text.replace("sha256:RULEBOOK", &named)
    }

    pub(super) fn kept(&self) -> Option<Kept> {
        kept(self.rulebook.as_bytes(), self.bytes().as_bytes())
    }

    /// The log, or the name of the event that is refused, and why.
    pub(super) fn fold(&self) -> Result<(Rulebook, Log), (String, String)> {
        let rulebook = Rulebook::read(self.rulebook.as_bytes()).unwrap();
        let (events, trouble) = events::read(self.bytes().as_bytes());
        let named = digest(self.rulebook.as_bytes());
        let folded = match trouble {
            None => Log::fold(&rulebook, &named, &events),
            Some(trouble) => Err(trouble),
        };
        folded.map(|log| (rulebook, log)).map_err(|trouble| {
            let number = trouble.place.strip_prefix("events.jsonl line ").unwrap();
            let place: usize = number.parse().unwrap();
            (self.events[place - 1].0.clone(), trouble.reason)
        })
    }
}

/// The event is refused, and no earlier one, for a reason that says this.
#[track_caller]
pub(super) fn refused(society: Society, name: &str, reason: &str) {
    let (found, why) = society.fold().err().expect("it is refused");
    assert_eq!(found, name, "{why}");
    assert!(why.contains(reason), "{why:?} should say {reason:?}");
}

#[track_caller]
pub(super) fn allowed(society: Society) -> Log {
    society.fold().unwrap().1
}

/// An event with these keys, over those that every event has.
pub(super) fn event(name: &str, keys: Value) -> Value {
    let common = json!({
        "event": name, "actor": null, "role": null, "clause": null, "decided": null,
        "received": null, "recorded": "2026-03-05T10:00:00", "sources": [], "note": null,
    });
    changed(common, keys)
}

fn changed(mut event: Value, changes: Value) -> Value {
    for (key, value) in changes.as_object().unwrap() {
        event[key] = value.clone();
    }
    event
}

pub(super) fn sha(text: &str) -> String {
    digest(text.as_bytes())
}

/// A tracker that is told from others by one letter.
pub(super) fn tracker(letter: char) -> String {
    format!("{letter}{}", "A".repeat(42))
}
