//! Why declared figures cannot be those of a count.

use crate::candidate::CandidateId;
use crate::count::list;
use crate::rule::Seats;
use crate::stage::StageNumber;

/// Why figures cannot be those of a count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeclaredError {
    /// The rule does not fill so many seats.
    #[error("the rule {rule} cannot fill {seats} seats; it fills {fills}")]
    CannotFill {
        /// The rule's name.
        rule: &'static str,
        /// The seats asked for.
        seats: Seats,
        /// What it fills.
        fills: &'static str,
    },
    /// A rule whose declared figures nobody can check here.
    #[error(
        "declared figures are checked by first past the post and by the alternative vote that excludes one candidate at a stage; those of {rule} are not yet"
    )]
    NotByThisRule {
        /// The rule's name, with the option where it is one.
        rule: &'static str,
    },
    /// No figures.
    #[error("no stage is declared; a result needs at least the votes of stage 1")]
    NoStages,
    /// Two candidates with one id.
    #[error("{0} stands twice among the candidates; an id is one candidate's")]
    CandidateTwice(CandidateId),
    /// A stage without figures.
    #[error(
        "stage {stage}: no votes are declared, but there are for another; the stage is missing"
    )]
    StageMissing {
        /// The stage.
        stage: StageNumber,
    },
    /// Figures for somebody who does not stand.
    #[error("stage {stage}: {votes} votes are declared for {candidate}, who is not a candidate")]
    UnknownCandidate {
        /// The stage.
        stage: StageNumber,
        /// The unknown candidate.
        candidate: CandidateId,
        /// The votes declared.
        votes: u64,
    },
    /// Figures of a section for somebody who does not stand.
    #[error(
        "stage 1, section {section}: {votes} votes are declared for {candidate}, who is not a candidate"
    )]
    UnknownCandidateInSection {
        /// The section.
        section: String,
        /// The unknown candidate.
        candidate: CandidateId,
        /// The votes declared.
        votes: u64,
    },
    /// Somebody who stands, without figures.
    #[error(
        "stage 1: no votes are declared for {candidate}, who stands; a candidate without votes is declared with 0"
    )]
    NoVotes {
        /// The candidate.
        candidate: CandidateId,
    },
    /// More votes than are counted with.
    #[error("stage {stage}: the votes come to more than {max}", max = u64::MAX)]
    TooManyVotes {
        /// The stage.
        stage: StageNumber,
    },
    /// Somebody who had been excluded.
    #[error(
        "stage {stage}: {votes} votes are declared for {candidate}, who was excluded before; nobody returns to a count"
    )]
    Returns {
        /// The stage.
        stage: StageNumber,
        /// Who returns.
        candidate: CandidateId,
        /// The votes declared.
        votes: u64,
    },
    /// Fewer votes for somebody who stays in the count.
    #[error(
        "stage {stage}: {candidate} has {votes} votes after {before} at the stage before; votes of somebody who stays in the count do not shrink"
    )]
    Shrinks {
        /// The stage.
        stage: StageNumber,
        /// Whose votes shrink.
        candidate: CandidateId,
        /// The votes at the stage before.
        before: u64,
        /// The votes at this stage.
        votes: u64,
    },
    /// More votes than before.
    #[error(
        "stage {stage}: the votes come to {votes} after {before} at the stage before; votes move or become non-transferable, none are added"
    )]
    Grows {
        /// The stage.
        stage: StageNumber,
        /// All votes at the stage before.
        before: u64,
        /// All votes at this stage.
        votes: u64,
    },
    /// More than one candidate fewer.
    #[error(
        "stage {stage}: {candidates} are gone since the stage before; one candidate is excluded at a time; is a stage missing?",
        candidates = list(candidates)
    )]
    SeveralExcluded {
        /// The stage at which they are absent.
        stage: StageNumber,
        /// The absent, in order.
        candidates: Vec<CandidateId>,
    },
    /// Nobody fewer.
    #[error(
        "stage {stage}: the candidates are those of the stage before; one is excluded at each stage"
    )]
    NobodyExcluded {
        /// The stage.
        stage: StageNumber,
    },
    /// The exclusion of somebody who was not last.
    #[error(
        "stage {stage}: {candidate} is excluded with {votes} votes, but {last} has {fewest}; whoever has the fewest is excluded"
    )]
    NotLast {
        /// The stage at which the candidate is excluded.
        stage: StageNumber,
        /// Who is excluded.
        candidate: CandidateId,
        /// The votes of the excluded.
        votes: u64,
        /// Somebody with the fewest votes.
        last: CandidateId,
        /// The fewest votes.
        fewest: u64,
    },
    /// A stage after the one that elects.
    #[error(
        "stage {stage}: {elected} is elected at stage {decided} with {votes} of {of} votes ({clause}); no stage follows"
    )]
    AfterElection {
        /// The stage too many.
        stage: StageNumber,
        /// The stage that elects.
        decided: StageNumber,
        /// Who is elected.
        elected: CandidateId,
        /// The votes of the elected.
        votes: u64,
        /// All votes at that stage.
        of: u64,
        /// The clause that elects.
        clause: &'static str,
    },
    /// A stage after the end of a section's count.
    #[error(
        "stage {stage}: the count of the section ends at stage {ended} ({clause}); no stage follows"
    )]
    AfterEnd {
        /// The stage too many.
        stage: StageNumber,
        /// The stage at which the count ends.
        ended: StageNumber,
        /// The clause that ends it.
        clause: &'static str,
    },
    /// Several with the most votes, where no later stage says who was chosen.
    #[error(
        "stage {stage}: {tied} are tied for the most votes, and the figures do not say who was elected",
        tied = list(tied)
    )]
    TiedToElect {
        /// The stage.
        stage: StageNumber,
        /// Those with the most votes, in order.
        tied: Vec<CandidateId>,
    },
    /// A last stage at which the rule goes on.
    #[error(
        "stage {stage}: it is the last that is declared, but the rule does not end there: of {of} votes the most are {most}, and {next} would be excluded ({clause}); is a stage missing?",
        next = list(next)
    )]
    Undecided {
        /// The last stage.
        stage: StageNumber,
        /// All votes at that stage.
        of: u64,
        /// The most votes of one candidate.
        most: u64,
        /// Who would be excluded, or is tied for it.
        next: Vec<CandidateId>,
        /// The clause that excludes.
        clause: &'static str,
    },
}
