//! Which records a kept contest has, and in which order, by its log.

use hustings_recount::Kept;

use super::unread::paths;
use crate::contents::{ContentsError, Found, Place};

/// The first record that is missing, stands too much, or stands in another place.
pub(super) fn fault(found: &Found, kept: &Kept) -> Option<ContentsError> {
    let (is, ought) = (paths(found), expected(kept));
    let missing = ought.iter().find(|path| !is.contains(path));
    if let Some(path) = missing {
        return Some(ContentsError::Missing(path.clone()));
    }
    if let Some(path) = is.iter().find(|path| !ought.contains(path)) {
        return Some(ContentsError::Stray(path.clone()));
    }
    let misplaced = is.iter().zip(&ought).find(|(is, ought)| is != ought);
    misplaced.map(|(is, ought)| ContentsError::Order(is.clone(), ought.clone()))
}

fn expected(kept: &Kept) -> Vec<String> {
    let mut places = vec![Place::Checkpoint];
    places.extend(kept.sections.iter().map(|section| Place::Roll(&section.id)));
    for one in &kept.boxes {
        places.push(Place::BoxCheckpoint(&one.id));
        places.extend((!one.removed.is_empty()).then_some(Place::Cast(&one.id)));
        places.push(Place::Archive(&one.id));
    }
    places.iter().map(Place::to_string).collect()
}
