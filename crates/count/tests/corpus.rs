//! Papers that other people keep, read where they lie (`HUSTINGS_CORPUS`). Where they are not there, the tests are
//! counted as ignored; the default harness cannot do that, hence this binary of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hustings_count::Papers;
use hustings_count::papers::{End, Spoilt};
use hustings_count::read::rctab::{Config, TieBreak};
use hustings_count::read::{Options, PapersFile, PapersFormat, Reader};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

fn main() {
    let corpus = std::env::var_os("HUSTINGS_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let there = corpus.is_dir();
    if !there {
        println!("no corpus at {}: set HUSTINGS_CORPUS", corpus.display());
    }
    let (all, labour, rctab) = (
        corpus.clone(),
        corpus.join("preflib/uklabor.soi"),
        corpus.join("rctab"),
    );
    let trials = vec![
        Trial::test("every_blt_of_the_corpus_is_read", move || every_blt(&all)),
        Trial::test("the_papers_of_2010_are_read_with_names", move || {
            labour_2010(&labour)
        }),
        Trial::test(
            "marks_are_read_as_rctab_reads_them_in_every_round",
            move || every_rctab(&rctab),
        ),
    ];
    let trials = trials
        .into_iter()
        .map(|trial| trial.with_ignored_flag(!there))
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
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

fn labour_2010(path: &Path) -> Result<(), Failed> {
    let names = [
        "Diane Abbott",
        "Ed Balls",
        "Andy Burnham",
        "David Miliband",
        "Ed Miliband",
    ];
    let file = read(
        path,
        Options {
            candidates: Some(names.map(str::to_owned).to_vec()),
            ..Options::default()
        },
    )?;
    assert_eq!(file.papers.counted().get(), 266);
    let mut first = [0; 5];
    for ranking in file.papers.rankings() {
        first[ranking.preferences[0].get()] += ranking.papers;
    }
    // As the party published the first preferences of its members of Parliament.
    assert_eq!(first, [7, 40, 24, 111, 84]);
    Ok(())
}

fn every_rctab(folder: &Path) -> Result<(), Failed> {
    let mut contests = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(path.join(format!("{name}_config.json")))?;
        let config = Config::from_json(&text).map_err(|error| format!("{name}: {error}"))?;
        let is_csv = config.source.file.contains("csv");
        assert_eq!(config.rules.ties == TieBreak::CandidateOrder, is_csv);
        let options = Options {
            marks: config.marks,
            rctab: Some(config.clone()),
            ..Options::default()
        };
        let file = read(&path.join(&config.source.file), options)?;
        let format = if is_csv {
            PapersFormat::Grid
        } else {
            PapersFormat::CastVoteRecords
        };
        assert_eq!(file.format, format);
        let report =
            std::fs::read_to_string(path.join(format!("{name}_expected_detailed_report.json")))?;
        rounds(&name, &file.papers, &serde_json::from_str(&report)?);
        contests += 1;
    }
    assert_eq!(contests, 9);
    Ok(())
}

/// Holds each round of a report against the papers, with those excluded whom the report excludes.
fn rounds(name: &str, papers: &Papers, report: &Value) {
    let mut excluded = BTreeSet::new();
    for round in report["results"].as_array().expect("rounds") {
        let (votes, inactive) = round_of(papers, &excluded);
        let told = |of: &str| -> BTreeMap<String, u64> {
            let told = round[of].as_object().expect("figures");
            let figure = |figure: &Value| figure.as_str().unwrap().parse().unwrap();
            told.iter()
                .map(|(key, value)| (key.clone(), figure(value)))
                .collect()
        };
        let place = format!("{name}, round {}", round["round"]);
        assert_eq!(votes, told("tally"), "{place}");
        assert_eq!(inactive, told("inactiveBallots"), "{place}");
        for result in round["tallyResults"].as_array().expect("what was done") {
            if let Some(name) = result["eliminated"].as_str() {
                excluded.insert(name.to_owned());
            }
        }
    }
    let summary = &report["summary"];
    assert_eq!(
        summary["undervotes"].as_u64(),
        Some(papers.blank().get()),
        "{name}"
    );
}

/// Votes by name, and papers that count for nobody by the name that the report has for why.
fn round_of(
    papers: &Papers,
    excluded: &BTreeSet<String>,
) -> (BTreeMap<String, u64>, BTreeMap<String, u64>) {
    let names = papers.candidates().iter().map(|candidate| &candidate.name);
    let mut votes: BTreeMap<String, u64> = names
        .filter(|name| !excluded.contains(*name))
        .map(|name| (name.clone(), 0))
        .collect();
    let mut inactive: BTreeMap<String, u64> = [
        "exhaustedChoices",
        "overvotes",
        "repeatedRankings",
        "skippedRankings",
    ]
    .map(|why| (why.to_owned(), 0))
    .into();
    for ranking in papers.rankings() {
        let names = ranking
            .preferences
            .iter()
            .map(|place| &papers.candidates()[place.get()].name);
        let why = match ranking.end {
            End::Exhausted => "exhaustedChoices",
            End::Overvote => "overvotes",
            End::Skipped => "skippedRankings",
            End::Repeated => "repeatedRankings",
        };
        let standing = names.into_iter().find(|name| votes.contains_key(*name));
        let place = match standing {
            Some(name) => votes.get_mut(name),
            None => inactive.get_mut(why),
        };
        *place.unwrap() += ranking.papers;
    }
    for (spoilt, papers) in papers.spoilt() {
        let why = match spoilt {
            Spoilt::Overvote => "overvotes",
            Spoilt::Skipped => "skippedRankings",
            Spoilt::Repeated => "repeatedRankings",
            Spoilt::Beyond | Spoilt::NoPreference => "exhaustedChoices",
        };
        *inactive.get_mut(why).unwrap() += papers;
    }
    (votes, inactive)
}
