//! What rulings and claims come to on the roll.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use clap::Args;
use hustings_office::{Behind, CurrentRoll, Finding};
use hustings_roll::{Answer, ElectorId, Email, MatchNumber, Name, PostalAddress};
use hustings_rulebook::{ClaimId, Moment, RulingId};

use super::super::place::{Place, failure};
use super::show;
use crate::failure::{Failure, Success};

/// By which channel somebody votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Channel {
    /// In a browser.
    Online,
    /// On paper.
    Post,
}

impl From<Channel> for hustings_roll::Channel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Online => Self::Online,
            Channel::Post => Self::Post,
        }
    }
}

/// Enter what was ruled on rows that look like one person's.
///
/// The ruling is one on this match: `contest rule ID --allow … match` says that they are different persons', `--disallow`
/// that they are one's.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest roll match 1 --different --ruling r1
  hustings contest roll match 2 --same M002 --ruling r2
  hustings contest roll match 3 --same M002=M003,M004 --same M007=M009 --ruling r3")]
pub(crate) struct Match {
    /// The match's number in the preview.
    number: u64,
    /// They are one person's, who keeps this number: KEEP if all are hers, KEEP=OTHER,OTHER if some are.
    #[arg(
        long,
        value_name = "KEEP",
        required_unless_present = "different",
        conflicts_with = "different"
    )]
    same: Vec<Same>,
    /// They are different persons'.
    #[arg(long)]
    different: bool,
    /// By which ruling.
    #[arg(long)]
    ruling: RulingId,
}

/// One person's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Same {
    keep: ElectorId,
    others: Option<BTreeSet<ElectorId>>,
}

impl std::str::FromStr for Same {
    type Err = hustings_roll::ElectorIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (keep, others) = match text.split_once('=') {
            Some((keep, others)) => (keep, Some(others)),
            None => (text, None),
        };
        let others = others.map(|others| others.split(',').map(str::parse).collect());
        Ok(Self {
            keep: keep.parse()?,
            others: others.transpose()?,
        })
    }
}

impl Match {
    fn finding(&self) -> Result<Finding, Failure> {
        if self.different {
            return Ok(Finding::Different);
        }
        if let [Same { keep, others: None }] = self.same.as_slice() {
            return Ok(Finding::Same(keep.clone()));
        }
        let mut persons = BTreeMap::new();
        for Same { keep, others } in &self.same {
            let others = others.clone().ok_or_else(|| {
                Failure::NotPossible(format!(
                    "--same {keep} does not say which rows are hers beside; write --same {keep}=OTHER,OTHER"
                ))
            })?;
            if persons.insert(keep.clone(), others).is_some() {
                return Err(Failure::NotPossible(format!(
                    "--same names {keep} twice; name all her other rows in one"
                )));
            }
        }
        Ok(Finding::Persons(persons))
    }
}

pub(super) async fn on_match(place: &Place, arguments: &Match) -> Result<Success, Failure> {
    let finding = arguments.finding()?;
    let mut office = place.office().await?;
    let number = MatchNumber(arguments.number);
    let ruling = arguments.ruling.clone();
    let current = office.rule_match(number, finding, ruling).await;
    let current = current.map_err(failure)?;
    let mut out = anstream::stdout();
    let found = current.find_match(number);
    for elector in found.into_iter().flat_map(|one| &one.electors) {
        let eligibility = current.roll().eligibility(elector);
        write!(out, "{}", show::says(&office, elector, &eligibility))?;
    }
    waiting(&current)
}

/// Exclude somebody, by a ruling.
///
/// The ruling allows it, and is on another matter: `contest rule ID --allow --reasons TEXT other MATTER`. Its reasons are
/// public and name nobody.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest rule r4 --allow --reasons \"In arrears since 2025.\" other \"an exclusion for arrears\"
  hustings contest roll exclude M004 --ruling r4")]
pub(crate) struct Exclude {
    /// Who.
    elector: ElectorId,
    /// By which ruling.
    #[arg(long)]
    ruling: RulingId,
}

pub(super) async fn exclude(place: &Place, arguments: &Exclude) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let (elector, ruling) = (arguments.elector.clone(), arguments.ruling.clone());
    let current = office.exclude(elector, ruling).await.map_err(failure)?;
    told(&office, &current, &arguments.elector)
}

/// Readmit somebody who is excluded, or whom a date bars, by a ruling.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest rule r5 --allow --reasons \"The fees had arrived.\" other \"a readmission after arrears\"
  hustings contest roll readmit M004 --ruling r5")]
pub(crate) struct Readmit {
    /// Who.
    elector: ElectorId,
    /// By which ruling.
    #[arg(long)]
    ruling: RulingId,
}

pub(super) async fn readmit(place: &Place, arguments: &Readmit) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let (elector, ruling) = (arguments.elector.clone(), arguments.ruling.clone());
    let current = office.readmit(elector, ruling).await.map_err(failure)?;
    told(&office, &current, &arguments.elector)
}

/// Enter who is behind a claim or an objection that `contest claim` recorded: it stands in no log.
///
/// The section is the claim's. As long as nothing is determined, it can be entered anew.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest claim c1 --section members
  hustings contest roll claim c1 M010 --name \"Ida Jones\" --channel post --address \"3 Mill Lane, Bath\"
  hustings contest claim c2 --section members --objection
  hustings contest roll claim c2 M004 --grounds \"Moved away.\"")]
pub(crate) struct Claim {
    /// The claim's id in the log.
    #[arg(value_name = "CLAIM")]
    id: ClaimId,
    /// The number of whoever claims, or of whom it objects to.
    elector: ElectorId,
    /// The claimant's name; an objection has none.
    #[arg(long)]
    name: Option<Name>,
    /// The claimant's channel; online where there is online voting, else post, if nothing is said.
    #[arg(long, requires = "name")]
    channel: Option<Channel>,
    /// Where mail reaches her.
    #[arg(long, requires = "name")]
    email: Option<Email>,
    /// Where post reaches her.
    #[arg(long, requires = "name")]
    address: Option<PostalAddress>,
    /// When she joined.
    #[arg(long, requires = "name", value_name = "TIME")]
    joined: Option<Moment>,
    /// When she registered.
    #[arg(long, requires = "name", value_name = "TIME")]
    registered: Option<Moment>,
    /// What she answers at sign-in, where the rulebook asks; private, and shown nowhere.
    #[arg(long, requires = "name", value_name = "TEXT")]
    answer: Option<Answer>,
    /// On what grounds, as they were given; private.
    #[arg(long, value_name = "TEXT", default_value = "")]
    grounds: String,
}

pub(super) async fn claim(place: &Place, arguments: &Claim) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let elector = arguments.elector.clone();
    let behind = match &arguments.name {
        None => Behind::Objected(elector),
        Some(name) => Behind::Claimant {
            elector,
            name: name.clone(),
            channel: arguments.channel.map(Into::into),
            email: arguments.email.clone(),
            address: arguments.address.clone(),
            joined: arguments.joined.clone(),
            registered: arguments.registered.clone(),
            answer: arguments.answer.clone(),
        },
    };
    let (claim, grounds) = (arguments.id.clone(), arguments.grounds.clone());
    office
        .behind(claim, behind, grounds)
        .await
        .map_err(failure)?;
    let claim = &arguments.id;
    writeln!(
        anstream::stdout(),
        "{} is behind claim {claim}; rule on it: hustings contest rule ID --allow --reasons TEXT claim {claim} (or --disallow)",
        arguments.elector
    )?;
    Ok(Success::Done)
}

/// Enter what was ruled on a claim or an objection.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest rule r6 --allow --reasons \"The card was shown.\" claim c1
  hustings contest roll determine c1 --ruling r6")]
pub(crate) struct Determine {
    /// The claim's id in the log.
    claim: ClaimId,
    /// By which ruling.
    #[arg(long)]
    ruling: RulingId,
}

pub(super) async fn determine(place: &Place, arguments: &Determine) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let (claim, ruling) = (arguments.claim.clone(), arguments.ruling.clone());
    let current = office.determine(claim, ruling).await.map_err(failure)?;
    if let Some(state) = current.state_of(&arguments.claim) {
        let state = state.as_str();
        writeln!(anstream::stdout(), "claim {} is {state}", arguments.claim)?;
    }
    match current.person_of(&arguments.claim) {
        Some(elector) => told(&office, &current, elector),
        None => waiting(&current),
    }
}

/// How somebody stands now.
fn told(
    office: &hustings_office::Office,
    current: &CurrentRoll,
    elector: &ElectorId,
) -> Result<Success, Failure> {
    let eligibility = current.roll().eligibility(elector);
    let says = show::says(office, elector, &eligibility);
    write!(anstream::stdout(), "{says}")?;
    waiting(current)
}

/// How many matches are still open: whoever is admitted may be a match of somebody's.
fn waiting(current: &CurrentRoll) -> Result<Success, Failure> {
    let open = current.open_matches().len();
    if open > 0 {
        writeln!(
            anstream::stdout(),
            "matches that a person must rule on: {open}; hustings contest roll show lists them"
        )?;
    }
    Ok(Success::Done)
}
