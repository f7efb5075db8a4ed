//! Proofs: what is so is proved, and nothing else.

use hustings_log::proof::{ProofError, ProofTextError, ProveError};
use hustings_log::{ConsistencyProof, Hash, InclusionProof, MemoryTiles, TreeHead};
use proptest::prelude::*;
use rstest::rstest;

use crate::trees::{largest_power_of_two_below, leaves, mth, tiles_of};

fn head(leaves: &[Hash], size: usize) -> TreeHead {
    let root = mth(&leaves[..size]);
    TreeHead {
        size: size as u64,
        root,
    }
}

/// PATH of RFC 9162, section 2.1.3.1.
fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(largest_power_of_two_below(leaves.len()));
    if index < left.len() {
        [path(index, left), vec![mth(right)]].concat()
    } else {
        [path(index - left.len(), right), vec![mth(left)]].concat()
    }
}

/// SUBPROOF of RFC 9162, section 2.1.4.1.
fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![mth(leaves)] };
    }
    let (left, right) = leaves.split_at(largest_power_of_two_below(leaves.len()));
    if old <= left.len() {
        [subproof(old, left, whole), vec![mth(right)]].concat()
    } else {
        [subproof(old - left.len(), right, false), vec![mth(left)]].concat()
    }
}

/// A proof with one hash changed, taken out, or added.
fn changed(hashes: &[Hash], at: usize) -> Vec<Vec<Hash>> {
    let mut longer = hashes.to_vec();
    longer.insert(at % (hashes.len() + 1), Hash::of_nothing());
    let mut all = vec![longer];
    if !hashes.is_empty() {
        let at = at % hashes.len();
        let (mut other, mut shorter) = (hashes.to_vec(), hashes.to_vec());
        let mut bytes = *other[at].as_bytes();
        bytes[at % 32] ^= 1 << (at % 8);
        other[at] = Hash::from(bytes);
        shorter.remove(at);
        all.extend([other, shorter]);
    }
    all
}

fn an_entry() -> impl Strategy<Value = (usize, usize)> {
    prop_oneof![1_usize..20, 250_usize..260, 1_usize..700]
        .prop_flat_map(|size| (0..size, Just(size)))
}

fn two_sizes() -> impl Strategy<Value = (usize, usize)> {
    prop_oneof![1_usize..20, 250_usize..260, 1_usize..700]
        .prop_flat_map(|size| (1..=size, Just(size)))
}

proptest! {
    #[test]
    fn every_entry_is_proved_as_the_rfc_has_it((index, size) in an_entry(), more in 0_usize..300) {
        let leaves = leaves(size + more);
        let proof = InclusionProof::prove(index as u64, size as u64, &tiles_of(&leaves)).unwrap();
        prop_assert_eq!(proof.hashes(), path(index, &leaves[..size]));
        prop_assert_eq!(proof.verify(index as u64, &leaves[index], &head(&leaves, size)), Ok(()));
        prop_assert_eq!(proof.to_string().parse(), Ok(proof));
    }

    #[test]
    fn no_other_entry_place_hash_or_tree_is_proved((index, size) in an_entry(), other in 0_usize..800) {
        let leaves = leaves(800);
        let proof = InclusionProof::prove(index as u64, size as u64, &tiles_of(&leaves)).unwrap();
        let tree = head(&leaves, size);
        let refuses = |proof: &InclusionProof, index: usize, entry: &Hash, tree: &TreeHead| {
            proof.verify(index as u64, entry, tree).is_err()
        };
        if other != index {
            prop_assert!(refuses(&proof, other, &leaves[index], &tree));
            prop_assert!(refuses(&proof, index, &leaves[other], &tree));
        }
        if other != size {
            prop_assert!(refuses(&proof, index, &leaves[index], &head(&leaves, other)));
        }
        for hashes in changed(proof.hashes(), other) {
            prop_assert!(refuses(&hashes.into(), index, &leaves[index], &tree));
        }
    }

    #[test]
    fn every_beginning_is_proved_as_the_rfc_has_it((old, new) in two_sizes(), more in 0_usize..300) {
        let leaves = leaves(new + more);
        let proof = ConsistencyProof::prove(old as u64, new as u64, &tiles_of(&leaves)).unwrap();
        prop_assert_eq!(proof.hashes(), subproof(old, &leaves[..new], true));
        prop_assert_eq!(proof.verify(&head(&leaves, old), &head(&leaves, new)), Ok(()));
        prop_assert_eq!(proof.to_string().parse(), Ok(proof));
    }

    #[test]
    fn no_other_beginning_end_or_hash_is_proved((old, new) in two_sizes(), other in 1_usize..800) {
        let leaves = leaves(800);
        let proof = ConsistencyProof::prove(old as u64, new as u64, &tiles_of(&leaves)).unwrap();
        let (before, after) = (head(&leaves, old), head(&leaves, new));
        if other != old {
            prop_assert!(proof.verify(&head(&leaves, other), &after).is_err());
        }
        if other != new {
            prop_assert!(proof.verify(&before, &head(&leaves, other)).is_err());
        }
        for hashes in changed(proof.hashes(), other) {
            prop_assert!(ConsistencyProof::from(hashes).verify(&before, &after).is_err());
        }
    }

    #[test]
    fn a_log_that_changed_an_old_entry_is_not_one_history((old, new) in two_sizes(), at: usize) {
        let told = leaves(new);
        let mut shown = told.clone();
        shown[at % old] = Hash::of_entry(b"another");
        let proof = ConsistencyProof::prove(old as u64, new as u64, &tiles_of(&shown)).unwrap();
        let refusal = proof.verify(&head(&told, old), &head(&shown, new));
        prop_assert_eq!(refusal, Err(ProofError::Root));
    }

    #[test]
    fn a_proof_reads_the_tiles_that_it_names_and_no_others((index, size) in an_entry(), old: usize) {
        let tiles = tiles_of(&leaves(size));
        let (index, size, old) = (index as u64, size as u64, (old % (size + 1)) as u64);
        let only = |named: Vec<hustings_log::Tile>| {
            let mut few = MemoryTiles::new();
            few.extend(named.into_iter().map(|tile| (tile, tile_bytes(&tiles, tile))));
            few
        };
        let few = only(InclusionProof::tiles(index, size).unwrap());
        prop_assert!(InclusionProof::prove(index, size, &few).is_ok());
        let few = only(ConsistencyProof::tiles(old, size).unwrap());
        prop_assert!(ConsistencyProof::prove(old, size, &few).is_ok());
    }

    #[test]
    fn whatever_is_verified_is_answered(
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70), index: u64, old: u64, new: u64,
    ) {
        let hashes: Vec<Hash> = hashes.into_iter().map(Hash::from).collect();
        let of = |size| TreeHead { size, root: Hash::of_nothing() };
        let inclusion = InclusionProof::from(hashes.clone());
        prop_assert!(inclusion.verify(index, &Hash::of_nothing(), &of(new)).is_err());
        let consistency = ConsistencyProof::from(hashes);
        if old > 0 && old != new {
            prop_assert!(consistency.verify(&of(old), &of(new)).is_err());
        }
    }
}

fn tile_bytes(tiles: &MemoryTiles, tile: hustings_log::Tile) -> Vec<u8> {
    use hustings_log::Tiles;
    tiles.tile(tile).unwrap().unwrap().into_owned()
}

#[test]
fn what_is_not_in_the_tree_is_not_proved() {
    let tiles = tiles_of(&leaves(3));
    let outside = InclusionProof::prove(3, 3, &tiles).unwrap_err();
    assert_eq!(
        outside.to_string(),
        "entry 3, counted from 0, is not in a tree of 3 entries"
    );
    let shrinks = ConsistencyProof::prove(4, 3, &tiles).unwrap_err();
    assert_eq!(
        shrinks.to_string(),
        "a tree of 3 entries does not continue one of 4; a log never loses entries"
    );
    let missing = InclusionProof::prove(0, 1 << 40, &tiles).unwrap_err();
    assert!(matches!(missing, ProveError::Read(_)));
    let large = ConsistencyProof::prove(1, u64::MAX, &tiles).unwrap_err();
    assert!(matches!(large, ProveError::Read(_)));
}

#[test]
fn every_tree_continues_the_empty_one_and_itself_by_an_empty_proof() {
    let leaves = leaves(3);
    let tiles = tiles_of(&leaves);
    let three = head(&leaves, 3);
    for (old, before) in [(0, TreeHead::empty()), (3, three)] {
        let proof = ConsistencyProof::prove(old, 3, &tiles).unwrap();
        assert_eq!(proof.hashes(), []);
        assert_eq!(proof.verify(&before, &three), Ok(()));
    }
    let nothing = ConsistencyProof::from(Vec::new());
    let other = TreeHead {
        root: Hash::of_nothing(),
        ..three
    };
    assert_eq!(nothing.verify(&three, &other), Err(ProofError::Root));
    let pretended = TreeHead { size: 0, ..three };
    assert_eq!(nothing.verify(&pretended, &three), Err(ProofError::Root));
}

#[rstest]
#[case::not_ended("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ProofTextError::End)]
#[case::an_empty_line("\n", ProofTextError::Hash { line: 1 })]
#[case::no_hash("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nhash\n", ProofTextError::Hash { line: 2 })]
#[case::windows("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\r\n", ProofTextError::Hash { line: 1 })]
fn a_text_that_is_no_proof_is_refused(#[case] text: &str, #[case] why: ProofTextError) {
    assert_eq!(text.parse::<InclusionProof>(), Err(why));
    assert_eq!(text.parse::<ConsistencyProof>(), Err(why));
}

#[test]
fn a_proof_has_at_most_64_hashes() {
    let line = format!("{}\n", Hash::of_nothing());
    assert!(line.repeat(64).parse::<InclusionProof>().is_ok());
    assert_eq!(
        line.repeat(65).parse::<InclusionProof>(),
        Err(ProofTextError::Long)
    );
}

/// Hashes that do lead to the root, but not as many as there are between these sizes.
#[test]
fn a_proof_of_another_length_is_refused_though_its_hashes_fit() {
    let leaves = leaves(4);
    let other = Hash::of_nothing();
    let under = |root: Hash| Hash::of_children(&other, &root);
    let of = |size, root| TreeHead { size, root };

    // A node is no entry.
    let node = mth(&leaves[..2]);
    let short = InclusionProof::from(vec![mth(&leaves[2..])]);
    let refusal = short.verify(0, &node, &head(&leaves, 4));
    assert_eq!(refusal, Err(ProofError::Length { hashes: 1 }));
    let long = InclusionProof::from(vec![other]);
    let refusal = long.verify(0, &leaves[0], &of(1, under(leaves[0])));
    assert_eq!(refusal, Err(ProofError::Length { hashes: 1 }));

    let short = ConsistencyProof::from(Vec::new());
    let refusal = short.verify(&of(2, node), &of(4, node));
    assert_eq!(refusal, Err(ProofError::Length { hashes: 0 }));
    let mut hashes = subproof(3, &leaves, true);
    hashes.push(other);
    let (old, new) = (of(3, under(mth(&leaves[..3]))), of(4, under(mth(&leaves))));
    let refusal = ConsistencyProof::from(hashes).verify(&old, &new);
    assert_eq!(refusal, Err(ProofError::Length { hashes: 4 }));
}
