//! The arrows between crates that must never be.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::root;

/// Which crates of the workspace each crate knows, tests aside.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let names: BTreeSet<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    let of = |package: &serde_json::Value| {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let normal = dependencies.filter(|dependency| dependency["kind"].is_null());
        let known = normal
            .map(|dependency| dependency["name"].as_str().unwrap())
            .filter(|name| names.contains(name));
        (
            package["name"].as_str().unwrap().to_owned(),
            known.map(str::to_owned).collect(),
        )
    };
    packages.iter().map(of).collect()
}

fn knows(of: &str) -> BTreeSet<String> {
    arrows()
        .remove(of)
        .unwrap_or_else(|| panic!("there is a crate {of}"))
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names
        .iter()
        .map(|name| format!("hustings-{name}"))
        .collect()
}

#[test]
fn counting_recounting_and_sealing_know_nobody() {
    assert_eq!(knows("hustings-count"), set(&[]));
    assert_eq!(knows("hustings-seal"), set(&[]));
    assert_eq!(knows("hustings-recount"), set(&[]));
}

#[test]
fn sealing_and_logging_know_nobody() {
    assert_eq!(knows("hustings-seal"), set(&[]));
    assert_eq!(knows("hustings-log"), set(&[]));
}

#[test]
fn keeping_knows_logs_and_nothing_of_what_they_say() {
    assert_eq!(knows("hustings-store"), set(&["log"]));
}

#[test]
fn the_roll_knows_the_rules_and_nothing_of_what_happened() {
    assert_eq!(knows("hustings-roll"), set(&["log", "rulebook"]));
}

#[test]
fn the_office_puts_rooms_together_and_knows_no_second_path_and_no_page() {
    let rooms = [
        "contest", "count", "evidence", "log", "roll", "rulebook", "seal", "store",
    ];
    assert_eq!(knows("hustings-office"), set(&rooms));
}

#[test]
fn knowledge_goes_one_way() {
    assert_eq!(knows("hustings-rulebook"), set(&["count"]));
    assert_eq!(knows("hustings-contest"), set(&["count", "rulebook"]));
    assert_eq!(
        knows("hustings-report"),
        set(&["contest", "count", "rulebook"])
    );
}

#[test]
fn verifying_uses_nothing_that_made_the_bundle() {
    assert_eq!(knows("hustings-evidence"), set(&["log", "recount", "seal"]));
}

#[test]
fn the_makers_of_contests_are_an_independent_witness() {
    assert_eq!(knows("make-contests"), set(&[]));
}

#[test]
fn the_site_knows_the_office_and_its_rooms_and_nobody_but_the_command_line_knows_it() {
    let rooms = [
        "contest", "count", "log", "office", "report", "roll", "rulebook", "seal", "store",
    ];
    assert_eq!(knows("hustings-site"), set(&rooms));
    let above = arrows()
        .into_iter()
        .filter(|(_, known)| known.contains("hustings-site"));
    let above: Vec<String> = above.map(|(name, _)| name).collect();
    assert_eq!(above, ["hustings"]);
}
