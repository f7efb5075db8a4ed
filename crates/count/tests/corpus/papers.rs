//! Papers of other people that are only read, and the count of 2010.

use std::collections::BTreeMap;
use std::path::Path;

use hustings_count::read::{Options, PapersFile, Reader};
use hustings_count::rule::{Rule, av};
use hustings_count::tie::Resort;
use hustings_count::{Seats, Votes, count};
use libtest_mimic::{Failed, Trial};

use super::Case;

pub(crate) fn trials(corpus: &Path) -> Vec<Trial> {
    let all = corpus.to_owned();
    vec![Trial::test("every_blt_of_the_corpus_is_read", move || {
        every_blt(&all)
    })]
}

fn read(path: &Path, options: Options) -> Result<PapersFile, Failed> {
    let mut reader = Reader::new(options);
    let read = reader.push(&std::fs::read(path)?);
    read.and_then(|()| reader.finish())
        .map_err(|error| format!("{}: {error}", path.display()).into())
}

fn every_blt(corpus: &Path) -> Result<(), Failed> {
    let mut files = BTreeMap::new();
    for folder in ["scottish-stv", "reference-stv"] {
        for entry in std::fs::read_dir(corpus.join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "blt") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                files.insert(name.into_owned(), read(&path, Options::default())?);
            }
        }
    }
    assert_eq!(files.len(), 15);
    let file = |name: &str| &files[name];
    let order = |file: &PapersFile| -> Option<Vec<usize>> {
        let order = file.papers.tie_order()?.iter();
        Some(order.map(|place| place.get() + 1).collect())
    };
    assert_eq!(order(file("42")), None);
    assert_eq!(order(file("42t")), Some(vec![3, 2, 1]));
    // The reports say: 677 ballots, and 2 blank ones stand first in the table at the end of the file.
    let m135 = &file("M135").papers;
    assert_eq!((m135.counted().get(), m135.blank().get()), (677, 2));
    assert_eq!(file("M135").title.as_deref(), Some("M135: Gen v1.1 1 3 45"));
    assert_eq!(
        file("Canal-2007").papers.candidates()[10].name,
        "Kieran  Wild"
    );
    Ok(())
}

/// The section of Labour's MPs and MEPs of 2010, whose papers have no header.
pub(crate) fn labour_2010(corpus: &Path) -> Vec<Case> {
    let path = corpus.join("preflib/uklabor.soi");
    if !path.exists() {
        return Vec::new();
    }
    vec![Case {
        folder: "preflib",
        election: "uklabor".to_owned(),
        rule: "av",
        compare: Box::new(move || section_of_2010(&path)),
    }]
}

const NAMES: [&str; 5] = [
    "Diane Abbott",
    "Ed Balls",
    "Andy Burnham",
    "David Miliband",
    "Ed Miliband",
];

/// Votes of this section at each stage, as they were published or follow from what was: in the order of the names, then
/// papers without a preference left.
const STAGES: [([Option<u64>; 5], u64); 4] = [
    ([Some(7), Some(40), Some(24), Some(111), Some(84)], 0),
    ([None, Some(41), Some(24), Some(111), Some(88)], 2),
    ([None, Some(43), None, Some(125), Some(96)], 2),
    ([None, None, None, Some(140), Some(122)], 4),
];

fn section_of_2010(path: &Path) -> Result<String, String> {
    let options = Options {
        candidates: Some(NAMES.map(str::to_owned).to_vec()),
        ..Options::default()
    };
    let papers = read(path, options)
        .map_err(|_| "the papers are not read")?
        .papers;
    // A section of an electoral college, which excludes whom the whole excludes: Abbott, Burnham, Balls.
    let rule = Rule::Av(av::Options::default());
    let outcome = count(&papers, &rule, Seats::NONE, &[Resort::Lots], &[]);
    let outcome = outcome.map_err(|error| error.to_string())?;
    // The count of a section ends with two left; the whole's is the same here.
    let transcript = outcome.complete().ok_or("the count stops")?;
    for (stage, (votes, none)) in transcript.stages.iter().zip(STAGES) {
        let of = |place: usize| {
            let id = &transcript.candidates[place].id;
            stage.votes.get(id).and_then(Votes::to_whole)
        };
        let ours: Vec<_> = (0..5).map(of).collect();
        if ours != votes || stage.non_transferable != Votes::whole(none) {
            return Err(format!(
                "stage {}: we have {ours:?} and {}, they {votes:?} and {none}",
                stage.number, stage.non_transferable
            ));
        }
    }
    if transcript.stages.len() == STAGES.len() {
        Ok("4 stages, 18 figures".to_owned())
    } else {
        Err(format!(
            "we have {} stages, they 4",
            transcript.stages.len()
        ))
    }
}
