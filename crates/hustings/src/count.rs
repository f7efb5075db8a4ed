//! `hustings count`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hustings_count::read::Marks;
use hustings_count::rule::{Rule, av};
use hustings_count::tie::{Lot, Resort};
use hustings_count::{CandidateId, Outcome, Papers, Seats, StageNumber, Transcript, count, read};

use crate::failure::{Failure, Success};
use crate::files;
use crate::papers::{self, Expected};
use crate::terminal::with_progress;

/// Count papers in a file, and show every stage.
#[derive(Args)]
#[command(
    long_about = "\
Count papers in a file, and show every stage.

Reads BLT, PrefLib, CSV with a column a preference or a candidate, and cast vote records, plain, gzip or zstd, all told \
by content. The first row of a CSV is a header, such as papers,first,second; without papers each row is one paper.",
    after_help = "\
Examples:
  hustings count contests/snp-2023/papers/leader.blt --rule av
  hustings count ballots.csv --rule av --majority-of valid --out result
  hustings count tied.blt --rule av --lot 2=birch     the lot drawn at stage 2 excludes birch
  hustings count - --rule av --json < ballots.blt
  hustings count scans.csv.zst --rule av --marks overvote=stop --marks skipped=pass-over
  hustings count papers.soi --rule av --candidates Ash,Birch --expect valid=688,invalid=12

The rules are described in docs/rules, papers and transcripts in docs/formats."
)]
pub(crate) struct Arguments {
    /// The papers; - reads from standard input.
    papers: PathBuf,
    /// The counting rule.
    #[arg(long, value_enum)]
    rule: RuleName,
    /// Seats to fill.
    #[arg(long, default_value_t = 1)]
    seats: u32,
    /// Of which votes a majority must be.
    #[arg(long, value_enum, default_value_t = Majority::Continuing)]
    majority_of: Majority,
    /// How long the count goes on.
    #[arg(long, value_enum, default_value_t = Until::Majority)]
    until: Until,
    /// A lot that was drawn: the stage, and whom it excludes.
    #[arg(long = "lot", value_name = "STAGE=CANDIDATE", value_parser = drawn)]
    lots: Vec<(StageNumber, CandidateId)>,
    /// How marks that are not clear are read, a key at a time: overvote, skipped, skipped-at-most, repeated,
    /// ranks-at-most, beyond.
    #[arg(long, value_name = "KEY=VALUE", value_parser = setting)]
    marks: Vec<(String, String)>,
    /// The candidates' names in the order of the paper, for papers that do not name them.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    candidates: Option<Vec<String>>,
    #[arg(long, value_name = "CONFIG", help = "RCTab's configuration of the contest: who the candidates are, and how marks are read", conflicts_with_all = ["marks", "candidates"])]
    rctab: Option<PathBuf>,
    /// Figures that the papers must come to, such as issued=900,returned=700,invalid=12,valid=688; each may be left out.
    #[arg(long, value_name = "FIGURES")]
    expect: Option<Expected>,
    /// Also write transcript.json into this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the transcript as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum RuleName {
    /// The alternative vote.
    Av,
}

#[derive(Clone, Copy, ValueEnum)]
enum Majority {
    /// Of the votes of all candidates still in the count.
    Continuing,
    /// Of all papers counted.
    Valid,
}

#[derive(Clone, Copy, ValueEnum)]
enum Until {
    /// Until somebody has a majority.
    Majority,
    /// Until two candidates are left.
    Two,
}

fn drawn(text: &str) -> Result<(StageNumber, CandidateId), String> {
    let (stage, candidate) = text
        .split_once('=')
        .ok_or("write the stage and the candidate's id, as in 2=birch")?;
    let number = stage
        .parse()
        .map_err(|_| format!("'{stage}' is not the number of a stage"))?;
    let stage = StageNumber::new(number).ok_or("stages are numbered from 1")?;
    Ok((
        stage,
        candidate.parse().map_err(|error| format!("{error}"))?,
    ))
}

impl Arguments {
    /// Why the arguments contradict each other, if they do.
    pub(crate) fn contradiction(&self) -> Option<String> {
        let mut stages = BTreeSet::new();
        let (twice, _) = self.lots.iter().find(|(stage, _)| !stages.insert(*stage))?;
        Some(format!(
            "two lots are given for stage {twice}, and a stage excludes one candidate; leave one --lot {twice}=… in"
        ))
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let papers = papers::read(&arguments.papers, options(arguments)?)?.papers;
    if let Some(expected) = arguments.expect {
        let differences = expected.differences(&papers);
        if !differences.is_empty() {
            return Err(Failure::refused(&arguments.papers, differences.join("; ")));
        }
    }
    let transcript = with_progress("counting", || counted(arguments, &papers))?;
    if let Some(folder) = &arguments.out {
        files::write(
            &folder.join("transcript.json"),
            transcript.to_json().as_bytes(),
        )?;
    }
    let mut out = anstream::stdout();
    if arguments.json {
        write!(out, "{}", transcript.to_json())?;
    } else {
        write!(out, "{}", hustings_report::table::stages(&transcript))?;
    }
    Ok(Success::Done)
}

/// How the papers are read.
fn options(arguments: &Arguments) -> Result<read::Options, Failure> {
    let rctab = arguments.rctab.as_ref();
    let rctab = rctab
        .map(|path| papers::config(path, arguments.seats))
        .transpose()?;
    let marks = match &rctab {
        Some(config) => config.marks,
        None => marks(&arguments.marks).map_err(Failure::NotPossible)?,
    };
    Ok(read::Options {
        marks,
        candidates: arguments.candidates.clone(),
        rctab,
    })
}

/// The marks rule, from its keys with their values.
fn marks(settings: &[(String, String)]) -> Result<Marks, String> {
    let mut keys = serde_json::Map::new();
    for (key, value) in settings {
        let number = value.parse::<u32>().map(Into::into);
        let value = number.unwrap_or_else(|_| value.as_str().into());
        if keys.insert(key.clone(), value).is_some() {
            return Err(format!("--marks {key} is given twice; leave one in"));
        }
    }
    serde_json::from_value(keys.into())
        .map_err(|error| format!("--marks: {error}; docs/rules/marks.md describes the rule"))
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (key, value) = text
        .split_once('=')
        .ok_or("write a key and its value, as in overvote=stop")?;
    Ok((key.to_owned(), value.to_owned()))
}

fn rule(arguments: &Arguments) -> Rule {
    let RuleName::Av = arguments.rule;
    let majority_of = match arguments.majority_of {
        Majority::Continuing => av::MajorityOf::Continuing,
        Majority::Valid => av::MajorityOf::Valid,
    };
    let until = match arguments.until {
        Until::Majority => av::Until::Majority,
        Until::Two => av::Until::Two,
    };
    Rule::Av(av::Options { majority_of, until })
}

/// Counts, taking each lot that was drawn when the count comes to ask for it.
fn counted(arguments: &Arguments, papers: &Papers) -> Result<Transcript, Failure> {
    let ties = [Resort::EarlierStages, Resort::Lots];
    let mut lots: Vec<Lot> = Vec::new();
    loop {
        let outcome = count(
            papers,
            &rule(arguments),
            Seats(arguments.seats),
            &ties,
            &lots,
        )
        .map_err(|error| Failure::NotPossible(error.to_string()))?;
        let (stage, among) = match outcome {
            Outcome::Complete(transcript) => {
                return not_called_for(arguments, &lots).map_or(Ok(transcript), Err);
            }
            Outcome::LotsRequired { stage, among, .. }
            | Outcome::Unresolvable { stage, among, .. } => (stage, among),
        };
        let Some((_, excluded)) = arguments
            .lots
            .iter()
            .find(|(drawn_at, _)| *drawn_at == stage)
        else {
            return Err(lot_needed(stage, &among));
        };
        lots.push(Lot {
            stage,
            among,
            excluded: excluded.clone(),
        });
    }
}

fn not_called_for(arguments: &Arguments, taken: &[Lot]) -> Option<Failure> {
    let (stage, _) = arguments
        .lots
        .iter()
        .find(|(stage, _)| taken.iter().all(|lot| lot.stage != *stage))?;
    Some(Failure::NotPossible(format!(
        "--lot {stage}=…: there is no tie at stage {stage}; take the lot out"
    )))
}

fn lot_needed(stage: StageNumber, among: &[CandidateId]) -> Failure {
    let tied: Vec<&str> = among.iter().map(CandidateId::as_str).collect();
    Failure::PersonNeeded(format!(
        "stage {stage}: {} are tied for exclusion, also at every earlier stage; draw a lot among exactly them, and count again with --lot {stage}=ID of the one whom it excludes",
        tied.join(" and ")
    ))
}
