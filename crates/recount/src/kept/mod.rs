//! A contest that is held by the program: rulings, roll, boxes, papers by post, closing.
//!
//! Written from "A live contest" in `docs/formats/events.md`, refusal by refusal. A contest is kept
//! if its second entry is `log-established`. Where the page says a clause in brackets, the refusal
//! ends with it, in brackets too.

mod booth;
mod boxes;
mod closing;
mod fold;
mod model;
mod post;
pub(crate) mod read;
mod results;
mod roll;
mod rulings;
mod shown;
mod unopposed;
mod usual;
mod view;

#[cfg(test)]
mod tests;

pub(crate) use self::fold::State;
pub(crate) use self::model::{Act, Corrected};
pub use self::shown::kept;
pub use self::view::{
    Closed, Counted, Establishment, Figures, Kept, OpenedBox, Policy, PostBatch, Provisional,
    PublishedPapers, Question, Removal, RollSection, RulingMade, Scrutiny, Step, Tallied,
    WholeReturns,
};
