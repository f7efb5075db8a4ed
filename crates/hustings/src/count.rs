//! `hustings count`.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use hustings_count::rule::{Rule, av};
use hustings_count::tie::{Lot, Resort};
use hustings_count::{CandidateId, Outcome, Papers, Seats, StageNumber, Transcript, count, read};

use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::with_progress;

/// Count papers in a file, and show every stage.
///
/// Reads BLT (the standard dialect) and CSV with a column a preference, told apart by content. The first row of a CSV is
/// a header, such as papers,first,second; without papers each row is one paper.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings count contests/snp-2023/papers/leader.blt --rule av
  hustings count ballots.csv --rule av --majority-of valid --out result
  hustings count tied.blt --rule av --lot 2=birch     the lot drawn at stage 2 excludes birch
  hustings count - --rule av --json < ballots.blt

The rules are described in docs/rules, the transcript in docs/formats/transcript.md.")]
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
    let bytes = bytes(&arguments.papers)?;
    let papers = with_progress("reading papers", || read::read(&bytes))
        .map_err(|error| Failure::refused(&arguments.papers, error))?;
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

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path != Path::new("-") {
        return files::read(path);
    }
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::Unreadable {
            path: path.to_owned(),
            error,
        }),
    }
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
    Rule::Av(av::Options {
        majority_of,
        until,
        ..av::Options::default()
    })
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
            Outcome::BallotRequired { .. } => {
                return Err(Failure::PersonNeeded(
                    "another ballot must be held".to_owned(),
                ));
            }
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
            chosen: excluded.clone(),
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
