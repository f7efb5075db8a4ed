use hustings_log::{ConsistencyProof, Hash, InclusionProof, Tree};

use super::logs::{append, numbered};
use crate::place::Place;

/// Whichever number: the hashes that were loaded for it suffice, and the proof holds.
pub async fn proofs_are_made_of_the_few_tiles_that_they_need(place: Place) {
    let (store, log) = place.with_log().await;
    let entries = numbered(66_000);
    append(&store, &log, &entries).await;
    let all = store.tiles(&log).await.unwrap();
    let head = |size: u64| Tree::from_tiles(size, &all.tiles).unwrap().head();
    let (size, new) = (all.size, head(all.size));
    assert_eq!(size, 66_000);
    for number in [
        0, 1, 255, 256, 257, 511, 4_000, 65_535, 65_536, 65_537, 65_791, 65_792, 65_999,
    ] {
        let some = store.tiles_for(&log, &[number]).await.unwrap();
        let proof = InclusionProof::prove(number, size, &some.tiles).unwrap();
        let entry = Hash::of_entry(&entries[usize::try_from(number).unwrap()]);
        proof.verify(number, &entry, &new).unwrap();
        let proof = ConsistencyProof::prove(number, size, &some.tiles).unwrap();
        proof.verify(&head(number), &new).unwrap();
    }
    let some = store.tiles_for(&log, &[size]).await.unwrap();
    ConsistencyProof::prove(size, size, &some.tiles)
        .unwrap()
        .verify(&new, &new)
        .unwrap();
}
