//! What an election came to, by names.

use std::io::Write as _;

use hustings_seal::closing::Verified;
use hustings_seal::election::Question;
use hustings_seal::verify::Outcome;

use crate::failure::Failure;
use crate::seal::answers::title;
use crate::terminal::{in_bold, visible};

/// One line a question; nothing before the result.
pub(in crate::seal) fn print(archive: &Verified) -> Result<(), Failure> {
    let Some(outcomes) = &archive.report().outcomes else {
        return Ok(());
    };
    let mut out = anstream::stdout();
    for (question, outcome) in archive.election().questions().iter().zip(outcomes) {
        writeln!(
            out,
            "{}: {}",
            in_bold(&visible(title(question))),
            visible(&told(question, outcome))
        )?;
    }
    Ok(())
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
