//! By what electors are found: some 60 bytes each, so that a roll of a million is held in memory.

use std::collections::BTreeMap;

use hustings_contest::event::FrozenSection;
use hustings_roll::{Elector, Email, folded, folded_email};
use hustings_rulebook::SectionId;

/// Of which roll: what the log has of its sections, which any change of it changes.
pub(super) type Of = BTreeMap<SectionId, FrozenSection>;

/// Ids, emails and names of a roll, as people look for them.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    of: Of,
    /// A line an elector: her id, email and name, parted by tabs, which none of them has.
    text: String,
    /// Where the lines begin, in the order of their emails.
    by_email: Vec<usize>,
}

/// A line of it.
struct Line<'d> {
    id: &'d str,
    email: &'d str,
    name: &'d str,
}

impl Directory {
    /// The directory of a roll.
    pub(super) fn new(of: Of) -> Self {
        Self {
            of,
            ..Self::default()
        }
    }

    /// Whether it is of this roll.
    pub(super) fn is_of(&self, roll: &Of) -> bool {
        self.of == *roll
    }

    /// Adds an elector.
    pub(super) fn add(&mut self, elector: &Elector) {
        self.by_email.push(self.text.len());
        let email = elector.email.as_ref().map(Email::as_str);
        let cells = [
            elector.id.as_str(),
            &folded_email(email.unwrap_or_default()),
            &folded(elector.name.as_str()),
        ];
        self.text.push_str(&cells.join("\t"));
        self.text.push('\n');
    }

    /// Puts the electors who were added in order: what is looked up is found only afterwards.
    pub(super) fn sort(&mut self) {
        let mut by_email = std::mem::take(&mut self.by_email);
        by_email.sort_by_key(|&at| (self.line(at).email, at));
        self.by_email = by_email;
        self.text.shrink_to_fit();
    }

    fn line(&self, at: usize) -> Line<'_> {
        let line = self.text.get(at..).unwrap_or_default();
        let line = line.split('\n').next().unwrap_or_default();
        of_line(line)
    }

    /// The ids of the electors with this email, whatever its capitals.
    pub(super) fn by_email(&self, email: &str) -> Vec<&str> {
        let email = folded_email(email.trim());
        if email.is_empty() {
            return Vec::new();
        }
        let from = self
            .by_email
            .partition_point(|&at| self.line(at).email < email.as_str());
        let lines = self.by_email.iter().skip(from).map(|&at| self.line(at));
        lines
            .take_while(|line| line.email == email)
            .map(|line| line.id)
            .collect()
    }

    /// The ids of the electors in whose names each of these words begins a word, in the order of the roll.
    pub(super) fn by_name<'d>(&'d self, words: &str) -> impl Iterator<Item = &'d str> {
        let words: Vec<String> = folded(words).split(' ').map(str::to_owned).collect();
        let asked = words.iter().any(|word| !word.is_empty());
        let lines = self.text.lines().map(of_line);
        let found = lines.filter(move |line| asked && words.iter().all(|word| line.has(word)));
        found.map(|line| line.id)
    }
}

impl Line<'_> {
    fn has(&self, word: &str) -> bool {
        self.name.split(' ').any(|name| name.starts_with(word))
    }
}

fn of_line(line: &str) -> Line<'_> {
    let mut cells = line.splitn(3, '\t');
    let mut cell = || cells.next().unwrap_or_default();
    Line {
        id: cell(),
        email: cell(),
        name: cell(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> Directory {
        let mut directory = Directory::new(Of::new());
        for (id, name, email) in [
            ("M1", "Siân O'Neil-Lee", Some("Sian@Example.org")),
            ("M2", "Ann Lee", None),
            ("M3", "Ben Lee", Some("sian@example.org")),
            ("M4", "Ann Leigh", Some("ann@example.org")),
        ] {
            directory.add(&Elector {
                id: id.parse().unwrap(),
                name: name.parse().unwrap(),
                section: None,
                channel: hustings_roll::Channel::Online,
                email: email.map(|email| email.parse().unwrap()),
                address: None,
                joined: None,
                registered: None,
                answer: None,
            });
        }
        directory.sort();
        directory
    }

    #[test]
    fn all_electors_with_an_email_are_found_whatever_its_capitals() {
        let directory = directory();
        assert_eq!(directory.by_email(" SIAN@example.ORG "), ["M1", "M3"]);
        assert_eq!(directory.by_email("ann@example.org"), ["M4"]);
        for none in ["", " ", "sian", "sian@example.or", "zoe@example.org"] {
            assert!(directory.by_email(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn a_name_is_found_by_the_beginnings_of_its_words_in_any_order_and_without_accents() {
        let directory = directory();
        for (words, found) in [
            ("lee", vec!["M1", "M2", "M3"]),
            ("LEE, sia", vec!["M1"]),
            ("oneil", vec!["M1"]),
            ("ann", vec!["M2", "M4"]),
            ("ee", vec![]),
            ("ann@", vec!["M2", "M4"]),
            (" - ", vec![]),
            ("", vec![]),
        ] {
            let ids: Vec<&str> = directory.by_name(words).collect();
            assert_eq!(ids, found, "{words}");
        }
    }
}
