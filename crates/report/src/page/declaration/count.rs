//! The count: the table of stages, how ties were resolved, what was derived.

use hustings_contest::Declaration;
use hustings_count::transcript::{Stage, Transcript, Votes};

use crate::deeds::Mark;
use crate::movement::{Change, Pile, adds_up, changes, votes_of};
use crate::page::grid::{Cell, Grid, Row};
use crate::words;

/// Stages beside each other; more become a further table.
const STAGES: usize = 6;

/// The table of stages, in as many parts as it needs.
pub(in crate::page) fn stages(transcript: &Transcript) -> Vec<Grid> {
    let count = transcript.stages.len();
    (0..count)
        .step_by(STAGES)
        .map(|from| part(transcript, from, count.min(from + STAGES)))
        .collect()
}

fn part(transcript: &Transcript, from: usize, to: usize) -> Grid {
    let stages = transcript.stages.get(from..to).unwrap_or_default();
    let gained: Vec<_> = (from..to).map(|stage| changes(transcript, stage)).collect();
    let with = |heading: &str, pile: Pile<'_>, cell: &dyn Fn(&Stage) -> Cell| Row {
        heading: heading.to_owned(),
        class: "",
        cells: stages
            .iter()
            .zip(&gained)
            .map(|(stage, gained)| {
                let change = gained.get(&pile).map(Change::in_words).unwrap_or_default();
                Cell {
                    change,
                    ..cell(stage)
                }
            })
            .collect(),
    };
    let figure = |votes: &Votes| Cell::figure(words::figure(transcript, votes));
    // Whoever was excluded before this part has nothing to say in it.
    let concerned = transcript.candidates.iter().filter(|candidate| {
        let counted = stages
            .iter()
            .any(|stage| stage.votes.contains_key(&candidate.id));
        counted
            || gained
                .iter()
                .any(|gained| gained.contains_key(&Some(&candidate.id)))
    });
    let candidates = concerned.map(|candidate| {
        let mut row = with(&candidate.name, Some(&candidate.id), &|stage| {
            let Some(votes) = votes_of(stage, &candidate.id) else {
                return Cell::figure("–".to_owned());
            };
            let words = Mark::of(stage, &candidate.id).map_or("", Mark::word);
            Cell {
                words: words.to_owned(),
                ..figure(&votes)
            }
        });
        if transcript.elected.contains(&candidate.id) {
            row.class = "elected";
        }
        row
    });
    let mut none = with("Non-transferable", None, &|stage| {
        figure(&stage.non_transferable)
    });
    none.class = "aside";
    let lost = stages.iter().any(|stage| !lost(stage).is_zero());
    let lost = lost.then(|| Row {
        heading: "Lost to rounding".to_owned(),
        class: "aside",
        cells: stages
            .iter()
            .map(|stage| figure(&self::lost(stage)))
            .collect(),
    });
    let total = Cell::figure(words::number(transcript.papers.get()));
    let total = Row {
        heading: "Total".to_owned(),
        class: "total",
        cells: stages.iter().map(|_| total.clone()).collect(),
    };
    let caption = if transcript.stages.len() > STAGES {
        format!("Votes, stages {} to {to}", from + 1)
    } else if transcript.stages.len() == 1 {
        "Votes at the only stage".to_owned()
    } else {
        "Votes at each stage, and what came (+) and went (−) since the one before".to_owned()
    };
    Grid {
        caption,
        corner: "Candidate".to_owned(),
        columns: stages
            .iter()
            .map(|stage| format!("Stage {}", stage.number))
            .collect(),
        rows: candidates
            .chain([none])
            .chain(lost)
            .chain(adds_up(transcript).then_some(total))
            .collect(),
    }
}

/// Votes lost because fractions were cut off.
fn lost(stage: &Stage) -> Votes {
    stage.lost.clone().unwrap_or_default()
}

/// Who published declared votes: once if it is the same for all stages, else stage by stage.
pub(super) fn sources(declaration: &Declaration) -> Option<String> {
    let stages = &declaration.stages;
    let first = &stages.first()?.sources;
    if stages.iter().all(|stage| stage.sources.is_empty()) {
        return None;
    }
    if stages.iter().all(|stage| stage.sources == *first) {
        return Some(format!("Votes published by: {}.", first.join("; ")));
    }
    let each = stages
        .iter()
        .map(|stage| format!("stage {}: {}", stage.number, stage.sources.join("; ")));
    Some(format!(
        "Votes published by: {}.",
        each.collect::<Vec<_>>().join(". ")
    ))
}

/// Which figures nobody published.
pub(super) fn derived(transcript: &Transcript) -> Option<String> {
    let figures: Vec<&str> = transcript
        .derived
        .iter()
        .map(|figure| match figure.as_str() {
            "non_transferable" => "non-transferable papers",
            "transfers" => "what came and went between stages",
            other => other,
        })
        .collect();
    // With one stage nothing moved, and nobody asks.
    if figures.is_empty() || transcript.stages.len() == 1 {
        return None;
    }
    Some(format!(
        "Not published, but following from the votes at each stage: {}.",
        words::list(&figures)
    ))
}
