use std::io::Write as _;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use hustings_seal::archive::Archive;
use hustings_seal::credentials;
use hustings_seal::election::{Question, Uuid, rankings};
use hustings_seal::randomness::system;
use hustings_seal::setup::{Setup, SetupError};
use hustings_seal::verify::{Policy, verified};

use super::answers::title;
use super::questions;
use super::reading::print_last_event;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::terminal::{in_yellow, visible};
use crate::trustee::read_trustees;

/// Begin an election: what is asked, under whose key, and who may vote.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings seal setup --uuid 4Y6wDRRYAoWoAs --name \"Leader 2027\" --questions questions.toml \\
      --trustees trustees.json --credentials credentials/public.json --out election.bel

QUESTIONS is a list, in the order of the ballot:
  [[question]]
  kind = \"ranked\"                       each paper is published, after shuffling
  question = \"Leader\"
  candidates = [\"Ada Ash\", \"Bo Birch\"]

  [[question]]
  kind = \"choose\"                       only the sums are published
  question = \"Motion 7\"
  answers = [\"For\", \"Against\"]
  min = 1
  max = 1
  blank = true                          a blank vote is allowed")]
pub(crate) struct Arguments {
    /// The election, as `seal uuid` printed it and credentials were issued for it.
    #[arg(long, value_name = "UUID")]
    uuid: Uuid,
    /// Its title.
    #[arg(long)]
    name: String,
    /// What voters should know of it.
    #[arg(long, default_value = "")]
    description: String,
    /// What is asked.
    #[arg(long, value_name = "QUESTIONS")]
    questions: PathBuf,
    /// The trustees, as `trustee join` wrote them.
    #[arg(long, value_name = "FILE")]
    trustees: PathBuf,
    /// The public credentials, as `registrar issue` wrote them.
    #[arg(long, value_name = "FILE")]
    credentials: PathBuf,
    /// The new archive.
    #[arg(long, value_name = "ARCHIVE")]
    out: PathBuf,
    /// The time that the archive bears, in seconds since 1970; now, if nothing is said.
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let setup = setup(arguments)?;
    let archive = Archive::create(Vec::new(), arguments.time.unwrap_or_else(now), &setup);
    let archive = archive.map_err(|error| Failure::refused(&arguments.out, error))?;
    let bytes = archive.into_inner();
    let policy = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let verified = verified(bytes.as_slice(), &policy, &mut system()).map_err(|fault| {
        Failure::NotPossible(format!(
            "what would be written does not hold: {fault}; take that file from its maker again"
        ))
    })?;
    files::write_new(&arguments.out, Readers::Everybody, &bytes)?;
    let mut out = anstream::stdout();
    let report = verified.report();
    writeln!(
        out,
        "{}: {} credentials, {} trustees",
        visible(&report.name),
        report.credentials,
        report.trustees
    )?;
    writeln!(out, "fingerprint: {}", report.fingerprint)?;
    print_last_event(&verified)?;
    for question in setup.election().questions() {
        warn_of_rare_rankings(question, report.credentials);
    }
    Ok(Success::Done)
}

fn setup(arguments: &Arguments) -> Result<Setup, Failure> {
    let (questions, lines) = questions::read(&arguments.questions)?;
    let trustees = read_trustees(&arguments.trustees)?;
    let list = files::read_message(&arguments.credentials)?;
    let credentials = credentials::parse(list.as_bytes())
        .map_err(|fault| Failure::refused(&arguments.credentials, fault))?;
    let setup = Setup::new(
        &arguments.uuid,
        &arguments.name,
        &arguments.description,
        &questions,
        trustees,
        &credentials,
    );
    setup.map_err(|error| match error {
        SetupError::Election(error) => {
            let line = questions::number(&error).and_then(|number| lines.get(number - 1));
            let place = line.map_or(String::new(), |line| format!("line {line}: "));
            Failure::refused(&arguments.questions, format!("{place}{error}"))
        }
        error @ (SetupError::Credentials(_) | SetupError::Nobody) => {
            Failure::refused(&arguments.credentials, error)
        }
    })
}

/// A ranking that hardly anybody else casts shows who cast it, to whoever asked for it.
fn warn_of_rare_rankings(question: &Question, electors: usize) {
    let Question::Ranked { candidates, .. } = question else {
        return;
    };
    let possible = rankings(candidates.len());
    if possible > electors as u128 {
        anstream::eprintln!(
            "{}: “{}” can be ranked in {possible} ways by {electors} electors: a rare ranking shows who cast it",
            in_yellow("note"),
            visible(title(question))
        );
    }
}

fn now() -> u64 {
    // A clock that stands before 1970 is wrong, and the archive's time proves nothing anyway.
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
