//! Bundles are written and read as streams.

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use hustings_evidence::{Bundle, Large, Options, WriteError, digests};
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;

use super::caught::CONTENTS;
use crate::broken;

#[test]
fn a_bundle_is_the_same_whether_archives_are_held_or_read_from_elsewhere() {
    let mut streamed = CONTENTS.clone();
    let archive = super::society::Society::new().boxes[0]
        .closed
        .archive
        .clone();
    let archive: Arc<[u8]> = archive.into();
    let large = Large::new(move || Ok(Cursor::new(Arc::clone(&archive)))).unwrap();
    streamed.kept.as_mut().unwrap().boxes[0].archive = large;
    let mut written = Vec::new();
    streamed.write_to(&mut written).unwrap();
    assert!(written == CONTENTS.write().unwrap());
    assert_eq!(streamed, *CONTENTS);
}

#[test]
fn what_changes_while_it_is_written_is_refused() {
    let changed = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&changed);
    let large = Large::new(move || {
        let bytes: &[u8] = if seen.load(Ordering::Relaxed) {
            b"other"
        } else {
            b"bytes"
        };
        Ok(bytes)
    });
    changed.store(true, Ordering::Relaxed);
    let mut contents = CONTENTS.clone();
    contents.kept.as_mut().unwrap().boxes[1].archive = large.unwrap();
    let error = contents.write().unwrap_err();
    assert!(matches!(error, WriteError::Changed(path) if path == "boxes/supporters/archive.bel"));
}

#[test]
fn a_bundle_is_read_once_for_its_digests_and_tells_how_far_it_is() {
    let bytes = CONTENTS.write().unwrap();
    let read = AtomicUsize::new(0);
    let progress = |done| {
        read.fetch_add(done, Ordering::Relaxed);
    };
    let mut bundle = Bundle::open(Cursor::new(&bytes), &progress).unwrap();
    assert_eq!(read.swap(0, Ordering::Relaxed), bytes.len());
    assert_eq!(bundle.digests(), digests(&bytes));
    let claims = bundle
        .verify(&Options::default(), &mut system(), &progress)
        .unwrap();
    assert!(broken(&claims).is_empty());
    let told = read.load(Ordering::Relaxed) as u64;
    assert!(
        told <= bundle.work() && told > bundle.work() / 2,
        "{told} of {}",
        bundle.work()
    );
    let again = Bundle::open(Cursor::new(&bytes), &silent).unwrap();
    assert_eq!(again.digests(), bundle.digests());
}

#[test]
fn a_path_that_no_record_can_have_is_refused() {
    let mut contents = CONTENTS.clone();
    contents.kept.as_mut().unwrap().rolls[0].section = "m".repeat(100);
    assert!(matches!(contents.write(), Err(WriteError::Path(_))));
}
