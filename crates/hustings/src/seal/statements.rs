//! What trustees signed of their work.

use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::closing::Verified;
use hustings_seal::trustee::{SignedMessage, Statement, Step};
use hustings_seal::verify::Claimed;

use crate::failure::Failure;
use crate::files;

#[derive(Args)]
pub(crate) struct StatementsArgument {
    /// What trustees signed of their work, as `--statement` wrote it: an archive alone only claims whose a shuffle or a
    /// decryption is.
    #[arg(long, value_name = "STATEMENT", num_args = 1..)]
    statements: Vec<PathBuf>,
}

impl StatementsArgument {
    pub(crate) fn read(&self) -> Result<Statements<'_>, Failure> {
        let statements = self
            .statements
            .iter()
            .map(|path| Ok((path.as_path(), statement(path)?)));
        Ok(Statements(statements.collect::<Result<_, Failure>>()?))
    }
}

pub(super) fn statement(path: &Path) -> Result<SignedMessage, Failure> {
    serde_json::from_str(&files::read_message(path)?).map_err(|error| {
        Failure::refused(
            path,
            format!("it is not a statement ({error}); give what --statement wrote"),
        )
    })
}

/// Statements as received, each with its file.
pub(crate) struct Statements<'a>(Vec<(&'a Path, SignedMessage)>);

impl<'a> Statements<'a> {
    /// As the verifiers take them.
    pub(crate) fn messages(&self) -> Vec<SignedMessage> {
        self.0.iter().map(|(_, message)| message.clone()).collect()
    }

    /// The files of the statements that prove no step of the archive, which was verified with them; each with the trustee
    /// who signed it for a step that is not there.
    pub(super) fn idle(&self, archive: &Verified) -> Vec<(&'a Path, Option<usize>)> {
        self.0
            .iter()
            .filter(|(_, message)| !proves(message, archive))
            .map(|(path, message)| (*path, of_elsewhere(message, archive)))
            .collect()
    }
}

/// Who signed a statement of this election, if it is of a step that is not in the archive.
fn of_elsewhere(message: &SignedMessage, archive: &Verified) -> Option<usize> {
    let report = archive.report();
    let (number, statement) =
        (1..)
            .zip(archive.trustees().members())
            .find_map(|(number, member)| {
                Some((number, Statement::read(message, &member.verification)?))
            })?;
    let is_here = |claimed: &Claimed| claimed.digest == statement.digest;
    let elsewhere = statement.trustee == number
        && statement.election == report.fingerprint
        && !report.shuffles.iter().any(is_here)
        && !report.decryptions.iter().any(is_here);
    elsewhere.then_some(number)
}

fn proves(message: &SignedMessage, archive: &Verified) -> bool {
    let report = archive.report();
    let is_of = |step: Step, claimed: &Claimed| {
        let member = archive.trustees().member(claimed.trustee);
        let statement = member.and_then(|member| Statement::read(message, &member.verification));
        claimed.proved
            && statement.is_some_and(|statement| {
                statement.election == report.fingerprint
                    && statement.trustee == claimed.trustee
                    && statement.step == step
                    && statement.digest == claimed.digest
            })
    };
    let decryption = Step::PartialDecryption;
    report.shuffles.iter().any(|one| is_of(Step::Shuffle, one))
        || report.decryptions.iter().any(|one| is_of(decryption, one))
}

/// Whose a shuffle is, and how that is known.
pub(crate) fn whose(shuffle: &Claimed) -> String {
    let how = if shuffle.proved {
        "proved: its signed statement"
    } else {
        "claimed, not proved"
    };
    format!("by trustee {} ({how})", shuffle.trustee)
}
