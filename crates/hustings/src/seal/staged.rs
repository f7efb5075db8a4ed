//! Appending to an archive all or nothing: what a step adds is held beside the file and verified with it, and only then
//! written, so that no archive is left with a step that does not hold.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hustings_seal::archive::{AppendError, Archive};
use hustings_seal::closing::Verified;
use hustings_seal::randomness::system;
use hustings_seal::verify::{Fault, Policy, verified};

use super::reading::watched;
use crate::failure::Failure;

/// An archive, locked, and what is to be added to it.
pub(super) struct Staged {
    path: PathBuf,
    file: File,
    length: u64,
    /// A file without a name: at a million ballots a shuffle has half a gigabyte.
    added: File,
    added_length: u64,
    position: u64,
}

impl Staged {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let unwritable = |error| Failure::Unwritable {
            path: path.to_owned(),
            error,
        };
        let file = OpenOptions::new().read(true).write(true).open(path);
        let file = file.map_err(|error| Failure::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Failure::refused(
                path,
                "another program is writing to it; wait until that is done, and call this again",
            ),
            TryLockError::Error(error) => unwritable(error),
        })?;
        let length = file.metadata().map_err(unwritable)?.len();
        let added = tempfile::tempfile().map_err(unwritable)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            length,
            added,
            added_length: 0,
            position: 0,
        })
    }

    /// Adds steps.
    pub(super) fn add<T>(
        &mut self,
        step: impl FnOnce(&mut Archive<&mut Self>) -> Result<T, AppendError>,
    ) -> Result<T, Failure> {
        let path = self.path.clone();
        let added = Archive::open(&mut *self).and_then(|mut archive| step(&mut archive));
        added.map_err(|error| match error {
            AppendError::Io(error) => Failure::Unreadable { path, error },
            error => Failure::refused(&path, error),
        })
    }

    /// Verifies the archive with what was added so far.
    pub(super) fn verified(&mut self, policy: &Policy) -> Result<Verified, Fault> {
        let length = self.end();
        self.position = 0;
        watched(&mut *self, length, |reader| {
            verified(reader, policy, &mut system())
        })
    }

    fn end(&self) -> u64 {
        self.length + self.added_length
    }

    /// Writes what was added.
    pub(super) fn commit(mut self) -> Result<(), Failure> {
        let written = self
            .file
            .seek(SeekFrom::Start(self.length))
            .and_then(|_| self.added.seek(SeekFrom::Start(0)))
            .and_then(|_| io::copy(&mut self.added, &mut self.file))
            .and_then(|_| self.file.sync_all());
        written.map_err(|error| {
            // Half a step is taken away again; if that fails too, the next step names the byte to cut at.
            let _ = self.file.set_len(self.length);
            Failure::Unwritable {
                path: self.path,
                error,
            }
        })
    }
}

impl Read for Staged {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = if self.position < self.length {
            let left = usize::try_from(self.length - self.position).unwrap_or(usize::MAX);
            let most = left.min(into.len());
            self.file.seek(SeekFrom::Start(self.position))?;
            self.file.read(&mut into[..most])?
        } else {
            self.added
                .seek(SeekFrom::Start(self.position - self.length))?;
            self.added.read(into)?
        };
        self.position += read as u64;
        Ok(read)
    }
}

impl Write for Staged {
    /// Steps are only ever added.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.added.seek(SeekFrom::Start(self.added_length))?;
        let written = self.added.write(bytes)?;
        self.added_length += written as u64;
        self.position = self.end();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Staged {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.end().checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
