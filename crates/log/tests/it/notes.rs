//! Signed notes and checkpoints.

use hustings_log::checkpoint::{CheckpointError, HistoryError, OpenError};
use hustings_log::note::VerifyError;
use hustings_log::{
    Checkpoint, ConsistencyProof, KeyName, Note, SigningKey, TreeHead, VerifyingKey,
};
use proptest::prelude::*;

use crate::trees::{leaves, mth, tiles_of};

pub const ORIGIN: &str = "party.example/leader-2026";

pub fn name(text: &str) -> KeyName {
    text.parse().unwrap()
}

pub fn log_key() -> SigningKey {
    SigningKey::from_seed(name(ORIGIN), &[1; 32])
}

pub fn head(size: usize) -> TreeHead {
    let root = mth(&leaves(size));
    TreeHead {
        size: size as u64,
        root,
    }
}

pub fn checkpoint(size: usize) -> Note {
    let checkpoint = Checkpoint::new(&name(ORIGIN), head(size)).unwrap();
    checkpoint.sign(&log_key()).unwrap()
}

/// The example of C2SP signed-note.
#[test]
fn the_example_of_the_specification_verifies() {
    let key: VerifyingKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        .parse()
        .unwrap();
    let text = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    let note = Note::parse(text.as_bytes()).unwrap();
    assert_eq!(note.verify(std::slice::from_ref(&key)), Ok(vec![&key]));
    assert_eq!(note.to_string(), text);
    let other = "another message.\n\n".to_owned() + text.split_once("\n\n").unwrap().1;
    let note = Note::parse(other.as_bytes()).unwrap();
    assert!(matches!(
        note.verify(&[key]),
        Err(VerifyError::Invalid { .. })
    ));
}

#[test]
fn signatures_by_others_are_ignored_even_under_a_known_name() {
    let (own, other) = (log_key(), SigningKey::from_seed(name(ORIGIN), &[2; 32]));
    let mut note = Note::new("text\n").unwrap();
    note.sign(&other);
    let keys = [own.verifying_key()];
    assert_eq!(note.verify(&keys), Err(VerifyError::Unknown));
    note.sign(&own);
    assert_eq!(note.verify(&keys), Ok(vec![&keys[0]]));
    let both = [own.verifying_key(), other.verifying_key()];
    assert_eq!(note.verify(&both).unwrap().len(), 2);
}

#[test]
fn a_note_that_a_known_key_signed_twice_is_refused() {
    let text = checkpoint(3).to_string();
    let line = text.lines().last().unwrap();
    let twice = Note::parse(format!("{text}{line}\n").as_bytes()).unwrap();
    let refusal = twice.verify(&[log_key().verifying_key()]).unwrap_err();
    assert!(matches!(refusal, VerifyError::Twice { .. }));
}

#[test]
fn who_signs_again_signs_in_place() {
    let mut note = checkpoint(3);
    let before = note.clone();
    note.sign(&log_key());
    assert_eq!(note, before);
}

#[test]
fn the_text_of_a_note_may_have_blank_lines() {
    let mut note = Note::new("\n\na\n\n\n").unwrap();
    note.sign(&log_key());
    let read = Note::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(read, note);
}

#[test]
fn keys_are_written_and_read() {
    let key = log_key();
    let public = key.verifying_key();
    assert_eq!(public.to_string().parse(), Ok(public.clone()));
    let secret = key.reveal();
    assert_eq!(SigningKey::parse(&secret).unwrap().verifying_key(), public);
    let seed = secret.rsplit('+').next().unwrap();
    assert!(!format!("{key:?}").contains(seed));
}

#[test]
fn the_key_of_a_box_follows_from_that_of_the_contest() {
    let origin = name("party.example/leader-2026/box/members");
    let key = log_key().named(origin.clone());
    assert_eq!(
        key.verifying_key(),
        log_key().verifying_key().named(origin.clone())
    );
    let note = Checkpoint::new(&origin, head(3))
        .unwrap()
        .sign(&key)
        .unwrap();
    assert!(Checkpoint::open(&note, &key.verifying_key()).is_ok());
    let refusal = Checkpoint::open(&note, &log_key().verifying_key());
    assert_eq!(refusal, Err(OpenError::Signature(VerifyError::Unknown)));
}

#[test]
fn a_checkpoint_is_opened_by_the_key_that_bears_its_origin() {
    let log = log_key().verifying_key();
    let opened = Checkpoint::open(&checkpoint(3), &log).unwrap();
    assert_eq!((opened.origin(), *opened.head()), (ORIGIN, head(3)));
    let other = Checkpoint::new(&name("elsewhere.example"), head(3)).unwrap();
    assert!(matches!(
        other.sign(&log_key()),
        Err(OpenError::Origin { .. })
    ));
    let mut note = Note::new(other.text()).unwrap();
    note.sign(&log_key());
    assert!(matches!(
        Checkpoint::open(&note, &log),
        Err(OpenError::Origin { .. })
    ));
    let mut note = Note::new("no checkpoint\n").unwrap();
    note.sign(&log_key());
    let refusal = Checkpoint::open(&note, &log);
    assert_eq!(refusal, Err(OpenError::Form(CheckpointError::Lines)));
}

#[test]
fn a_checkpoint_keeps_its_extension_lines() {
    let extensions = vec!["one".to_owned(), "two".to_owned()];
    let checkpoint = Checkpoint::with_extensions("o", head(3), extensions.clone()).unwrap();
    assert_eq!(checkpoint.extensions(), extensions);
    assert_eq!(Checkpoint::parse(&checkpoint.text()), Ok(checkpoint));
    for bad in ["", "a\nb", "a\tb"] {
        let extensions = vec![bad.to_owned()];
        assert!(
            Checkpoint::with_extensions("o", head(3), extensions).is_err(),
            "{bad:?}"
        );
    }
}

#[test]
fn two_checkpoints_are_one_history_if_the_later_tree_begins_with_the_earlier() {
    let open = |size| Checkpoint::open(&checkpoint(size), &log_key().verifying_key()).unwrap();
    let proof = ConsistencyProof::prove(3, 7, &tiles_of(&leaves(7))).unwrap();
    assert_eq!(open(7).continues(&open(3), &proof), Ok(()));
    assert!(open(7).continues(&open(2), &proof).is_err());
    let elsewhere = Checkpoint::new(&name("elsewhere.example"), head(7)).unwrap();
    let refusal = elsewhere.continues(&open(3), &proof);
    assert!(matches!(refusal, Err(HistoryError::Origin { .. })));
}

proptest! {
    #[test]
    fn a_note_of_which_any_byte_is_changed_does_not_verify(
        text in "([ -~é]{0,20}\n){1,4}", at: prop::sample::Index, byte: u8,
    ) {
        let mut note = Note::new(text).unwrap();
        note.sign(&log_key());
        let keys = [log_key().verifying_key()];
        let mut bytes = note.to_string().into_bytes();
        prop_assert!(Note::parse(&bytes).unwrap().verify(&keys).is_ok());
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        prop_assert!(!Note::parse(&bytes).is_ok_and(|note| note.verify(&keys).is_ok()));
    }

    #[test]
    fn a_note_that_is_cut_or_grown_does_not_verify(cut: prop::sample::Index, more in "\\PC{1,3}|\n{1,2}") {
        let whole = checkpoint(5).to_string();
        let keys = [log_key().verifying_key()];
        let verifies = |bytes: &[u8]| Note::parse(bytes).is_ok_and(|note| note.verify(&keys).is_ok());
        prop_assert!(!verifies(&whole.as_bytes()[..cut.index(whole.len())]));
        prop_assert!(!verifies([whole.as_str(), &more].concat().as_bytes()));
        prop_assert!(!verifies([more.as_str(), &whole].concat().as_bytes()));
    }

    #[test]
    fn whatever_is_a_note_is_written_as_it_was_read(
        name in "[a-z.—é+ ]{1,4}", text in "[a— \n]{0,6}", base64 in "[A-D]{6}[AQgw]=", more in "[—a \n]{0,3}",
    ) {
        let bytes = format!("{text}\n\n— {name} {base64}\n{more}");
        if let Ok(note) = Note::parse(bytes.as_bytes()) {
            prop_assert_eq!(note.to_string(), bytes);
        }
    }

    #[test]
    fn keys_round_trip(seed: [u8; 32], name in "[a-zé./-]{1,20}") {
        let key = SigningKey::from_seed(name.parse().unwrap(), &seed);
        let public = key.verifying_key();
        prop_assert_eq!(SigningKey::parse(&key.reveal()).unwrap().verifying_key(), public.clone());
        prop_assert_eq!(public.to_string().parse(), Ok(public));
    }
}
