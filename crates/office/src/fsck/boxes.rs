//! Boxes: how they began, the ballots in them, what trustees made of them.

use std::collections::{BTreeMap, HashSet};

use hustings_contest::event::BoxOpened;
use hustings_contest::kept::BoxState;
use hustings_contest::{Contest, Digest};
use hustings_log::note::{KeyName, VerifyingKey};
use hustings_log::{Hash, Tree, TreeHead};
use hustings_rulebook::BoxId;
use hustings_seal::archive::Poll;
use hustings_seal::ballot::Ballot;
use hustings_seal::election::Election;
use hustings_seal::group::Encoded;
use hustings_seal::randomness::system;
use hustings_seal::verify::{self, Policy};
use hustings_store::{LogName, StoreError};

use super::Looking;
use super::log::{other, wrong_with};
use super::report::{Check, Place, Subject, Wrong};
use crate::archives::logged;
use crate::names::kind::VOTED;

/// The credentials on the lists of boxes.
pub(super) type Lists = BTreeMap<BoxId, HashSet<Encoded>>;

/// What ballots are held against.
struct Slot {
    election: Election,
    listed: HashSet<Encoded>,
}

/// Looks at every box; gives the lists of those whose setup reads.
pub(super) async fn look(
    looking: &mut Looking<'_>,
    contest: &Contest,
) -> Result<Lists, StoreError> {
    let mut lists = Lists::new();
    let Some(kept) = contest.kept() else {
        return Ok(lists);
    };
    for of in &kept.boxes {
        let id = &of.opened.act.r#box;
        let slot = setup(looking, &of.opened.act).await?;
        ballots(looking, contest, of, slot.as_ref()).await?;
        messages(looking, of).await?;
        if let Some(slot) = slot {
            lists.insert(id.clone(), slot.listed);
        }
    }
    Ok(lists)
}

async fn setup(looking: &mut Looking<'_>, opened: &BoxOpened) -> Result<Option<Slot>, StoreError> {
    let of = &opened.r#box;
    let mut check = Check::of(Subject::Setup(of.clone()));
    let at = looking.id.setup_row(of);
    let read = match looking.store.row(&at).await? {
        None => Err(Wrong::Missing),
        Some(bytes) => read_setup(&bytes, opened, &mut check),
    };
    let slot = match read {
        Ok((slot, None)) => Some(slot),
        Ok((slot, Some(wrong))) => {
            check.fault(at, wrong);
            Some(slot)
        }
        Err(wrong) => {
            check.fault(at, wrong);
            None
        }
    };
    looking.found(check);
    Ok(slot)
}

/// What a box began with, and what of it is another than in the log.
fn read_setup(
    bytes: &[u8],
    opened: &BoxOpened,
    check: &mut Check,
) -> Result<(Slot, Option<Wrong>), Wrong> {
    let unreadable = |error: &dyn std::fmt::Display| Wrong::Unreadable(error.to_string());
    let policy = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let verified =
        verify::verified(bytes, &policy, &mut system()).map_err(|fault| unreadable(&fault))?;
    let poll = Poll::open(bytes).map_err(|fault| unreadable(&fault))?;
    let report = verified.report();
    check.seen = report.credentials as u64;
    let event = logged(report.last_event).map_err(|error| unreadable(&error))?;
    let pairs = [
        (
            "its election",
            report.uuid.to_string(),
            opened.election.clone(),
        ),
        (
            "its fingerprint",
            report.fingerprint.clone(),
            opened.fingerprint.to_string(),
        ),
        (
            "the number of its credentials",
            check.seen.to_string(),
            opened.credentials.to_string(),
        ),
        (
            "its last event",
            event.to_string(),
            opened.setup.to_string(),
        ),
    ];
    let differing = pairs.into_iter().find(|(_, found, logged)| found != logged);
    let slot = Slot {
        election: poll.setup().election().clone(),
        listed: poll.credentials().iter().copied().collect(),
    };
    let wrong = differing.map(|(what, found, logged)| other(what, &found, &logged));
    Ok((slot, wrong))
}

async fn ballots(
    looking: &mut Looking<'_>,
    contest: &Contest,
    of: &BoxState,
    slot: Option<&Slot>,
) -> Result<(), StoreError> {
    if !contest.has_opened() {
        return Ok(());
    }
    let id = &of.opened.act.r#box;
    let log = looking.id.box_log(id)?;
    let mut check = Check::of(Subject::Ballots(id.clone()));
    let place = || Place::Log(log.clone());
    match looking.store.head(&log).await {
        Ok(head) if contest.has_closed() && !head.closed => check.fault(place(), Wrong::NotClosed),
        Ok(_) => {}
        Err(StoreError::NoLog { .. }) => {
            check.fault(place(), Wrong::NoLog);
            looking.found(check);
            return Ok(());
        }
        Err(error) => return Err(error),
    }
    // Counted first, since a ballot may be cast meanwhile.
    let (realm, prefix) = (looking.id.to_string(), format!("{id}/"));
    let voted = looking.store.count_rows(&realm, VOTED, &prefix).await?;
    let replacing = contest.rulebook().ballot.replacing;
    let mut walk = Walk::new(&log, slot, replacing);
    match walk.read(looking, &mut check).await {
        Ok(()) => {
            let ballots = walk.tree.size();
            if voted > ballots {
                check.fault(place(), Wrong::MoreVoted { voted, ballots });
            }
            closed(looking, contest, of, &walk.tree.head(), &mut check).await?;
        }
        Err(StoreError::Corrupt { what, .. }) => check.fault(place(), Wrong::Torn(what)),
        Err(error) => return Err(error),
    }
    looking.found(check);
    Ok(())
}

/// A walk over the ballots in a box.
struct Walk<'a> {
    log: &'a LogName,
    slot: Option<&'a Slot>,
    replacing: bool,
    voted: HashSet<Encoded>,
    tree: Tree,
}

impl<'a> Walk<'a> {
    fn new(log: &'a LogName, slot: Option<&'a Slot>, replacing: bool) -> Self {
        Self {
            log,
            slot,
            replacing,
            voted: HashSet::new(),
            tree: Tree::new(),
        }
    }

    async fn read(&mut self, looking: &Looking<'_>, check: &mut Check) -> Result<(), StoreError> {
        let mut entries = looking.store.entries(self.log, 0..u64::MAX).await?;
        while let Some((index, entry)) = entries.next().await? {
            check.seen += 1;
            self.tree.append(Hash::of_entry(&entry));
            if let Some(wrong) = self.slot.and_then(|slot| self.wrong_with(&entry, slot)) {
                check.fault(Place::Entry(self.log.clone(), index), wrong);
            }
        }
        Ok(())
    }

    fn wrong_with(&mut self, entry: &[u8], slot: &Slot) -> Option<Wrong> {
        let ballot = match Ballot::parse(entry, &slot.election) {
            Ok(ballot) => ballot,
            Err(fault) => return Some(Wrong::Unreadable(fault.to_string())),
        };
        let credential = ballot.credential();
        if !slot.listed.contains(&credential) {
            Some(Wrong::NotListed)
        } else if !self.voted.insert(credential) && !self.replacing {
            Some(Wrong::Twice("its credential has cast a ballot before it"))
        } else {
            None
        }
    }
}

/// A closed box against the event that closed it, and the checkpoint that was signed over it.
async fn closed(
    looking: &Looking<'_>,
    contest: &Contest,
    of: &BoxState,
    head: &TreeHead,
    check: &mut Check,
) -> Result<(), StoreError> {
    let id = &of.opened.act.r#box;
    let Some(closed) = of.closed.as_ref().map(|closed| &closed.act) else {
        return Ok(());
    };
    let place = Place::Log(looking.id.box_log(id)?);
    if head.size != closed.size {
        check.fault(place, other("its size", &head.size, &closed.size));
    } else if head.root.to_string() != closed.root.as_str() {
        check.fault(place, other("its root", &head.root, &closed.root));
    }
    let at = looking.id.file_row(&format!("boxes/{id}/checkpoint"));
    let Some(note) = looking.store.row(&at).await? else {
        check.fault(at, Wrong::Missing);
        return Ok(());
    };
    let closed = closed.root.as_str().parse().map(|root| TreeHead {
        size: closed.size,
        root,
    });
    if let (Some(key), Ok(head)) = (key(contest, id), closed)
        && let Some(wrong) = wrong_with(
            &String::from_utf8_lossy(&note),
            head.size,
            Some(&head),
            &key,
        )
    {
        check.fault(at, wrong);
    }
    Ok(())
}

/// The log's key, as it signs for a box.
fn key(contest: &Contest, of: &BoxId) -> Option<VerifyingKey> {
    let log = &contest.kept()?.log.act;
    let key: VerifyingKey = log.key.parse().ok()?;
    let name: KeyName = format!("{}/box/{of}", log.origin).parse().ok()?;
    Some(key.named(name))
}

async fn messages(looking: &mut Looking<'_>, of: &BoxState) -> Result<(), StoreError> {
    let shuffles = of.shuffles.iter().map(|made| &made.act.message);
    let decryptions = of.decryptions.iter().map(|made| &made.act.message);
    let digests: Vec<&Digest> = shuffles.chain(decryptions).collect();
    if digests.is_empty() {
        return Ok(());
    }
    let mut check = Check::of(Subject::Messages(of.opened.act.r#box.clone()));
    for digest in digests {
        let at = looking.id.row("message", digest.as_str());
        match looking.store.row(&at).await? {
            None => check.fault(at, Wrong::Missing),
            Some(bytes) if Digest::of(&bytes) != *digest => {
                check.fault(at, other("its digest", &Digest::of(&bytes), digest));
            }
            Some(_) => check.seen += 1,
        }
    }
    looking.found(check);
    Ok(())
}
