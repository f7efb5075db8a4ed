//! Reading archives.

use std::fs::File;
use std::io::{BufReader, Read, Write as _};
use std::path::Path;

use hustings_seal::archive::{AppendError, Archive, Poll};
use hustings_seal::ballot::Ballot;
use hustings_seal::closing::Verified;
use hustings_seal::digest::Digest;
use hustings_seal::progress::Progress;
use hustings_seal::randomness::system;
use hustings_seal::verify::{self, Fault, Policy, Reason};

use crate::failure::Failure;
use crate::files;
use crate::terminal::with_bar;

/// The name in an archive's first header.
pub(crate) const ARCHIVE: &[u8] = b"BELENIOS";

/// How much of a file is read at once.
const PIECE: usize = 1 << 18;

/// Tells how much of a file was read.
pub(super) struct Watched<'a, R> {
    inner: R,
    progress: Progress<'a>,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(into)?;
        (self.progress)(read);
        Ok(read)
    }
}

/// Has all bytes of something read, and shows how far it is.
pub(super) fn watched<R: Read, T>(
    inner: R,
    length: u64,
    read: impl FnOnce(BufReader<Watched<'_, R>>) -> T,
) -> T {
    with_bar("verifying", length, |progress| {
        read(BufReader::with_capacity(PIECE, Watched { inner, progress }))
    })
}

/// Verifies an archive that goes on, or refuses it.
pub(crate) fn verified(path: &Path, policy: &Policy) -> Result<Verified, Failure> {
    let (file, length) = open(path)?;
    watched(file, length, |reader| {
        verify::verified(reader, policy, &mut system())
    })
    .map_err(|fault| refused(path, &fault))
}

/// Whether a file begins as a bundle does: a tar file of another sort than archives are.
fn is_bundle(beginning: &[u8]) -> bool {
    beginning.get(257..262) == Some(b"ustar")
}

pub(super) fn open(path: &Path) -> Result<(File, u64), Failure> {
    let unreadable = |error| Failure::Unreadable {
        path: path.to_owned(),
        error,
    };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    // What comes through a pipe can be read only once.
    if metadata.is_file() && is_bundle(&files::beginning(path)?) {
        return Err(Failure::refused(
            path,
            "this is a bundle, and no archive of a sealed election; check it by `hustings verify`",
        ));
    }
    Ok((file, metadata.len()))
}

/// What an archive begins with, without verifying what comes behind.
pub(crate) fn poll(path: &Path) -> Result<Poll<BufReader<File>>, Failure> {
    let (file, _) = open(path)?;
    Poll::open(BufReader::with_capacity(PIECE, file)).map_err(|fault| refused(path, &fault))
}

/// The next ballot of a poll, as it stands.
pub(super) fn next_ballot(
    poll: &mut Poll<BufReader<File>>,
    path: &Path,
) -> Result<Option<Ballot>, Failure> {
    let Some(text) = poll.next_ballot().map_err(|fault| refused(path, &fault))? else {
        return Ok(None);
    };
    let ballot = Ballot::parse(&text, poll.setup().election());
    ballot
        .map(Some)
        .map_err(|fault| Failure::refused(path, fault))
}

/// Whether a file is an archive, as its beginning tells.
pub(crate) fn is_archive(path: &Path) -> Result<bool, Failure> {
    Ok(files::beginning(path)?.starts_with(ARCHIVE))
}

/// By what everybody compares the archives that they have.
pub(super) fn print_last_event(archive: &Verified) -> Result<(), Failure> {
    print_event(archive.report().last_event)
}

pub(crate) fn print_event(event: Digest) -> Result<(), Failure> {
    writeln!(anstream::stdout(), "last event: {event}")?;
    Ok(())
}

pub(super) fn refused(path: &Path, fault: &Fault) -> Failure {
    let remedy = match whole(path, fault) {
        Some(byte) => cut_at(byte),
        None => "take a copy of the archive that does".to_owned(),
    };
    Failure::refused(path, format!("it does not hold: {fault}; {remedy}"))
}

/// What is done with an archive that stops in the middle of a step.
pub(super) fn cut_at(byte: u64) -> String {
    format!(
        "it stops in the middle of a step, as after a loss of power; its last whole step ends at byte {byte}: keep a copy, \
         cut the file there, and take the step again"
    )
}

/// Where the last whole step ends, if an archive stops behind it.
pub(super) fn whole(path: &Path, fault: &Fault) -> Option<u64> {
    if !matches!(fault.reason, Reason::Truncated | Reason::Unfinished(_)) {
        return None;
    }
    match Archive::open(File::open(path).ok()?) {
        Err(AppendError::Torn(byte)) if byte > 0 => Some(byte),
        _ => None,
    }
}
