//! `hustings receipt`: what a voter keeps of a ballot.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use hustings_log::note::{KeyName, VerifyingKey};
use hustings_log::{Checkpoint, Hash, Receipt};
use hustings_seal::digest::Digest;

use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::{in_green, in_red, visible};

/// Receipts: that a ballot was put into its box, signed by the log.
#[derive(Subcommand)]
pub(crate) enum Verb {
    Check(Check),
}

/// Check the receipt of a ballot, offline: that the log signed that it is in its box, and at which place.
///
/// It shows what you were told, not what others are shown, nor what became of it: for that, hold the receipt against the
/// bundle, by `hustings verify --receipt RECEIPT BUNDLE`. It says nothing of what is in the ballot.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings receipt check mine.tlog-proof --ballot ballot.json --log-key example.org/leader-2027+…

Exits with 0 if it is a receipt of this ballot, with 1 if not.")]
pub(crate) struct Check {
    /// The receipt.
    receipt: PathBuf,
    /// The ballot, byte for byte as it was cast.
    #[arg(long, value_name = "FILE")]
    ballot: PathBuf,
    /// The contest's key, as it was published when the contest began, or that of the box.
    #[arg(long, value_name = "KEY")]
    log_key: VerifyingKey,
}

pub(crate) fn run(verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Check(arguments) => check(arguments),
    }
}

fn check(arguments: &Check) -> Result<Success, Failure> {
    let path = &arguments.receipt;
    let receipt = Receipt::parse(&copied(files::read(path)?));
    let receipt = receipt.map_err(|error| Failure::refused(path, error))?;
    let ballot = ballot(&arguments.ballot)?;
    let mut out = anstream::stdout();
    match found(&receipt, &ballot, &arguments.log_key) {
        Ok(told) => {
            writeln!(out, "{} {}", in_green("✓"), visible(&told))?;
            Ok(Success::Done)
        }
        Err(why) => {
            writeln!(out, "{} {}", in_red("✗"), visible(&why))?;
            Ok(Success::DoesNotHold)
        }
    }
}

/// The one line of a file: what a text editor puts behind it is no part of a ballot.
fn ballot(path: &Path) -> Result<String, Failure> {
    let text = files::read_text(path)?;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    match (lines.next(), lines.next()) {
        (Some(ballot), None) => Ok(ballot.to_owned()),
        _ => Err(Failure::refused(
            path,
            "this is not one ballot, which is one line; give the ballot that the receipt is of",
        )),
    }
}

/// A receipt as it was before somebody copied it out of a mail: its lines end in line feeds, the last one too. What it says
/// is signed, so that nothing else can be mended by that.
pub(crate) fn copied(mut receipt: Vec<u8>) -> Vec<u8> {
    receipt.retain(|byte| *byte != b'\r');
    let kept = receipt.trim_ascii_end().len();
    receipt.truncate(kept);
    receipt.push(b'\n');
    receipt
}

/// What a receipt shows, or why it shows nothing.
fn found(receipt: &Receipt, ballot: &str, contest: &VerifyingKey) -> Result<String, String> {
    let claimed = Checkpoint::parse(receipt.checkpoint().text());
    let claimed = claimed.map_err(|error| error.to_string())?;
    let key = key_of(contest, claimed.origin());
    let checkpoint = receipt
        .verify(&Hash::of_entry(ballot.as_bytes()), &key)
        .map_err(|fault| format!("it is no receipt of this ballot: {fault}"))?;
    Ok(format!(
        "the ballot with the tracker {} is number {} of the {} that were in {} when this was signed",
        Digest::of(ballot.as_bytes()).to_base64(),
        receipt.index() + 1,
        checkpoint.head().size,
        checkpoint.origin(),
    ))
}

/// A contest and its boxes have one key, each under its own name (`docs/formats/log.md`, “Keys”).
fn key_of(contest: &VerifyingKey, origin: &str) -> VerifyingKey {
    let of_box = origin
        .strip_prefix(contest.name().as_str())
        .is_some_and(|rest| rest.starts_with("/box/"));
    match origin.parse::<KeyName>() {
        Ok(name) if of_box => contest.named(name),
        _ => contest.clone(),
    }
}
