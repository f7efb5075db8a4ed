//! How people vote: by which means, when, and how many trustees it takes to open the boxes.

use super::chapters::read_window;
use super::rulebook::Window;
use super::tables::{Keys, Read};
use crate::text::{escaped, not_a_name};

/// The most characters of a question.
const MOST_ASKED: usize = 200;

#[derive(Default)]
pub(crate) struct Ballot {
    /// None of them where it does not say.
    pub(crate) means: Vec<String>,
    pub(crate) window: Window,
    /// Whether an elector may vote again; not where it does not say.
    pub(crate) replacing: bool,
    pub(crate) trustees: Option<Trustees>,
}

/// Who holds the keys.
#[derive(Clone, Copy)]
pub(crate) struct Trustees {
    /// Whether the server is one, beside the others.
    pub(crate) server: bool,
    threshold: u64,
    pub(crate) of: u64,
}

impl Trustees {
    fn needed(self) -> u64 {
        self.threshold.saturating_add(u64::from(self.server))
    }
}

impl Ballot {
    pub(crate) fn has(&self, means: &str) -> bool {
        self.means.iter().any(|one| one == means)
    }

    /// How many trustees must shuffle, and how many decrypt: the threshold, and one more for the
    /// server; two where none are named.
    pub(crate) fn trustees_needed(&self) -> u64 {
        self.trustees.map_or(2, Trustees::needed)
    }

    /// Whether nobody has a key but the server.
    pub(crate) fn is_server_alone(&self) -> bool {
        let trustees = self.trustees;
        trustees.is_some_and(|trustees| trustees.server && trustees.of == 0)
    }
}

pub(super) fn read(mut keys: Keys<'_>) -> Read<Ballot> {
    let means = keys.texts_if_any("means")?.unwrap_or_default();
    let replacing = keys.boolean_if_any("replacing")?.unwrap_or(false);
    check_second_factor(&mut keys)?;
    let trustees = match keys.table_if_any("trustees")? {
        None => None,
        Some(trustees) => Some(read_trustees(trustees)?),
    };
    let window = match keys.table_if_any("window")? {
        None => Window::default(),
        Some(window) => read_window(window)?,
    };
    keys.finish_with_clause()?;
    Ok(Ballot {
        means,
        window,
        replacing,
        trustees,
    })
}

/// What electors are asked at sign-in changes nothing of what is checked here, but it must be a question.
fn check_second_factor(keys: &mut Keys<'_>) -> Read<()> {
    let key = "second_factor";
    let Some(question) = keys.text_if_any(key)? else {
        return Ok(());
    };
    let wrong = if question.chars().count() > MOST_ASKED {
        Some("has more than 200 characters")
    } else if question.contains(['\u{2028}', '\u{2029}']) {
        Some("has more than one line")
    } else {
        not_a_name(&question)
    };
    match wrong {
        None => Ok(()),
        Some(wrong) => Err(keys.trouble(key, format!("\"{}\" {wrong}", escaped(&question)))),
    }
}

fn read_trustees(mut keys: Keys<'_>) -> Read<Trustees> {
    let trustees = Trustees {
        server: keys.boolean_if_any("server")?.unwrap_or(false),
        threshold: keys.count_if_any("threshold")?.unwrap_or(0),
        of: keys.count_if_any("of")?.unwrap_or(0),
    };
    keys.finish_with_clause()?;
    Ok(trustees)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(None, 2)]
    #[case(Some((true, 2, 3)), 3)]
    #[case(Some((false, 2, 3)), 2)]
    #[case(Some((true, 0, 0)), 1)]
    fn the_threshold_is_needed_and_one_more_for_the_server(
        #[case] named: Option<(bool, u64, u64)>,
        #[case] needed: u64,
    ) {
        let trustees = named.map(|(server, threshold, of)| Trustees {
            server,
            threshold,
            of,
        });
        let ballot = Ballot {
            trustees,
            ..Ballot::default()
        };
        assert_eq!(ballot.trustees_needed(), needed);
    }
}
