//! The counting rules that this path knows, as rulebooks and transcripts write them.

pub(crate) mod av;

use serde_json::{Map, Value, json};

use self::av::Av;
use crate::text::escaped;

/// av 1: no more candidates than this.
pub(crate) const MOST_CANDIDATES: usize = 1000;

/// A counting rule with its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// `docs/rules/av.md`
    Av(Av),
    /// `docs/rules/scottish-stv.md`, which has no options.
    ScottishStv,
    /// One that this path was not taught, by its name: nothing is said of its counts.
    Unknown(String),
}

/// Why a rule does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleFault {
    /// The option, where it is one that the rule does not have.
    pub(crate) option: Option<String>,
    pub(crate) reason: String,
}

impl RuleFault {
    fn new(reason: String) -> Self {
        let option = None;
        Self { option, reason }
    }
}

impl Rule {
    /// Reads a rule as a transcript or a rulebook writes it.
    pub(crate) fn read(value: &Value) -> Result<Self, RuleFault> {
        let refused = || {
            let shown = escaped(&value.to_string());
            RuleFault::new(format!("{shown} is not a counting rule"))
        };
        let mut options = value.as_object().ok_or_else(refused)?.clone();
        let name = options.remove("name");
        match name.as_ref().and_then(Value::as_str).ok_or_else(refused)? {
            "av" => Av::read(Options(options)).map(Self::Av),
            "scottish-stv" => Options(options).finish().map(|()| Self::ScottishStv),
            other => Ok(Self::Unknown(other.to_owned())),
        }
    }

    /// The rule with all its options written out.
    pub(crate) fn written(&self) -> Value {
        match self {
            Self::Av(av) => av.written(),
            Self::ScottishStv => json!({"name": "scottish-stv"}),
            Self::Unknown(name) => json!({"name": name}),
        }
    }

    /// With how many decimals it counts votes.
    pub(crate) fn decimals(&self) -> usize {
        match self {
            Self::ScottishStv => 5,
            Self::Av(_) | Self::Unknown(_) => 0,
        }
    }
}

/// The options of a rule, each asked for once, none left over.
pub(crate) struct Options(Map<String, Value>);

impl Options {
    fn text(&mut self, key: &str) -> Result<Option<String>, RuleFault> {
        match self.0.remove(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(unknown(key, &other)),
        }
    }

    /// The value that one of these words stands for; the first of them is the default.
    fn word<T: Copy>(
        &mut self,
        key: &str,
        words: &[(&str, T)],
        default: T,
    ) -> Result<T, RuleFault> {
        let Some(text) = self.text(key)? else {
            return Ok(default);
        };
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, value)) => Ok(*value),
            None => Err(unknown(key, &text.into())),
        }
    }

    fn finish(self) -> Result<(), RuleFault> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(key) => Err(RuleFault {
                option: Some(key.clone()),
                reason: "the rule has no such option".to_owned(),
            }),
        }
    }
}

fn unknown(key: &str, value: &Value) -> RuleFault {
    let value = escaped(&value.to_string());
    RuleFault::new(format!("the option {key} = {value} is unknown"))
}
