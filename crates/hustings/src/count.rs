//! `hustings count`.

mod lots;
mod outputs;
mod paper;
mod people;
mod reading;
mod rule;
mod ties;

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_count::read::{Marks, PapersFile, PapersFormat};
use hustings_count::rule::Rule;
use hustings_count::tie::Resort;
use hustings_count::{CandidateId, Count, Outcome, Papers, Seats, Transcript, Withdrawal};

use people::People;

use crate::failure::{Failure, Success};
use crate::seal::is_archive;
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
  hustings count ward.blt --rule scottish-stv --explain
  hustings count ballots.csv --rule av --set majority_of=valid --out result
  hustings count tied.blt --rule av --lot 2=birch     the lot drawn at stage 2 falls on birch
  hustings count scans.csv.zst --rule av --marks overvote=stop --marks skipped=pass-over
  hustings count papers.soi --rule av --candidates Ash,Birch --expect valid=688,invalid=12
  hustings count cvr.json --rctab config.json
  hustings count first.csv second.csv --rule exhaustive-ballot
  hustings count - --rule av --json < ballots.blt

The rules and their options are described in docs/rules, papers and transcripts in docs/formats."
)]
pub(crate) struct Arguments {
    /// The papers; - reads from standard input. Several files are the ballots of an exhaustive ballot, or the sections of
    /// an electoral college, in their order.
    #[arg(required = true)]
    papers: Vec<PathBuf>,
    #[command(flatten)]
    rule: rule::RuleArguments,
    #[command(flatten)]
    ties: ties::TieArguments,
    #[command(flatten)]
    reading: reading::ReadingArguments,
    /// Somebody who withdrew while papers were counted: the stage at which he or she leaves, and who.
    #[arg(long = "withdraw", value_name = "STAGE=CANDIDATE", value_parser = ties::stage_and_candidate)]
    withdrawals: Vec<ties::StageAndCandidate>,
    /// Tell the count in plain sentences.
    #[arg(long, conflicts_with = "json")]
    explain: bool,
    /// Tell where one paper went, stage by stage: that on this line of the file, or one with these preferences, as ids or
    /// names with commas between, first preference first.
    #[arg(long, value_name = "LINE|CANDIDATES", conflicts_with_all = ["json", "explain"])]
    paper: Option<paper::Which>,
    /// Also write into this folder: transcript.json, stages.csv, sheet.html, rcvis.json, and the papers as BLT and in the
    /// format of `PrefLib`.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the transcript as JSON.
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// Why the arguments contradict each other, if they do.
    pub(crate) fn contradiction(&self) -> Option<String> {
        self.ties.contradiction()
    }
}

/// What is to be counted, and how.
struct Given {
    /// The first file, and those after it.
    papers: PapersFile,
    more: Vec<Papers>,
    rule: Rule,
    seats: Seats,
    ties: Vec<Resort>,
    /// Unless each unclear mark is refused.
    marks: Option<Marks>,
    withdrawals: Vec<Withdrawal>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let given = given(arguments)?;
    let transcript = with_progress("counting", || counted(arguments, &given))?;
    let transcript = Transcript {
        ties: Some(given.ties.clone()),
        marks: given.marks,
        ..transcript
    };
    if let Some(folder) = &arguments.out {
        for left_out in outputs::write(folder, &given, &transcript)? {
            anstream::eprintln!("{left_out}");
        }
    }
    let mut out = anstream::stdout();
    if let Some(which) = &arguments.paper {
        write!(
            out,
            "{}",
            paper::followed(arguments, which, &given, &transcript)?
        )?;
    } else if arguments.json {
        write!(out, "{}", transcript.to_json())?;
    } else if arguments.explain {
        let sentences = hustings_report::explain::sentences(&transcript);
        writeln!(out, "{}", sentences.join("\n\n"))?;
    } else {
        let sentences = hustings_report::explain::sentences(&transcript);
        let table = hustings_report::table::stages(&transcript);
        if let [first, .., last] = sentences.as_slice() {
            write!(out, "{first}\n\n{table}\n{last}\n")?;
        }
    }
    Ok(Success::Done)
}

fn given(arguments: &Arguments) -> Result<Given, Failure> {
    for path in &arguments.papers {
        if path.is_file() && is_archive(path)? {
            return Err(Failure::refused(
                path,
                "this is an archive of a sealed election; take its papers out by `hustings seal papers`",
            ));
        }
    }
    let config = arguments.reading.config()?;
    let mut files = arguments
        .reading
        .files(&arguments.papers, config.as_ref())?;
    let papers = files.remove(0);
    let more: Vec<Papers> = files.into_iter().map(|file| file.papers).collect();
    let (papers, more) = reading::of_the_same_candidates(papers, &more, &arguments.papers)?;
    let people = People(papers.papers.candidates());
    let rule = match &config {
        Some(config) => config
            .rule()
            .map_err(|error| Failure::NotPossible(error.to_string()))?,
        None => arguments.rule.rule(people)?,
    };
    if matches!(rule, Rule::ExhaustiveBallot(_)) && papers.format == PapersFormat::Columns {
        arguments.reading.need_candidates()?;
    }
    let seats = arguments.rule.seats(&rule, papers.seats)?;
    let ties = match &config {
        Some(config) => config.ties(&papers.papers),
        None => arguments.ties.resorts(&rule, &papers.papers)?,
    };
    let marks = arguments.reading.options(config.as_ref())?.marks;
    let mut withdrawals = Vec::new();
    for (stage, candidate) in &arguments.withdrawals {
        let candidate = people.find(candidate, "--withdraw")?;
        withdrawals.push(Withdrawal {
            stage: *stage,
            candidate,
        });
    }
    withdrawals.extend(
        config
            .into_iter()
            .flat_map(|config| config.withdrawals(&papers.papers)),
    );
    Ok(Given {
        papers,
        more,
        rule,
        seats,
        ties,
        marks: (marks != Marks::default()).then_some(marks),
        withdrawals,
    })
}

/// Counts, taking each lot that was drawn when the count comes to ask for it.
fn counted(arguments: &Arguments, given: &Given) -> Result<Transcript, Failure> {
    let people = People(given.papers.papers.candidates());
    let drawn = arguments.ties.drawn(people)?;
    let mut lots = Vec::new();
    loop {
        let count = Count {
            papers: &given.papers.papers,
            more: &given.more,
            rule: &given.rule,
            seats: given.seats,
            ties: &given.ties,
            lots: &lots,
            withdrawals: &given.withdrawals,
        };
        let outcome = count.run();
        match outcome.map_err(|error| Failure::NotPossible(error.to_string()))? {
            Outcome::Complete(transcript) => {
                return drawn.not_called_for(&lots).map_or(Ok(transcript), Err);
            }
            Outcome::LotsRequired {
                stage, among, to, ..
            } => lots.push(drawn.lot(stage, among, to)?),
            Outcome::Unresolvable {
                stage, among, to, ..
            } => return Err(lots::unresolvable(people, stage, &among, to)),
            Outcome::BallotRequired { among, .. } => return Err(ballot_needed(people, &among)),
        }
    }
}

fn ballot_needed(people: People<'_>, among: &[CandidateId]) -> Failure {
    Failure::PersonNeeded(format!(
        "nobody is elected by these ballots; hold another among {}, and count again with its papers as one file more",
        people.list(among)
    ))
}
