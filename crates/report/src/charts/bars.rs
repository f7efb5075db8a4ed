//! Bars: who had how many votes at each stage.

use hustings_count::CandidateId;
use hustings_count::rule::Rule;
use hustings_count::rule::av::{MajorityOf, Until};
use hustings_count::transcript::{Stage, Transcript, Votes};
use hustings_rulebook::Percent;

use super::measure::{LINE, lines, scaled};
use super::row::{DESCENT, LINE_HEIGHT, REACH, Row, count};
use super::svg::{Anchor, Length, Svg};
use crate::deeds;
use crate::movement::{changes, continuing, drawn, votes_of};
use crate::words::{self, Names};

/// Votes by stage: for each stage a drawing with a bar for every candidate in the count and, once there are any, for the
/// papers that no longer count for anybody. Where a majority decides, a mark at half of the votes; where a quota does, at
/// the quota. All drawings have one scale.
pub fn votes_by_stage(transcript: &Transcript) -> String {
    stages(transcript, |_| true)
}

/// The same for the first and the last stage only.
pub(crate) fn votes_at_first_and_last_stage(transcript: &Transcript) -> String {
    stages(transcript, |index| {
        index == 0 || index + 1 == transcript.stages.len()
    })
}

fn stages(transcript: &Transcript, drawn: impl Fn(usize) -> bool) -> String {
    let longest = transcript
        .stages
        .iter()
        .map(|stage| longest(transcript, stage))
        .max();
    let stages = (0..transcript.stages.len()).filter(|index| drawn(*index));
    let bars = stages.filter_map(|index| Bars::of(transcript, index, longest.unwrap_or(0)));
    bars.map(|bars| bars.draw()).collect()
}

/// The longest that is drawn for a stage.
fn longest(transcript: &Transcript, stage: &Stage) -> u64 {
    let most = stage.votes.values().max().map_or(0, drawn);
    let half = twice_half(transcript, stage).map_or(0, |twice| twice.div_ceil(2));
    let quota = stage.quota.as_ref().map_or(0, drawn);
    most.max(half)
        .max(quota)
        .max(drawn(&stage.non_transferable))
}

/// Twice what half of the votes is, so that half of an odd number needs no fraction; `None` where no majority decides.
fn twice_half(transcript: &Transcript, stage: &Stage) -> Option<u64> {
    let Rule::Av(options) = &transcript.rule else {
        return None;
    };
    let looked_at = options.until == Until::Majority || stage.votes.len() <= 2;
    // One who is left alone is elected without a majority of anything.
    if transcript.seats.0 == 0 || !looked_at || stage.votes.len() < 2 {
        return None;
    }
    Some(match options.majority_of {
        MajorityOf::Continuing => continuing(stage),
        MajorityOf::Valid => transcript.papers.get(),
    })
}

fn half(twice: u64) -> String {
    let half = words::number(twice / 2);
    if twice.is_multiple_of(2) {
        half
    } else {
        format!("{half}½")
    }
}

/// One stage.
struct Bars {
    number: String,
    description: String,
    heading: Vec<String>,
    /// Where half of the votes is, or the quota, and how it is written.
    elects: Option<(u64, String)>,
    rows: Vec<Row>,
}

impl Bars {
    fn of(transcript: &Transcript, index: usize, longest: u64) -> Option<Self> {
        let stage = transcript.stages.get(index)?;
        let names = Names::of(&transcript.candidates);
        let said = deeds::done(transcript, stage, &names);
        let half = twice_half(transcript, stage).map(|twice| {
            (
                scaled(twice, longest.saturating_mul(2), REACH),
                format!("half: {}", half(twice)),
            )
        });
        let quota = stage.quota.as_ref().map(|quota| {
            (
                scaled(drawn(quota), longest, REACH),
                format!("quota: {}", words::votes(quota)),
            )
        });
        Some(Self {
            number: stage.number.to_string(),
            description: description(transcript, stage, &said),
            heading: lines(&format!("Stage {}: {said}", stage.number), LINE),
            elects: half.or(quota),
            rows: rows(transcript, index, longest),
        })
    }

    fn height(&self) -> u64 {
        let half = if self.elects.is_some() {
            LINE_HEIGHT
        } else {
            20
        };
        let rows: u64 = self.rows.iter().map(Row::height).sum();
        LINE_HEIGHT * count(self.heading.len()) + half + rows
    }

    fn draw(&self) -> String {
        let id = format!("votes-at-stage-{}", self.number);
        let title = format!("Votes at stage {}", self.number);
        let mut svg = Svg::new(&id, &title, &self.description, self.height());
        let mut y = self.draw_heading(&mut svg);
        if let Some((x, label)) = &self.elects {
            y += LINE_HEIGHT;
            let anchor = match x {
                0..4_000 => Anchor::Start,
                4_000..6_000 => Anchor::Middle,
                _ => Anchor::End,
            };
            svg.text("note", Length::Percent(*x), y - DESCENT, anchor, label);
        } else {
            y += 20;
        }
        for row in &self.rows {
            row.draw(&mut svg, y, self.elects.as_ref().map(|(x, _)| *x));
            y += row.height();
        }
        svg.finish()
    }
}

impl Bars {
    /// The stage's number strongly, what was done at it less so; says where the heading ends.
    fn draw_heading(&self, svg: &mut Svg) -> u64 {
        let mut y = 0;
        for line in &self.heading {
            y += LINE_HEIGHT;
            let number = if y == LINE_HEIGHT {
                line.find(": ").map_or(0, |colon| colon + 1)
            } else {
                0
            };
            let (number, rest) = line.split_at(number);
            let parts = [("stage", number), ("name", rest.trim_start())];
            let parts = if number.is_empty() {
                &parts[1..]
            } else {
                &parts[..]
            };
            svg.spans(Length::Percent(0), y - DESCENT, Anchor::Start, parts);
        }
        y
    }
}

/// The candidates in the count and the papers that no longer count.
fn rows(transcript: &Transcript, index: usize, longest: u64) -> Vec<Row> {
    let Some(stage) = transcript.stages.get(index) else {
        return Vec::new();
    };
    let gained = changes(transcript, index);
    let all = continuing(stage);
    let row = |name: &str, id: Option<&CandidateId>, votes: &Votes, class| {
        let change = gained.get(&id).cloned().unwrap_or_default();
        let kept = drawn(votes).saturating_sub(drawn(&change.gain()));
        Row {
            label: lines(name, LINE),
            class,
            length: scaled(drawn(votes), longest, REACH),
            kept: scaled(kept, longest, REACH),
            figure: words::votes(votes),
            change: change.in_words(),
            percent: id
                .and_then(|_| Percent::ratio(drawn(votes), all, 1))
                .unwrap_or_default(),
        }
    };
    let so_far = transcript.stages.get(..=index).unwrap_or_default();
    let elected = |id| {
        let mut all = so_far.iter().flat_map(Stage::all_elected);
        all.any(|elected| elected == id)
    };
    let candidates = transcript.candidates.iter().filter_map(|candidate| {
        let votes = votes_of(stage, &candidate.id)?;
        let class = if elected(&candidate.id) {
            "bar elected"
        } else {
            "bar stayed"
        };
        Some(row(&candidate.name, Some(&candidate.id), &votes, class))
    });
    let mut rows: Vec<Row> = candidates.collect();
    if drawn(&stage.non_transferable) > 0 {
        rows.push(row(
            "Non-transferable",
            None,
            &stage.non_transferable,
            "bar none",
        ));
    }
    rows
}

/// The data in words.
fn description(transcript: &Transcript, stage: &Stage, said: &str) -> String {
    let votes = transcript.candidates.iter().filter_map(|candidate| {
        let votes = votes_of(stage, &candidate.id)?;
        Some(format!("{} {}", candidate.name, words::votes(&votes)))
    });
    let none = format!("non-transferable {}", words::votes(&stage.non_transferable));
    let all: Vec<String> = votes.chain([none]).collect();
    let half = twice_half(transcript, stage).map(|twice| format!(" Half: {}.", half(twice)));
    let quota = stage.quota.as_ref();
    let quota = quota.map(|quota| format!(" Quota: {}.", words::votes(quota)));
    let (all, elects) = (all.join("; "), half.or(quota).unwrap_or_default());
    format!(
        "Stage {}: {all}.{elects} {}.",
        stage.number,
        words::capital(said)
    )
}
