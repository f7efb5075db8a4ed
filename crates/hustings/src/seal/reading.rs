//! Reading archives.

use std::fs::File;
use std::io::{BufReader, Read, Write as _};
use std::path::Path;

use hustings_seal::archive::Poll;
use hustings_seal::closing::Verified;
use hustings_seal::progress::Progress;
use hustings_seal::randomness::system;
use hustings_seal::verify::{self, Fault, Policy};

use crate::failure::Failure;
use crate::terminal::with_bar;

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

pub(super) fn open(path: &Path) -> Result<(File, u64), Failure> {
    let unreadable = |error| Failure::Unreadable {
        path: path.to_owned(),
        error,
    };
    let file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    Ok((file, length))
}

/// What an archive begins with, without verifying what comes behind.
pub(crate) fn poll(path: &Path) -> Result<Poll<BufReader<File>>, Failure> {
    let (file, _) = open(path)?;
    Poll::open(BufReader::with_capacity(PIECE, file)).map_err(|fault| refused(path, &fault))
}

/// Whether a file is an archive, and not JSON, which begins with a bracket.
pub(crate) fn is_archive(path: &Path) -> Result<bool, Failure> {
    let (mut file, _) = open(path)?;
    let mut first = [b'['];
    let read = file.read(&mut first);
    read.map_err(|error| Failure::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    Ok(!matches!(first, [b'[' | b'{']))
}

/// By what everybody compares the archives that they have.
pub(super) fn print_last_event(archive: &Verified) -> Result<(), Failure> {
    let event = archive.report().last_event;
    writeln!(anstream::stdout(), "last event: {event}")?;
    Ok(())
}

pub(super) fn refused(path: &Path, fault: &Fault) -> Failure {
    Failure::refused(
        path,
        format!("it does not hold: {fault}; take a copy of the archive that does"),
    )
}
