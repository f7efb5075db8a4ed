use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hustings_log::{
    Checkpoint, ConsistencyProof, Hash, Note, Quorum, SigningKey, Timestamp, TreeHead,
    VerifyingKey, Witness, WitnessKey,
};
use libtest_mimic::Failed;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::peer::Peer;
use crate::{property, same};

fn keys() -> impl Strategy<Value = Vec<SigningKey>> {
    let key = ("[a-zé./-]{1,20}", any::<[u8; 32]>())
        .prop_map(|(name, seed)| SigningKey::from_seed(name.parse().unwrap(), &seed));
    prop::collection::vec(key, 1..4)
}

fn texts() -> impl Strategy<Value = String> {
    "([ -~é—]{0,20}\n){1,5}"
}

fn open(peer: &Peer, notes: &[String], verifiers: &[String]) -> Result<Value, Failed> {
    let notes: Vec<String> = notes.iter().map(|note| STANDARD.encode(note)).collect();
    Ok(peer.ask(&json!({ "Notes": notes, "Verifiers": verifiers }))?["Opened"].take())
}

pub fn random(peer: &Peer) -> Result<(), Failed> {
    property(&(keys(), texts()), |(keys, text)| {
        let mut note = Note::new(text.as_str())?;
        for key in &keys {
            note.sign(key);
        }
        let secrets: Vec<String> = keys.iter().map(|key| key.reveal().to_string()).collect();
        let answer = peer.ask(&json!({ "Text": text, "Keys": secrets }))?;
        let theirs = answer["Note"].as_str().unwrap_or_default();
        same(&note.to_string().as_str(), &theirs, "the note")?;

        let known: Vec<VerifyingKey> = keys.iter().map(SigningKey::verifying_key).collect();
        let read = Note::parse(theirs.as_bytes())?;
        same(
            &known.len(),
            &read.verify(&known)?.len(),
            "keys that signed",
        )?;
        let verifiers: Vec<String> = known.iter().map(ToString::to_string).collect();
        let opened = open(peer, &[note.to_string()], &verifiers)?;
        let names: Vec<&str> = known.iter().map(|key| key.name().as_str()).collect();
        same(&json!(text), &opened[0]["Text"], "the text")?;
        same(&json!(names), &opened[0]["By"], "who signed")
    })
}

/// What Go refuses is refused here. The other way round there are a few that only Go takes: of base64 it ignores bits behind
/// the last byte, and it drops what one key signed twice.
pub fn changed(peer: &Peer) -> Result<(), Failed> {
    let change = (any::<prop::sample::Index>(), any::<u8>());
    let changes = prop::collection::vec(change, 20);
    property(&(keys(), texts(), changes), |(keys, text, changes)| {
        let mut note = Note::new(text)?;
        note.sign(&keys[0]);
        let known = [keys[0].verifying_key()];
        let changed: Vec<String> = (changes.iter())
            .filter_map(|(at, byte)| {
                let mut bytes = note.to_string().into_bytes();
                let at = at.index(bytes.len());
                bytes[at] = *byte;
                String::from_utf8(bytes).ok()
            })
            .filter(|changed| *changed != note.to_string())
            .collect();
        let opened = open(peer, &changed, &[known[0].to_string()])?;
        for (index, text) in changed.iter().enumerate() {
            let ours = Note::parse(text.as_bytes()).is_ok_and(|note| note.verify(&known).is_ok());
            same(&false, &ours, &format!("whether {text:?} verifies"))?;
            let theirs = opened[index]["Refused"] == "";
            let only_spelt_otherwise = theirs && respelt(text, &note.to_string());
            same(
                &false,
                &(theirs && !only_spelt_otherwise),
                &format!("whether {text:?} verifies"),
            )?;
        }
        Ok(())
    })
}

/// Whether two notes differ in bits that no byte of a signature has.
fn respelt(one: &str, other: &str) -> bool {
    let lenient = base64::engine::GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        base64::engine::GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    let parts = |note: &str| {
        let (text, base64) = note.trim_end().rsplit_once(' ')?;
        Some((text.to_owned(), lenient.decode(base64).ok()?))
    };
    parts(one).is_some() && parts(one) == parts(other)
}

pub fn checkpoints(peer: &Peer) -> Result<(), Failed> {
    let head = (0_u64..1 << 63, any::<[u8; 32]>());
    let strategy = (keys(), any::<[u8; 32]>(), head, 0_u64..1 << 63);
    property(&strategy, |(keys, seed, (size, root), seconds)| {
        let root = if size == 0 {
            Hash::of_nothing()
        } else {
            root.into()
        };
        let key = &keys[0];
        let log = key.verifying_key();
        let checkpoint = Checkpoint::new(log.name(), TreeHead { size, root })?;
        let mut note = checkpoint.sign(key)?;
        let witness = WitnessKey::from_seed("witness.example/w1".parse()?, &seed);
        let (nothing, proof) = (TreeHead::empty(), ConsistencyProof::from(Vec::new()));
        let time = Timestamp::new(seconds)?;
        let (cosignature, _) = witness.cosign(&note, &log, &nothing, &proof, time)?;
        note.add(cosignature);

        let answer = peer.ask(&json!({
            "Text": checkpoint.text(),
            "Keys": [key.reveal().to_string()],
            "Witness": { "Name": "witness.example/w1", "Seed": STANDARD.encode(seed), "Time": seconds },
        }))?;
        let theirs = answer["Note"].as_str().unwrap_or_default();
        same(&note.to_string().as_str(), &theirs, "the checkpoint")?;
        let read = Note::parse(theirs.as_bytes())?;
        same(
            &checkpoint,
            &Checkpoint::open(&read, &log)?,
            "the checkpoint",
        )?;
        let known: Witness = witness.witness().to_string().parse()?;
        let cosigned = Quorum::new(1, vec![known])?.judge(&read)?;
        same(
            &vec![("witness.example/w1".parse()?, time)],
            &cosigned.by,
            "who cosigned",
        )?;

        let verifiers = [log.to_string(), witness.witness().to_string()];
        let opened = open(peer, &[note.to_string()], &verifiers)?;
        let names = json!([log.name().as_str(), "witness.example/w1"]);
        same(&names, &opened[0]["By"], "who signed")
    })
}
