//! Which elector has which credential, against the lists of the boxes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use hustings_rulebook::BoxId;
use hustings_seal::group::Encoded;
use hustings_store::{RowKey, StoreError};

use super::Looking;
use super::boxes::Lists;
use super::report::{Check, Subject, Wrong};
use crate::names::kind::CREDENTIAL;

/// Looks at the links of every box that has some.
pub(super) async fn look(looking: &mut Looking<'_>, lists: &Lists) -> Result<(), StoreError> {
    let mut links: BTreeMap<BoxId, Links> = BTreeMap::new();
    let mut electors = BTreeSet::new();
    let mut rows = looking.store.rows(&looking.id.to_string(), CREDENTIAL);
    while let Some((key, value)) = rows.next().await? {
        let at = RowKey::new(looking.id.to_string(), CREDENTIAL, key);
        let Some((of, elector)) = at.key.split_once('/') else {
            continue;
        };
        let (Ok(of), elector) = (of.parse::<BoxId>(), elector.to_owned()) else {
            continue;
        };
        // A box whose setup does not read was named for that.
        let Some(listed) = lists.get(&of) else {
            continue;
        };
        let links = links.entry(of.clone()).or_insert_with(|| Links::of(of));
        let wrong = links.take(&value, listed);
        if let Some(wrong) = wrong {
            links.check.fault(at, wrong);
        } else if !electors.insert(elector) {
            let twice = "its elector has a credential for another box too";
            links.check.fault(at, Wrong::Twice(twice));
        }
    }
    for (of, mut links) in links {
        links.whole(looking, lists.get(&of).map_or(0, HashSet::len) as u64);
        looking.found(links.check);
    }
    Ok(())
}

/// The links of a box.
struct Links {
    of: BoxId,
    check: Check,
    seen: HashSet<Encoded>,
}

impl Links {
    fn of(of: BoxId) -> Self {
        Self {
            check: Check::of(Subject::Credentials(of.clone())),
            of,
            seen: HashSet::new(),
        }
    }

    fn take(&mut self, credential: &[u8], listed: &HashSet<Encoded>) -> Option<Wrong> {
        self.check.seen += 1;
        let Ok(credential) = Encoded::from_hex(credential) else {
            return Some(Wrong::Unreadable("it is no credential".to_owned()));
        };
        if !listed.contains(&credential) {
            Some(Wrong::NotListed)
        } else if !self.seen.insert(credential) {
            Some(Wrong::Twice("its credential is another elector's too"))
        } else {
            None
        }
    }

    /// All links of a box are taken in at once, or none.
    fn whole(&mut self, looking: &Looking<'_>, listed: u64) {
        let found = self.seen.len() as u64;
        if found < listed {
            let at = looking.id.row(CREDENTIAL, format!("{}/", self.of));
            self.check.fault(at, Wrong::Links { found, listed });
        }
    }
}
