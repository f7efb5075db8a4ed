//! What a post's count came to: counted from papers, or as it was declared.

mod error;

use std::collections::BTreeMap;

use hustings_count::declared;
use hustings_count::tie::Lot;
use hustings_count::transcript::ResolvedBy;
use hustings_count::{
    Candidate, CandidateId, Outcome, Papers, Seats, StageNumber, Transcript, count, read,
};
use hustings_rulebook::{Post, Sections};

use crate::declaration::is_elected_by_all;
use crate::event::PapersPublished;
use crate::state::PostState;
use crate::statement::{Standing, candidates};
use crate::{Contest, Digest};

pub use error::ResultError;

/// What the count of a post came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostResult {
    /// Neither papers nor votes of the whole are in the log; whoever is declared elected all the same is named.
    NotYet {
        /// Declared elected, without a count to show for it.
        elected: Vec<CandidateId>,
    },
    /// There is a transcript.
    Complete(Box<Transcript>),
    /// A lot must be drawn, and recorded with a `lots-drawn`, before the count can go on.
    LotsRequired {
        /// At which stage of the count.
        stage: StageNumber,
        /// Among whom.
        among: Vec<CandidateId>,
    },
    /// Whether somebody stands is undetermined: a person must rule, or publish the nominees.
    RulingRequired {
        /// Who.
        candidates: Vec<CandidateId>,
    },
}

/// Counts a post from its papers, or sets its declared votes out; `papers` are the published files by path.
pub fn result(
    contest: &Contest,
    post: &Post,
    papers: &BTreeMap<String, Vec<u8>>,
) -> Result<PostResult, ResultError> {
    let Ok(state) = contest.post(&post.id) else {
        return Ok(PostResult::NotYet {
            elected: Vec::new(),
        });
    };
    match &state.papers {
        Some(published) => counted(contest, post, state, &published.act, papers),
        None => declared(contest, post, state),
    }
}

fn counted(
    contest: &Contest,
    post: &Post,
    state: &PostState,
    published: &PapersPublished,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<PostResult, ResultError> {
    let standing = match standing(contest, post, state) {
        Ok(standing) => standing,
        Err(candidates) => return Ok(PostResult::RulingRequired { candidates }),
    };
    let papers = read_papers(published, files, &standing)?;
    within_returns(contest, post, published, &papers)?;
    let seats = match (&published.section, contest.rulebook().count.sections) {
        (None, Sections::ElectoralCollege) => return Err(whole_of_college(post)),
        (None, _) => Seats(post.seats),
        (Some(_), Sections::ElectoralCollege) => Seats::NONE,
        (Some(section), _) => {
            return Err(ResultError::PartOfPool {
                file: published.file.clone(),
                section: section.clone(),
            });
        }
    };
    let rules = &contest.rulebook().count;
    let outcome =
        count(&papers, &rules.rule, seats, &rules.ties, &lots(state)).map_err(|error| {
            ResultError::Count {
                post: post.id.to_string(),
                error,
            }
        })?;
    Ok(match outcome {
        Outcome::Complete(transcript) => {
            let section = published.section.as_ref().map(ToString::to_string);
            PostResult::Complete(Box::new(Transcript {
                section,
                ..transcript
            }))
        }
        Outcome::LotsRequired { stage, among, .. } | Outcome::Unresolvable { stage, among, .. } => {
            PostResult::LotsRequired { stage, among }
        }
        Outcome::BallotRequired { .. } => {
            return Err(ResultError::SeveralBallots {
                post: post.id.to_string(),
            });
        }
    })
}

/// Who is on the paper: as published, else all who passed every stage. `Err` names whose standing is undetermined.
fn standing(
    contest: &Contest,
    post: &Post,
    state: &PostState,
) -> Result<Vec<Candidate>, Vec<CandidateId>> {
    let all = contest.candidates(&post.id);
    if let Some(nominees) = &state.nominees {
        return Ok(all
            .into_iter()
            .filter(|candidate| nominees.act.candidates.contains(&candidate.id))
            .collect());
    }
    let stated = candidates(contest, &post.id);
    let with = |standing: Standing| {
        stated
            .iter()
            .filter(move |candidate| candidate.standing == standing)
            .map(|candidate| candidate.id.clone())
    };
    let undetermined: Vec<CandidateId> = with(Standing::Undetermined).collect();
    if !undetermined.is_empty() {
        return Err(undetermined);
    }
    let nominated: Vec<CandidateId> = with(Standing::Nominated).collect();
    Ok(all
        .into_iter()
        .filter(|candidate| nominated.contains(&candidate.id))
        .collect())
}

fn read_papers(
    published: &PapersPublished,
    files: &BTreeMap<String, Vec<u8>>,
    standing: &[Candidate],
) -> Result<Papers, ResultError> {
    let file = || published.file.clone();
    let bytes = files
        .get(&published.file)
        .ok_or_else(|| ResultError::PapersMissing { file: file() })?;
    let found = Digest::of(bytes);
    if found != published.papers {
        return Err(ResultError::OtherPapers {
            file: file(),
            expected: published.papers.clone(),
            found,
        });
    }
    let papers = read::blt::read(bytes).map_err(|error| ResultError::Unreadable {
        file: file(),
        error,
    })?;
    if let Some(absent) = standing
        .iter()
        .find(|stands| papers.candidates().iter().all(|on| on.name != stands.name))
    {
        return Err(ResultError::NotOnPapers {
            file: file(),
            name: absent.name.clone(),
        });
    }
    papers
        .for_candidates(standing)
        .map_err(|error| ResultError::OtherCandidates {
            file: file(),
            error,
        })
}

/// Refuses more papers than electors, or than papers returned, where those are declared for what the papers are of.
fn within_returns(
    contest: &Contest,
    post: &Post,
    published: &PapersPublished,
    papers: &Papers,
) -> Result<(), ResultError> {
    let returns = contest
        .returns
        .get(&published.section)
        .map(|returns| &returns.act);
    let Some(returns) =
        returns.filter(|_| published.section.is_some() || is_elected_by_all(contest, post))
    else {
        return Ok(());
    };
    let number = papers.counted().get().saturating_add(papers.blank().get());
    let limits = [
        (returns.eligible, "electors"),
        (returns.returned, "papers returned"),
    ];
    for (most, what) in limits {
        if let Some(most) = most.filter(|&most| number > most) {
            return Err(ResultError::TooManyPapers {
                file: published.file.clone(),
                papers: number,
                most,
                what,
            });
        }
    }
    Ok(())
}

fn whole_of_college(post: &Post) -> ResultError {
    ResultError::WholeOfCollege {
        post: post.id.to_string(),
    }
}

fn not_yet(state: &PostState) -> PostResult {
    let declared = state.result.as_ref();
    PostResult::NotYet {
        elected: declared
            .map(|result| result.act.elected.clone())
            .unwrap_or_default(),
    }
}

fn lots(state: &PostState) -> Vec<Lot> {
    let lots = state.lots.iter().filter_map(|lot| {
        let stage = StageNumber::new(lot.act.stage_number)?;
        Some(Lot {
            stage,
            among: lot.act.among.clone(),
            chosen: lot.act.excluded.clone(),
        })
    });
    lots.collect()
}

fn declared(contest: &Contest, post: &Post, state: &PostState) -> Result<PostResult, ResultError> {
    let stages = whole_stages(state);
    let Some(first) = stages.iter().find(|votes| !votes.is_empty()) else {
        return Ok(not_yet(state));
    };
    if contest.rulebook().count.sections == Sections::ElectoralCollege {
        return Err(whole_of_college(post));
    }
    let all = contest.candidates(&post.id);
    let candidates: Vec<Candidate> = all
        .into_iter()
        .filter(|candidate| first.contains_key(&candidate.id))
        .collect();
    let of_sections = state.votes.iter().map(|votes| &votes.act);
    let sections = of_sections
        .filter_map(|votes| Some((votes.section.as_ref()?.to_string(), votes.votes.clone())))
        .collect();
    let fail = |error| ResultError::Declared {
        post: post.id.to_string(),
        error,
    };
    let transcript = declared::transcript(
        &candidates,
        &contest.rulebook().count.rule,
        Seats(post.seats),
        &stages,
        sections,
    )
    .map_err(fail)?;
    Ok(PostResult::Complete(Box::new(with_lots(
        post, state, transcript,
    )?)))
}

/// Holds the lots that were recorded against the ties that the declared votes show.
fn with_lots(
    post: &Post,
    state: &PostState,
    mut transcript: Transcript,
) -> Result<Transcript, ResultError> {
    for lot in lots(state) {
        let at_stage = transcript
            .stages
            .iter_mut()
            .find(|stage| stage.number == lot.stage);
        let tie = at_stage.and_then(|stage| stage.action.tie.as_mut());
        let followed = tie.filter(|tie| {
            tie.chosen == lot.chosen && lot.among.iter().all(|id| tie.among.contains(id))
        });
        let Some(tie) = followed else {
            return Err(ResultError::LotNotFollowed {
                post: post.id.to_string(),
                stage: lot.stage,
                excluded: lot.chosen,
            });
        };
        tie.resolved_by = ResolvedBy::Lots;
    }
    Ok(transcript)
}

/// The votes declared for the whole, stage by stage, up to the first stage that is missing: that one is empty.
fn whole_stages(state: &PostState) -> Vec<BTreeMap<CandidateId, u64>> {
    let of_whole = state
        .votes
        .iter()
        .map(|votes| &votes.act)
        .filter(|votes| votes.section.is_none());
    let mut by_number: Vec<_> = of_whole
        .map(|votes| (votes.stage_number, &votes.votes))
        .collect();
    by_number.sort_unstable_by_key(|(number, _)| *number);
    let mut stages = Vec::new();
    for (expected, (number, votes)) in (1..).zip(by_number) {
        if number != expected {
            stages.push(BTreeMap::new());
        }
        stages.push(votes.clone());
        if number != expected {
            break;
        }
    }
    stages
}
