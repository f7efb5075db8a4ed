//! Rulebooks to begin with: those of real contests, and two small ones of ours.

use hustings_rulebook::{Rulebook, check, explain};

/// A rulebook that somebody may begin with.
pub(crate) struct Sample {
    /// By which addresses name it.
    pub(crate) id: &'static str,
    pub(crate) text: &'static str,
    /// Whether it was the rulebook of a real contest.
    pub(crate) real: bool,
}

pub(crate) const SAMPLES: &[Sample] = &[
    Sample {
        id: "branch",
        text: include_str!("../../rulebooks/branch.toml"),
        real: false,
    },
    Sample {
        id: "society",
        text: include_str!("../../rulebooks/society.toml"),
        real: false,
    },
    Sample {
        id: "labour-2020",
        text: include_str!("../../../../contests/labour-2020/rulebook.toml"),
        real: true,
    },
    Sample {
        id: "snp-2023",
        text: include_str!("../../../../contests/snp-2023/rulebook.toml"),
        real: true,
    },
    Sample {
        id: "labour-2010-mps",
        text: include_str!("../../../../contests/labour-2010-mps/rulebook.toml"),
        real: true,
    },
];

/// The sample with this name.
pub(crate) fn sample(id: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.id == id)
}

/// What is wrong at one place of a rulebook.
pub(crate) struct Flaw {
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The address of the clause; nothing where the text does not read.
    pub(crate) clause: String,
    pub(crate) reason: String,
    pub(crate) remedy: String,
}

/// A rulebook as it was looked through.
pub(crate) struct Checked {
    pub(crate) flaws: Vec<Flaw>,
    /// What a contest that is held here would leave out, or that it could not be held.
    pub(crate) held: Option<String>,
    /// Whether it reads at all.
    pub(crate) reads: bool,
    /// What it says, in English.
    pub(crate) told: Vec<Told>,
}

/// A line of what a rulebook says.
pub(crate) struct Told {
    pub(crate) heading: bool,
    pub(crate) text: String,
    /// Where it says so.
    pub(crate) clause: Option<String>,
}

/// Looks a rulebook through, as far as it reads.
pub(crate) fn look_through(text: &str) -> Checked {
    let rulebook = match Rulebook::parse(text) {
        Ok(rulebook) => rulebook,
        Err(hustings_rulebook::RulebookError::Unreadable { position, reason }) => {
            let flaw = Flaw {
                line: position.line,
                column: position.column,
                clause: String::new(),
                reason,
                remedy: String::new(),
            };
            return Checked {
                flaws: vec![flaw],
                held: None,
                reads: false,
                told: Vec::new(),
            };
        }
    };
    let flaws = check(&rulebook).into_iter().map(|finding| {
        let position = finding.position;
        Flaw {
            line: position.map_or(0, |position| position.line),
            column: position.map_or(0, |position| position.column),
            clause: finding.clause.address.to_string(),
            reason: finding.reason,
            remedy: finding.remedy,
        }
    });
    Checked {
        flaws: flaws.collect(),
        held: match hustings_office::expect_held(&rulebook) {
            Ok(left_out) => left_out.map(str::to_owned),
            Err(error) => Some(error.to_string()),
        },
        reads: true,
        told: told(&explain(&rulebook)),
    }
}

/// The English text in lines: what is not indented is a heading, and what stands in brackets at the end is the clause.
pub(crate) fn told(text: &str) -> Vec<Told> {
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let told = lines.map(|line| {
        let clause = line
            .strip_suffix(']')
            .and_then(|line| line.rsplit_once(" ["));
        let (says, clause) = match clause {
            Some((says, clause)) => (says, Some(clause.to_owned())),
            None => (line, None),
        };
        Told {
            heading: !line.starts_with(' '),
            text: says.trim().to_owned(),
            clause,
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_reads_and_has_no_dead_end() {
        for sample in SAMPLES {
            let checked = look_through(sample.text);
            assert!(checked.reads && checked.flaws.is_empty(), "{}", sample.id);
            assert!(checked.told.iter().any(|line| line.heading));
            assert!(checked.told.iter().any(|line| line.clause.is_some()));
        }
    }

    #[test]
    fn what_does_not_read_is_told_with_its_place() {
        let checked = look_through("format = \"hustings-rulebook/1\"\ntitle = 5\n");
        assert!(!checked.reads);
        assert_eq!(checked.flaws.first().map(|flaw| flaw.line), Some(2));
    }
}
