//! Whole elections, made from nothing: keys, credentials, ballots, closing.

use std::io::Cursor;

use hustings_seal::archive::Archive;
use hustings_seal::ballot::{Ballot, Plaintext};
use hustings_seal::credential::Credential;
use hustings_seal::election::{Question, Uuid};
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::threshold::{
    Certificate, Certificates, Incoming, Place, Polynomial, ThresholdParameters, open_share,
};
use hustings_seal::trustee::{Part, PrivateKey, Seed, Trustees};
use hustings_seal::verify::{Policy, verified};

/// A part of the key, by its number of trustees.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Single,
    Threshold { threshold: usize, size: usize },
}

/// The server's mandatory key beside two of three.
pub const DEFAULT: [Shape; 2] = [
    Shape::Single,
    Shape::Threshold {
        threshold: 2,
        size: 3,
    },
];

/// Who holds the keys, by the number of the trustee.
pub struct Keys {
    pub trustees: Trustees,
    pub keys: Vec<PrivateKey>,
}

pub fn keys(shapes: &[Shape]) -> Keys {
    let mut parts = Vec::new();
    let mut keys = Vec::new();
    for shape in shapes {
        match *shape {
            Shape::Single => {
                let key = PrivateKey::generate(&mut system());
                parts.push(Part::Single(key.public_key(&mut system())));
                keys.push(key);
            }
            Shape::Threshold { threshold, size } => {
                let (parameters, shares) = ceremony(threshold, size);
                parts.push(Part::Pedersen(parameters));
                keys.extend(shares);
            }
        }
    }
    Keys {
        trustees: Trustees::new(&parts).unwrap(),
        keys,
    }
}

pub fn ceremony(threshold: usize, size: usize) -> (ThresholdParameters, Vec<PrivateKey>) {
    let seeds: Vec<Seed> = (0..size).map(|_| Seed::generate(&mut system())).collect();
    ceremony_of(&seeds, threshold)
}

/// The ceremony of the trustees with these seeds.
pub fn ceremony_of(seeds: &[Seed], threshold: usize) -> (ThresholdParameters, Vec<PrivateKey>) {
    let chance = &mut system();
    let size = seeds.len();
    let certificates = (1..).zip(seeds).map(|(index, seed)| {
        Certificate::issue(
            seed,
            Place {
                size,
                threshold,
                index,
            },
            chance,
        )
    });
    let certificates = Certificates::gather(certificates.collect()).unwrap();
    let polynomials: Vec<Polynomial> = seeds
        .iter()
        .map(|seed| Polynomial::make(seed, &certificates, chance).unwrap())
        .collect();
    let incoming = Incoming::sort(&certificates, &polynomials).unwrap();
    let outgoing: Vec<_> = incoming
        .iter()
        .zip(seeds)
        .map(|(incoming, seed)| incoming.accept(seed, &certificates, chance).unwrap())
        .collect();
    let parameters = ThresholdParameters::assemble(&certificates, &polynomials, &outgoing).unwrap();
    let shares = outgoing
        .iter()
        .zip(seeds)
        .map(|(outgoing, seed)| open_share(seed, outgoing.private_key()).unwrap());
    (parameters, shares.collect())
}

/// An election that is open.
pub struct Made {
    pub setup: Setup,
    pub keys: Keys,
    pub credentials: Vec<Credential>,
    /// What was cast, in order.
    pub ballots: Vec<Ballot>,
}

/// 24 November 2026, 12:00 UTC.
pub const TIME: u64 = 1_795_521_600;

impl Made {
    pub fn new(questions: &[Question], shapes: &[Shape], voters: usize) -> Self {
        Self::under(keys(shapes), questions, voters)
    }

    /// An election under the keys of these trustees.
    pub fn under(keys: Keys, questions: &[Question], voters: usize) -> Self {
        let uuid = Uuid::generate(&mut system());
        let electors: Vec<String> = (1..=voters).map(|number| number.to_string()).collect();
        let issued = registrar::issue(&electors, &mut system()).unwrap();
        let public = registrar::public(&issued, &uuid).unwrap();
        let setup = Setup::new(
            &uuid,
            "Party leader",
            "A “mock” election",
            questions,
            keys.trustees.clone(),
            &public,
        )
        .unwrap();
        let credentials = issued.into_iter().map(|issued| issued.credential).collect();
        Self {
            setup,
            keys,
            credentials,
            ballots: Vec::new(),
        }
    }

    /// The voter with this number, from 0, casts a ballot.
    pub fn cast(&mut self, voter: usize, answers: &[Plaintext]) {
        let ballot = Ballot::seal(
            self.setup.election(),
            &self.credentials[voter],
            answers,
            &mut system(),
        );
        self.ballots.push(ballot.unwrap());
    }

    /// The archive as the poll ends.
    pub fn cast_archive(&self) -> Vec<u8> {
        let mut archive = self.archive();
        for ballot in &self.ballots {
            archive.cast(ballot).unwrap();
        }
        archive.end_ballots().unwrap();
        archive.into_inner().into_inner()
    }

    /// The whole archive: shuffled by the first trustees, decrypted by `decrypting`, all by their numbers.
    pub fn close(&self, shuffles: usize, decrypting: &[usize], policy: &Policy) -> Vec<u8> {
        let mut closing = Closing {
            bytes: self.cast_archive(),
            policy: Policy {
                unfinished: true,
                ..policy.clone()
            },
        };
        closing.step(|verified, archive| {
            let tally = verified.encrypted_tally().unwrap();
            archive
                .encrypted_tally(&tally, verified.report().tallied)
                .unwrap();
        });
        if self.setup.election().ranked_questions() > 0 {
            for trustee in 1..=shuffles {
                closing.step(|verified, archive| {
                    archive
                        .shuffle(trustee, &verified.shuffle(&mut system(), &silent).unwrap())
                        .unwrap();
                });
            }
            closing.step(|_, archive| archive.end_shuffles().unwrap());
        }
        for &trustee in decrypting {
            closing.step(|verified, archive| {
                let (number, decryption) = verified
                    .decrypt(&self.keys.keys[trustee - 1], &mut system(), &silent)
                    .unwrap();
                assert_eq!(number, trustee);
                archive.partial_decryption(number, &decryption).unwrap();
            });
        }
        closing.step(|verified, archive| archive.result(&verified.result().unwrap()).unwrap());
        closing.bytes
    }

    fn archive(&self) -> Archive<Cursor<Vec<u8>>> {
        Archive::create(Cursor::new(Vec::new()), TIME, &self.setup).unwrap()
    }
}

struct Closing {
    bytes: Vec<u8>,
    policy: Policy,
}

impl Closing {
    /// Each step verifies all that went before.
    fn step(
        &mut self,
        step: impl FnOnce(&hustings_seal::closing::Verified, &mut Archive<Cursor<Vec<u8>>>),
    ) {
        let verified = verified(self.bytes.as_slice(), &self.policy, &mut system()).unwrap();
        let mut archive = Archive::open(Cursor::new(std::mem::take(&mut self.bytes))).unwrap();
        step(&verified, &mut archive);
        self.bytes = archive.into_inner().into_inner();
    }
}

pub fn ranked(question: &str, candidates: usize) -> Question {
    let candidates = (1..=candidates)
        .map(|number| format!("Candidate {number}"))
        .collect();
    Question::Ranked {
        question: question.to_owned(),
        candidates,
    }
}

pub fn motion(blank: bool) -> Question {
    let answers = ["For", "Against"].map(str::to_owned).to_vec();
    Question::Homomorphic {
        question: "No confidence".to_owned(),
        answers,
        blank,
        min: 1,
        max: 1,
    }
}
