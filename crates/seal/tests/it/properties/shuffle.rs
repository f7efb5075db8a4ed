use std::collections::HashSet;
use std::io::Cursor;

use curve25519_dalek::Scalar;
use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ciphertext;
use hustings_seal::closing::Verified;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::verify::{Policy, verified};
use proptest::prelude::*;

use super::{one_in, ranking};
use crate::kit::schnorr::{point, scalar};
use crate::made::{Made, Shape, ranked};

/// An election of one trustee that is to be shuffled, and its key.
fn tallied(candidates: usize, rankings: &[Vec<u8>]) -> (Verified, Vec<Ciphertext>, Scalar) {
    let mut made = Made::new(
        &[ranked("Leader", candidates)],
        &[Shape::Single],
        rankings.len(),
    );
    for (voter, ranks) in rankings.iter().enumerate() {
        made.cast(voter, std::slice::from_ref(ranks));
    }
    let policy = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let cast = made.cast_archive();
    let closed = verified(cast.as_slice(), &policy, &mut system()).unwrap();
    let tally = closed.encrypted_tally().unwrap();
    let mut archive = Archive::open(Cursor::new(cast)).unwrap();
    archive.encrypted_tally(&tally, rankings.len()).unwrap();
    let bytes = archive.into_inner().into_inner();
    let key = scalar(made.keys.keys[0].reveal().trim_matches('"'));
    let verified = verified(bytes.as_slice(), &policy, &mut system()).unwrap();
    (verified, tally.questions()[0].clone(), key)
}

fn shuffled(tallied: &Verified) -> Vec<Ciphertext> {
    let shuffle = tallied.shuffle(&mut system(), &silent).unwrap();
    shuffle.questions().next().unwrap().to_vec()
}

fn decrypted(ciphertexts: &[Ciphertext], key: &Scalar) -> Vec<[u8; 32]> {
    let opened = ciphertexts.iter().map(|Ciphertext { alpha, beta }| {
        let opened = point(&beta.to_string()) - point(&alpha.to_string()) * key;
        opened.compress().to_bytes()
    });
    opened.collect()
}

fn sorted(mut opened: Vec<[u8; 32]>) -> Vec<[u8; 32]> {
    opened.sort_unstable();
    opened
}

proptest! {
    #![proptest_config(one_in(16))]

    #[test]
    fn a_shuffle_changes_every_ciphertext_and_nothing_that_is_in_them(
        rankings in prop::collection::vec(ranking(4), 1..8)
    ) {
        let (tallied, before, key) = tallied(4, &rankings);
        let after = shuffled(&tallied);
        prop_assert_eq!(sorted(decrypted(&before, &key)), sorted(decrypted(&after, &key)));
        for one in &after {
            prop_assert!(before.iter().all(|other| one.alpha != other.alpha && one.beta != other.beta));
        }
    }
}

#[test]
fn whoever_was_anywhere_may_come_out_first() {
    let first_preference = |voter| {
        (0..8)
            .map(|candidate| u8::from(candidate == voter))
            .collect()
    };
    let rankings: Vec<Vec<u8>> = (0..8).map(first_preference).collect();
    let (tallied, _, key) = tallied(8, &rankings);
    let first = || decrypted(&shuffled(&tallied)[..1], &key);
    let firsts: HashSet<_> = (0..64).map(|_| first()).collect();
    // That some two of eight never come first in 64 shuffles has a chance of one in three millions.
    assert!(firsts.len() > 6, "{}", firsts.len());
}
