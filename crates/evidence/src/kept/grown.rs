use std::collections::{BTreeMap, BTreeSet};

use hustings_log::{Hash, Tree, TreeHead};

/// A log's tree, with the roots that it had at the sizes that somebody asks for.
#[derive(Debug)]
pub(crate) struct Grown {
    tree: Tree,
    wanted: BTreeSet<u64>,
    roots: BTreeMap<u64, Hash>,
}

impl Grown {
    pub fn new(wanted: BTreeSet<u64>) -> Self {
        let mut grown = Self {
            tree: Tree::new(),
            wanted,
            roots: BTreeMap::new(),
        };
        grown.keep();
        grown
    }

    pub fn append(&mut self, entry: &[u8]) {
        self.tree.append(Hash::of_entry(entry));
        self.keep();
    }

    pub fn head(&self) -> TreeHead {
        self.tree.head()
    }

    /// The root of the first so many entries, if it was asked for and there are as many.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        self.roots.get(&size).copied()
    }

    fn keep(&mut self) {
        let size = self.tree.size();
        if self.wanted.contains(&size) {
            self.roots.insert(size, self.tree.root());
        }
    }
}

/// The contest's log: an entry is a line without its line feed.
pub(crate) fn of_events(events: &[u8], wanted: BTreeSet<u64>) -> Grown {
    let mut grown = Grown::new(wanted);
    let lines = events.strip_suffix(b"\n").unwrap_or(events);
    if !events.is_empty() {
        lines
            .split(|byte| *byte == b'\n')
            .for_each(|line| grown.append(line));
    }
    grown
}
