//! Distinct rankings and how many papers have each; whose they are is not known here.

use std::collections::BTreeMap;

use super::index::{Index, mixed};
use super::{CandidateIndex, End, Ranking, Spoilt};

/// Rankings lie one after another in one list, in the order in which each came first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rankings {
    preferences: Vec<CandidateIndex>,
    /// Those with at least one preference.
    entries: Vec<Entry>,
    index: Index<(Box<[CandidateIndex]>, End)>,
    /// The sum of all entries. With `blank` and `spoilt` it fits a u64.
    counted: u64,
    blank: u64,
    spoilt: BTreeMap<Spoilt, u64>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: usize,
    length: u16,
    end: End,
    papers: u64,
}

/// The number of all papers does not fit a u64.
#[derive(Debug)]
pub(crate) struct TooManyPapers;

impl Rankings {
    /// Adds papers with this ranking; an empty one is a blank paper.
    pub(crate) fn add(
        &mut self,
        preferences: &[CandidateIndex],
        end: End,
        papers: u64,
    ) -> Result<(), TooManyPapers> {
        self.check(papers)?;
        if preferences.is_empty() {
            self.blank += papers;
        } else if papers > 0 {
            self.counted += papers;
            let hash = hash(preferences, end);
            match self.place(hash, preferences, end) {
                Some(place) => {
                    if let Some(entry) = self.entries.get_mut(place) {
                        entry.papers += papers;
                    }
                }
                None => self.hold(hash, preferences, end, papers),
            }
        }
        Ok(())
    }

    /// Sets papers aside.
    pub(crate) fn spoil(&mut self, spoilt: Spoilt, papers: u64) -> Result<(), TooManyPapers> {
        self.check(papers)?;
        if papers > 0 {
            *self.spoilt.entry(spoilt).or_default() += papers;
        }
        Ok(())
    }

    /// Adds all papers of another poll; nothing if they are too many.
    pub(crate) fn join(&mut self, other: &Self) -> Result<(), TooManyPapers> {
        self.check(other.all())?;
        for ranking in other.iter() {
            self.add(ranking.preferences, ranking.end, ranking.papers)?;
        }
        self.add(&[], End::Exhausted, other.blank)?;
        for (spoilt, papers) in &other.spoilt {
            self.spoil(*spoilt, *papers)?;
        }
        Ok(())
    }

    /// How many papers there are, blank and spoilt ones among them.
    pub(crate) fn all(&self) -> u64 {
        self.counted + self.blank + self.spoilt.values().sum::<u64>()
    }

    fn check(&self, papers: u64) -> Result<(), TooManyPapers> {
        let all = self.all().checked_add(papers).ok_or(TooManyPapers);
        all.map(|_| ())
    }

    fn place(&self, hash: u64, preferences: &[CandidateIndex], end: End) -> Option<usize> {
        self.index.find(
            hash,
            |place| {
                let entry = self.entries.get(place);
                entry.is_some_and(|entry| {
                    entry.end == end && self.preferences_of(entry) == preferences
                })
            },
            || (preferences.into(), end),
        )
    }

    fn hold(&mut self, hash: u64, preferences: &[CandidateIndex], end: End, papers: u64) {
        let place = self.entries.len();
        self.entries.push(Entry {
            start: self.preferences.len(),
            // A ranking names each of at most 1,000 candidates once.
            length: u16::try_from(preferences.len()).unwrap_or(u16::MAX),
            end,
            papers,
        });
        self.preferences.extend_from_slice(preferences);
        let (entries, all) = (&self.entries, &self.preferences);
        self.index.insert(hash, place, |place| {
            let entry = entries.get(place);
            let preferences = entry.map(|entry| (slice(all, entry).into(), entry.end));
            preferences.unwrap_or_default()
        });
    }

    fn preferences_of(&self, entry: &Entry) -> &[CandidateIndex] {
        slice(&self.preferences, entry)
    }

    /// The same, with the candidate of each place moved to the place that `places` has there, all of them different.
    pub(crate) fn moved(&self, places: &[CandidateIndex]) -> Self {
        let mut moved = Self {
            blank: self.blank,
            counted: self.counted,
            spoilt: self.spoilt.clone(),
            ..Self::default()
        };
        let mut preferences = Vec::new();
        for ranking in self.iter() {
            preferences.clear();
            let there = |from: &CandidateIndex| places.get(from.get()).copied();
            preferences.extend(ranking.preferences.iter().filter_map(there));
            moved.hold(
                hash(&preferences, ranking.end),
                &preferences,
                ranking.end,
                ranking.papers,
            );
        }
        moved
    }

    /// In the order in which each came first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Ranking<'_>> {
        self.entries.iter().map(|entry| Ranking {
            preferences: self.preferences_of(entry),
            end: entry.end,
            papers: entry.papers,
        })
    }

    pub(crate) fn counted(&self) -> u64 {
        self.counted
    }

    pub(crate) fn blank(&self) -> u64 {
        self.blank
    }

    pub(crate) fn spoilt(&self) -> &BTreeMap<Spoilt, u64> {
        &self.spoilt
    }
}

/// Equal are the same rankings, in whatever order they came.
impl PartialEq for Rankings {
    fn eq(&self, other: &Self) -> bool {
        self.entries.len() == other.entries.len()
            && (self.counted, self.blank) == (other.counted, other.blank)
            && self.spoilt == other.spoilt
            && self.iter().all(|ranking| {
                let hash = hash(ranking.preferences, ranking.end);
                let place = other.place(hash, ranking.preferences, ranking.end);
                let theirs = place.and_then(|place| other.entries.get(place));
                theirs.is_some_and(|theirs| theirs.papers == ranking.papers)
            })
    }
}

impl Eq for Rankings {}

fn slice<'a>(all: &'a [CandidateIndex], entry: &Entry) -> &'a [CandidateIndex] {
    all.get(entry.start..entry.start.wrapping_add(usize::from(entry.length)))
        .unwrap_or_default()
}

fn hash(preferences: &[CandidateIndex], end: End) -> u64 {
    let seed = preferences.len() as u64 * 8 + end as u64;
    preferences.chunks(4).fold(seed, |hash, four| {
        let word = four
            .iter()
            .fold(0, |word: u64, next| word << 16 | u64::from(next.0));
        mixed(hash, word)
    })
}
