//! The committed contests: they are what their tables make, and they agree with what was published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

const CONTESTS: [&str; 3] = ["labour-2010-mps", "labour-2020", "snp-2023"];

fn contests() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(contests().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn parse(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn events(contest: &str, kind: &str) -> Vec<Value> {
    let all = parse(&read(&format!("{contest}/events.jsonl")));
    all.into_iter()
        .filter(|event| event["event"] == kind)
        .collect()
}

fn figures(object: &Value) -> BTreeMap<String, u64> {
    object
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, figure)| (key.clone(), figure.as_u64().unwrap()))
        .collect()
}

/// First preferences by number of candidate, from 1, as a reader of BLT adds them up.
fn first_preferences(path: &str) -> BTreeMap<usize, u64> {
    let mut votes = BTreeMap::new();
    for line in read(path).lines().skip(1).take_while(|line| *line != "0") {
        let numbers: Vec<u64> = line
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        *votes
            .entry(usize::try_from(numbers[1]).unwrap())
            .or_default() += numbers[0];
    }
    votes
}

#[test]
fn committed_files_are_what_the_tables_make() {
    let made = Command::new(env!("CARGO_BIN_EXE_make-contests"))
        .arg("--check")
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
}

#[test]
fn events_have_the_keys_of_the_format() {
    let page = read("../docs/formats/events.md");
    let example = page
        .split("```jsonl events\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let keys = |event: &Value| {
        event
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    let mut compared = BTreeSet::new();
    for expected in parse(example) {
        let kind = expected["event"].as_str().unwrap();
        for contest in CONTESTS {
            for event in events(contest, kind) {
                assert_eq!(keys(&event), keys(&expected), "{contest}: {event}");
                compared.insert(kind.to_owned());
            }
        }
    }
    assert_eq!(compared.len(), 7, "{compared:?}");
}

#[test]
fn every_source_is_explained() {
    for contest in CONTESTS {
        let explained = read(&format!("{contest}/sources.md"));
        for row in read(&format!("{contest}/tables/sources.csv"))
            .lines()
            .skip(1)
        {
            let key = row.split(',').next().unwrap();
            assert!(
                explained.contains(&format!("| {key} |")),
                "{contest}: {key}"
            );
        }
    }
}

#[test]
fn labour_2020_votes_of_the_sections_make_the_whole() {
    let (mut sections, mut whole) = (BTreeMap::<String, u64>::new(), BTreeMap::new());
    for event in events("labour-2020", "votes-declared")
        .iter()
        .filter(|event| event["post"] == "leader")
    {
        let votes = figures(&event["votes"]);
        if event["section"].is_null() {
            whole = votes;
        } else {
            for (candidate, figure) in votes {
                *sections.entry(candidate).or_default() += figure;
            }
        }
    }
    assert_eq!(sections, whole);
    assert_eq!(whole.values().sum::<u64>(), 490_595);
}

#[test]
fn labour_2020_returns_of_the_sections_make_the_whole_and_leave_136_papers_without_a_vote() {
    let returns = events("labour-2020", "returns-declared");
    let sum = |key: &str, whole: bool| -> u64 {
        returns
            .iter()
            .filter(|event| event["section"].is_null() == whole)
            .map(|e| e[key].as_u64().unwrap())
            .sum()
    };
    assert_eq!(
        (sum("eligible", false), sum("returned", false)),
        (784_151, 490_731)
    );
    assert_eq!(
        (sum("eligible", true), sum("returned", true)),
        (784_151, 490_731)
    );
    assert_eq!(sum("returned", true) - 490_595, 136);
}

#[test]
fn labour_2020_two_counts_of_one_body_stand_side_by_side() {
    let reports = events("labour-2020", "tally-reported");
    let of_starmer = |body: &str, as_of: &str| -> Vec<u64> {
        let report = |event: &&Value| event["body"] == body && event["as_of"] == as_of;
        reports
            .iter()
            .filter(report)
            .filter_map(|event| event["tallies"]["starmer"].as_u64())
            .collect()
    };
    assert_eq!(of_starmer("parliamentary", "2020-01-13T14:30"), [89, 88]);
    assert_eq!(of_starmer("local-party", "2020-02-15"), [373, 374]);
}

#[test]
fn labour_2020_names_fewer_affiliates_than_were_counted_and_invents_none() {
    let mut named = BTreeMap::<String, u64>::new();
    for event in events("labour-2020", "nominated") {
        *named
            .entry(event["candidate"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    let mut counted = BTreeMap::new();
    for event in events("labour-2020", "tally-reported") {
        if event["body"] == "affiliate" && event["as_of"] == "2020-02-15" {
            counted.extend(figures(&event["tallies"]));
        }
    }
    let unnamed: BTreeMap<&str, u64> = counted
        .iter()
        .map(|(candidate, counted)| {
            (
                candidate.as_str(),
                counted - named.get(candidate).unwrap_or(&0),
            )
        })
        .filter(|(_, unnamed)| *unnamed > 0)
        .collect();
    let published = [
        ("starmer", 6),
        ("long-bailey", 1),
        ("burgon", 1),
        ("butler", 2),
        ("murray", 1),
        ("allin-khan", 1),
    ];
    assert_eq!(unnamed, BTreeMap::from(published));
}

#[test]
fn snp_2023_papers_give_the_first_stage_of_the_notice() {
    let first = first_preferences("snp-2023/papers/leader.blt");
    assert_eq!(
        first,
        BTreeMap::from([(1, 24_336), (2, 20_559), (3, 5_599)])
    );
    let notice = &events("snp-2023", "votes-declared")[0]["votes"];
    assert_eq!(figures(notice).values().sum::<u64>(), 50_494);
    assert_eq!(first.values().sum::<u64>(), 50_494);
}

#[test]
fn labour_2010_papers_give_what_the_section_contributed_to_the_college() {
    let first = first_preferences("labour-2010-mps/papers/leader.blt");
    // Abbott, Balls, Burnham, David Miliband, Ed Miliband.
    assert_eq!(
        first,
        BTreeMap::from([(1, 7), (2, 40), (3, 24), (4, 111), (5, 84)])
    );
    // A third of each share of the 266, in thousandths of a per cent, half up: published as 0.877, 5.013 and so on.
    let contribution = |votes: &u64| (votes * 2 * 100_000 + 3 * 266) / (2 * 3 * 266);
    let contributions: Vec<u64> = first.values().map(contribution).collect();
    assert_eq!(contributions, [877, 5_013, 3_008, 13_910, 10_526]);
}
