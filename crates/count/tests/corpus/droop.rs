//! Reports of the counting program Droop: figures after each action.

use std::collections::BTreeMap;

/// The figures that follow an action.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// `Begin Count`, `Surplus transferred`, `Transfer defeated`, …
    pub(crate) action: String,
    /// By name, as they are written; those defeated are left out.
    pub(crate) votes: BTreeMap<String, String>,
    /// Whoever is defeated by this action or was before.
    pub(crate) defeated: BTreeMap<String, String>,
    pub(crate) elected: Vec<String>,
    /// `Nontransferable votes`, `Residual`, `Quota`, `Votes`, …
    pub(crate) totals: BTreeMap<String, String>,
}

/// All figures of a report, in its order.
pub(crate) fn figures(report: &str) -> Vec<Figures> {
    let mut all: Vec<Figures> = Vec::new();
    for line in report.lines() {
        if let Some(action) = line.strip_prefix("Action: ") {
            let action = action.split(':').next().unwrap_or(action).trim();
            all.push(Figures {
                action: action.to_owned(),
                ..Figures::default()
            });
            continue;
        }
        let (Some(figures), Some((key, value))) =
            (all.last_mut(), line.trim_start().split_once(':'))
        else {
            continue;
        };
        let value = value.trim();
        match key {
            "Hopeful" | "Pending" | "Elected" => {
                let (name, votes) = value.rsplit_once(" (").expect("a name and its votes");
                let votes = votes.trim_end_matches(')').to_owned();
                figures.votes.insert(plain(name), votes);
                if key != "Hopeful" {
                    figures.elected.push(plain(name));
                }
            }
            "Defeated" => {
                let (names, votes) = value.rsplit_once(" (").expect("names and their votes");
                let votes = votes.trim_end_matches(')').to_owned();
                for name in names.split(", ") {
                    figures.defeated.insert(plain(name), votes.clone());
                }
            }
            total => {
                figures.totals.insert(total.to_owned(), value.to_owned());
            }
        }
    }
    all
}

/// A name with single spaces: reports and papers differ in them.
pub(crate) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Those elected in the end.
pub(crate) fn elected(figures: &[Figures]) -> Vec<String> {
    let mut elected = figures
        .last()
        .map(|last| last.elected.clone())
        .unwrap_or_default();
    elected.sort();
    elected
}
