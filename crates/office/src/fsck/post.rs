//! Papers that came by post: whose credential is locked for one, and how many there are.
//!
//! A paper, its lock and its batch are written in one turn and never taken away, so that what was read first can be looked
//! up afterwards, also while others write.

use std::collections::BTreeMap;

use hustings_contest::{Contest, kept};
use hustings_rulebook::{BatchId, Means};
use hustings_store::{RowKey, StoreError};

use super::Looking;
use super::log::other;
use super::report::{Check, Subject, Wrong};
use crate::names::kind::{CREDENTIAL, LOCK, PAPER, POSTED};
use crate::post::{Done, PaperRow};

/// How many papers of a batch were taken in and set aside.
type Totals = BTreeMap<BatchId, (u64, u64)>;

/// Looks at papers and locks, where papers come by post.
pub(super) async fn look(looking: &mut Looking<'_>, contest: &Contest) -> Result<(), StoreError> {
    if !contest.rulebook().ballot.means.contains(&Means::Post) {
        return Ok(());
    }
    let mut check = Check::of(Subject::Locks);
    locks(looking, &mut check).await?;
    posted(looking, &mut check).await?;
    let totals = papers(looking, contest, &mut check).await?;
    looking.found(check);
    batches(looking, contest, &totals);
    Ok(())
}

/// Each lock has a paper.
async fn locks(looking: &Looking<'_>, check: &mut Check) -> Result<(), StoreError> {
    let realm = looking.id.to_string();
    let locks = looking.store.rows(&realm, LOCK).all().await?;
    if locks.is_empty() {
        return Ok(());
    }
    let mut owners = BTreeMap::new();
    let mut links = looking.store.rows(&realm, CREDENTIAL);
    while let Some((key, value)) = links.next().await? {
        if let Some((of, elector)) = key.split_once('/') {
            let lock = format!("{of}/{}", String::from_utf8_lossy(&value));
            owners.insert(lock, elector.to_owned());
        }
    }
    for (key, batch) in locks {
        check.seen += 1;
        let has_paper = match owners.get(&key) {
            Some(elector) => has_paper(looking, elector, &batch).await?,
            None => false,
        };
        if !has_paper {
            check.fault(RowKey::new(realm.clone(), LOCK, key), Wrong::NoPaper);
        }
    }
    Ok(())
}

/// Each elector who is kept from casting has a paper.
async fn posted(looking: &Looking<'_>, check: &mut Check) -> Result<(), StoreError> {
    let realm = looking.id.to_string();
    let mut rows = looking.store.rows(&realm, POSTED);
    while let Some((key, batch)) = rows.next().await? {
        let has_paper = match key.split_once('/') {
            Some((_, elector)) => has_paper(looking, elector, &batch).await?,
            None => false,
        };
        if !has_paper {
            check.fault(RowKey::new(realm.clone(), POSTED, key), Wrong::NoPaper);
        }
    }
    Ok(())
}

/// Whether a paper of an elector was taken in with this batch.
async fn has_paper(looking: &Looking<'_>, elector: &str, batch: &[u8]) -> Result<bool, StoreError> {
    let paper = looking.store.row(&looking.id.paper_row(elector)).await?;
    let paper: Option<PaperRow> = paper.and_then(|row| serde_json::from_slice(&row).ok());
    Ok(paper
        .is_some_and(|paper| paper.done == Done::Taken && paper.batch.as_str().as_bytes() == batch))
}

/// Each paper that was taken in has a lock, if its elector has a credential.
async fn papers(
    looking: &Looking<'_>,
    contest: &Contest,
    check: &mut Check,
) -> Result<Totals, StoreError> {
    let mut totals = Totals::new();
    let mut rows = looking.store.rows(&looking.id.to_string(), PAPER);
    while let Some((elector, value)) = rows.next().await? {
        let at = looking.id.paper_row(&elector);
        let Ok(paper) = serde_json::from_slice::<PaperRow>(&value) else {
            check.fault(at, Wrong::Unreadable("it is no paper's row".to_owned()));
            continue;
        };
        let (taken, set_aside) = totals.entry(paper.batch).or_default();
        if paper.done == Done::SetAside {
            *set_aside += 1;
            continue;
        }
        *taken += 1;
        if !is_locked(looking, contest, &elector).await? {
            check.fault(at, Wrong::NoLock);
        }
    }
    Ok(totals)
}

/// Whether an elector and her credentials are locked; whoever has none needs no lock.
async fn is_locked(
    looking: &Looking<'_>,
    contest: &Contest,
    elector: &str,
) -> Result<bool, StoreError> {
    for (of, _) in kept::box_ids(contest) {
        let link = looking.id.credential_row(&of, elector);
        if let Some(credential) = looking.store.row(&link).await? {
            let credential = String::from_utf8_lossy(&credential);
            let lock = looking.id.lock_row(&of, &credential);
            let posted = looking.id.posted_row(&of, elector);
            for lock in [lock, posted] {
                if looking.store.row(&lock).await?.is_none() {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// The papers of each batch that the log has are those that were noted.
fn batches(looking: &mut Looking<'_>, contest: &Contest, totals: &Totals) {
    let mut check = Check::of(Subject::Batches);
    for batch in contest.kept().into_iter().flat_map(|kept| &kept.batches) {
        let act = &batch.received.act;
        let (taken, set_aside) = totals.get(&act.batch).copied().unwrap_or_default();
        check.seen += 1;
        let at = || looking.id.batch_row(&act.batch);
        if taken != act.papers {
            let wrong = other("the number of papers taken in", &taken, &act.papers);
            check.fault(at(), wrong);
        }
        if set_aside != act.set_aside {
            let wrong = other("the number of papers set aside", &set_aside, &act.set_aside);
            check.fault(at(), wrong);
        }
    }
    looking.found(check);
}
