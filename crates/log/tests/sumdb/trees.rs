use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hustings_log::{
    ConsistencyProof, Entry, Growth, Hash, InclusionProof, MemoryTiles, Tree, TreeHead,
};
use libtest_mimic::Failed;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::peer::Peer;
use crate::{property, same};

/// Which proofs to make: entry and size, or old and new size.
type Pairs = Vec<(u64, u64)>;

struct Log {
    entries: Vec<Vec<u8>>,
    /// The sizes at which tiles were written.
    sizes: Vec<u64>,
    tiles: MemoryTiles,
    /// What was written each time, by path.
    written: Vec<Value>,
}

impl Log {
    fn grow(entries: Vec<Vec<u8>>, sizes: Vec<u64>) -> Result<Self, Failed> {
        let mut tiles = MemoryTiles::new();
        let mut written = Vec::new();
        let mut before = 0;
        for &size in &sizes {
            let mut growth = Growth::from_tiles(before, &tiles)?;
            for entry in &entries[usize::try_from(before)?..usize::try_from(size)?] {
                growth.append(Entry::new(entry)?.hash());
            }
            let changed = growth.take_changed();
            let named = changed.iter().map(
                |(tile, bytes)| json!({ "Path": tile.path(), "Bytes": STANDARD.encode(bytes) }),
            );
            written.push(named.collect());
            tiles.extend(changed);
            before = size;
        }
        Ok(Self {
            entries,
            sizes,
            tiles,
            written,
        })
    }

    /// Everything that both can say of the log, said by both.
    fn compare(
        &self,
        peer: &Peer,
        inclusions: &Pairs,
        consistencies: &Pairs,
    ) -> Result<(), Failed> {
        let entries: Vec<String> = self
            .entries
            .iter()
            .map(|entry| STANDARD.encode(entry))
            .collect();
        let mut ours = Vec::new();
        for &(index, size) in inclusions {
            ours.push(InclusionProof::prove(index, size, &self.tiles)?.to_string());
        }
        for &(old, new) in consistencies {
            ours.push(ConsistencyProof::prove(old, new, &self.tiles)?.to_string());
        }
        let of = |pairs: &Pairs, ours: &[String]| -> Vec<Value> {
            (pairs.iter().zip(ours))
                .map(|((from, size), proof)| {
                    json!({ "From": from, "Size": size, "Ours": proof.lines().collect::<Vec<_>>() })
                })
                .collect()
        };
        let mut before = 0;
        let mut growths = Vec::new();
        for &size in &self.sizes {
            growths.push(json!([before, size]));
            before = size;
        }
        let heads: Vec<u64> = (inclusions.iter().chain(consistencies))
            .flat_map(|(from, size)| [*from, *size])
            .chain(self.sizes.iter().copied())
            // Of the empty tree Debian's release has zeroes, not the RFC's root.
            .filter(|size| *size > 0)
            .collect();
        let answer = peer.ask(&json!({
            "Entries": entries,
            "Sizes": heads,
            "Inclusions": of(inclusions, &ours),
            "Consistencies": of(consistencies, &ours[inclusions.len()..]),
            "Growths": growths,
        }))?;
        let proofs = inclusions.len() + consistencies.len();
        same(&proofs, &list(&answer["Refused"]).len(), "proofs checked")?;
        same(&heads.len(), &list(&answer["Roots"]).len(), "roots")?;
        for (size, root) in heads.iter().zip(list(&answer["Roots"])) {
            let own = Tree::from_tiles(*size, &self.tiles)?.root().to_string();
            same(&own.as_str(), &text(root), &format!("root of {size}"))?;
        }
        for (refusal, number) in list(&answer["Refused"]).iter().zip(0..) {
            same(&"", &text(refusal), &format!("proof {number} of ours"))?;
        }
        same(&self.written, list(&answer["Growths"]), "tiles")?;
        self.verify_inclusions(inclusions, list(&answer["Inclusions"]), &ours)?;
        self.verify_consistencies(
            consistencies,
            list(&answer["Consistencies"]),
            &ours[inclusions.len()..],
        )
    }

    fn head(&self, size: u64) -> Result<TreeHead, Failed> {
        Ok(Tree::from_tiles(size, &self.tiles)?.head())
    }

    fn verify_inclusions(
        &self,
        pairs: &Pairs,
        theirs: &[Value],
        ours: &[String],
    ) -> Result<(), Failed> {
        same(&pairs.len(), &theirs.len(), "number of proofs")?;
        for ((&(index, size), theirs), ours) in pairs.iter().zip(theirs).zip(ours) {
            let theirs = lines(theirs);
            same(ours, &theirs, &format!("proof of entry {index} in {size}"))?;
            let leaf = Hash::of_entry(&self.entries[usize::try_from(index)?]);
            let proof: InclusionProof = theirs.parse()?;
            proof.verify(index, &leaf, &self.head(size)?)?;
        }
        Ok(())
    }

    fn verify_consistencies(
        &self,
        pairs: &Pairs,
        theirs: &[Value],
        ours: &[String],
    ) -> Result<(), Failed> {
        same(&pairs.len(), &theirs.len(), "number of proofs")?;
        for ((&(old, new), theirs), ours) in pairs.iter().zip(theirs).zip(ours) {
            let theirs = lines(theirs);
            same(ours, &theirs, &format!("proof from {old} to {new}"))?;
            let proof: ConsistencyProof = theirs.parse()?;
            proof.verify(&self.head(old)?, &self.head(new)?)?;
        }
        Ok(())
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("nothing")
}

fn list(value: &Value) -> &Vec<Value> {
    static NONE: Vec<Value> = Vec::new();
    value.as_array().unwrap_or(&NONE)
}

fn lines(proof: &Value) -> String {
    list(proof)
        .iter()
        .map(|hash| format!("{}\n", text(hash)))
        .collect()
}

pub fn random(peer: &Peer) -> Result<(), Failed> {
    let entry = prop::collection::vec(any::<u8>(), 0..40);
    let count = prop_oneof![3 => 1_usize..20, 1 => 250_usize..520];
    let entries = count.prop_flat_map(move |count| prop::collection::vec(entry.clone(), count));
    let pairs = || prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..6);
    let sizes = prop::collection::vec(any::<prop::sample::Index>(), 1..4);
    property(
        &(entries, sizes, pairs(), pairs()),
        |(entries, sizes, inclusions, consistencies)| {
            let count = entries.len();
            let mut sizes: Vec<u64> = sizes
                .iter()
                .map(|size| size.index(count + 1) as u64)
                .collect();
            sizes.push(count as u64);
            sizes.sort_unstable();
            let inclusions = (inclusions.iter())
                .map(|(index, size)| (index, size.index(count) + 1))
                .map(|(index, size)| (index.index(size) as u64, size as u64));
            // Go has no proof from the empty tree.
            let consistencies = (consistencies.iter())
                .map(|(old, new)| (old, new.index(count) + 1))
                .map(|(old, new)| (old.index(new) as u64 + 1, new as u64));
            Log::grow(entries, sizes)?.compare(
                peer,
                &inclusions.collect(),
                &consistencies.collect(),
            )
        },
    )
}

/// With three levels of tiles.
pub fn large(peer: &Peer) -> Result<(), Failed> {
    let entries: Vec<Vec<u8>> = (0..70_000)
        .map(|number: u32| number.to_be_bytes().to_vec())
        .collect();
    let sizes = vec![
        1, 255, 256, 257, 1_000, 65_535, 65_536, 65_537, 69_999, 70_000,
    ];
    let log = Log::grow(entries, sizes)?;
    let inclusions = vec![
        (0, 70_000),
        (69_999, 70_000),
        (65_535, 65_536),
        (65_536, 65_537),
        (300, 66_000),
    ];
    let consistencies = vec![
        (1, 70_000),
        (256, 65_536),
        (65_536, 70_000),
        (65_537, 69_999),
        (69_999, 70_000),
    ];
    log.compare(peer, &inclusions, &consistencies)
}

/// That Go passes our proofs means something: another root's proof it refuses.
pub fn refused(peer: &Peer) -> Result<(), Failed> {
    let entries: Vec<String> = (0..7_u8).map(|number| STANDARD.encode([number])).collect();
    let wrong = Hash::of_nothing().to_string();
    let inclusion = json!({ "From": 2, "Size": 7, "Ours": [wrong, wrong, wrong] });
    let consistency = json!({ "From": 4, "Size": 7, "Ours": [wrong] });
    let answer = peer.ask(&json!({
        "Entries": entries,
        "Inclusions": [inclusion],
        "Consistencies": [consistency],
    }))?;
    let passed = list(&answer["Refused"])
        .iter()
        .filter(|refusal| text(refusal).is_empty());
    same(&2, &list(&answer["Refused"]).len(), "proofs checked")?;
    same(&0, &passed.count(), "proofs passed")
}
