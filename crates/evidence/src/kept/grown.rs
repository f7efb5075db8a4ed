use std::collections::{BTreeMap, BTreeSet};

use hustings_log::{Hash, Tree, TreeHead};

/// What somebody asks of a log, by what they kept of it.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// The sizes at which its root is asked for.
    pub sizes: BTreeSet<u64>,
    /// The entries that are asked for.
    pub entries: BTreeSet<u64>,
}

impl Asked {
    pub fn and(mut self, other: Self) -> Self {
        self.sizes.extend(other.sizes);
        self.entries.extend(other.entries);
        self
    }
}

/// A log's tree, with what somebody asks for.
#[derive(Debug)]
pub(crate) struct Grown {
    tree: Tree,
    asked: Asked,
    roots: BTreeMap<u64, Hash>,
    entries: BTreeMap<u64, Vec<u8>>,
}

impl Grown {
    pub fn new(asked: Asked) -> Self {
        let mut grown = Self {
            tree: Tree::new(),
            asked,
            roots: BTreeMap::new(),
            entries: BTreeMap::new(),
        };
        grown.keep();
        grown
    }

    pub fn append(&mut self, entry: &[u8]) {
        let index = self.tree.size();
        if self.asked.entries.contains(&index) {
            self.entries.insert(index, entry.to_vec());
        }
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

    /// The entry at an index, if it was asked for and is there.
    pub fn entry(&self, index: u64) -> Option<&[u8]> {
        self.entries.get(&index).map(Vec::as_slice)
    }

    fn keep(&mut self) {
        let size = self.tree.size();
        if self.asked.sizes.contains(&size) {
            self.roots.insert(size, self.tree.root());
        }
    }
}

/// The contest's log: an entry is a line without its line feed.
pub(crate) fn of_events(events: &[u8], asked: Asked) -> Grown {
    let mut grown = Grown::new(asked);
    let lines = events.strip_suffix(b"\n").unwrap_or(events);
    if !events.is_empty() {
        lines
            .split(|byte| *byte == b'\n')
            .for_each(|line| grown.append(line));
    }
    grown
}
