//! Views of a count and of a contest: values in, pages, charts and tables out.
//!
//! ```
//! use hustings_count::Transcript;
//! use hustings_report::{charts, table};
//!
//! let transcript = Transcript::from_json(r#"{
//!   "format": "hustings-transcript/1", "provenance": "counted",
//!   "rule": { "name": "av", "majority_of": "continuing", "until": "majority" },
//!   "seats": 1, "section": null, "papers": "1500", "blank": "0",
//!   "candidates": [{ "id": "ash", "name": "Ada Ash" }, { "id": "birch", "name": "Bo Birch" }],
//!   "stages": [{
//!     "number": 1, "votes": { "ash": "900", "birch": "600" }, "non_transferable": "0", "sections": {},
//!     "action": { "did": "elected", "candidates": ["ash"], "clause": "av 4", "transfers": [], "tie": null }
//!   }],
//!   "elected": ["ash"], "derived": []
//! }"#)?;
//! assert!(table::stages(&transcript).contains("Ada Ash               900 E"));
//! assert!(charts::votes_by_stage(&transcript).contains("Stage 1: Ada Ash 900; Bo Birch 600;"));
//! # Ok::<(), hustings_count::transcript::NotATranscript>(())
//! ```
//!
//! # Pages and fragments
//! A page is a complete document. A fragment is what stands in one: an element of the class `report`, which begins with a
//! heading of the first level and is to be the whole of a page's `main`; its footer is apart. Fragments are for a frame of
//! somebody else's: it serves [`STYLE`], whose selectors reach nothing outside fragments, **says itself where a contest is
//! a rehearsal**, and has one fragment of a sort on a page, since their ids are fixed.
//!
//! # Invariants
//! - Values in, text out: no clock, no I/O. The same values make the same bytes.
//! - No figure is computed anew: numbers come from the transcript and the declaration. Only the lengths of bars, their
//!   percentages, half of a stage's votes and what is missing at a gate are, in whole numbers.
//! - A page is one file: no script, nothing fetched from anywhere, and it works on paper.
//! - What comes from outside is escaped, in pages by the templates, in charts by their writer.
//! - Nothing is said by colour alone, and what is not known is said in words.

pub mod charts;
pub mod csv;
mod deeds;
pub mod explain;
mod movement;
mod page;
pub mod table;
mod words;

pub use page::STYLE;
pub use page::board::{board, gate_meters};
pub use page::declaration::{
    footer as declaration_footer, main as declaration_main, page as declaration_page,
};
pub use page::index::{Index, IndexedPost, page as index_page};
pub use page::sheet::{
    FOOTER as SHEET_FOOTER, main as sheet_main, page as sheet_page, stages as sheet_stages,
};
pub use page::statement::{
    footer as statement_footer, main as statement_main, page as statement_page,
};
