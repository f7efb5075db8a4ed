//! What nobody has seen yet must not break a page.

use std::fmt::Write;

use hustings_contest::Declaration;
use hustings_count::Transcript;
use hustings_report::{charts, declaration_page, statement_page, table};

use crate::contests;
use crate::html::{assert_well_formed, words};

/// A count among so many, in which the last of those left is excluded at each stage, half of the papers moving to the
/// first and half to nobody.
fn count(candidates: usize, name: &str, votes: u64) -> Transcript {
    let mut had: Vec<u64> = vec![votes; candidates];
    let mut none = 0;
    let id = |n: usize| format!("c{n:02}");
    let people: Vec<String> = (0..candidates)
        .map(|n| serde_json::json!({ "id": id(n), "name": format!("{name}{n}") }).to_string())
        .collect();
    let mut stages = String::new();
    for number in 1..=candidates {
        let left = candidates + 1 - number;
        let mut now = String::new();
        for (n, votes) in had.iter().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            write!(now, "{comma}\"{}\":\"{votes}\"", id(n)).unwrap();
        }
        let excluded = had.pop().unwrap();
        let moved = excluded / 2;
        let (did, who) = if left == 1 {
            ("elected", 0)
        } else {
            ("excluded", left - 1)
        };
        let transfers = if left == 1 || moved == 0 {
            String::new()
        } else {
            let rest = excluded - moved;
            let who = id(who);
            format!(
                r#"{{"from":"{who}","to":"c00","votes":"{moved}"}},{{"from":"{who}","to":null,"votes":"{rest}"}}"#
            )
        };
        let comma = if number == 1 { "" } else { "," };
        write!(
            stages,
            r#"{comma}{{"number":{number},"votes":{{{now}}},"non_transferable":"{none}","sections":{{}},"action":
            {{"did":"{did}","candidates":["{}"],"clause":"av 5","transfers":[{transfers}],"tie":null}}}}"#,
            id(who)
        )
        .unwrap();
        if left > 1 {
            had[0] += moved;
            none += excluded - moved;
        }
    }
    let papers = votes * u64::try_from(candidates).unwrap();
    let text = format!(
        r#"{{"format":"hustings-transcript/1","provenance":"counted","rule":{{"name":"av"}},"seats":1,"section":null,
        "papers":"{papers}","blank":"0","candidates":[{}],"stages":[{stages}],"elected":["c00"],"derived":[]}}"#,
        people.join(",")
    );
    Transcript::from_json(&text).unwrap()
}

/// A declaration with returns and claims that have nothing to do with the count: a page must hold them all the same.
fn any_declaration() -> Declaration {
    contests::labour_2020().of("leader").0.clone()
}

fn extremes() -> Vec<Transcript> {
    let long =
        "Anna-Maria Wilhelmina van den Oudenhoven-Featherstonehaugh of Llanfairpwllgwyngyll ";
    vec![
        count(1, "Ash ", 7),
        count(30, "Birch ", 1_000),
        count(3, "Cedar ", 0),
        count(5, long, 123_456_789_012),
        count(4, &"x".repeat(80), 1),
        count(2, "鳩山 由紀夫 ", u64::MAX / 4),
    ]
}

#[test]
fn no_chart_has_a_negative_size_or_a_number_that_is_none() {
    for transcript in extremes() {
        let declaration = any_declaration();
        for svg in [
            charts::votes_by_stage(&transcript),
            charts::flow(&transcript),
            charts::sections(&declaration, &transcript),
        ] {
            assert_well_formed(&svg);
            for wrong in ["NaN", "inf", "=\"-", " -"] {
                let attributes = svg
                    .split("<desc")
                    .next()
                    .into_iter()
                    .chain(svg.split("</desc>").skip(1));
                assert!(
                    attributes.clone().all(|part| !part.contains(wrong)),
                    "{wrong}"
                );
            }
        }
    }
}

#[test]
fn a_page_of_any_count_is_well_formed() {
    for transcript in extremes() {
        assert_well_formed(&declaration_page(&any_declaration(), &transcript));
    }
}

#[test]
fn a_table_of_many_stages_goes_on_below_and_stays_within_a_hundred_columns() {
    for transcript in extremes() {
        let table = table::stages(&transcript);
        let lines = table.lines().filter(|line| !line.starts_with("Stage "));
        let long: Vec<&str> = lines.filter(|line| line.chars().count() > 100).collect();
        assert!(long.is_empty(), "{long:#?}");
    }
    let many = table::stages(&count(30, "Birch ", 1_000));
    assert!(many.matches("Total").count() > 1);
    assert!(many.contains("Stage 30"));
}

#[test]
fn a_bar_is_never_longer_than_its_track() {
    for transcript in extremes() {
        let svg = charts::votes_by_stage(&transcript);
        let widths = svg.split("<rect").skip(1).filter_map(|rect| {
            let width = rect.split_once(" width=\"")?.1.split_once("%\"")?.0;
            width.split('.').next()?.parse::<u32>().ok()
        });
        assert!(widths.into_iter().all(|width| width <= 82));
    }
}

#[test]
fn names_with_markup_in_them_stay_names() {
    let name = "<b onclick=\"x\">O'Neil & \"Sons\"</b> ";
    let transcript = count(3, name, 10);
    let mut declaration = any_declaration();
    declaration.title = name.to_owned();
    declaration.elected[0].name = name.to_owned();
    declaration.certified_by = Some(name.to_owned());
    let page = declaration_page(&declaration, &transcript);
    assert_well_formed(&page);
    assert!(!page.contains("<b ") && !page.contains("</b>"));
    assert!(words(&page).contains("<b onclick=\"x\">O'Neil & \"Sons\"</b> is elected"));

    let mut statement = contests::snp_2023().statement;
    statement.posts[0].candidates[0].name = name.to_owned();
    let page = statement_page(&statement);
    assert_well_formed(&page);
    assert!(!page.contains("<b "));
}
