//! The result: what the ballots decrypt to, and nothing else.

use hustings_seal::verify::Place;

use super::base::{Base, MOTION, RANKED, RESULT};
use super::edits::{items, list, twice};
use super::json::{get, set, swap};
use super::{Corruption, assert_found};

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = figures();
    kit.extend(forms());
    kit
}

fn result(
    name: &'static str,
    question: usize,
    edit: impl Fn(&str) -> String + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    let edit = move |_: &Base, text: &str| edit(text);
    Corruption::text(name, RESULT, edit, Place::Result(question), reason)
}

/// Where a ranking stands that is not the first one.
fn other_ranking(text: &str) -> String {
    let rankings = items(text, "result.1");
    let other = rankings.iter().position(|ranking| *ranking != rankings[0]);
    format!("result.1.{}", other.unwrap())
}

fn figures() -> Vec<Corruption> {
    let figure = |name, question, edit: fn(&str) -> String| result(name, question, edit, "Result");
    vec![
        figure("a vote more", MOTION, |text| set(text, "result.0.1", "4")),
        figure("a vote less", MOTION, |text| set(text, "result.0.2", "0")),
        figure(
            "two sums of the result in each other's place",
            MOTION,
            |text| swap(text, "result.0.1", "result.0.2"),
        ),
        figure("a blank vote counted for nobody", MOTION, |text| {
            set(text, "result.0.0", "0")
        }),
        figure("more votes than can be counted", MOTION, |text| {
            set(text, "result.0.0", "18446744073709551615")
        }),
        figure("another ranking", RANKED, |text| {
            let first = get(text, "result.1.0");
            let other = if first == "[1,2,3]" {
                "[1,3,2]"
            } else {
                "[1,2,3]"
            };
            set(text, "result.1.0", other)
        }),
        figure("two rankings in each other's place", RANKED, |text| {
            swap(text, "result.1.0", &other_ranking(text))
        }),
        figure("a ranking twice instead of another", RANKED, |text| {
            let first = get(text, "result.1.0").to_owned();
            set(text, &other_ranking(text), &first)
        }),
        figure("a ranking of something else", RANKED, |text| {
            set(text, "result.1.0", "[255,255,255]")
        }),
        figure(
            "the result's rankings from the last to the first",
            RANKED,
            |text| {
                let mut rankings = items(text, "result.1");
                rankings.reverse();
                if list(&rankings) == get(text, "result.1") {
                    rankings.sort_unstable();
                }
                set(text, "result.1", &list(&rankings))
            },
        ),
    ]
}

fn forms() -> Vec<Corruption> {
    let form = |name, edit: fn(&str) -> String| result(name, 1, edit, "Malformed");
    let unknown = |name, edit: fn(&str) -> String| {
        let edit = move |_: &Base, text: &str| edit(text);
        Corruption::text(name, RESULT, edit, Place::Decryption(4, 1), "Malformed")
    };
    vec![
        form("a rank above 255", |text| set(text, "result.1.0.0", "256")),
        form("a rank below 0", |text| set(text, "result.1.0.0", "-1")),
        form("a rank with a leading zero", |text| {
            set(text, "result.1.0.0", "01")
        }),
        form("a rank with a fraction", |text| {
            set(text, "result.1.0.0", "1.0")
        }),
        form("a rank in quotes", |text| {
            set(text, "result.1.0.0", "\"1\"")
        }),
        form("a sum below 0", |text| set(text, "result.0.0", "-1")),
        form("a sum that is too large for a number", |text| {
            set(text, "result.0.0", "18446744073709551616")
        }),
        form("a sum with an exponent", |text| {
            set(text, "result.0.0", "1e0")
        }),
        form("a sum more", |text| twice(text, "result.0.0")),
        form("a rank more", |text| twice(text, "result.1.0.0")),
        form("a ranking more", |text| twice(text, "result.1.0")),
        form("a ranking less", |text| {
            let fewer = list(&items(text, "result.1")[1..]);
            set(text, "result.1", &fewer)
        }),
        form("a question more", |text| twice(text, "result.0")),
        form("a question less", |text| {
            let fewer = list(&items(text, "result")[1..]);
            set(text, "result", &fewer)
        }),
        form("questions of the result in each other's place", |text| {
            swap(text, "result.0", "result.1")
        }),
        form("a result with a line's end", |text| format!("{text}\n")),
        form("a result with a space inside", |text| {
            text.replacen(',', ", ", 1)
        }),
        form("a result with an unknown key", |text| {
            format!("{},\"x\":1}}", &text[..text.len() - 1])
        }),
        form("a result twice in one message", |text| {
            let result = get(text, "result");
            format!("{{\"result\":{result},\"result\":{result}}}")
        }),
        form("a result that is cut off", |text| {
            text[..text.len() - 1].to_owned()
        }),
        form("a result of nothing", |_| "{\"result\":null}".to_owned()),
        // Nothing but its beginning tells a result from a decryption.
        unknown("a result with a space before it", |text| format!(" {text}")),
        unknown("a result without its key", |text| {
            get(text, "result").to_owned()
        }),
        unknown("no result", |_| String::new()),
        unknown("an empty result", |_| "{}".to_owned()),
    ]
}

#[test]
fn results_that_do_not_follow_are_found() {
    assert_found(&corruptions());
}
