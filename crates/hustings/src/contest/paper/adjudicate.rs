use std::collections::BTreeMap;
use std::io::Write as _;

use clap::Args;
use hustings_count::CandidateId;
use hustings_office::{Adjudication, Verdict};
use hustings_rulebook::{BatchId, PostId};

use crate::contest::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::terminal::{quoted, visible};

/// Decide a paper that two people entered differently or that is doubtful, under a rule that is named.
///
/// Who decides is neither of the two. The rules of the decisions are published with the count of the batch, and how many
/// papers were decided; names and rankings are not. A later decision on a paper takes the place of an earlier one.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest paper adjudicate --batch b1 --post leader --paper 17 --by \"Cy Cole\" --marks \"ash=1,birch=2\" --rule \"guidance 4: a clear intention counts\"
  hustings contest paper adjudicate --batch b1 --post leader --paper 18 --by \"Cy Cole\" --spoilt \"marked by which the elector may be known\" --rule \"rule 49(1)(c)\"
  hustings contest paper adjudicate --batch b1 --post leader --paper 19 --by \"Cy Cole\" --blank --rule \"guidance 2\"")]
pub(crate) struct Arguments {
    /// The batch.
    #[arg(long, value_name = "ID")]
    batch: BatchId,
    /// For which post.
    #[arg(long, value_name = "ID")]
    post: PostId,
    /// Which paper, by its number in the batch.
    #[arg(long, value_name = "N")]
    paper: u64,
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Under which rule; published.
    #[arg(long, value_name = "TEXT")]
    rule: String,
    #[command(flatten)]
    verdict: VerdictArguments,
}

/// What the paper comes to.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct VerdictArguments {
    /// The paper is a ranking, with these ranks.
    #[arg(long, value_name = "CANDIDATE=RANK,…", value_delimiter = ',')]
    marks: Vec<String>,
    /// The paper counts for nobody, for this reason, which is printed with the count.
    #[arg(long, value_name = "REASON")]
    spoilt: Option<String>,
    /// Nothing stands on the paper.
    #[arg(long)]
    blank: bool,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let Arguments {
        batch, post, paper, ..
    } = arguments;
    let mut office = place.office().await?;
    let decision = Adjudication {
        by: arguments.by.trim().to_owned(),
        rule: arguments.rule.trim().to_owned(),
        verdict: verdict(&arguments.verdict).map_err(Failure::NotPossible)?,
    };
    office
        .adjudicate(batch, post, *paper, decision)
        .await
        .map_err(failure)?;
    writeln!(
        anstream::stdout(),
        "batch {batch}, {post}: paper {paper} is decided by {}",
        visible(arguments.by.trim())
    )?;
    Ok(Success::Done)
}

fn verdict(arguments: &VerdictArguments) -> Result<Verdict, String> {
    if let Some(reason) = &arguments.spoilt {
        return Ok(Verdict::Spoilt(reason.trim().to_owned()));
    }
    if arguments.blank {
        return Ok(Verdict::Blank);
    }
    let mut marks = BTreeMap::new();
    for mark in &arguments.marks {
        let refused = || {
            format!(
                "“{}” is no mark; write CANDIDATE=RANK, parted by commas",
                quoted(mark)
            )
        };
        let (candidate, rank) = mark.split_once('=').ok_or_else(refused)?;
        let candidate: CandidateId = candidate.trim().parse().map_err(|_| refused())?;
        if marks.insert(candidate, rank.trim().to_owned()).is_some() {
            return Err(format!(
                "“{}” gives a candidate a second rank; give each one",
                quoted(mark)
            ));
        }
    }
    Ok(Verdict::Marks(marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(marks: &[&str]) -> Result<Verdict, String> {
        verdict(&VerdictArguments {
            marks: marks.iter().map(ToString::to_string).collect(),
            spoilt: None,
            blank: false,
        })
    }

    #[test]
    fn marks_are_candidates_and_ranks() {
        let Ok(Verdict::Marks(marks)) = of(&["ash=1", " birch = 2 "]) else {
            panic!("these are marks");
        };
        let marks: Vec<(&str, &str)> = marks
            .iter()
            .map(|(id, rank)| (id.as_str(), rank.as_str()))
            .collect();
        assert_eq!(marks, [("ash", "1"), ("birch", "2")]);
    }

    #[test]
    fn what_is_no_mark_and_a_second_rank_are_refused() {
        for (marks, says) in [
            (&["ash"][..], "no mark"),
            (&["A sh=1"], "no mark"),
            (&["ash=1", "ash=2"], "a second rank"),
        ] {
            let refusal = of(marks).unwrap_err();
            assert!(refusal.contains(says), "{refusal}");
        }
    }
}
