//! Trees and tiles, against the definitions of RFC 6962 written literally.

use std::collections::BTreeSet;

use hustings_log::{Growth, Hash, MemoryTiles, Tile, Tiles, Tree, tile};
use proptest::prelude::*;

/// MTH of RFC 6962, section 2.1, over hashes of entries.
pub fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_nothing(),
        [leaf] => *leaf,
        _ => {
            let k = largest_power_of_two_below(leaves.len());
            Hash::of_children(&mth(&leaves[..k]), &mth(&leaves[k..]))
        }
    }
}

pub fn largest_power_of_two_below(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// Different entries.
pub fn leaves(count: usize) -> Vec<Hash> {
    (0..count)
        .map(|number| Hash::of_entry(number.to_string().as_bytes()))
        .collect()
}

/// The tiles of a log, written in one go.
pub fn tiles_of(leaves: &[Hash]) -> MemoryTiles {
    let mut growth = Growth::new();
    growth.extend(leaves.iter().copied());
    let mut tiles = MemoryTiles::new();
    tiles.extend(growth.take_changed());
    tiles
}

/// The hashes of a tile, as tlog-tiles defines them.
fn literal_tile(leaves: &[Hash], tile: Tile) -> Vec<u8> {
    let span = 256_usize.pow(u32::from(tile.level()));
    let first = usize::try_from(tile.index()).unwrap() * 256;
    (first..first + usize::from(tile.width()))
        .flat_map(|i| *mth(&leaves[i * span..(i + 1) * span]).as_bytes())
        .collect()
}

/// Sizes where tiles begin and end, and any.
fn sizes() -> impl Strategy<Value = Vec<usize>> {
    let size = prop_oneof![
        3 => 0_usize..40,
        2 => 250_usize..262,
        1 => 505_usize..520,
        1 => 0_usize..1500,
    ];
    prop::collection::vec(size, 1..5)
}

proptest! {
    #[test]
    fn a_tree_grown_in_any_batches_is_the_tree_of_the_rfc(batches in sizes()) {
        let leaves = leaves(batches.iter().sum());
        let mut tiles = MemoryTiles::new();
        let mut staying = Growth::new();
        let mut size = 0;
        for batch in batches {
            let mut growth = Growth::from_tiles(size as u64, &tiles).unwrap();
            let new = &leaves[size..size + batch];
            growth.extend(new.iter().copied());
            staying.extend(new.iter().copied());
            let changed = growth.take_changed();
            prop_assert_eq!(&changed, &staying.take_changed());
            let named: Vec<Tile> = changed.iter().map(|(tile, _)| *tile).collect();
            let expected: Vec<Tile> =
                tile::changed(size as u64, (size + batch) as u64).collect();
            prop_assert_eq!(named, expected);
            size += batch;
            for (tile, bytes) in &changed {
                prop_assert_eq!(bytes, &literal_tile(&leaves[..size], *tile));
            }
            tiles.extend(changed);
            prop_assert_eq!(growth.tree().root(), mth(&leaves[..size]));
            prop_assert_eq!(growth.tree().size(), size as u64);
            prop_assert_eq!(&Tree::from_tiles(size as u64, &tiles).unwrap(), growth.tree());
        }
    }

    #[test]
    fn an_earlier_tree_is_read_from_the_tiles_of_a_later_one(size in 0_usize..1200, earlier in 0_usize..1200) {
        let leaves = leaves(size);
        let earlier = earlier.min(size);
        let tree = Tree::from_tiles(earlier as u64, &tiles_of(&leaves)).unwrap();
        prop_assert_eq!(tree.root(), mth(&leaves[..earlier]));
    }

    #[test]
    fn a_log_grows_from_the_partial_tiles_of_its_right_edge(size in 0_usize..1200, more in 1_usize..300) {
        let leaves = leaves(size + more);
        let all = tiles_of(&leaves[..size]);
        let mut edge = MemoryTiles::new();
        for tile in tile::right_edge(size as u64) {
            prop_assert!(!tile.is_full());
            edge.insert(tile, all.tile(tile).unwrap().unwrap().into_owned());
        }
        let mut growth = Growth::from_tiles(size as u64, &edge).unwrap();
        growth.extend(leaves[size..].iter().copied());
        prop_assert_eq!(growth.tree().root(), mth(&leaves));
    }

    #[test]
    fn what_changes_between_two_sizes_is_what_differs(old in 0_u64..200_000, more in 0_u64..70_000) {
        let new = old + more;
        let of = |size: u64| -> BTreeSet<Tile> { tile::changed(0, size).collect() };
        let differs: Vec<Tile> = of(new).difference(&of(old)).copied().collect();
        prop_assert_eq!(tile::changed(old, new).collect::<Vec<_>>(), differs);
    }

    #[test]
    fn paths_of_tiles_round_trip(level in 0_u8..=63, index: u64, shift in 0_u32..64, width in 1_u16..=256) {
        let tile = Tile::new(level, index >> shift, width).unwrap();
        prop_assert_eq!(tile.path().parse(), Ok(tile));
    }
}

#[test]
fn the_tree_of_70000_entries_has_the_tiles_of_the_specification() {
    let tiles: Vec<Tile> = tile::changed(0, 70_000).collect();
    let full = |level| {
        tiles
            .iter()
            .filter(|tile| tile.level() == level && tile.is_full())
            .count()
    };
    assert_eq!((full(0), full(1), full(2)), (273, 1, 0));
    let partial: Vec<String> = tile::right_edge(70_000).map(Tile::path).collect();
    assert_eq!(
        partial,
        ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    );
    assert_eq!(tiles.len(), 273 + 1 + partial.len());
}

#[test]
fn the_tree_of_256_entries_has_a_full_tile_and_a_partial_one_above() {
    let paths: Vec<String> = tile::changed(0, 256).map(Tile::path).collect();
    assert_eq!(paths, ["tile/0/000", "tile/1/000.p/1"]);
}

#[test]
fn a_tree_does_not_shrink() {
    assert_eq!(tile::changed(5, 4).count(), 0);
    assert_eq!(tile::changed(5, 5).count(), 0);
}
