//! Sections side by side: how each candidate fared in each.

use hustings_contest::declaration::{Declaration, Return};
use hustings_count::{Candidate, Transcript};
use hustings_rulebook::Percent;

use super::measure::{BOLD_LINE, LINE, lines, scaled};
use super::row::{LINE_HEIGHT, REACH, Row, count, heading};
use super::svg::Svg;
use crate::movement::drawn;
use crate::words;

/// For each candidate a drawing with the share of each section's votes at stage 1; empty where votes were not published
/// for two sections or more. The transcript gives the candidates' names and their order.
pub fn sections(declaration: &Declaration, transcript: &Transcript) -> String {
    let candidates = transcript.candidates.iter();
    let groups = candidates.map(|candidate| Group::of(candidate, &declaration.returns));
    groups
        .filter(|group| group.rows.len() > 1)
        .map(|group| group.draw())
        .collect()
}

/// One candidate.
struct Group {
    id: String,
    name: String,
    description: String,
    rows: Vec<Row>,
}

impl Group {
    fn of(candidate: &Candidate, returns: &[Return]) -> Self {
        let rows = returns.iter().filter_map(|row| {
            let title = &row.section.as_ref()?.title;
            let votes = row.votes.as_ref()?;
            let all = votes
                .values()
                .fold(0_u64, |sum, votes| sum.saturating_add(drawn(votes)));
            let own = votes.get(&candidate.id).cloned()?;
            let percent = Percent::ratio(drawn(&own), all, 1).unwrap_or_default();
            let share = if percent.is_empty() {
                String::new()
            } else {
                format!(" ({percent})")
            };
            let figure = words::votes(&own);
            let said = format!("{title} {figure} of {}{share}", words::number(all));
            let length = scaled(drawn(&own), all, REACH);
            let (label, change) = (lines(title, LINE), String::new());
            let row = Row {
                label,
                class: "bar stayed",
                length,
                kept: length,
                figure,
                change,
                percent,
            };
            Some((row, said))
        });
        let (rows, said): (Vec<Row>, Vec<String>) = rows.unzip();
        Self {
            id: format!("sections-{}", candidate.id),
            name: candidate.name.clone(),
            description: format!("{}: {}.", candidate.name, said.join("; ")),
            rows,
        }
    }

    fn draw(&self) -> String {
        let name = lines(&self.name, BOLD_LINE);
        let rows: u64 = self.rows.iter().map(Row::height).sum();
        let height = LINE_HEIGHT * count(name.len()) + rows;
        let title = format!("{}: share within each section at stage 1", self.name);
        let mut svg = Svg::new(&self.id, &title, &self.description, height);
        let mut y = heading(&mut svg, 0, &name);
        for row in &self.rows {
            row.draw(&mut svg, y, None);
            y += row.height();
        }
        svg.finish()
    }
}
