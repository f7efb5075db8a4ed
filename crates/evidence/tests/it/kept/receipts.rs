//! Receipts of ballots: a server that showed one and withholds the ballot is caught, and so are two boxes.

use hustings_log::{Growth, Hash, InclusionProof, MemoryTiles, Note, Receipt, SigningKey, Tree};
use hustings_seal::ballot::Ballot;

use super::caught::{CONTENTS, told, verify_receipts, with};
use super::society::{BoxMade, OPENED, ORIGIN, Society, signed};
use crate::broken;

const OF_MEMBERS: &str = "society.example/chair-2026/box/members";

/// The receipt of an entry as the log gave it at this size.
fn receipt<'e>(key: &SigningKey, entries: impl Iterator<Item = &'e [u8]>, index: u64) -> Receipt {
    let mut growth = Growth::new();
    growth.extend(entries.map(Hash::of_entry));
    let mut tiles = MemoryTiles::new();
    tiles.extend(growth.take_changed());
    let tree: Tree = growth.tree().clone();
    let proof = InclusionProof::prove(index, tree.size(), &tiles).unwrap();
    Receipt::new(index, proof, signed(key, tree.head()))
}

/// The receipt of a ballot of the box `members`, from when it had so many.
fn of_ballot(ballots: &[Ballot], index: u64) -> Vec<u8> {
    let key = Society::new().key.named(OF_MEMBERS.parse().unwrap());
    let entries = ballots.iter().map(Ballot::text);
    receipt(&key, entries, index).to_string().into_bytes()
}

fn names(claims: &[hustings_evidence::Claim]) -> Vec<&str> {
    let broken = broken(claims);
    broken.iter().map(|claim| claim.name.as_str()).collect()
}

/// A bundle of the contest in which the box `members` had these ballots, made anew with the log's key.
fn bundle_with(ballots: Vec<Ballot>) -> Vec<u8> {
    let mut society = Society::new();
    let removed = society.boxes[0].removed.clone();
    society.boxes[0] = BoxMade::new(&OPENED[0], ballots, removed, 2);
    let bundle = society.with_events_made_anew().contents().write().unwrap();
    assert!(names(&crate::verify(&bundle)).is_empty());
    bundle
}

#[test]
fn a_receipt_is_of_the_ballot_that_stands_at_its_place() {
    let ballots = &Society::new().boxes[0].ballots;
    let bundle = CONTENTS.write().unwrap();
    let given = [
        ("first", of_ballot(&ballots[..1], 0)),
        ("then", of_ballot(&ballots[..5], 3)),
        ("last", of_ballot(ballots, 6)),
        ("removed later", of_ballot(&ballots[..3], 2)),
    ];
    let claims = verify_receipts(&bundle, &given);
    assert!(names(&claims).is_empty(), "{:#?}", broken(&claims));
    let told = told(&claims, "receipt then");
    let words = format!(
        "holds: it is of ballot 4 of the box members, whose tracker is {}; the first 5 of 7 entries are those",
        ballots[3].tracker()
    );
    assert!(told.starts_with(&words), "{told}");
}

#[test]
fn a_ballot_that_was_withheld_after_its_receipt_was_shown_is_missed() {
    let mut ballots = Society::new().boxes[0].ballots.clone();
    let (early, late) = (of_ballot(&ballots[..5], 4), of_ballot(&ballots, 6));
    let last = ballots.pop();
    let claims = verify_receipts(
        &bundle_with(ballots.clone()),
        &[("early", early), ("late", late)],
    );
    assert_eq!(names(&claims), ["receipt late"]);
    let told_late = told(&claims, "receipt late");
    assert!(
        told_late.contains("it is of 7 entries, and the log in the bundle has 6"),
        "{told_late}"
    );
    assert!(
        told_late.contains("ballot 7 of the box members is not the one that it is of"),
        "{told_late}"
    );
    // Put back later, behind others: the receipt still shows when it was shown before.
    let (mut shown, withheld) = (ballots.clone(), ballots.len() - 1);
    let moved = shown.remove(withheld);
    shown.extend([last.unwrap(), moved]);
    let receipt = of_ballot(&ballots, withheld as u64);
    let claims = verify_receipts(&bundle_with(shown), &[("mine", receipt)]);
    assert_eq!(names(&claims), ["receipt mine"]);
    let told = told(&claims, "receipt mine");
    assert!(told.contains("it is of another history"), "{told}");
    assert!(told.contains("is not the one that it is of"), "{told}");
}

#[test]
fn of_two_boxes_that_two_observers_were_shown_one_is_not_in_the_bundle() {
    let ballots = Society::new().boxes[0].ballots.clone();
    let mut other = ballots.clone();
    other.swap(4, 5);
    // Each got a receipt of a ballot that is in both, at one size.
    let given = [
        ("ann", of_ballot(&ballots[..6], 1)),
        ("ben", of_ballot(&other[..6], 1)),
    ];
    let claims = verify_receipts(&CONTENTS.write().unwrap(), &given);
    assert_eq!(names(&claims), ["receipt ben"]);
    let said = told(&claims, "receipt ben");
    assert!(said.contains("it is of another history"), "{said}");
    // The ballot is in both: it is the boxes that differ.
    assert!(
        said.contains("ballot 2 of the box members is the one that it is of"),
        "{said}"
    );
    let claims = verify_receipts(&bundle_with(other), &given);
    assert_eq!(names(&claims), ["receipt ann"]);
}

#[test]
fn each_receipt_that_proves_nothing_does_not_hold_for_a_reason_of_its_own() {
    let society = Society::new();
    let ballots = &society.boxes[0].ballots;
    let text = String::from_utf8(of_ballot(ballots, 3)).unwrap();
    let read = Receipt::parse(text.as_bytes()).unwrap();
    let with = |index: u64, note: Note| {
        let receipt = Receipt::new(index, read.proof().clone(), note);
        receipt.to_string().into_bytes()
    };
    let note = read.checkpoint();
    let other_key = SigningKey::from_seed(OF_MEMBERS.parse().unwrap(), &[9; 32]);
    let head = society.boxes[0].head();
    let other_box = society
        .key
        .named("society.example/other/box/members".parse().unwrap());
    let given = [
        ("another index", with(2, note.clone())),
        ("behind the box", with(7, note.clone())),
        ("another key", with(3, signed(&other_key, head))),
        ("another box", with(3, signed(&other_box, head))),
        ("of the log", with(3, signed(&society.key, head))),
        ("a word", b"receipt".to_vec()),
        ("a word", b"receipt".to_vec()),
        (
            "no checkpoint",
            with(3, {
                let mut note = Note::new("a\n").unwrap();
                note.sign(&society.key);
                note
            }),
        ),
    ];
    let claims = verify_receipts(&CONTENTS.write().unwrap(), &given);
    for (name, words) in [
        (
            "receipt another index",
            "its proof does not lead from ballot 3 of the box members",
        ),
        (
            "receipt behind the box",
            "its proof does not lead from ballot 8 of the box members",
        ),
        ("receipt another key", "no key that is known has signed"),
        ("receipt another box", "which is neither this contest's"),
        ("receipt of the log", "it is of another history"),
        ("receipt a word", "it is no receipt"),
        ("receipt a word (2)", "it is no receipt"),
        ("receipt no checkpoint", "a checkpoint has lines"),
    ] {
        let told = told(&claims, name);
        assert!(
            !told.starts_with("holds") && told.contains(words),
            "{name}: {told}"
        );
    }
    assert_eq!(names(&claims).len(), given.len());
}

#[test]
fn a_line_of_the_contests_log_has_a_receipt_too() {
    let society = Society::new();
    let log = society.log();
    let lines = log.split(|byte| *byte == b'\n').take(10);
    let given = receipt(&society.key, lines, 4).to_string().into_bytes();
    let claims = verify_receipts(&CONTENTS.write().unwrap(), &[("line", given)]);
    let told = told(&claims, "receipt line");
    assert!(
        told.starts_with("holds: it is of line 5 of the log; the first 10 of"),
        "{told}"
    );
    assert_eq!(society.key.verifying_key().name().as_str(), ORIGIN);
}

#[test]
fn where_the_log_does_not_read_or_is_none_a_receipt_is_not_passed_over() {
    let given = of_ballot(&Society::new().boxes[0].ballots, 0);
    let unread = with(|contents| contents.events.push(b'\n'));
    let claims = verify_receipts(&unread, &[("mine", given.clone())]);
    assert!(told(&claims, "receipt mine").starts_with("cannot be known"));
    let replay = crate::CONTENTS["snp-2023"].write().unwrap();
    let claims = verify_receipts(&replay, &[("mine", given)]);
    assert_eq!(names(&claims), ["receipt mine"]);
}
