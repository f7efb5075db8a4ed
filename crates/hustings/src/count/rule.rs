//! Which rule counts, with which options, for how many seats.

use clap::Args;
use clap::builder::PossibleValuesParser;
use hustings_count::Seats;
use hustings_count::rule::Rule;
use serde_json::{Map, Value};

use crate::failure::Failure;

#[derive(Args)]
pub(super) struct RuleArguments {
    /// The counting rule.
    #[arg(long, required_unless_present = "rctab", value_parser = PossibleValuesParser::new(Rule::NAMES))]
    rule: Option<String>,
    /// An option of the rule, as its document names it, such as until=two.
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = setting)]
    settings: Vec<(String, String)>,
    /// Seats to fill; where it is not given, what the file says, else one.
    #[arg(long)]
    seats: Option<u32>,
}

/// A key and its value.
pub(super) fn setting(text: &str) -> Result<(String, String), String> {
    let (key, value) = text
        .split_once('=')
        .ok_or("write a key and its value, with = between")?;
    Ok((key.to_owned(), value.to_owned()))
}

/// Keys and values as an object: what reads as JSON is that, all else is text.
pub(super) fn object(settings: &[(String, String)]) -> Result<Map<String, Value>, String> {
    let mut keys = Map::new();
    for (key, value) in settings {
        let json = serde_json::from_str(value);
        let value = json.unwrap_or_else(|_| Value::from(value.as_str()));
        if keys.insert(key.clone(), value).is_some() {
            return Err(format!("{key} is given twice; leave one in"));
        }
    }
    Ok(keys)
}

impl RuleArguments {
    /// The rule with its options.
    pub(super) fn rule(&self) -> Result<Rule, Failure> {
        let name = self.rule.clone().unwrap_or_default();
        let refused = |why: String| {
            Failure::NotPossible(format!(
                "--set: {why}; docs/rules/{name}.md describes the options"
            ))
        };
        let mut keys = object(&self.settings).map_err(refused)?;
        keys.insert("name".to_owned(), name.clone().into());
        serde_json::from_value(keys.into()).map_err(|error| refused(error.to_string()))
    }

    /// The seats to fill: those given, else those of the file, else one. A file does not say that it is the papers of a
    /// section, which fill none.
    pub(super) fn seats(&self, rule: &Rule, of_file: Option<Seats>) -> Result<Seats, Failure> {
        if let Some(seats) = self.seats {
            return Ok(Seats(seats));
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
