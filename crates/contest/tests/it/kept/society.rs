//! The contest of `tests/data/kept`, changed in one place or another.

use hustings_contest::kept::KeptRefusal;
use hustings_contest::{Contest, Digest, Refusal, apply, wire};
use hustings_rulebook::Rulebook;
use serde_json::{Value, json};

const RULEBOOK: &str = include_str!("../../data/kept/rulebook.toml");
const EVENTS: &str = include_str!("../../data/kept/events.jsonl");

/// A root of 32 bytes.
pub(super) const ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/// An event of the log: its kind, and which of that kind, from 0.
pub(super) type At<'a> = (&'a str, usize);

/// A rulebook, and what happened under it.
#[derive(Clone)]
pub(super) struct Society {
    rulebook: String,
    events: Vec<Value>,
}

impl Society {
    /// The whole contest.
    pub(super) fn new() -> Self {
        let read = |line| serde_json::from_str(line).expect("the data are JSON");
        Self {
            rulebook: RULEBOOK.to_owned(),
            events: EVENTS.lines().map(read).collect(),
        }
    }

    /// The contest up to this event.
    #[track_caller]
    pub(super) fn until(at: At<'_>) -> Self {
        let mut society = Self::new();
        let place = society.place(at);
        society.events.truncate(place + 1);
        society
    }

    #[track_caller]
    fn place(&self, (kind, number): At<'_>) -> usize {
        let events = self.events.iter().enumerate();
        let mut of_kind = events.filter(|(_, event)| event["event"] == kind);
        let (place, _) = of_kind.nth(number).expect("the log has this event");
        place
    }

    #[track_caller]
    pub(super) fn event(&self, at: At<'_>) -> Value {
        self.events[self.place(at)].clone()
    }

    /// With some keys of an event changed.
    #[track_caller]
    pub(super) fn with(mut self, at: At<'_>, changes: Value) -> Self {
        let place = self.place(at);
        self.events[place] = changed(self.events[place].clone(), changes);
        self
    }

    #[track_caller]
    pub(super) fn without(mut self, at: At<'_>) -> Self {
        let place = self.place(at);
        self.events.remove(place);
        self
    }

    /// Without any event of a kind.
    pub(super) fn without_any(mut self, kind: &str) -> Self {
        self.events.retain(|event| event["event"] != kind);
        self
    }

    #[track_caller]
    pub(super) fn before(mut self, at: At<'_>, event: Value) -> Self {
        let place = self.place(at);
        self.events.insert(place, event);
        self
    }

    pub(super) fn then(mut self, event: Value) -> Self {
        self.events.push(event);
        self
    }

    /// With an event again at the end, some keys of it changed.
    #[track_caller]
    pub(super) fn again(self, at: At<'_>, changes: Value) -> Self {
        let event = Self::new().event(at);
        self.then(changed(event, changes))
    }

    /// Under a rulebook that differs in one place.
    #[track_caller]
    pub(super) fn under(mut self, from: &str, to: &str) -> Self {
        assert_eq!(self.rulebook.matches(from).count(), 1, "{from:?}");
        self.rulebook = self.rulebook.replace(from, to);
        self
    }

    /// What stands after all events; or before the one that is refused, with why.
    pub(super) fn fold(&self) -> Result<Contest, Box<(Contest, Refusal)>> {
        let digest = Digest::of(self.rulebook.as_bytes());
        let rulebook = Rulebook::parse(&self.rulebook).expect("the rulebook reads");
        let mut contest = Contest::new(rulebook, digest.clone());
        for event in &self.events {
            let line = event
                .to_string()
                .replace("sha256:RULEBOOK", digest.as_str());
            let event = wire::Log::read(format!("{line}\n").as_bytes()).expect("the event reads");
            apply(&mut contest, &event.events[0])
                .map_err(|refusal| Box::new((contest.clone(), refusal)))?;
        }
        Ok(contest)
    }

    #[track_caller]
    pub(super) fn folded(&self) -> Contest {
        self.fold()
            .unwrap_or_else(|refused| panic!("{}", refused.1))
    }

    /// Why the last event is refused, which must be the first that is; and that it changes nothing.
    #[track_caller]
    pub(super) fn refusal(&self) -> KeptRefusal {
        let (stands, refusal) = *self.fold().expect_err("something is refused");
        let mut before = self.clone();
        let refused = before.events.pop();
        // Where an event in the middle is refused, what stands is what stood before it.
        while let Err(earlier) = before.fold() {
            assert_eq!(earlier.1, refusal, "one event is refused");
            before.events.pop();
        }
        assert_eq!(stands, before.folded(), "{refused:?} changes nothing");
        match refusal {
            Refusal::Kept(refusal) => *refusal,
            other => panic!("{other}"),
        }
    }
}

/// The event is refused by this variant, and the message says this.
macro_rules! refused {
    ($society:expr, $pattern:pat, $says:expr) => {{
        let refusal = $society.refusal();
        assert!(matches!(refusal, $pattern), "{refusal:?}");
        let message = refusal.to_string();
        assert!(
            message.contains($says),
            "{message:?} should say {:?}",
            $says
        );
    }};
}
pub(super) use refused;

pub(super) fn changed(mut event: Value, changes: Value) -> Value {
    for (key, value) in changes.as_object().expect("changes are an object") {
        event[key] = value.clone();
    }
    event
}

/// An event with these keys, over those that every event has.
pub(super) fn event(kind: &str, keys: Value) -> Value {
    let common = json!({
        "event": kind, "actor": null, "role": null, "clause": null, "decided": null, "received": null,
        "recorded": "2027-04-22T12:00:00", "sources": [], "note": null,
    });
    changed(common, keys)
}

pub(super) fn ruling(id: &str, on: Value, keys: Value) -> Value {
    let ruling = json!({
        "ruling": id, "on": on, "outcome": "allowed", "reasons": "As the rules say.", "supersedes": null,
    });
    changed(event("ruling-made", ruling), keys)
}

pub(super) fn appeal(id: &str, ruling: &str) -> Value {
    event(
        "appeal-made",
        json!({"appeal": id, "ruling": ruling, "grounds": "Nobody was heard."}),
    )
}

/// A ruling that removes ballots, each named by one letter.
pub(super) fn of_ballots(of: &str, letters: &str) -> Value {
    let ballots: Vec<String> = letters
        .chars()
        .map(|letter| format!("{letter}{}", "A".repeat(42)))
        .collect();
    json!({"kind": "ballots", "box": of, "ballots": ballots, "reason": "death"})
}

pub(super) fn of_east() -> Value {
    json!({"kind": "nomination", "post": "chair", "stage": "nominations", "nominator": "east"})
}

/// What papers come to for the post that is polled.
pub(super) fn totals([papers, blank, spoilt]: [u64; 3]) -> Value {
    json!({"chair": {"papers": papers, "blank": blank, "spoilt": spoilt}})
}
