//! A table of figures with row and column headings.

use askama::Template;

/// A table.
#[derive(Template)]
#[template(path = "grid.html")]
pub(super) struct Grid {
    pub(super) caption: String,
    /// The heading of the column of row headings.
    pub(super) corner: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// A row.
pub(super) struct Row {
    pub(super) heading: String,
    /// How the row stands apart: `""`, `"total"`, `"elected"`, `"aside"`.
    pub(super) class: &'static str,
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Default, Clone)]
pub(super) struct Cell {
    /// The figure; if it is empty, the words stand alone.
    pub(super) figure: String,
    /// What came or went.
    pub(super) change: String,
    /// What is to be said of it.
    pub(super) words: String,
    /// Whether nobody knows the figure.
    pub(super) unknown: bool,
}

impl Cell {
    /// A figure alone.
    pub(super) fn figure(figure: String) -> Self {
        Self {
            figure,
            ..Self::default()
        }
    }

    /// Nobody published it.
    pub(super) fn not_published() -> Self {
        Self {
            words: "not published".to_owned(),
            unknown: true,
            ..Self::default()
        }
    }

    /// The figure, or that it was not published.
    pub(super) fn published(figure: Option<String>) -> Self {
        figure.map_or_else(Self::not_published, Self::figure)
    }
}

impl Grid {
    /// Rows for columns.
    pub(super) fn transposed(self, corner: &str) -> Self {
        let columns = self.rows.iter().map(|row| row.heading.clone()).collect();
        let rows = self
            .columns
            .into_iter()
            .enumerate()
            .map(|(place, heading)| Row {
                heading,
                class: "",
                cells: self
                    .rows
                    .iter()
                    .filter_map(|row| row.cells.get(place).cloned())
                    .collect(),
            });
        Self {
            caption: self.caption,
            corner: corner.to_owned(),
            columns,
            rows: rows.collect(),
        }
    }
}
