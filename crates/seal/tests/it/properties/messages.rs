//! Whatever comes instead of a message, reading it returns.

use std::sync::LazyLock;

use hustings_seal::ballot::Ballot;
use hustings_seal::credentials;
use hustings_seal::election::Election;
use hustings_seal::randomness::system;
use hustings_seal::trustee::threshold::{
    Certificate, Certificates, Incoming, Outgoing, Place, Polynomial,
};
use hustings_seal::trustee::{PrivateKey, PublicKey, Seed, Trustees};
use proptest::prelude::*;
use proptest::sample::Index;

use super::one_in;
use crate::kit::base::{BASE, CREDENTIALS, ELECTION, TRUSTEES, ballot};

/// A message, and how it is read and written again.
type Message = (String, fn(&str) -> Option<String>);

static MESSAGES: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let seed = Seed::generate(&mut system());
    let place = Place {
        size: 1,
        threshold: 1,
        index: 1,
    };
    let certificate = Certificate::issue(&seed, place, &mut system());
    let certificates = Certificates::gather(vec![certificate.clone()]).unwrap();
    let polynomial = Polynomial::make(&seed, &certificates, &mut system()).unwrap();
    let incoming = Incoming::sort(&certificates, std::slice::from_ref(&polynomial)).unwrap();
    let outgoing = incoming[0]
        .accept(&seed, &certificates, &mut system())
        .unwrap();
    let key = PrivateKey::generate(&mut system());
    let mut pieces = BASE.pieces.clone();
    vec![
        (certificate.text(), |text| {
            Certificate::parse(text).ok().map(|read| read.text())
        }),
        (polynomial.text(), |text| {
            Polynomial::parse(text).ok().map(|read| read.text())
        }),
        (incoming[0].text(), |text| {
            Incoming::parse(text).ok().map(|read| read.text())
        }),
        (outgoing.text(), |text| {
            Outgoing::parse(text).ok().map(|read| read.text())
        }),
        (key.public_key(&mut system()).text(), |text| {
            PublicKey::parse(text).ok().map(|read| read.text())
        }),
        (key.reveal().to_string(), |text| {
            PrivateKey::parse(text)
                .ok()
                .map(|read| read.reveal().to_string())
        }),
        (pieces.text(ELECTION).clone(), |text| {
            Election::parse(text)
                .ok()
                .map(|read| read.text().to_owned())
        }),
        (pieces.text(TRUSTEES).clone(), |text| {
            Trustees::parse(text)
                .ok()
                .map(|read| read.text().to_owned())
        }),
        (pieces.text(CREDENTIALS).clone(), |text| {
            credentials::parse(text.as_bytes())
                .ok()
                .map(|read| credentials::list(&read))
        }),
        (pieces.text(ballot(1)).clone(), |text| {
            let election = BASE.made.setup.election();
            let read = Ballot::parse(text.as_bytes(), election).ok()?;
            Some(String::from_utf8(read.text().to_vec()).unwrap())
        }),
    ]
});

#[test]
fn each_message_is_read_to_what_was_written() {
    for (text, read) in MESSAGES.iter() {
        assert_eq!(read(text).as_ref(), Some(text));
    }
}

proptest! {
    #![proptest_config(one_in(1))]

    #[test]
    fn a_message_that_was_changed_is_refused_or_another_message(
        message in any::<Index>(),
        at in any::<Index>(),
        length in 0_usize..9,
        by in "[0-9a-f\"{}\\[\\],:\\\\ -]{0,9}",
    ) {
        let (text, read) = message.get(&MESSAGES);
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        let changed = format!("{}{by}{}", &text[..start], &text[end..]);
        if let Some(again) = read(&changed) {
            // A private key may stand on a line of its own, and a list of credentials in any order and with weights.
            let same = again.len() <= changed.len() && changed.contains(again.trim());
            prop_assert!(same || changed.starts_with('['), "{changed} is read as {again}");
        }
    }

    #[test]
    fn what_is_no_message_is_refused(message in any::<Index>(), text in any::<String>()) {
        let (_, read) = message.get(&MESSAGES);
        prop_assert!(read(&text).is_none() || text.trim() == "[]", "{text}");
    }
}
