//! What an election came to, by names.

use std::io::Write as _;

use hustings_seal::closing::Verified;
use hustings_seal::election::Question;
use hustings_seal::verify::Outcome;

use crate::failure::Failure;
use crate::seal::answers::title;
use crate::terminal::{in_bold, visible};

/// One line a question: what it came to, or before the result what it asks.
pub(in crate::seal) fn print(archive: &Verified) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let outcomes = archive.report().outcomes.as_deref().unwrap_or_default();
    for (index, question) in archive.election().questions().iter().enumerate() {
        let what = outcomes
            .get(index)
            .map_or_else(|| asked(question), |outcome| told(question, outcome));
        writeln!(
            out,
            "{}: {}",
            in_bold(&visible(title(question))),
            visible(&what)
        )?;
    }
    Ok(())
}

/// What can be answered, in the order of the ballot.
fn asked(question: &Question) -> String {
    match question {
        Question::Ranked { candidates, .. } => format!("rank {}", candidates.join(", ")),
        Question::Homomorphic {
            answers,
            blank,
            min,
            max,
            ..
        } => {
            let number = if min == max {
                min.to_string()
            } else {
                format!("{min} to {max}")
            };
            let blank = if *blank { "blank, or " } else { "" };
            format!("{blank}choose {number} of {}", answers.join(", "))
        }
    }
}

fn told(question: &Question, outcome: &Outcome) -> String {
    match (question, outcome) {
        (Question::Homomorphic { answers, blank, .. }, Outcome::Sums(sums)) => {
            let names = blank
                .then_some("blank")
                .into_iter()
                .chain(answers.iter().map(String::as_str));
            let sums: Vec<String> = names
                .zip(sums)
                .map(|(name, sum)| format!("{name} {sum}"))
                .collect();
            sums.join(", ")
        }
        (_, Outcome::Papers(papers)) => {
            let blank = papers
                .rankings
                .get(&vec![0; papers.candidates])
                .copied()
                .unwrap_or(0);
            format!(
                "{} papers, {} valid, {blank} blank, {} spoilt",
                papers.len(),
                papers.len() - blank - papers.spoilt.len(),
                papers.spoilt.len()
            )
        }
        (Question::Ranked { .. }, Outcome::Sums(_)) => String::new(),
    }
}
