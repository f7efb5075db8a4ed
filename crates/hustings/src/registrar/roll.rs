use std::collections::HashMap;
use std::path::Path;

use crate::failure::Failure;
use crate::files;
use crate::terminal::{is_concealed, quoted};

/// How tables name the column of electors.
const HEADERS: [&str; 4] = ["elector", "electors", "elector_id", "id"];

/// The electors of a roll, one id a line; empty lines are passed over.
pub(super) fn read(path: &Path) -> Result<Vec<String>, Failure> {
    let text = files::read_text_or_stdin(path)?;
    electors(&text).map_err(|message| Failure::refused(path, message))
}

fn electors(text: &str) -> Result<Vec<String>, String> {
    let mut lines: HashMap<String, (usize, &str)> = HashMap::new();
    let mut electors = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let elector = line.trim();
        if elector.is_empty() {
            continue;
        }
        if electors.is_empty() && HEADERS.contains(&elector.to_lowercase().as_str()) {
            return Err(format!(
                "line {number}: “{}” is the name of a column and no elector, and would get a credential; take the line out (`tail -n +2`)",
                quoted(elector)
            ));
        }
        if elector.contains(['\t', ';', '"']) {
            return Err(format!(
                "line {number}: “{}” looks like a row of a spreadsheet; export one column without a header, one id a line",
                quoted(elector)
            ));
        }
        if elector.chars().any(is_concealed) {
            return Err(format!(
                "line {number}: the id has a character that cannot be seen: {}; take it out",
                quoted(elector)
            ));
        }
        if let Some((first, earlier)) = lines.insert(elector.to_lowercase(), (number, elector)) {
            let (elector, earlier) = (quoted(elector), quoted(earlier));
            return Err(if elector == earlier {
                format!(
                    "line {number}: elector “{elector}” stands at line {first} already, and would have two votes; take one out"
                )
            } else {
                format!(
                    "line {number}: elector “{elector}” stands at line {first} already, as “{earlier}”, and would have two votes; \
                     take one out, or tell them apart by more than capitals"
                )
            });
        }
        electors.push(elector.to_owned());
    }
    if electors.is_empty() {
        return Err("there are no electors; write one id a line".to_owned());
    }
    Ok(electors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn electors_are_lines_without_the_white_space_around_them() {
        assert_eq!(
            electors("M-1\r\n\n M-2 \nM-3").unwrap(),
            ["M-1", "M-2", "M-3"]
        );
    }

    #[test]
    fn the_name_of_a_column_gets_no_credential() {
        for header in ["elector", " Elector", "ID"] {
            let refusal = electors(&format!("\n{header}\nM-1\n")).unwrap_err();
            assert!(refusal.contains("is the name of a column"), "{refusal}");
        }
        assert!(electors("M-1\nelector-2\n").is_ok());
    }

    #[test]
    fn an_elector_who_stands_twice_is_refused_with_both_lines() {
        let refusal = electors("M-1\n\nM-2\nM-1\n").unwrap_err();
        assert!(
            refusal.starts_with("line 4: elector “M-1” stands at line 1 already"),
            "{refusal}"
        );
        assert!(electors("a\u{200b}\n").unwrap_err().starts_with("line 1: "));
        assert!(electors(" \n").is_err());
    }
}
