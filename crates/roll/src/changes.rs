//! What is different between two rolls: before an officer takes a later file over.

use hustings_rulebook::SectionId;

use crate::{Channel, Column, Elector, ElectorId, Roll};

/// What is different; each list in the order of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// In the new roll only.
    pub added: Vec<ElectorId>,
    /// In the old roll only.
    pub removed: Vec<ElectorId>,
    /// In both, with other data; who moved or has another channel is here too.
    pub changed: Vec<Changed>,
}

/// An elector whose row says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Who.
    pub elector: ElectorId,
    /// In which columns, in order; at least one.
    pub columns: Vec<Column>,
    /// From which section to which, where she moved.
    pub moved: Option<(Option<SectionId>, Option<SectionId>)>,
    /// From which channel to which, where she has another.
    pub switched: Option<(Channel, Channel)>,
}

impl Changes {
    /// Those who moved to another section.
    pub fn moved(&self) -> impl Iterator<Item = &Changed> {
        self.changed
            .iter()
            .filter(|changed| changed.moved.is_some())
    }

    /// Those with another channel.
    pub fn switched(&self) -> impl Iterator<Item = &Changed> {
        self.changed
            .iter()
            .filter(|changed| changed.switched.is_some())
    }

    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// What is different between the rows under which people stand, eligible or not.
pub fn changes(old: &Roll, new: &Roll) -> Changes {
    let ids = |roll: &Roll, other: &Roll| {
        let apart = roll
            .electors()
            .filter(|elector| other.row(&elector.id).is_none());
        apart.map(|elector| elector.id.clone()).collect()
    };
    let changed = |elector: &Elector| changed(&old.row(&elector.id)?.elector, elector);
    Changes {
        added: ids(new, old),
        removed: ids(old, new),
        changed: new.electors().filter_map(changed).collect(),
    }
}

fn changed(old: &Elector, new: &Elector) -> Option<Changed> {
    let columns = old.differing(new);
    if columns.is_empty() {
        return None;
    }
    let (from, to) = (&old.section, &new.section);
    Some(Changed {
        elector: new.id.clone(),
        columns,
        moved: (from != to).then(|| (from.clone(), to.clone())),
        switched: (old.channel != new.channel).then_some((old.channel, new.channel)),
    })
}
