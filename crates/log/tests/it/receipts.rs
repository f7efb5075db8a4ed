//! Receipts: what is so is proved, and no byte of one can be changed.

use hustings_log::proof::{ProofError, ReceiptError, ReceiptFault};
use hustings_log::{
    ConsistencyProof, Hash, InclusionProof, Note, Quorum, Receipt, Timestamp, TreeHead, WitnessKey,
};
use proptest::prelude::*;
use rstest::rstest;

use crate::notes::{checkpoint, head, log_key, name};
use crate::trees::{leaves, tiles_of};

const HASH: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const NOTE: &str = "text\n\n— a AAAAAAA=\n";

fn witness() -> WitnessKey {
    WitnessKey::from_seed(name("agent-of-ash.example"), &[2; 32])
}

fn quorum() -> Quorum {
    Quorum::new(1, vec![witness().witness()]).unwrap()
}

fn cosigned(size: usize) -> Note {
    let mut note = checkpoint(size);
    let log = log_key().verifying_key();
    let proof = ConsistencyProof::from(Vec::new());
    let time = Timestamp::new(1_767_225_600).unwrap();
    let signed = witness().cosign(&note, &log, &TreeHead::empty(), &proof, time);
    note.add(signed.unwrap().0);
    note
}

fn receipt(index: usize, size: usize) -> Receipt {
    let proof = InclusionProof::prove(index as u64, size as u64, &tiles_of(&leaves(size)));
    Receipt::new(index as u64, proof.unwrap(), cosigned(size))
}

/// Whether a text proves, to who trusts the log's key and a witness, that an entry is in the log.
fn proves(text: &[u8], entry: &Hash) -> bool {
    let log = log_key().verifying_key();
    let read = Receipt::parse(text).ok();
    read.is_some_and(|read| read.verify_with(entry, &log, &quorum()).is_ok())
}

#[test]
fn of_the_only_entry_of_a_log_there_is_nothing_to_prove() {
    let receipt = receipt(0, 1);
    let text = receipt.to_string();
    let beginning = "c2sp.org/tlog-proof@v1\nindex 0\n\nparty.example/leader-2026\n1\n";
    assert!(text.starts_with(beginning), "{text}");
    assert!(proves(text.as_bytes(), &leaves(1)[0]));
}

#[test]
fn extra_data_is_read_and_written_and_proves_nothing() {
    let plain = receipt(1, 3);
    let with = plain.clone().with_extra(b"\xffcontext".to_vec());
    let text = with.to_string();
    assert_eq!(text.lines().nth(1), Some("extra /2NvbnRleHQ="));
    let read = Receipt::parse(text.as_bytes()).unwrap();
    assert_eq!((read.extra(), &read), (&b"\xffcontext"[..], &with));
    assert!(proves(text.as_bytes(), &leaves(3)[1]));
    let without = with.with_extra(Vec::new());
    assert_eq!(without, plain);
}

#[test]
fn a_receipt_of_another_log_another_entry_or_too_few_witnesses_proves_nothing() {
    let leaves = leaves(5);
    let log = log_key().verifying_key();
    let receipt = receipt(2, 5);
    assert_eq!(receipt.verify(&leaves[2], &log).unwrap().head(), &head(5));
    let other = receipt.verify(&leaves[3], &log).unwrap_err();
    assert_eq!(other, ReceiptFault::Proof(ProofError::Root));
    let of_box = log_key().named(name("party.example/leader-2026/box/members"));
    let other = receipt.verify(&leaves[2], &of_box.verifying_key());
    assert!(
        matches!(other, Err(ReceiptFault::Checkpoint(_))),
        "{other:?}"
    );
    let alone = Receipt::new(2, receipt.proof().clone(), checkpoint(5));
    let alone = alone.verify_with(&leaves[2], &log, &quorum()).unwrap_err();
    let expected = ReceiptFault::Quorum {
        found: 0,
        threshold: 1,
    };
    assert_eq!(alone, expected);
    let behind = Receipt::new(5, receipt.proof().clone(), checkpoint(5));
    let behind = behind.verify(&leaves[2], &log).unwrap_err();
    let expected = ProofError::Outside { index: 5, size: 5 };
    assert_eq!(behind, ReceiptFault::Proof(expected));
}

#[rstest]
#[case::empty("", ReceiptError::Version)]
#[case::another_version("c2sp.org/tlog-proof@v2\nindex 0\n\nNOTE", ReceiptError::Version)]
#[case::a_word_more("c2sp.org/tlog-proof@v1 \nindex 0\n\nNOTE", ReceiptError::Version)]
#[case::windows("c2sp.org/tlog-proof@v1\r\nindex 0\n\nNOTE", ReceiptError::Version)]
#[case::a_byte_order_mark("\u{feff}V1\nindex 0\n\nNOTE", ReceiptError::Version)]
#[case::the_first_line_alone("V1", ReceiptError::Version)]
#[case::nothing_behind("V1\n", ReceiptError::Cut)]
#[case::no_empty_line("V1\nindex 0\n", ReceiptError::Cut)]
#[case::no_index("V1\n\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::no_index_behind_extra("V1\nextra AAAA\n\nNOTE", ReceiptError::Index { line: 3 })]
#[case::a_hash_for_an_index("V1\nHASH\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::an_index_with_a_zero("V1\nindex 01\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::an_index_with_a_sign("V1\nindex +1\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::an_index_with_two_spaces("V1\nindex  1\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::an_index_with_a_space("V1\nindex 1 \n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::a_hexadecimal_index("V1\nindex 0x1\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::an_index_too_large("V1\nindex 9223372036854775808\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::an_index_in_capitals("V1\nINDEX 1\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::extra_without_data("V1\nextra \nindex 0\n\nNOTE", ReceiptError::Extra)]
#[case::extra_that_is_no_base64("V1\nextra ä\nindex 0\n\nNOTE", ReceiptError::Extra)]
#[case::extra_without_padding("V1\nextra AAA\nindex 0\n\nNOTE", ReceiptError::Extra)]
#[case::extra_with_bits_behind("V1\nextra AAB=\nindex 0\n\nNOTE", ReceiptError::Extra)]
#[case::extra_for_urls("V1\nextra __8=\nindex 0\n\nNOTE", ReceiptError::Extra)]
#[case::extra_twice("V1\nextra AAAA\nextra AAAA\nindex 0\n\nNOTE", ReceiptError::Index { line: 3 })]
#[case::extra_behind_the_index("V1\nindex 0\nextra AAAA\n\nNOTE", ReceiptError::Hash { line: 3 })]
#[case::extra_without_a_space("V1\nextra\nindex 0\n\nNOTE", ReceiptError::Index { line: 2 })]
#[case::no_hash("V1\nindex 0\nhash\n\nNOTE", ReceiptError::Hash { line: 3 })]
#[case::a_hash_of_31_bytes("V1\nindex 0\nHASH\nAAAA\n\nNOTE", ReceiptError::Hash { line: 4 })]
#[case::a_hash_with_a_space("V1\nindex 0\nHASH \n\nNOTE", ReceiptError::Hash { line: 3 })]
#[case::a_hash_behind_extra("V1\nextra AAAA\nindex 0\n?\n\nNOTE", ReceiptError::Hash { line: 4 })]
#[case::no_note(
    "V1\nindex 0\n\n",
    ReceiptError::Note(hustings_log::note::NoteError::Unsigned)
)]
#[case::a_note_that_is_cut(
    "V1\nindex 0\n\ntext\n\n",
    ReceiptError::Note(hustings_log::note::NoteError::Unsigned)
)]
#[case::a_line_feed_more(
    "V1\nindex 0\n\nNOTE\n",
    ReceiptError::Note(hustings_log::note::NoteError::Unsigned)
)]
fn a_text_that_is_no_receipt_is_refused(#[case] text: &str, #[case] why: ReceiptError) {
    let text = text.replace("V1", "c2sp.org/tlog-proof@v1");
    let text = text.replace("HASH", HASH).replace("NOTE", NOTE);
    assert_eq!(Receipt::parse(text.as_bytes()), Err(why));
}

#[test]
fn bytes_that_are_not_utf_8_and_proofs_of_65_hashes_are_refused() {
    let bytes = b"c2sp.org/tlog-proof@v1\n\xff";
    assert_eq!(Receipt::parse(bytes), Err(ReceiptError::Utf8 { byte: 23 }));
    let of = |hashes: usize| {
        let hashes = format!("{HASH}\n").repeat(hashes);
        format!("c2sp.org/tlog-proof@v1\nindex 0\n{hashes}\n{NOTE}")
    };
    let most = Receipt::parse(of(64).as_bytes()).unwrap();
    assert_eq!(most.proof().hashes().len(), 64);
    assert_eq!(Receipt::parse(of(65).as_bytes()), Err(ReceiptError::Long));
}

proptest! {
    #[test]
    fn every_entry_of_every_tree_has_a_receipt_and_it_is_no_other_entrys(
        size in 1_usize..300, index: prop::sample::Index, other: prop::sample::Index,
    ) {
        let (index, other) = (index.index(size), other.index(size));
        let leaves = leaves(size);
        let text = receipt(index, size).to_string();
        prop_assert!(proves(text.as_bytes(), &leaves[index]));
        if leaves[other] != leaves[index] {
            prop_assert!(!proves(text.as_bytes(), &leaves[other]));
        }
    }

    #[test]
    fn a_receipt_of_which_any_byte_is_changed_taken_out_or_added_proves_nothing(
        size in 1_usize..40, index: prop::sample::Index, at: prop::sample::Index, byte: u8,
    ) {
        let index = index.index(size);
        let entry = leaves(size)[index];
        let text = receipt(index, size).to_string().into_bytes();
        let at = at.index(text.len());
        let (mut changed, mut shorter, mut longer) = (text.clone(), text.clone(), text.clone());
        changed[at] = byte;
        shorter.remove(at);
        longer.insert(at, byte);
        for other in [changed, shorter, longer] {
            prop_assert_eq!(proves(&other, &entry), other == text);
        }
        prop_assert!(!proves(&text[..at], &entry));
    }
}
