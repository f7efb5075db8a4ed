mod given;

use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::archive::Poll;
use hustings_seal::ballot::Ballot;
use hustings_seal::credential::Credential;
use hustings_seal::randomness::system;
use zeroize::Zeroizing;

use self::given::AnswersArguments;
use super::answers;
use super::reading::poll;
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret;
use crate::terminal::{in_yellow, visible};

/// Seal a ballot, on the voter's own machine.
///
/// Prints the tracker, by which the voter finds the ballot in the archive. Seal always with --opening, and decide only when
/// the tracker is shown whether to cast the ballot or to test it: a machine that knows beforehand can behave. To cast it,
/// destroy the opening. To test it, take both files to a machine without a network, check them there by `seal audit`, destroy
/// them, and seal anew: the ballot bears your signature, so whoever has its file can cast it. Never cast a ballot whose
/// opening left your hands.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal ballot election.bel --answers-file answers.txt --out ballot.json --opening ballot.opening.json
  hustings seal ballot election.bel --answers-file - --out ballot.json     type the answers, then the end of the input

Answers are numbers with , between, questions with ; between: 2,1,0;0,1. An answer to a ranked question has the rank of each
candidate in their order, 0 for no preference; an answer to another has 1 for what is chosen and 0 for the rest, before them
one number for the blank vote where the question allows it.")]
pub(crate) struct Arguments {
    /// The archive, or only its beginning.
    archive: PathBuf,
    #[command(flatten)]
    answers: AnswersArguments,
    /// The new file for the ballot.
    #[arg(long, value_name = "BALLOT")]
    out: PathBuf,
    /// Take the credential from this file; - reads standard input; without it the terminal asks.
    #[arg(long, value_name = "FILE")]
    credential_file: Option<PathBuf>,
    /// Keep in this new file what opens the ballot: it shows how the ballot votes.
    #[arg(long, value_name = "OPENING")]
    opening: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let written = [Some(&arguments.out), arguments.opening.as_ref()];
    files::expect_new(written.into_iter().flatten().map(PathBuf::as_path))?;
    let mut poll = poll(&arguments.archive)?;
    warn_if_ended(&mut poll, &arguments.archive);
    let election = poll.setup().election();
    let text = arguments
        .answers
        .read(arguments.credential_file.as_deref())?;
    let refused = |error: &dyn std::fmt::Display| arguments.answers.refused(error);
    let answers =
        answers::parse(text.trim(), election.questions()).map_err(|error| refused(&error))?;
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
        .map_err(|error| refused(&error))?;
    let told = answers::all_told(election.questions(), &answers);
    if let Some(path) = &arguments.opening {
        let text = serde_json::to_vec(&opening).map_err(|error| Failure::refused(path, error))?;
        files::write_new(path, Readers::Owner, &Zeroizing::new(text))?;
    }
    files::write_new(&arguments.out, Readers::Everybody, ballot.text())?;
    anstream::eprintln!("sealed: {}", visible(&told));
    writeln!(anstream::stdout(), "tracker: {}", ballot.tracker())?;
    if let Some(opening) = &arguments.opening {
        what_next(&arguments.out, opening);
    }
    Ok(Success::Done)
}

/// Who seals after the poll has ended seals for nothing; an archive that was cut short does not tell.
fn warn_if_ended(poll: &mut Poll<BufReader<File>>, path: &Path) {
    while let Ok(Some(_)) = poll.next_ballot() {}
    if poll.has_ended().unwrap_or(false) {
        anstream::eprintln!(
            "{}: {}: the poll has ended, and this ballot would be refused",
            in_yellow("warning"),
            path.display()
        );
    }
}

/// What a voter decides who has seen the tracker.
fn what_next(ballot: &Path, opening: &Path) {
    let (ballot, opening) = (ballot.display(), opening.display());
    anstream::eprintln!(
        "{}: to cast {ballot}, destroy {opening}, which shows how it votes. To test it instead, check both by `hustings seal \
         audit` on a machine without a network, destroy both, and seal anew. NEVER CAST a ballot whose opening left your hands",
        in_yellow("decide now")
    );
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
