//! A small kept contest: two boxes, twelve ballots, one of them removed, two papers by post; and the bundle of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hustings_contest::{Contest, Digest, PostResult, declaration, fold, result, statement};
use hustings_evidence::{BoxContents, Contents, KeptContents, PostContents, RollContents};
use hustings_log::{
    Checkpoint, ConsistencyProof, Hash, KeyName, Note, SigningKey, Timestamp, Tree, TreeHead,
    WitnessKey,
};
use hustings_rulebook::Rulebook;
use hustings_seal::ballot::Ballot;
use serde_json::{Value, json};

use super::events;
use super::sealed::{Closed, Opened, ended};

pub const ORIGIN: &str = "society.example/chair-2026";
pub const PAPERS: &str = "papers/chair.blt";

pub const NOMINEES: [&str; 3] = ["Ada Ash", "Bo Birch", "Cy Cedar"];

pub const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "A society's contest"
organisation = "A society"
time_zone = "Europe/London"
source = { document = "The rules", clauses = "not known" }
statutory = { act = "An Act", scrutineer = "Scrutiny Ltd" }
post = [{ id = "chair", title = "Chair", seats = 1 }]
body = [{ id = "branch", title = "Branches", register = { count = 3 } }]
paper = { order = "alphabetical", preferences = "optional" }
count = { rule = { name = "av" }, ties = ["lots"] }

[[stage]]
id = "first"
title = "First"
nominators = ["branch"]
window = { opens = 2026-03-01, closes = 2026-03-20T17:00:00, judged_by = "received" }
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

/// The contest, by what it is made of.
#[derive(Clone)]
pub struct Society {
    pub rulebook: String,
    pub key: SigningKey,
    pub rolls: BTreeMap<&'static str, Vec<[u8; 32]>>,
    pub boxes: Vec<BoxMade>,
    /// Beside those of the boxes: rankings of the papers by post.
    pub posted: Vec<Vec<u8>>,
    pub events: Vec<Value>,
}

/// A box, and what was published of it.
#[derive(Clone)]
pub struct BoxMade {
    pub id: &'static str,
    /// As cast.
    pub ballots: Vec<Ballot>,
    /// The archive as cast, where it is another.
    pub cast: Option<Vec<u8>>,
    pub closed: Closed,
    /// The trackers of ballots that a ruling removes.
    pub removed: Vec<String>,
}

/// The ballots of each box, by the rank of each candidate.
const MEMBERS: [[u8; 3]; 7] = [
    [1, 2, 3],
    [1, 0, 0],
    [2, 1, 0],
    [0, 0, 0],
    [1, 2, 0],
    [3, 2, 1],
    [1, 3, 2],
];
const SUPPORTERS: [[u8; 3]; 5] = [[0, 1, 0], [2, 1, 3], [1, 2, 3], [0, 0, 1], [1, 0, 0]];

pub static OPENED: LazyLock<[Opened; 2]> = LazyLock::new(|| {
    [
        Opened::new("members", 10, &NOMINEES),
        Opened::new("supporters", 5, &NOMINEES),
    ]
});

static HONEST: LazyLock<Society> = LazyLock::new(Society::held);

impl Society {
    /// The contest as it was held, once for all tests.
    pub fn new() -> Self {
        HONEST.clone()
    }

    fn held() -> Self {
        let [members, supporters] = &*OPENED;
        let ballots = members.cast(&MEMBERS);
        let removed = vec![ballots[2].tracker()];
        let boxes = vec![
            BoxMade::new(members, ballots, removed, 2),
            BoxMade::new(supporters, supporters.cast(&SUPPORTERS), Vec::new(), 2),
        ];
        let name: KeyName = ORIGIN.parse().unwrap();
        let mut society = Self {
            rulebook: RULEBOOK.to_owned(),
            key: SigningKey::from_seed(name, &[1; 32]),
            rolls: BTreeMap::from([("members", roll(10)), ("supporters", roll(5))]),
            boxes,
            posted: vec![vec![1, 2, 3], vec![0, 1, 0]],
            events: Vec::new(),
        };
        society.events = events::of(&society);
        society
    }

    /// The contest with what these boxes and rolls make of its events.
    pub fn with_events_made_anew(mut self) -> Self {
        self.events = events::of(&self);
        self
    }

    pub fn event(&mut self, name: &str) -> &mut Value {
        let event = self.events.iter_mut().find(|event| event["event"] == name);
        event.unwrap_or_else(|| panic!("there is an event {name}"))
    }

    pub fn log(&self) -> Vec<u8> {
        let lines = self.events.iter().map(|event| format!("{event}\n"));
        lines.collect::<String>().into_bytes()
    }

    /// Everything that follows from the events by the first path, and checkpoints over them.
    pub fn contents(&self) -> Contents {
        self.contents_with(self.papers())
    }

    /// The same of other papers.
    pub fn contents_with(&self, papers: Vec<u8>) -> Contents {
        let (events, papers) = (self.log(), BTreeMap::from([(PAPERS.to_owned(), papers)]));
        let empty = Contest::new(
            Rulebook::parse(&self.rulebook).unwrap(),
            Digest::of(self.rulebook.as_bytes()),
        );
        let (contest, log) = fold(empty, &events).unwrap();
        let post = &contest.rulebook().posts[0];
        let transcript = match result(&contest, post, &papers) {
            Ok(PostResult::Complete(transcript)) => transcript,
            other => panic!("{other:?}"),
        };
        let declaration = declaration(&contest, post, &transcript, &log);
        Contents {
            rulebook: self.rulebook.clone().into_bytes(),
            kept: Some(self.kept(&events)),
            papers,
            statement: statement(&contest, &log).to_json().into_bytes(),
            posts: vec![PostContents {
                post: "chair".to_owned(),
                transcript: transcript.to_json().into_bytes(),
                declaration: declaration.to_json().into_bytes(),
            }],
            events,
        }
    }

    fn kept(&self, events: &[u8]) -> KeptContents {
        let rolls = self
            .rolls
            .iter()
            .map(|(section, commitments)| RollContents {
                section: (*section).to_owned(),
                commitments: lines(commitments),
            });
        let boxes = self.boxes.iter().map(|one| BoxContents {
            id: one.id.to_owned(),
            checkpoint: self.box_checkpoint(one),
            cast: one.cast.clone().map(Into::into),
            archive: one.closed.archive.clone().into(),
        });
        KeptContents {
            checkpoint: checkpoint(&self.key, events),
            rolls: rolls.collect(),
            boxes: boxes.collect(),
        }
    }

    pub fn box_checkpoint(&self, one: &BoxMade) -> Vec<u8> {
        let origin: KeyName = format!("{ORIGIN}/box/{}", one.id).parse().unwrap();
        let key = self.key.named(origin);
        signed(&key, one.head()).to_string().into_bytes()
    }

    /// The papers that the boxes opened, and those by post.
    pub fn papers(&self) -> Vec<u8> {
        let opened = self.boxes.iter().flat_map(|one| one.closed.papers());
        let posted = self.posted.iter().map(|ranks| (ranks.clone(), 1));
        blt(opened.chain(posted))
    }
}

/// Rankings by the rank of each candidate, as a file of papers.
pub fn blt(rankings: impl Iterator<Item = (Vec<u8>, usize)>) -> Vec<u8> {
    let mut text = "3 1\n".to_owned();
    for (ranks, number) in rankings {
        let mut ranked: Vec<(u8, usize)> = ranks.into_iter().zip(1..).collect();
        ranked.retain(|(rank, _)| *rank > 0);
        ranked.sort_unstable();
        let preferences = ranked.iter().map(|(_, candidate)| format!("{candidate} "));
        text += &format!("{number} {}0\n", preferences.collect::<String>());
    }
    text += "0\n";
    text += &NOMINEES.map(|name| format!("\"{name}\"\n")).concat();
    (text + "\"Chair\"\n").into_bytes()
}

impl BoxMade {
    pub fn new(
        opened: &Opened,
        ballots: Vec<Ballot>,
        removed: Vec<String>,
        shuffles: usize,
    ) -> Self {
        let stays = |ballot: &&Ballot| !removed.contains(&ballot.tracker());
        let remaining: Vec<Ballot> = ballots.iter().filter(stays).cloned().collect();
        let cast = ended(&opened.setup, &ballots);
        Self {
            id: opened.id,
            closed: Closed::new(ended(&opened.setup, &remaining), &opened.keys, shuffles),
            cast: (!removed.is_empty()).then_some(cast),
            ballots,
            removed,
        }
    }

    /// Of its log.
    pub fn head(&self) -> TreeHead {
        head(self.ballots.iter().map(Ballot::text))
    }
}

pub fn head<'a>(entries: impl Iterator<Item = &'a [u8]>) -> TreeHead {
    let mut tree = Tree::new();
    tree.extend(entries.map(Hash::of_entry));
    tree.head()
}

pub fn signed(key: &SigningKey, head: TreeHead) -> Note {
    let checkpoint = Checkpoint::new(key.verifying_key().name(), head).unwrap();
    checkpoint.sign(key).unwrap()
}

/// The agent of a candidate, who cosigns.
pub fn witness() -> WitnessKey {
    WitnessKey::from_seed("agent-of-ash.example".parse().unwrap(), &[2; 32])
}

/// The checkpoint over all lines, cosigned by a witness who has seen nothing before.
pub fn checkpoint(key: &SigningKey, events: &[u8]) -> Vec<u8> {
    let lines = events.split_inclusive(|byte| *byte == b'\n');
    let mut note = signed(key, head(lines.map(|line| &line[..line.len() - 1])));
    let time = Timestamp::new(1_776_700_000).unwrap();
    let nothing = ConsistencyProof::from(Vec::new());
    let cosigned = witness().cosign(
        &note,
        &key.verifying_key(),
        &TreeHead::empty(),
        &nothing,
        time,
    );
    note.add(cosigned.unwrap().0);
    note.to_string().into_bytes()
}

/// Commitments of so many electors, ascending.
fn roll(electors: u8) -> Vec<[u8; 32]> {
    (1..=electors).map(|elector| [elector; 32]).collect()
}

/// A commitment a line.
pub fn lines(commitments: &[[u8; 32]]) -> Vec<u8> {
    let hexadecimal = |commitment: &[u8; 32]| -> String {
        commitment
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    let lines = commitments
        .iter()
        .map(|one| format!("{}\n", hexadecimal(one)));
    lines.collect::<String>().into_bytes()
}

/// The root over commitments, as the log has it.
pub fn root(commitments: &[[u8; 32]]) -> Value {
    json!(
        head(commitments.iter().map(<[u8; 32]>::as_slice))
            .root
            .to_string()
    )
}
