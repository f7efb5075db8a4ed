//! A contest that is held: the log, the rulings, the roll, the boxes, the post, the closing.
//!
//! `docs/formats/events.md`, “A live contest”, says what is refused; each file here is a subject of it, with what stands,
//! what is refused, and what an event changes.

mod booth;
mod boxes;
mod closing;
mod duties;
mod effect;
mod nominees;
mod poll;
mod post;
mod refusal;
mod result;
mod roll;
mod rulings;
mod stage;
mod unopposed;

use hustings_rulebook::{BoxId, Means, PostId, SectionId};

use crate::event::{Act, BoothPublished, Circumstances, LogEstablished, Record, RecountRequested};
use crate::state::Recorded;
use crate::{Contest, Refusal};

pub use boxes::{BoxState, posts};
pub use closing::needed;
pub use duties::{Duty, Known, Task, Tie, duties, duties_with};
pub use post::Batch;
pub use refusal::KeptRefusal;
pub use result::Figures;
pub(crate) use result::Superseded;
pub use roll::RollState;
pub use rulings::Rulings;
pub use stage::{Stage, stage};
pub use unopposed::unopposed;

/// What stands in a contest that the program keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Who signs the log, and who witnesses.
    pub log: Recorded<LogEstablished>,
    /// Rulings, appeals and claims.
    pub rulings: Rulings,
    /// The roll, as numbers and roots.
    pub roll: RollState,
    /// The boxes, in the order of their opening.
    pub boxes: Vec<BoxState>,
    /// Which booth the site serves, as it said last.
    pub booth: Option<Recorded<BoothPublished>>,
    /// Papers that came by post.
    pub batches: Vec<Batch>,
    /// From the count to the declaration.
    pub figures: Figures,
}

impl Kept {
    fn new(log: Recorded<LogEstablished>) -> Self {
        Self {
            log,
            rulings: Rulings::default(),
            roll: RollState::default(),
            boxes: Vec::new(),
            booth: None,
            batches: Vec::new(),
            figures: Figures::default(),
        }
    }

    /// The box with this id.
    pub fn of_box(&self, id: &BoxId) -> Option<&BoxState> {
        self.boxes.iter().find(|of| of.opened.act.r#box == *id)
    }

    /// The requests for a recount that no ruling has decided.
    pub fn undecided_requests(&self) -> impl Iterator<Item = &RecountRequested> {
        let requests = self.figures.requests.iter().map(|made| &made.act);
        requests.filter(|made| self.rulings.on_recount(&made.request).is_none())
    }

    /// Papers that are spoilt for a post, in boxes and batches.
    pub fn spoilt(&self, post: &PostId) -> u64 {
        let boxes = self
            .boxes
            .iter()
            .filter_map(|of| Some(&of.tallied.as_ref()?.act.posts));
        let batches = self
            .batches
            .iter()
            .filter_map(|of| Some(&of.counted.as_ref()?.act.posts));
        let totals = boxes.chain(batches).filter_map(|posts| posts.get(post));
        totals.fold(0, |sum, totals| sum.saturating_add(totals.spoilt))
    }

    /// Whether every box is tallied and every batch counted, so that there is something to declare.
    pub fn is_counted(&self) -> bool {
        self.boxes.iter().all(|of| of.tallied.is_some())
            && self.batches.iter().all(|batch| batch.counted.is_some())
    }
}

/// Whether no box waits for its tally.
fn closing_done(contest: &Contest) -> bool {
    let mut boxes = contest.kept().into_iter().flat_map(|kept| &kept.boxes);
    boxes.all(|of| of.tallied.is_some())
}

/// Whether votes are cast in this way.
pub(crate) fn allows(contest: &Contest, means: Means) -> bool {
    contest.rulebook().ballot.means.contains(&means)
}

/// The boxes that a contest has: one a section, or one for all.
pub fn box_ids(contest: &Contest) -> Vec<(BoxId, Option<SectionId>)> {
    let sections = &contest.rulebook().roll.sections;
    let of_section = |id: &SectionId| Some((id.as_str().parse().ok()?, Some(id.clone())));
    if sections.is_empty() {
        "electors"
            .parse()
            .map(|id| vec![(id, None)])
            .unwrap_or_default()
    } else {
        let ids = sections.iter().map(|section| &section.id);
        ids.filter_map(of_section).collect()
    }
}

/// The boxes that have something to ask, each of which must be open before the poll.
pub fn polled_boxes(contest: &Contest) -> Vec<BoxId> {
    let asks = |id: &BoxId| posts(contest, id).is_some_and(|posts| !posts.is_empty());
    let ids = box_ids(contest).into_iter().map(|(id, _)| id);
    ids.filter(asks).collect()
}

/// Refuses what the state of a kept contest, or its not being kept, does not allow.
pub(crate) fn check(
    contest: &Contest,
    circumstances: &Circumstances,
    act: &Act,
) -> Result<(), Refusal> {
    if let Act::LogEstablished(act) = act {
        if circumstances.recorded.is_none() || !contest.opening_recorded {
            return Err(KeptRefusal::NotRecorded.into());
        }
        return established(contest, act).map_err(Refusal::from);
    }
    match &contest.kept {
        Some(kept) => {
            if circumstances.recorded.is_none() {
                return Err(KeptRefusal::NotRecorded.into());
            }
            dispatch(contest, kept, circumstances, act).map_err(Refusal::from)
        }
        None if is_of_kept_contests(act) => Err(KeptRefusal::NotKept.into()),
        None => Ok(()),
    }
}

fn established(contest: &Contest, act: &LogEstablished) -> Result<(), KeptRefusal> {
    if contest.kept.is_some() || contest.entries != 1 || contest.record() == Record::Replay {
        return Err(KeptRefusal::EstablishedLate);
    }
    let witnesses = act.witnesses.len() as u64;
    if act.quorum > witnesses {
        return Err(KeptRefusal::Quorum {
            quorum: act.quorum,
            witnesses,
        });
    }
    Ok(())
}

fn is_of_kept_contests(act: &Act) -> bool {
    matches!(
        act,
        Act::RulingMade(_)
            | Act::AppealMade(_)
            | Act::ClaimMade(_)
            | Act::RollImported(_)
            | Act::RollFrozen(_)
            | Act::RollAmended(_)
            | Act::BoxOpened(_)
            | Act::BoothPublished(_)
            | Act::PapersReceived(_)
            | Act::BoxClosed(_)
            | Act::ShuffleMade(_)
            | Act::DecryptionMade(_)
            | Act::BoxTallied(_)
            | Act::PostCounted(_)
            | Act::FiguresProvided(_)
            | Act::RecountRequested(_)
            | Act::ScrutineerReported(_)
            | Act::ResultCorrected(_)
    )
}

fn dispatch(
    contest: &Contest,
    kept: &Kept,
    circumstances: &Circumstances,
    act: &Act,
) -> Result<(), KeptRefusal> {
    match act {
        Act::CandidateDeclared(_) | Act::Nominated(_) => boxes::before_any(kept),
        Act::NomineesPublished(act) => nominees::published(contest, kept, circumstances, act),
        Act::RulingMade(act) => rulings::made(contest, kept, act),
        Act::AppealMade(act) => rulings::appealed(kept, act),
        Act::ClaimMade(act) => rulings::claimed(contest, kept, act),
        Act::RollImported(act) => roll::imported(contest, kept, act),
        Act::RollFrozen(act) => roll::frozen(contest, kept, act),
        Act::RollAmended(act) => roll::amended(contest, kept, act),
        Act::BoxOpened(act) => boxes::opened(contest, kept, act),
        Act::BoothPublished(_) => booth::published(contest),
        Act::PollOpened(_) => poll::opened(contest, kept, circumstances),
        Act::PollClosed(_) => poll::closed(contest, circumstances),
        Act::PapersReceived(act) => post::received(contest, kept, act),
        Act::BoxClosed(act) => boxes::closed(contest, kept, act),
        Act::ShuffleMade(act) => closing::shuffled(kept, act),
        Act::DecryptionMade(act) => closing::decrypted(kept, act),
        Act::BoxTallied(act) => closing::tallied(contest, kept, act),
        Act::PostCounted(act) => post::counted(contest, kept, act),
        Act::ReturnsDeclared(act) => result::returns(contest, kept, act),
        Act::PapersPublished(act) => result::papers(contest, kept, act),
        Act::FiguresProvided(act) => result::provided(contest, kept, act),
        Act::RecountRequested(act) => result::requested(contest, kept, act),
        Act::ScrutineerReported(act) => result::reported(contest, kept, act),
        Act::ResultDeclared(act) => result::declared(contest, kept, act),
        Act::ResultCorrected(act) => result::corrected(contest, act),
        _ => Ok(()),
    }
}

/// Writes down an act that is allowed.
pub(crate) fn record(
    contest: &mut Contest,
    circumstances: &Circumstances,
    act: &Act,
) -> Result<(), Refusal> {
    if let Act::LogEstablished(act) = act {
        contest.kept = Some(Kept::new(Recorded::new(circumstances, act)));
        return Ok(());
    }
    if let Act::RulingMade(act) = act {
        effect::take_effect(contest, act)?;
    }
    if let Act::ResultCorrected(act) = act {
        result::correct(contest, circumstances, act)?;
    }
    let Some(kept) = &mut contest.kept else {
        return Ok(());
    };
    match act {
        Act::RulingMade(act) => kept.rulings.made.push(Recorded::new(circumstances, act)),
        Act::AppealMade(act) => kept.rulings.appeals.push(Recorded::new(circumstances, act)),
        Act::ClaimMade(act) => kept.rulings.claims.push(Recorded::new(circumstances, act)),
        Act::RollImported(act) => kept.roll.imported.push(Recorded::new(circumstances, act)),
        Act::RollFrozen(act) => kept.roll.freeze(circumstances, act),
        Act::RollAmended(act) => kept.roll.amend(circumstances, act),
        Act::BoxOpened(act) => kept.boxes.push(BoxState::new(circumstances, act)),
        Act::BoothPublished(act) => kept.booth = Some(Recorded::new(circumstances, act)),
        Act::PapersReceived(act) => kept.batches.push(Batch::new(circumstances, act)),
        Act::BoxClosed(act) => boxes::close(kept, circumstances, act),
        Act::ShuffleMade(act) => closing::shuffle(kept, circumstances, act),
        Act::DecryptionMade(act) => closing::decrypt(kept, circumstances, act),
        Act::BoxTallied(act) => closing::tally(kept, circumstances, act),
        Act::PostCounted(act) => post::count(kept, circumstances, act),
        Act::FiguresProvided(act) => kept
            .figures
            .provided
            .push(Recorded::new(circumstances, act)),
        Act::RecountRequested(act) => kept
            .figures
            .requests
            .push(Recorded::new(circumstances, act)),
        Act::ScrutineerReported(act) => {
            kept.figures.report = Some(Recorded::new(circumstances, act));
        }
        _ => {}
    }
    Ok(())
}
