//! What must be true of the contest when it was held.

use std::process::Command;

use crate::contest::Held;
use crate::society::{SECTIONS, Way, first_preferences, number_of};

/// The bundle verifies, its figures are those of the electors, and outside programs agree.
pub fn whole(held: &Held) {
    every_claim_holds(held);
    figures_are_those_of_the_electors(held);
    nobody_is_in_the_log(held);
    belenios_agrees(held);
}

fn every_claim_holds(held: &Held) {
    let hall = &held.hall;
    let call = hall.call(
        "verify bundle.hustings --json --checkpoint ash.txt --receipt members.tlog-proof --receipt supporters.tlog-proof",
    );
    assert_eq!(call.code, 0, "{}{}", call.out, call.err);
    let verification: serde_json::Value = serde_json::from_str(&call.out).expect("it is JSON");
    assert_eq!(verification["mock"], true);
    let held = verification["claims"].as_array().expect("there are claims");
    let receipts = held.iter().filter(|claim| {
        claim["name"]
            .as_str()
            .unwrap_or_default()
            .starts_with("receipt ")
    });
    assert_eq!(receipts.count(), 2);
    let unknown: Vec<&str> = verification["claims"]
        .as_array()
        .expect("there are claims")
        .iter()
        .filter(|claim| claim["finding"] == "cannot-be-known")
        .map(|claim| claim["name"].as_str().expect("a claim has a name"))
        .collect();
    assert_eq!(
        unknown,
        [
            "posted deputy",
            "posted leader",
            "honesty of the roll",
            "honesty of devices",
            "honesty of trustees"
        ],
        "what cannot be known is said, and nothing else is unknown"
    );
}

fn figures_are_those_of_the_electors(held: &Held) {
    let bundle = held.hall.read("bundle.hustings");
    let declaration = |post: &str| -> serde_json::Value {
        let bytes = record(&bundle, &format!("{post}/declaration.json"));
        serde_json::from_slice(&bytes).expect("a declaration is JSON")
    };
    let leader = declaration("leader");
    assert_eq!(leader["mock"], true);
    let votes = first_preferences(&held.electors, |elector| &elector.leader, 3);
    for (id, votes) in ["ash", "birch", "cedar"].into_iter().zip(votes) {
        assert_eq!(leader["stages"][0]["votes"][id], votes.to_string(), "{id}");
    }
    let deputy = declaration("deputy");
    let votes = first_preferences(&held.electors, |elector| &elector.deputy, 2);
    assert_eq!(votes[0], votes[1], "the electors are made to tie");
    assert_eq!(deputy["elected"][0]["id"], "elm", "the lot fell on Ed Fir");
    let counting = [
        Way::Online,
        Way::OnlineThenPost,
        Way::Post,
        Way::PostThenOnline,
    ];
    for (section, returned) in SECTIONS
        .into_iter()
        .map(|(section, ..)| section)
        .zip(leader["returns"].as_array().unwrap())
    {
        let voted = number_of(&held.electors, Some(section), &counting);
        assert_eq!(returned["returned"], voted.to_string(), "{section}");
    }
}

/// A record of the bundle, which any tar program opens.
fn record(bundle: &[u8], path: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bundle.tar");
    std::fs::write(&file, bundle).unwrap();
    let output = Command::new("tar")
        .arg("-xOf")
        .arg(&file)
        .arg(path)
        .output()
        .expect("tar is there");
    assert!(
        output.status.success(),
        "{path}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Neither a name nor an address nor a number of an elector stands in what is published of the log.
fn nobody_is_in_the_log(held: &Held) {
    let events = held.hall.text("events.jsonl");
    for elector in &held.electors {
        assert!(
            !events.contains(&format!("\"{}\"", elector.id)),
            "{}",
            elector.id
        );
        assert!(
            !events.contains(&format!("{}@", elector.id.to_lowercase())),
            "{}",
            elector.id
        );
    }
}

/// belenios-tool of Debian verifies each box.
fn belenios_agrees(held: &Held) {
    let tool = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../target/belenios/trixie/belenios-tool");
    let bundle = held.hall.read("bundle.hustings");
    for (section, ..) in SECTIONS {
        let folder = tempfile::tempdir().unwrap();
        let uuid = held.hall.text(&format!("{section}/uuid"));
        let archive = record(&bundle, &format!("boxes/{section}/archive.bel"));
        std::fs::write(folder.path().join(format!("{uuid}.bel")), archive).unwrap();
        let output = Command::new(&tool)
            .args(["election", "verify", "--dir"])
            .arg(folder.path())
            .output();
        let output = output.unwrap_or_else(|error| {
            panic!(
                "{}: {error}; run tests/belenios/install trixie",
                tool.display()
            )
        });
        assert!(
            output.status.success(),
            "{section}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
