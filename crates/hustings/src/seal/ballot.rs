use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::ballot::Ballot;
use hustings_seal::credential::Credential;
use hustings_seal::randomness::system;
use zeroize::Zeroizing;

use super::answers;
use super::reading::poll;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret;
use crate::terminal::in_yellow;

/// Seal a ballot, on the voter's own machine.
///
/// Prints the tracker, by which the voter finds the ballot in the archive. To test the machine, seal with --test, take
/// ballot and opening to another machine, check them there by `seal audit`, and seal anew.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal ballot election.bel --answers \"2,1,0;0,1\" --out ballot.json
  hustings seal ballot election.bel --answers \"2,1,0;0,1\" --out tested.json --test opening.json

An answer to a ranked question has the rank of each candidate in their order, 0 for no preference; an answer to another
has 1 for what is chosen and 0 for the rest, before them one number for the blank vote where the question allows it.")]
pub(crate) struct Arguments {
    /// The archive, or only its beginning.
    archive: PathBuf,
    /// Numbers with , between, questions with ; between.
    #[arg(long)]
    answers: String,
    /// The new file for the ballot.
    #[arg(long, value_name = "BALLOT")]
    out: PathBuf,
    /// Take the credential from this file; - reads standard input; without it the terminal asks.
    #[arg(long, value_name = "FILE")]
    credential_file: Option<PathBuf>,
    /// Reveal in this new file what opens the ballot. Such a ballot must not be cast.
    #[arg(long, value_name = "OPENING")]
    test: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let written = [Some(&arguments.out), arguments.test.as_ref()];
    files::expect_new(written.into_iter().flatten().map(PathBuf::as_path))?;
    let poll = poll(&arguments.archive)?;
    let election = poll.setup().election();
    let answers = answers::parse(&arguments.answers, election.questions())
        .map_err(|error| Failure::NotPossible(format!("--answers: {error}")))?;
    let credential = credential(arguments.credential_file.as_deref())?;
    if !poll
        .credentials()
        .contains(&credential.public(election.uuid()))
    {
        return Err(Failure::refused(
            &arguments.archive,
            "the credential is not on the list of this election; check that it is of this election, and typed as it stands",
        ));
    }
    let (ballot, opening) = Ballot::seal_for_test(election, &credential, &answers, &mut system())
        .map_err(|error| Failure::NotPossible(format!("--answers: {error}")))?;
    if let Some(path) = &arguments.test {
        let text = serde_json::to_vec(&opening).map_err(|error| Failure::refused(path, error))?;
        files::write_new(path, Readers::Owner, &Zeroizing::new(text))?;
    }
    files::write_new(&arguments.out, Readers::Everybody, ballot.text())?;
    writeln!(anstream::stdout(), "tracker: {}", ballot.tracker())?;
    if let Some(path) = &arguments.test {
        anstream::eprintln!(
            "{}: {} is a test and MUST NOT BE CAST: {} shows how it votes. Check it by `hustings seal audit` on another \
             machine, destroy both files, and seal anew",
            in_yellow("warning"),
            arguments.out.display(),
            path.display()
        );
    }
    Ok(Success::Done)
}

fn credential(file: Option<&Path>) -> Result<Credential, Failure> {
    let text = Zeroizing::new(match file {
        Some(path) => files::read_text_or_stdin(path)?,
        None => secret::prompted("credential: ").map_err(|error| {
            Failure::NotPossible(format!(
                "there is no terminal to ask for the credential ({error}); give --credential-file"
            ))
        })?,
    });
    text.trim().parse().map_err(|error| match file {
        Some(path) => Failure::refused(path, error),
        None => Failure::NotPossible(format!("{error}")),
    })
}
