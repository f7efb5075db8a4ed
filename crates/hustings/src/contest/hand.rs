//! Who does something, and when.

use clap::Args;
use hustings_contest::Contest;
use hustings_contest::event::Role;
use hustings_office::Hand;
use hustings_rulebook::Moment;
use jiff::Timestamp;

use crate::failure::Failure;

/// Who does it, and when: what stands in the log beside what is done.
#[derive(Args)]
pub(crate) struct HandArguments {
    /// Who does it; names of officers are public.
    #[arg(long, value_name = "NAME", help_heading = "Who, when, why")]
    by: Option<String>,
    /// When it was decided, if not now: a day or a local time.
    #[arg(long, value_name = "TIME", help_heading = "Who, when, why")]
    decided: Option<Moment>,
    /// When it was received, if not now.
    #[arg(long, value_name = "TIME", help_heading = "Who, when, why")]
    received: Option<Moment>,
    /// Where it is known from; can be given several times.
    #[arg(long, value_name = "TEXT", help_heading = "Who, when, why")]
    source: Vec<String>,
    /// What else is to be known.
    #[arg(long, value_name = "TEXT", help_heading = "Who, when, why")]
    note: Option<String>,
    /// What the clock of a mock contest shows; refused in a live one.
    #[arg(
        long,
        value_name = "TIME",
        help_heading = "Who, when, why",
        env = "HUSTINGS_MOCK_TIME"
    )]
    now: Option<Moment>,
}

impl HandArguments {
    /// In this role, in a contest that is held.
    pub(super) fn of(&self, contest: &Contest, role: Role) -> Result<Hand, Failure> {
        self.with(&contest.rulebook().time_zone, contest.is_mock(), role)
    }

    /// In this role, in a time zone; only in a mock the clock can be set.
    pub(super) fn with(&self, zone: &str, mock: bool, role: Role) -> Result<Hand, Failure> {
        Ok(Hand {
            actor: self.by.clone(),
            role,
            now: clock(self.now.as_ref(), zone, mock)?,
            decided: self.decided.clone(),
            received: self.received.clone(),
            sources: self.source.clone(),
            note: self.note.clone(),
        })
    }
}

/// What the clock shows: in a mock what it was set to, if it was.
pub(super) fn clock(set: Option<&Moment>, zone: &str, mock: bool) -> Result<Moment, Failure> {
    match set {
        Some(now) if mock => Ok(now.clone()),
        Some(_) => Err(Failure::NotPossible(
            "the clock of a live contest cannot be set; leave --now out, and unset HUSTINGS_MOCK_TIME".to_owned(),
        )),
        None => now(zone),
    }
}

/// The time in a zone, to the second.
fn now(zone: &str) -> Result<Moment, Failure> {
    let refused = |error: String| {
        Failure::NotPossible(format!("the time in '{zone}' is not known ({error})"))
    };
    let local = Timestamp::now()
        .in_tz(zone)
        .map_err(|error| refused(error.to_string()))?;
    let local = local.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    local
        .parse()
        .map_err(|error: hustings_rulebook::MomentError| refused(error.to_string()))
}
