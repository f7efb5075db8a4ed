//! How papers are grouped for Meek's method, so that a pass over all of them is a pass over a few groups.
//!
//! A hopeful candidate keeps all of every paper that reaches him or her, so a paper matters only as far as its first
//! hopeful candidate. What happens to it before depends on the elected candidates it passes, in their order, and on
//! nothing else: all papers that pass the same elected candidates arrive with the same weight, to the last digit,
//! since each of their weights is made by the same roundings of the same numbers. They are one group. A share of a
//! group is the share of one paper, rounded as that of one paper, times the number of papers: the sum that counting
//! paper by paper would come to, exactly.
//!
//! The groups are a tree. At its root lie the papers that have passed nobody; from a group, those whose next
//! preference is an elected candidate go on to another. Excluded candidates are passed over, as if they were not on
//! the paper. When somebody is elected or excluded only the papers that lie with him or her move.

use std::collections::BTreeMap;

use crate::papers::{CandidateIndex, Papers};

/// All papers of a count, grouped.
pub(super) struct Groups<'a> {
    /// A group stands after the one from which its papers come.
    groups: Vec<Group<'a>>,
    /// By place of the candidate.
    standings: Vec<Standing>,
}

/// What a candidate is in a count by Meek's method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Hopeful,
    Elected,
    /// Excluded, or withdrawn before the count.
    Out,
}

/// Papers that have passed the same elected candidates in the same order.
#[derive(Default)]
pub(super) struct Group<'a> {
    /// The group from which the papers come, and the elected candidate whom they passed since; `None` at the root.
    pub(super) passed: Option<(usize, CandidateIndex)>,
    /// How many papers passed that candidate, also those that have gone on to other groups.
    pub(super) papers: u64,
    /// How many have no preference left.
    pub(super) exhausted: u64,
    piles: BTreeMap<CandidateIndex, Pile<'a>>,
    onward: BTreeMap<CandidateIndex, usize>,
}

/// The papers of a group that lie with one hopeful candidate.
#[derive(Default)]
struct Pile<'a> {
    papers: u64,
    bundles: Vec<Bundle<'a>>,
}

/// Papers with the same ranking. `rest` are the preferences after the last that was looked at.
#[derive(Clone, Copy)]
struct Bundle<'a> {
    rest: &'a [CandidateIndex],
    papers: u64,
}

impl Group<'_> {
    /// The hopeful candidates with whom papers of this group lie, and how many.
    pub(super) fn piles(&self) -> impl Iterator<Item = (CandidateIndex, u64)> {
        self.piles.iter().map(|(c, pile)| (*c, pile.papers))
    }
}

impl<'a> Groups<'a> {
    /// All papers, where these are hopeful and nobody is elected.
    pub(super) fn new(papers: &'a Papers, standing: &[CandidateIndex]) -> Self {
        let mut groups = Self {
            groups: vec![Group::default()],
            standings: vec![Standing::Out; papers.candidates().len()],
        };
        for candidate in standing {
            groups.stand(*candidate, Standing::Hopeful);
        }
        for ranking in papers.rankings() {
            let bundle = Bundle {
                rest: ranking.preferences,
                papers: ranking.papers,
            };
            groups.lay(0, bundle);
        }
        groups
    }

    /// The groups, each after the one from which its papers come.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Group<'a>> {
        self.groups.iter()
    }

    /// From now on the candidate keeps a part of each paper, and passes it on.
    pub(super) fn elect(&mut self, candidate: CandidateIndex) {
        self.stand(candidate, Standing::Elected);
        for (at, pile) in self.take(candidate) {
            for bundle in pile.bundles {
                let onward = self.onward(at, candidate, bundle.papers);
                self.lay(onward, bundle);
            }
        }
    }

    /// From now on papers pass the candidate as if he or she were not on them.
    pub(super) fn exclude(&mut self, candidate: CandidateIndex) {
        self.stand(candidate, Standing::Out);
        for (at, pile) in self.take(candidate) {
            for bundle in pile.bundles {
                self.lay(at, bundle);
            }
        }
    }

    /// The piles of a candidate, taken from the groups in which they lie.
    fn take(&mut self, candidate: CandidateIndex) -> Vec<(usize, Pile<'a>)> {
        let groups = self.groups.iter_mut().enumerate();
        groups
            .filter_map(|(at, group)| Some((at, group.piles.remove(&candidate)?)))
            .collect()
    }

    /// Lays papers of a group with their first hopeful candidate, in the group to which the elected ones before lead.
    fn lay(&mut self, mut at: usize, bundle: Bundle<'a>) {
        let papers = bundle.papers;
        let mut rest = bundle.rest;
        while let Some((next, after)) = rest.split_first() {
            match self.standing(*next) {
                Standing::Hopeful => {
                    if let Some(group) = self.groups.get_mut(at) {
                        let pile = group.piles.entry(*next).or_default();
                        pile.papers += papers;
                        pile.bundles.push(Bundle {
                            rest: after,
                            papers,
                        });
                    }
                    return;
                }
                Standing::Elected => at = self.onward(at, *next, papers),
                Standing::Out => {}
            }
            rest = after;
        }
        if let Some(group) = self.groups.get_mut(at) {
            group.exhausted += papers;
        }
    }

    /// The group of the papers that go from this one past an elected candidate, with so many more.
    fn onward(&mut self, from: usize, elected: CandidateIndex, papers: u64) -> usize {
        let new = self.groups.len();
        let onward = self.groups.get_mut(from).map(|group| &mut group.onward);
        let at = onward.map_or(new, |onward| *onward.entry(elected).or_insert(new));
        if at == new {
            self.groups.push(Group {
                passed: Some((from, elected)),
                ..Group::default()
            });
        }
        if let Some(group) = self.groups.get_mut(at) {
            group.papers += papers;
        }
        at
    }

    fn standing(&self, candidate: CandidateIndex) -> Standing {
        let standing = self.standings.get(candidate.get());
        standing.copied().unwrap_or(Standing::Out)
    }

    fn stand(&mut self, candidate: CandidateIndex, standing: Standing) {
        if let Some(entry) = self.standings.get_mut(candidate.get()) {
            *entry = standing;
        }
    }
}
