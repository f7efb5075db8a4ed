//! One event of `hustings-events/1`, and its canonical line.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Error;

/// What happened, and how it is known.
#[derive(Debug, Serialize)]
pub struct Event {
    actor: Option<String>,
    role: Role,
    clause: Option<String>,
    decided: Option<String>,
    /// When the contest received it: no source says so of anything, therefore always null.
    received: (),
    /// A replay has no order of recording but its file's.
    recorded: (),
    sources: Vec<String>,
    note: Option<String>,
    #[serde(flatten)]
    kind: Kind,
}

/// In which role somebody acted.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Candidate,
    Nominator,
    Reporter,
    Compiler,
}

/// The kinds of events that the tables hold, each with its own keys.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Kind {
    ContestOpened {
        rulebook: String,
        record: &'static str,
    },
    CandidateDeclared {
        post: String,
        candidate: String,
        name: String,
        incumbent: bool,
    },
    CandidateWithdrew {
        post: String,
        candidate: String,
    },
    Nominated {
        post: String,
        stage: String,
        body: String,
        nominator: String,
        name: String,
        kind: Option<String>,
        candidate: String,
        how: Option<String>,
        as_of: Option<String>,
        /// No source gives the weight of any nominator.
        weight: (),
        /// No source says which group any nominator comes from.
        groups: BTreeMap<String, String>,
    },
    NominationDeclined {
        post: String,
        stage: String,
        body: String,
        nominator: String,
        name: String,
        kind: Option<String>,
        how: Option<String>,
        as_of: Option<String>,
    },
    TallyReported {
        post: String,
        stage: String,
        body: String,
        as_of: String,
        tallies: BTreeMap<String, u64>,
    },
    QualificationClaimed {
        post: String,
        stage: String,
        candidate: String,
        on: String,
    },
    NomineesPublished {
        post: String,
        candidates: Vec<String>,
    },
    PollOpened {},
    PollClosed {},
    PapersPublished {
        post: String,
        section: Option<String>,
        file: String,
        papers: String,
    },
    ReturnsDeclared {
        section: Option<String>,
        eligible: Option<u64>,
        returned: Option<u64>,
        invalid: Option<u64>,
        channels: BTreeMap<&'static str, u64>,
    },
    TurnoutClaimed {
        section: Option<String>,
        percent: String,
    },
    VotesDeclared {
        post: String,
        section: Option<String>,
        stage_number: u64,
        votes: BTreeMap<String, u64>,
    },
    ResultDeclared {
        post: String,
        elected: Vec<String>,
        certified_by: Option<String>,
    },
}

impl Kind {
    fn role(&self) -> Role {
        match self {
            Kind::ContestOpened { .. } => Role::Compiler,
            Kind::CandidateDeclared { .. } | Kind::CandidateWithdrew { .. } => Role::Candidate,
            Kind::Nominated { .. } | Kind::NominationDeclined { .. } => Role::Nominator,
            Kind::TallyReported { .. }
            | Kind::QualificationClaimed { .. }
            | Kind::NomineesPublished { .. }
            | Kind::PapersPublished { .. }
            | Kind::TurnoutClaimed { .. }
            // The returning officer's acts, known only as others report them.
            | Kind::PollOpened {}
            | Kind::PollClosed {}
            | Kind::ReturnsDeclared { .. }
            | Kind::VotesDeclared { .. }
            | Kind::ResultDeclared { .. } => Role::Reporter,
        }
    }

    /// The address in the rulebook; none where a source says nothing of a rule (a withdrawal) or none is followed (a
    /// newspaper's percentage).
    fn clause(&self) -> Option<String> {
        match self {
            Kind::ContestOpened { .. }
            | Kind::CandidateWithdrew { .. }
            | Kind::PapersPublished { .. }
            | Kind::TurnoutClaimed { .. } => None,
            Kind::CandidateDeclared { post, .. } => Some(format!("post.{post}")),
            Kind::Nominated { stage, .. }
            | Kind::NominationDeclined { stage, .. }
            | Kind::TallyReported { stage, .. } => Some(format!("stage.{stage}")),
            Kind::QualificationClaimed { stage, .. } => Some(format!("stage.{stage}.gate")),
            Kind::NomineesPublished { .. } => Some("paper".into()),
            Kind::PollOpened {} | Kind::PollClosed {} => Some("ballot.window".into()),
            Kind::ReturnsDeclared { .. } => Some("ballot".into()),
            Kind::VotesDeclared { .. } | Kind::ResultDeclared { .. } => Some("count".into()),
        }
    }
}

impl Event {
    /// An event known from `sources`, by nobody known and at no time known; its role and clause follow from its kind.
    pub fn new(kind: Kind, sources: &[String], note: Option<String>) -> Self {
        Event {
            actor: None,
            role: kind.role(),
            clause: kind.clause(),
            decided: None,
            received: (),
            recorded: (),
            sources: sources.to_vec(),
            note,
            kind,
        }
    }

    /// Calls its sources otherwise.
    pub fn with_sources(self, called: impl Fn(&str) -> String) -> Self {
        let sources = self.sources.iter().map(|source| called(source)).collect();
        Event { sources, ..self }
    }

    /// Says who acted, if that is known.
    pub fn by(self, actor: Option<String>) -> Self {
        Event { actor, ..self }
    }

    /// Says when it was decided, if that is known.
    pub fn decided(self, decided: Option<String>) -> Self {
        Event { decided, ..self }
    }

    /// The event as canonical JSON (RFC 8785) with its line feed.
    pub fn line(&self) -> Result<String, Error> {
        let mut line = serde_json_canonicalizer::to_string(self)?;
        line.push('\n');
        Ok(line)
    }
}
