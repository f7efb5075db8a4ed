//! Whatever bytes come, they are read or are refused for a reason; and what was read is what came. `cargo test` attacks a
//! little; `fuzz/` attacks with the same function for as long as it is let.

use std::fmt::Display;
use std::str::FromStr;

use hustings_log::bundle::{self, Bundle};
use hustings_log::{
    Checkpoint, ConsistencyProof, Hash, InclusionProof, KeyName, Note, Quorum, Receipt, SigningKey,
    Tile, TreeHead, VerifyingKey, Witness, WitnessKey,
};

const LOG: &str = "party.example/leader-2026+ff5133d0+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
const WITNESS: &str = "agent-of-ash.example+60ab9eda+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";

/// Reads the bytes as everything that there is.
pub fn never_panic(bytes: &[u8]) {
    if let Ok(entries) = says_why(bundle::decode(bytes)) {
        assert_eq!(bundle::encode(entries).as_deref(), Ok(bytes));
    }
    if let Ok(note) = says_why(Note::parse(bytes)) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        of_a_note(&note);
    }
    if let Ok(receipt) = says_why(Receipt::parse(bytes)) {
        assert_eq!(receipt.to_string().as_bytes(), bytes);
        let log = LOG.parse().unwrap();
        let _ = says_why(receipt.verify(&Hash::of_nothing(), &log));
        of_a_note(receipt.checkpoint());
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(checkpoint) = says_why(Checkpoint::parse(text)) {
        assert_eq!(checkpoint.text(), text);
    }
    reads_what_it_writes::<Hash>(text);
    reads_what_it_writes::<Tile>(text);
    reads_what_it_writes::<Bundle>(text);
    reads_what_it_writes::<KeyName>(text);
    reads_what_it_writes::<VerifyingKey>(text);
    reads_what_it_writes::<Witness>(text);
    reads_what_it_writes::<InclusionProof>(text);
    reads_what_it_writes::<ConsistencyProof>(text);
    if let Ok(key) = says_why(SigningKey::parse(text)) {
        assert_eq!(*key.reveal(), text);
    }
    if let Ok(key) = says_why(WitnessKey::parse(text)) {
        assert_eq!(*key.reveal(), text);
    }
    if let Ok(proof) = text.parse::<ConsistencyProof>() {
        let of = |size| TreeHead {
            size,
            root: Hash::of_nothing(),
        };
        let _ = says_why(proof.verify(&of(proof.hashes().len() as u64), &of(u64::MAX)));
    }
}

fn of_a_note(note: &Note) {
    let log: VerifyingKey = LOG.parse().unwrap();
    let _ = says_why(Checkpoint::open(note, &log));
    let _ = says_why(note.verify(&[log]));
    let quorum = Quorum::new(1, vec![WITNESS.parse().unwrap()]).unwrap();
    let _ = says_why(quorum.judge(note));
}

fn reads_what_it_writes<T: FromStr<Err: Display> + Display>(text: &str) {
    if let Ok(value) = says_why(text.parse::<T>()) {
        assert_eq!(value.to_string(), text);
    }
}

/// A refusal has a reason.
fn says_why<T, E: Display>(outcome: Result<T, E>) -> Result<T, E> {
    outcome.inspect_err(|error| assert!(!error.to_string().is_empty()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::never_panic;

    const NOTE: &str = include_str!("../../../../docs/formats/log.md");

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            never_panic(&bytes);
        }

        #[test]
        fn whatever_is_made_of_a_checkpoint_is_read_or_refused(
            from: prop::sample::Index, length in 0_usize..900, at: prop::sample::Index, byte: u8,
        ) {
            let start = from.index(NOTE.len());
            let mut bytes = NOTE.as_bytes()[start..NOTE.len().min(start + length)].to_vec();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            never_panic(&bytes);
        }
    }
}
