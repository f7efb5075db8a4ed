//! Boxes of sealed ballots, made and closed.

use std::io::Cursor;

use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ballot;
use hustings_seal::closing::Verified;
use hustings_seal::credential::Credential;
use hustings_seal::digest::Digest;
use hustings_seal::election::{Question, Uuid};
use hustings_seal::group::Encoded;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::{Part, PrivateKey, SignedMessage, Signer, Statement, Trustees};
use hustings_seal::verify::{Outcome, Policy, Replacing, Report, verified};

/// 1 April 2026.
const TIME: u64 = 1_775_030_400;

/// A box before anything is in it.
pub struct Opened {
    pub id: &'static str,
    pub setup: Setup,
    pub credentials: Vec<Credential>,
    pub keys: Vec<PrivateKey>,
}

impl Opened {
    /// For so many electors, under the keys of two trustees who are both needed.
    pub fn new(id: &'static str, electors: usize, nominees: &[&str]) -> Self {
        let keys: Vec<PrivateKey> = (0..2)
            .map(|_| PrivateKey::generate(&mut system()))
            .collect();
        let parts = keys
            .iter()
            .map(|key| Part::Single(key.public_key(&mut system())));
        let trustees = Trustees::new(&parts.collect::<Vec<_>>()).unwrap();
        let uuid = Uuid::generate(&mut system());
        let electors: Vec<String> = (1..=electors).map(|number| number.to_string()).collect();
        let issued = registrar::issue(&electors, &mut system()).unwrap();
        let question = Question::Ranked {
            question: "Chair".to_owned(),
            candidates: nominees.iter().map(|name| (*name).to_owned()).collect(),
        };
        let public = registrar::public(&issued, &uuid).unwrap();
        Self {
            id,
            setup: Setup::new(&uuid, id, "", &[question], trustees, &public).unwrap(),
            credentials: issued.into_iter().map(|issued| issued.credential).collect(),
            keys,
        }
    }

    /// The box with one more credential on its list, which nobody knows of.
    pub fn with_a_stranger(&self) -> Setup {
        let uuid = self.setup.election().uuid();
        let stranger = Credential::generate(&mut system()).public(uuid);
        self.listing(&self.credentials, stranger)
    }

    /// The box with a credential of another one's list in the place of its last.
    pub fn with_one_of(&self, other: &Self) -> Setup {
        let theirs = other.credentials[0].public(other.setup.election().uuid());
        let (_, but_the_last) = self.credentials.split_last().unwrap();
        self.listing(but_the_last, theirs)
    }

    fn listing(&self, own: &[Credential], more: Encoded) -> Setup {
        let uuid = self.setup.election().uuid();
        let mut listed: Vec<_> = own.iter().map(|one| one.public(uuid)).collect();
        listed.push(more);
        listed.sort();
        let election = self.setup.election();
        Setup::new(
            uuid,
            election.name(),
            "",
            election.questions(),
            self.setup.trustees().clone(),
            &listed,
        )
        .unwrap()
    }

    /// Ballots of the first electors, one each.
    pub fn cast(&self, rankings: &[[u8; 3]]) -> Vec<Ballot> {
        let cast = self.credentials.iter().zip(rankings);
        cast.map(|(credential, ranks)| {
            let answers = [ranks.to_vec()];
            Ballot::seal(self.setup.election(), credential, &answers, &mut system()).unwrap()
        })
        .collect()
    }
}

/// The archive of these ballots as the poll ends.
pub fn ended(setup: &Setup, ballots: &[Ballot]) -> Vec<u8> {
    let mut archive = Archive::create(Cursor::new(Vec::new()), TIME, setup).unwrap();
    for ballot in ballots {
        archive.cast(ballot).unwrap();
    }
    archive.end_ballots().unwrap();
    archive.into_inner().into_inner()
}

/// What a trustee made, as the log has it.
#[derive(Clone)]
pub struct Made {
    pub message: Digest,
    pub statement: SignedMessage,
}

/// A box that was closed.
#[derive(Clone)]
pub struct Closed {
    pub archive: Vec<u8>,
    pub shuffles: Vec<Made>,
    pub decryptions: Vec<Made>,
    pub report: Report,
}

impl Closed {
    /// Closes a box whose poll has ended: shuffled so many times, by one trustee after the other, and decrypted by both.
    pub fn new(ended: Vec<u8>, keys: &[PrivateKey], shuffles: usize) -> Self {
        let mut closing = Closing {
            archive: ended,
            statements: Vec::new(),
        };
        closing.step(|verified, archive| {
            let tally = verified.encrypted_tally().unwrap();
            archive
                .encrypted_tally(&tally, verified.report().tallied)
                .unwrap();
        });
        let shuffles: Vec<Made> = (1..)
            .zip(keys)
            .take(shuffles)
            .map(|(trustee, key)| closing.shuffle(trustee, key))
            .collect();
        closing.step(|_, archive| archive.end_shuffles().unwrap());
        let decryptions = (1..)
            .zip(keys)
            .map(|(trustee, key)| closing.decrypt(trustee, key))
            .collect();
        closing.step(|verified, archive| archive.result(&verified.result().unwrap()).unwrap());
        let report = closing.verified().report().clone();
        Self {
            archive: closing.archive,
            shuffles,
            decryptions,
            report,
        }
    }

    /// How many papers have each ranking.
    pub fn papers(&self) -> Vec<(Vec<u8>, usize)> {
        let Some([Outcome::Papers(papers)]) = self.report.outcomes.as_deref() else {
            panic!("the box asks one question")
        };
        papers.rankings.clone().into_iter().collect()
    }
}

struct Closing {
    archive: Vec<u8>,
    statements: Vec<SignedMessage>,
}

impl Closing {
    fn verified(&self) -> Verified {
        let policy = Policy {
            shuffles: 0,
            unfinished: true,
            replacing: Replacing::LastCounts,
            statements: self.statements.clone(),
            ..Policy::default()
        };
        verified(self.archive.as_slice(), &policy, &mut system()).unwrap()
    }

    fn step(&mut self, step: impl FnOnce(&Verified, &mut Archive<Cursor<Vec<u8>>>)) {
        let verified = self.verified();
        let mut archive = Archive::open(Cursor::new(std::mem::take(&mut self.archive))).unwrap();
        step(&verified, &mut archive);
        self.archive = archive.into_inner().into_inner();
    }

    fn shuffle(&mut self, trustee: usize, key: &PrivateKey) -> Made {
        let before = self.verified();
        let shuffle = before.shuffle(&mut system(), &silent).unwrap();
        self.step(|_, archive| archive.shuffle(trustee, &shuffle).unwrap());
        let message = self.verified().report().shuffles.last().unwrap().digest;
        self.made(message, &before.shuffle_statement(trustee, message), key)
    }

    fn decrypt(&mut self, trustee: usize, key: &PrivateKey) -> Made {
        let before = self.verified();
        let (number, decryption) = before.decrypt(key, &mut system(), &silent).unwrap();
        assert_eq!(number, trustee);
        self.step(|_, archive| archive.partial_decryption(trustee, &decryption).unwrap());
        let message = self.verified().report().decryptions.last().unwrap().digest;
        let statement =
            before.decryption_statement(trustee, &decryption, message, key, &mut system());
        self.made(message, &statement.unwrap(), key)
    }

    fn made(&mut self, message: Digest, statement: &Statement, key: &PrivateKey) -> Made {
        let statement = statement.sign(&Signer::Single(key), &mut system());
        self.statements.push(statement.clone());
        Made { message, statement }
    }
}
