//! Electors and papers: by section, then of the whole; and what does not add up.

use std::collections::BTreeMap;

use hustings_count::Tally;
use hustings_count::Transcript;
use hustings_count::transcript::{Provenance, Votes};
use hustings_rulebook::{Percent, Post, SectionId};

use super::make::{sum, titled};
use super::{Received, Return, Turnout, TurnoutOf, Unreconciled, VotesOf};
use crate::Contest;
use crate::event::ReturnsDeclared;

/// One return for each section of which something is known, and one for the whole; only that of the
/// section where the result is a section's.
pub(super) fn returns(
    contest: &Contest,
    post: &Post,
    transcript: &Transcript,
    section: Option<&SectionId>,
) -> Vec<Return> {
    if let Some(section) = section {
        return vec![of(contest, post, transcript, Some(section))];
    }
    let sections = sections(contest, post);
    let known = sections.filter(|section| {
        contest.returns.contains_key(&Some((*section).clone()))
            || votes(contest, post, Some(section)).is_some()
    });
    let mut returns: Vec<Return> = known
        .map(|section| of(contest, post, transcript, Some(section)))
        .collect();
    returns.push(of(contest, post, transcript, None));
    returns
}

/// Whether every section elects the post, so that what is declared of the whole is declared of its electors.
pub(crate) fn is_elected_by_all(contest: &Contest, post: &Post) -> bool {
    let sections = &contest.rulebook().roll.sections;
    sections
        .iter()
        .all(|section| post.is_elected_by(&section.id))
}

/// The sections that elect the post, in the rulebook's order.
pub(super) fn sections<'a>(
    contest: &'a Contest,
    post: &'a Post,
) -> impl Iterator<Item = &'a SectionId> {
    let sections = contest
        .rulebook()
        .roll
        .sections
        .iter()
        .map(|section| &section.id);
    sections.filter(|section| post.is_elected_by(section))
}

fn of(
    contest: &Contest,
    post: &Post,
    transcript: &Transcript,
    section: Option<&SectionId>,
) -> Return {
    // The whole's returns count all electors, also those who have no vote for a post of some sections.
    let recorded = contest
        .returns
        .get(&section.cloned())
        .filter(|_| section.is_some() || is_elected_by_all(contest, post));
    let declared = recorded.map(|returns| &returns.act);
    let figure = |get: fn(&ReturnsDeclared) -> Option<u64>| declared.and_then(get).map(Tally::new);
    let (valid, votes) = papers(contest, post, transcript, section);
    let mut returns = Return {
        section: section.and_then(|id| titled(contest, id)),
        eligible: figure(|returns| returns.eligible),
        returned: figure(|returns| returns.returned),
        invalid: invalid(contest, post, section, figure(|returns| returns.invalid)),
        valid,
        blank: is_counted(transcript, section).then_some(transcript.blank),
        channels: declared.map(channels).unwrap_or_default(),
        votes,
        turnout: None,
        sources: recorded
            .map(|returns| returns.circumstances.sources.clone())
            .unwrap_or_default(),
    };
    returns.turnout = turnout(&returns);
    returns
}

/// Papers rejected; in a contest that is kept those that are spoilt for this post as well, which count for no other.
fn invalid(
    contest: &Contest,
    post: &Post,
    section: Option<&SectionId>,
    rejected: Option<Tally>,
) -> Option<Tally> {
    match contest.kept().filter(|_| section.is_none()) {
        Some(kept) => Some(Tally::new(
            kept.spoilt(&post.id)
                .saturating_add(rejected.unwrap_or_default().get()),
        )),
        None => rejected,
    }
}

fn channels(returns: &ReturnsDeclared) -> BTreeMap<String, Tally> {
    returns
        .channels
        .iter()
        .map(|(means, &papers)| (means.clone(), Tally::new(papers)))
        .collect()
}

/// Whether the transcript was counted from the papers of this section, or of the whole.
fn is_counted(transcript: &Transcript, section: Option<&SectionId>) -> bool {
    transcript.provenance == Provenance::Counted
        && transcript.section.as_deref() == section.map(SectionId::as_str)
}

/// Papers counted and votes at stage 1: as they were counted, else as they were declared.
fn papers(
    contest: &Contest,
    post: &Post,
    transcript: &Transcript,
    section: Option<&SectionId>,
) -> (Option<Tally>, Option<VotesOf>) {
    if is_counted(transcript, section) {
        let votes = transcript.stages.first().map(|stage| stage.votes.clone());
        return (Some(transcript.papers), votes);
    }
    let votes = votes(contest, post, section);
    (votes.as_ref().and_then(sum).map(Tally::new), votes)
}

/// Votes declared at stage 1.
pub(super) fn votes(
    contest: &Contest,
    post: &Post,
    section: Option<&SectionId>,
) -> Option<VotesOf> {
    let state = contest.post(&post.id).ok()?;
    let declared = state
        .votes
        .iter()
        .find(|votes| votes.act.stage_number == 1 && votes.act.section.as_ref() == section)?;
    Some(
        declared
            .act
            .votes
            .iter()
            .map(|(candidate, &votes)| (candidate.clone(), Votes::whole(votes)))
            .collect(),
    )
}

fn turnout(returns: &Return) -> Option<Turnout> {
    let (part, of) = took_part(returns)?;
    let percent = Percent::ratio(part, returns.eligible?.get(), 1)?;
    Some(Turnout { percent, of })
}

/// What is set against the electors.
pub(super) fn took_part(returns: &Return) -> Option<(u64, TurnoutOf)> {
    if let Some(returned) = returns.returned {
        return Some((returned.get(), TurnoutOf::Returned));
    }
    match channels_sum(returns) {
        Some(sum) => Some((sum, TurnoutOf::Channels)),
        None => Some((returns.valid?.get(), TurnoutOf::Valid)),
    }
}

fn channels_sum(returns: &Return) -> Option<u64> {
    if returns.channels.is_empty() {
        return None;
    }
    returns
        .channels
        .values()
        .try_fold(0_u64, |sum, papers| sum.checked_add(papers.get()))
}

/// Papers received that are neither counted nor rejected, or the other way round.
pub(super) fn unreconciled(returns: &[Return]) -> Vec<Unreconciled> {
    returns
        .iter()
        .flat_map(|of| [unreconciled_returned(of), unreconciled_channels(of)])
        .flatten()
        .collect()
}

fn unreconciled_returned(of: &Return) -> Option<Unreconciled> {
    let invalid = of.invalid.unwrap_or_default();
    difference(of, Received::Returned, of.returned?.get(), invalid)
}

fn unreconciled_channels(of: &Return) -> Option<Unreconciled> {
    difference(of, Received::Channels, channels_sum(of)?, of.invalid?)
}

fn difference(of: &Return, what: Received, received: u64, invalid: Tally) -> Option<Unreconciled> {
    let blank = of.blank.unwrap_or_default().get();
    let accounted = of
        .valid?
        .get()
        .checked_add(blank)?
        .checked_add(invalid.get())?;
    let difference = i128::from(received) - i128::from(accounted);
    (difference != 0).then(|| Unreconciled {
        what,
        section: of.section.as_ref().map(|section| section.id.clone()),
        received: Tally::new(received),
        accounted: Tally::new(accounted),
        difference: difference.to_string(),
    })
}
