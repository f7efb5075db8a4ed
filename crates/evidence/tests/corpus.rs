//! Papers that other people keep, read where they lie (`HUSTINGS_CORPUS`): both paths count them
//! alike, and as those people do. Where they are not there, the tests are counted as ignored; the
//! default harness cannot do that, hence this binary of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hustings_count::rule::{Rule, av, stv};
use hustings_count::tie::Resort;
use hustings_count::{Outcome, Papers, Seats, Transcript, count, read};
use hustings_recount::count_again;
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
    let (districts, labour, wards) = (
        corpus.join("irv-margins"),
        corpus.join("preflib/uklabor.soi"),
        corpus.join("scottish-stv"),
    );
    let trials = vec![
        Trial::test(
            "districts_of_new_south_wales_are_counted_alike_and_to_the_margin_that_others_found",
            move || new_south_wales(&districts),
        ),
        Trial::test(
            "the_papers_of_2010_are_those_that_preflib_keeps",
            move || labour_2010(&labour),
        ),
        Trial::test(
            "wards_of_glasgow_in_2007_are_counted_alike_to_the_last_decimal",
            move || glasgow_2007(&wards),
        ),
    ];
    let trials = trials
        .into_iter()
        .map(|trial| trial.with_ignored_flag(!there))
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn text(path: &Path) -> Result<String, Failed> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// `(0,1,2) : 7` a line, after a line of candidates and one of parties.
fn ballots(text: &str) -> String {
    let candidates = text.lines().next().unwrap_or_default().split(',').count();
    let mut blt = format!("{candidates} 1\n");
    for line in text.lines().skip(3) {
        let (ranking, papers) = line.split_once(':').expect("a ranking and its number");
        let places = ranking
            .trim()
            .trim_matches(['(', ')'])
            .split(',')
            .filter(|place| !place.is_empty());
        let preferences: String = places
            .map(|place| format!("{} ", place.trim().parse::<usize>().unwrap() + 1))
            .collect();
        blt += &format!("{} {preferences}0\n", papers.trim());
    }
    let names: String = (1..=candidates)
        .map(|number| format!("\"Candidate c{number}\"\n"))
        .collect();
    blt + "0\n" + &names + "\"District\"\n"
}

fn new_south_wales(folder: &Path) -> Result<(), Failed> {
    let mut districts = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix("_ballots.txt") else {
            continue;
        };
        let blt = ballots(&text(&path)?);
        let transcript = counted_down_alike(&blt).map_err(|error| format!("{name}: {error}"))?;
        let margins = text(Path::new(&format!("{stem}_ballots.margin.txt")))?;
        let found = margins
            .lines()
            .find_map(|line| line.strip_prefix("LRM:"))
            .expect("a last-round margin");
        assert_eq!(
            last_round_margin(&transcript).to_string(),
            found.trim(),
            "{name}"
        );
        districts += 1;
    }
    assert!(districts >= 40, "{districts} districts");
    Ok(())
}

/// Half the difference between the last two, rounded up: so many papers would have to change.
fn last_round_margin(transcript: &Transcript) -> u64 {
    let votes: Vec<u64> = transcript
        .stages
        .last()
        .unwrap()
        .votes
        .values()
        .map(|votes| votes.to_whole().unwrap())
        .collect();
    assert_eq!(votes.len(), 2);
    votes[0].abs_diff(votes[1]).div_ceil(2)
}

/// Counts down to the last two by both paths.
fn counted_down_alike(blt: &str) -> Result<Transcript, String> {
    let rule = Rule::Av(av::Options {
        until: av::Until::Two,
        ..av::Options::default()
    });
    counted_alike(blt, &rule, 1)
}

/// Counts by both paths; nobody drew lots.
fn counted_alike(blt: &str, rule: &Rule, seats: u32) -> Result<Transcript, String> {
    let papers = read::read(blt.as_bytes()).map_err(|error| error.to_string())?;
    let resorts = [Resort::EarlierStages, Resort::Lots];
    let outcome = count(&papers, rule, Seats(seats), &resorts, &[]);
    let Outcome::Complete(transcript) = outcome.map_err(|error| error.to_string())? else {
        return Err("lots are needed".to_owned());
    };
    let ties = resorts.map(|resort| json(&resort));
    let rule = json(rule);
    let again = count_again(blt.as_bytes(), &rule, seats.into(), &ties, &[])
        .map_err(|error| error.to_string())?;
    if json(&transcript) == again {
        Ok(transcript)
    } else {
        Err("the two paths differ".to_owned())
    }
}

/// Some of the names that they keep end with a blank, which is no part of a name.
fn names_trimmed(blt: &str) -> String {
    let line = |line: &str| match line
        .trim()
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'))
    {
        Some(name) => format!("\"{}\"\n", name.trim()),
        None => format!("{line}\n"),
    };
    blt.lines().map(line).collect()
}

fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("what the first path writes is JSON")
}

/// Ten wards of the first council elections by this rule.
fn glasgow_2007(folder: &Path) -> Result<(), Failed> {
    let rule = Rule::ScottishStv(stv::scottish::Options::default());
    let mut wards = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "blt") {
            continue;
        }
        let blt = names_trimmed(&text(&path)?);
        let seats: u32 = blt
            .split_whitespace()
            .nth(1)
            .ok_or("no seats")?
            .parse()
            .map_err(|_| "no number of seats")?;
        let name = path.display();
        let transcript =
            counted_alike(&blt, &rule, seats).map_err(|error| format!("{name}: {error}"))?;
        assert_eq!(transcript.elected.len(), seats as usize, "{name}");
        wards += 1;
    }
    assert!(wards >= 10, "{wards} wards");
    Ok(())
}

fn labour_2010(file: &Path) -> Result<(), Failed> {
    // The corpus numbers candidates in the order of their names, D Miliband before E.
    let ids = [
        "abbott",
        "balls",
        "burnham",
        "david-miliband",
        "ed-miliband",
    ];
    let mut theirs: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for line in text(file)?.lines() {
        let (papers, ranking) = line.split_once(':').expect("papers and a ranking");
        let ranking = ranking
            .split(',')
            .map(|place| ids[place.trim().parse::<usize>().unwrap() - 1].to_owned());
        *theirs.entry(ranking.collect()).or_default() += papers.trim().parse::<u64>().unwrap();
    }
    let ours = std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../contests/labour-2010-mps/papers/leader.blt"),
    )?;
    assert_eq!(
        rankings(&read::read(&ours).map_err(|error| error.to_string())?),
        theirs
    );
    Ok(())
}

fn rankings(papers: &Papers) -> BTreeMap<Vec<String>, u64> {
    let id = |place: &hustings_count::papers::CandidateIndex| {
        papers.candidates()[place.get()].id.to_string()
    };
    papers
        .rankings()
        .map(|ranking| (ranking.preferences.iter().map(id).collect(), ranking.papers))
        .collect()
}
