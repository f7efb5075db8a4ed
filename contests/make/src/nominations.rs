//! Nominations: by name, as dated reports of tallies, and claims of the day on which somebody had enough.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Error;
use crate::event::{Event, Kind};
use crate::table::{self, Row, Tables};

/// How many nominators of one body a candidate had, as one source reports it.
#[derive(Deserialize)]
struct Tally {
    post: String,
    stage: String,
    body: String,
    as_of: String,
    candidate: String,
    nominations: u64,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Tally {
    const TABLE: &'static str = "tallies";
    const COLUMNS: &'static str =
        "post,stage,body,as_of,candidate,nominations,certainty,sources,note";
}

/// One `tally-reported` for each run of rows with the same post, stage, body, day and sources. Runs keep the table's
/// order, also where it is not time's, and two sources' counts of one body stand side by side.
pub fn reported(tables: &Tables) -> Result<Vec<Event>, Error> {
    let rows: Vec<Tally> = tables.rows()?;
    let runs = rows.chunk_by(|a, b| {
        (&a.post, &a.stage, &a.body, &a.as_of, &a.sources)
            == (&b.post, &b.stage, &b.body, &b.as_of, &b.sources)
    });
    let event = |run: &[Tally]| {
        let first = &run[0];
        let kind = Kind::TallyReported {
            post: first.post.clone(),
            stage: first.stage.clone(),
            body: first.body.clone(),
            as_of: first.as_of.clone(),
            tallies: tables.figures::<Tally>(
                run.iter()
                    .map(|row| (row.candidate.as_str(), row.nominations)),
            )?,
        };
        let notes = table::notes(
            run.iter()
                .map(|row| (row.candidate.as_str(), row.note.as_deref())),
        );
        Ok(Event::new(kind, &first.sources, notes).by(tables.reporter(&first.sources)))
    };
    runs.map(event).collect()
}

/// What a named nominator decided for one post.
#[derive(Deserialize)]
struct Decision {
    post: String,
    stage: String,
    body: String,
    nominator: String,
    name: String,
    kind: Option<String>,
    candidate: String,
    decided: Option<String>,
    as_of: Option<String>,
    how: Option<String>,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Decision {
    const TABLE: &'static str = "nominations";
    const COLUMNS: &'static str =
        "post,stage,body,nominator,name,kind,candidate,decided,as_of,how,certainty,sources,note";
}

/// What the tables write for a candidate where a nominator is known to nominate nobody.
const NOBODY: &str = "none";

/// One `nominated` or `nomination-declined` a row.
pub fn decided(tables: &Tables) -> Result<Vec<Event>, Error> {
    let event = |row: Decision| {
        let Decision {
            post,
            stage,
            body,
            nominator,
            name,
            kind,
            candidate,
            decided,
            as_of,
            how,
            sources,
            note,
        } = row;
        let actor = Some(nominator.clone());
        let kind = if candidate == NOBODY {
            Kind::NominationDeclined {
                post,
                stage,
                body,
                nominator,
                name,
                kind,
                how,
                as_of,
            }
        } else {
            Kind::Nominated {
                post,
                stage,
                body,
                nominator,
                name,
                kind,
                candidate,
                how,
                as_of,
                weight: (),
                groups: BTreeMap::new(),
            }
        };
        Event::new(kind, &sources, note).by(actor).decided(decided)
    };
    Ok(tables.rows()?.into_iter().map(event).collect())
}

/// A source's date on which a candidate passed a stage.
#[derive(Deserialize)]
struct Qualification {
    post: String,
    stage: String,
    candidate: String,
    on: String,
    #[serde(deserialize_with = "table::list")]
    sources: Vec<String>,
    note: Option<String>,
}

impl Row for Qualification {
    const TABLE: &'static str = "qualifications";
    const COLUMNS: &'static str = "post,stage,candidate,on,certainty,sources,note";
}

/// One `qualification-claimed` a row.
pub fn claimed(tables: &Tables) -> Result<Vec<Event>, Error> {
    let event = |row: Qualification| {
        let Qualification {
            post,
            stage,
            candidate,
            on,
            sources,
            note,
        } = row;
        Event::new(
            Kind::QualificationClaimed {
                post,
                stage,
                candidate,
                on,
            },
            &sources,
            note,
        )
        .by(tables.reporter(&sources))
    };
    Ok(tables.rows()?.into_iter().map(event).collect())
}
