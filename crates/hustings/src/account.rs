//! `hustings account`: what whoever administers the machine does for those who have accounts at the site.

use std::io::Write as _;

use clap::{Args, Subcommand, ValueEnum};
use hustings_office::{ContestId, Office, indexer};
use hustings_rulebook::Moment;
use hustings_site::{Role, Settings, Site, code_now, set_clock};
use hustings_store::Store;

use crate::contest::place::{Where, failure, wait};
use crate::failure::{Failure, Success};

/// Accounts of those who run contests at the site.
#[derive(Subcommand)]
pub(crate) enum Verb {
    Invite(Invite),
    Renew(Renew),
    Code(Code),
    Clock(Clock),
}

pub(crate) fn run(verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Invite(arguments) => wait(invite(arguments)),
        Verb::Renew(arguments) => wait(renew(arguments)),
        Verb::Code(arguments) => code(arguments),
        Verb::Clock(arguments) => wait(clock(arguments)),
    }
}

/// Print a link by which somebody makes an account with a role: once, within a week.
///
/// Officers invite at the site itself; this is for the first of them, and for when none can sign in.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings account invite --role officer --url https://vote.example.org
  hustings account invite --role trustee --for leader-2027 --email ann@example.org --url https://vote.example.org")]
pub(crate) struct Invite {
    #[command(flatten)]
    place: Where,
    /// What they may do.
    #[arg(long)]
    role: RoleName,
    /// In which contest; in all that there are and will be, if nothing is said.
    #[arg(long = "for", value_name = "CONTEST")]
    contest: Option<ContestId>,
    /// The address of the account; whoever follows the link chooses one, if nothing is said.
    #[arg(long)]
    email: Option<String>,
    /// The address under which people reach the site.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    url: url::Url,
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleName {
    Officer,
    Helpline,
    Registrar,
    Trustee,
}

impl From<RoleName> for Role {
    fn from(role: RoleName) -> Self {
        match role {
            RoleName::Officer => Self::Officer,
            RoleName::Helpline => Self::Helpline,
            RoleName::Registrar => Self::Registrar,
            RoleName::Trustee => Self::Trustee,
        }
    }
}

async fn invite(arguments: &Invite) -> Result<Success, Failure> {
    let store = arguments.place.store().await?;
    if let Some(contest) = &arguments.contest {
        expect_contest(&store, contest).await?;
    }
    let site = Site::new(store, settings(&arguments.url));
    let contest = arguments.contest.as_ref();
    let link = site.invite(arguments.role.into(), contest, arguments.email.clone());
    writeln!(anstream::stdout(), "{}", link.await.map_err(failure)?)?;
    Ok(Success::Done)
}

/// Print a link by which the owner of an account makes its password and authenticator anew: once, within a day.
///
/// Officers send such links by mail at the site itself; this is for where none can sign in, or no mail is sent. Hand it to
/// nobody but the owner: who has the link has the account.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings account renew ann@example.org --url https://vote.example.org")]
pub(crate) struct Renew {
    #[command(flatten)]
    place: Where,
    /// The address of the account.
    email: String,
    /// The address under which people reach the site.
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    url: url::Url,
}

async fn renew(arguments: &Renew) -> Result<Success, Failure> {
    let site = Site::new(arguments.place.store().await?, settings(&arguments.url));
    let link = site.renewal(&arguments.email).await.map_err(failure)?;
    let link = link.ok_or_else(|| {
        Failure::NotPossible(format!(
            "there is no account of {}; look at its spelling, or invite by hustings account invite",
            arguments.email
        ))
    })?;
    writeln!(anstream::stdout(), "{link}")?;
    Ok(Success::Done)
}

fn settings(url: &url::Url) -> Settings {
    Settings {
        url: url.clone(),
        mail: None,
        behind_proxy: false,
    }
}

async fn expect_contest(store: &Store, id: &ContestId) -> Result<(), Failure> {
    let contests = Office::contests(store).await.map_err(failure)?;
    if contests.contains(id) {
        return Ok(());
    }
    let names: Vec<String> = contests.iter().map(ToString::to_string).collect();
    Err(Failure::NotPossible(format!(
        "no contest '{id}' is kept there; those that are: {}",
        names.join(", ")
    )))
}

/// Print what an authenticator with this secret shows now, for who has none at hand.
#[derive(Args)]
pub(crate) struct Code {
    /// The secret, as the page of an invitation shows it.
    secret: String,
}

fn code(arguments: &Code) -> Result<Success, Failure> {
    let code = code_now(&arguments.secret).ok_or_else(|| {
        Failure::NotPossible(
            "that is no secret of an authenticator: copy all of it, letters A to Z and digits 2 to 7".to_owned(),
        )
    })?;
    writeln!(anstream::stdout(), "{code}")?;
    Ok(Success::Done)
}

/// Set the clock that a mock contest shows at the site, from where it goes on; refused in a live one.
#[derive(Args)]
pub(crate) struct Clock {
    #[command(flatten)]
    place: Where,
    /// Which contest.
    contest: ContestId,
    /// What it shows: a local time, as 2027-03-01T09:00.
    to: Moment,
}

async fn clock(arguments: &Clock) -> Result<Success, Failure> {
    let store = Store::open(&arguments.place.location()?, indexer)
        .await
        .map_err(failure)?;
    expect_contest(&store, &arguments.contest).await?;
    let office = Office::open(store.clone(), arguments.contest.clone())
        .await
        .map_err(failure)?;
    if !office.contest().is_mock() {
        return Err(Failure::NotPossible(
            "the clock of a live contest cannot be set".to_owned(),
        ));
    }
    let set = set_clock(&store, office.contest(), &arguments.contest, &arguments.to).await;
    if set.map_err(failure)? {
        Ok(Success::Done)
    } else {
        Err(Failure::NotPossible(format!(
            "{} is no time in the contest's zone; choose another",
            arguments.to
        )))
    }
}
