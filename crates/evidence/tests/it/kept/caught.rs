//! What is changed, and the claim that is about it.

use std::sync::LazyLock;

use hustings_evidence::{Claim, Contents, Finding, KeptContents, Options};
use hustings_seal::randomness::system;

use super::society::Society;
use crate::broken;

/// The bundle's contents as the contest was held.
pub static CONTENTS: LazyLock<Contents> = LazyLock::new(|| Society::new().contents());

static HONEST: LazyLock<Vec<Claim>> = LazyLock::new(|| crate::verify(&CONTENTS.write().unwrap()));

/// With checkpoints that somebody kept.
pub fn verify_with(bundle: &[u8], checkpoints: &[(&str, Vec<u8>)]) -> Vec<Claim> {
    let options = Options {
        checkpoints: named(checkpoints),
        ..Options::default()
    };
    hustings_evidence::verify(bundle, &options, &mut system())
}

/// With receipts that somebody was given.
pub fn verify_receipts(bundle: &[u8], receipts: &[(&str, Vec<u8>)]) -> Vec<Claim> {
    let options = Options {
        receipts: named(receipts),
        ..Options::default()
    };
    hustings_evidence::verify(bundle, &options, &mut system())
}

fn named(files: &[(&str, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let named = files.iter();
    named
        .map(|(name, text)| ((*name).to_owned(), text.clone()))
        .collect()
}

/// The bundle as it was held has no claim that does not hold, and this one has these, whatever else it has.
#[track_caller]
pub fn caught(bundle: &[u8], names: &[&str]) -> Vec<Claim> {
    assert!(broken(&HONEST).is_empty(), "{:#?}", broken(&HONEST));
    let claims = crate::verify(bundle);
    for name in names {
        let found = broken(&claims);
        assert!(
            found.iter().any(|claim| claim.name == *name),
            "{name} among {found:#?}"
        );
    }
    claims
}

/// The same, and no other claim is broken.
#[track_caller]
pub fn caught_by_nothing_but(bundle: &[u8], names: &[&str]) -> Vec<Claim> {
    let claims = caught(bundle, names);
    let found: Vec<&str> = broken(&claims)
        .iter()
        .map(|claim| claim.name.as_str())
        .collect();
    assert_eq!(found, names, "{:#?}", broken(&claims));
    claims
}

/// What a claim comes to, in words.
#[track_caller]
pub fn told(claims: &[Claim], name: &str) -> String {
    let claim = claims.iter().find(|claim| claim.name == name);
    match &claim
        .unwrap_or_else(|| panic!("there is a claim {name}"))
        .finding
    {
        Finding::Holds { what } => format!("holds: {what}"),
        Finding::DoesNotHold { place, reason } => format!("{place}: {reason}"),
        Finding::CannotBeKnown { why } => format!("cannot be known: {why}"),
    }
}

/// The contents with one thing changed; the manifest is made anew when they are written.
pub fn with(change: impl FnOnce(&mut Contents)) -> Vec<u8> {
    let mut contents = CONTENTS.clone();
    change(&mut contents);
    contents.write().unwrap()
}

/// The contents with one thing changed that only a kept contest has.
pub fn with_kept(change: impl FnOnce(&mut KeptContents)) -> Vec<u8> {
    with(|contents| change(contents.kept.as_mut().unwrap()))
}

/// The bundle as written, under the manifest of the contest as it was held.
pub fn under_the_old_manifest(bundle: &[u8]) -> Vec<u8> {
    let old = records(&CONTENTS.write().unwrap());
    let mut changed = records(bundle);
    changed[0] = old[0].clone();
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in &changed {
        let mut header = tar::Header::new_ustar();
        header.set_path(path).unwrap();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        builder.append(&header, bytes.as_slice()).unwrap();
    }
    builder.into_inner().unwrap()
}

fn records(bundle: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Archive::new(bundle);
    let entries = archive.entries().unwrap();
    entries
        .map(|entry| {
            let mut entry = entry.unwrap();
            let path = entry.path().unwrap().to_str().unwrap().to_owned();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            (path, bytes)
        })
        .collect()
}
