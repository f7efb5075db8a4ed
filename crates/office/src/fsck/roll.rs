//! The frozen roll: its rows and its published lists, against the roots in the log.

use std::collections::BTreeMap;

use hustings_contest::Contest;
use hustings_contest::event::FrozenSection;
use hustings_roll::wire::PrivateRow;
use hustings_roll::{
    Commitment, CommitmentList, Elector, FreezeRefusal, Frozen, Opening, Row, Salt,
};
use hustings_rulebook::{Rulebook, SectionId};
use hustings_store::{RowKey, StoreError};

use super::Looking;
use super::log::other;
use super::report::{Check, Place, Subject, Wrong};
use crate::names::ELECTOR;
use crate::rolls;

/// Looks at every section, if the roll is frozen.
pub(super) async fn look(looking: &mut Looking<'_>, contest: &Contest) -> Result<(), StoreError> {
    let Some(kept) = contest.kept().filter(|kept| kept.roll.frozen.is_some()) else {
        return Ok(());
    };
    let mut checks: BTreeMap<SectionId, Check> = kept
        .roll
        .sections
        .keys()
        .map(|id| (id.clone(), Check::of(Subject::Roll(id.clone()))))
        .collect();
    let rows = rows(looking, contest.rulebook(), &mut checks).await?;
    let frozen = frozen(looking, &rows, contest.rulebook(), &mut checks);
    for (id, logged) in &kept.roll.sections {
        let check = checks
            .entry(id.clone())
            .or_insert_with(|| Check::of(Subject::Roll(id.clone())));
        let list = list(looking, id, logged, check).await?;
        if let Some(frozen) = &frozen {
            section(frozen, contest.rulebook(), id, logged, check);
        }
        if let Some(list) = list {
            compare(looking, &rows, id, &list, check);
        }
    }
    for check in checks.into_values() {
        looking.found(check);
    }
    Ok(())
}

/// How the log calls an elector's section.
fn named(elector: &Elector) -> Option<SectionId> {
    rolls::named(elector.section.as_ref()).ok()
}

/// The rows that read, each of a section that there is.
async fn rows(
    looking: &Looking<'_>,
    rulebook: &Rulebook,
    checks: &mut BTreeMap<SectionId, Check>,
) -> Result<Vec<(Row, Salt)>, StoreError> {
    let mut all = Vec::new();
    let mut rows = looking.store.rows(&looking.id.to_string(), ELECTOR);
    while let Some((key, value)) = rows.next().await? {
        let at = RowKey::new(looking.id.to_string(), ELECTOR, key);
        match row(&at.key, &value, rulebook) {
            Ok((row, salt)) => {
                let check = named(&row.elector).and_then(|id| checks.get_mut(&id));
                if let Some(check) = check {
                    check.seen += 1;
                }
                all.push((row, salt));
            }
            // Of which section it was cannot be said, but the section that lacks it will.
            Err(reason) => {
                if let Some(check) = checks.values_mut().next() {
                    check.fault(at, Wrong::Unreadable(reason));
                }
            }
        }
    }
    Ok(all)
}

/// What is wrong is told by its place in the row: in words it could show what is there.
fn row(key: &str, value: &[u8], rulebook: &Rulebook) -> Result<(Row, Salt), String> {
    let text = std::str::from_utf8(value).map_err(|_| "it is not UTF-8".to_owned())?;
    let PrivateRow { row, salt } = PrivateRow::read(text)
        .map_err(|error| format!("line {}, column {}", error.line, error.column))?;
    if row.elector.id.as_str() != key {
        return Err("it is of another elector than its key".to_owned());
    }
    let sections = &rulebook.roll.sections;
    let known = match &row.elector.section {
        Some(id) => rulebook.section(id).is_some(),
        None => sections.is_empty(),
    };
    if !known {
        return Err("its section is not one of roll.section".to_owned());
    }
    let salt = salt.ok_or("it has no salt, and the roll is frozen")?;
    Ok((row, salt))
}

fn frozen(
    looking: &Looking<'_>,
    rows: &[(Row, Salt)],
    rulebook: &Rulebook,
    checks: &mut BTreeMap<SectionId, Check>,
) -> Option<Frozen> {
    match Frozen::of(rows.iter().cloned(), rulebook) {
        Ok(frozen) => Some(frozen),
        Err(refusal) => {
            if let (FreezeRefusal::SaltRepeated(elector), Some(check)) =
                (refusal, checks.values_mut().next())
            {
                let at = RowKey::new(looking.id.to_string(), ELECTOR, elector.as_str());
                check.fault(at, Wrong::Twice("its salt is another elector's too"));
            }
            None
        }
    }
}

/// The rows of a section against what the log has of it.
fn section(
    frozen: &Frozen,
    rulebook: &Rulebook,
    id: &SectionId,
    logged: &FrozenSection,
    check: &mut Check,
) {
    let of = rulebook.section(id).map(|section| &section.id);
    let Some(made) = frozen.section(of) else {
        return check.fault(Place::Section(id.clone()), Wrong::Missing);
    };
    let Ok(made) = rolls::logged(made) else {
        return;
    };
    // A means that nobody uses may be left out.
    let used = |section: &FrozenSection| -> BTreeMap<String, u64> {
        let channels = section.channels.clone().into_iter();
        channels.filter(|(_, number)| *number > 0).collect()
    };
    let place = || Place::Section(id.clone());
    if made.electors != logged.electors {
        let wrong = other("the number of its rows", &made.electors, &logged.electors);
        check.fault(place(), wrong);
    } else if used(&made) != used(logged) {
        let wrong = other("what they vote by", &told(&made), &told(logged));
        check.fault(place(), wrong);
    }
    if made.root != logged.root {
        let wrong = other("the root of its rows", &made.root, &logged.root);
        check.fault(place(), wrong);
    }
}

fn told(section: &FrozenSection) -> String {
    let channels = section.channels.iter();
    let parts = channels.map(|(means, number)| format!("{number} {means}"));
    parts.collect::<Vec<_>>().join(" and ")
}

/// The published list, if it is the one in the log.
async fn list(
    looking: &Looking<'_>,
    id: &SectionId,
    logged: &FrozenSection,
    check: &mut Check,
) -> Result<Option<CommitmentList>, StoreError> {
    let at = looking.id.file_row(&format!("roll/{id}.txt"));
    let Some(bytes) = looking.store.row(&at).await? else {
        check.fault(at, Wrong::Missing);
        return Ok(None);
    };
    let list = match CommitmentList::read(&bytes) {
        Ok(list) => list,
        Err(error) => {
            check.fault(at, Wrong::Unreadable(error.to_string()));
            return Ok(None);
        }
    };
    let root = list.root().to_string();
    if root == logged.root.as_str() {
        return Ok(Some(list));
    }
    check.fault(at, other("its root", &root, &logged.root));
    Ok(None)
}

/// Each row has its line, and each line its row: where the roots differ this names whose row it is.
fn compare(
    looking: &Looking<'_>,
    rows: &[(Row, Salt)],
    id: &SectionId,
    list: &CommitmentList,
    check: &mut Check,
) {
    let mut found = 0;
    for (row, salt) in rows {
        if named(&row.elector).as_ref() != Some(id) {
            continue;
        }
        let commitment: Commitment = Opening::of(&row.elector, *salt).commitment();
        if list.place(&commitment).is_some() {
            found += 1;
        } else {
            let key = row.elector.id.as_str();
            let at = RowKey::new(looking.id.to_string(), ELECTOR, key);
            check.fault(at, Wrong::NotOnList(id.clone()));
        }
    }
    let lines = list.commitments().len() as u64;
    if found < lines {
        let at = looking.id.file_row(&format!("roll/{id}.txt"));
        check.fault(at, Wrong::NoRow(lines - found));
    }
}
