//! Papers in the BLT format, its plain dialect, read strictly.

use std::collections::BTreeMap;

use super::fault::{BltFault, PapersError};
use super::json::LARGEST;
use crate::rule::MOST_CANDIDATES;

/// What a BLT file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Papers {
    pub(crate) names: Vec<String>,
    /// Each different list of preferences, as positions in `names`, and how many papers have it.
    pub(crate) rankings: BTreeMap<Vec<usize>, u128>,
}

impl Papers {
    pub(crate) fn total(&self) -> u128 {
        self.rankings.values().sum()
    }

    pub(crate) fn blank(&self) -> u128 {
        self.rankings.get(&Vec::new()).copied().unwrap_or(0)
    }
}

/// A line with something on it.
struct Line<'a> {
    number: usize,
    text: &'a str,
}

impl Line<'_> {
    fn refuse<T>(&self, reason: BltFault) -> Result<T, PapersError> {
        Err(PapersError {
            line: self.number,
            reason,
        })
    }
}

/// Reads a BLT file.
pub(crate) fn read(bytes: &[u8]) -> Result<Papers, PapersError> {
    let lines = lines(bytes)?;
    let after = lines.last().map_or(1, |line| line.number + 1);
    let ends_early = |reason| PapersError {
        line: after,
        reason,
    };
    let mut lines = lines.into_iter();

    let header = lines.next().ok_or(ends_early(BltFault::NoHeader))?;
    let candidates = read_header(&header)?;

    let mut rankings: BTreeMap<Vec<usize>, u128> = BTreeMap::new();
    loop {
        let line = lines.next().ok_or(ends_early(BltFault::NoEndOfPapers))?;
        match read_paper(&line, candidates)? {
            None => break,
            Some((weight, preferences)) => {
                *rankings.entry(preferences).or_default() += u128::from(weight);
            }
        }
    }

    let mut names = Vec::new();
    for _ in 0..candidates {
        let line = lines
            .next()
            .ok_or(ends_early(BltFault::Missing("the last candidate's name")))?;
        names.push(read_quoted(&line, "a candidate's name")?);
    }
    let title = lines
        .next()
        .ok_or(ends_early(BltFault::Missing("the title")))?;
    read_quoted(&title, "the title")?;
    match lines.next() {
        Some(line) => line.refuse(BltFault::AfterTitle),
        None => Ok(Papers { names, rankings }),
    }
}

/// Lines without comments, surrounding blanks, and empty ones.
fn lines(bytes: &[u8]) -> Result<Vec<Line<'_>>, PapersError> {
    let mut lines = Vec::new();
    for (bytes, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        let text = str::from_utf8(bytes).map_err(|_| PapersError {
            line: number,
            reason: BltFault::NotUtf8,
        })?;
        let text = text.strip_suffix('\r').unwrap_or(text);
        let text = without_comment(text).trim_matches([' ', '\t']);
        if !text.is_empty() {
            lines.push(Line { number, text });
        }
    }
    Ok(lines)
}

fn without_comment(text: &str) -> &str {
    let mut quoted = false;
    for (index, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return &text[..index],
            _ => {}
        }
    }
    text
}

fn read_header(line: &Line<'_>) -> Result<u64, PapersError> {
    let words: Vec<&str> = words(line.text);
    let [candidates, seats] = words[..] else {
        return line.refuse(BltFault::NoHeader);
    };
    match (number(candidates), number(seats)) {
        (Some(0), Some(_)) => line.refuse(BltFault::NoCandidates),
        (Some(candidates), Some(_)) if candidates > MOST_CANDIDATES as u64 => {
            line.refuse(BltFault::TooManyCandidates {
                candidates,
                most: MOST_CANDIDATES,
            })
        }
        (Some(candidates), Some(_)) => Ok(candidates),
        _ => line.refuse(BltFault::NoHeader),
    }
}

/// A weight and its preferences, or `None` for the line that ends the papers.
fn read_paper(line: &Line<'_>, candidates: u64) -> Result<Option<(u64, Vec<usize>)>, PapersError> {
    let words = words(line.text);
    if words == ["0"] {
        return Ok(None);
    }
    if let [word] = words[..]
        && word.strip_prefix('-').and_then(number).is_some()
    {
        return line.refuse(BltFault::Withdrawn(word.to_owned()));
    }
    let mut numbers = Vec::new();
    for word in words {
        match number(word) {
            Some(number) => numbers.push(number),
            None if word == "-" => return line.refuse(BltFault::SkippedPreference),
            None if word.contains('=') => {
                return line.refuse(BltFault::EqualPreferences(word.to_owned()));
            }
            None => return line.refuse(BltFault::NotANumber(word.to_owned())),
        }
    }
    let [weight, preferences @ ..] = &numbers[..] else {
        return line.refuse(BltFault::NoTerminator);
    };
    if *weight == 0 {
        return line.refuse(BltFault::ZeroWeight);
    }
    let [preferences @ .., 0] = preferences else {
        return line.refuse(BltFault::NoTerminator);
    };
    let mut positions = Vec::new();
    for number in preferences {
        if *number == 0 {
            return line.refuse(BltFault::AfterTerminator);
        }
        let position = match usize::try_from(*number - 1) {
            Ok(position) if *number <= candidates => position,
            _ => {
                return line.refuse(BltFault::NoSuchCandidate {
                    number: *number,
                    candidates,
                });
            }
        };
        if positions.contains(&position) {
            return line.refuse(BltFault::Repeated(*number));
        }
        positions.push(position);
    }
    Ok(Some((*weight, positions)))
}

fn read_quoted(line: &Line<'_>, what: &'static str) -> Result<String, PapersError> {
    let inside = line
        .text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    match inside {
        Some(text) if !text.contains('"') => Ok(text.to_owned()),
        _ => line.refuse(BltFault::NotQuoted(what)),
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split([' ', '\t'])
        .filter(|word| !word.is_empty())
        .collect()
}

fn number(word: &str) -> Option<u64> {
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse().ok().filter(|number| *number <= LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const PLAIN: &str = "3 1\n4 1 2 0\n3 2 0\n1 2 0\n2 3 1 0\n1 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"A chair\"\n";

    fn fault(text: &str) -> (usize, BltFault) {
        let error = read(text.as_bytes()).unwrap_err();
        (error.line, error.reason)
    }

    #[test]
    fn equal_rankings_are_added_up_and_blank_papers_kept_apart() {
        let papers = read(PLAIN.as_bytes()).unwrap();
        assert_eq!(papers.names, ["Ada Ash", "Bo Birch", "Cy Cedar"]);
        assert_eq!(papers.rankings[&vec![0, 1]], 4);
        assert_eq!(papers.rankings[&vec![1]], 4);
        assert_eq!(papers.rankings[&vec![2, 0]], 2);
        assert_eq!((papers.total(), papers.blank()), (11, 1));
    }

    #[test]
    fn comments_blank_lines_and_carriage_returns_change_nothing() {
        let text = format!(
            "# made by hand\r\n\r\n{}\n\n# end",
            PLAIN.replace('\n', "  # x\r\n")
        );
        assert_eq!(read(text.as_bytes()), read(PLAIN.as_bytes()));
    }

    #[test]
    fn a_number_sign_inside_quotes_belongs_to_the_name() {
        let papers = read(b"1 1\n0\n\"Ash # 1\" # of one\n\"t\"").unwrap();
        assert_eq!(papers.names, ["Ash # 1"]);
    }

    #[rstest]
    #[case("", 1, BltFault::NoHeader)]
    #[case("3\n", 1, BltFault::NoHeader)]
    #[case("3 1 1\n", 1, BltFault::NoHeader)]
    #[case("three 1\n", 1, BltFault::NoHeader)]
    #[case("0 1\n0\n\"t\"\n", 1, BltFault::NoCandidates)]
    #[case("2 1\n-2\n", 2, BltFault::Withdrawn("-2".into()))]
    #[case("2 1\n1 1=2 0\n", 2, BltFault::EqualPreferences("1=2".into()))]
    #[case("2 1\n1 - 2 0\n", 2, BltFault::SkippedPreference)]
    #[case("2 1\n1 -2 0\n", 2, BltFault::NotANumber("-2".into()))]
    #[case("2 1\n1 +2 0\n", 2, BltFault::NotANumber("+2".into()))]
    #[case("2 1\n1.5 2 0\n", 2, BltFault::NotANumber("1.5".into()))]
    #[case("2 1\n9007199254740992 2 0\n", 2, BltFault::NotANumber("9007199254740992".into()))]
    #[case("2 1\n(1) 1 2 0\n", 2, BltFault::NotANumber("(1)".into()))]
    #[case("2 1\n\n0 1 2 0\n", 3, BltFault::ZeroWeight)]
    #[case("2 1\n1 2\n", 2, BltFault::NoTerminator)]
    #[case("2 1\n1\n", 2, BltFault::NoTerminator)]
    #[case("2 1\n1 2 0 1 0\n", 2, BltFault::AfterTerminator)]
    #[case("2 1\n1 3 0\n", 2, BltFault::NoSuchCandidate { number: 3, candidates: 2 })]
    #[case("2 1\n1 2 1 2 0\n", 2, BltFault::Repeated(2))]
    #[case("2 1\n1 2 0\n", 3, BltFault::NoEndOfPapers)]
    #[case("2 1\n0\n\"A\"\n", 4, BltFault::Missing("the last candidate's name"))]
    #[case("1 1\n0\n\"A\"\n", 4, BltFault::Missing("the title"))]
    #[case("1 1\n0\nA\n\"t\"\n", 3, BltFault::NotQuoted("a candidate's name"))]
    #[case(
        "1 1\n0\n\"A\" \"B\"\n\"t\"\n",
        3,
        BltFault::NotQuoted("a candidate's name")
    )]
    #[case(
        "1 1\n0\n\"A\nB\"\n\"t\"\n",
        3,
        BltFault::NotQuoted("a candidate's name")
    )]
    #[case("1 1\n0\n\"\n\"t\"\n", 3, BltFault::NotQuoted("a candidate's name"))]
    #[case("1 1\n0\n\"A\"\nt\n", 4, BltFault::NotQuoted("the title"))]
    #[case("1 1\n0\n\"A\"\n\"t\"\n0\n", 5, BltFault::AfterTitle)]
    fn a_file_that_is_not_plain_is_refused_with_its_line(
        #[case] text: &str,
        #[case] line: usize,
        #[case] reason: BltFault,
    ) {
        assert_eq!(fault(text), (line, reason));
    }

    #[test]
    fn a_thousand_candidates_may_stand_and_not_one_more() {
        let of = |candidates: usize| {
            let names = "\"A\"\n".repeat(candidates);
            format!("{candidates} 1\n1 {candidates} 0\n0\n{names}\"t\"\n")
        };
        assert_eq!(read(of(1000).as_bytes()).unwrap().names.len(), 1000);
        for candidates in [1001, 9_007_199_254_740_991] {
            let text = format!("{candidates} 1\n0\n");
            let most = 1000;
            let reason = BltFault::TooManyCandidates { candidates, most };
            assert_eq!(fault(&text), (1, reason));
        }
    }

    #[test]
    fn a_line_may_stand_for_as_many_papers_as_every_reader_of_numbers_holds() {
        let papers = read(b"1 1\n9007199254740991 1 0\n9007199254740991 1 0\n0\n\"A\"\n\"t\"\n");
        assert_eq!(papers.unwrap().total(), 18_014_398_509_481_982);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let error = read(b"1 1\n0\n\"\xff\"\n\"t\"\n").unwrap_err();
        assert_eq!((error.line, error.reason), (3, BltFault::NotUtf8));
    }
}
