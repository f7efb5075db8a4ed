//! Boxes: opened for ballots, closed.

use hustings_rulebook::{BoxId, Means, PostId, SectionId};

use super::{Kept, KeptRefusal, allows, box_ids, post, unopposed};
use crate::Contest;
use crate::event::{BoxClosed, BoxOpened, BoxTallied, Circumstances, DecryptionMade, ShuffleMade};
use crate::state::Recorded;

/// What stands of one sealed election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxState {
    /// How it was opened for ballots.
    pub opened: Recorded<BoxOpened>,
    /// How it was closed.
    pub closed: Option<Recorded<BoxClosed>>,
    /// Who shuffled, in order.
    pub shuffles: Vec<Recorded<ShuffleMade>>,
    /// Who decrypted, in order.
    pub decryptions: Vec<Recorded<DecryptionMade>>,
    /// What it came to.
    pub tallied: Option<Recorded<BoxTallied>>,
}

impl BoxState {
    pub(super) fn new(circumstances: &Circumstances, act: &BoxOpened) -> Self {
        Self {
            opened: Recorded::new(circumstances, act),
            closed: None,
            shuffles: Vec::new(),
            decryptions: Vec::new(),
            tallied: None,
        }
    }

    /// How many ballots are tallied, as the close fixed it; none before.
    pub fn tallied_ballots(&self) -> u64 {
        self.closed.as_ref().map_or(0, |closed| closed.act.tallied)
    }
}

/// Who stands and who nominated is fixed once a box is opened.
pub(super) fn before_any(kept: &Kept) -> Result<(), KeptRefusal> {
    match kept.boxes.first() {
        Some(open) => Err(KeptRefusal::BoxIsOpen(open.opened.act.r#box.clone())),
        None => Ok(()),
    }
}

/// The posts that a box asks about, in the rulebook's order: those that its section elects, but those to which somebody is elected
/// unopposed. `None` for no section's box.
pub fn posts(contest: &Contest, id: &BoxId) -> Option<Vec<PostId>> {
    let (_, section) = box_ids(contest)
        .into_iter()
        .find(|(known, _)| known == id)?;
    let elects = |post: &&hustings_rulebook::Post| {
        section
            .as_ref()
            .is_none_or(|section| post.is_elected_by(section))
    };
    let polled = |post: &&hustings_rulebook::Post| unopposed(contest, &post.id).is_none();
    let posts = contest.rulebook().posts.iter().filter(elects);
    let posts = posts.filter(polled);
    Some(posts.map(|post| post.id.clone()).collect())
}

pub(super) fn opened(contest: &Contest, kept: &Kept, act: &BoxOpened) -> Result<(), KeptRefusal> {
    let id = &act.r#box;
    if !allows(contest, Means::Online) {
        return Err(KeptRefusal::MeansNotAllowed("online".to_owned()));
    }
    if kept.roll.frozen.is_none() {
        return Err(KeptRefusal::RollNotFrozen);
    }
    let posts = posts(contest, id).ok_or_else(|| KeptRefusal::BoxOfNoSection(id.clone()))?;
    if posts.is_empty() {
        return Err(KeptRefusal::NothingAsked(id.clone()));
    }
    if kept.of_box(id).is_some() {
        return Err(KeptRefusal::BoxTwice(id.clone()));
    }
    if act.posts != posts {
        return Err(KeptRefusal::OtherPosts {
            of: id.clone(),
            expected: posts
                .iter()
                .map(PostId::as_str)
                .collect::<Vec<_>>()
                .join(", "),
        });
    }
    let unknown = |post: &&PostId| {
        contest
            .posts
            .get(*post)
            .is_none_or(|state| state.nominees.is_none())
    };
    if let Some(post) = posts.iter().find(unknown) {
        return Err(KeptRefusal::NoNominees(post.clone()));
    }
    let electors = kept.roll.electors(section_of(id).as_ref());
    if act.credentials != electors {
        return Err(KeptRefusal::OtherCredentials {
            credentials: act.credentials,
            electors,
        });
    }
    another_election(kept, act)
}

/// Refuses a sealed election that serves another box already: its ballots would count in two sections.
fn another_election(kept: &Kept, act: &BoxOpened) -> Result<(), KeptRefusal> {
    let same = |of: &&BoxState| {
        let other = &of.opened.act;
        other.election == act.election
            || other.fingerprint == act.fingerprint
            || other.setup == act.setup
    };
    match kept.boxes.iter().find(same) {
        Some(other) => Err(KeptRefusal::SameElection {
            of: act.r#box.clone(),
            other: other.opened.act.r#box.clone(),
        }),
        None => Ok(()),
    }
}

pub(super) fn closed(contest: &Contest, kept: &Kept, act: &BoxClosed) -> Result<(), KeptRefusal> {
    let id = &act.r#box;
    let of = kept
        .of_box(id)
        .ok_or_else(|| KeptRefusal::NoSuchBox(id.clone()))?;
    if contest.poll_closed.is_none() {
        return Err(KeptRefusal::PollNotClosed);
    }
    if of.closed.is_some() {
        return Err(KeptRefusal::BoxIsClosed(id.clone()));
    }
    let removed = kept.rulings.removed(id).count() as u64;
    let reason = figures(
        act,
        of.opened.act.credentials,
        contest.rulebook().ballot.replacing,
        removed,
    );
    if let Some(reason) = reason {
        return Err(KeptRefusal::BoxFigures {
            of: id.clone(),
            reason,
        });
    }
    // No papers come after the poll is closed, so that these are all of them.
    post::room(contest, kept, section_of(id).as_ref(), act.voted)
}

/// The section of a box; where the roll has none, a section that has all electors.
fn section_of(id: &BoxId) -> Option<SectionId> {
    id.as_str().parse().ok()
}

/// What of the figures does not follow.
fn figures(act: &BoxClosed, credentials: u64, replacing: bool, removed: u64) -> Option<String> {
    let BoxClosed {
        size,
        cast,
        voted,
        removed: said,
        tallied,
        ..
    } = *act;
    if cast != size {
        Some(format!(
            "{cast} ballots were cast, and its log has {size} entries"
        ))
    } else if voted > cast || voted > credentials {
        Some(format!(
            "{voted} credentials cannot have cast {cast} ballots when there are {credentials}"
        ))
    } else if !replacing && cast != voted {
        Some(format!(
            "{voted} credentials cast {cast} ballots, and a ballot replaces no other (ballot.replacing)"
        ))
    } else if said != removed {
        Some(format!(
            "{said} ballots are removed, and rulings remove {removed}"
        ))
    } else if !replacing && cast.checked_sub(removed) != Some(tallied) {
        Some(format!(
            "{tallied} ballots are tallied: {cast} cast less {removed} removed are others"
        ))
    } else if tallied > voted {
        Some(format!(
            "{tallied} ballots are tallied, and {voted} credentials cast one"
        ))
    } else {
        None
    }
}

pub(super) fn close(kept: &mut Kept, circumstances: &Circumstances, act: &BoxClosed) {
    for of in &mut kept.boxes {
        if of.opened.act.r#box == act.r#box {
            of.closed = Some(Recorded::new(circumstances, act));
        }
    }
}
