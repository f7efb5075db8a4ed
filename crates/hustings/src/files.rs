//! Reading and writing files.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Read as _, Write as _};
use std::path::Path;

use crate::failure::Failure;
use crate::secret;

/// A file's bytes.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::Unreadable {
        path: path.to_owned(),
        error,
    })
}

/// A file's first block, by which some formats are told.
pub(crate) fn beginning(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| file.take(512).read_to_end(&mut first));
    read.map_err(|error| Failure::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    Ok(first)
}

/// A file's text.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|error| {
        if let Some(refusal) = secret::instead_of_what_is_public(error.as_bytes()) {
            return Failure::refused(path, refusal);
        }
        let place = error.utf8_error().valid_up_to() + 1;
        Failure::refused(
            path,
            format!("byte {place} is not UTF-8; save the file as UTF-8"),
        )
    })
}

/// What a person typed into a file: some editors put a mark before it, which is no part of it.
pub(crate) fn read_typed(path: &Path) -> Result<String, Failure> {
    read_text(path).map(without_mark)
}

fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.replace_range(..'\u{feff}'.len_utf8(), "");
    }
    text
}

/// What a person typed into a file, or into standard input where the path is `-`.
pub(crate) fn read_text_or_stdin(path: &Path) -> Result<String, Failure> {
    if path != Path::new("-") {
        return read_typed(path);
    }
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Failure::Unreadable {
            path: path.to_owned(),
            error,
        })?;
    Ok(without_mark(text))
}

/// A public message's text: whoever saved it with an editor has added a line end, which is no part of it.
pub(crate) fn read_message(path: &Path) -> Result<String, Failure> {
    let mut text = read_typed(path)?;
    if let Some(refusal) = secret::instead_of_what_is_public(text.as_bytes()) {
        return Err(Failure::refused(path, refusal));
    }
    text.truncate(text.trim_end().len());
    Ok(text)
}

/// All plain files of a folder, by `folder name/file name`; none if there is no such folder.
pub(crate) fn read_folder(
    contest: &Path,
    name: &str,
) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let folder = contest.join(name);
    let mut files = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let unreadable = |error| Failure::Unreadable {
        path: folder.clone(),
        error,
    };
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if let (true, Some(file)) = (
            path.is_file(),
            path.file_name().and_then(|file| file.to_str()),
        ) {
            files.insert(format!("{name}/{file}"), read(&path)?);
        }
    }
    Ok(files)
}

/// Writes a file and the folders above it. Whoever reads meanwhile sees the old file or the new one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let unwritable = |error| Failure::Unwritable {
        path: path.to_owned(),
        error,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    fs::write(&unfinished, bytes)
        .and_then(|()| fs::rename(&unfinished, path))
        .map_err(|error| {
            // What cannot be taken away either is told of by the first error as well as by a second.
            let _ = fs::remove_file(&unfinished);
            unwritable(error)
        })
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    Everybody,
    /// A secret, and so its owner alone.
    Owner,
}

/// Refuses if one of these files is there, so that not half of them is written.
pub(crate) fn expect_new<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
    for path in paths {
        if fs::symlink_metadata(path).is_ok() {
            return Err(Failure::Exists {
                path: path.to_owned(),
            });
        }
    }
    Ok(())
}

/// Writes a file that must not be there yet, and the folders above it.
pub(crate) fn write_new(path: &Path, readers: Readers, bytes: &[u8]) -> Result<(), Failure> {
    write_new_with(path, readers, |file| {
        file.write_all(bytes).map_err(|error| Failure::Unwritable {
            path: path.to_owned(),
            error,
        })
    })
}

/// Writes a file that must not be there yet, piece by piece. If that fails nothing is left of it.
pub(crate) fn write_new_with<T>(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let unwritable = |error| Failure::Unwritable {
        path: path.to_owned(),
        error,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let created = create(path, readers).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Exists {
            path: path.to_owned(),
        },
        _ => unwritable(error),
    });
    let mut file = BufWriter::new(created?);
    let written = write(&mut file).and_then(|written| {
        file.flush()
            .and_then(|()| file.get_ref().sync_all())
            .map_err(unwritable)?;
        Ok(written)
    });
    if written.is_err() {
        // What cannot be taken away either is told of by the first error as well as by a second.
        let _ = fs::remove_file(path);
    }
    written
}

fn create(path: &Path, readers: Readers) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    // Elsewhere a file is as private as its folder.
    #[cfg(not(unix))]
    let _ = readers;
    options.open(path)
}

/// Removes a file, if it is there; a folder of that name is left alone.
pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
    if !fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir()) {
        return Ok(());
    }
    fs::remove_file(path).map_err(|error| Failure::Unremovable {
        path: path.to_owned(),
        error,
    })
}
