use std::collections::BTreeMap;

use clap::Args;
use hustings_contest::event::{Act, Nominated, NominationDeclined, Role};
use hustings_count::CandidateId;
use hustings_rulebook::{BodyId, GroupId, KindId, NominatorId, PostId, StageId};

use super::hand::HandArguments;
use super::log::record;
use super::place::Place;
use crate::failure::{Failure, Success};

/// Record a nomination, with the evidence for it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest nominate --post leader --stage nominations --body branch north \"North branch\" --candidate ash \\
      --decided 2027-02-11 --how \"members' meeting, 41 to 12\" --source \"minutes of 11 February\"
  hustings contest nominate --post leader --stage nominations --body branch west \"West branch\" --nobody")]
pub(crate) struct Arguments {
    /// For which post.
    #[arg(long)]
    post: PostId,
    /// At which stage.
    #[arg(long)]
    stage: StageId,
    /// Of which body the nominator is.
    #[arg(long)]
    body: BodyId,
    /// Which of the body's kinds.
    #[arg(long)]
    kind: Option<KindId>,
    /// The nominator's id.
    nominator: NominatorId,
    /// The nominator's name.
    name: String,
    /// Who is nominated.
    #[arg(long, required_unless_present = "nobody", conflicts_with = "nobody")]
    candidate: Option<CandidateId>,
    /// The nominator nominates nobody.
    #[arg(long)]
    nobody: bool,
    /// How it was decided.
    #[arg(long)]
    how: Option<String>,
    /// What the nominator weighs, in the body's measure.
    #[arg(long)]
    weight: Option<u64>,
    /// A group that the nominator comes from, as branch=north; can be given several times.
    #[arg(long, value_parser = group, value_name = "GROUP=NAME")]
    group: Vec<(GroupId, String)>,
    #[command(flatten)]
    hand: HandArguments,
}

fn group(text: &str) -> Result<(GroupId, String), String> {
    let (group, name) = text.split_once('=').ok_or("write it as branch=north")?;
    let group = group.parse().map_err(|error| format!("{error}"))?;
    Ok((group, name.to_owned()))
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let stage = office.contest().rulebook().stage(&arguments.stage);
    let clause = stage.map(hustings_rulebook::Stage::address);
    record(office, &hand, act(arguments), clause).await
}

fn act(arguments: &Arguments) -> Act {
    let Arguments {
        post,
        stage,
        body,
        kind,
        nominator,
        name,
        how,
        ..
    } = arguments;
    match &arguments.candidate {
        Some(candidate) => Act::Nominated(Nominated {
            post: post.clone(),
            stage: stage.clone(),
            body: body.clone(),
            nominator: nominator.clone(),
            name: name.clone(),
            kind: kind.clone(),
            candidate: candidate.clone(),
            how: how.clone(),
            as_of: None,
            weight: arguments.weight,
            groups: arguments.group.iter().cloned().collect::<BTreeMap<_, _>>(),
        }),
        None => Act::NominationDeclined(NominationDeclined {
            post: post.clone(),
            stage: stage.clone(),
            body: body.clone(),
            nominator: nominator.clone(),
            name: name.clone(),
            kind: kind.clone(),
            how: how.clone(),
            as_of: None,
        }),
    }
}
