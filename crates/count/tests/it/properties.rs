//! What holds for all papers.

use std::collections::{BTreeMap, BTreeSet};

use hustings_count::papers::CandidateIndex;
use hustings_count::read::read;
use hustings_count::rule::av::{MajorityOf, Options, Until};
use hustings_count::tie::Lot;
use hustings_count::transcript::Did;
use hustings_count::write::blt::write;
use hustings_count::{
    Candidate, CandidateId, Outcome, Papers, Rule, Seats, Transcript, count, ids,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use super::BOTH_RESORTS;

/// A ranking by places from 0, and how many papers have it.
pub(super) type Line = (Vec<usize>, u64);

fn ranking(candidates: usize) -> impl Strategy<Value = Vec<usize>> {
    let places: Vec<usize> = (0..candidates).collect();
    subsequence(places, 0..=candidates).prop_shuffle()
}

/// How many candidates, and papers of them; few of each, so that ties are common.
pub(super) fn lines() -> impl Strategy<Value = (usize, Vec<Line>)> {
    (1_usize..=6).prop_flat_map(|candidates| {
        (
            Just(candidates),
            vec((ranking(candidates), 1_u64..=3), 0..12),
        )
    })
}

fn av() -> impl Strategy<Value = Rule> {
    let majority_of = select(vec![MajorityOf::Continuing, MajorityOf::Valid]);
    let until = select(vec![Until::Majority, Until::Two]);
    (majority_of, until).prop_map(|(majority_of, until)| {
        Rule::Av(Options {
            majority_of,
            until,
            ..Options::default()
        })
    })
}

fn seats() -> impl Strategy<Value = Seats> {
    select(vec![Seats::NONE, Seats::ONE])
}

fn names(number: usize) -> Vec<String> {
    ('A'..='Z')
        .take(number)
        .map(|letter| format!("Candidate {letter}"))
        .collect()
}

pub(super) fn candidates(number: usize) -> Vec<Candidate> {
    let names = names(number);
    ids::from_names(&names)
        .into_iter()
        .zip(names)
        .map(|(id, name)| Candidate { id, name })
        .collect()
}

pub(super) fn papers(candidates: Vec<Candidate>, lines: &[Line]) -> Papers {
    let mut papers = Papers::new(candidates).expect("names and ids are different");
    for (ranking, number) in lines {
        let ranking: Vec<_> = ranking
            .iter()
            .filter_map(|place| CandidateIndex::new(*place))
            .collect();
        papers
            .add(&ranking, *number)
            .expect("rankings are well formed");
    }
    papers
}

/// Counts to the end. Lots exclude whoever of those tied stands first on the paper.
fn count_to_the_end(papers: &Papers, rule: &Rule, seats: Seats) -> Transcript {
    let mut lots: Vec<Lot> = Vec::new();
    loop {
        match count(papers, rule, seats, &BOTH_RESORTS, &lots).expect("it can be counted") {
            Outcome::Complete(transcript) => return transcript,
            Outcome::LotsRequired { stage, among, .. } => {
                let first = papers.candidates().iter().find(|c| among.contains(&c.id));
                let excluded = first.expect("those tied stand on the paper").id.clone();
                lots.push(Lot {
                    stage,
                    among,
                    chosen: excluded,
                });
            }
            Outcome::Unresolvable { .. } | Outcome::BallotRequired { .. } => {
                panic!("lots resolve every tie, and there is one ballot")
            }
        }
    }
}

fn blt(candidates: usize, lines: &[Line]) -> String {
    let paper = |(ranking, number): &Line| {
        let preferences = ranking.iter().map(|place| (place + 1).to_string());
        let words: Vec<_> = [number.to_string()]
            .into_iter()
            .chain(preferences)
            .collect();
        words.join(" ")
    };
    let papers: Vec<_> = lines
        .iter()
        .map(paper)
        .map(|paper| paper + " 0\n")
        .collect();
    let names = names(candidates).join("\"\n\"");
    format!(
        "{candidates} 1\n{}0\n\"{names}\"\n\"Papers\"\n",
        papers.concat()
    )
}

fn whole(votes: &hustings_count::Votes) -> u64 {
    votes
        .to_whole()
        .expect("the alternative vote counts in whole votes")
}

/// The votes of a stage as clause 2 says them, from the papers and those excluded before.
fn literal_votes(
    papers: &Papers,
    excluded: &BTreeSet<CandidateId>,
) -> (BTreeMap<CandidateId, u64>, u64) {
    let continuing = papers
        .candidates()
        .iter()
        .map(|c| &c.id)
        .filter(|id| !excluded.contains(*id));
    let mut votes: BTreeMap<CandidateId, u64> = continuing.map(|id| (id.clone(), 0)).collect();
    let mut non_transferable = 0;
    for ranking in papers.rankings() {
        let number = ranking.papers;
        let mut ids = ranking
            .preferences
            .iter()
            .map(|place| &papers.candidates()[place.get()].id);
        match ids.find(|id| !excluded.contains(*id)) {
            Some(first) => *votes.get_mut(first).expect("the first is in the count") += number,
            None => non_transferable += number,
        }
    }
    (votes, non_transferable)
}

proptest! {
    #[test]
    fn the_order_of_papers_never_changes_a_count(
        ((number, lines), shuffled) in lines().prop_flat_map(|(n, lines)| (Just((n, lines.clone())), Just(lines).prop_shuffle())),
        rule in av(),
        seats in seats(),
    ) {
        let one = read(blt(number, &lines).as_bytes()).unwrap();
        let other = read(blt(number, &shuffled).as_bytes()).unwrap();
        prop_assert_eq!(count_to_the_end(&one, &rule, seats), count_to_the_end(&other, &rule, seats));
    }

    #[test]
    fn renaming_candidates_renames_the_result_and_nothing_else(
        (number, lines) in lines(),
        rule in av(),
        seats in seats(),
    ) {
        let before = candidates(number);
        // Ids in the opposite order, so that nothing can hang on it.
        let rename = |id: &CandidateId| -> CandidateId {
            let place = before.iter().position(|c| c.id == *id).expect("a candidate");
            format!("r{}", number - place).parse().expect("an id")
        };
        let after = before.iter().map(|c| Candidate { id: rename(&c.id), name: format!("{}, renamed", c.name) });
        let counted = count_to_the_end(&papers(after.collect(), &lines), &rule, seats);

        let mut renamed = count_to_the_end(&papers(before.clone(), &lines), &rule, seats);
        for candidate in &mut renamed.candidates {
            *candidate = Candidate { id: rename(&candidate.id), name: format!("{}, renamed", candidate.name) };
        }
        renamed.elected = renamed.elected.iter().map(rename).collect();
        for stage in &mut renamed.stages {
            stage.votes = stage.votes.iter().map(|(id, votes)| (rename(id), votes.clone())).collect();
            stage.action.candidates = stage.action.candidates.iter().map(rename).collect();
            for transfer in &mut stage.action.transfers {
                transfer.from = rename(&transfer.from);
                transfer.to = transfer.to.as_ref().map(rename);
            }
            stage.action.transfers.sort_by_key(|t| (t.to.is_none(), t.to.clone()));
            if let Some(tie) = &mut stage.action.tie {
                for ids in [Some(&mut tie.among), tie.left.as_mut()].into_iter().flatten() {
                    *ids = ids.iter().map(rename).collect();
                    ids.sort();
                }
                tie.chosen = rename(&tie.chosen);
            }
        }
        prop_assert_eq!(counted, renamed);
    }

    #[test]
    fn every_stage_accounts_for_every_paper_and_reads_as_the_clauses_say(
        (number, lines) in lines(),
        rule in av(),
        seats in seats(),
    ) {
        let papers = papers(candidates(number), &lines);
        let transcript = count_to_the_end(&papers, &rule, seats);
        let mut excluded = BTreeSet::new();
        for stage in &transcript.stages {
            let votes: BTreeMap<_, _> = stage.votes.iter().map(|(id, v)| (id.clone(), whole(v))).collect();
            let lying = votes.values().sum::<u64>() + whole(&stage.non_transferable);
            prop_assert_eq!(lying, papers.counted().get());
            prop_assert_eq!((votes.clone(), whole(&stage.non_transferable)), literal_votes(&papers, &excluded));
            if stage.action.did == Did::Excluded {
                let [out] = stage.action.candidates.as_slice() else { panic!("one at a time") };
                prop_assert_eq!(votes.get(out), votes.values().min());
                let moved = stage.action.transfers.iter().map(|t| whole(&t.votes)).sum::<u64>();
                prop_assert_eq!(votes.get(out), Some(&moved));
                excluded.insert(out.clone());
            }
        }
        prop_assert_eq!(transcript.elected.len(), usize::from(seats == Seats::ONE));
        let json = transcript.to_json();
        prop_assert_eq!(Transcript::from_json(&json).unwrap(), transcript);
    }

    #[test]
    fn whoever_has_more_than_half_of_all_papers_at_any_stage_is_elected(
        (number, lines) in lines(),
        rule in av(),
    ) {
        let papers = papers(candidates(number), &lines);
        let transcript = count_to_the_end(&papers, &rule, Seats::ONE);
        for stage in &transcript.stages {
            for (id, votes) in &stage.votes {
                if whole(votes) > papers.counted().get() / 2 {
                    prop_assert_eq!(&transcript.elected, std::slice::from_ref(id));
                }
            }
        }
    }

    #[test]
    fn papers_written_as_blt_are_read_again((number, lines) in lines(), title in "[^\"\\p{Cc}]*") {
        let papers = papers(candidates(number), &lines);
        let text = write(&papers, Seats::ONE, &title).unwrap();
        let again = hustings_count::read::blt::read_all(text.as_bytes()).unwrap();
        prop_assert_eq!(again.papers, papers);
        prop_assert_eq!(again.title, title);
    }

    #[test]
    fn papers_as_csv_are_the_papers_as_blt(lines in vec((ranking(4), 1_u64..=3), 1..12)) {
        let names = names(4);
        let row = |(ranking, number): &Line| {
            let mut cells: Vec<_> = ranking.iter().map(|place| names[*place].as_str()).collect();
            cells.resize(4, "");
            format!("{number},{}\n", cells.join(","))
        };
        let rows: String = lines.iter().map(row).collect();
        let csv = read(format!("papers,1,2,3,4\n{rows}").as_bytes()).unwrap();
        let blt = read(blt(4, &lines).as_bytes()).unwrap();
        // A CSV knows only those who stand on a paper.
        prop_assert_eq!(csv.for_candidates(blt.candidates()).unwrap(), blt);
    }

    #[test]
    fn ids_are_different_whatever_the_names(names in vec("[A-Ba-b1-2 é-]{0,6}|Candidate [1-4]", 0..6)) {
        let made: BTreeSet<_> = ids::from_names(&names).into_iter().collect();
        prop_assert_eq!(made.len(), names.len());
        for id in made {
            prop_assert!(id.as_str().parse::<CandidateId>().is_ok());
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in vec(any::<u8>(), 0..200)) {
        check_places(&bytes)?;
    }

    #[test]
    fn no_text_like_papers_makes_a_reader_panic(
        text in "([0-3]{1,2}|[ ,\"#=\t\r\n-]|\n|Ada|Bo|papers|é|18446744073709551615){0,60}",
    ) {
        check_places(text.as_bytes())?;
        check_places(format!("2 1\n{text}").as_bytes())?;
        check_places(format!("papers,1,2\n{text}").as_bytes())?;
    }

    #[test]
    fn no_change_to_a_good_file_makes_a_reader_panic(
        (number, lines) in lines(),
        at in any::<Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = blt(number, &lines).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        check_places(&bytes)?;
    }
}

/// Every reader returns, and what it refuses has a place in the file.
fn check_places(bytes: &[u8]) -> Result<(), TestCaseError> {
    let lines = bytes.split(|b| *b == b'\n').count() as u64;
    let readers = [
        read,
        hustings_count::read::blt::read,
        hustings_count::read::columns::read,
    ];
    for refusal in readers.iter().filter_map(|read| read(bytes).err()) {
        prop_assert!((1..=lines).contains(&refusal.at.line), "{}", refusal);
        prop_assert!(refusal.at.column >= 1, "{}", refusal);
    }
    Ok(())
}
