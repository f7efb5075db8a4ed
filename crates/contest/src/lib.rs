//! What happened in a contest: events in, state out.
//!
//! ```text
//! rulebook ─┐
//!           ├─▶ fold ─▶ Contest ─▶ statement of persons nominated
//! events ───┘              │
//!                papers ───┴─────▶ result (a transcript) ─▶ declaration
//! ```
//!
//! ```
//! use hustings_contest::{Contest, Digest, Log, fold};
//! use hustings_rulebook::Rulebook;
//!
//! let text = include_str!("../../../contests/snp-2023/rulebook.toml");
//! let log = include_bytes!("../../../contests/snp-2023/events.jsonl");
//! let contest = Contest::new(Rulebook::parse(text)?, Digest::of(text.as_bytes()));
//! let contest = fold(contest, log)?.0;
//! assert_eq!(contest.candidates(&"leader".parse()?).len(), 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//! - [`apply`] is the only place where a rule of a contest is applied; a refused event changes nothing.
//! - The state is a pure function of rulebook and log. Nothing here has a clock, does I/O, or draws lots.
//! - What needs a person is a value ([`PostResult::LotsRequired`], [`PostResult::RulingRequired`]), not an error.
//! - Verdicts are three-valued. What is not known is `None`, and nothing fills it in.
//! - Digests are over bytes as received; an event line that would be written otherwise is refused.

mod candidates;
pub mod declaration;
mod declared;
mod digest;
pub mod event;
pub mod judge;
pub mod kept;
mod line;
mod name;
mod nominations;
mod refusal;
mod result;
mod state;
pub mod statement;
pub mod wire;

pub use declaration::{Declaration, declaration};
pub use digest::{Digest, DigestError, Root, RootError, Tracker, TrackerError};
pub use event::Event;
pub use line::Line;
pub use refusal::{Edge, LogError, OutsideWindow, Refusal};
pub use result::{PostResult, ResultError, result};
pub use state::{Contest, Recorded, apply};
pub use statement::{Statement, statement};
pub use wire::{Log, LogDigest, WireError};

/// Reads a log and applies every event, in order; the first that is refused stops the fold.
pub fn fold(mut contest: Contest, bytes: &[u8]) -> Result<(Contest, LogDigest), LogError> {
    let log = Log::read(bytes)?;
    if log.events.is_empty() {
        return Err(LogError::Empty);
    }
    for (number, event) in (1..).zip(&log.events) {
        apply(&mut contest, event).map_err(|refusal| {
            let at = Line::of_key(&wire::line(event), number, refusal.key());
            LogError::Refused {
                at,
                refusal: Box::new(refusal),
            }
        })?;
    }
    Ok((contest, log.digest))
}

/// Two spaces of indentation, one line feed at the end.
fn pretty(value: &impl serde::Serialize) -> String {
    // Writing to memory cannot fail, and every key of every map here is a string.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
