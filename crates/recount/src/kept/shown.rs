//! The state of a kept contest as others are shown it.

use std::collections::BTreeMap;

use super::fold::State;
use super::model::Ruling;
use super::view::{Figures, Kept, OpenedBox, Policy, PublishedPapers, RulingMade, WholeReturns};
use crate::digest::digest;
use crate::event::Record;
use crate::log::Log;
use crate::read::events;
use crate::read::rulebook::Rulebook;

/// What a kept contest comes to; `None` where rulebook and log do not fold, or nothing is kept.
///
/// ```
/// assert_eq!(hustings_recount::kept(b"", b""), None);
/// ```
pub fn kept(rulebook: &[u8], events: &[u8]) -> Option<Kept> {
    let named = digest(rulebook);
    let rulebook = Rulebook::read(rulebook).ok()?;
    let (events, None) = events::read(events) else {
        return None;
    };
    let log = Log::fold(&rulebook, &named, &events).ok()?;
    let state = log.kept.as_ref()?;
    Some(state.shown(&rulebook, &log))
}

impl State {
    fn shown(&self, rulebook: &Rulebook, log: &Log) -> Kept {
        Kept {
            mock: log.record == Record::Mock,
            log: self.log.clone(),
            sections: self.roll.clone().unwrap_or_default(),
            boxes: self.boxes.iter().map(|one| self.shown_box(one)).collect(),
            booth: self.booth.clone(),
            batches: self.batches.clone(),
            posted: self.posted(),
            rulings: self
                .rulings
                .iter()
                .map(|ruling| self.shown_ruling(ruling))
                .collect(),
            policy: policy(rulebook),
            papers: log.papers.iter().map(shown_papers).collect(),
            provisional: self.provisional.clone(),
            returns: log.returns_for(None).map(|returns| WholeReturns {
                eligible: returns.eligible,
                returned: returns.returned,
                invalid: returns.invalid,
            }),
            has_scrutineer: rulebook.has_scrutineer,
            scrutiny: self.scrutiny.clone(),
        }
    }

    fn shown_box(&self, opened: &OpenedBox) -> OpenedBox {
        OpenedBox {
            removed: self.removed_from(&opened.id),
            ..opened.clone()
        }
    }

    fn shown_ruling(&self, ruling: &Ruling) -> RulingMade {
        let id = &ruling.id;
        RulingMade {
            id: id.clone(),
            on: ruling.on.text(),
            outcome: if ruling.is_allowed {
                "allowed".to_owned()
            } else {
                "disallowed".to_owned()
            },
            reasons: ruling.reasons.clone(),
            supersedes: ruling.supersedes.clone(),
            stands: self.stands(id),
            appealed: self.appeals.iter().any(|appeal| appeal.ruling == *id),
        }
    }

    /// What all batches that were counted come to.
    fn posted(&self) -> BTreeMap<String, Figures> {
        let mut posted: BTreeMap<String, Figures> = BTreeMap::new();
        let counted = self
            .batches
            .iter()
            .filter_map(|batch| batch.counted.as_ref());
        for (post, figures) in counted.flat_map(|counted| &counted.posts) {
            let sum = posted.entry(post.clone()).or_default();
            sum.papers = sum.papers.saturating_add(figures.papers);
            sum.blank = sum.blank.saturating_add(figures.blank);
            sum.spoilt = sum.spoilt.saturating_add(figures.spoilt);
        }
        posted
    }
}

fn policy(rulebook: &Rulebook) -> Policy {
    let ballot = &rulebook.ballot;
    let needed = ballot.trustees_needed();
    Policy {
        replacing: ballot.replacing,
        full_preferences: rulebook.full_preferences,
        shuffles_needed: needed,
        decryptions_needed: needed,
        trustees: ballot.trustees.map(|trustees| trustees.of),
        server: ballot.trustees.is_some_and(|trustees| trustees.server),
    }
}

fn shown_papers(papers: &crate::event::PapersPublished) -> PublishedPapers {
    PublishedPapers {
        post: papers.post.clone(),
        section: papers.section.clone(),
        file: papers.file.clone(),
        digest: papers.digest.clone(),
    }
}
