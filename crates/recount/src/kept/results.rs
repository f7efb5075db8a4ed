//! From figures to the result, and its correction.

use super::fold::{Around, State, is_blank, under};
use super::model::{Corrected, On, Request};
use super::unopposed::{check_elected, check_polled, elected_unopposed};
use super::view::{Provisional, Scrutiny};
use crate::event::{ResultDeclared, Returns};
use crate::ids::all_different;
use crate::log::{Allowed, Log, check_post};
use crate::read::rulebook::Rulebook;

impl State {
    /// Whether every box is tallied and every batch counted.
    pub(super) fn check_all_counted(&self, log: &Log) -> Allowed {
        if log.poll_closed.is_none() {
            return under("ballot.window", "the poll is not closed yet");
        }
        if let Some(opened) = self.boxes.iter().find(|opened| opened.tallied.is_none()) {
            return Err(format!("the box {} is not tallied yet", opened.id));
        }
        match self.batches.iter().find(|batch| batch.counted.is_none()) {
            Some(batch) => Err(format!("the batch {} is not counted yet", batch.id)),
            None => Ok(()),
        }
    }

    pub(super) fn provide(&mut self, around: &Around<'_>, figures: Provisional) -> Allowed {
        check_post(around.rulebook, &figures.post)?;
        check_polled(around.rulebook, around.log, &figures.post)?;
        if !all_different(figures.to.iter().map(String::as_str)) {
            return Err("the list names somebody twice".to_owned());
        }
        self.check_all_counted(around.log)?;
        self.provisional.push(figures);
        Ok(())
    }

    pub(super) fn request(&mut self, around: &Around<'_>, request: Request) -> Allowed {
        let post = &request.post;
        check_post(around.rulebook, post)?;
        check_polled(around.rulebook, around.log, post)?;
        if is_blank(&request.reasons) {
            return Err("a request for a recount has reasons".to_owned());
        }
        if self.requests.iter().any(|other| other.id == request.id) {
            return Err(format!("there is a request {} already", request.id));
        }
        if around.log.result_for(post).is_some() {
            return Err(format!("the result for {post} is declared"));
        }
        let mut undecided = self.undecided_requests();
        if let Some(other) = undecided.find(|other| other.post == *post) {
            return Err(format!("the request {} is undecided", other.id));
        }
        drop(undecided);
        self.requests.push(request);
        Ok(())
    }

    fn undecided_requests(&self) -> impl Iterator<Item = &Request> {
        let is_undecided = |request: &&Request| {
            let on = On::Recount(request.id.clone());
            self.standing_on(&on).is_none()
        };
        self.requests.iter().filter(is_undecided)
    }

    pub(super) fn report(&mut self, around: &Around<'_>, report: Scrutiny) -> Allowed {
        let mut posts = report.valid.keys();
        posts.try_for_each(|post| check_post(around.rulebook, post))?;
        if self.scrutiny.is_some() {
            return Err("the scrutineer has reported already".to_owned());
        }
        self.check_all_counted(around.log)?;
        self.scrutiny = Some(report);
        Ok(())
    }

    /// Whether declared returns are those that boxes, batches and roll have.
    pub(super) fn check_returns(&self, log: &Log, returns: &Returns) -> Allowed {
        self.check_all_counted(log)?;
        let section = returns.section.as_deref();
        let electors = self.electors(section);
        if returns.eligible.map(u128::from) != Some(electors) {
            return under("roll", format!("{electors} were eligible"));
        }
        let there = self.returned(section);
        match returns.returned {
            Some(returned) if u128::from(returned) != there => {
                under("ballot", format!("{there} came back, and not {returned}"))
            }
            _ => Ok(()),
        }
    }

    /// Ballots that were tallied, and papers that were taken in.
    fn returned(&self, section: Option<&str>) -> u128 {
        let is_of = |id: &str| section.is_none_or(|section| section == id);
        let mut sum = 0;
        for opened in self.boxes.iter().filter(|opened| is_of(&opened.id)) {
            sum += opened
                .closed
                .as_ref()
                .map_or(0, |closed| u128::from(closed.tallied));
        }
        let batches = self.batches.iter();
        // Where there are no sections no batch has one, and only the whole can be declared.
        for batch in batches.filter(|batch| batch.section.as_deref().is_none_or(is_of)) {
            sum += u128::from(batch.received);
        }
        sum
    }

    /// Whether the result for a post may be declared.
    pub(super) fn check_declarable(
        &self,
        rulebook: &Rulebook,
        log: &Log,
        result: &ResultDeclared,
    ) -> Allowed {
        let post = &result.post;
        if let Some(standing) = elected_unopposed(rulebook, log, post) {
            check_elected(standing, &result.elected)?;
            return self.check_nothing_waits();
        }
        check_seats(rulebook, result)?;
        self.check_all_counted(log)?;
        if log.papers_for(post).is_none() {
            return Err(format!("the papers of {post} are not published yet"));
        }
        self.check_nothing_waits()?;
        if rulebook.has_scrutineer && self.scrutiny.is_none() {
            return under(
                "statutory.scrutineer",
                "the scrutineer has not reported yet",
            );
        }
        Ok(())
    }

    fn check_nothing_waits(&self) -> Allowed {
        if let Some(appeal) = self.undecided_appeals().first() {
            return Err(format!("the appeal {} is undecided", appeal.id));
        }
        match self.undecided_requests().next() {
            Some(request) => Err(format!("the request {} is undecided", request.id)),
            None => Ok(()),
        }
    }

    pub(super) fn correct(&mut self, around: &Around<'_>, corrected: Corrected) -> Allowed {
        let post = &corrected.result.post;
        around
            .log
            .check_candidates(around.rulebook, post, &corrected.result.elected)?;
        if is_blank(&corrected.reasons) {
            return Err("a correction has reasons".to_owned());
        }
        if around.log.result_for(post).is_none() {
            return Err(format!("the result for {post} is not declared yet"));
        }
        check_seats(around.rulebook, &corrected.result)?;
        self.corrections.push(corrected);
        Ok(())
    }

    pub(crate) fn corrections_for(&self, post: &str) -> impl Iterator<Item = &Corrected> {
        self.corrections
            .iter()
            .filter(move |corrected| corrected.result.post == post)
    }

    /// What was declared before, oldest first, each with the reasons of what took its place.
    pub(crate) fn superseded<'a>(
        &'a self,
        first: &'a ResultDeclared,
    ) -> Vec<(&'a ResultDeclared, &'a str)> {
        let mut before = first;
        let mut superseded = Vec::new();
        for corrected in self.corrections_for(&first.post) {
            superseded.push((before, corrected.reasons.as_str()));
            before = &corrected.result;
        }
        superseded
    }

    /// Papers that were spoilt for a post, in every box and every batch.
    pub(crate) fn spoilt(&self, post: &str) -> u64 {
        let boxes = self
            .boxes
            .iter()
            .filter_map(|opened| opened.tallied.as_ref());
        let batches = self
            .batches
            .iter()
            .filter_map(|batch| batch.counted.as_ref());
        let posts = boxes
            .map(|tallied| &tallied.posts)
            .chain(batches.map(|counted| &counted.posts));
        posts
            .filter_map(|posts| posts.get(post))
            .fold(0, |sum, figures| sum.saturating_add(figures.spoilt))
    }
}

/// Nobody is elected to a seat that there is not.
fn check_seats(rulebook: &Rulebook, result: &ResultDeclared) -> Allowed {
    let id = &result.post;
    check_post(rulebook, id)?;
    let seats = rulebook.post(id).map_or(0, |post| post.seats);
    let elected = result.elected.len();
    if elected as u128 > u128::from(seats) {
        return under(
            &format!("post.{id}"),
            format!("{elected} elected to {seats} seats"),
        );
    }
    Ok(())
}
