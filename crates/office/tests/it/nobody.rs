//! A box in which nobody voted: its trustees open it like any other, though all their decryptions are the same bytes.

use std::fs::File;
use std::io::BufReader;

use hustings_office::{Office, Reach};
use hustings_seal::closing::{Phase, Verified};
use hustings_seal::digest::Digest;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{PrivateKey, Signer};
use hustings_seal::verify::{Policy, verified};
use hustings_store::Location;

use crate::society::{self, hand, of};

fn empty() -> File {
    tempfile::tempfile().unwrap()
}

/// The box as a trustee is handed it.
async fn handed(office: &Office, reach: Reach) -> Verified {
    let file = office.archive(&of(), reach, empty()).await.unwrap();
    let policy = Policy {
        unfinished: true,
        statements: office.statements(&of()).await.unwrap(),
        ..Policy::default()
    };
    verified(BufReader::new(file), &policy, &mut system()).unwrap()
}

/// What a trustee's program makes of it, and the statement.
fn made(archive: &Verified, key: &PrivateKey) -> (Vec<u8>, String) {
    let number = archive.trustee_with(key).unwrap();
    let mut message = Vec::new();
    let statement = if archive.phase() == Phase::Shuffling {
        let shuffle = archive.shuffle(&mut system(), &silent).unwrap();
        shuffle.write(&mut message).unwrap();
        archive.shuffle_statement(number, Digest::of(&message))
    } else {
        let (_, decryption) = archive.decrypt(key, &mut system(), &silent).unwrap();
        decryption.write(&mut message).unwrap();
        let digest = Digest::of(&message);
        archive
            .decryption_statement(number, &decryption, digest, key, &mut system())
            .unwrap()
    };
    let signed = statement.sign(&Signer::Single(key), &mut system());
    (message, serde_json::to_string(&signed).unwrap())
}

#[tokio::test]
async fn a_box_in_which_nobody_voted_is_opened_by_its_trustees() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("contests.hustings"));
    let mut office = Box::pin(society::found(&location)).await;
    let opened = Box::pin(society::open_box(&mut office)).await;
    office.open_poll(&hand("2026-04-01T09:00")).await.unwrap();
    let late = hand("2026-04-20T12:00");
    office.close_poll(&late).await.unwrap();
    let work = [empty(), empty()];
    office.close_box(&of(), work, &late).await.unwrap();
    let (members, mut decryptions) = (of(), Vec::new());
    for reach in [Reach::Whole, Reach::Decryption] {
        for key in &opened.keys {
            let (message, statement) = made(&handed(&office, reach).await, key);
            office
                .take_step(&members, message.clone(), &statement, empty(), &late)
                .await
                .unwrap();
            let again = office
                .take_step(&members, message.clone(), &statement, empty(), &late)
                .await;
            let refusal = again.unwrap_err().to_string();
            assert!(refusal.contains("has done this step already"), "{refusal}");
            if reach == Reach::Decryption {
                decryptions.push(message);
            }
        }
    }
    assert_eq!(decryptions[0], decryptions[1]);
    office.tally_box(&of(), empty(), &late).await.unwrap();
    let kept = office.contest().kept().unwrap();
    let tallied = kept.of_box(&of()).unwrap().tallied.as_ref().unwrap();
    let chair = &tallied.act.posts[&"chair".parse().unwrap()];
    assert_eq!((chair.papers, chair.blank, chair.spoilt), (0, 0, 0));
}
