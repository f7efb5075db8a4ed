//! The log: its rulebook, its lines, its checkpoints.

use hustings_contest::event::{Act, LogEstablished};
use hustings_contest::{Contest, Digest, Event, apply, wire};
use hustings_log::note::{Note, SigningKey, VerifyingKey};
use hustings_log::{Hash, Tree, TreeHead};
use hustings_rulebook::Rulebook;
use hustings_store::{LogName, StoreError};
use zeroize::Zeroizing;

use super::Looking;
use super::report::{Check, Place, Subject, Wrong};

/// Looks at the log, and folds it; nothing where it does not fold.
pub(super) async fn read(looking: &mut Looking<'_>) -> Result<Option<Contest>, StoreError> {
    let log = looking.id.log()?;
    let mut check = Check::of(Subject::Log);
    let Some(lines) = lines(looking, &log, &mut check).await? else {
        looking.found(check);
        return Ok(None);
    };
    check.seen = lines.len() as u64;
    let rulebook = rulebook(looking, &lines).await?;
    let contest = rulebook.and_then(|contest| fold(contest, &log, &lines, &mut check));
    if check.faults.is_empty()
        && let Some(Act::LogEstablished(established)) = event(&lines, 1).map(|event| event.act)
    {
        key(looking, &established, &mut check).await?;
    }
    looking.found(check);
    checkpoints(looking, &log, &lines).await?;
    Ok(contest)
}

async fn lines(
    looking: &Looking<'_>,
    log: &LogName,
    check: &mut Check,
) -> Result<Option<Vec<Vec<u8>>>, StoreError> {
    match looking.store.entries(log, 0..u64::MAX).await?.all().await {
        Ok(lines) => Ok(Some(lines)),
        Err(StoreError::Corrupt { what, .. }) => {
            check.fault(Place::Log(log.clone()), Wrong::Torn(what));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn event(lines: &[Vec<u8>], index: usize) -> Option<Event> {
    let text = std::str::from_utf8(lines.get(index)?).ok()?;
    wire::parse(text, index + 1).ok()
}

/// The contest before its first event; nothing where the rulebook is not that of the log.
async fn rulebook(
    looking: &mut Looking<'_>,
    lines: &[Vec<u8>],
) -> Result<Option<Contest>, StoreError> {
    let mut check = Check::of(Subject::Rulebook);
    let row = looking.id.file_row("rulebook.toml");
    let bytes = looking.store.row(&row).await?;
    let contest = match bytes {
        None => Err(Wrong::Missing),
        Some(bytes) => {
            check.seen = 1;
            of_rulebook(bytes, lines)
        }
    };
    let contest = match contest {
        Ok(contest) => Some(contest),
        Err(wrong) => {
            check.fault(row, wrong);
            None
        }
    };
    looking.found(check);
    Ok(contest)
}

fn of_rulebook(bytes: Vec<u8>, lines: &[Vec<u8>]) -> Result<Contest, Wrong> {
    let digest = Digest::of(&bytes);
    if let Some(Act::ContestOpened(opened)) = event(lines, 0).map(|event| event.act)
        && opened.rulebook != digest
    {
        return Err(other("its digest", &digest, &opened.rulebook));
    }
    let unreadable = |error: &dyn std::fmt::Display| Wrong::Unreadable(error.to_string());
    let text = String::from_utf8(bytes).map_err(|error| unreadable(&error))?;
    let rulebook = Rulebook::parse(&text).map_err(|error| unreadable(&error))?;
    Ok(Contest::new(rulebook, digest))
}

fn fold(
    mut contest: Contest,
    log: &LogName,
    lines: &[Vec<u8>],
    check: &mut Check,
) -> Option<Contest> {
    for (index, line) in (0..).zip(lines) {
        if let Err(reason) = take(&mut contest, line, index) {
            let place = Place::Entry(log.clone(), index as u64);
            check.fault(place, Wrong::Refused(reason));
            return None;
        }
    }
    Some(contest)
}

fn take(contest: &mut Contest, line: &[u8], index: usize) -> Result<(), String> {
    let text = std::str::from_utf8(line).map_err(|error| error.to_string())?;
    let event = wire::parse(text, index + 1).map_err(|error| error.to_string())?;
    apply(contest, &event).map_err(|error| error.to_string())
}

/// The private half of the key that the log names.
async fn key(
    looking: &Looking<'_>,
    established: &LogEstablished,
    check: &mut Check,
) -> Result<(), StoreError> {
    let row = looking.id.key_row();
    let Some(bytes) = looking.store.row(&row).await? else {
        check.fault(row, Wrong::Missing);
        return Ok(());
    };
    let text = Zeroizing::new(String::from_utf8_lossy(&Zeroizing::new(bytes)).into_owned());
    match SigningKey::parse(&text) {
        // What was wrong with it could show a part of it.
        Err(_) => check.fault(row, Wrong::Unreadable("it is no private key".to_owned())),
        Ok(key) if key.verifying_key().to_string() != established.key => {
            let found = key.verifying_key();
            check.fault(row, other("its public half", &found, &established.key));
        }
        Ok(_) => {}
    }
    Ok(())
}

async fn checkpoints(
    looking: &mut Looking<'_>,
    log: &LogName,
    lines: &[Vec<u8>],
) -> Result<(), StoreError> {
    let Some(Act::LogEstablished(established)) = event(lines, 1).map(|event| event.act) else {
        return Ok(());
    };
    let Ok(key) = established.key.parse::<VerifyingKey>() else {
        return Ok(());
    };
    let heads = heads(lines);
    let mut check = Check::of(Subject::Checkpoints);
    let kept = looking.store.checkpoints(log).await?;
    check.seen = kept.len() as u64;
    for kept in &kept {
        let head = usize::try_from(kept.size).ok();
        let head = head.and_then(|size| heads.get(size));
        if let Some(wrong) = wrong_with(&kept.note, kept.size, head, &key) {
            check.fault(Place::Checkpoint(log.clone(), kept.size), wrong);
        }
    }
    let size = lines.len() as u64;
    if !kept.iter().any(|kept| kept.size == size) {
        check.fault(Place::Checkpoint(log.clone(), size), Wrong::Missing);
    }
    looking.found(check);
    Ok(())
}

/// The heads of the tree at every size.
fn heads(lines: &[Vec<u8>]) -> Vec<TreeHead> {
    let mut tree = Tree::new();
    let mut heads = vec![tree.head()];
    for line in lines {
        tree.append(Hash::of_entry(line));
        heads.push(tree.head());
    }
    heads
}

/// What is wrong with a signed note, which is kept under a size, where the entries make this head.
pub(super) fn wrong_with(
    note: &str,
    size: u64,
    head: Option<&TreeHead>,
    key: &VerifyingKey,
) -> Option<Wrong> {
    let opened = Note::parse(note.as_bytes())
        .map_err(|error| error.to_string())
        .and_then(|note| {
            hustings_log::Checkpoint::open(&note, key).map_err(|error| error.to_string())
        });
    let said = match opened {
        Ok(checkpoint) => *checkpoint.head(),
        Err(reason) => return Some(Wrong::NotSigned(reason)),
    };
    let told = |head: &TreeHead| format!("{} entries and the root {}", head.size, head.root);
    if said.size == size && Some(&said) == head {
        return None;
    }
    let found = head.map_or_else(|| "fewer entries".to_owned(), told);
    Some(Wrong::OtherHistory {
        said: told(&said),
        found,
    })
}

/// That something is another than the log says.
pub(super) fn other(what: &'static str, found: &impl ToString, logged: &impl ToString) -> Wrong {
    Wrong::Other {
        what,
        found: found.to_string(),
        logged: logged.to_string(),
    }
}
