//! `hustings contest paper`: a mock contest in which some vote by post and some online.

mod intake;
mod reading;
mod told;

use std::collections::BTreeMap;

use hustings_contest::event::{Act, FrozenSection, Role, RollFrozen};
use hustings_office::{Beside, Hand, Office, indexer};
use hustings_store::{Location, Store};

use crate::sealed::{Folder, UUID};

const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "A society's contest"
organisation = "A society"
time_zone = "Europe/London"

[source]
document = "The society's rules"
clauses = "not known"

[[post]]
id = "chair"
title = "Chair"
seats = 1

[roll]
smallest_reported_section = 4

[[roll.section]]
id = "members"
title = "Members"

[paper]
order = "alphabetical"
preferences = "optional"

[ballot]
means = ["online", "post"]
window = { opens = 2026-04-01, closes = 2026-04-20T12:00:00 }
replacing = false

[count]
rule = { name = "av" }
ties = ["lots"]
"#;

const EARLY: &str = "--now 2026-03-20T09:00";
const OPEN: &str = "--now 2026-04-02T09:00";
const AFTER: &str = "--now 2026-04-20T13:00";

/// The beginning of the commands of paper.
const PAPER: &str = "contest paper";

/// Freezes the roll as it would be with five electors.
fn freeze(folder: &Folder) {
    let location = Location::File(folder.path("contest.hustings"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&location, indexer).await.unwrap();
        let mut office = Office::open(store.clone(), "contest".parse().unwrap())
            .await
            .unwrap();
        let members = FrozenSection {
            electors: 5,
            channels: BTreeMap::from([("online".to_owned(), 2), ("post".to_owned(), 3)]),
            root: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
                .parse()
                .unwrap(),
        };
        let frozen = RollFrozen {
            sections: BTreeMap::from([("members".parse().unwrap(), members)]),
        };
        let hand = Hand {
            actor: None,
            role: Role::ReturningOfficer,
            now: "2026-03-21T09:00".parse().unwrap(),
            decided: None,
            received: None,
            sources: Vec::new(),
            note: None,
        };
        let event = hand.does(Act::RollFrozen(frozen), None);
        office.record(&[event], Beside::default()).await.unwrap();
        store.close().await;
    });
}

/// A contest whose poll is open, with its registrar's links taken in: five electors, M-2 and M-5 with a ballot each.
pub(crate) fn poll() -> Folder {
    let folder = Folder::new();
    folder.write("rulebook.toml", RULEBOOK);
    folder.done(&format!(
        "contest init rulebook.toml --mock --origin example.org/mock {EARLY}"
    ));
    folder.done(&format!(
        "contest candidate --post chair ash \"Ada Ash\" {EARLY}"
    ));
    folder.done(&format!(
        "contest candidate --post chair birch \"Bo Birch\" {EARLY}"
    ));
    folder.done(&format!("contest nominees --post chair {EARLY}"));
    freeze(&folder);
    folder.write("roll.txt", "M-1\nM-2\nM-3\nM-4\nM-5\n");
    folder.done(&format!(
        "registrar issue roll.txt --election {UUID} --out credentials --links links.csv"
    ));
    for trustee in [1, 2] {
        folder.done(&format!(
            "trustee generate --out key-{trustee} --public public-{trustee}.json --plain"
        ));
    }
    folder.done("trustee join public-1.json public-2.json --out trustees.json");
    let questions = folder.done("contest questions members");
    folder.write("questions.toml", questions);
    folder.done(&format!(
        "seal setup --uuid {UUID} --name \"Chair\" --questions questions.toml --trustees trustees.json \
         --credentials credentials/public.json --out members.bel"
    ));
    folder.done(&format!("contest box members members.bel {EARLY}"));
    folder.done("contest credentials members links.csv");
    folder.done(&format!("contest open {OPEN}"));
    for (elector, ranks) in [("M-1", "1,2"), ("M-2", "2,1"), ("M-5", "1,0")] {
        folder.ballot("members.bel", elector, ranks, &format!("{elector}.json"));
    }
    folder
}

/// The same, its poll closed, three papers in the batch b1: M-1's, M-3's and M-4's.
fn closed() -> Folder {
    let folder = poll();
    folder.done("contest cast members M-2.json M-5.json --now 2026-04-02T09:00");
    folder.done(&format!(
        "{PAPER} receive {OPEN} --batch b1 --section members M-1 M-3 M-4"
    ));
    folder.done(&format!("{PAPER} batch b1 {OPEN}"));
    folder.done(&format!("contest close {AFTER}"));
    folder
}

fn enter(folder: &Folder, by: &str, table: &str) {
    folder.write("entry.csv", table);
    folder.done(&format!(
        "{PAPER} enter --batch b1 --post chair --by \"{by}\" entry.csv"
    ));
}

#[track_caller]
fn needs_a_person(folder: &Folder, line: &str) -> (String, String) {
    let call = folder.call(line);
    assert_eq!(call.code, 4, "{line}: {}{}", call.out, call.err);
    (call.out, call.err)
}
