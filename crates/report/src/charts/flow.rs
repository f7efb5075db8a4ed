//! The flow of papers between stages.

use hustings_count::Transcript;
use hustings_count::transcript::Transfer;

use super::lanes::{Lane, height, lanes};
use super::measure::{NARROWEST, width};
use super::svg::{Anchor, Length, Svg};
use crate::movement::{Pile, drawn, transfers_to};
use crate::words::{self, Names};

/// The drawing is so many units wide, whatever its width on the page.
const WIDTH: u64 = 1_000;
/// The width of a pile.
const PILE: u64 = 24;
/// The height of the line that names the stages.
const STAGES: u64 = 150;

/// Where papers went: a pile for each candidate at each stage, ribbons for what stayed and for what moved to others or
/// to nobody.
pub fn flow(transcript: &Transcript) -> String {
    let (lanes, bottom) = lanes(transcript, STAGES);
    let mut svg = Svg::new(
        "flow",
        "Where papers went between stages",
        &description(transcript),
        bottom,
    );
    svg.stretched(WIDTH, bottom, |svg| shapes(svg, transcript, &lanes));
    stage_names(&mut svg, transcript.stages.len());
    for lane in &lanes {
        label(&mut svg, lane);
    }
    svg.finish()
}

fn shapes(svg: &mut Svg, transcript: &Transcript, lanes: &[Lane<'_>]) {
    let stages = transcript.stages.len();
    for stage in 1..stages {
        let (from, to) = (column(stage - 1, stages) + PILE, column(stage, stages));
        for lane in lanes {
            if let Some((Some(before), Some(_))) =
                lane.piles.get(stage - 1).zip(lane.piles.get(stage))
                && before.height > 0
            {
                let place = (Length::Units(from), Length::Units(lane.top));
                let size = (Length::Units(to - from), Length::Units(before.height));
                svg.rect("ribbon stayed", place, size);
            }
        }
        for ribbon in ribbons(transcript, lanes, stage) {
            svg.path("ribbon moved", &ribbon.path(from, to));
        }
    }
    for stage in 0..stages {
        for lane in lanes {
            pile(svg, lane, stage, column(stage, stages));
        }
    }
}

/// A pile: what was there before, and what came.
fn pile(svg: &mut Svg, lane: &Lane<'_>, stage: usize, x: u64) {
    let Some(Some(at)) = lane.piles.get(stage) else {
        return;
    };
    let last = stage + 1 == lane.piles.len();
    let elected = last && lane.elected;
    let class = match lane.pile {
        None => "bar none",
        Some(_) if elected => "bar elected",
        Some(_) => "bar stayed",
    };
    let kept = at.kept.min(at.height);
    let size = |height| (Length::Units(PILE), Length::Units(height));
    svg.rect(
        class,
        (Length::Units(x), Length::Units(lane.top)),
        size(kept),
    );
    if at.height > kept {
        let place = (Length::Units(x), Length::Units(lane.top + kept));
        let class = if at.gain.is_empty() {
            class
        } else {
            "bar moved"
        };
        svg.rect(class, place, size(at.height - kept));
    }
}

/// Papers on their way from one lane to another.
struct Ribbon {
    from: u64,
    to: u64,
    height: u64,
}

impl Ribbon {
    fn path(&self, left: u64, right: u64) -> String {
        let middle = u64::midpoint(left, right);
        let Self { from, to, height } = self;
        let (from_end, to_end) = (from + height, to + height);
        format!(
            "M{left} {from}C{middle} {from} {middle} {to} {right} {to}V{to_end}\
             C{middle} {to_end} {middle} {from_end} {left} {from_end}Z"
        )
    }
}

fn ribbons(transcript: &Transcript, lanes: &[Lane<'_>], stage: usize) -> Vec<Ribbon> {
    let transfers = transfers_to(transcript, stage);
    let all = transcript.papers.get();
    // Ribbons leave the pile in the order in which they arrive, so that they do not cross.
    let mut left: Vec<(Pile<'_>, u64)> = Vec::new();
    let mut ribbons = Vec::new();
    for to in lanes {
        let arriving: Vec<&Transfer> = transfers
            .iter()
            .filter(|t| t.to.as_ref() == to.pile)
            .collect();
        let mut arrived = to.top
            + to.piles
                .get(stage)
                .and_then(Option::as_ref)
                .map_or(0, |at| at.kept);
        for transfer in arriving {
            let Some(from) = lanes.iter().find(|lane| lane.pile == Some(&transfer.from)) else {
                continue;
            };
            let gone = left
                .iter()
                .filter(|(pile, _)| *pile == from.pile)
                .map(|(_, h)| h)
                .sum::<u64>();
            let height = height(drawn(&transfer.votes), all);
            ribbons.push(Ribbon {
                from: from.top + gone,
                to: arrived,
                height,
            });
            left.push((from.pile, height));
            arrived += height;
        }
    }
    ribbons
}

/// Where a stage's piles begin.
fn column(stage: usize, stages: usize) -> u64 {
    let gaps = u64::try_from(stages.saturating_sub(1)).unwrap_or(1).max(1);
    u64::try_from(stage).unwrap_or(0) * (WIDTH - PILE) / gaps
}

/// Where a stage's words stand, and which of their ends.
fn place(stage: usize, stages: usize) -> (Length, Anchor) {
    if stage == 0 {
        (Length::Percent(0), Anchor::Start)
    } else if stage + 1 == stages {
        (Length::Percent(10_000), Anchor::End)
    } else {
        let middle = (column(stage, stages) + PILE / 2) * 10_000 / WIDTH;
        (Length::Percent(middle), Anchor::Middle)
    }
}

fn stage_names(svg: &mut Svg, stages: usize) {
    let gap = NARROWEST / u64::try_from(stages.max(2) - 1).unwrap_or(1);
    let long = format!("Stage {stages}");
    for stage in 0..stages {
        let (x, anchor) = place(stage, stages);
        let name = if width(&long) * 3 / 2 + 60 <= gap {
            format!("Stage {}", stage + 1)
        } else if width("00") + 40 <= gap {
            (stage + 1).to_string()
        } else {
            continue;
        };
        svg.text("stage", x, 110, anchor, &name);
    }
}

fn label(svg: &mut Svg, lane: &Lane<'_>) {
    for (row, line) in lane.words.iter().enumerate() {
        svg.text(
            "name",
            Length::Percent(0),
            lane.baseline(row),
            Anchor::Start,
            line,
        );
    }
    let stages = lane.piles.len();
    for stage in lane.labelled() {
        let Some(Some(at)) = lane.piles.get(stage) else {
            continue;
        };
        let (x, anchor) = place(stage, stages);
        svg.text(
            "figure",
            x,
            lane.baseline(lane.words.len()),
            anchor,
            &at.votes,
        );
        if lane.with_gains && !at.gain.is_empty() {
            svg.text(
                "change",
                x,
                lane.baseline(lane.words.len() + 1),
                anchor,
                &at.gain,
            );
        }
    }
}

/// The data in words.
fn description(transcript: &Transcript) -> String {
    let names = Names::of(&transcript.candidates);
    let moves = (1..transcript.stages.len()).map(|stage| {
        let went = transfers_to(transcript, stage).iter().map(|transfer| {
            let to = transfer.to.as_ref().map_or("nobody", |id| names.name(id));
            format!(
                "{} from {} to {to}",
                words::votes(&transfer.votes),
                names.name(&transfer.from)
            )
        });
        let went: Vec<String> = went.collect();
        let went = if went.is_empty() {
            "no papers moved".to_owned()
        } else {
            went.join("; ")
        };
        format!("From stage {stage} to stage {}: {went}.", stage + 1)
    });
    let moves: Vec<String> = moves.collect();
    if moves.is_empty() {
        "There was one stage; no papers moved.".to_owned()
    } else {
        moves.join(" ")
    }
}
