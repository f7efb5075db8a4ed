use std::io::Write as _;

use clap::Args;
use hustings_contest::Contest;
use hustings_office::{Office, Standing};
use hustings_roll::{ElectorId, Eligibility, NotEligible};

use super::super::place::{Place, failure};
use super::{json, preview};
use crate::failure::{Failure, Success};
use crate::terminal::{visible, visible_json};

/// Say why somebody is, or is not, on the roll; without a number, how the roll stands.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest roll show M001
  hustings contest roll show
  hustings contest roll show --json | jq '.totals'")]
pub(crate) struct Arguments {
    /// A membership number.
    elector: Option<ElectorId>,
    /// Write how the roll stands as JSON.
    #[arg(long, conflicts_with = "elector")]
    json: bool,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    match &arguments.elector {
        Some(elector) => one(&mut office, elector).await?,
        None => all(&mut office, arguments.json).await?,
    }
    Ok(Success::Done)
}

async fn all(office: &mut Office, json: bool) -> Result<(), Failure> {
    let current = office.roll().await.map_err(failure)?;
    let mut out = anstream::stdout();
    if json {
        let json = format!("{:#}", json::current(&current));
        writeln!(out, "{}", visible_json(&json))?;
        return Ok(());
    }
    out.write_all(preview::totals(&current.roll().totals()).as_bytes())?;
    out.write_all(preview::persons(&current).as_bytes())?;
    #[expect(
        clippy::single_match_else,
        reason = "the two are alternatives, and neither is the exception"
    )]
    match office.contest().kept().filter(|_| office.is_frozen()) {
        Some(kept) => {
            writeln!(out, "\nfrozen:")?;
            for (id, section) in &kept.roll.sections {
                let channels: Vec<String> = section
                    .channels
                    .iter()
                    .map(|(means, electors)| format!("{electors} {means}"))
                    .collect();
                let (electors, root) = (section.electors, &section.root);
                let channels = channels.join(", ");
                writeln!(out, "  {id}: {electors} electors ({channels}), root {root}")?;
            }
        }
        None => {
            let obstacles = office.obstacles().await.map_err(failure)?;
            let heading = if obstacles.is_empty() {
                "nothing stands in the way of freezing: hustings contest roll freeze"
            } else {
                "in the way of freezing:"
            };
            writeln!(out, "\n{heading}")?;
            for obstacle in obstacles {
                writeln!(out, "  {obstacle}")?;
            }
        }
    }
    Ok(())
}

async fn one(office: &mut Office, elector: &ElectorId) -> Result<(), Failure> {
    let standing = office.standing(elector).await.map_err(failure)?;
    let mut out = anstream::stdout();
    match &standing {
        Standing::Open(eligibility) => write!(out, "{}", says(office, elector, eligibility))?,
        Standing::Frozen { row, place } => {
            let section = row.elector.section.as_ref();
            let section = section.map_or("electors", |section| section.as_str());
            writeln!(
                out,
                "{elector} is on the frozen roll: {section}, {}, line {} of {} in roll/{section}.txt",
                row.elector.channel, place.line, place.of
            )?;
        }
        Standing::NotFrozen(eligibility) => {
            writeln!(out, "{elector} is not on the frozen roll (roll.freeze)")?;
            write!(out, "{}", says(office, elector, eligibility))?;
        }
    }
    let current = office.roll().await.map_err(failure)?;
    let rows = current.roll().others();
    for other in rows.filter(|other| other.row.elector.id == *elector) {
        let why = other.bar.as_ref().map_or_else(
            || format!("she votes under another row ({})", other.clause.address),
            ToString::to_string,
        );
        writeln!(out, "her {}: {why}", other.row.origin)?;
    }
    Ok(())
}

/// What stands for or against somebody, with the clause or the ruling.
pub(super) fn says(office: &Office, elector: &ElectorId, eligibility: &Eligibility) -> String {
    let contest = office.contest();
    match eligibility {
        Eligibility::Eligible {
            section,
            channel,
            ruling,
        } => {
            let section = section
                .as_ref()
                .map_or("electors", |section| section.as_str());
            let by = match ruling {
                Some(ruling) => format!(", by ruling {ruling}"),
                None => String::new(),
            };
            let reasons = ruling
                .iter()
                .map(|ruling| reasons(contest, ruling.as_str()));
            format!(
                "{elector} may vote: {section}, {channel}{by}\n{}",
                reasons.collect::<String>()
            )
        }
        Eligibility::Held { matches } => {
            let matches: Vec<String> = matches.iter().map(ToString::to_string).collect();
            format!(
                "{elector} is held until a person has ruled on match {}; `hustings contest roll show` says how\n",
                matches.join(", ")
            )
        }
        Eligibility::NotEligible(reason) => {
            let reasons = match &**reason {
                NotEligible::Excluded { ruling } | NotEligible::SamePerson { ruling, .. } => {
                    reasons(contest, ruling.as_str())
                }
                _ => String::new(),
            };
            format!("{elector} may not vote: {reason}\n{reasons}")
        }
    }
}

/// Why a ruling was made, as the log has it.
fn reasons(contest: &Contest, id: &str) -> String {
    let mut made = contest
        .kept()
        .into_iter()
        .flat_map(|kept| &kept.rulings.made);
    let found = made.find(|made| made.act.ruling.as_str() == id);
    found.map_or_else(String::new, |made| {
        format!("ruling {id}: “{}”\n", visible(&made.act.reasons))
    })
}
