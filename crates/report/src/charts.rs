//! Charts of a count as SVG fragments, to be set into a page.
//!
//! Vertical measures are in `em` and horizontal ones in percent, so that a chart is as wide as its place while its text
//! keeps the reader's size, on a phone as on a wall. No candidate has a colour: colour says what became of papers
//! (stayed, moved, elected somebody), and every figure also stands as text. Without a page around it a chart is drawn in
//! the colour of the text.

mod bars;
mod flow;
mod lanes;
mod measure;
mod meter;
mod row;
mod sections;
mod svg;

pub(crate) use bars::votes_at_first_and_last_stage;
pub use bars::votes_by_stage;
pub use flow::flow;
pub(crate) use meter::meter;
pub use sections::sections;
