//! The organisation's own colour, from the rulebook: on what stands above every page, and on buttons. The rulebook's check has
//! seen that white can be read on it; for what is written in it on a dark ground it is made lighter.

use hustings_rulebook::Rulebook;

/// Whether a rulebook gives a colour.
pub(crate) fn has(rulebook: &Rulebook) -> bool {
    colour(rulebook).is_some()
}

fn colour(rulebook: &Rulebook) -> Option<String> {
    let colour = rulebook.look.as_ref()?.colour.as_ref()?;
    Some(colour.to_string())
}

/// The colour as a style sheet; nothing where the rulebook gives none.
pub(crate) fn style(rulebook: &Rulebook) -> Option<String> {
    let colour = colour(rulebook)?;
    Some(format!(
        ":root {{ --accent: {colour}; --bar: {colour}; --accent-ink: #ffffff; --bar-ink: #ffffff; }}\n"
    ))
}
