//! What a contest says of itself before anything happens: its posts, and which record it is.

use std::collections::BTreeMap;

use crate::event::{Kind, Record};
use crate::read::events;
use crate::read::rulebook::Rulebook;

/// What the rulebook and the first event say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// Whether the record is of what happened elsewhere.
    pub replay: bool,
    /// The posts' titles, by id.
    pub titles: BTreeMap<String, String>,
}

/// What a contest begins with; `None` where the rulebook or the first event does not read.
///
/// ```
/// assert_eq!(hustings_recount::beginning(b"", b""), None);
/// ```
pub fn beginning(rulebook: &[u8], events: &[u8]) -> Option<Beginning> {
    let rulebook = Rulebook::read(rulebook).ok()?;
    let (events, _) = events::read(events);
    let Kind::ContestOpened { record, .. } = &events.first()?.kind else {
        return None;
    };
    let posts = rulebook.posts.into_iter();
    Some(Beginning {
        replay: *record == Record::Replay,
        titles: posts.map(|post| (post.id, post.title)).collect(),
    })
}
