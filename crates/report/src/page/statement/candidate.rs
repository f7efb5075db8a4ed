//! One candidate: the standing, the stages, the withdrawal, the paper.

use hustings_contest::statement::{
    CandidateStatement, ClaimVerdict, OnPaper, QualificationClaim, StageOutcome, StageStatement,
    Standing, Withdrawal,
};

use super::mark::Mark;
use super::verdict::Node;
use crate::page::absence::Absence;

/// A candidate on the page.
pub(super) struct CandidateView {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) standing: Mark,
    pub(super) because: String,
    pub(super) withdrawal: Option<Said>,
    pub(super) on_paper: Option<Said>,
    pub(super) stages: Vec<StageView>,
}

/// A sentence, who says so, and whether the record bears it out.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) mark: Option<Mark>,
    pub(super) sources: String,
}

/// A stage of a candidature.
pub(super) struct StageView {
    pub(super) title: String,
    pub(super) outcome: Mark,
    pub(super) remark: &'static str,
    pub(super) verdict: Option<Node>,
    pub(super) claims: Vec<Said>,
}

impl CandidateView {
    pub(super) fn of(candidate: &CandidateStatement, anchor: String, absence: Absence) -> Self {
        Self {
            anchor,
            name: candidate.name.clone(),
            standing: absence.standing(candidate.standing),
            because: because(candidate, absence),
            withdrawal: candidate
                .withdrew
                .as_ref()
                .map(|w| withdrawal(w, candidate)),
            on_paper: candidate.on_paper.as_ref().map(on_paper),
            stages: candidate
                .stages
                .iter()
                .map(|stage| StageView::of(stage, absence))
                .collect(),
        }
    }
}

/// Why the candidate stands as he or she does.
fn because(candidate: &CandidateStatement, absence: Absence) -> String {
    let titles = |outcome| {
        let stages = candidate
            .stages
            .iter()
            .filter(move |stage| stage.outcome == outcome);
        let titles: Vec<String> = stages.map(|stage| format!("“{}”", stage.title)).collect();
        crate::words::list(&titles)
    };
    let said = match candidate.standing {
        Standing::Nominated => "Passed every stage.".to_owned(),
        Standing::NotNominated => {
            let stages = titles(StageOutcome::NotThrough);
            match absence {
                Absence::NotYet => format!("Has not passed {stages} yet."),
                Absence::Lasting => format!("Did not pass {stages}."),
            }
        }
        Standing::Withdrawn => match titles(StageOutcome::Withdrawn) {
            during if during.is_empty() => "Withdrew.".to_owned(),
            during => format!("Withdrew during {during}."),
        },
        Standing::Undetermined => format!(
            "The record does not decide whether the candidate passed {}.",
            titles(StageOutcome::Undetermined)
        ),
    };
    if candidate.incumbent {
        format!("{said} Holds the post already.")
    } else {
        said
    }
}

fn withdrawal(withdrawal: &Withdrawal, candidate: &CandidateStatement) -> Said {
    let when = match (&withdrawal.decided, &withdrawal.received) {
        (Some(decided), Some(received)) => {
            format!(
                "decided on {}, received on {}",
                decided.in_words(),
                received.in_words()
            )
        }
        (Some(decided), None) => {
            format!(
                "decided on {}; when it was received is not known",
                decided.in_words()
            )
        }
        (None, Some(received)) => format!("received on {}", received.in_words()),
        (None, None) => "when is not known".to_owned(),
    };
    let stage = withdrawal.stage.as_ref().map(|id| {
        let stage = candidate.stages.iter().find(|stage| stage.id == *id);
        stage.map_or_else(|| id.to_string(), |stage| stage.title.clone())
    });
    let released = match (stage, withdrawal.nominations_released) {
        (None, _) => "After all stages, or at a stage that is not known.".to_owned(),
        (Some(stage), true) => {
            format!("During “{stage}”, so that its nominators were free to nominate again.")
        }
        (Some(stage), false) => format!("During “{stage}”; its nominators were not released."),
    };
    Said {
        text: format!("Withdrew: {when}. {released}"),
        mark: None,
        sources: withdrawal.sources.join("; "),
    }
}

fn on_paper(paper: &OnPaper) -> Said {
    let published = if paper.published {
        "Published as standing"
    } else {
        "Not among those published as standing"
    };
    Said {
        text: format!("{published}: {}", borne_out(paper.verdict)),
        mark: Some(Mark::of_claim(paper.verdict)),
        sources: paper.sources.join("; "),
    }
}

fn borne_out(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Confirmed => "the record bears it out.",
        ClaimVerdict::Excluded => "by the record it cannot be.",
        ClaimVerdict::Open => "the record neither confirms nor excludes it.",
    }
}

/// Why there is no verdict at a stage; empty where there is one.
pub(in crate::page) fn remark(stage: &StageStatement) -> &'static str {
    match (stage.outcome, &stage.verdict) {
        (StageOutcome::Exempt, _) => "Holds the post, and passes this stage by right.",
        (_, None) => "This stage has no gate.",
        _ => "",
    }
}

impl StageView {
    fn of(stage: &StageStatement, absence: Absence) -> Self {
        Self {
            title: stage.title.clone(),
            outcome: absence.stage(stage.outcome),
            remark: remark(stage),
            verdict: stage
                .verdict
                .as_ref()
                .map(|verdict| Node::of(verdict, absence)),
            claims: stage.claims.iter().map(claim).collect(),
        }
    }
}

fn claim(claim: &QualificationClaim) -> Said {
    Said {
        text: format!(
            "{} is published as the day of qualifying: {}",
            claim.on.in_words(),
            borne_out(claim.verdict)
        ),
        mark: Some(Mark::of_claim(claim.verdict)),
        sources: claim.sources.join("; "),
    }
}
