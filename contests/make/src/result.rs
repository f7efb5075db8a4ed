//! The poll and what was declared of it: returns, turnout, votes, who was elected.

use serde::Deserialize;

use crate::error::Error;
use crate::event::{Event, Kind};
use crate::table::{self, Row, Tables};

/// The poll opened or closed.
#[derive(Deserialize)]
struct Poll {
    event: OpenedOrClosed,
    decided: Option<String>,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OpenedOrClosed {
    Opened,
    Closed,
}

impl Row for Poll {
    const TABLE: &'static str = "poll";
    const COLUMNS: &'static str = "event,decided,certainty,sources,note";
}

/// One `poll-opened` or `poll-closed` a row.
pub fn poll(tables: &Tables) -> Result<Vec<Event>, Error> {
    let event = |row: Poll| {
        let kind = match row.event {
            OpenedOrClosed::Opened => Kind::PollOpened {},
            OpenedOrClosed::Closed => Kind::PollClosed {},
        };
        Event::new(kind, &row.sources, row.note).decided(row.decided)
    };
    Ok(tables.rows()?.into_iter().map(event).collect())
}

/// Electors and papers of a section, or of the whole.
#[derive(Deserialize)]
struct Returns {
    section: Option<String>,
    eligible: Option<u64>,
    returned: Option<u64>,
    invalid: Option<u64>,
    online: Option<u64>,
    post: Option<u64>,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Returns {
    const TABLE: &'static str = "returns";
    const COLUMNS: &'static str =
        "section,eligible,returned,invalid,online,post,certainty,sources,note";
}

/// One `returns-declared` a row.
pub fn returns(tables: &Tables) -> Result<Vec<Event>, Error> {
    let event = |row: Returns| {
        let channels = [("online", row.online), ("post", row.post)];
        let kind = Kind::ReturnsDeclared {
            section: row.section,
            eligible: row.eligible,
            returned: row.returned,
            invalid: row.invalid,
            channels: channels
                .into_iter()
                .filter_map(|(means, papers)| Some((means, papers?)))
                .collect(),
        };
        Event::new(kind, &row.sources, row.note)
    };
    Ok(tables.rows()?.into_iter().map(event).collect())
}

/// A published percentage.
#[derive(Deserialize)]
struct Turnout {
    section: Option<String>,
    percent: String,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Turnout {
    const TABLE: &'static str = "turnout";
    const COLUMNS: &'static str = "section,percent,certainty,sources,note";
}

/// One `turnout-claimed` a row.
pub fn turnout(tables: &Tables) -> Result<Vec<Event>, Error> {
    let event = |row: Turnout| {
        let reporter = tables.reporter(&row.sources);
        let kind = Kind::TurnoutClaimed {
            section: row.section,
            percent: row.percent,
        };
        Event::new(kind, &row.sources, row.note).by(reporter)
    };
    Ok(tables.rows()?.into_iter().map(event).collect())
}

/// A candidate's votes at a stage of the count.
#[derive(Deserialize)]
struct Polled {
    post: String,
    section: Option<String>,
    stage_number: u64,
    candidate: String,
    votes: u64,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Polled {
    const TABLE: &'static str = "votes";
    const COLUMNS: &'static str =
        "post,section,stage_number,candidate,votes,certainty,sources,note";
}

/// One `votes-declared` for each run of rows of one post, section and stage from the same sources.
pub fn votes(tables: &Tables) -> Result<Vec<Event>, Error> {
    let rows: Vec<Polled> = tables.rows()?;
    let runs = rows.chunk_by(|a, b| {
        (&a.post, &a.section, a.stage_number, &a.sources)
            == (&b.post, &b.section, b.stage_number, &b.sources)
    });
    let event = |run: &[Polled]| {
        let first = &run[0];
        let kind = Kind::VotesDeclared {
            post: first.post.clone(),
            section: first.section.clone(),
            stage_number: first.stage_number,
            votes: tables
                .figures::<Polled>(run.iter().map(|row| (row.candidate.as_str(), row.votes)))?,
        };
        let notes = table::notes(
            run.iter()
                .map(|row| (row.candidate.as_str(), row.note.as_deref())),
        );
        Ok(Event::new(kind, &first.sources, notes))
    };
    runs.map(event).collect()
}

/// Who was elected.
#[derive(Deserialize)]
struct Outcome {
    post: String,
    #[serde(deserialize_with = "table::list")]
    elected: Vec<String>,
    decided: Option<String>,
    certified_by: Option<String>,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Outcome {
    const TABLE: &'static str = "results";
    const COLUMNS: &'static str = "post,elected,decided,certified_by,certainty,sources,note";
}

/// One `result-declared` a row.
pub fn declared(tables: &Tables) -> Result<Vec<Event>, Error> {
    let event = |row: Outcome| {
        let kind = Kind::ResultDeclared {
            post: row.post,
            elected: row.elected,
            certified_by: row.certified_by,
        };
        Event::new(kind, &row.sources, row.note).decided(row.decided)
    };
    Ok(tables.rows()?.into_iter().map(event).collect())
}
