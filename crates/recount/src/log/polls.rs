//! What the rulebook and the log allow, from the poll on.

use std::collections::BTreeSet;

use super::Log;
use super::allowed::{Allowed, check_post};
use crate::count::Lot;
use crate::event::{Moment, PapersPublished, ResultDeclared, Returns, Turnout, VotesDeclared};
use crate::read::rulebook::Rulebook;

impl Log {
    pub(super) fn open_poll(&mut self, moment: Moment) -> Allowed {
        if self.poll_opened.is_some() {
            return Err("the poll was opened already".to_owned());
        }
        check_order(&moment, self.poll_closed.as_ref().unwrap_or(&UNKNOWN))?;
        self.poll_opened = Some(moment);
        Ok(())
    }

    pub(super) fn close_poll(&mut self, moment: Moment) -> Allowed {
        if self.poll_closed.is_some() {
            return Err("the poll was closed already".to_owned());
        }
        check_order(self.poll_opened.as_ref().unwrap_or(&UNKNOWN), &moment)?;
        self.poll_closed = Some(moment);
        Ok(())
    }

    pub(super) fn draw(&mut self, rulebook: &Rulebook, post: String, lot: Lot) -> Allowed {
        self.check_candidates(rulebook, &post, &lot.among)?;
        if !lot.among.contains(&lot.chosen) {
            return Err(format!("{} is not among those who drew lots", lot.chosen));
        }
        let among = |lot: &Lot| lot.among.iter().cloned().collect::<BTreeSet<String>>();
        let drawn = self.lots.iter().any(|(of, other)| {
            *of == post && other.stage == lot.stage && among(other) == among(&lot)
        });
        if drawn {
            return Err("this lot was drawn already".to_owned());
        }
        self.lots.push((post, lot));
        Ok(())
    }

    pub(super) fn publish_papers(
        &mut self,
        rulebook: &Rulebook,
        papers: PapersPublished,
    ) -> Allowed {
        check_post(rulebook, &papers.post)?;
        check_section(rulebook, papers.section.as_deref())?;
        if self.papers_for(&papers.post).is_some() {
            return Err(format!(
                "the papers of {} were published already",
                papers.post
            ));
        }
        self.papers.push(papers);
        Ok(())
    }

    pub(super) fn claim_turnout(&mut self, rulebook: &Rulebook, turnout: Turnout) -> Allowed {
        check_section(rulebook, turnout.section.as_deref())?;
        self.turnouts.push(turnout);
        Ok(())
    }

    pub(super) fn declare_result(
        &mut self,
        rulebook: &Rulebook,
        result: ResultDeclared,
    ) -> Allowed {
        let post = &result.post;
        self.check_candidates(rulebook, post, &result.elected)?;
        if self.result_for(post).is_some() {
            return Err(format!("the result for {post} was declared already"));
        }
        self.results.push(result);
        Ok(())
    }

    pub(super) fn declare_returns(&mut self, rulebook: &Rulebook, returns: Returns) -> Allowed {
        let section = returns.section.as_deref();
        check_section(rulebook, section)?;
        if self.returns_for(section).is_some() {
            return Err(format!(
                "the returns of {} were declared already",
                named(section)
            ));
        }
        if let (Some(returned), Some(eligible)) = (returns.returned, returns.eligible)
            && returned > eligible
        {
            return Err(format!("{returned} returned, and {eligible} eligible"));
        }
        self.votes
            .iter()
            .filter(|votes| votes.section == returns.section)
            .try_for_each(|votes| check_possible(&returns, votes))?;
        self.returns.push(returns);
        Ok(())
    }

    pub(super) fn declare_votes(&mut self, rulebook: &Rulebook, votes: VotesDeclared) -> Allowed {
        check_post(rulebook, &votes.post)?;
        for id in votes.votes.keys() {
            self.check_candidate(rulebook, &votes.post, id)?;
        }
        if let Some(nominees) = self.nominees_for(&votes.post)
            && let Some(id) = votes
                .votes
                .keys()
                .find(|id| !nominees.candidates.contains(id))
        {
            return Err(format!("{id} is not among the published nominees"));
        }
        let section = votes.section.as_deref();
        check_section(rulebook, section)?;
        if let (Some(id), Some(post)) = (section, rulebook.post(&votes.post))
            && !post.is_elected_by(id)
        {
            return Err(format!("the section {id:?} does not elect {}", post.id));
        }
        if section.is_some() && votes.stage > 1 {
            return Err("votes by section are declared for stage 1 only".to_owned());
        }
        if self.votes_for(&votes.post, section, votes.stage).is_some() {
            return Err(format!(
                "the votes of {} at stage {} were declared already",
                named(section),
                votes.stage
            ));
        }
        if let Some(returns) = self.returns_for(section) {
            check_possible(returns, &votes)?;
        }
        self.votes.push(votes);
        Ok(())
    }
}

/// When nothing says when.
const UNKNOWN: Moment = Moment(None);

/// A poll is not known to have closed before it opened.
fn check_order(opened: &Moment, closed: &Moment) -> Allowed {
    match (&opened.0, &closed.0) {
        (Some(opened), Some(closed)) if closed.latest() < opened.earliest() => Err(format!(
            "the poll would close at {closed}, before it opened at {opened}"
        )),
        _ => Ok(()),
    }
}

/// No more votes than papers returned, nor than electors.
fn check_possible(returns: &Returns, votes: &VotesDeclared) -> Allowed {
    let total: u128 = votes.votes.values().sum();
    let limits = [
        ("returned", returns.returned),
        ("eligible", returns.eligible),
    ];
    for (what, limit) in limits {
        if let Some(limit) = limit
            && total > u128::from(limit)
        {
            return Err(format!(
                "{total} votes at stage {} of {}, and {limit} {what}",
                votes.stage,
                named(votes.section.as_deref())
            ));
        }
    }
    Ok(())
}

fn named(section: Option<&str>) -> &str {
    section.unwrap_or("the whole")
}

pub(crate) fn check_section(rulebook: &Rulebook, section: Option<&str>) -> Allowed {
    match section {
        Some(id) if rulebook.section(id).is_none() => {
            Err(format!("the rulebook has no section {id:?}"))
        }
        _ => Ok(()),
    }
}
