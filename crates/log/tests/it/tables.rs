//! Bad input, and what is said of it.

use hustings_log::bundle::{self, Bundle, BundleError};
use hustings_log::{Entry, EntryTooLong, Growth, Hash, MemoryTiles, ReadError, Tile, Tree};
use proptest::prelude::*;
use rstest::rstest;

#[rstest]
#[case::nothing("")]
#[case::another_root("tiles/0/000")]
#[case::no_number("tile/0/")]
#[case::two_digits("tile/0/00")]
#[case::four_digits("tile/0/0000")]
#[case::no_x("tile/0/001/234")]
#[case::x_before_the_last("tile/0/x001")]
#[case::zeroes_in_front("tile/0/x000/001")]
#[case::level_with_a_zero("tile/00/001")]
#[case::level_64("tile/64/001")]
#[case::level_with_a_sign("tile/+1/001")]
#[case::entries("tile/entries/001")]
#[case::no_width("tile/0/001.p/")]
#[case::width_0("tile/0/001.p/0")]
#[case::width_256("tile/0/001.p/256")]
#[case::width_with_a_zero("tile/0/001.p/05")]
#[case::width_with_a_sign("tile/0/001.p/+5")]
#[case::two_widths("tile/0/001.p/5.p/5")]
#[case::more_than_64_bits("tile/0/x018/x446/x744/x073/x709/x551/616")]
#[case::slash_at_the_end("tile/0/001/")]
#[case::letters("tile/0/0a1")]
#[case::other_digits("tile/0/٠٠١")]
fn a_path_that_no_tile_has_is_refused(#[case] path: &str) {
    let refusal = path.parse::<Tile>().unwrap_err().to_string();
    assert!(
        refusal.starts_with(&format!("{path:?} is not the path of a tile")),
        "{refusal}"
    );
    let path = path.replacen("tile/0/", "tile/entries/", 1);
    assert!(path == "tile/entries/001" || path.parse::<Bundle>().is_err());
}

#[rstest]
#[case("tile/0/000", 0, 0, 256)]
#[case("tile/0/x001/x234/067.p/5", 0, 1_234_067, 5)]
#[case("tile/63/x018/x446/x744/x073/x709/x551/615", 63, u64::MAX, 256)]
fn a_path_names_its_tile(
    #[case] path: &str,
    #[case] level: u8,
    #[case] index: u64,
    #[case] width: u16,
) {
    assert_eq!(path.parse(), Ok(Tile::new(level, index, width).unwrap()));
}

#[test]
fn a_tile_has_a_level_and_a_width() {
    assert!(Tile::new(64, 0, 1).is_err());
    assert!(Tile::new(0, 0, 0).is_err());
    assert!(Tile::new(0, 0, 257).is_err());
}

#[rstest]
#[case::empty(b"", BundleError::Width { entries: 0 })]
#[case::half_a_length(b"\0", BundleError::Short { entry: 0, needed: 2, left: 1 })]
#[case::no_entry(b"\0\x01", BundleError::Short { entry: 0, needed: 1, left: 0 })]
#[case::half_an_entry(b"\0\x01a\0\x03ab", BundleError::Short { entry: 1, needed: 3, left: 2 })]
#[case::too_many(&[0; 257 * 2], BundleError::Width { entries: 257 })]
fn bytes_that_are_no_bundle_are_refused(#[case] bytes: &[u8], #[case] why: BundleError) {
    assert_eq!(bundle::decode(bytes), Err(why));
}

#[test]
fn a_bundle_holds_1_to_256_entries() {
    let entry = Entry::new(b"e").unwrap();
    assert_eq!(bundle::encode([]), Err(BundleError::Width { entries: 0 }));
    assert_eq!(
        bundle::encode([entry; 257]),
        Err(BundleError::Width { entries: 257 })
    );
    assert_eq!(bundle::encode([entry; 256]).unwrap().len(), 256 * 3);
}

#[test]
fn an_entry_has_at_most_65535_bytes() {
    let bytes = vec![7; 65_536];
    assert_eq!(Entry::new(&bytes), Err(EntryTooLong { bytes: 65_536 }));
    let longest = Entry::new(&bytes[1..]).unwrap();
    let bundle = bundle::encode([longest]).unwrap();
    assert_eq!(bundle::decode(&bundle), Ok(vec![longest]));
}

#[test]
fn bundles_are_those_of_the_lowest_tiles() {
    let bundle = Bundle::in_tree(1, 300).unwrap();
    assert_eq!(bundle.path(), "tile/entries/001.p/44");
    assert_eq!(Bundle::of("tile/0/001.p/44".parse().unwrap()), Some(bundle));
    assert_eq!(Bundle::of("tile/1/001.p/44".parse().unwrap()), None);
    assert_eq!(Bundle::in_tree(2, 512), None);
}

/// RFC 6962's own test vectors, as published with the reference implementation of Certificate Transparency.
#[test]
fn the_empty_tree_and_the_empty_entry_have_the_hashes_that_others_published() {
    let hexadecimal = |hash: Hash| -> String {
        hash.as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    assert_eq!(
        hexadecimal(Tree::new().root()),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(
        hexadecimal(Hash::of_entry(b"")),
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    );
}

#[rstest]
#[case::empty("")]
#[case::no_padding("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
#[case::bits_behind_the_last("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")]
#[case::url("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")]
#[case::line_feed("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
#[case::short("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS")]
#[case::hexadecimal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
fn a_text_that_is_no_hash_is_refused(#[case] text: &str) {
    assert!(text.parse::<Hash>().is_err());
}

#[test]
fn a_tree_whose_tiles_are_missing_or_short_is_refused() {
    let tile: Tile = "tile/0/000.p/3".parse().unwrap();
    let mut tiles = MemoryTiles::new();
    let missing = Tree::from_tiles(3, &tiles).unwrap_err();
    assert!(matches!(missing, ReadError::Missing { tile: named } if named == tile));
    tiles.insert(tile, vec![1; 95]);
    let short = Growth::from_tiles(3, &tiles).unwrap_err();
    assert_eq!(
        short.to_string(),
        "tile/0/000.p/3 has 95 bytes, and 96 are needed; the log is incomplete, or has another size"
    );
    let large = Tree::from_tiles(1 << 63, &tiles).unwrap_err();
    assert!(matches!(large, ReadError::Size { .. }));
}

#[test]
fn a_wider_tile_is_kept_in_place_of_a_narrower_one_and_stands_for_it() {
    let leaf = Hash::of_entry(b"e");
    let mut tiles = MemoryTiles::new();
    for width in [1, 3, 2] {
        let bytes = leaf.as_bytes().repeat(usize::from(width));
        tiles.insert(Tile::new(0, 0, width).unwrap(), bytes);
    }
    assert!((1..=3).all(|size| Tree::from_tiles(size, &tiles).is_ok()));
}

proptest! {
    #[test]
    fn bundles_round_trip(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..20)) {
        let entries: Vec<Entry> = entries.iter().map(|bytes| Entry::new(bytes).unwrap()).collect();
        let bytes = bundle::encode(entries.iter().copied()).unwrap();
        prop_assert_eq!(bundle::decode(&bytes), Ok(entries));
    }

    #[test]
    fn whatever_is_a_bundle_is_written_as_it_was_read(bytes in prop::collection::vec(0_u8..3, 0..40)) {
        if let Ok(entries) = bundle::decode(&bytes) {
            prop_assert_eq!(bundle::encode(entries), Ok(bytes));
        }
    }

    #[test]
    fn paths_of_bundles_round_trip(index: u64, size: u64) {
        if let Some(bundle) = Bundle::in_tree(index, size) {
            prop_assert_eq!(bundle.path().parse(), Ok(bundle));
        }
    }
}
