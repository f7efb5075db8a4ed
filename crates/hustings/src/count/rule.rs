//! Which rule counts, with which options, for how many seats.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use hustings_count::Seats;
use hustings_count::rule::Rule;
use serde_json::{Map, Value};

use super::people::People;
use crate::failure::Failure;

#[derive(Args)]
pub(super) struct RuleArguments {
    /// The counting rule.
    #[arg(long, required_unless_present = "rctab", value_parser = PossibleValuesParser::new(named()))]
    rule: Option<String>,
    /// An option of the rule, as its document names it, such as until=two.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = setting)]
    settings: Vec<(String, String)>,
    /// Seats to fill; where it is not given, what the file says, else one for a rule that fills one.
    #[arg(long)]
    seats: Option<u32>,
}

/// What the rules are called where people know them by another name than the program does.
const TITLES: [(&str, &str); 12] = [
    ("av", "the alternative vote (instant runoff)"),
    ("block-vote", "several votes each, the most elect"),
    ("electoral-college", "sections with shares of the whole"),
    (
        "ers97",
        "STV by the Electoral Reform Society's rules of 1997",
    ),
    (
        "exhaustive-ballot",
        "ballots one after another, the last out",
    ),
    ("first-past-the-post", "one vote, the most elect"),
    ("meek", "STV after Meek, with bounds"),
    ("meek-prf", "STV after Meek, the PR Foundation's reference"),
    ("scottish-stv", "STV as Scottish councils are elected"),
    (
        "supplementary-vote",
        "two preferences, as English mayors were elected",
    ),
    ("wigm", "STV after Gregory, in exact fractions"),
    (
        "wigm-prf",
        "STV after Gregory, the PR Foundation's reference",
    ),
];

fn named() -> Vec<PossibleValue> {
    let titles = TITLES.iter();
    titles
        .map(|(name, title)| PossibleValue::new(*name).help(*title))
        .collect()
}

/// A key and its value.
pub(super) fn setting(text: &str) -> Result<(String, String), String> {
    let (key, value) = text
        .split_once('=')
        .ok_or("write a key and its value, with = between")?;
    Ok((key.to_owned(), value.to_owned()))
}

/// Keys and values as an object: what reads as JSON or as a value of TOML is that, all else is text.
pub(super) fn object(settings: &[(String, String)]) -> Result<Map<String, Value>, String> {
    let mut keys = Map::new();
    for (key, text) in settings {
        if keys.insert(key.clone(), value(text)).is_some() {
            return Err(format!("{key} is given twice; leave one in"));
        }
    }
    Ok(keys)
}

fn value(text: &str) -> Value {
    let json = serde_json::from_str(text).ok();
    let toml = || {
        toml::from_str::<Map<String, Value>>(&format!("value = {text}"))
            .ok()?
            .remove("value")
    };
    json.or_else(toml).unwrap_or_else(|| Value::from(text))
}

impl RuleArguments {
    /// The rule with its options.
    pub(super) fn rule(&self, people: People<'_>) -> Result<Rule, Failure> {
        let name = self.rule.clone().unwrap_or_default();
        let refused = |why: String| {
            Failure::NotPossible(format!(
                "--set: {why}; docs/rules/{name}.md describes the options"
            ))
        };
        let mut keys = object(&self.settings).map_err(refused)?;
        if let Some(Value::String(who)) = keys.get("reopen") {
            let id = people.find(who, "--set reopen")?;
            keys.insert("reopen".to_owned(), id.to_string().into());
        }
        keys.insert("name".to_owned(), name.clone().into());
        serde_json::from_value(keys.into()).map_err(|error| refused(error.to_string()))
    }

    /// The seats to fill: those given, else those of the file, else one. A file does not say that it is the papers of a
    /// section, which fill none.
    pub(super) fn seats(&self, rule: &Rule, of_file: Option<Seats>) -> Result<Seats, Failure> {
        if let Some(seats) = self.seats {
            return Ok(Seats(seats));
        }
        if of_file.is_none() && rule.can_fill(Seats(2)) {
            return Err(Failure::NotPossible(format!(
                "the rule {} fills several seats, and the file does not say how many; say it with --seats",
                rule.name()
            )));
        }
        let seats = of_file.unwrap_or(Seats::ONE);
        let fills = match seats {
            Seats::NONE => {
                Some("at least one, unless --seats 0 says that these are the papers of a section")
            }
            seats => rule.cannot_fill(seats),
        };
        match fills {
            None => Ok(seats),
            Some(fills) => Err(Failure::NotPossible(format!(
                "the file is for {seats} seats, and the rule {} fills {fills}; say with --seats how many are to be filled",
                rule.name()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_title() {
        assert_eq!(TITLES.map(|(name, _)| name), Rule::NAMES);
    }
}
