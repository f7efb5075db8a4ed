//! The board: how far each candidate is at each gate, while nominations come in and afterwards.

mod gate;

use askama::Template;
use hustings_contest::Statement;
use hustings_contest::event::Record;
use hustings_contest::statement::{CandidateStatement, PostStatement};
use hustings_count::CandidateId;
use hustings_rulebook::PostId;

use super::absence::Absence;
use super::render;
use super::statement::mark::Mark;
use crate::words;
use gate::StageView;

#[derive(Template)]
#[template(path = "board.html")]
struct Board {
    record: String,
    posts: Vec<PostView>,
}

struct PostView {
    id: String,
    title: String,
    candidates: Vec<CandidateView>,
}

struct CandidateView {
    anchor: String,
    name: String,
    standing: Mark,
    gates: Gates,
}

/// A candidate's stages, each with its gate.
#[derive(Template)]
#[template(path = "board/gates.html")]
struct Gates {
    /// The level of the stages' headings.
    level: u8,
    stages: Vec<StageView>,
}

/// How far each candidate for each post is at each gate, as a fragment: what is asked for, what there is and what is
/// missing, in the statement's order.
///
/// Where the log is the whole record and the nominees of a post are not published, what is absent has *not yet* come.
pub fn board(statement: &Statement) -> String {
    let posts = statement.posts.iter();
    render(&Board {
        record: record(statement),
        posts: posts.map(|post| PostView::of(statement, post)).collect(),
    })
}

/// The gates of one candidate as a fragment without a heading of its own: stages are headings of the second level. `None`
/// where the statement has no such candidate.
pub fn gate_meters(
    statement: &Statement,
    post: &PostId,
    candidate: &CandidateId,
) -> Option<String> {
    let post = statement.posts.iter().find(|of| of.id == *post)?;
    let candidate = post.candidates.iter().find(|of| of.id == *candidate)?;
    let gates = Gates::of(candidate, Absence::of(statement, post, candidate), 2);
    Some(format!(
        "<div class=\"report\">\n{}\n</div>",
        render(&gates)
    ))
}

/// What the board was made from, and what follows for what is not on it.
fn record(statement: &Statement) -> String {
    let entries = statement.log.entries;
    let as_it_stands = format!(
        "Made from the log as it stands, after {} {}: what is not in it has not happened.",
        words::number(entries),
        words::plural(entries, "entry", "entries")
    );
    match statement.record {
        Record::Live => as_it_stands,
        Record::Mock => {
            format!(
                "This is a mock contest: a rehearsal, in which nobody is elected. {as_it_stands}"
            )
        }
        Record::Replay => super::statement::REPLAYED.to_owned(),
    }
}

impl PostView {
    fn of(statement: &Statement, post: &PostStatement) -> Self {
        let candidates = post.candidates.iter().map(|candidate| {
            let absence = Absence::of(statement, post, candidate);
            CandidateView {
                anchor: format!("board-{}-{}", post.id, candidate.id),
                name: candidate.name.clone(),
                standing: absence.standing(candidate.standing),
                gates: Gates::of(candidate, absence, 4),
            }
        });
        Self {
            id: format!("board-{}", post.id),
            title: post.title.clone(),
            candidates: candidates.collect(),
        }
    }
}

impl Gates {
    fn of(candidate: &CandidateStatement, absence: Absence, level: u8) -> Self {
        let stages = candidate.stages.iter();
        Self {
            level,
            stages: stages.map(|stage| StageView::of(stage, absence)).collect(),
        }
    }
}
