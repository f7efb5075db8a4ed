mod forge;

use std::path::PathBuf;

use curve25519_dalek::constants::EIGHT_TORSION;
use forge::{Edit, Forge, Piece, after, rehash};

use super::*;
use crate::group::{Encoded, encode};
use crate::verify::{Claimed, Outcome, Place};

const FIVE: &str = "threshold-5/JU6JPjg61FrRZv.bel";
const HUNDRED: &str = "threshold-100/BifyEYaUapAd95.bel";

fn corpus(file: &str) -> Option<Vec<u8>> {
    let corpus = std::env::var_os("HUSTINGS_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let path = corpus.join("belenios").join(file);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: there is no {}", path.display());
    }
    bytes
}

fn verify(archive: &[u8]) -> Result<Report, Fault> {
    literal(archive, &Policy::default())
}

/// The place and the reason's name of the fault that an archive has.
fn named(archive: &[u8]) -> (Place, String) {
    match verify(archive) {
        Ok(_) => panic!("the archive holds"),
        Err(Fault { place, reason }) => (place, reason.name()),
    }
}

#[track_caller]
fn assert_fault(archive: &[u8], place: Place, reason: &str) {
    assert_eq!(named(archive), (place, reason.to_owned()));
}

/// Edits the archive of five ballots and seals it again, so that nothing but the edit is wrong with it.
#[track_caller]
fn assert_edited(edit: impl FnOnce(&mut Forge), place: Place, reason: &str) {
    if let Some(archive) = corpus(FIVE) {
        let mut forge = Forge::of(&archive);
        edit(&mut forge);
        assert_fault(&forge.seal(), place, reason);
    }
}

/// Changes the text of one record, the election being 0, and what follows from it.
#[track_caller]
fn assert_text(piece: usize, edit: impl FnOnce(&str) -> String, place: Place, reason: &str) {
    assert_edited(|forge| forge.edit(piece, edit), place, reason);
}

fn rankings(outcome: &Outcome) -> Vec<(Vec<u8>, usize)> {
    let Outcome::Papers(papers) = outcome else {
        panic!("sums")
    };
    assert!(papers.spoilt.is_empty());
    papers
        .rankings
        .iter()
        .map(|(ranking, number)| (ranking.clone(), *number))
        .collect()
}

#[test]
fn five_ballots_under_a_threshold_hold() {
    let Some(archive) = corpus(FIVE) else { return };
    let report = verify(&archive).unwrap();
    assert_eq!(report.uuid.as_str(), "JU6JPjg61FrRZv");
    assert_eq!(
        (
            report.credentials,
            report.trustees,
            report.cast,
            report.tallied
        ),
        (5, 4, 5, 5)
    );
    let numbers = |claimed: &[Claimed]| claimed.iter().map(|one| one.trustee).collect::<Vec<_>>();
    assert_eq!(numbers(&report.shuffles), [1, 2]);
    assert_eq!(numbers(&report.decryptions), [1, 2, 3]);
    assert!(
        report
            .last_event
            .to_string()
            .starts_with("cc7a21e7a5d05d5b")
    );
    let outcomes = report.outcomes.unwrap();
    assert_eq!(outcomes[0], Outcome::Sums(vec![1; 5]));
    let expected = [
        ([1, 2, 4, 3], 1),
        ([2, 3, 4, 1], 1),
        ([3, 2, 4, 1], 2),
        ([4, 3, 1, 2], 1),
    ];
    assert_eq!(
        rankings(&outcomes[1]),
        expected.map(|(ranking, number)| (ranking.to_vec(), number))
    );
}

#[test]
fn a_hundred_ballots_hold() {
    let Some(archive) = corpus(HUNDRED) else {
        return;
    };
    let report = verify(&archive).unwrap();
    assert_eq!(
        (report.credentials, report.cast, report.tallied),
        (100, 100, 100)
    );
    let outcomes = report.outcomes.unwrap();
    assert_eq!(outcomes[0], Outcome::Sums(vec![20; 5]));
    let Some(printed) = corpus("threshold-100/samples/result.json") else {
        return;
    };
    let printed: serde_json::Value = serde_json::from_slice(&printed).unwrap();
    let mut printed: Vec<Vec<u8>> = serde_json::from_value(printed["result"][1].clone()).unwrap();
    printed.sort();
    let ours = rankings(&outcomes[1])
        .into_iter()
        .flat_map(|(ranking, number)| vec![ranking; number]);
    assert_eq!(ours.collect::<Vec<_>>(), printed);
}

#[test]
fn an_archive_that_is_sealed_again_is_the_same() {
    let Some(archive) = corpus(FIVE) else { return };
    assert!(Forge::of(&archive).seal() == archive);
}

#[test]
fn a_file_is_a_sequence_of_whole_records() {
    let Some(archive) = corpus(FIVE) else { return };
    let flipped = |at: usize| {
        let mut changed = archive.clone();
        changed[at] ^= 1;
        changed
    };
    for at in [0, 60, 103, 110, 120, 130, 140, 150, 156, 157, 265, 345, 500] {
        assert_fault(&flipped(at), Place::Record(1), "Tar");
        assert_fault(&flipped(at + 1024), Place::Record(2), "Tar");
    }
    assert_fault(&flipped(512 + 30), Place::Record(1), "Tar");
    assert_fault(&flipped(512 + 13), Place::Record(1), "Header");
    assert_fault(&flipped(1024 + 512 + 100), Place::Record(2), "Digest");
    assert_fault(&flipped(1024 + 512 + 500), Place::Record(2), "Tar");
    assert_fault(&archive[..1000], Place::Record(1), "Truncated");
    assert_fault(&archive[..1100], Place::Record(2), "Truncated");
    assert_fault(
        &archive[..archive.len() - 1],
        Place::Record(38),
        "Truncated",
    );
    assert_fault(
        &[&archive[..], &[0; 512]].concat(),
        Place::Record(39),
        "Tar",
    );
    assert_fault(
        &[&archive[..], &archive[1024..2048]].concat(),
        Place::Record(39),
        "OutOfOrder",
    );
}

#[test]
fn an_archive_may_stop_behind_an_event_where_that_is_allowed() {
    let Some(archive) = corpus(FIVE) else { return };
    let unfinished = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let mut pieces = Forge::of(&archive).pieces.len();
    while pieces > 0 {
        pieces -= 1;
        let mut forge = Forge::of(&archive);
        forge.pieces.truncate(pieces);
        let stopped = forge.seal();
        assert_fault(&stopped, Place::End, "Unfinished");
        match literal(&stopped, &unfinished) {
            Ok(report) => {
                assert!(pieces >= 5 && matches!(forge.pieces.last(), Some(Piece::Event { .. })));
                assert_eq!(report.outcomes, None);
                assert_eq!(report.cast, ((pieces - 5) / 2).min(5));
            }
            Err(fault) => {
                assert_eq!(
                    (fault.place, fault.reason.name().as_str()),
                    (Place::End, "Unfinished")
                );
                assert!(pieces < 5 || matches!(forge.pieces.last(), Some(Piece::Data { .. })));
            }
        }
    }
    assert_fault(&[], Place::End, "Unfinished");
}

#[test]
fn a_message_has_one_form() {
    let ballot = Place::Ballot(1);
    assert_text(5, |text| text.replacen(':', ": ", 1), ballot, "Malformed");
    assert_text(
        5,
        |text| after(text, "\"alpha\":\"", str::to_uppercase),
        ballot,
        "Malformed",
    );
    assert_text(
        5,
        |text| after(text, "\"response\":\"", |digits| format!("0{digits}")),
        ballot,
        "Scalar",
    );
    assert_text(20, swap_fields, Place::Record(22), "Malformed");
    assert_text(
        35,
        |text| text.replacen("[1,", "[1,1,", 1),
        Place::Result(1),
        "Malformed",
    );
}

fn swap_fields(owned: &str) -> String {
    let (owner, payload) = owned.trim_matches(['{', '}']).split_once(',').unwrap();
    format!("{{{payload},{owner}}}")
}

/// The generator, as an element that stands where another should.
fn generator(_: &str) -> String {
    "6".repeat(62) + "58"
}

/// The neutral element.
fn neutral(_: &str) -> String {
    "0".repeat(63) + "1"
}

#[test]
fn the_setup_is_of_one_piece() {
    assert_edited(
        |forge| forge.pieces.swap(0, 1),
        Place::Election,
        "Malformed",
    );
    assert_edited(
        |forge| forge.pieces.swap(1, 2),
        Place::Trustees,
        "Malformed",
    );
    assert_text(3, |_| "0".repeat(64), Place::Record(5), "Malformed");
    assert_text(
        3,
        |text| after(text, "\"trustees\":\"", |_| "0".repeat(64)),
        Place::Record(5),
        "Payload",
    );
    let version = |text: &str| text.replacen("\"version\":1", "\"version\":2", 1);
    assert_text(0, version, Place::Election, "Election");
    assert_text(
        0,
        |text| after(text, "\"public_key\":\"", generator),
        Place::Trustees,
        "Key",
    );
}

#[test]
fn each_proof_of_the_trustees_is_checked() {
    let certificate = "}\",\"signature\":{\"challenge\":\"";
    let certificates = "\"signatures\":[{\"challenge\":\"";
    for marker in ["\"pok\":{\"challenge\":\"", certificate, certificates] {
        assert_text(
            1,
            |text| after(text, marker, other_digit),
            Place::Trustees,
            "Trustees",
        );
    }
    let threshold =
        |text: &str| text.replacen("\"threshold\":2,\"certs\"", "\"threshold\":3,\"certs\"", 1);
    assert_text(1, threshold, Place::Trustees, "Trustees");
    let renamed = |text: &str| text.replacen(",\"signature\":", ",\"seal\":", 1);
    assert_text(1, renamed, Place::Trustees, "Malformed");
}

#[test]
fn each_credential_is_on_the_list_once_and_has_no_weight() {
    let assert_first =
        |edit: Edit, place, reason| assert_text(2, |text| after(text, "[\"", edit), place, reason);
    let twice: Edit = |credential| format!("{credential},1,name\",\"{credential}");
    assert_first(twice, Place::Credential(2), "DuplicateCredential");
    assert_first(
        |credential| format!("{credential},2,name"),
        Place::Credential(1),
        "Weight",
    );
    assert_first(neutral, Place::Credential(1), "NeutralCredential");
    assert_first(|_| "0".repeat(64), Place::Credential(1), "Element");
    assert_first(|_| "0".repeat(63), Place::Credential(1), "Malformed");
    assert_first(generator, Place::Ballot(5), "UnknownCredential");
}

/// The last digit of a number, changed.
fn other_digit(digits: &str) -> String {
    let (first, last) = digits.split_at(digits.len() - 1);
    format!("{first}{}", if last == "0" { "1" } else { "0" })
}

/// An element with a part of small order.
fn beside(digits: &str) -> String {
    let element = Encoded::from_hex(digits.as_bytes())
        .unwrap()
        .element()
        .unwrap();
    encode(&(element.0 + EIGHT_TORSION[3])).to_string()
}

#[test]
fn a_ballot_is_what_its_credential_signed_for_this_election() {
    let assert_ballot = |edit: Edit, reason| assert_text(5, edit, Place::Ballot(1), reason);
    assert_ballot(
        |text| text.replacen("JU6JPjg61FrRZv", "JU6JPjg61FrRZw", 1),
        "OtherElection",
    );
    assert_ballot(
        |text| after(text, "\"election_hash\":\"", other_digit),
        "OtherElection",
    );
    assert_ballot(|text| after(text, "\"hash\":\"", other_digit), "Signature");
    assert_ballot(
        |text| after(text, "\"proof\":{\"challenge\":\"", other_digit),
        "Signature",
    );
    let signed_otherwise: Edit = |text| {
        let (ballot, signature) = text.split_at(text.find("\"signature\":").unwrap());
        ballot.to_owned() + &after(signature, "\"response\":\"", other_digit)
    };
    assert_ballot(signed_otherwise, "Signature");
    assert_ballot(
        |text| rehash(&after(text, "\"alpha\":\"", beside)),
        "Element",
    );
    assert_ballot(
        |text| rehash(&after(text, "\"credential\":\"", neutral)),
        "NeutralCredential",
    );
}

#[test]
fn each_proof_of_a_ballot_is_checked() {
    for list in [
        "\"individual_proofs\":[[",
        "\"overall_proof\":[",
        "\"blank_proof\":[",
        "\"proof\":",
    ] {
        let marker = format!("{list}{{\"challenge\":\"");
        assert_text(
            5,
            |text| rehash(&after(text, &marker, other_digit)),
            Place::Ballot(1),
            "BallotProof",
        );
    }
}

#[test]
fn the_same_ballot_is_not_cast_twice() {
    let again = |forge: &mut Forge| {
        let both: Vec<_> = forge.pieces[5..7].to_vec();
        forge.pieces.splice(9..9, both);
    };
    assert_edited(again, Place::Ballot(3), "Replayed");
}

#[test]
fn the_tally_is_made_of_the_ballots_in_order() {
    let swapped = |text: &str| {
        let (sums, papers) = text.trim_matches(['[', ']']).split_once("],[").unwrap();
        let mut papers: Vec<&str> = papers.trim_matches(['{', '}']).split("},{").collect();
        papers.swap(0, 1);
        format!("[[{sums}],[{{{}}}]]", papers.join("},{"))
    };
    assert_text(16, swapped, Place::Tally(2), "Tally");
    assert_text(
        16,
        |text| after(text, "\"beta\":\"", generator),
        Place::Tally(1),
        "Tally",
    );
    assert_text(
        16,
        |text| after(text, "\"beta\":\"", beside),
        Place::Tally(1),
        "Element",
    );
    let weight = |text: &str| text.replacen("\"total_weight\":5", "\"total_weight\":6", 1);
    assert_text(17, weight, Place::Tally(1), "TallySize");
    let one_ballot_less = |forge: &mut Forge| drop(forge.pieces.drain(13..15));
    assert_edited(one_ballot_less, Place::Tally(1), "Malformed");
}

#[test]
fn each_shuffle_is_proved_and_of_another_trustee() {
    let response = |text: &str| after(text, "]],[\"", other_digit);
    assert_text(22, response, Place::Shuffle(2, 2), "ShuffleProof");
    let owner =
        |number: &'static str| move |text: &str| after(text, "\"owner\":", |_| number.to_owned());
    assert_text(23, owner("1"), Place::Shuffle(2, 1), "TrusteeTwice");
    assert_text(23, owner("5"), Place::Shuffle(2, 1), "NoSuchTrustee");
    assert_text(20, owner("0"), Place::Shuffle(1, 1), "NoSuchTrustee");
    let one_shuffle_less = |forge: &mut Forge| drop(forge.pieces.drain(22..25));
    assert_edited(one_shuffle_less, Place::Record(24), "TooFewShuffles");
}

#[test]
fn each_decryption_is_proved_and_enough_are_there() {
    let proof = |text: &str| after(text, "\"challenge\":\"", other_digit);
    assert_text(29, proof, Place::Decryption(2, 1), "DecryptionProof");
    let one_decryption_less = |forge: &mut Forge| drop(forge.pieces.drain(32..35));
    assert_edited(one_decryption_less, Place::Result(1), "TooFewDecryptions");
}

#[test]
fn a_result_is_what_the_ballots_decrypt_to() {
    assert_text(
        35,
        |text| text.replacen("[2,3,4,1]", "[2,3,1,4]", 1),
        Place::Result(2),
        "Result",
    );
    assert_text(
        35,
        |text| text.replacen("[1,1,", "[1,2,", 1),
        Place::Result(1),
        "Result",
    );
}

#[test]
fn events_are_a_chain() {
    let Some(archive) = corpus(FIVE) else { return };
    let event = |edit: Edit| {
        let mut forge = Forge::of(&archive);
        forge.event_edit = Some((8, edit));
        forge.seal()
    };
    assert_fault(
        &event(|text| text.replacen("\"height\":2", "\"height\":3", 1)),
        Place::Record(10),
        "Chain",
    );
    assert_fault(
        &event(|text| after(text, "\"parent\":\"", |_| "0".repeat(64))),
        Place::Record(10),
        "Chain",
    );
    assert_fault(
        &event(|text| after(text, "\"payload\":\"", |_| "0".repeat(64))),
        Place::Record(10),
        "Payload",
    );
    assert_fault(
        &event(|text| text.replacen("\"Ballot\"", "\"Shuffle\"", 1)),
        Place::Record(10),
        "OutOfOrder",
    );
    assert_fault(
        &event(|text| text.replacen("\"Ballot\"", "\"Ballots\"", 1)),
        Place::Record(10),
        "Malformed",
    );
}

#[test]
fn hostile_nesting_is_refused_and_not_followed() {
    assert_text(5, |_| "[".repeat(1_000_000), Place::Ballot(1), "Malformed");
}
