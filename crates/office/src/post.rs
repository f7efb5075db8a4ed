//! Papers that come by post.
//!
//! ```text
//! links ─▶ receive … ─▶ publish_batch ─▶ enter, enter ─▶ compare ─▶ adjudicate … ─▶ count_batch
//!          (locks)      (numbers)        (two people)               (a third)       (papers)
//! ```
//!
//! A paper is noted by whose declaration of identity came with it, and from then on by a number that says nothing of whose
//! it is: envelopes are opened and mixed in between. So no row here holds both an elector and a ranking.

mod adjudicate;
mod batch;
mod compare;
mod count;
mod entry;
mod intake;
mod links;
mod marks;
mod row;
mod small;
mod table;

pub use adjudicate::{Adjudication, Verdict};
pub use compare::{Difference, Doubt, PostDoubts};
pub use count::BatchCount;
pub use intake::{Delivery, Received};
pub use links::LinksError;
pub use small::SMALL_GROUP;
pub use table::EntryError;

pub(crate) use row::{Done, PaperRow, parse};
