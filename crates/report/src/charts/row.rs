//! A row of a bar chart: a label and a figure, below them a bar and its percentage.

use super::measure::{NARROWEST, width};
use super::svg::{Anchor, Length, Svg};

/// How far the longest bar reaches, in hundredths of a percent; the rest is for its percentage.
pub(super) const REACH: u64 = 8_200;
/// The height of a line of text.
pub(super) const LINE_HEIGHT: u64 = 135;
/// From a line's bottom to its baseline.
pub(super) const DESCENT: u64 = 30;
const BAR: u64 = 100;
const GAP: u64 = 50;

/// A row.
pub(super) struct Row {
    pub(super) label: Vec<String>,
    /// The bar's class.
    pub(super) class: &'static str,
    /// How long the bar is, up to [`REACH`].
    pub(super) length: u64,
    /// How much of it was there before.
    pub(super) kept: u64,
    pub(super) figure: String,
    /// Empty where nothing came.
    pub(super) change: String,
    pub(super) percent: String,
}

impl Row {
    /// Whether the figure finds room beside the label's last line.
    fn beside(&self) -> bool {
        let label = self.label.last().map_or(0, |line| width(line));
        label + width(&self.figure) + width(&self.change) + 150 <= NARROWEST
    }

    pub(super) fn height(&self) -> u64 {
        let lines = count(self.label.len()) + u64::from(!self.beside());
        LINE_HEIGHT * lines + BAR + GAP
    }

    /// Draws the row, with an upright mark across its bar where one is given.
    pub(super) fn draw(&self, svg: &mut Svg, top: u64, mark: Option<u64>) {
        let mut y = top;
        for line in &self.label {
            y += LINE_HEIGHT;
            svg.text("name", Length::Percent(0), y - DESCENT, Anchor::Start, line);
        }
        if !self.beside() {
            y += LINE_HEIGHT;
        }
        let parts = [
            ("change", self.change.as_str()),
            ("figure", self.figure.as_str()),
        ];
        let parts = if self.change.is_empty() {
            &parts[1..]
        } else {
            &parts[..]
        };
        svg.spans(Length::Percent(10_000), y - DESCENT, Anchor::End, parts);

        let height = Length::Em(BAR);
        let at = |x| (Length::Percent(x), Length::Em(y));
        svg.rect("track", at(0), (Length::Percent(REACH), height));
        let kept = self.kept.min(self.length);
        svg.rect(self.class, at(0), (Length::Percent(kept), height));
        if self.length > kept {
            svg.rect(
                "bar moved",
                at(kept),
                (Length::Percent(self.length - kept), height),
            );
        }
        if let Some(x) = mark {
            svg.upright(
                "half",
                Length::Percent(x),
                y.saturating_sub(12),
                y + BAR + 12,
            );
        }
        if !self.percent.is_empty() {
            svg.text(
                "note",
                Length::Percent(10_000),
                y + 78,
                Anchor::End,
                &self.percent,
            );
        }
    }
}

/// Draws lines of a heading and says where they end.
pub(super) fn heading(svg: &mut Svg, top: u64, lines: &[String]) -> u64 {
    let mut y = top;
    for line in lines {
        y += LINE_HEIGHT;
        svg.text(
            "stage",
            Length::Percent(0),
            y - DESCENT,
            Anchor::Start,
            line,
        );
    }
    y
}

/// A length as a number of the drawing.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
