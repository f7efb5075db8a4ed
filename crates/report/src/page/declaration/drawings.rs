//! The charts of a result, each with its heading and what to look for.

use hustings_contest::Declaration;
use hustings_count::{Rule, Transcript};

use crate::charts;

/// More candidates than this make a flow that nobody can follow; the table says the same.
const CANDIDATES_IN_FLOW: usize = 10;

/// With more stages than this, only the first and the last are drawn.
const STAGES_IN_BARS: usize = 8;

/// A chart on the page.
pub(in crate::page) struct Drawing {
    pub(in crate::page) heading: &'static str,
    pub(in crate::page) caption: String,
    pub(in crate::page) svg: String,
}

/// The charts that say something of this result.
pub(super) fn drawings(declaration: &Declaration, transcript: &Transcript) -> Vec<Drawing> {
    let mut drawings = of_transcript(transcript);
    let sections = charts::sections(declaration, transcript);
    if !sections.is_empty() {
        drawings.push(Drawing {
            heading: "Section by section",
            caption: "Votes at stage 1 as a share of each section’s votes.".to_owned(),
            svg: sections,
        });
    }
    drawings
}

/// The charts of a count.
pub(in crate::page) fn of_transcript(transcript: &Transcript) -> Vec<Drawing> {
    let many = transcript.stages.len() > STAGES_IN_BARS;
    let mut drawings = vec![Drawing {
        heading: if many {
            "Votes at the first and the last stage"
        } else {
            "Votes by stage"
        },
        caption: bars_caption(transcript),
        svg: if many {
            charts::votes_at_first_and_last_stage(transcript)
        } else {
            charts::votes_by_stage(transcript)
        },
    }];
    if transcript.stages.len() > 1 && transcript.candidates.len() <= CANDIDATES_IN_FLOW {
        drawings.push(Drawing {
            heading: "Where the papers went",
            caption: "Read from left to right. Straight bands are votes that stayed with a candidate; curved bands are \
                      votes that moved. All figures are in the table of stages."
                .to_owned(),
            svg: charts::flow(transcript),
        });
    }
    drawings
}

/// What the percentages are of, what the upright line is, and what a bar's end in another shade.
fn bars_caption(transcript: &Transcript) -> String {
    let quota = transcript.stages.iter().any(|stage| stage.quota.is_some());
    let line = if quota {
        " The upright line marks the quota."
    } else if transcript.seats.0 > 0 && matches!(transcript.rule, Rule::Av(_)) {
        " The upright line marks half; more than half is a majority."
    } else {
        ""
    };
    if transcript.stages.len() > 1 {
        format!(
            "Percentages are of the votes still in the count.{line} The end of a bar in another shade is what came since \
             the stage before."
        )
    } else {
        format!("Percentages are of the votes counted.{line}")
    }
}
