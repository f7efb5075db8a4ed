//! What a secret has decrypted, noted beside it. Two archives of one election can differ by a ballot; whoever has both of
//! them decrypted sees how it voted.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use hustings_seal::digest::Digest;
use hustings_seal::trustee::Statement;

use crate::failure::Failure;
use crate::files;

/// Refuses if the secret has decrypted the election with this fingerprint after another event. Says whether it has after
/// this one.
pub(super) fn check(secret: &Path, election: &str, event: Digest) -> Result<bool, Failure> {
    let path = beside(secret);
    let event = event.to_string();
    let noted = if path.exists() {
        files::read_text(&path)?
    } else {
        String::new()
    };
    let mut lines = noted.lines().filter_map(|line| line.split_once(' '));
    match lines.find(|(fingerprint, _)| *fingerprint == election) {
        Some((_, earlier)) if earlier == event => Ok(true),
        Some((_, earlier)) => Err(Failure::refused(
            &path,
            format!(
                "{} has decrypted this election after the event {earlier}, and this archive is decrypted after {event}: whoever \
                 has both sees how a ballot voted that only one of them has, so nothing is decrypted; if a ruling asks for it \
                 all the same, move this file away",
                secret.display()
            ),
        )),
        None => Ok(false),
    }
}

/// Notes a decryption, one line an election: its fingerprint, and the event after which it was decrypted.
pub(super) fn note(secret: &Path, decryption: &Statement) -> Result<(), Failure> {
    let Statement {
        election, event, ..
    } = decryption;
    if check(secret, election, *event)? {
        return Ok(());
    }
    append(&beside(secret), &format!("{election} {event}\n"))
}

fn beside(secret: &Path) -> PathBuf {
    let mut name = secret.as_os_str().to_owned();
    name.push(".decrypted");
    PathBuf::from(name)
}

/// On the disk before any decryption leaves this program.
fn append(path: &Path, line: &str) -> Result<(), Failure> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| {
        file.write_all(line.as_bytes())?;
        file.sync_all()
    })
    .map_err(|error| Failure::Unwritable {
        path: path.to_owned(),
        error,
    })
}
