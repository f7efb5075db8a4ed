//! The example of `docs/formats/log.md`, block by block.

use hustings_log::bundle::{self, Bundle};
use hustings_log::{
    Checkpoint, ConsistencyProof, Entry, Growth, Hash, InclusionProof, MemoryTiles, Note, Quorum,
    Receipt, SigningKey, Tile, Timestamp, Tree, TreeHead, VerifyingKey, WitnessKey,
};

const PAGE: &str = include_str!("../../../../docs/formats/log.md");

fn block(name: &str) -> &'static str {
    let start = format!("```text {name}\n");
    let (_, rest) = PAGE.split_once(&start).expect("the page has the block");
    rest.split_once("```").expect("the block ends").0
}

fn lines(name: &str) -> Vec<&'static str> {
    block(name).lines().collect()
}

fn entries() -> Vec<Entry<'static>> {
    let lines = lines("entries").into_iter();
    lines
        .map(|line| Entry::new(line.as_bytes()).unwrap())
        .collect()
}

fn tiles() -> MemoryTiles {
    let mut growth = Growth::new();
    growth.extend(entries().iter().map(|entry| entry.hash()));
    let mut tiles = MemoryTiles::new();
    tiles.extend(growth.take_changed());
    tiles
}

fn log() -> VerifyingKey {
    lines("keys")[0].parse().unwrap()
}

fn log_secret() -> SigningKey {
    SigningKey::parse(lines("secrets")[0]).unwrap()
}

fn witness_secrets() -> Vec<WitnessKey> {
    let secrets = lines("secrets");
    let witnesses = secrets[1..].iter();
    witnesses
        .map(|text| WitnessKey::parse(text).unwrap())
        .collect()
}

fn head(size: u64) -> TreeHead {
    Tree::from_tiles(size, &tiles()).unwrap().head()
}

fn note(name: &str) -> Note {
    Note::parse(block(name).as_bytes()).unwrap()
}

fn signed(size: u64) -> Note {
    let checkpoint = Checkpoint::new(log().name(), head(size)).unwrap();
    checkpoint.sign(&log_secret()).unwrap()
}

const TIMES: [u64; 2] = [1_767_225_600, 1_767_225_660];

#[test]
fn the_hashes_and_roots_of_the_page_are_those_of_its_entries() {
    let hashes: Vec<String> = (entries().iter())
        .map(|entry| entry.hash().to_string())
        .collect();
    assert_eq!(lines("hashes"), hashes);
    let roots: Vec<String> = (0..=5).map(|size| head(size).root.to_string()).collect();
    assert_eq!(lines("roots"), roots);
}

#[test]
fn the_paths_of_the_page_are_those_of_tiles_and_bundles() {
    for line in lines("paths") {
        let [level, index, width, path] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let tile =
            |level| Tile::new(level, index.parse().unwrap(), width.parse().unwrap()).unwrap();
        if level == "entries" {
            assert_eq!(path.parse(), Ok(Bundle::of(tile(0)).unwrap()), "{line}");
        } else {
            assert_eq!(path.parse(), Ok(tile(level.parse().unwrap())), "{line}");
        }
    }
}

#[test]
fn the_bundle_of_the_page_holds_the_first_two_entries() {
    let bytes = bundle::encode(entries()[..2].iter().copied()).unwrap();
    let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(lines("bundle").concat(), hexadecimal);
}

#[test]
fn the_public_keys_of_the_page_are_those_of_its_private_ones() {
    let origin = format!("{}/box/members", log().name());
    let of_box = log_secret().named(origin.parse().unwrap());
    let mut keys = vec![
        log_secret().verifying_key().to_string(),
        of_box.verifying_key().to_string(),
    ];
    keys.extend(
        witness_secrets()
            .iter()
            .map(|key| key.witness().to_string()),
    );
    assert_eq!(lines("keys"), keys);
}

#[test]
fn the_checkpoints_of_the_page_are_made_again_from_its_entries_and_keys() {
    assert_eq!(block("older"), signed(3).to_string());
    let mut newer = signed(5);
    let proof = block("consistency").parse().unwrap();
    for (key, seconds) in witness_secrets().iter().zip(TIMES) {
        let time = Timestamp::new(seconds).unwrap();
        let cosigned = key.cosign(&newer, &log(), &head(3), &proof, time);
        newer.add(cosigned.unwrap().0);
    }
    assert_eq!(block("newer"), newer.to_string());
    let message = format!("cosignature/v1\ntime {}\n{}", TIMES[0], newer.text());
    assert_eq!(block("cosigned"), message);
}

fn quorum() -> Quorum {
    let witnesses = lines("keys").into_iter().skip(2);
    Quorum::new(2, witnesses.map(|text| text.parse().unwrap()).collect()).unwrap()
}

#[test]
fn the_receipt_of_the_page_is_made_again_and_verifies() {
    let proof = InclusionProof::prove(1, 5, &tiles()).unwrap();
    let receipt = Receipt::new(1, proof, note("newer"));
    assert_eq!(block("receipt"), receipt.to_string());
    let read = Receipt::parse(block("receipt").as_bytes()).unwrap();
    assert_eq!(read, receipt);
    let entry = entries()[1].hash();
    let (checkpoint, cosigned) = read.verify_with(&entry, &log(), &quorum()).unwrap();
    assert_eq!((checkpoint.head(), cosigned.by.len()), (&head(5), 2));
}

#[test]
fn the_checkpoints_of_the_page_are_one_history_with_a_quorum() {
    let older = Checkpoint::open(&note("older"), &log()).unwrap();
    let newer = Checkpoint::open(&note("newer"), &log()).unwrap();
    let proof: ConsistencyProof = block("consistency").parse().unwrap();
    assert_eq!(newer.continues(&older, &proof), Ok(()));
    let quorum = quorum();
    assert!(quorum.judge(&note("newer")).unwrap().is_enough());
    assert!(!quorum.judge(&note("older")).unwrap().is_enough());
}

#[test]
fn the_proofs_of_the_page_are_made_again_and_verify() {
    let inclusion = InclusionProof::prove(1, 5, &tiles()).unwrap();
    assert_eq!(block("inclusion"), inclusion.to_string());
    let second = Hash::of_entry(lines("entries")[1].as_bytes());
    assert_eq!(inclusion.verify(1, &second, &head(5)), Ok(()));
    let consistency = ConsistencyProof::prove(3, 5, &tiles()).unwrap();
    assert_eq!(block("consistency"), consistency.to_string());
}
