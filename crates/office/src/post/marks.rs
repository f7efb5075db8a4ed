//! What stands on a paper, as the marks rule reads it.

use hustings_count::papers::CandidateIndex;
use hustings_count::read::{Marks, Options, Overvote, Reader, Repeated, Skipped};
use hustings_count::{Candidate, Papers};

use super::table::Written;

/// The marks rule for papers by post (marks 1): what is no ranking 1, 2, 3, … is spoilt, as it is for a sealed ballot; who
/// reads a paper and sees what it means says so by '?', and a person decides.
const RULE: Marks = Marks {
    overvote: Overvote::Spoil,
    skipped: Skipped::Spoil,
    skipped_at_most: None,
    repeated: Repeated::Spoil,
    ranks_at_most: None,
    beyond: hustings_count::read::Beyond::Refuse,
};

/// What a paper comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// First preference first.
    Ranking(Vec<CandidateIndex>),
    /// Nothing stands on it: an abstention.
    Blank,
    /// It counts for nobody. The reason quotes nothing from the paper, by which its elector could be known.
    Spoilt(String),
}

/// Judges what stands on one paper.
pub(super) fn judge(written: &Written, nominees: &[Candidate]) -> Reading {
    let spoilt = |reason: &str| Reading::Spoilt(reason.to_owned());
    let mut ranks = vec![0; nominees.len()];
    let mut marks = 0;
    for (rank, nominee) in ranks.iter_mut().zip(nominees) {
        if let Some(text) = written.get(&nominee.id) {
            match rank_of(text, nominees.len()) {
                Some(number) => *rank = number,
                None => return spoilt("a mark that is no rank"),
            }
            marks += 1;
        }
    }
    if marks < written.len() {
        return spoilt("a mark for nobody who stands");
    }
    // The marks rule is the counting room's alone: it reads the paper from a file with one paper in it.
    match read(&ranks) {
        Some(papers) => of_paper(&papers),
        None => spoilt("marks that the marks rule does not read"),
    }
}

/// A whole number from 1. Whatever is above the number of candidates leaves a rank out, and is as far above as any other.
fn rank_of(text: &str, nominees: usize) -> Option<usize> {
    let digits = text.trim_start_matches('0');
    if digits.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(usize::MAX).min(nominees + 1))
}

/// One paper, by the rank of each candidate, 0 for none.
fn read(ranks: &[usize]) -> Option<Papers> {
    let last = ranks.iter().copied().max().unwrap_or(0);
    let mut text = format!("{} 1\n1", ranks.len());
    for rank in 1..=last {
        let at_rank = (1..).zip(ranks).filter(|(_, of)| **of == rank);
        let at_rank: Vec<String> = at_rank
            .map(|(number, _): (usize, _)| number.to_string())
            .collect();
        text.push(' ');
        text.push_str(if at_rank.is_empty() { "-" } else { "" });
        text.push_str(&at_rank.join("="));
    }
    text.push_str(" 0\n0\n");
    for number in 1..=ranks.len() {
        text.push_str(&format!("\"Candidate {number}\"\n"));
    }
    text.push_str("\"One paper\"\n");
    let mut reader = Reader::new(Options {
        marks: RULE,
        ..Options::default()
    });
    reader.push(text.as_bytes()).ok()?;
    reader.finish().ok().map(|file| file.papers)
}

fn of_paper(papers: &Papers) -> Reading {
    if let Some(reason) = papers.spoilt().keys().next() {
        return Reading::Spoilt(reason.to_string());
    }
    match papers.rankings().next() {
        Some(ranking) => Reading::Ranking(ranking.preferences.to_vec()),
        None => Reading::Blank,
    }
}

#[cfg(test)]
mod tests {
    use hustings_count::CandidateId;
    use rstest::rstest;

    use super::*;

    fn judged(cells: [&str; 3]) -> Reading {
        let ids = ["ash", "birch", "cedar"].map(|id| id.parse::<CandidateId>().unwrap());
        let nominees: Vec<Candidate> = ids
            .iter()
            .map(|id| Candidate {
                id: id.clone(),
                name: id.to_string(),
            })
            .collect();
        let written = ids
            .into_iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty());
        let written = written.map(|(id, cell)| (id, cell.to_owned())).collect();
        judge(&written, &nominees)
    }

    #[rstest]
    #[case(["1", "", ""], &[0])]
    #[case(["2", "1", ""], &[1, 0])]
    #[case(["3", "1", "2"], &[1, 2, 0])]
    #[case(["01", "", ""], &[0])]
    fn ranks_from_the_first_without_a_gap_are_a_ranking(
        #[case] cells: [&str; 3],
        #[case] places: &[usize],
    ) {
        let Reading::Ranking(preferences) = judged(cells) else {
            panic!("{cells:?} are a ranking");
        };
        let found: Vec<usize> = preferences.into_iter().map(CandidateIndex::get).collect();
        assert_eq!(found, places);
    }

    #[rstest]
    #[case(["1", "1", ""], "several candidates at one rank")]
    #[case(["1", "3", ""], "a skipped rank")]
    #[case(["2", "", ""], "a skipped rank")]
    #[case(["1", "99999999999999999999999", ""], "a skipped rank")]
    #[case(["x", "", ""], "a mark that is no rank")]
    #[case(["0", "", ""], "a mark that is no rank")]
    #[case(["-1", "", ""], "a mark that is no rank")]
    #[case(["1st", "", ""], "a mark that is no rank")]
    fn what_is_no_ranking_is_spoilt_and_says_why(#[case] cells: [&str; 3], #[case] reason: &str) {
        assert_eq!(judged(cells), Reading::Spoilt(reason.to_owned()));
    }

    #[test]
    fn a_paper_on_which_nothing_stands_is_blank_and_not_spoilt() {
        assert_eq!(judged(["", "", ""]), Reading::Blank);
    }
}
