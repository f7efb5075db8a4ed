//! Reading and writing files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// A file's bytes.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::Unreadable {
        path: path.to_owned(),
        error,
    })
}

/// A file's text.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|error| {
        let place = error.utf8_error().valid_up_to() + 1;
        Failure::refused(
            path,
            format!("byte {place} is not UTF-8; save the file as UTF-8"),
        )
    })
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
