//! Names, as they may stand in a log: they are printed on pages, papers and terminals.

use crate::Refusal;

/// Refuses a name that would not show as what it is: empty, with white space around it, with control
/// characters, or with characters that have no width or turn the direction of the text around them.
pub(crate) fn check(name: &str) -> Result<(), Refusal> {
    let misleading = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    if name.is_empty() || name.trim() != name || name.chars().any(misleading) {
        return Err(Refusal::Name(name.escape_debug().to_string()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_as_what_it_is() {
        for good in ["Ann Lee", "Siân O’Neil", "李娜", "Musicians' Union"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            " Ann",
            "Ann ",
            "Ann\nelected: nobody",
            "Ann\u{1b}[31m",
            "Ann\u{202e}eeL",
            "A\u{200b}nn",
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }
}
