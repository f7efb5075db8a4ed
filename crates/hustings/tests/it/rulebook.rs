//! `hustings rulebook check` and `explain`.

use serde_json::Value;

use crate::{copy_of, edit, hustings, path};

const LABOUR: &str = "contests/labour-2020/rulebook.toml";

#[test]
fn a_rulebook_without_dead_ends_is_said_to_have_none() {
    let call = hustings(&["rulebook", "check", LABOUR]);
    assert_eq!(
        (call.code, call.out.as_str()),
        (
            0,
            "✓ no dead ends in Labour Party: leader and deputy leader, 2020\n"
        )
    );
}

#[test]
fn a_dead_end_is_named_by_file_line_clause_reason_and_remedy() {
    let copy = copy_of("labour-2020");
    let file = copy.path().join("rulebook.toml");
    edit(
        &file,
        "ties = [\"earlier-stages\", \"lots\"]",
        "ties = [\"earlier-stages\"]",
    );
    let call = hustings(&["rulebook", "check", path(&file)]);
    assert_eq!(call.code, 1);
    let line = std::fs::read_to_string(&file)
        .unwrap()
        .lines()
        .position(|line| line.starts_with("ties"))
        .unwrap()
        + 1;
    let expected = format!(
        "{}: line {line}, column 1: count.ties: a tie may be left without a last resort; end the list with \"lots\"\n1 dead end\n",
        file.display()
    );
    assert_eq!(call.out, expected);
    let read: Value =
        serde_json::from_str(&hustings(&["rulebook", "check", "--json", path(&file)]).out).unwrap();
    assert_eq!(read["findings"][0]["clause"], "count.ties");
    assert_eq!(read["findings"][0]["line"], line);
}

#[test]
fn rules_are_told_in_english_with_their_clauses() {
    let call = hustings(&["rulebook", "explain", LABOUR]);
    assert_eq!(call.code, 0);
    assert!(
        call.out.contains(
            "nominations by 5% (rounded up) of Constituency Labour Parties: 33. [stage.stage-2.gate.any.1]"
        ),
        "{}",
        call.out
    );
}
