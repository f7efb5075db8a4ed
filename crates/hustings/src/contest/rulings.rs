//! Claims, rulings, appeals.

mod effect;

use std::io::Write as _;

use clap::{Args, Subcommand, ValueEnum};
use hustings_contest::Tracker;
use hustings_contest::event::{
    Act, AppealMade, ClaimMade, Claimed, Matter, Removal, Role, RulingMade, RulingOutcome,
};
use hustings_rulebook::{
    AppealId, BoxId, ClaimId, NominatorId, PostId, RequestId, RulingId, SectionId, StageId,
};

use super::hand::HandArguments;
use super::log::record;
use super::place::{Place, failure};
use crate::failure::{Failure, Success};

/// Record that somebody claims a place on the roll, or objects to somebody's.
///
/// Who it is, and about whom, stands in no log: keep that with the claim's id.
#[derive(Args)]
pub(crate) struct Claim {
    /// An id for the claim.
    #[arg(value_name = "CLAIM")]
    id: ClaimId,
    /// In which section.
    #[arg(long)]
    section: SectionId,
    /// An objection to somebody who is on the roll; without it, a claim to be.
    #[arg(long)]
    objection: bool,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn claim(place: &Place, arguments: &Claim) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments.hand.of(office.contest(), Role::Elector)?;
    let act = ClaimMade {
        claim: arguments.id.clone(),
        about: if arguments.objection {
            Claimed::Objection
        } else {
            Claimed::Inclusion
        },
        section: arguments.section.clone(),
    };
    record(office, &hand, Act::ClaimMade(act), None).await
}

/// Rule on something, with reasons.
///
/// A ruling stands until another supersedes it. An appeal is decided by the ruling that supersedes the one appealed against.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest rule r1 --disallow --reasons \"The meeting was not quorate.\" nomination --post leader --stage nominations north
  hustings contest rule r2 --allow --reasons \"The appeal showed the register.\" --supersedes r1 nomination --post leader --stage nominations north
  hustings contest rule r3 --allow --reasons \"The elector died on 3 April.\" ballots --box members --reason death TRACKER")]
pub(crate) struct Rule {
    /// An id for the ruling.
    ruling: RulingId,
    /// Grant what is asked for, let stand what was done.
    #[arg(
        long,
        required_unless_present = "disallow",
        conflicts_with = "disallow"
    )]
    allow: bool,
    /// Do not.
    #[arg(long)]
    disallow: bool,
    /// Why; published.
    #[arg(long)]
    reasons: String,
    /// The ruling whose place this one takes.
    #[arg(long, value_name = "RULING")]
    supersedes: Option<RulingId>,
    #[command(subcommand)]
    on: On,
    #[command(flatten)]
    hand: HandArguments,
}

/// What a ruling is on.
#[derive(Subcommand)]
enum On {
    /// A nomination.
    Nomination {
        #[arg(long)]
        post: PostId,
        #[arg(long)]
        stage: StageId,
        nominator: NominatorId,
    },
    /// A claim or an objection.
    Claim { claim: ClaimId },
    /// Rows of the roll that look like one person's; allowed: they are two.
    Match {
        #[arg(long)]
        section: SectionId,
        number: u64,
    },
    /// Ballots that are to be removed from the tally.
    Ballots {
        #[arg(long = "box")]
        of: BoxId,
        #[arg(long)]
        reason: Reason,
        /// Their trackers.
        #[arg(required = true)]
        ballots: Vec<Tracker>,
    },
    /// A request for a recount.
    Recount { request: RequestId },
    /// Anything else.
    Other { matter: String },
}

/// Why ballots may be removed.
#[derive(Clone, Copy, ValueEnum)]
enum Reason {
    Death,
    Resignation,
    Duplicate,
    Exclusion,
    Appeal,
}

impl From<Reason> for Removal {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Death => Self::Death,
            Reason::Resignation => Self::Resignation,
            Reason::Duplicate => Self::Duplicate,
            Reason::Exclusion => Self::Exclusion,
            Reason::Appeal => Self::Appeal,
        }
    }
}

pub(super) async fn rule(place: &Place, arguments: &Rule) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let on = match &arguments.on {
        On::Nomination {
            post,
            stage,
            nominator,
        } => Matter::Nomination {
            post: post.clone(),
            stage: stage.clone(),
            nominator: nominator.clone(),
        },
        On::Claim { claim } => Matter::Claim {
            claim: claim.clone(),
        },
        On::Match { section, number } => Matter::Match {
            section: section.clone(),
            r#match: *number,
        },
        On::Ballots {
            of,
            reason,
            ballots,
        } => {
            let removable = office.expect_removable(of, ballots).await;
            removable.map_err(failure)?;
            Matter::Ballots {
                r#box: of.clone(),
                ballots: ballots.clone(),
                reason: (*reason).into(),
            }
        }
        On::Recount { request } => Matter::Recount {
            request: request.clone(),
        },
        On::Other { matter } => Matter::Other {
            matter: matter.clone(),
        },
    };
    let act = RulingMade {
        ruling: arguments.ruling.clone(),
        on,
        outcome: if arguments.disallow {
            RulingOutcome::Disallowed
        } else {
            RulingOutcome::Allowed
        },
        reasons: arguments.reasons.clone(),
        supersedes: arguments.supersedes.clone(),
    };
    let effect = effect::of(office.contest(), &act);
    record(office, &hand, Act::RulingMade(act), None).await?;
    for line in effect {
        writeln!(anstream::stdout(), "{line}")?;
    }
    Ok(Success::Done)
}

/// Record an appeal against a ruling.
#[derive(Args)]
pub(crate) struct Appeal {
    /// An id for the appeal.
    #[arg(value_name = "APPEAL")]
    id: AppealId,
    /// Against which ruling.
    #[arg(long)]
    ruling: RulingId,
    /// Why.
    #[arg(long)]
    grounds: String,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn appeal(place: &Place, arguments: &Appeal) -> Result<Success, Failure> {
    let office = place.office().await?;
    let hand = arguments.hand.of(office.contest(), Role::Candidate)?;
    let act = AppealMade {
        appeal: arguments.id.clone(),
        ruling: arguments.ruling.clone(),
        grounds: arguments.grounds.clone(),
    };
    record(office, &hand, Act::AppealMade(act), None).await
}
