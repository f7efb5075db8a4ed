//! The state of a kept contest, and which file of this folder applies which event.

use std::collections::BTreeSet;

use super::model::{Act, Appeal, Claim, Corrected, On, Request, Ruling};
use super::view::{Establishment, OpenedBox, PostBatch, Provisional, RollSection, Scrutiny};
use crate::event::{Event, Kind};
use crate::log::{Allowed, Log};
use crate::read::rulebook::Rulebook;

/// What the events that only kept contests have come to, so far.
#[derive(Debug)]
pub(crate) struct State {
    pub(super) log: Establishment,
    pub(super) rulings: Vec<Ruling>,
    /// The ids of rulings that another supersedes.
    pub(super) superseded: BTreeSet<String>,
    pub(super) appeals: Vec<Appeal>,
    pub(super) claims: Vec<Claim>,
    pub(super) requests: Vec<Request>,
    /// Every section, once the roll is frozen.
    pub(super) roll: Option<Vec<RollSection>>,
    /// The rulings by which it was amended.
    pub(super) amended_by: BTreeSet<String>,
    /// What rulings remove from them stands with the rulings, and not here.
    pub(super) boxes: Vec<OpenedBox>,
    /// The digest of the booth that stands.
    pub(super) booth: Option<String>,
    pub(super) batches: Vec<PostBatch>,
    pub(super) provisional: Vec<Provisional>,
    pub(super) scrutiny: Option<Scrutiny>,
    pub(super) corrections: Vec<Corrected>,
}

/// What an event is judged against beside the state of its own subject.
pub(super) struct Around<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) log: &'a Log,
    /// The event's place in the log, from 0.
    pub(super) entry: usize,
}

/// A refusal that names the clause it rests on.
pub(super) fn under<T>(clause: &str, reason: impl std::fmt::Display) -> Result<T, String> {
    Err(format!("{reason} ({clause})"))
}

/// White space is no text.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The sections that the roll and the boxes have: the rulebook's, or one of all electors.
pub(super) fn roll_sections(rulebook: &Rulebook) -> Vec<&str> {
    if rulebook.sections.is_empty() {
        return vec!["electors"];
    }
    let sections = rulebook.sections.iter();
    sections.map(|section| section.id.as_str()).collect()
}

pub(super) fn check_roll_section(rulebook: &Rulebook, id: &str) -> Allowed {
    if roll_sections(rulebook).contains(&id) {
        Ok(())
    } else {
        Err(format!("the roll has no section {id:?}"))
    }
}

impl Log {
    /// What a kept contest asks of every event, and of the kinds that every contest has.
    pub(crate) fn check_kept(&self, rulebook: &Rulebook, event: &Event) -> Allowed {
        let establishes = matches!(event.kind, Kind::Kept(Act::LogEstablished(_)));
        if event.recorded.is_none() && (establishes || self.kept.is_some()) {
            return Err("it does not say when it was recorded".to_owned());
        }
        match &self.kept {
            Some(kept) => kept.check_usual(rulebook, self, event),
            None => Ok(()),
        }
    }

    /// Applies an event of a kind that only kept contests have.
    pub(crate) fn keep(&mut self, rulebook: &Rulebook, act: Act) -> Allowed {
        let act = match act {
            Act::LogEstablished(log) => return self.establish(log),
            other => other,
        };
        let disallows = match &act {
            Act::RulingMade(ruling) => match &ruling.on {
                On::Nomination { .. } => Some((ruling.on.clone(), !ruling.is_allowed)),
                _ => None,
            },
            _ => None,
        };
        let Some(mut kept) = self.kept.take() else {
            return Err("the contest is not kept: its second entry is no log-established".into());
        };
        let around = Around {
            rulebook,
            log: self,
            entry: self.entries,
        };
        let allowed = kept.apply(&around, act);
        self.kept = Some(kept);
        allowed?;
        if let Some((
            On::Nomination {
                post,
                stage,
                nominator,
            },
            is_out,
        )) = disallows
        {
            self.rule_on_nominations(&post, &stage, &nominator, is_out);
        }
        Ok(())
    }

    fn establish(&mut self, log: Establishment) -> Allowed {
        if self.entries != 1 {
            return Err("log-established must be the second entry".to_owned());
        }
        if !self.record.is_whole() {
            return Err("a replay has no log of its own".to_owned());
        }
        if !self.is_opening_recorded {
            return Err("the first entry does not say when it was recorded".to_owned());
        }
        let witnesses = log.witnesses.len();
        if u128::from(log.quorum) > witnesses as u128 {
            return Err(format!(
                "{} witnesses must cosign, and there are {witnesses}",
                log.quorum
            ));
        }
        self.kept = Some(Box::new(State {
            log,
            rulings: Vec::new(),
            superseded: BTreeSet::new(),
            appeals: Vec::new(),
            claims: Vec::new(),
            requests: Vec::new(),
            roll: None,
            amended_by: BTreeSet::new(),
            boxes: Vec::new(),
            booth: None,
            batches: Vec::new(),
            provisional: Vec::new(),
            scrutiny: None,
            corrections: Vec::new(),
        }));
        Ok(())
    }
}

impl State {
    fn apply(&mut self, around: &Around<'_>, act: Act) -> Allowed {
        match act {
            Act::LogEstablished(_) => Err("the log is established already".to_owned()),
            Act::RulingMade(ruling) => self.rule(around, ruling),
            Act::AppealMade(appeal) => self.appeal(appeal),
            Act::ClaimMade(claim) => self.claim(around, claim),
            Act::RollImported { sections } => self.import(around, &sections),
            Act::RollFrozen { sections } => self.freeze(around, &sections),
            Act::RollAmended(amendment) => self.amend(around, &amendment),
            Act::BoxOpened(opening) => self.open(around, opening),
            Act::BoothPublished { digest } => self.publish_booth(around, digest),
            Act::PapersReceived(receipt) => self.receive(around, receipt),
            Act::BoxClosed { of, closed } => self.close(around, &of, closed),
            Act::ShuffleMade { of, step } => self.shuffle(&of, step),
            Act::DecryptionMade { of, step } => self.decrypt(&of, step),
            Act::BoxTallied { of, archive, posts } => self.tally(around, &of, archive, posts),
            Act::PostCounted(count) => self.count_post(around, count),
            Act::FiguresProvided(figures) => self.provide(around, figures),
            Act::RecountRequested(request) => self.request(around, request),
            Act::ScrutineerReported(report) => self.report(around, report),
            Act::ResultCorrected(corrected) => self.correct(around, corrected),
        }
    }
}
