//! The declaration, made again from rulebook, log and transcript.

pub(crate) mod figures;
mod kept;
pub(crate) mod returns;

use serde_json::{Value, json};

use self::figures::Figure;
pub(crate) use self::kept::additions;
use self::returns::{Entry, Unaccounted};
use crate::event::Moment;
use crate::log::Log;
use crate::percent::percentage;
use crate::read::rulebook::{Post, Rulebook, Section};
use crate::statement::LogName;
use crate::time::Time;
use crate::transcript::{Stage, Transcript};
use crate::votes::{counts, one_vote, written};

/// A declaration, with the parts that are claimed one by one.
pub(crate) struct Declaration {
    pub(crate) value: Value,
    pub(crate) figures: Vec<Figure>,
    pub(crate) unaccounted: Vec<Unaccounted>,
}

/// What a declaration is made from.
pub(crate) struct Made<'a> {
    pub(crate) rulebook: &'a Rulebook,
    pub(crate) log: &'a Log,
    pub(crate) post: &'a Post,
    pub(crate) transcript: &'a Transcript,
}

impl Made<'_> {
    pub(crate) fn declaration(&self, name: &LogName) -> Declaration {
        let entries = self.entries();
        let figures = self.figures(&entries);
        let unaccounted: Vec<Unaccounted> = entries.iter().flat_map(Entry::unaccounted).collect();
        let result = self.log.result_for(&self.post.id);
        let poll = &self.rulebook.ballot.window;
        let moment = |moment: &Option<Moment>| {
            let time = moment.as_ref().and_then(|moment| moment.0.as_ref());
            time.map(|time| time.text().to_owned())
        };
        let mut value = json!({
            "format": "hustings-declaration/1",
            "title": self.rulebook.title,
            "organisation": self.rulebook.organisation,
            "post": {"id": self.post.id, "title": self.post.title, "seats": self.post.seats},
            "provenance": self.transcript.provenance(),
            "section": self.section().map(section_value),
            "poll": {
                "opens": poll.opens.as_ref().map(Time::text),
                "closes": poll.closes.as_ref().map(Time::text),
                "opened": moment(&self.log.poll_opened),
                "closed": moment(&self.log.poll_closed),
            },
            "returns": entries.iter().map(Entry::to_value).collect::<Value>(),
            "stages": self.stages(),
            "elected": self.elected(),
            "declared_on": result
                .and_then(|result| result.decided.as_ref())
                .map(Time::text),
            "certified_by": result.and_then(|result| result.certified_by.as_ref()),
            "claims": figures.iter().map(Figure::to_value).collect::<Value>(),
            "unreconciled": unaccounted.iter().map(Unaccounted::to_value).collect::<Value>(),
            "log": name.to_value(),
        });
        for (key, added) in additions(self.rulebook, self.log, self.post) {
            value[key] = added;
        }
        Declaration {
            value,
            figures,
            unaccounted,
        }
    }

    /// The section that the papers are of, for the result of one section of a college.
    fn section(&self) -> Option<&Section> {
        let id = self.transcript.section.as_ref()?;
        self.rulebook.section(id)
    }

    fn stages(&self) -> Value {
        let decimals = self.transcript.decimals();
        self.transcript
            .stages
            .iter()
            .map(|stage| {
                json!({
                    "number": stage.number,
                    "votes": counts(&stage.votes, decimals),
                    "non_transferable": written(stage.non_transferable, decimals),
                    "did": stage.did,
                    "candidates": stage.candidates,
                    "sources": self.sources_of_stage(stage.number),
                })
            })
            .collect()
    }

    /// Who declared the votes of a stage; nobody did where papers were counted.
    fn sources_of_stage(&self, number: u64) -> &[String] {
        if self.transcript.counted {
            return &[];
        }
        self.log
            .votes_for(&self.post.id, None, number)
            .map_or(&[], |declared| &declared.sources)
    }

    /// Each with the figures of the stage at which he or she was elected.
    fn elected(&self) -> Value {
        let stages = self.transcript.stages.iter();
        stages
            .flat_map(|stage| {
                stage
                    .all_elected()
                    .map(move |id| self.one_elected(id, stage))
            })
            .collect()
    }

    fn one_elected(&self, id: &str, stage: &Stage) -> Value {
        let decimals = self.transcript.decimals();
        let votes = stage.votes.get(id).copied().unwrap_or(0);
        let in_the_count: u128 = stage.votes.values().sum();
        let papers = self.transcript.papers * one_vote(decimals);
        let name = self
            .log
            .candidate(&self.post.id, id)
            .map(|candidate| &candidate.name);
        json!({
            "id": id,
            "name": name,
            "stage": stage.number,
            "votes": written(votes, decimals),
            "of_continuing": percentage(votes, in_the_count, 1),
            "of_first_stage": percentage(votes, papers, 1),
        })
    }
}

fn section_value(section: &Section) -> Value {
    json!({"id": section.id, "title": section.title})
}

#[cfg(test)]
mod tests;
