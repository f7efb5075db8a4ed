//! What happened, folded event by event; an event that is not allowed where it stands is refused.

mod allowed;
mod polls;

use std::collections::BTreeSet;

use self::allowed::check_clause;
pub(crate) use self::allowed::{Allowed, check_post};
pub(crate) use self::polls::check_section;
use crate::count::Lot;
use crate::event::{
    Candidate, Event, Kind, Moment, Nomination, Nominator, Nominees, PapersPublished,
    Qualification, Record, Report, ResultDeclared, Returns, Turnout, VotesDeclared, Withdrawal,
};
use crate::kept::State;
use crate::read::Trouble;
use crate::read::events;
use crate::read::rulebook::{Rulebook, Stage};

/// The state of a contest after some of its events.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) record: Record,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) withdrawals: Vec<Withdrawal>,
    nominations: Vec<Nomination>,
    /// The places of nominations that a ruling took out.
    disallowed: BTreeSet<usize>,
    declined: Vec<Nominator>,
    pub(crate) reports: Vec<Report>,
    pub(crate) qualifications: Vec<Qualification>,
    pub(crate) nominees: Vec<Nominees>,
    pub(crate) poll_opened: Option<Moment>,
    pub(crate) poll_closed: Option<Moment>,
    lots: Vec<(String, Lot)>,
    pub(crate) papers: Vec<PapersPublished>,
    pub(crate) returns: Vec<Returns>,
    pub(crate) turnouts: Vec<Turnout>,
    pub(crate) votes: Vec<VotesDeclared>,
    pub(crate) results: Vec<ResultDeclared>,
    /// How many events stand before the one that is applied.
    pub(crate) entries: usize,
    /// Whether the first event says when it was recorded.
    pub(crate) is_opening_recorded: bool,
    /// What a contest that the program holds has beside; nothing where the contest is not kept.
    pub(crate) kept: Option<Box<State>>,
}

impl Log {
    fn opened(record: Record, is_opening_recorded: bool) -> Self {
        Self {
            record,
            candidates: Vec::new(),
            withdrawals: Vec::new(),
            nominations: Vec::new(),
            disallowed: BTreeSet::new(),
            declined: Vec::new(),
            reports: Vec::new(),
            qualifications: Vec::new(),
            nominees: Vec::new(),
            poll_opened: None,
            poll_closed: None,
            lots: Vec::new(),
            papers: Vec::new(),
            returns: Vec::new(),
            turnouts: Vec::new(),
            votes: Vec::new(),
            results: Vec::new(),
            entries: 1,
            is_opening_recorded,
            kept: None,
        }
    }

    /// Folds all events; the first that is not allowed ends it.
    pub(crate) fn fold(
        rulebook: &Rulebook,
        rulebook_digest: &str,
        events: &[Event],
    ) -> Result<Self, Trouble> {
        let Some((first, rest)) = events.split_first() else {
            return Err(Trouble::new("events.jsonl", "there is no event in it"));
        };
        let refused = |event: &Event, reason| Trouble::new(events::place(event.line), reason);
        let mut log = match &first.kind {
            Kind::ContestOpened { rulebook, record } if rulebook == rulebook_digest => {
                Self::opened(*record, first.recorded.is_some())
            }
            Kind::ContestOpened {
                rulebook: other, ..
            } => {
                let reason =
                    format!("it names the rulebook {other}, and the rulebook is {rulebook_digest}");
                return Err(refused(first, reason));
            }
            _ => return Err(refused(first, "the contest is not open yet".to_owned())),
        };
        check_clause(rulebook, first).map_err(|reason| refused(first, reason))?;
        for event in rest {
            check_clause(rulebook, event)
                .and_then(|()| log.check_kept(rulebook, event))
                .and_then(|()| log.apply(rulebook, event.kind.clone()))
                .map_err(|reason| refused(event, reason))?;
            log.entries += 1;
        }
        Ok(log)
    }

    /// The nominations that stand, in the log's order.
    pub(crate) fn nominations(&self) -> impl Iterator<Item = &Nomination> {
        let numbered = self.nominations.iter().enumerate();
        numbered
            .filter(|(place, _)| !self.disallowed.contains(place))
            .map(|(_, nomination)| nomination)
    }

    /// Whether somebody nominated there, whether it stands or not.
    pub(crate) fn has_nomination(&self, post: &str, stage: &str, nominator: &str) -> bool {
        self.nominations
            .iter()
            .any(|nomination| nomination.nominator.is_called(post, stage, nominator))
    }

    /// Whether somebody nominated there more than once, and only because an earlier one was taken out.
    pub(crate) fn has_two_if_restored(&self, post: &str, stage: &str, nominator: &str) -> bool {
        let numbered = self.nominations.iter().enumerate();
        let places: Vec<usize> = numbered
            .filter(|(_, nomination)| nomination.nominator.is_called(post, stage, nominator))
            .map(|(place, _)| place)
            .collect();
        places.len() > 1 && places.iter().any(|place| self.disallowed.contains(place))
    }

    /// Takes out what somebody nominated there so far, or puts it back in its place.
    pub(crate) fn rule_on_nominations(
        &mut self,
        post: &str,
        stage: &str,
        nominator: &str,
        is_out: bool,
    ) {
        for (place, nomination) in self.nominations.iter().enumerate() {
            if !nomination.nominator.is_called(post, stage, nominator) {
                continue;
            }
            if is_out {
                self.disallowed.insert(place);
            } else {
                self.disallowed.remove(&place);
            }
        }
    }

    pub(crate) fn candidate(&self, post: &str, id: &str) -> Option<&Candidate> {
        self.candidates_for(post)
            .find(|candidate| candidate.id == id)
    }

    pub(crate) fn candidates_for(&self, post: &str) -> impl Iterator<Item = &Candidate> {
        self.candidates
            .iter()
            .filter(move |candidate| candidate.post == post)
    }

    pub(crate) fn withdrawal(&self, post: &str, candidate: &str) -> Option<&Withdrawal> {
        self.withdrawals
            .iter()
            .find(|withdrawal| withdrawal.post == post && withdrawal.candidate == candidate)
    }

    /// A withdrawal releases nominations, where the rulebook says so, unless it is known to have
    /// come after the stage's close.
    pub(crate) fn is_released(&self, stage: &Stage, nomination: &Nomination) -> bool {
        stage.releases
            && self
                .withdrawal(&nomination.nominator.post, &nomination.candidate)
                .is_some_and(|withdrawal| !withdrawal.is_after_close(&stage.window))
    }

    pub(crate) fn nominees_for(&self, post: &str) -> Option<&Nominees> {
        self.nominees.iter().find(|nominees| nominees.post == post)
    }

    pub(crate) fn papers_for(&self, post: &str) -> Option<&PapersPublished> {
        self.papers.iter().find(|papers| papers.post == post)
    }

    /// What was declared last.
    pub(crate) fn result_for(&self, post: &str) -> Option<&ResultDeclared> {
        let corrections = self.kept.iter().flat_map(|kept| kept.corrections_for(post));
        let corrected = corrections.last().map(|corrected| &corrected.result);
        corrected.or_else(|| self.first_result_for(post))
    }

    /// What was declared before anything was corrected.
    pub(crate) fn first_result_for(&self, post: &str) -> Option<&ResultDeclared> {
        self.results.iter().find(|result| result.post == post)
    }

    pub(crate) fn lots_for(&self, post: &str) -> Vec<Lot> {
        self.lots
            .iter()
            .filter(|(of, _)| of == post)
            .map(|(_, lot)| lot.clone())
            .collect()
    }

    pub(crate) fn returns_for(&self, section: Option<&str>) -> Option<&Returns> {
        self.returns
            .iter()
            .find(|returns| returns.section.as_deref() == section)
    }

    pub(crate) fn votes_for(
        &self,
        post: &str,
        section: Option<&str>,
        stage: u64,
    ) -> Option<&VotesDeclared> {
        self.votes.iter().find(|declared| {
            declared.post == post
                && declared.section.as_deref() == section
                && declared.stage == stage
        })
    }
}
