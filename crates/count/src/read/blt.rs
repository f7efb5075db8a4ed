//! BLT, the format of papers that most counting programs read.
//!
//! ```text
//! 3 1                    # candidates, seats
//! 9763 1 0               # so many papers with this ranking, ended by 0
//! 9178 1 2 0
//! 12 0                   # blank papers
//! 0                      # no more papers
//! "Humza Yousaf"         # a name a candidate
//! "Kate Forbes"
//! "Ash Regan"
//! "A party: leader"      # the title
//! ```
//!
//! A line holds one of these; empty lines and comments, from `#` to the end of the line, are passed over.

use std::collections::BTreeMap;

use super::error::{Fault, Place, ReadError};
use super::lines::{Line, Repeated, alike, end, lines, tally, text};
use crate::candidate::check_name;
use crate::papers::{CandidateIndex, Papers, Rankings};
use crate::rule::Seats;
use crate::votes::whole_number;

/// All that a BLT file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blt {
    /// The papers.
    pub papers: Papers,
    /// The seats of the first line.
    pub seats: Seats,
    /// The title.
    pub title: String,
}

/// Reads the papers of a BLT file.
pub fn read(bytes: &[u8]) -> Result<Papers, ReadError> {
    read_all(bytes).map(|blt| blt.papers)
}

/// Reads a BLT file with its seats and its title.
pub fn read_all(bytes: &[u8]) -> Result<Blt, ReadError> {
    let text = text(bytes)?;
    let mut lines = lines(text);
    let (candidates, seats) = first_line(&mut lines)?;
    let body = lines.clone().take_while(|line| !ends_papers(line));
    let rankings = tally(body, |lines| rankings(lines, candidates))?;
    let mut rest = Rest {
        lines: lines.skip_while(|line| !ends_papers(line)),
        end: end(text),
    };
    rest.zero()?;
    let names = rest.names(candidates)?;
    let title = rest.title()?;
    rest.nothing_after(candidates, &title)?;
    let papers = Papers::with_ids_from_names(names, rankings);
    Ok(Blt {
        papers,
        seats,
        title,
    })
}

/// The candidates and the seats.
fn first_line<'a>(lines: &mut impl Iterator<Item = Line<'a>>) -> Result<(usize, Seats), ReadError> {
    let Some((line, tokens)) = lines
        .map(|line| (line, tokens(line.text)))
        .find(|(_, tokens)| !tokens.is_empty())
    else {
        return Err(Fault::Empty.at(Place::START));
    };
    let [candidates, seats] = tokens.as_slice() else {
        return Err(Fault::FirstLine.at(line.place_of(tokens.first().unwrap_or(&line.text))));
    };
    let number = number(line, candidates)?;
    if number == 0 {
        return Err(Fault::NoCandidates.at(line.place_of(candidates)));
    }
    let number = usize::try_from(number)
        .ok()
        .filter(|n| *n <= Papers::MAX_CANDIDATES);
    let number = number.ok_or_else(|| Fault::TooManyCandidates.at(line.place_of(candidates)))?;
    let too_large = |_| Fault::NumberTooLarge((*seats).to_owned()).at(line.place_of(seats));
    let seats = u32::try_from(self::number(line, seats)?).map_err(too_large)?;
    Ok((number, Seats(seats)))
}

/// What stands between blanks before a comment.
fn tokens(text: &str) -> Vec<&str> {
    content(text)
        .split([' ', '\t'])
        .filter(|token| !token.is_empty())
        .collect()
}

/// The text before a comment, where there are no quotation marks.
fn content(text: &str) -> &str {
    text.split('#').next().unwrap_or_default()
}

fn number(line: Line<'_>, token: &str) -> Result<u64, ReadError> {
    whole_number(token).map_err(|invalid| Fault::from(invalid).at(line.place_of(token)))
}

/// Whether the papers end before or with this line: the line 0, or a name.
fn ends_papers(line: &Line<'_>) -> bool {
    let text = line.text.trim_start_matches([' ', '\t']);
    text.starts_with('"')
        || (text.starts_with('0') && content(text).trim_end_matches([' ', '\t']) == "0")
}

fn rankings(lines: &[Repeated<'_>], candidates: usize) -> Result<Rankings, ReadError> {
    let mut rankings = Rankings::default();
    let mut parser = Parser {
        seen: vec![0; candidates],
        papers: 0,
    };
    for repeated in lines {
        if let Some((ranking, number)) = parser.paper(repeated.line)? {
            repeated.add_to(&mut rankings, &ranking, number)?;
        }
    }
    Ok(rankings)
}

struct Parser {
    /// The last paper on which each candidate stood, by number from 1; so nothing is cleared between papers.
    seen: Vec<u64>,
    papers: u64,
}

impl Parser {
    /// The ranking of a paper line and how many papers have it; nothing for a line without content.
    fn paper(&mut self, line: Line<'_>) -> Result<Option<(Vec<CandidateIndex>, u64)>, ReadError> {
        let tokens = tokens(line.text);
        let Some((first, preferences)) = tokens.split_first() else {
            return Ok(None);
        };
        if first.starts_with('-') && first.len() > 1 {
            return Err(Fault::Withdrawn((*first).to_owned()).at(line.place_of(first)));
        }
        let weight = alike(number(line, first)?).map_err(|fault| fault.at(line.place_of(first)))?;
        self.papers += 1;
        let mut ranking = Vec::new();
        let mut preferences = preferences.iter();
        loop {
            let Some(token) = preferences.next() else {
                return Err(Fault::PaperNotEnded.at(line.end()));
            };
            match self.preference(line, token)? {
                Some(candidate) => ranking.push(candidate),
                None => break,
            }
        }
        match preferences.next() {
            Some(token) => Err(Fault::TextAfterPaper.at(line.place_of(token))),
            None => Ok(Some((ranking, weight))),
        }
    }

    /// One preference; nothing for the 0 that ends the paper.
    fn preference(
        &mut self,
        line: Line<'_>,
        token: &str,
    ) -> Result<Option<CandidateIndex>, ReadError> {
        let refuse = |fault: Fault| Err(fault.at(line.place_of(token)));
        if token == "-" {
            return refuse(Fault::SkippedPreference);
        }
        if token.contains('=') {
            return refuse(Fault::EqualPreferences(token.to_owned()));
        }
        let number = number(line, token)?;
        let Some(place) = number.checked_sub(1) else {
            return Ok(None);
        };
        let place = usize::try_from(place).ok();
        let candidate = place.and_then(CandidateIndex::new);
        let (Some(candidate), Some(seen)) =
            (candidate, place.and_then(|place| self.seen.get_mut(place)))
        else {
            return refuse(Fault::NoSuchCandidate {
                number,
                candidates: self.seen.len(),
            });
        };
        if std::mem::replace(seen, self.papers) == self.papers {
            return refuse(Fault::CandidateTwice(number.to_string()));
        }
        Ok(Some(candidate))
    }
}

/// What follows the papers.
struct Rest<I> {
    lines: I,
    /// The end of the file, where something is missing.
    end: Place,
}

impl<'a, I: Iterator<Item = Line<'a>>> Rest<I> {
    /// The line 0.
    fn zero(&mut self) -> Result<(), ReadError> {
        match self.lines.next() {
            None => Err(Fault::PapersNotEnded.at(self.end)),
            Some(line) if line.text.trim_start().starts_with('"') => {
                Err(Fault::NameAmongPapers.at(line.start()))
            }
            Some(_) => Ok(()),
        }
    }

    /// The next line that says something.
    fn next(&mut self) -> Option<Line<'a>> {
        self.lines.find(|line| {
            let text = line.text.trim_start_matches([' ', '\t']);
            !text.is_empty() && !text.starts_with('#')
        })
    }

    fn names(&mut self, candidates: usize) -> Result<Vec<String>, ReadError> {
        let mut names = Vec::new();
        let mut numbers = BTreeMap::new();
        for number in 1..=candidates {
            let Some(line) = self.next() else {
                return Err(Fault::NamesMissing {
                    names: number - 1,
                    candidates,
                }
                .at(self.end));
            };
            let name = quoted(line, Fault::NameExpected { number, candidates })?;
            check_name(name).map_err(|fault| Fault::Name(fault).at(line.place_of(name)))?;
            if let Some(first) = numbers.insert(name, number) {
                let name_twice = Fault::NameTwice {
                    name: name.to_owned(),
                    first,
                };
                return Err(name_twice.at(line.place_of(name)));
            }
            names.push(name.to_owned());
        }
        Ok(names)
    }

    fn title(&mut self) -> Result<String, ReadError> {
        let Some(line) = self.next() else {
            return Err(Fault::TitleMissing.at(self.end));
        };
        let title = quoted(line, Fault::TitleExpected)?;
        if title.chars().any(char::is_control) {
            return Err(Fault::TitleControl.at(line.place_of(title)));
        }
        Ok(title.to_owned())
    }

    fn nothing_after(&mut self, candidates: usize, title: &str) -> Result<(), ReadError> {
        match self.next() {
            Some(line) => {
                let title = title.to_owned();
                Err(Fault::TextAfterTitle { candidates, title }.at(line.start()))
            }
            None => Ok(()),
        }
    }
}

/// What stands in quotation marks on a line that holds nothing else but a comment.
fn quoted(line: Line<'_>, expected: Fault) -> Result<&str, ReadError> {
    let text = line.text.trim_start_matches([' ', '\t']);
    let Some(opened) = text.strip_prefix('"') else {
        return Err(expected.at(line.place_of(text)));
    };
    let Some((inside, after)) = opened.split_once('"') else {
        return Err(Fault::UnclosedQuote.at(line.place_of(text)));
    };
    match content(after).trim_start_matches([' ', '\t']) {
        "" => Ok(inside),
        text => Err(Fault::TextAfterQuote.at(line.place_of(text))),
    }
}
