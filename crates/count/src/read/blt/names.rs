//! What follows the papers: the names, the title, and what some dialects add.

use std::collections::BTreeMap;

use super::{Dialect, content};
use crate::candidate::check_name;
use crate::read::error::{Fault, Place, ReadError};
use crate::read::lines::Line;

/// The source and the comment that some dialects add after the title, in quotation marks. There are both or neither: one
/// alone is more likely the title, and what stands in its place a candidate whom the first line does not count.
const AFTER_TITLE: usize = 2;

/// The names and the title.
#[derive(Debug)]
pub(super) struct Names {
    dialect: Dialect,
    /// The candidates of the first line.
    pub(super) candidates: usize,
    read: Vec<String>,
    /// The number of the candidate who has a name, from 1.
    numbers: BTreeMap<String, usize>,
    title: Option<String>,
    after_title: usize,
    /// Where the first line after the title is.
    first_after_title: Place,
}

impl Names {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            candidates: 0,
            read: Vec::new(),
            numbers: BTreeMap::new(),
            title: None,
            after_title: 0,
            first_after_title: Place::START,
        }
    }

    /// Reads one line.
    pub(super) fn line(&mut self, line: Line<'_>) -> Result<(), ReadError> {
        let text = line.text.trim_start_matches([' ', '\t']);
        if text.is_empty() || text.starts_with('#') {
            return Ok(());
        }
        if self.read.len() < self.candidates {
            return self.name(line);
        }
        match &self.title {
            None => self.title(line),
            Some(title) => {
                self.remark(line, title)?;
                if self.after_title == 0 {
                    self.first_after_title = line.start();
                }
                self.after_title = self.after_title.saturating_add(1);
                Ok(())
            }
        }
    }

    fn name(&mut self, line: Line<'_>) -> Result<(), ReadError> {
        let number = self.read.len() + 1;
        let expected = Fault::NameExpected {
            number,
            candidates: self.candidates,
        };
        let (name, after) = quoted(line, line.text, expected)?;
        if after.starts_with('"') {
            if self.dialect == Dialect::Standard {
                return Err(Fault::TextAfterQuote.at(line.place_of(after)));
            }
            let (_party, after) = quoted(line, after, Fault::TextAfterQuote)?;
            nothing(line, after)?;
        } else {
            nothing(line, after)?;
        }
        let name = match self.dialect {
            Dialect::Standard => name,
            Dialect::Any => name.trim(),
        };
        check_name(name).map_err(|fault| Fault::Name(fault).at(line.place_of(name)))?;
        if let Some(first) = self.numbers.insert(name.to_owned(), number) {
            let name_twice = Fault::NameTwice {
                name: name.to_owned(),
                first,
            };
            return Err(name_twice.at(line.place_of(name)));
        }
        self.read.push(name.to_owned());
        Ok(())
    }

    fn title(&mut self, line: Line<'_>) -> Result<(), ReadError> {
        let (title, after) = quoted(line, line.text, Fault::TitleExpected)?;
        nothing(line, after)?;
        if title.chars().any(char::is_control) {
            return Err(Fault::TitleControl.at(line.place_of(title)));
        }
        self.title = Some(title.to_owned());
        Ok(())
    }

    /// A source and a comment in quotation marks, and after both whatever there is.
    fn remark(&self, line: Line<'_>, title: &str) -> Result<(), ReadError> {
        let text = line.text.trim_start_matches([' ', '\t']);
        let in_quotation_marks = text.starts_with('"');
        if self.dialect == Dialect::Standard
            || in_quotation_marks != (self.after_title < AFTER_TITLE)
        {
            return Err(self.too_many(title, line.start()));
        }
        if in_quotation_marks {
            let (_, after) = quoted(line, line.text, Fault::TitleExpected)?;
            nothing(line, after)?;
        }
        Ok(())
    }

    fn too_many(&self, title: &str, at: Place) -> ReadError {
        let title = title.to_owned();
        let candidates = self.candidates;
        Fault::TextAfterTitle { candidates, title }.at(at)
    }

    /// The names and the title, of which this is the end.
    pub(super) fn finish(self, end: Place) -> Result<(Vec<String>, String), ReadError> {
        if self.read.len() < self.candidates {
            let missing = Fault::NamesMissing {
                names: self.read.len(),
                candidates: self.candidates,
            };
            return Err(missing.at(end));
        }
        if let Some(title) = &self.title
            && self.after_title == 1
        {
            return Err(self.too_many(title, self.first_after_title));
        }
        match self.title {
            Some(title) => Ok((self.read, title)),
            None => Err(Fault::TitleMissing.at(end)),
        }
    }
}

/// What stands in quotation marks at the beginning of a text, and what follows.
fn quoted<'a>(
    line: Line<'_>,
    text: &'a str,
    expected: Fault,
) -> Result<(&'a str, &'a str), ReadError> {
    let text = text.trim_start_matches([' ', '\t']);
    let Some(opened) = text.strip_prefix('"') else {
        return Err(expected.at(line.place_of(text)));
    };
    let Some((inside, after)) = opened.split_once('"') else {
        return Err(Fault::UnclosedQuote.at(line.place_of(text)));
    };
    Ok((inside, after.trim_start_matches([' ', '\t'])))
}

/// Refuses all but a comment.
fn nothing(line: Line<'_>, text: &str) -> Result<(), ReadError> {
    match content(text) {
        "" => Ok(()),
        text => Err(Fault::TextAfterQuote.at(line.place_of(text))),
    }
}
