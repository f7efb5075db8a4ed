//! Making the statement.

use hustings_count::CandidateId;
use hustings_rulebook::{PostId, Release, Stage};

use super::{
    CandidateStatement, ClaimVerdict, Format, OnPaper, PostStatement, QualificationClaim,
    StageOutcome, StageStatement, Standing, Statement, Withdrawal,
};
use crate::event::CandidateDeclared;
use crate::judge::{FirstMet, Outcome, Verdict, judge};
use crate::state::PostState;
use crate::wire::LogDigest;
use crate::{Contest, Recorded};

/// The statement of persons nominated, as the contest stands.
pub fn statement(contest: &Contest, log: &LogDigest) -> Statement {
    let rulebook = contest.rulebook();
    let posts = rulebook.posts.iter().map(|post| PostStatement {
        id: post.id.clone(),
        title: post.title.clone(),
        seats: post.seats,
        candidates: candidates(contest, &post.id),
    });
    Statement {
        format: Format::V1,
        title: rulebook.title.clone(),
        organisation: rulebook.organisation.clone(),
        record: contest.record(),
        server_alone: rulebook.is_server_alone(),
        log: log.clone(),
        posts: posts.collect(),
    }
}

/// Everybody who stands or stood for a post, in the order of declaration.
pub(crate) fn candidates(contest: &Contest, post: &PostId) -> Vec<CandidateStatement> {
    let Ok(state) = contest.post(post) else {
        return Vec::new();
    };
    state
        .candidates
        .iter()
        .map(|declared| candidate(contest, post, state, declared))
        .collect()
}

fn candidate(
    contest: &Contest,
    post: &PostId,
    state: &PostState,
    declared: &Recorded<CandidateDeclared>,
) -> CandidateStatement {
    let id = &declared.act.candidate;
    let stages = stages(contest, post, state, declared);
    let withdrew = withdrawal(contest, post, state, id);
    let standing = standing(&stages, withdrew.is_some());
    CandidateStatement {
        id: id.clone(),
        name: declared.act.name.clone(),
        incumbent: declared.act.incumbent,
        standing,
        on_paper: on_paper(state, id, standing),
        withdrew,
        stages,
    }
}

fn standing(stages: &[StageStatement], withdrew: bool) -> Standing {
    let any = |outcome: StageOutcome| stages.iter().any(|stage| stage.outcome == outcome);
    if withdrew {
        Standing::Withdrawn
    } else if any(StageOutcome::NotThrough) {
        Standing::NotNominated
    } else if any(StageOutcome::Undetermined) {
        Standing::Undetermined
    } else {
        Standing::Nominated
    }
}

fn withdrawal(
    contest: &Contest,
    post: &PostId,
    state: &PostState,
    id: &CandidateId,
) -> Option<Withdrawal> {
    let withdrawal = state.withdrawal(id)?;
    let stage = contest.withdrew_at(post, id);
    Some(Withdrawal {
        decided: withdrawal.circumstances.decided.clone(),
        received: withdrawal.circumstances.received.clone(),
        nominations_released: stage
            .is_some_and(|stage| stage.released_when == Release::CandidateWithdraws),
        stage: stage.map(|stage| stage.id.clone()),
        sources: withdrawal.circumstances.sources.clone(),
    })
}

fn on_paper(state: &PostState, id: &CandidateId, standing: Standing) -> Option<OnPaper> {
    let nominees = state.nominees.as_ref()?;
    let published = nominees.act.candidates.contains(id);
    let verdict = match standing {
        Standing::Undetermined => ClaimVerdict::Open,
        standing if (standing == Standing::Nominated) == published => ClaimVerdict::Confirmed,
        _ => ClaimVerdict::Excluded,
    };
    Some(OnPaper {
        published,
        verdict,
        sources: nominees.circumstances.sources.clone(),
    })
}

/// The stages up to the one at which the candidate withdrew or failed.
fn stages(
    contest: &Contest,
    post: &PostId,
    state: &PostState,
    declared: &Recorded<CandidateDeclared>,
) -> Vec<StageStatement> {
    let id = &declared.act.candidate;
    let withdrew_at = contest.withdrew_at(post, id).map(|stage| &stage.id);
    let mut stages = Vec::new();
    for stage in contest.rulebook().stages_for(post) {
        let exempt = contest.is_exempt(post, id, stage);
        let verdict = if exempt {
            None
        } else {
            judge(contest, post, id, stage)
        };
        let outcome = match &verdict {
            _ if withdrew_at == Some(&stage.id) => StageOutcome::Withdrawn,
            _ if exempt => StageOutcome::Exempt,
            None => StageOutcome::Through,
            Some(verdict) => of_outcome(verdict.outcome),
        };
        let claims = claims(state, id, stage, verdict.as_ref());
        stages.push(StageStatement {
            id: stage.id.clone(),
            title: stage.title.clone(),
            outcome,
            verdict,
            claims,
        });
        if matches!(outcome, StageOutcome::Withdrawn | StageOutcome::NotThrough) {
            break;
        }
    }
    stages
}

fn of_outcome(outcome: Outcome) -> StageOutcome {
    match outcome {
        Outcome::Met => StageOutcome::Through,
        Outcome::NotMet => StageOutcome::NotThrough,
        Outcome::Undetermined => StageOutcome::Undetermined,
    }
}

fn claims(
    state: &PostState,
    id: &CandidateId,
    stage: &Stage,
    verdict: Option<&Verdict>,
) -> Vec<QualificationClaim> {
    let of_this = state
        .claims
        .iter()
        .filter(|claim| claim.act.stage == stage.id && claim.act.candidate == *id);
    of_this
        .map(|claim| QualificationClaim {
            on: claim.act.on.clone(),
            verdict: verdict.map_or(ClaimVerdict::Open, |verdict| {
                if verdict.outcome == Outcome::NotMet {
                    ClaimVerdict::Excluded
                } else {
                    against(&verdict.first_met, claim.act.on.day())
                }
            }),
            sources: claim.circumstances.sources.clone(),
        })
        .collect()
}

/// Sets a day claimed against the interval in which a gate was first met.
fn against(first_met: &FirstMet, on: jiff::civil::Date) -> ClaimVerdict {
    let after = first_met.after.as_ref().map(hustings_rulebook::Moment::day);
    let by = first_met.by.as_ref().map(hustings_rulebook::Moment::day);
    if after.is_some_and(|after| on < after) || by.is_some_and(|by| on > by) {
        ClaimVerdict::Excluded
    } else if after == Some(on) && by == Some(on) {
        ClaimVerdict::Confirmed
    } else {
        ClaimVerdict::Open
    }
}
