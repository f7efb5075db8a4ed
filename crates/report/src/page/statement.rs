//! The statement of persons nominated: who stood, and stage by stage why.

pub(super) mod candidate;
pub(super) mod mark;
pub(super) mod sentence;
mod verdict;

use askama::Template;
use hustings_contest::Statement;
use hustings_contest::event::Record;
use hustings_contest::statement::{CandidateStatement, PostStatement, Standing};

use super::absence::Absence;
use super::{Frame, made_from, render};
use crate::words;
use candidate::CandidateView;
use mark::Mark;

/// What must be known of a record that was made afterwards.
pub(super) const REPLAYED: &str = "Made afterwards from what was published. What is absent from the record is not known \
                                   to be absent, so a verdict can stay undetermined.";

#[derive(Template)]
#[template(path = "statement.html")]
struct View {
    record: &'static str,
    posts: Vec<PostView>,
}

/// A post, first at a glance, then candidate by candidate.
struct PostView {
    id: String,
    title: String,
    stood: String,
    stages: Vec<String>,
    rows: Vec<SummaryRow>,
    candidates: Vec<CandidateView>,
}

/// A candidate at a glance.
struct SummaryRow {
    anchor: String,
    name: String,
    /// `None` where the candidate did not come to the stage.
    stages: Vec<Option<Mark>>,
    standing: Mark,
}

/// The statement of persons nominated as a page: a complete HTML document.
pub fn page(statement: &Statement) -> String {
    render(&Frame {
        name: &format!("{}: statement of persons nominated", statement.title),
        organisation: &statement.organisation,
        title: &statement.title,
        mock: statement.record == Record::Mock,
        server_alone: statement.server_alone,
        main: &main(statement),
        footer: &footer(statement),
    })
}

/// The same as a fragment, from its heading on: what the page's `main` has.
pub fn main(statement: &Statement) -> String {
    render(&View {
        record: match statement.record {
            Record::Live => "The log is the whole record: what is not in it did not happen.",
            Record::Mock => "This is a mock contest: a rehearsal, in which nobody is elected.",
            Record::Replay => REPLAYED,
        },
        posts: statement
            .posts
            .iter()
            .map(|post| PostView::of(statement, post))
            .collect(),
    })
}

/// From which log it was made, and how to check it: a fragment, the page's footer.
pub fn footer(statement: &Statement) -> String {
    made_from("hustings-statement/1", &statement.log)
}

impl PostView {
    fn of(statement: &Statement, post: &PostStatement) -> Self {
        let anchor = |id: &str| format!("{}-{id}", post.id);
        let mut stages: Vec<(&str, &str)> = Vec::new();
        for stage in post
            .candidates
            .iter()
            .flat_map(|candidate| &candidate.stages)
        {
            if !stages.iter().any(|(id, _)| *id == stage.id.as_str()) {
                stages.push((stage.id.as_str(), &stage.title));
            }
        }
        let absence = |candidate| Absence::of(statement, post, candidate);
        let rows = post.candidates.iter().map(|candidate| SummaryRow {
            anchor: anchor(candidate.id.as_str()),
            name: candidate.name.clone(),
            stages: stages
                .iter()
                .map(|(id, _)| {
                    let at = candidate
                        .stages
                        .iter()
                        .find(|stage| stage.id.as_str() == *id);
                    at.map(|stage| absence(candidate).stage(stage.outcome))
                })
                .collect(),
            standing: absence(candidate).standing(candidate.standing),
        });
        let views = post.candidates.iter();
        Self {
            id: post.id.to_string(),
            title: post.title.clone(),
            stood: stood(statement, post),
            rows: rows.collect(),
            stages: stages
                .iter()
                .map(|(_, title)| (*title).to_owned())
                .collect(),
            candidates: views
                .map(|c| CandidateView::of(c, anchor(c.id.as_str()), absence(c)))
                .collect(),
        }
    }
}

/// Who stood, in a line.
pub(super) fn stood(statement: &Statement, post: &PostStatement) -> String {
    let published = |c: &CandidateStatement| c.on_paper.as_ref().is_some_and(|on| on.published);
    let not_yet = |c| Absence::of(statement, post, c) == Absence::NotYet;
    let not_nominated = if post.candidates.iter().any(not_yet) {
        "Not yet nominated"
    } else {
        "Not nominated"
    };
    let of = |standing, on_paper| {
        let names = post.candidates.iter().filter(move |c| {
            c.standing == standing
                && (standing != Standing::Undetermined || published(c) == on_paper)
        });
        names.map(|c| c.name.as_str()).collect::<Vec<_>>()
    };
    let said = [
        (Standing::Nominated, false, "Nominated"),
        (Standing::NotNominated, false, not_nominated),
        (Standing::Withdrawn, false, "Withdrew"),
        (
            Standing::Undetermined,
            true,
            "On the paper as published, though the record leaves their nominations open",
        ),
        (Standing::Undetermined, false, "Undetermined by the record"),
    ]
    .into_iter()
    .filter_map(|(standing, on_paper, label)| {
        let names = of(standing, on_paper);
        (!names.is_empty()).then(|| format!("{label}: {}.", words::list(&names)))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        "Nobody stood.".to_owned()
    } else {
        said.join(" ")
    }
}
