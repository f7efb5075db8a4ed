//! Whatever bytes come, each message is read or is refused for a reason; and what was read is what came.

use std::io::Cursor;
use std::sync::LazyLock;

use hustings_seal::archive::{Archive, Poll};
use hustings_seal::ballot::{Ballot, Opening};
use hustings_seal::credential::Credential;
use hustings_seal::credentials;
use hustings_seal::election::Election;
use hustings_seal::randomness::system;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::threshold::{
    Certificate, Certificates, Incoming, Outgoing, Polynomial, open_share,
};
use hustings_seal::trustee::{PrivateKey, PublicKey, Seed, SignedMessage, Statement, Trustees};
use hustings_seal::verify::{Policy, fast, literal};

use super::ARCHIVE;

static SETUP: LazyLock<Setup> = LazyLock::new(|| Poll::open(ARCHIVE).unwrap().setup().clone());

/// Reads the bytes as everything that there is.
pub fn never_panic(bytes: &[u8]) {
    of_an_archive(bytes);
    let election = SETUP.election();
    if let Ok(ballot) = says_why(Ballot::parse(bytes, election)) {
        assert_eq!(ballot.text(), bytes);
        let _ = says_why(ballot.check(election));
    }
    let _ = says_why(credentials::parse(bytes));
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(election) = says_why(Election::parse(text)) {
        assert_eq!(election.text(), text);
    }
    if let Ok(trustees) = says_why(Trustees::parse(text)) {
        assert_eq!(trustees.text(), text);
    }
    of_a_ceremony(text);
    of_one_hand(text);
}

fn of_an_archive(bytes: &[u8]) {
    for unfinished in [false, true] {
        let policy = Policy {
            unfinished,
            ..Policy::default()
        };
        let _ = says_why(fast(bytes, &policy, &mut system()));
        let _ = says_why(literal(bytes, &policy));
    }
    let _ = says_why(Archive::open(Cursor::new(bytes.to_vec())).map(|_| ()));
    if let Ok(mut poll) = says_why(Poll::open(bytes)) {
        while let Ok(Some(_)) = poll.next_ballot() {}
    }
}

fn of_a_ceremony(text: &str) {
    static SEED: LazyLock<Seed> = LazyLock::new(|| "2Fj7kLmN8pQrStUvWxYz34".parse().unwrap());
    if let Ok(certificate) = says_why(Certificate::parse(text)) {
        assert_eq!(certificate.text(), text);
        let _ = says_why(certificate.place());
        let _ = says_why(Certificates::gather(vec![certificate]));
    }
    if let Ok(polynomial) = says_why(Polynomial::parse(text)) {
        assert_eq!(polynomial.text(), text);
    }
    if let Ok(incoming) = says_why(Incoming::parse(text)) {
        assert_eq!(incoming.text(), text);
    }
    if let Ok(outgoing) = says_why(Outgoing::parse(text)) {
        assert_eq!(outgoing.text(), text);
        let _ = says_why(open_share(&SEED, outgoing.private_key()));
    }
    let _ = says_why(open_share(&SEED, text));
    if let Ok(message) = serde_json::from_str::<SignedMessage>(text) {
        let statement = Statement::read(&message, SETUP.election().public_key());
        assert!(statement.is_none(), "nobody has the election's key");
    }
}

fn of_one_hand(text: &str) {
    if let Ok(key) = says_why(PublicKey::parse(text)) {
        assert_eq!(key.text(), text);
        let _ = says_why(key.check());
    }
    if let Ok(key) = says_why(PrivateKey::parse(text)) {
        assert_eq!(*key.reveal(), text.trim());
    }
    if let Ok(seed) = says_why(text.parse::<Seed>()) {
        assert_eq!(seed.reveal(), text);
    }
    if let Ok(credential) = says_why(text.parse::<Credential>()) {
        assert_eq!(credential.reveal(), text);
    }
    let _ = serde_json::from_str::<Opening>(text);
}

/// What is refused is refused in words.
fn says_why<T, E: std::fmt::Display>(read: Result<T, E>) -> Result<T, E> {
    if let Err(error) = &read {
        assert!(!error.to_string().is_empty());
    }
    read
}
