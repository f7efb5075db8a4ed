//! `hustings`: runs a leadership contest from nominations to declaration, and checks one.
//!
//! One verb, one file, one meaning. The verbs read files, hand bytes to the crates that know the
//! rules, and write what comes back; no rule is applied here.

mod account;
mod contest;
mod count;
mod failure;
mod files;
mod pages;
mod papers;
mod receipt;
mod registrar;
mod rulebook;
mod run;
mod seal;
mod secret;
mod serve;
mod store;
mod table;
mod terminal;
mod trustee;
mod verify;
mod witness;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

use failure::{Failure, Success};

const EXIT_CODES: &str = "\
Exit codes:
  0  done; for `verify`: all that can be checked holds
  1  a claim does not hold, a store is at fault, or a rulebook leads to a dead end
  2  the command line is not understood
  3  a file cannot be read or written, or what it says is refused
  4  a person is needed: a lot must be drawn, or a ruling made

Colours are left out where NO_COLOR is set or the output is not a terminal.";

/// Runs a leadership contest from nominations to declaration, and checks one.
#[derive(Parser)]
#[command(version, after_help = EXIT_CODES, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Run(run::Arguments),
    Contest(Box<contest::Arguments>),
    Store(store::Arguments),
    Serve(serve::Arguments),
    Count(Box<count::Arguments>),
    Verify(verify::Arguments),
    #[command(subcommand)]
    Account(account::Verb),
    #[command(subcommand)]
    Rulebook(rulebook::Verb),
    #[command(subcommand)]
    Registrar(registrar::Verb),
    #[command(subcommand)]
    Trustee(trustee::Verb),
    #[command(subcommand)]
    Seal(seal::Verb),
    #[command(subcommand)]
    Receipt(receipt::Verb),
    #[command(subcommand)]
    Witness(witness::Verb),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Verb::Count(count) = &arguments.verb
        && let Some(reason) = count.contradiction()
    {
        Arguments::command()
            .error(ErrorKind::ArgumentConflict, reason)
            .exit();
    }
    let outcome = match arguments.verb {
        Verb::Run(arguments) => run::run(&arguments),
        Verb::Contest(arguments) => contest::run(&arguments),
        Verb::Store(arguments) => store::run(&arguments),
        Verb::Serve(arguments) => serve::run(&arguments),
        Verb::Count(arguments) => count::run(&arguments),
        Verb::Verify(arguments) => verify::run(&arguments),
        Verb::Account(verb) => account::run(&verb),
        Verb::Rulebook(verb) => rulebook::run(&verb),
        Verb::Registrar(verb) => registrar::run(&verb),
        Verb::Trustee(verb) => trustee::run(&verb),
        Verb::Seal(verb) => seal::run(&verb),
        Verb::Receipt(verb) => receipt::run(&verb),
        Verb::Witness(verb) => witness::run(&verb),
    };
    match outcome {
        Ok(Success::Done) => ExitCode::SUCCESS,
        Ok(Success::DoesNotHold) => ExitCode::from(1),
        Err(failure) => report(&failure),
    }
}

fn report(failure: &Failure) -> ExitCode {
    // Somebody who reads only the first lines of the output has closed the pipe on purpose.
    if let Failure::OutputClosed = failure {
        return ExitCode::SUCCESS;
    }
    let says = terminal::shortened(&failure.to_string());
    anstream::eprintln!("{}: {says}", terminal::in_red("hustings"));
    ExitCode::from(failure.exit_code())
}
