//! `hustings rulebook check`, `hustings rulebook explain`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use hustings_rulebook::{Finding, Rulebook, check, explain};

use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{in_green, in_red};

/// Check a rulebook for dead ends, or read it out in English.
#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Look for rules that cannot work.
    #[command(after_help = "\
Examples:
  hustings rulebook check contests/labour-2020/rulebook.toml
  hustings rulebook check --json rulebook.toml | jq '.findings[].clause'")]
    Check {
        /// The rulebook.
        file: PathBuf,
        /// Print the findings as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Tell the rules in plain English, each with its clause.
    #[command(after_help = "\
Example:
  hustings rulebook explain contests/labour-2020/rulebook.toml")]
    Explain(File),
}

/// A rulebook.
#[derive(Args)]
pub(crate) struct File {
    /// The rulebook.
    file: PathBuf,
}

pub(crate) fn run(verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Check { file, json } => checked(file, *json),
        Verb::Explain(File { file }) => {
            write!(anstream::stdout(), "{}", explain(&read(file)?))?;
            Ok(Success::Done)
        }
    }
}

/// Reads a rulebook.
pub(crate) fn read(path: &Path) -> Result<Rulebook, Failure> {
    Rulebook::parse(&files::read_text(path)?).map_err(|error| Failure::refused(path, error))
}

fn checked(path: &Path, json: bool) -> Result<Success, Failure> {
    let rulebook = read(path)?;
    let findings = check(&rulebook);
    let mut out = anstream::stdout();
    if json {
        writeln!(out, "{:#}", to_json(&findings))?;
    } else {
        for finding in &findings {
            writeln!(out, "{}: {finding}", in_red(&path.display().to_string()))?;
        }
        match findings.len() {
            0 => writeln!(out, "{} no dead ends in {}", in_green("✓"), rulebook.title)?,
            1 => writeln!(out, "1 dead end")?,
            several => writeln!(out, "{several} dead ends")?,
        }
    }
    Ok(if findings.is_empty() {
        Success::Done
    } else {
        Success::DoesNotHold
    })
}

fn to_json(findings: &[Finding]) -> serde_json::Value {
    let findings = findings.iter().map(|finding| {
        serde_json::json!({
            "clause": finding.clause.address,
            "source_clause": finding.clause.source,
            "line": finding.position.map(|position| position.line),
            "column": finding.position.map(|position| position.column),
            "reason": finding.reason,
            "remedy": finding.remedy,
        })
    });
    serde_json::json!({ "findings": findings.collect::<Vec<_>>() })
}
