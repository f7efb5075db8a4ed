//! Which archive a trustee works on: the one that everybody has.

use std::path::Path;

use clap::Args;
use hustings_seal::closing::Verified;
use hustings_seal::digest::Digest;

use crate::failure::Failure;

#[derive(Args)]
pub(super) struct EventArgument {
    /// The last event of the archive, as the organiser published it and others have it: hear it from them, and do not copy
    /// it from this archive.
    #[arg(long, value_name = "DIGEST", value_parser = digest)]
    event: Digest,
}

fn digest(text: &str) -> Result<Digest, String> {
    // The log writes it with the name of its hash in front.
    Digest::from_hex(text.trim_start_matches("sha256:"))
        .ok_or_else(|| "an event has 64 digits, 0 to 9 and a to f; copy it again".to_owned())
}

impl EventArgument {
    /// Refuses an archive that others do not have.
    pub(super) fn must_be_last(&self, archive: &Verified, path: &Path) -> Result<(), Failure> {
        let (found, expected) = (archive.report().last_event, self.event);
        if found == expected {
            return Ok(());
        }
        Err(Failure::refused(
            path,
            format!(
                "its last event is {found}, and the one to work on has {expected}; get the archive that the others have, and \
                 if this one was handed to you as that, tell them"
            ),
        ))
    }
}
