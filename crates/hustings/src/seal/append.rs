use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use clap::Args;
use hustings_seal::verify::{Fault, Place};

use super::policy::PolicyArguments;
use super::reading::print_last_event;
use super::staged::Staged;
use crate::failure::{Failure, Success};
use crate::files;

/// Append a trustee's shuffle or partial decryption, once the archive is verified with it.
///
/// If it does not hold nothing is appended.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings seal append election.bel shuffle-1.json --trustee 1
  hustings seal append election.bel decryption-3.json --trustee 3")]
pub(crate) struct Arguments {
    /// The archive.
    archive: PathBuf,
    /// The message that the trustee made.
    message: PathBuf,
    /// The trustee's number.
    #[arg(long, value_name = "N")]
    trustee: usize,
    #[command(flatten)]
    policy: PolicyArguments,
}

const DECRYPTION: &str = "partial decryption";

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let trustee = arguments.trustee;
    let text = files::read_message(&arguments.message)?;
    let mut staged = Staged::open(&arguments.archive)?;
    let what = if text.starts_with("{\"ciphertexts\":") {
        staged.add(|archive| archive.shuffle_from(trustee, &mut Cursor::new(text.as_bytes())))?;
        "shuffle"
    } else if text.starts_with("{\"decryption_factors\":") {
        staged.add(|archive| {
            archive.partial_decryption_from(trustee, &mut Cursor::new(text.as_bytes()))
        })?;
        DECRYPTION
    } else {
        return Err(Failure::refused(
            &arguments.message,
            "it is neither a shuffle nor a partial decryption; give what `trustee shuffle` or `trustee decrypt` wrote",
        ));
    };
    drop(text);
    let archive = staged
        .verified(&arguments.policy.policy())
        .map_err(|fault| refused(arguments, what, &fault))?;
    staged.commit()?;
    writeln!(
        anstream::stdout(),
        "the {what} of trustee {trustee} holds, and is appended"
    )?;
    print_last_event(&archive)?;
    Ok(Success::Done)
}

fn refused(arguments: &Arguments, what: &str, fault: &Fault) -> Failure {
    let archive = arguments.archive.display();
    let reason = if what == DECRYPTION && matches!(fault.place, Place::Shuffle(..)) {
        format!(
            "it is not its turn in {archive}; end the shuffles first, by `hustings seal end-shuffles`"
        )
    } else {
        format!(
            "{archive} does not hold with it: {fault}; nothing was appended: have the trustee make it anew from this archive"
        )
    };
    Failure::refused(&arguments.message, reason)
}
