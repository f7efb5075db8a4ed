//! When something was decided and received, and where it is known from: what stands in the log beside an act.

use hustings_contest::event::Role;
use hustings_office::Hand;
use hustings_rulebook::Moment;
use serde::Deserialize;

use crate::page::Inside;
use crate::trouble::Trouble;

/// As a form has it; each field may be left empty.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Circumstances {
    #[serde(default)]
    decided: String,
    #[serde(default)]
    received: String,
    /// One source a line.
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: String,
}

impl Circumstances {
    /// From the fields of a form that has others, of any name.
    pub(crate) fn of(fields: &[(String, String)]) -> Self {
        let field = |wanted: &str| {
            let mut found = fields.iter().filter(|(name, _)| name == wanted);
            found.next().map(|(_, text)| text.clone())
        };
        Self {
            decided: field("decided").unwrap_or_default(),
            received: field("received").unwrap_or_default(),
            source: field("source").unwrap_or_default(),
            note: field("note").unwrap_or_default(),
        }
    }

    /// The hand of whoever is signed in, in these circumstances.
    pub(crate) async fn hand(&self, inside: &Inside, role: Role) -> Result<Hand, Trouble> {
        let now = inside.hand(role).await?;
        let lines = self.source.lines().map(str::trim);
        Ok(Hand {
            decided: moment(inside, "hand-decided", &self.decided)?,
            received: moment(inside, "hand-received", &self.received)?,
            sources: lines
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            note: Some(self.note.trim().replace("\r\n", "\n")).filter(|note| !note.is_empty()),
            ..now
        })
    }
}

/// A time, if one was entered; the label says of what.
pub(crate) fn moment(inside: &Inside, label: &str, text: &str) -> Result<Option<Moment>, Trouble> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|error| {
            let label = inside.visitor.language.say(label);
            Trouble::Malformed(format!("{label}: {error}"))
        }),
    }
}
