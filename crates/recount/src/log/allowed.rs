//! What the rulebook and the log allow, up to the poll.

use std::collections::BTreeSet;

use super::Log;
use crate::event::{
    Candidate, Event, Kind, Nomination, Nominator, Nominees, Place, Qualification, Report,
    Withdrawal,
};
use crate::ids::all_different;
use crate::read::rulebook::{Body, Rulebook, Stage};
use crate::statement::known_not_to_pass;

pub(crate) type Allowed = Result<(), String>;

impl Log {
    /// Applies an event after the first.
    pub(super) fn apply(&mut self, rulebook: &Rulebook, event: Kind) -> Allowed {
        match event {
            Kind::ContestOpened { .. } => Err("the contest is open already".to_owned()),
            Kind::CandidateDeclared(candidate) => self.declare(rulebook, candidate),
            Kind::CandidateWithdrew(withdrawal) => self.withdraw(rulebook, withdrawal),
            Kind::Nominated(nomination) => self.nominate(rulebook, nomination),
            Kind::NominationDeclined(nominator) => self.decline(rulebook, nominator),
            Kind::TallyReported(report) => self.report(rulebook, report),
            Kind::QualificationClaimed(claim) => self.claim(rulebook, claim),
            Kind::NomineesPublished(nominees) => self.publish_nominees(rulebook, nominees),
            Kind::PollOpened(moment) => self.open_poll(moment),
            Kind::PollClosed(moment) => self.close_poll(moment),
            Kind::LotsDrawn { post, lot } => self.draw(rulebook, post, lot),
            Kind::PapersPublished(papers) => self.publish_papers(rulebook, papers),
            Kind::ReturnsDeclared(returns) => self.declare_returns(rulebook, returns),
            Kind::TurnoutClaimed(turnout) => self.claim_turnout(rulebook, turnout),
            Kind::VotesDeclared(votes) => self.declare_votes(rulebook, votes),
            Kind::ResultDeclared(result) => self.declare_result(rulebook, result),
            Kind::Kept(act) => self.keep(rulebook, act),
        }
    }

    fn declare(&mut self, rulebook: &Rulebook, candidate: Candidate) -> Allowed {
        let Candidate { post, id, name, .. } = &candidate;
        check_post(rulebook, post)?;
        if self.candidate(post, id).is_some() {
            return Err(format!("{id} is a candidate for {post} already"));
        }
        if let Some(other) = self.candidates_for(post).find(|other| other.name == *name) {
            return Err(format!(
                "{} for {post} is called {name:?} already",
                other.id
            ));
        }
        self.candidates.push(candidate);
        Ok(())
    }

    fn withdraw(&mut self, rulebook: &Rulebook, withdrawal: Withdrawal) -> Allowed {
        let Withdrawal {
            post, candidate, ..
        } = &withdrawal;
        self.check_candidate(rulebook, post, candidate)?;
        if self.withdrawal(post, candidate).is_some() {
            return Err(format!("{candidate} has withdrawn already"));
        }
        self.withdrawals.push(withdrawal);
        Ok(())
    }

    fn nominate(&mut self, rulebook: &Rulebook, nomination: Nomination) -> Allowed {
        let Nominator { post, .. } = &nomination.nominator;
        let candidate = &nomination.candidate;
        let stage = check_nominator(rulebook, &nomination.nominator)?;
        self.check_candidate(rulebook, post, candidate)?;
        self.check_not_withdrawn(&nomination)?;
        if let Some(through) = &stage.through
            && known_not_to_pass(rulebook, self, post, candidate, through)
        {
            return Err(format!("{candidate} did not pass the stage {through:?}"));
        }
        self.check_first(stage, &nomination.nominator)?;
        self.check_not_declined(&nomination.nominator)?;
        self.check_room(rulebook, &nomination.nominator)?;
        if nomination.place(&stage.window) == Place::Outside {
            return Err(format!("its time is outside the window of {:?}", stage.id));
        }
        self.nominations.push(nomination);
        Ok(())
    }

    /// Nobody is nominated after withdrawing. Lines of a live record stand as things happened;
    /// those of a replay do not.
    fn check_not_withdrawn(&self, nomination: &Nomination) -> Allowed {
        let candidate = &nomination.candidate;
        let withdrawal = self.withdrawal(&nomination.nominator.post, candidate);
        let is_after = withdrawal
            .is_some_and(|withdrawal| self.record.is_whole() || nomination.is_after(withdrawal));
        if is_after {
            Err(format!("{candidate} has withdrawn"))
        } else {
            Ok(())
        }
    }

    /// No more of a body nominate, at one stage for one post, than its register has.
    fn check_room(&self, rulebook: &Rulebook, who: &Nominator) -> Allowed {
        let Some(most) = rulebook.body(&who.body).and_then(Body::largest_register) else {
            return Ok(());
        };
        let before = self.nominations().map(|nomination| &nomination.nominator);
        let mut nominators: BTreeSet<&str> = before
            .filter(|other| {
                (&other.post, &other.stage, &other.body) == (&who.post, &who.stage, &who.body)
            })
            .map(|other| other.id.as_str())
            .collect();
        nominators.insert(&who.id);
        if nominators.len() as u128 > u128::from(most) {
            Err(format!(
                "{} would be one more than the {most} that {:?} has",
                who.id, who.body
            ))
        } else {
            Ok(())
        }
    }

    /// Whoever nominated at this stage may not act there again, unless that was released.
    fn check_first(&self, stage: &Stage, nominator: &Nominator) -> Allowed {
        let before = self.nominations().any(|nomination| {
            nomination.nominator.is(nominator) && !self.is_released(stage, nomination)
        });
        if before {
            Err(format!("{} has nominated already", nominator.id))
        } else {
            Ok(())
        }
    }

    fn decline(&mut self, rulebook: &Rulebook, nominator: Nominator) -> Allowed {
        let stage = check_nominator(rulebook, &nominator)?;
        self.check_first(stage, &nominator)?;
        self.check_not_declined(&nominator)?;
        self.declined.push(nominator);
        Ok(())
    }

    fn check_not_declined(&self, nominator: &Nominator) -> Allowed {
        if self.declined.iter().any(|other| other.is(nominator)) {
            Err(format!("{} has declined to nominate", nominator.id))
        } else {
            Ok(())
        }
    }

    fn report(&mut self, rulebook: &Rulebook, report: Report) -> Allowed {
        let stage = check_stage(rulebook, &report.post, &report.stage)?;
        let body = check_body(rulebook, stage, &report.body)?;
        for (candidate, figure) in &report.tallies {
            self.check_candidate(rulebook, &report.post, candidate)?;
            if let Some(most) = body.largest_register()
                && *figure > most
            {
                return Err(format!(
                    "{figure} for {candidate} is more than the {most} that {:?} has",
                    body.id
                ));
            }
        }
        let together: u128 = report.tallies.values().copied().map(u128::from).sum();
        if let Some(most) = body.largest_register()
            && together > u128::from(most)
        {
            return Err(format!(
                "{together} for all together are more than the {most} that {:?} has",
                body.id
            ));
        }
        self.reports.push(report);
        Ok(())
    }

    fn claim(&mut self, rulebook: &Rulebook, claim: Qualification) -> Allowed {
        check_stage(rulebook, &claim.post, &claim.stage)?;
        self.check_candidate(rulebook, &claim.post, &claim.candidate)?;
        self.qualifications.push(claim);
        Ok(())
    }

    fn publish_nominees(&mut self, rulebook: &Rulebook, nominees: Nominees) -> Allowed {
        let post = &nominees.post;
        self.check_candidates(rulebook, post, &nominees.candidates)?;
        if self.nominees_for(post).is_some() {
            return Err(format!("the nominees for {post} were published already"));
        }
        self.nominees.push(nominees);
        Ok(())
    }

    pub(super) fn check_candidate(&self, rulebook: &Rulebook, post: &str, id: &str) -> Allowed {
        check_post(rulebook, post)?;
        match self.candidate(post, id) {
            Some(_) => Ok(()),
            None => Err(format!("{id:?} is not a candidate for {post}")),
        }
    }

    /// Whether all of a list are candidates for the post, each named once.
    pub(crate) fn check_candidates(
        &self,
        rulebook: &Rulebook,
        post: &str,
        ids: &[String],
    ) -> Allowed {
        check_post(rulebook, post)?;
        if !all_different(ids.iter().map(String::as_str)) {
            return Err("the list names somebody twice".to_owned());
        }
        ids.iter()
            .try_for_each(|id| self.check_candidate(rulebook, post, id))
    }
}

pub(super) fn check_clause(rulebook: &Rulebook, event: &Event) -> Allowed {
    match &event.clause {
        Some(clause) if !rulebook.has_clause(clause) => {
            Err(format!("the rulebook has no clause {clause:?}"))
        }
        _ => Ok(()),
    }
}

pub(crate) fn check_post(rulebook: &Rulebook, post: &str) -> Allowed {
    match rulebook.post(post) {
        Some(_) => Ok(()),
        None => Err(format!("the rulebook has no post {post:?}")),
    }
}

fn check_stage<'a>(rulebook: &'a Rulebook, post: &str, id: &str) -> Result<&'a Stage, String> {
    check_post(rulebook, post)?;
    let stage = rulebook
        .stage(id)
        .ok_or_else(|| format!("the rulebook has no stage {id:?}"))?;
    if stage.is_for(post) {
        Ok(stage)
    } else {
        Err(format!("the stage {id:?} is not for {post}"))
    }
}

fn check_body<'a>(rulebook: &'a Rulebook, stage: &Stage, id: &str) -> Result<&'a Body, String> {
    let body = rulebook
        .body(id)
        .ok_or_else(|| format!("the rulebook has no body {id:?}"))?;
    if stage.nominators.iter().any(|nominator| nominator == id) {
        Ok(body)
    } else {
        Err(format!(
            "the body {id:?} does not nominate at {:?}",
            stage.id
        ))
    }
}

fn check_nominator<'a>(rulebook: &'a Rulebook, who: &Nominator) -> Result<&'a Stage, String> {
    let stage = check_stage(rulebook, &who.post, &who.stage)?;
    let body = check_body(rulebook, stage, &who.body)?;
    match &who.kind {
        None if body.kinds.is_empty() => Ok(stage),
        None => Err(format!("a nominator of {:?} must have a kind", body.id)),
        Some(kind) if body.kinds.contains(kind) => Ok(stage),
        Some(kind) => Err(format!("the body {:?} has no kind {kind:?}", body.id)),
    }
}
