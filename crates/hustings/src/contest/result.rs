//! From the count to the declaration.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_contest::event::{
    Act, LotsDrawn, RecountRequested, ResultCorrected, Role, ScrutineerReported,
};
use hustings_count::CandidateId;
use hustings_office::Office;
use hustings_rulebook::{Address, Moment, PostId, RequestId};

use super::hand::HandArguments;
use super::log::{record, told};
use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};

/// Record a lot that was drawn, where the count came to a tie that nothing else resolves.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest lots --post leader --stage 2 --among ash birch --excluded birch")]
pub(crate) struct Lots {
    /// In the count for which post.
    #[arg(long)]
    post: PostId,
    /// At which stage of the count.
    #[arg(long, value_name = "N")]
    stage: u32,
    /// Among whom.
    #[arg(long, num_args = 2.., required = true)]
    among: Vec<CandidateId>,
    /// On whom it fell: who is excluded.
    #[arg(long)]
    excluded: CandidateId,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn lots(place: &Place, arguments: &Lots) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let act = LotsDrawn {
        post: arguments.post.clone(),
        stage_number: arguments.stage,
        among: arguments.among.clone(),
        excluded: arguments.excluded.clone(),
    };
    told(&office.draw(act, &hand).await.map_err(failure)?)?;
    Ok(Success::Done)
}

/// Give figures to those who may ask for a recount, before they are declared; the log keeps their digest.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest provisional --post leader --to \"Ash's agent\" --to \"Birch's agent\" --embargo 2027-04-21T12:00 --out leader.json")]
pub(crate) struct Provisional {
    /// For which post.
    #[arg(long)]
    post: PostId,
    /// To whom; can be given several times.
    #[arg(long, required = true)]
    to: Vec<String>,
    /// Until when they keep them to themselves.
    #[arg(long, value_name = "TIME")]
    embargo: Option<Moment>,
    /// The new file for the transcript.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn provisional(
    place: &Place,
    arguments: &Provisional,
) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let Provisional {
        post, to, embargo, ..
    } = arguments;
    let transcript = office
        .provide(post, to.clone(), embargo.clone(), &hand)
        .await
        .map_err(failure)?;
    files::write_new(
        &arguments.out,
        Readers::Owner,
        transcript.to_json().as_bytes(),
    )?;
    writeln!(
        anstream::stdout(),
        "{} is written, and its digest recorded",
        arguments.out.display()
    )?;
    Ok(Success::Done)
}

/// Record that somebody asks for a recount; `contest rule … recount ID` decides.
#[derive(Args)]
pub(crate) struct Recount {
    /// An id for the request.
    request: RequestId,
    /// For which post.
    #[arg(long)]
    post: PostId,
    /// Why.
    #[arg(long)]
    reasons: String,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn recount(place: &Place, arguments: &Recount) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments.hand.of(office.contest(), Role::Agent)?;
    let act = RecountRequested {
        request: arguments.request.clone(),
        post: arguments.post.clone(),
        reasons: arguments.reasons.clone(),
    };
    record(office, &hand, Act::RecountRequested(act), None).await
}

/// Record the independent scrutineer's report, for which the declaration waits where the rulebook names a scrutineer.
///
/// What was returned, and what is valid for each post, is taken from the log, and shown.
#[derive(Args)]
pub(crate) struct ScrutineerReport {
    /// Papers and credentials that were sent out; as many as there are electors, if nothing is said.
    #[arg(long, value_name = "N")]
    distributed: Option<u64>,
    /// Not satisfied that no rule was broken.
    #[arg(long)]
    contravention: bool,
    /// Not satisfied with how papers were kept and counted.
    #[arg(long)]
    insecure: bool,
    /// Not satisfied to have acted without interference.
    #[arg(long)]
    interference: bool,
    /// At whose instance the register was inspected, and what was found.
    #[arg(long, value_name = "TEXT")]
    register_inspected: Option<String>,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn scrutineer(
    place: &Place,
    arguments: &ScrutineerReport,
) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments.hand.of(office.contest(), Role::Scrutineer)?;
    if !office.names_scrutineer() {
        return Err(Failure::NotPossible(
            "the rulebook names no scrutineer (statutory.scrutineer), so none is needed: nothing waits for a report".to_owned(),
        ));
    }
    let act = report(&office, arguments);
    let mut out = anstream::stdout();
    writeln!(
        out,
        "distributed: {}, returned: {}",
        act.distributed, act.returned
    )?;
    for (post, valid) in &act.valid {
        writeln!(out, "valid for {post}: {valid}")?;
    }
    for (reason, number) in &act.invalid {
        writeln!(out, "invalid, {reason}: {number}")?;
    }
    record(
        office,
        &hand,
        Act::ScrutineerReported(act),
        Some(Address::new("statutory")),
    )
    .await
}

/// The figures of the report, from the log; what the scrutineer found, from whoever calls.
fn report(office: &Office, arguments: &ScrutineerReport) -> ScrutineerReported {
    let figures = office.scrutineer_figures();
    ScrutineerReported {
        distributed: arguments.distributed.unwrap_or(figures.distributed),
        no_contravention: !arguments.contravention,
        secure: !arguments.insecure,
        independent: !arguments.interference,
        register_inspected: arguments.register_inspected.clone(),
        ..figures
    }
}

/// Declare who is elected, as it was counted.
#[derive(Args)]
pub(crate) struct Declare {
    /// To which post; every post that is not declared yet, if nothing is said.
    #[arg(long)]
    post: Vec<PostId>,
    /// Who certifies it.
    #[arg(long, value_name = "NAME")]
    certified_by: Option<String>,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn declare(place: &Place, arguments: &Declare) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let posts = if arguments.post.is_empty() {
        let contest = office.contest();
        let posts = contest.rulebook().posts.iter().map(|post| &post.id);
        // One that is unopposed may have been declared long before the others.
        posts
            .filter(|post| contest.declared(post).is_none())
            .cloned()
            .collect()
    } else {
        arguments.post.clone()
    };
    if posts.is_empty() {
        writeln!(
            anstream::stdout(),
            "every result is declared already; `hustings contest correct` corrects one"
        )?;
    }
    for post in &posts {
        told(
            &office
                .declare(post, arguments.certified_by.clone(), &hand)
                .await
                .map_err(failure)?,
        )?;
        elected(&office, post)?;
    }
    Ok(Success::Done)
}

fn elected(office: &Office, post: &PostId) -> Result<(), Failure> {
    let Some(declared) = office.contest().declared(post) else {
        return Ok(());
    };
    let mock = if office.contest().is_mock() {
        "mock, nobody is elected; "
    } else {
        ""
    };
    let names: Vec<&str> = declared
        .act
        .elected
        .iter()
        .map(CandidateId::as_str)
        .collect();
    let names = if names.is_empty() {
        "nobody".to_owned()
    } else {
        names.join(", ")
    };
    writeln!(
        anstream::stdout(),
        "{post}: {mock}declared elected: {names}"
    )?;
    Ok(())
}

/// Correct a declaration: the new one takes its place, and both stay in the log.
#[derive(Args)]
pub(crate) struct Correct {
    /// To which post.
    #[arg(long)]
    post: PostId,
    /// Who is elected.
    #[arg(required = true)]
    elected: Vec<CandidateId>,
    /// Why the last declaration does not stand.
    #[arg(long)]
    reasons: String,
    /// Who certifies it.
    #[arg(long, value_name = "NAME")]
    certified_by: Option<String>,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn correct(place: &Place, arguments: &Correct) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let act = ResultCorrected {
        post: arguments.post.clone(),
        elected: arguments.elected.clone(),
        certified_by: arguments.certified_by.clone(),
        reasons: arguments.reasons.clone(),
    };
    record(
        office,
        &hand,
        Act::ResultCorrected(act),
        Some(Address::new("count")),
    )
    .await
}
