//! Vectors that both languages share: what is sealed from given draws, to the last byte.
//!
//! `vectors/ballots.json` is written by `cargo test --package hustings-seal --test vectors -- --write`, and compared with
//! what this crate seals today by every other run; the booth's tests read the same file.

use std::convert::Infallible;
use std::fs;
use std::path::PathBuf;

use hustings_seal::ballot::{Ballot, audit};
use hustings_seal::credential::Credential;
use hustings_seal::election::{Election, Question, Uuid};
use hustings_seal::group::{Element, Scalar, encode_ranking};
use rand_core::{TryCryptoRng, TryRng};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};

fn main() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/ballots.json");
    let text = format!("{:#}\n", vectors());
    if std::env::args().any(|argument| argument == "--write") {
        fs::write(&path, text).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(
        kept == text,
        "what is sealed from the same draws differs from {}",
        path.display()
    );
    println!("the vectors are what this crate seals");
}

/// Draws that anybody can make again: SHA-512 of a number, one after the other; and what was drawn.
struct Recorded {
    next: u64,
    drawn: Vec<String>,
}

impl TryRng for Recorded {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("sealing draws 64 bytes at a time")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("sealing draws 64 bytes at a time")
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        let digest = Sha512::digest(self.next.to_string());
        self.next += 1;
        bytes.copy_from_slice(&digest);
        self.drawn
            .push(digest.iter().map(|byte| format!("{byte:02x}")).collect());
        Ok(())
    }
}

impl TryCryptoRng for Recorded {}

fn vectors() -> Value {
    let credentials = [
        "z9JUe-7AG39Y-wZAaX-WkobSu",
        "11111-111111-11111-111111",
        "zzzzz-zzzzzz-zzzzz-zzzzzz",
    ];
    let uuids = ["JU6JPjg61FrRZv", "A1b2C3d4E5f6G7h8"];
    let derived = credentials.iter().flat_map(|private| {
        uuids.iter().map(move |uuid| {
            let credential: Credential = private.parse().unwrap();
            let public = credential.public(&uuid.parse().unwrap());
            json!({ "uuid": uuid, "private": private, "public": public.to_string() })
        })
    });
    let rankings: [&[u8]; 6] = [
        &[1],
        &[0, 0, 0, 0],
        &[2, 1, 0],
        &[255; 30],
        &[0; 30],
        &[3, 1, 2, 5, 4, 7, 6, 9, 8, 10],
    ];
    let encodings = rankings
        .map(|values| json!({ "values": values, "point": encode_ranking(values).unwrap().encode().to_string() }));
    json!({
        "credentials": derived.collect::<Vec<_>>(),
        "encodings": encodings,
        "ballots": ballots(&credentials),
    })
}

fn ballots(credentials: &[&str]) -> Vec<Value> {
    let names = |count: usize| {
        (1..=count)
            .map(|number| format!("Candidate “{number}”"))
            .collect::<Vec<_>>()
    };
    let ranked = |count| Question::Ranked {
        question: "Leader".to_owned(),
        candidates: names(count),
    };
    let choose = |count, blank, min, max| Question::Homomorphic {
        question: "Motion".to_owned(),
        answers: names(count),
        blank,
        min,
        max,
    };
    let cases: [(Vec<Question>, Vec<Vec<u8>>); 6] = [
        (vec![ranked(3)], vec![vec![2, 1, 0]]),
        (
            vec![ranked(30), ranked(1)],
            vec![(1..=30).collect(), vec![0]],
        ),
        (vec![choose(2, false, 1, 1)], vec![vec![0, 1]]),
        (vec![choose(3, true, 1, 2)], vec![vec![0, 1, 0, 1]]),
        (vec![choose(3, true, 1, 2)], vec![vec![1, 0, 0, 0]]),
        (
            vec![choose(2, true, 0, 1), ranked(2)],
            vec![vec![0, 0, 0], vec![1, 2]],
        ),
    ];
    let uuid: Uuid = "A1b2C3d4E5f6G7h8".parse().unwrap();
    let key = Element::power_of_generator(&Scalar::from(20_200_404_u64));
    let mut chance = Recorded {
        next: 0,
        drawn: Vec::new(),
    };
    let mut vectors = Vec::new();
    for ((questions, answers), private) in cases.iter().zip(credentials.iter().cycle()) {
        let election = Election::new(&uuid, "Leader", "Vectors", &key, questions).unwrap();
        let credential = private.parse().unwrap();
        let (ballot, opening) =
            Ballot::seal_for_test(&election, &credential, answers, &mut chance).unwrap();
        audit(&ballot, &opening, &election).unwrap();
        vectors.push(json!({
            "election": election.text(),
            "credential": private,
            "plaintexts": answers,
            "draws": std::mem::take(&mut chance.drawn),
            "ballot": String::from_utf8_lossy(ballot.text()),
            "tracker": ballot.tracker(),
            "opening": opening,
        }));
    }
    vectors
}
