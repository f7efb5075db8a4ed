mod refusal;

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::closing::Verified;
use hustings_seal::trustee::{SignedMessage, Statement, Step};
use hustings_seal::verify::Policy;

use super::policy::PolicyArguments;
use super::reading::{poll, print_last_event};
use super::staged::Staged;
use super::statements::statement;
use crate::failure::{Failure, Success};
use crate::files;

/// Append a trustee's shuffle or partial decryption, once the archive is verified with it.
///
/// If it does not hold nothing is appended. Whose it is an archive only claims: the trustee's statement proves it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal append election.bel shuffle-1.json --statement shuffle-1.statement.json
  hustings seal append election.bel decryption-3.json --trustee 3")]
pub(crate) struct Arguments {
    /// The archive.
    archive: PathBuf,
    /// The message that the trustee made.
    message: PathBuf,
    /// The trustee's number; with --statement it need not be given.
    #[arg(long, value_name = "N", required_unless_present = "statement")]
    trustee: Option<usize>,
    /// What the trustee signed of the message, which must prove it.
    #[arg(long, value_name = "STATEMENT")]
    statement: Option<PathBuf>,
    #[command(flatten)]
    policy: PolicyArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let text = files::read_message(&arguments.message)?;
    let step = step(&text).ok_or_else(|| {
        Failure::refused(
            &arguments.message,
            "it is neither a shuffle nor a partial decryption; give what `trustee shuffle` or `trustee decrypt` wrote",
        )
    })?;
    let stated = match arguments.statement.as_deref() {
        Some(path) => Some((path, statement(path)?)),
        None => None,
    };
    let trustee = trustee(arguments, stated.as_ref())?;
    let policy = Policy {
        statements: stated.iter().map(|(_, message)| message.clone()).collect(),
        ..arguments.policy.policy()
    };
    let mut staged = Staged::open(&arguments.archive)?;
    let mut message = Cursor::new(text.as_bytes());
    staged.add(|archive| match step {
        Step::Shuffle => archive.shuffle_from(trustee, &mut message),
        Step::PartialDecryption => archive.partial_decryption_from(trustee, &mut message),
    })?;
    let archive = staged
        .verified(&policy)
        .map_err(|fault| refusal::of(arguments, trustee, step, &fault))?;
    if let Some((path, _)) = stated
        && !is_proved(&archive, step)
    {
        return Err(Failure::refused(
            path,
            format!(
                "it does not prove {} after this archive; nothing was appended: give the statement that was written with it",
                arguments.message.display()
            ),
        ));
    }
    staged.commit()?;
    let what = told(step);
    let mut out = anstream::stdout();
    if stated.is_some() {
        writeln!(
            out,
            "the {what} of trustee {trustee} holds, its statement proves it, and it is appended"
        )?;
    } else {
        writeln!(
            out,
            "the {what} holds, and is appended as trustee {trustee}'s (claimed; give --statement to prove it)"
        )?;
    }
    print_last_event(&archive)?;
    Ok(Success::Done)
}

fn step(message: &str) -> Option<Step> {
    if message.starts_with("{\"ciphertexts\":") {
        Some(Step::Shuffle)
    } else if message.starts_with("{\"decryption_factors\":") {
        Some(Step::PartialDecryption)
    } else {
        None
    }
}

fn told(step: Step) -> &'static str {
    match step {
        Step::Shuffle => "shuffle",
        Step::PartialDecryption => "partial decryption",
    }
}

/// The trustee's number, as it was given, or as the statement has it that is signed by that trustee.
fn trustee(
    arguments: &Arguments,
    stated: Option<&(&Path, SignedMessage)>,
) -> Result<usize, Failure> {
    let Some((path, message)) = stated else {
        // The command line has refused that there is neither.
        return Ok(arguments.trustee.unwrap_or_default());
    };
    let poll = poll(&arguments.archive)?;
    let signed = (1..)
        .zip(poll.setup().trustees().members())
        .find_map(|(number, member)| {
            let statement = Statement::read(message, &member.verification)?;
            (statement.trustee == number).then_some(number)
        });
    let Some(signed) = signed else {
        return Err(Failure::refused(
            path,
            "no trustee of this election signed it; give what `trustee shuffle --statement` or `trustee decrypt --statement` wrote",
        ));
    };
    match arguments.trustee {
        Some(given) if given != signed => Err(Failure::refused(
            path,
            format!("it is of trustee {signed}, and --trustee says {given}; leave --trustee out"),
        )),
        _ => Ok(signed),
    }
}

/// Whether the step that was added is proved by its trustee's statement.
fn is_proved(archive: &Verified, step: Step) -> bool {
    let claimed = match step {
        Step::Shuffle => archive.report().shuffles.last(),
        Step::PartialDecryption => archive.report().decryptions.last(),
    };
    claimed.is_some_and(|claimed| claimed.proved)
}
