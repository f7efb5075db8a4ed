//! Papers sent out and come back, section by section, and those that nobody accounts for.

use serde_json::{Map, Value, json};

use super::{Made, section_value};
use crate::event::Returns;
use crate::percent::percentage;
use crate::read::rulebook::Section;
use crate::votes::{Votes, counts};

/// One section, or the whole.
pub(crate) struct Entry<'a> {
    pub(crate) section: Option<&'a Section>,
    pub(crate) returns: Option<&'a Returns>,
    pub(crate) valid: Option<u128>,
    /// Papers without any preference; known only where papers are counted.
    pub(crate) blank: Option<u128>,
    pub(crate) votes: Option<&'a Votes>,
    /// Papers that were spoilt for the post, for the whole of a kept contest.
    spoilt: Option<u64>,
    /// With how many decimals these are written.
    decimals: usize,
}

/// Papers that the sources leave unaccounted for.
#[derive(Clone, Debug)]
pub(crate) struct Unaccounted {
    pub(crate) what: &'static str,
    pub(crate) section: Option<String>,
    pub(crate) received: u128,
    pub(crate) valid: u128,
    pub(crate) blank: Option<u128>,
    /// Not known where nobody declared it.
    pub(crate) invalid: Option<u64>,
}

impl<'a> Made<'a> {
    /// An entry for each section of which anything is known, then one for the whole.
    pub(crate) fn entries(&self) -> Vec<Entry<'a>> {
        if let Some(id) = &self.transcript.section {
            return vec![self.entry(self.rulebook.section(id))];
        }
        self.rulebook
            .sections_for(self.post)
            .map(|section| self.entry(Some(section)))
            .filter(|entry| entry.returns.is_some() || entry.votes.is_some())
            .chain([self.entry(None)])
            .collect()
    }

    fn entry(&self, section: Option<&'a Section>) -> Entry<'a> {
        let id = section.map(|section| section.id.as_str());
        let counted_here = self.transcript.counted && self.transcript.section.as_deref() == id;
        let (valid, votes) = if counted_here {
            let first = self.transcript.stages.first();
            (
                Some(self.transcript.papers),
                first.map(|stage| &stage.votes),
            )
        } else {
            let declared = self.log.votes_for(&self.post.id, id, 1);
            let votes = declared.map(|declared| &declared.votes);
            (votes.map(|votes| votes.values().sum()), votes)
        };
        Entry {
            section,
            returns: self.returns(id),
            valid,
            blank: counted_here.then_some(self.transcript.blank),
            votes,
            spoilt: match (section, &self.log.kept) {
                (None, Some(kept)) => Some(kept.spoilt(&self.post.id)),
                _ => None,
            },
            decimals: if counted_here {
                self.transcript.decimals()
            } else {
                0
            },
        }
    }
}

impl<'a> Made<'a> {
    /// What was declared of a section, or of the whole where all of it elects the post: otherwise
    /// the whole counts electors who have no vote for it.
    pub(crate) fn returns(&self, section: Option<&str>) -> Option<&'a Returns> {
        if section.is_none() && !self.rulebook.all_elect(self.post) {
            return None;
        }
        self.log.returns_for(section)
    }
}

impl Entry<'_> {
    pub(crate) fn id(&self) -> Option<&str> {
        self.section.map(|section| section.id.as_str())
    }

    pub(crate) fn eligible(&self) -> Option<u64> {
        self.returns?.eligible
    }

    pub(crate) fn returned(&self) -> Option<u64> {
        self.returns?.returned
    }

    /// What was declared, with the papers that are known to be spoilt for this post only.
    fn invalid(&self) -> Option<u64> {
        let declared = self.returns.and_then(|returns| returns.invalid);
        match self.spoilt {
            None => declared,
            Some(spoilt) => Some(declared.unwrap_or(0).saturating_add(spoilt)),
        }
    }

    /// The sum of the channels, if there are any.
    fn channels(&self) -> Option<u128> {
        let channels = &self.returns?.channels;
        if channels.is_empty() {
            return None;
        }
        Some(channels.values().map(|count| u128::from(*count)).sum())
    }

    /// The papers that a turnout is computed from, and what they are.
    fn voted(&self) -> Option<(u128, &'static str)> {
        if let Some(returned) = self.returned() {
            return Some((returned.into(), "returned"));
        }
        if let Some(channels) = self.channels() {
            return Some((channels, "channels"));
        }
        self.valid.map(|valid| (valid, "valid"))
    }

    pub(crate) fn turnout(&self, decimals: usize) -> Option<(String, &'static str)> {
        let (voted, of) = self.voted()?;
        let percent = percentage(voted, self.eligible()?.into(), decimals)?;
        Some((percent, of))
    }

    pub(crate) fn to_value(&self) -> Value {
        let text = |count: Option<u64>| count.map(|count| count.to_string());
        let channels: Map<String, Value> = self
            .returns
            .iter()
            .flat_map(|returns| &returns.channels)
            .map(|(means, count)| (means.clone(), count.to_string().into()))
            .collect();
        json!({
            "section": self.section.map(section_value),
            "eligible": text(self.eligible()),
            "returned": text(self.returned()),
            "invalid": text(self.invalid()),
            "valid": self.valid.map(|valid| valid.to_string()),
            "blank": self.blank.map(|blank| blank.to_string()),
            "channels": channels,
            "votes": self.votes.map(|votes| counts(votes, self.decimals)),
            "turnout": self
                .turnout(1)
                .map(|(percent, of)| json!({"percent": percent, "of": of})),
            "sources": self.returns.map_or(&[][..], |returns| &returns.sources),
        })
    }

    pub(crate) fn unaccounted(&self) -> Vec<Unaccounted> {
        let Some(valid) = self.valid else {
            return Vec::new();
        };
        let blank = self.blank.unwrap_or(0);
        let accounted = valid + blank + u128::from(self.invalid().unwrap_or(0));
        let returned = self.returned().map(u128::from);
        let channels = self.channels().filter(|_| self.invalid().is_some());
        [("returned", returned), ("channels", channels)]
            .into_iter()
            .filter_map(|(what, received)| Some((what, received?)))
            .filter(|(_, received)| *received != accounted)
            .map(|(what, received)| Unaccounted {
                what,
                section: self.id().map(str::to_owned),
                received,
                valid,
                blank: self.blank,
                invalid: self.invalid(),
            })
            .collect()
    }
}

impl Unaccounted {
    pub(crate) fn accounted(&self) -> u128 {
        self.valid + self.blank.unwrap_or(0) + u128::from(self.invalid.unwrap_or(0))
    }

    fn difference(&self) -> String {
        let sign = if self.received < self.accounted() {
            "-"
        } else {
            ""
        };
        format!("{sign}{}", self.received.abs_diff(self.accounted()))
    }

    pub(crate) fn to_value(&self) -> Value {
        json!({
            "what": self.what,
            "section": self.section,
            "received": self.received.to_string(),
            "accounted": self.accounted().to_string(),
            "difference": self.difference(),
        })
    }
}
