//! Cosignatures and quorums.

use hustings_log::cosignature::CosignError;
use hustings_log::note::{KeyError, VerifyError};
use hustings_log::quorum::QuorumError;
use hustings_log::{
    ConsistencyProof, Note, Quorum, SigningKey, Timestamp, TreeHead, Witness, WitnessKey,
};
use proptest::prelude::*;

use crate::notes::{checkpoint, head, log_key, name};
use crate::trees::{leaves, tiles_of};

fn witness(number: u8) -> WitnessKey {
    WitnessKey::from_seed(name(&format!("agent-{number}.example")), &[number; 32])
}

fn time(seconds: u64) -> Timestamp {
    Timestamp::new(seconds).unwrap()
}

fn proof(old: u64, new: usize) -> ConsistencyProof {
    ConsistencyProof::prove(old, new as u64, &tiles_of(&leaves(new))).unwrap()
}

fn cosigned_by(numbers: &[u8]) -> Note {
    let mut note = checkpoint(5);
    let log = log_key().verifying_key();
    for number in numbers {
        let (cosignature, _) = witness(*number)
            .cosign(
                &note,
                &log,
                &TreeHead::empty(),
                &proof(0, 5),
                time(1_000 + u64::from(*number)),
            )
            .unwrap();
        note.add(cosignature);
    }
    note
}

fn quorum(threshold: usize, numbers: &[u8]) -> Quorum {
    let witnesses = numbers.iter().map(|number| witness(*number).witness());
    Quorum::new(threshold, witnesses.collect()).unwrap()
}

#[test]
fn a_quorum_says_who_cosigned_and_whether_that_is_enough() {
    let note = cosigned_by(&[11, 13, 14]);
    let note = Note::parse(note.to_string().as_bytes()).unwrap();
    let cosigned = quorum(2, &[11, 12, 13]).judge(&note).unwrap();
    let expected = vec![
        (name("agent-11.example"), time(1_011)),
        (name("agent-13.example"), time(1_013)),
    ];
    assert_eq!(cosigned.by, expected);
    assert!(cosigned.is_enough());
    assert!(!quorum(3, &[11, 12, 13]).judge(&note).unwrap().is_enough());
    let none = quorum(1, &[15]).judge(&note).unwrap();
    assert!(none.by.is_empty() && !none.is_enough());
}

#[test]
fn a_witness_cosigns_only_what_continues_what_it_has_seen() {
    let log = log_key().verifying_key();
    let cosign = |size, seen: &TreeHead, proof: &ConsistencyProof| {
        witness(11).cosign(&checkpoint(size), &log, seen, proof, time(1))
    };
    let (_, seen) = cosign(3, &TreeHead::empty(), &proof(0, 3)).unwrap();
    assert_eq!(seen, head(3));
    assert!(cosign(5, &seen, &proof(3, 5)).is_ok());
    let wrong = cosign(5, &seen, &proof(2, 5)).unwrap_err();
    assert!(matches!(wrong, CosignError::History(_)));
    let earlier = cosign(2, &seen, &proof(0, 2)).unwrap_err();
    assert!(matches!(earlier, CosignError::History(_)));
    let other = SigningKey::from_seed(name("other.example"), &[9; 32]).verifying_key();
    let unsigned = witness(11).cosign(&checkpoint(3), &other, &seen, &proof(3, 3), time(1));
    assert!(matches!(unsigned, Err(CosignError::Checkpoint(_))));
}

#[test]
fn a_quorum_counts_nobody_twice() {
    let witnesses = |numbers: &[u8]| -> Vec<Witness> {
        numbers
            .iter()
            .map(|number| witness(*number).witness())
            .collect()
    };
    for threshold in [0, 3] {
        let refusal = Quorum::new(threshold, witnesses(&[11, 12])).unwrap_err();
        assert_eq!(
            refusal,
            QuorumError::Threshold {
                threshold,
                witnesses: 2
            }
        );
    }
    let alias = WitnessKey::from_seed(name("alias.example"), &[11; 32]).witness();
    let refusal = Quorum::new(1, vec![witness(11).witness(), alias]).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "agent-11.example and alias.example have the same key; each witness needs one of its own"
    );
    let text = cosigned_by(&[11]).to_string();
    let again = format!("{text}{}\n", text.lines().last().unwrap());
    let refusal = quorum(1, &[11]).judge(&Note::parse(again.as_bytes()).unwrap());
    assert!(matches!(refusal, Err(VerifyError::Twice { .. })));
}

#[test]
fn the_key_of_a_log_is_no_key_of_a_witness() {
    let log = log_key();
    let refusal = log.verifying_key().to_string().parse::<Witness>();
    assert_eq!(
        refusal,
        Err(KeyError::Type {
            found: 1,
            expected: 4
        })
    );
    assert!(WitnessKey::parse(&log.reveal()).is_err());
    assert!(SigningKey::parse(&witness(11).reveal()).is_err());
}

#[test]
fn keys_of_witnesses_are_written_and_read() {
    let key = witness(11);
    assert_eq!(
        WitnessKey::parse(&key.reveal()).unwrap().witness(),
        key.witness()
    );
    assert_eq!(key.witness().to_string().parse(), Ok(key.witness()));
    assert_eq!(format!("{key:?}"), "WitnessKey(agent-11.example, secret)");
}

#[test]
fn times_are_below_2_to_the_63() {
    assert!(Timestamp::new(1 << 63).is_err());
    assert_eq!(time((1 << 63) - 1).seconds(), i64::MAX as u64);
}

proptest! {
    #[test]
    fn a_cosignature_of_which_any_byte_is_changed_is_not_counted(at: prop::sample::Index, byte: u8) {
        let mut bytes = cosigned_by(&[11]).to_string().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != byte);
        let log_line = |note: &Note| note.signatures().first().map(ToString::to_string);
        let before = log_line(&Note::parse(&bytes).unwrap());
        bytes[at] = byte;
        let counted = Note::parse(&bytes).is_ok_and(|note| {
            // The log's own signature is nothing that a witness signs.
            log_line(&note) == before && quorum(1, &[11]).judge(&note).is_ok_and(|cosigned| cosigned.is_enough())
        });
        prop_assert!(!counted);
    }
}
