//! Who stands.

use clap::Args;
use hustings_contest::event::{Act, CandidateDeclared, CandidateWithdrew, NomineesPublished, Role};
use hustings_contest::statement::Standing;
use hustings_count::CandidateId;
use hustings_rulebook::{Address, PostId};

use super::hand::HandArguments;
use super::log::record;
use super::place::Place;
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
    let (nominated, undetermined) = standing(&office, &arguments.post);
    let candidates = if arguments.candidates.is_empty() {
        if let Some(candidate) = undetermined.first() {
            return Err(Failure::PersonNeeded(format!(
                "whether '{candidate}' may stand is undetermined; record what decides it, rule, or name the nominees"
            )));
        }
        if office.contest().rulebook().paper.order == hustings_rulebook::Order::Lot {
            return Err(Failure::PersonNeeded(
                "the order on the paper is drawn by lot (paper.order); draw it, and name the candidates in that order".to_owned(),
            ));
        }
        alphabetical(&office, &arguments.post, &nominated)
    } else {
        if let Some(missing) = nominated
            .iter()
            .find(|id| !arguments.candidates.contains(id))
        {
            return Err(failure_of(format!(
                "'{missing}' met every gate and is not named; name all who stand, or rule and withdraw first"
            )));
        }
        if let Some(stray) = arguments
            .candidates
            .iter()
            .find(|id| !nominated.contains(id) && !undetermined.contains(id))
        {
            return Err(failure_of(format!(
                "'{stray}' did not meet every gate, or has withdrawn; see `hustings contest status`"
            )));
        }
        arguments.candidates.clone()
    };
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

fn failure_of(message: String) -> Failure {
    Failure::NotPossible(message)
}

/// Who met every gate, and of whom that is undetermined.
fn standing(
    office: &hustings_office::Office,
    post: &PostId,
) -> (Vec<CandidateId>, Vec<CandidateId>) {
    let statement = office.statement();
    let candidates = statement
        .posts
        .into_iter()
        .filter(|of| of.id == *post)
        .flat_map(|of| of.candidates);
    let (mut nominated, mut undetermined) = (Vec::new(), Vec::new());
    for candidate in candidates {
        match candidate.standing {
            Standing::Nominated => nominated.push(candidate.id),
            Standing::Undetermined => undetermined.push(candidate.id),
            _ => {}
        }
    }
    (nominated, undetermined)
}

/// By surname, which is taken to be a name's last word, then by the whole name.
fn alphabetical(
    office: &hustings_office::Office,
    post: &PostId,
    nominated: &[CandidateId],
) -> Vec<CandidateId> {
    let mut named: Vec<_> = office
        .contest()
        .candidates(post)
        .into_iter()
        .filter(|candidate| nominated.contains(&candidate.id))
        .collect();
    named.sort_by_key(|candidate| {
        let surname = candidate
            .name
            .rsplit(' ')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        (surname, candidate.name.to_lowercase())
    });
    named.into_iter().map(|candidate| candidate.id).collect()
}
