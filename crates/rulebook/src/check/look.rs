//! Pages that cannot be read, or in no language.

use super::Findings;
use crate::{Address, Colour};

pub(super) fn check(findings: &mut Findings<'_>) {
    let Some(look) = &findings.rulebook.look else {
        return;
    };
    if let Some(colour) = look.colour {
        readable(findings, colour);
    }
    let address = Address::new("look.languages");
    if look.languages.is_empty() {
        findings.add(
            address,
            "pages are in no language",
            "name one, the contest's own first, or leave the key out",
        );
        return;
    }
    let mut seen = Vec::new();
    for language in &look.languages {
        if seen.contains(language) {
            findings.add(
                address.clone(),
                format!("\"{}\" stands there twice", language.code()),
                "name each language once",
            );
        }
        seen.push(*language);
    }
}

/// Text on it is white: WCAG 2.2, success criterion 1.4.3.
fn readable(findings: &mut Findings<'_>, colour: Colour) {
    let contrast = colour.contrast_with_white();
    if contrast >= Colour::LEAST_CONTRAST {
        return;
    }
    findings.add(
        Address::new("look.colour"),
        format!(
            "white text on {colour} has a contrast of {}.{:02}:1, and is hard to read below 4.5:1",
            contrast / 100,
            contrast % 100
        ),
        format!("take a darker colour, such as {}", colour.dark_enough()),
    );
}
