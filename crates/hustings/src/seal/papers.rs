use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_count::{Candidate, Papers, Seats, ids, write};
use hustings_seal::election::Question;
use hustings_seal::papers::SpoiltPaper;
use hustings_seal::verify::Outcome;

use super::policy::{PermittedArguments, PolicyArguments};
use super::reading::verified;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::table::cell;

/// Write the papers of a ranked question, as `hustings count` and a contest read them.
///
/// Verifies the archive first. The file is BLT, with the candidates' names and blank papers. Spoilt papers are not in it,
/// since it can say nothing of them: --spoilt lists each with its place in the result and the reason.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal papers election.bel --question 1 --out leader.blt --spoilt leader.spoilt.csv
  hustings count leader.blt --rule av")]
pub(crate) struct Arguments {
    /// The archive, with its result.
    archive: PathBuf,
    /// Which question, from 1.
    #[arg(long, value_name = "K")]
    question: usize,
    /// The new file for the papers.
    #[arg(long, value_name = "PAPERS")]
    out: PathBuf,
    /// The new file for a table of spoilt papers: place, reason, ranks.
    #[arg(long, value_name = "FILE")]
    spoilt: Option<PathBuf>,
    #[command(flatten)]
    policy: PolicyArguments,
    #[command(flatten)]
    permitted: PermittedArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.archive;
    let written = [Some(&arguments.out), arguments.spoilt.as_ref()];
    files::expect_new(written.into_iter().flatten().map(PathBuf::as_path))?;
    let policy = hustings_seal::verify::Policy {
        permitted: arguments.permitted.permitted(),
        ..arguments.policy.policy()
    };
    let archive = verified(path, &policy)?;
    let outcomes = archive.report().outcomes.as_ref().ok_or_else(|| {
        Failure::refused(
            path,
            "it has no result yet; append the result first, by `hustings seal result`",
        )
    })?;
    let index = arguments.question.wrapping_sub(1);
    let questions = archive.election().questions();
    let (
        Some(Question::Ranked {
            question,
            candidates,
        }),
        Some(Outcome::Papers(papers)),
    ) = (questions.get(index), outcomes.get(index))
    else {
        return Err(Failure::refused(
            path,
            format!(
                "question {} of {} has no papers; name one that asks for a ranking",
                arguments.question,
                questions.len()
            ),
        ));
    };
    let file = blt(question, candidates, &papers.rankings)
        .map_err(|error| Failure::refused(path, error))?;
    files::write_new(&arguments.out, Readers::Everybody, file.as_bytes())?;
    if let Some(spoilt) = &arguments.spoilt {
        files::write_new(spoilt, Readers::Everybody, table(&papers.spoilt).as_bytes())?;
    }
    let blank: usize = papers
        .rankings
        .iter()
        .filter(|(ranks, _)| ranks.iter().all(|&rank| rank == 0))
        .map(|(_, number)| number)
        .sum();
    writeln!(
        anstream::stdout(),
        "{} papers: {} valid, {blank} blank, {} spoilt",
        papers.len(),
        papers.len() - blank - papers.spoilt.len(),
        papers.spoilt.len()
    )?;
    Ok(Success::Done)
}

/// Rankings, by the rank of each candidate, as a file of papers.
pub(super) fn blt(
    question: &str,
    names: &[String],
    rankings: &BTreeMap<Vec<u8>, usize>,
) -> Result<String, String> {
    let candidates = ids::from_names(names)
        .into_iter()
        .zip(names)
        .map(|(id, name)| Candidate {
            id,
            name: name.clone(),
        });
    let mut papers = Papers::new(candidates.collect()).map_err(|error| error.to_string())?;
    for (ranks, number) in rankings {
        papers
            .add_ranks(ranks, *number as u64)
            .map_err(|error| error.to_string())?;
    }
    write::blt::write(&papers, Seats::ONE, question).map_err(|error| error.to_string())
}

fn table(spoilt: &[SpoiltPaper]) -> String {
    let mut table = "place,reason,ranks\n".to_owned();
    for SpoiltPaper {
        place,
        values,
        reason,
    } in spoilt
    {
        let ranks: Vec<String> = values.iter().map(u8::to_string).collect();
        let reason = reason.to_string();
        table.push_str(&format!(
            "{place},{},{}\n",
            cell(&reason),
            cell(&ranks.join(" "))
        ));
    }
    table
}
