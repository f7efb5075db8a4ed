//! Who tests: a line each, as they are typed or pasted from a spreadsheet.

use std::collections::BTreeMap;

use hustings_roll::{Email, Name, folded_email};

use crate::words::Language;

/// As few as a ballot can be secret among.
pub(super) const FEWEST: usize = 2;
/// As many as a mock poll is good for.
pub(super) const MOST: usize = 500;

/// Somebody who votes in a mock poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tester {
    pub(super) name: Name,
    pub(super) email: Email,
}

/// Why the lines name no testers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// Fewer than are needed.
    TooFew(usize),
    /// More than are taken.
    TooMany(usize),
    /// Something is wrong with a line.
    Line { number: usize, fault: Fault },
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has no two parts.
    NoParts,
    /// Its name cannot stand on a roll.
    Name,
    /// Its address is none.
    Email(String),
    /// Its address is another line's too.
    SameEmail { other: usize },
}

impl Unread {
    pub(super) fn told(&self, language: Language) -> String {
        let (number, fault) = match self {
            Self::TooFew(found) => {
                let values = [("found", (*found).into()), ("least", FEWEST.into())];
                return language.fill("mockpoll-too-few", values);
            }
            Self::TooMany(found) => {
                let values = [("found", (*found).into()), ("most", MOST.into())];
                return language.fill("mockpoll-too-many", values);
            }
            Self::Line { number, fault } => (*number, fault),
        };
        let line = ("line", number.into());
        match fault {
            Fault::NoParts => language.fill("mockpoll-line-parts", [line]),
            Fault::Name => language.fill("mockpoll-line-name", [line]),
            Fault::Email(found) => language.fill(
                "mockpoll-line-email",
                [line, ("found", found.as_str().into())],
            ),
            Fault::SameEmail { other } => {
                language.fill("mockpoll-line-twice", [line, ("other", (*other).into())])
            }
        }
    }
}

/// Reads the lines; those with nothing in them are passed over, and so is a first one that names columns.
pub(super) fn read(text: &str) -> Result<Vec<Tester>, Unread> {
    let lines = (1..).zip(text.lines().map(str::trim));
    let mut lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !line.is_empty()).collect();
    if lines.first().is_some_and(|(_, line)| names_columns(line)) {
        lines.remove(0);
    }
    if lines.len() > MOST {
        return Err(Unread::TooMany(lines.len()));
    }
    let mut testers = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (number, line) in lines {
        let at = |fault| Unread::Line { number, fault };
        let tester = tester(line).map_err(at)?;
        let folded = folded_email(tester.email.as_str());
        // Two rows with one address would be taken for one person's, and wait for a ruling.
        if let Some(other) = seen.insert(folded, number) {
            return Err(at(Fault::SameEmail { other }));
        }
        testers.push(tester);
    }
    if testers.len() < FEWEST {
        return Err(Unread::TooFew(testers.len()));
    }
    Ok(testers)
}

fn tester(line: &str) -> Result<Tester, Fault> {
    let (name, email) = parts(line).ok_or(Fault::NoParts)?;
    Ok(Tester {
        name: name.parse().map_err(|_| Fault::Name)?,
        email: (email.parse()).map_err(|_| Fault::Email(email.chars().take(60).collect()))?,
    })
}

/// The name and the address: a name may have commas, an address has none. Spreadsheets part cells by tabs, and those of half
/// of Europe write semicolons.
fn parts(line: &str) -> Option<(String, String)> {
    let parted = ['\t', ';', ',']
        .into_iter()
        .find_map(|mark| line.rsplit_once(mark));
    let (one, other) = parted?;
    let (one, other) = (unquoted(one), unquoted(other));
    if one.contains('@') && !other.contains('@') {
        return Some((other, one));
    }
    Some((one, other))
}

/// A cell without the quotation marks that a spreadsheet puts around it.
fn unquoted(cell: &str) -> String {
    let cell = cell.trim();
    let inner = cell
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.map_or_else(
        || cell.to_owned(),
        |inner| inner.trim().replace("\"\"", "\""),
    )
}

/// Whether a line is the heading of a table, as it is pasted with its rows.
fn names_columns(line: &str) -> bool {
    let Some((name, email)) = parts(line) else {
        return false;
    };
    let is_one = |cell: &str, of: &[&str]| of.contains(&&*cell.to_lowercase());
    is_one(&name, &["name", "enw"]) && is_one(&email, &["email", "e-mail", "e-bost", "ebost"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Vec<(String, String)> {
        let testers = read(text).expect("it reads");
        let both = |tester: Tester| (tester.name.into(), tester.email.into());
        testers.into_iter().map(both).collect()
    }

    fn pair(name: &str, email: &str) -> (String, String) {
        (name.to_owned(), email.to_owned())
    }

    #[test]
    fn lines_are_read_as_they_are_typed_and_as_spreadsheets_paste_them() {
        let expected = [
            pair("Ann Lee", "ann@example.org"),
            pair("Kay, Bob", "bob@example.org"),
        ];
        for text in [
            "Ann Lee, ann@example.org\nKay, Bob, bob@example.org",
            "\n  Ann Lee ,ann@example.org \r\n\r\nKay, Bob;bob@example.org\n",
            "Name\tEmail\nAnn Lee\tann@example.org\nKay, Bob\tbob@example.org",
            "Enw,E-bost\nAnn Lee,ann@example.org\n\"Kay, Bob\",bob@example.org",
            "ann@example.org, Ann Lee\nKay, Bob, bob@example.org",
        ] {
            assert_eq!(read_as(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said_with_its_number() {
        let line = |number, fault| Err(Unread::Line { number, fault });
        assert_eq!(read("Ann, a@b.org\n\nBob"), line(3, Fault::NoParts));
        assert_eq!(read(", a@b.org\nBob, b@b.org"), line(1, Fault::Name));
        assert_eq!(
            read("A\u{202e}nn, a@b.org\nBob, b@b.org"),
            line(1, Fault::Name)
        );
        assert_eq!(
            read("Ann, a@b.org\nBob, nowhere"),
            line(2, Fault::Email("nowhere".to_owned()))
        );
        assert_eq!(
            read("Ann, a@b.org\nBob, A@b.org"),
            line(2, Fault::SameEmail { other: 1 })
        );
    }

    #[test]
    fn fewer_than_two_and_more_than_five_hundred_are_refused() {
        assert_eq!(read(""), Err(Unread::TooFew(0)));
        assert_eq!(read("Ann, a@b.org"), Err(Unread::TooFew(1)));
        let many = |count: usize| -> String {
            let lines = (0..count).map(|number| format!("Ann, a{number}@b.org\n"));
            lines.collect()
        };
        assert_eq!(read(&many(500)).map(|all| all.len()), Ok(500));
        assert_eq!(read(&many(501)), Err(Unread::TooMany(501)));
    }
}
