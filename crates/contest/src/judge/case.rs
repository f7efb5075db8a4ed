//! The evidence for one candidate at one stage.

use hustings_count::CandidateId;
use hustings_rulebook::{BodyId, Moment, PostId, Stage, Test};
use jiff::civil::DateTime;

use super::bounds::At;
use crate::event::{Nominated, Record, TallyReported};
use crate::state::PostState;
use crate::{Contest, Recorded};

/// One candidate at one stage.
pub(super) struct Case<'a> {
    pub(super) contest: &'a Contest,
    pub(super) stage: &'a Stage,
    pub(super) candidate: &'a CandidateId,
    post: &'a PostState,
    /// From when on a report bounds the final figure from above; `None` if that is not known.
    pub(super) end: Option<DateTime>,
}

/// The reports of one moment.
pub(super) struct Group<'a> {
    pub(super) as_of: &'a Moment,
    pub(super) low: u64,
    pub(super) high: u64,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        contest: &'a Contest,
        post: &PostId,
        candidate: &'a CandidateId,
        stage: &'a Stage,
    ) -> Option<Self> {
        let state = contest.post(post).ok()?;
        let withdrawal = state
            .withdrawal(candidate)
            .and_then(|withdrawal| withdrawal.circumstances.happened());
        let here = withdrawal.filter(|_| {
            contest
                .withdrew_at(post, candidate)
                .is_some_and(|at| at.id == stage.id)
        });
        let closes = stage.window.closes.as_ref();
        let end = here
            .map(Moment::earliest)
            .or_else(|| closes.map(Moment::latest));
        Some(Self {
            contest,
            stage,
            candidate,
            post: state,
            end,
        })
    }

    pub(super) fn is_live(&self) -> bool {
        self.contest.record() != Record::Replay
    }

    /// All nominations of the candidate at this stage, in the log's order.
    pub(super) fn all_nominations(&self) -> impl Iterator<Item = &'a Recorded<Nominated>> {
        let (stage, candidate) = (&self.stage.id, self.candidate);
        self.post.nominations().filter(move |nomination| {
            nomination.act.stage == *stage && nomination.act.candidate == *candidate
        })
    }

    pub(super) fn nominations(
        &self,
        body: &BodyId,
    ) -> impl Iterator<Item = &'a Recorded<Nominated>> {
        self.all_nominations()
            .filter(move |nomination| nomination.act.body == *body)
    }

    /// Nominations that a test looks at: of its body and kind.
    pub(super) fn nominations_for(
        &self,
        test: &Test,
    ) -> impl Iterator<Item = &'a Recorded<Nominated>> {
        self.nominations(&test.of)
            .filter(|nomination| test.kind.is_none() || nomination.act.kind == test.kind)
    }

    pub(super) fn released(&self) -> bool {
        self.post.released(self.candidate, self.stage)
    }

    /// When a nomination takes effect: at its moment, but not before the window opens. `None` if it is undated.
    pub(super) fn effect(&self, nomination: &'a Recorded<Nominated>) -> Option<&'a Moment> {
        let circumstances = &nomination.circumstances;
        let moment = circumstances
            .received
            .as_ref()
            .or(circumstances.decided.as_ref())
            .or(nomination.act.as_of.as_ref())?;
        Some(
            self.stage
                .window
                .opens
                .as_ref()
                .filter(|opens| moment.surely_before(opens))
                .unwrap_or(moment),
        )
    }

    pub(super) fn in_effect(&self, nomination: &'a Recorded<Nominated>, at: At) -> bool {
        match at {
            At::Instant(instant) => self
                .effect(nomination)
                .is_some_and(|moment| moment.latest() <= instant),
            At::End => true,
        }
    }

    /// Whether a nomination may be in effect, as far as is known: unless it is known to have taken effect later. A
    /// report says by when it was, not since when.
    pub(super) fn is_possible(&self, nomination: &'a Recorded<Nominated>, at: At) -> bool {
        match (at, self.effect(nomination)) {
            (At::Instant(instant), Some(effect))
                if nomination.circumstances.happened().is_some() =>
            {
                effect.earliest() <= instant
            }
            _ => true,
        }
    }

    /// Reports that name the candidate at this stage, in the log's order.
    pub(super) fn all_reports(&self) -> impl Iterator<Item = (&'a Recorded<TallyReported>, u64)> {
        let (stage, candidate) = (&self.stage.id, self.candidate);
        let reports = self
            .post
            .tallies
            .iter()
            .filter(move |report| report.act.stage == *stage);
        reports.filter_map(|report| Some((report, *report.act.tallies.get(candidate)?)))
    }

    /// Reports of one body, those of one moment together.
    pub(super) fn reports(&self, body: &BodyId) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        for (report, figure) in self
            .all_reports()
            .filter(|(report, _)| report.act.body == *body)
        {
            match groups
                .iter_mut()
                .find(|group| *group.as_of == report.act.as_of)
            {
                Some(group) => {
                    group.low = group.low.min(figure);
                    group.high = group.high.max(figure);
                }
                None => groups.push(Group {
                    as_of: &report.act.as_of,
                    low: figure,
                    high: figure,
                }),
            }
        }
        groups
    }

    /// Moments at which something is known to have stood, in the order in which equal ones are preferred.
    pub(super) fn moments(&self) -> Vec<&'a Moment> {
        let window = [&self.stage.window.opens, &self.stage.window.closes]
            .into_iter()
            .flatten();
        let reports = self.all_reports().map(|(report, _)| &report.act.as_of);
        let nominations = self
            .all_nominations()
            .filter_map(|nomination| self.effect(nomination));
        window.chain(reports).chain(nominations).collect()
    }
}
