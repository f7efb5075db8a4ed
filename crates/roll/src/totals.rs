//! Totals that reconcile.

use std::collections::BTreeMap;

use hustings_rulebook::SectionId;

use crate::{Channel, Eligibility, NotEligible, Roll, Row};

/// How many rows lie in which heap. Every row is in exactly one: `rows` is the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows read, and claims that were allowed.
    pub rows: u64,
    /// Of electors who may vote.
    pub accepted: u64,
    /// Of electors whose matches must be ruled on.
    pub held: u64,
    /// Of people whom a rule bars or a ruling excludes.
    pub not_eligible: u64,
    /// Of people who vote under another row: by precedence, or by a ruling on a match.
    pub set_aside: u64,
    /// That could not stand.
    pub rejected: u64,
}

/// Rows of one section and channel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// The section; `None` where the rulebook has none, or a rejected row names none.
    pub section: Option<SectionId>,
    /// The channel; `None` where a rejected row names none.
    pub channel: Option<Channel>,
}

/// The heaps, in all and apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// In all.
    pub all: Tally,
    /// By section and channel, in order; the sum is `all`.
    pub groups: BTreeMap<Group, Tally>,
}

#[derive(Clone, Copy)]
enum Heap {
    Accepted,
    Held,
    NotEligible,
    SetAside,
    Rejected,
}

impl Tally {
    fn add(&mut self, heap: Heap) {
        self.rows += 1;
        *match heap {
            Heap::Accepted => &mut self.accepted,
            Heap::Held => &mut self.held,
            Heap::NotEligible => &mut self.not_eligible,
            Heap::SetAside => &mut self.set_aside,
            Heap::Rejected => &mut self.rejected,
        } += 1;
    }

    /// Whether every row is in exactly one heap.
    pub fn reconciles(&self) -> bool {
        self.rows == self.accepted + self.held + self.not_eligible + self.set_aside + self.rejected
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.accepted += other.accepted;
        self.held += other.held;
        self.not_eligible += other.not_eligible;
        self.set_aside += other.set_aside;
        self.rejected += other.rejected;
    }
}

impl Totals {
    fn add(&mut self, section: Option<&SectionId>, channel: Option<Channel>, heap: Heap) {
        self.all.add(heap);
        let group = Group {
            section: section.cloned(),
            channel,
        };
        self.groups.entry(group).or_default().add(heap);
    }

    fn add_row(&mut self, row: &Row, heap: Heap) {
        self.add(
            row.elector.section.as_ref(),
            Some(row.elector.channel),
            heap,
        );
    }

    /// By section, all channels together.
    pub fn by_section(&self) -> BTreeMap<Option<SectionId>, Tally> {
        self.by(|group| group.section.clone())
    }

    /// By channel, all sections together.
    pub fn by_channel(&self) -> BTreeMap<Option<Channel>, Tally> {
        self.by(|group| group.channel)
    }

    fn by<K: Ord>(&self, key: impl Fn(&Group) -> K) -> BTreeMap<K, Tally> {
        let mut sums: BTreeMap<K, Tally> = BTreeMap::new();
        for (group, tally) in &self.groups {
            *sums.entry(key(group)).or_default() += *tally;
        }
        sums
    }
}

impl Roll {
    /// How many rows lie in which heap, as things stand.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        let survey = self.survey();
        for row in self.rows() {
            totals.add_row(row, heap(&survey.eligibility(&row.elector.id)));
        }
        for other in self.others() {
            let heap = if other.bar.is_some() {
                Heap::NotEligible
            } else {
                Heap::SetAside
            };
            totals.add_row(&other.row, heap);
        }
        for row in self.rejected() {
            totals.add(row.section.as_ref(), row.channel, Heap::Rejected);
        }
        totals
    }
}

fn heap(eligibility: &Eligibility) -> Heap {
    match eligibility {
        Eligibility::Eligible { .. } => Heap::Accepted,
        Eligibility::Held { .. } => Heap::Held,
        Eligibility::NotEligible(reason) => match **reason {
            NotEligible::SamePerson { .. } => Heap::SetAside,
            _ => Heap::NotEligible,
        },
    }
}
