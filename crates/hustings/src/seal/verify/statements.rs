//! What trustees signed of their work.

use std::path::{Path, PathBuf};

use hustings_seal::closing::Verified;
use hustings_seal::trustee::{SignedMessage, Statement, Step};
use hustings_seal::verify::Claimed;

use crate::failure::Failure;
use crate::files;

/// Statements as received, each with its file.
pub(super) struct Statements<'a>(Vec<(&'a Path, SignedMessage)>);

pub(super) fn read(paths: &[PathBuf]) -> Result<Statements<'_>, Failure> {
    let statements = paths
        .iter()
        .map(|path| Ok((path.as_path(), statement(path)?)));
    Ok(Statements(statements.collect::<Result<_, Failure>>()?))
}

fn statement(path: &Path) -> Result<SignedMessage, Failure> {
    serde_json::from_str(&files::read_message(path)?).map_err(|error| {
        Failure::refused(
            path,
            format!("it is not a statement ({error}); give what --statement wrote"),
        )
    })
}

impl<'a> Statements<'a> {
    /// Whether the trustee that a step is said to be of signed that it is.
    pub(super) fn prove(&self, archive: &Verified, step: Step, claimed: Claimed) -> bool {
        let expected = Some(expected(archive, step, claimed));
        self.0
            .iter()
            .any(|(_, message)| read_as_of(claimed.trustee, message, archive) == expected)
    }

    /// The files of the statements that prove no step of the archive.
    pub(super) fn idle(&self, archive: &Verified) -> Vec<&'a Path> {
        let report = archive.report();
        let steps = |step, all: &[Claimed]| -> Vec<Statement> {
            all.iter()
                .map(|claimed| expected(archive, step, *claimed))
                .collect()
        };
        let mut proved = steps(Step::Shuffle, &report.shuffles);
        proved.extend(steps(Step::PartialDecryption, &report.decryptions));
        let is_idle = |message: &SignedMessage| {
            !proved.iter().any(|statement| {
                read_as_of(statement.trustee, message, archive).as_ref() == Some(statement)
            })
        };
        self.0
            .iter()
            .filter(|(_, message)| is_idle(message))
            .map(|(path, _)| *path)
            .collect()
    }
}

fn expected(archive: &Verified, step: Step, claimed: Claimed) -> Statement {
    Statement {
        election: archive.report().fingerprint.clone(),
        trustee: claimed.trustee,
        step,
        digest: claimed.digest,
    }
}

/// What the message says, if this trustee signed it.
fn read_as_of(trustee: usize, message: &SignedMessage, archive: &Verified) -> Option<Statement> {
    let member = archive.trustees().member(trustee)?;
    Statement::read(message, &member.verification)
}
