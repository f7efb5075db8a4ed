//! Published figures, set against what follows from the others. None is mended.

use std::collections::BTreeMap;

use hustings_count::transcript::{Provenance, Votes};
use hustings_count::{CandidateId, Transcript};
use hustings_rulebook::{Percent, Post, SectionId};

use super::returns::{is_elected_by_all, sections, took_part, votes};
use super::{Figure, FigureClaim, FigureKind, FigureVerdict, Return, VotesOf};
use crate::declared::add;
use crate::event::ReturnsDeclared;
use crate::statement::{CandidateStatement, Standing, candidates};
use crate::{Contest, Recorded};

pub(super) fn claims(
    contest: &Contest,
    post: &Post,
    transcript: &Transcript,
    section: Option<&SectionId>,
    returns: &[Return],
) -> Vec<FigureClaim> {
    let mut claims = turnouts(contest, returns);
    if section.is_none() {
        claims.extend(sum_of_sections(
            contest,
            post,
            FigureKind::Eligible,
            |returns| returns.eligible,
        ));
        claims.extend(sum_of_sections(
            contest,
            post,
            FigureKind::Returned,
            |returns| returns.returned,
        ));
    }
    if transcript.provenance == Provenance::Counted {
        claims.extend(counted_votes(contest, post, transcript, section));
    }
    // A section elects nobody, so nothing that was declared of the whole follows from it.
    if section.is_none() {
        claims.extend(votes_by_section(contest, post));
    }
    claims.extend(standing(contest, post, transcript));
    if section.is_none() {
        claims.extend(elected(contest, post, transcript));
    }
    claims
}

fn claim(kind: FigureKind, published: Figure, computed: Figure, sources: &[String]) -> FigureClaim {
    FigureClaim {
        figure: kind,
        section: None,
        stage: None,
        verdict: if published == computed {
            FigureVerdict::Follows
        } else {
            FigureVerdict::DoesNotFollow
        },
        published,
        computed,
        sources: sources.to_vec(),
    }
}

fn turnouts(contest: &Contest, returns: &[Return]) -> Vec<FigureClaim> {
    let of_turnout = |claimed: &Recorded<crate::event::TurnoutClaimed>| {
        let section = claimed.act.section.as_ref();
        let of = returns
            .iter()
            .find(|of| of.section.as_ref().map(|section| &section.id) == section)?;
        let percent = &claimed.act.percent;
        let computed = Percent::ratio(took_part(of)?.0, of.eligible?.get(), percent.decimals())?;
        let published = Figure::Number(percent.to_string());
        let claim = claim(
            FigureKind::Turnout,
            published,
            Figure::Number(computed),
            &claimed.circumstances.sources,
        );
        Some(FigureClaim {
            section: section.cloned(),
            ..claim
        })
    };
    contest.turnouts.iter().filter_map(of_turnout).collect()
}

/// The whole's figure against the sum of all sections, where all have one. A post that only some sections elect has no
/// whole to set against them.
fn sum_of_sections(
    contest: &Contest,
    post: &Post,
    kind: FigureKind,
    figure: fn(&ReturnsDeclared) -> Option<u64>,
) -> Option<FigureClaim> {
    let mut sections = sections(contest, post).peekable();
    sections
        .peek()
        .filter(|_| is_elected_by_all(contest, post))?;
    let whole = contest.returns.get(&None)?;
    let published = figure(&whole.act)?;
    let of_section = |id: &SectionId| figure(&contest.returns.get(&Some(id.clone()))?.act);
    let sum = sections.try_fold(0_u64, |sum, section| sum.checked_add(of_section(section)?))?;
    let number = |number: u64| Figure::Number(number.to_string());
    Some(claim(
        kind,
        number(published),
        number(sum),
        &whole.circumstances.sources,
    ))
}

/// Votes that somebody declared, against the papers counted here.
fn counted_votes(
    contest: &Contest,
    post: &Post,
    transcript: &Transcript,
    section: Option<&SectionId>,
) -> Vec<FigureClaim> {
    let Ok(state) = contest.post(&post.id) else {
        return Vec::new();
    };
    let of_these_papers = state
        .votes
        .iter()
        .filter(|votes| votes.act.section.as_ref() == section);
    of_these_papers
        .map(|declared| {
            let number = declared.act.stage_number;
            let counted = transcript
                .stages
                .iter()
                .find(|stage| stage.number.get() == number);
            let computed = counted.map(|stage| stage.votes.clone()).unwrap_or_default();
            let published = wire(&declared.act.votes);
            let claim = claim(
                FigureKind::Votes,
                Figure::Votes(published),
                Figure::Votes(computed),
                &declared.circumstances.sources,
            );
            FigureClaim {
                section: section.cloned(),
                stage: Some(number),
                ..claim
            }
        })
        .collect()
}

fn wire(votes: &BTreeMap<CandidateId, u64>) -> VotesOf {
    votes
        .iter()
        .map(|(candidate, &votes)| (candidate.clone(), Votes::whole(votes)))
        .collect()
}

fn votes_by_section(contest: &Contest, post: &Post) -> Option<FigureClaim> {
    let state = contest.post(&post.id).ok()?;
    let published = votes(contest, post, None)?;
    let declared = |section: Option<&SectionId>| {
        state
            .votes
            .iter()
            .find(|votes| votes.act.stage_number == 1 && votes.act.section.as_ref() == section)
    };
    let mut sections = sections(contest, post).peekable();
    sections.peek()?;
    let mut sum = BTreeMap::new();
    for section in sections {
        add(&mut sum, &declared(Some(section))?.act.votes);
    }
    let sources = &declared(None)?.circumstances.sources;
    let (published, computed) = (Figure::Votes(published), Figure::Votes(wire(&sum)));
    let claim = claim(FigureKind::VotesBySection, published, computed, sources);
    Some(FigureClaim {
        stage: Some(1),
        ..claim
    })
}

/// Those who have votes, against those who should have: nobody who withdrew or was not nominated, and nobody less.
fn standing(contest: &Contest, post: &Post, transcript: &Transcript) -> Option<FigureClaim> {
    let with_votes: Vec<CandidateId> = transcript.stages.first()?.votes.keys().cloned().collect();
    let nominees = contest.post(&post.id).ok()?.nominees.as_ref();
    let should_have = |candidate: &&CandidateStatement| match (candidate.standing, nominees) {
        (Standing::Withdrawn | Standing::NotNominated, _) => false,
        (_, Some(nominees)) => nominees.act.candidates.contains(&candidate.id),
        (Standing::Nominated, None) => true,
        (Standing::Undetermined, None) => with_votes.contains(&candidate.id),
    };
    let stated = candidates(contest, &post.id);
    let mut should: Vec<CandidateId> = stated
        .iter()
        .filter(should_have)
        .map(|candidate| candidate.id.clone())
        .collect();
    should.sort();
    let sources = nominees
        .map(|nominees| nominees.circumstances.sources.as_slice())
        .unwrap_or_default();
    let (published, computed) = (
        Figure::Candidates(with_votes.clone()),
        Figure::Candidates(should),
    );
    Some(claim(FigureKind::Standing, published, computed, sources))
}

fn elected(contest: &Contest, post: &Post, transcript: &Transcript) -> Option<FigureClaim> {
    let result = contest.post(&post.id).ok()?.result.as_ref()?;
    let published = Figure::Candidates(result.act.elected.clone());
    let computed = Figure::Candidates(transcript.elected.clone());
    Some(claim(
        FigureKind::Elected,
        published,
        computed,
        &result.circumstances.sources,
    ))
}
