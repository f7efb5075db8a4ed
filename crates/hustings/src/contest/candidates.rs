//! Who stands.

use clap::Args;
use hustings_contest::event::{Act, CandidateDeclared, CandidateWithdrew, NomineesPublished, Role};
use hustings_count::CandidateId;
use hustings_rulebook::{Address, PostId};

use super::hand::HandArguments;
use super::log::record;
use super::place::{Place, failure};
use crate::failure::{Failure, Success};

/// Record that somebody stands.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest candidate --post leader ash \"Ada Ash\"")]
pub(crate) struct Candidate {
    /// For which post.
    #[arg(long)]
    post: PostId,
    /// A short id: a-z, 0-9 and -.
    id: CandidateId,
    /// The name as it will stand on the paper.
    name: String,
    /// The candidate holds the post.
    #[arg(long)]
    incumbent: bool,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn declare(place: &Place, arguments: &Candidate) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let act = CandidateDeclared {
        post: arguments.post.clone(),
        candidate: arguments.id.clone(),
        name: arguments.name.clone(),
        incumbent: arguments.incumbent,
    };
    record(office, &hand, Act::CandidateDeclared(act), None).await
}

/// Record that a candidate withdraws.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest withdraw --post leader cedar --received 2027-03-02T09:30")]
pub(crate) struct Withdraw {
    /// From the contest for which post.
    #[arg(long)]
    post: PostId,
    /// Who.
    candidate: CandidateId,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn withdraw(place: &Place, arguments: &Withdraw) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let act = CandidateWithdrew {
        post: arguments.post.clone(),
        candidate: arguments.candidate.clone(),
    };
    record(office, &hand, Act::CandidateWithdrew(act), None).await
}

/// Publish who stands on the paper, in its order.
///
/// Without names: all who met every gate, in alphabetical order of their names' last words where the rulebook says
/// alphabetical. By lot, give the ids in the order in which they were drawn.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest nominees --post leader
  hustings contest nominees --post leader cedar ash birch")]
pub(crate) struct Nominees {
    /// For which post.
    #[arg(long)]
    post: PostId,
    /// The candidates, in the order of the paper.
    candidates: Vec<CandidateId>,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn nominees(place: &Place, arguments: &Nominees) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let candidates = office.paper(&arguments.post, &arguments.candidates);
    let candidates = candidates.map_err(failure)?;
    let act = NomineesPublished {
        post: arguments.post.clone(),
        candidates,
    };
    record(
        office,
        &hand,
        Act::NomineesPublished(act),
        Some(Address::new("paper.order")),
    )
    .await
}
