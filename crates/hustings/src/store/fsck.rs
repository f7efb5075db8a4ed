use std::io::Write as _;

use clap::Args;
use hustings_office::Office;
use hustings_office::fsck::{Check, Report};
use hustings_store::{Store, fsck};
use serde_json::{Value, json};

use crate::contest::place::{Where, failure};
use crate::failure::{Failure, Success};
use crate::terminal::{in_bold, in_green, in_red, visible, visible_json};

/// Check everything in the store: tables against entries, and each contest against its log. Nothing is written.
///
/// What lies beside a log (the rulebook, the electors, boxes, papers) must be what the log names, key by key. A store that
/// was put together anew as a whole shows only beside a checkpoint that somebody else kept: `hustings verify --checkpoint`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings store fsck
  hustings store fsck --json | jq '.checks[] | select(.faults != [])'

Exits with 1 if anything does not hold. The store may be in use.")]
pub(crate) struct Arguments {
    /// As JSON, for programs.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(place: &Where, arguments: &Arguments) -> Result<Success, Failure> {
    let store = place.store().await?;
    let tables = fsck(&store).await.map_err(failure)?;
    let found = Found::of(&store, tables).await?;
    if arguments.json {
        found.as_json()
    } else {
        found.told()
    }
}

/// What was found in a store.
pub(super) struct Found {
    tables: hustings_store::Report,
    contests: Vec<Report>,
}

impl Found {
    /// What was found in its tables, and what is found in its contests.
    pub(super) async fn of(store: &Store, tables: hustings_store::Report) -> Result<Self, Failure> {
        let mut contests = Vec::new();
        for id in Office::contests(store).await.map_err(failure)? {
            contests.push(Office::fsck(store, &id).await.map_err(failure)?);
        }
        Ok(Self { tables, contests })
    }

    /// Whether nothing was found.
    pub(super) fn is_whole(&self) -> bool {
        self.tables.is_clean() && self.contests.iter().all(Report::is_clean)
    }

    fn holds(&self) -> Success {
        if self.is_whole() {
            Success::Done
        } else {
            Success::DoesNotHold
        }
    }

    /// Says each check and each fault.
    pub(super) fn told(&self) -> Result<Success, Failure> {
        let hustings_store::Report {
            logs,
            entries,
            checkpoints,
            faults,
        } = &self.tables;
        let what = format!(
            "tables follow from their entries ({logs} logs, {entries} entries, {checkpoints} checkpoints)"
        );
        told("the store", &what, faults)?;
        for contest in &self.contests {
            for Check {
                subject,
                seen,
                faults,
            } in &contest.checks
            {
                let what = format!("{subject} ({seen})");
                told(&contest.contest.to_string(), &what, faults)?;
            }
        }
        let checks = || self.contests.iter().flat_map(|contest| &contest.checks);
        let broken = checks().filter(|check| !check.faults.is_empty()).count()
            + usize::from(!faults.is_empty());
        let all = checks().count() + 1;
        writeln!(
            anstream::stdout(),
            "\n{} hold, {broken} do not hold",
            all - broken
        )?;
        Ok(self.holds())
    }

    fn as_json(&self) -> Result<Success, Failure> {
        let of_tables = self.tables.faults.iter().map(|fault| {
            let log = fault.log.as_ref().map(ToString::to_string);
            let (wrong, follows) = (fault.wrong.to_string(), fault.wrong.follows());
            json!({ "place": log, "wrong": wrong, "follows": follows })
        });
        let mut checks = vec![json!({
            "contest": null,
            "check": "tables follow from their entries",
            "seen": self.tables.entries,
            "faults": of_tables.collect::<Vec<_>>(),
        })];
        for contest in &self.contests {
            checks.extend(contest.checks.iter().map(|check| of_check(contest, check)));
        }
        let holds = matches!(self.holds(), Success::Done);
        let found = json!({ "format": "hustings-fsck/1", "holds": holds, "checks": checks });
        let found = visible_json(&format!("{found:#}"));
        writeln!(anstream::stdout(), "{found}")?;
        Ok(self.holds())
    }
}

fn of_check(contest: &Report, check: &Check) -> Value {
    let faults = check.faults.iter().map(|fault| {
        let (place, wrong) = (fault.place.to_string(), fault.wrong.to_string());
        json!({ "place": place, "wrong": wrong, "follows": fault.wrong.follows() })
    });
    json!({
        "contest": contest.contest.to_string(),
        "check": check.subject.to_string(),
        "seen": check.seen,
        "faults": faults.collect::<Vec<_>>(),
    })
}

fn told(whose: &str, what: &str, faults: &[impl ToString]) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let mark = if faults.is_empty() {
        in_green("✓ holds         ")
    } else {
        in_red("✗ does not hold ")
    };
    writeln!(out, "{mark} {}: {}", in_bold(whose), visible(what))?;
    for fault in faults {
        writeln!(out, "    {}", visible(&fault.to_string()))?;
    }
    Ok(())
}
