//! One paper: its marks, and what the marks rule makes of them.

use super::error::Fault;
use super::lines::Judged;
use super::marks::{Beyond, Marks, Overvote, Repeated, Skipped};
use crate::papers::{CandidateIndex, End, Spoilt};

/// A candidate marked at a rank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// From 1.
    pub(crate) rank: u32,
    pub(crate) candidate: CandidateIndex,
    /// Where it stands: the byte of its line, or what else its reader knows a place by.
    pub(crate) at: usize,
}

/// Judges papers one after another, in the same memory.
#[derive(Debug)]
pub(crate) struct Judge {
    rule: Marks,
    /// The marks of this paper.
    marks: Vec<Mark>,
    preferences: Vec<CandidateIndex>,
    /// The last paper on which each candidate stood, by place; so nothing is cleared between papers.
    seen: Vec<u64>,
    paper: u64,
}

/// A mark that the rule does not let stand, and where.
pub(crate) struct Refused {
    pub(crate) fault: Fault,
    pub(crate) at: usize,
}

/// Why reading a paper ends before its last mark.
enum Stopped {
    Refused(Refused),
    Spoilt(Spoilt),
    End(End),
}

impl Stopped {
    fn refused(mark: Mark, fault: Fault) -> Self {
        let at = mark.at;
        Self::Refused(Refused { fault, at })
    }
}

impl Judge {
    pub(crate) fn new(rule: Marks) -> Self {
        Self {
            rule,
            marks: Vec::new(),
            preferences: Vec::new(),
            seen: Vec::new(),
            paper: 0,
        }
    }

    /// Begins the next paper.
    pub(crate) fn next(&mut self) {
        self.marks.clear();
        self.preferences.clear();
        self.paper = self.paper.wrapping_add(1);
    }

    /// Adds a mark to this paper.
    pub(crate) fn mark(&mut self, rank: u32, candidate: CandidateIndex, at: usize) {
        self.marks.push(Mark {
            rank,
            candidate,
            at,
        });
    }

    /// Puts the marks in the order of their ranks, where they were not added in it.
    pub(crate) fn sort(&mut self) {
        self.marks.sort_by_key(|mark| mark.rank);
    }

    /// What the marks of this paper come to. `name` is what a candidate is called in a refusal.
    pub(crate) fn judged(
        &mut self,
        name: impl Fn(CandidateIndex) -> String,
    ) -> Result<Judged<'_>, Refused> {
        match self.read(name) {
            Err(Stopped::Refused(refused)) => Err(refused),
            Err(Stopped::Spoilt(spoilt)) => Ok(Judged::Spoilt(spoilt)),
            Err(Stopped::End(end)) if self.preferences.is_empty() => {
                Ok(Judged::Spoilt(match end {
                    End::Overvote => Spoilt::Overvote,
                    End::Skipped => Spoilt::Skipped,
                    End::Repeated => Spoilt::Repeated,
                    End::Exhausted => Spoilt::NoPreference,
                }))
            }
            Err(Stopped::End(end)) => Ok(Judged::Ranking(&self.preferences, end)),
            Ok(()) if self.marks.is_empty() => Ok(Judged::Blank),
            Ok(()) if self.preferences.is_empty() => Ok(Judged::Spoilt(Spoilt::NoPreference)),
            Ok(()) => Ok(Judged::Ranking(&self.preferences, End::Exhausted)),
        }
    }

    fn read(&mut self, name: impl Fn(CandidateIndex) -> String) -> Result<(), Stopped> {
        self.keep_within_bounds()?;
        let marks = std::mem::take(&mut self.marks);
        let read = self.read_ranks(&marks, name);
        self.marks = marks;
        read
    }

    /// marks 1: the ranks that a paper may use.
    fn keep_within_bounds(&mut self) -> Result<(), Stopped> {
        let Some(last) = self.rule.ranks_at_most else {
            return Ok(());
        };
        let Some(beyond) = self.marks.iter().find(|mark| mark.rank > last) else {
            return Ok(());
        };
        match self.rule.beyond {
            Beyond::Refuse => Err(Stopped::refused(*beyond, Fault::BeyondLastRank(last))),
            Beyond::Spoil => Err(Stopped::Spoilt(Spoilt::Beyond)),
            Beyond::Ignore => {
                self.marks.retain(|mark| mark.rank <= last);
                Ok(())
            }
        }
    }

    fn read_ranks(
        &mut self,
        marks: &[Mark],
        name: impl Fn(CandidateIndex) -> String,
    ) -> Result<(), Stopped> {
        let mut before = 0;
        for at_rank in marks.chunk_by(|one, other| one.rank == other.rank) {
            let Some(first) = at_rank.first() else {
                continue;
            };
            self.skip(*first, before)?;
            before = first.rank;
            for mark in at_rank {
                self.see(*mark, &name)?;
            }
            self.prefer(at_rank)?;
        }
        self.skip_to_the_last(before)
    }

    /// marks 2: ranks that are skipped before a mark.
    fn skip(&self, mark: Mark, before: u32) -> Result<(), Stopped> {
        let skipped = mark.rank.saturating_sub(before).saturating_sub(1);
        if skipped == 0 {
            return Ok(());
        }
        match self.rule.skipped {
            Skipped::Refuse => {
                let fault = Fault::SkippedRank {
                    skipped: before.saturating_add(1),
                    rank: mark.rank,
                };
                Err(Stopped::refused(mark, fault))
            }
            Skipped::Spoil => Err(Stopped::Spoilt(Spoilt::Skipped)),
            Skipped::Stop => Err(Stopped::End(End::Skipped)),
            Skipped::PassOver => match self.rule.skipped_at_most {
                Some(most) if skipped > most => Err(Stopped::End(End::Skipped)),
                _ => Ok(()),
            },
        }
    }

    /// marks 2c: where a paper has a last rank, the empty ones before it are skipped too. It changes only what the
    /// ranking is said to end by.
    fn skip_to_the_last(&self, before: u32) -> Result<(), Stopped> {
        match (self.rule.ranks_at_most, self.rule.skipped_at_most) {
            (Some(last), Some(most)) if before > 0 && last.saturating_sub(before) > most => {
                Err(Stopped::End(End::Skipped))
            }
            _ => Ok(()),
        }
    }

    /// marks 3: a candidate who stood before.
    fn see(&mut self, mark: Mark, name: impl Fn(CandidateIndex) -> String) -> Result<(), Stopped> {
        let place = mark.candidate.get();
        if place >= self.seen.len() {
            self.seen.resize(place + 1, 0);
        }
        let seen = self
            .seen
            .get_mut(place)
            .map(|last| std::mem::replace(last, self.paper));
        if seen != Some(self.paper) {
            return Ok(());
        }
        match self.rule.repeated {
            Repeated::Refuse => {
                let fault = Fault::CandidateTwice(name(mark.candidate));
                Err(Stopped::refused(mark, fault))
            }
            Repeated::Spoil => Err(Stopped::Spoilt(Spoilt::Repeated)),
            Repeated::Stop => Err(Stopped::End(End::Repeated)),
            Repeated::PassOver => Ok(()),
        }
    }

    /// marks 4: the candidate at a rank, if there is one only.
    fn prefer(&mut self, at_rank: &[Mark]) -> Result<(), Stopped> {
        let mut marks = at_rank.iter();
        let Some(first) = marks.next() else {
            return Ok(());
        };
        let Some(other) = marks.find(|mark| mark.candidate != first.candidate) else {
            if self.rule.repeated != Repeated::PassOver
                || !self.preferences.contains(&first.candidate)
            {
                self.preferences.push(first.candidate);
            }
            return Ok(());
        };
        match self.rule.overvote {
            Overvote::Refuse => Err(Stopped::refused(*other, Fault::EqualPreferences)),
            Overvote::Spoil => Err(Stopped::Spoilt(Spoilt::Overvote)),
            Overvote::Stop => Err(Stopped::End(End::Overvote)),
            Overvote::PassOver => Ok(()),
        }
    }
}
