//! Answers as a voter writes them, and as a person reads them.

use std::collections::BTreeSet;

use hustings_seal::ballot::Plaintext;
use hustings_seal::election::Question;

use crate::terminal::quoted;

/// Numbers with commas between, questions with semicolons between: `2,1,0;0,1`.
pub(super) fn parse(text: &str, questions: &[Question]) -> Result<Vec<Plaintext>, String> {
    let answers: Vec<&str> = text.split(';').collect();
    if answers.len() != questions.len() {
        return Err(format!(
            "the election asks {} questions, and {} answers are given; part answers with ;",
            questions.len(),
            answers.len()
        ));
    }
    (1..)
        .zip(questions.iter().zip(answers))
        .map(|(number, (question, answer))| {
            of_question(answer, question).map_err(|error| format!("question {number}: {error}"))
        })
        .collect()
}

fn of_question(text: &str, question: &Question) -> Result<Plaintext, String> {
    let values = text.split(',').map(|value| {
        let value = value.trim();
        value.parse().map_err(|_| {
            format!(
                "“{}” is not a number from 0 to 255; part numbers with ,",
                quoted(value)
            )
        })
    });
    let values: Plaintext = values.collect::<Result<_, _>>()?;
    if let Question::Ranked { candidates, .. } = question
        && values.len() == candidates.len()
    {
        check_ranks(&values)?;
    }
    Ok(values)
}

/// A vector that is no ranking can be sealed, and would be a spoilt paper.
fn check_ranks(values: &[u8]) -> Result<(), String> {
    let ranks: Vec<u8> = values.iter().copied().filter(|&rank| rank > 0).collect();
    let different: BTreeSet<u8> = ranks.iter().copied().collect();
    let consecutive = different.iter().copied().eq((1..).take(ranks.len()));
    if consecutive {
        Ok(())
    } else {
        Err("this is no ranking; write the rank of each candidate, 1, 2, 3, … each once, and 0 for no preference".to_owned())
    }
}

/// An answer by names.
pub(super) fn told(question: &Question, values: &[u8]) -> String {
    match question {
        Question::Ranked { candidates, .. } => {
            let mut ranked: Vec<(u8, &str)> = values
                .iter()
                .copied()
                .zip(candidates.iter().map(String::as_str))
                .filter(|(rank, _)| *rank > 0)
                .collect();
            ranked.sort_unstable();
            let ranked: Vec<String> = ranked
                .iter()
                .map(|(rank, name)| format!("{rank} {name}"))
                .collect();
            if ranked.is_empty() {
                "blank".to_owned()
            } else {
                ranked.join(", ")
            }
        }
        Question::Homomorphic { answers, blank, .. } => {
            if *blank && values.first() == Some(&1) {
                return "blank".to_owned();
            }
            let chosen: Vec<&str> = values
                .iter()
                .skip(usize::from(*blank))
                .zip(answers)
                .filter(|(value, _)| **value > 0)
                .map(|(_, answer)| answer.as_str())
                .collect();
            if chosen.is_empty() {
                "none of the answers".to_owned()
            } else {
                chosen.join(", ")
            }
        }
    }
}

/// All answers of a ballot, in one line.
pub(super) fn all_told(questions: &[Question], answers: &[Plaintext]) -> String {
    let told: Vec<String> = questions
        .iter()
        .zip(answers)
        .map(|(question, values)| format!("{}: {}", title(question), told(question, values)))
        .collect();
    told.join("; ")
}

/// What a question asks.
pub(super) fn title(question: &Question) -> &str {
    match question {
        Question::Ranked { question, .. } | Question::Homomorphic { question, .. } => question,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions() -> Vec<Question> {
        let names = |names: [&str; 3]| names.map(str::to_owned).to_vec();
        vec![
            Question::Ranked {
                question: "Leader".to_owned(),
                candidates: names(["Ash", "Birch", "Cedar"]),
            },
            Question::Homomorphic {
                question: "Motion".to_owned(),
                answers: ["For", "Against"].map(str::to_owned).to_vec(),
                blank: true,
                min: 1,
                max: 1,
            },
        ]
    }

    #[test]
    fn ranks_and_choices_are_read_and_told_by_name() {
        let questions = questions();
        let answers = parse("2,1,0; 0,1,0", &questions).unwrap();
        assert_eq!(answers, [vec![2, 1, 0], vec![0, 1, 0]]);
        assert_eq!(told(&questions[0], &answers[0]), "1 Birch, 2 Ash");
        assert_eq!(told(&questions[1], &answers[1]), "For");
        assert_eq!(told(&questions[0], &[0, 0, 0]), "blank");
        assert_eq!(told(&questions[1], &[1, 0, 0]), "blank");
    }

    #[test]
    fn what_would_be_a_spoilt_paper_is_refused_before_it_is_sealed() {
        for bad in [
            "1,1,0;0,1,0",
            "0,2,3;0,1,0",
            "1,x,0;0,1,0",
            "1,2,3",
            "300,0,0;0,1,0",
        ] {
            assert!(parse(bad, &questions()).is_err(), "{bad}");
        }
        assert!(parse("0,0,0;0,1,0", &questions()).is_ok());
    }
}
