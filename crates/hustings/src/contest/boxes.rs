//! Boxes: what they ask, their opening, their archives.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hustings_contest::event::Role;
use hustings_office::Reach;
use hustings_rulebook::BoxId;
use hustings_seal::archive::Archive as Records;
use hustings_seal::digest::Digest;
use hustings_seal::election::Question;

use super::hand::HandArguments;
use super::log::told;
use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::seal::print_event;
use crate::terminal::{in_yellow, with_progress};

/// Print what a box asks, for `hustings seal setup --questions`: its posts, with the nominees as they stand on the paper.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest questions members > questions.toml")]
pub(crate) struct Questions {
    /// The box: the id of a section, or electors where the roll has none.
    #[arg(value_name = "BOX")]
    of: BoxId,
}

pub(super) async fn questions(place: &Place, arguments: &Questions) -> Result<Success, Failure> {
    let office = place.office().await?;
    let mut out = anstream::stdout();
    for (_, question) in office.questions(&arguments.of).map_err(failure)? {
        if let Question::Ranked {
            question,
            candidates,
        } = question
        {
            let candidates: Vec<toml::Value> =
                candidates.into_iter().map(toml::Value::String).collect();
            writeln!(out, "[[question]]\nkind = \"ranked\"")?;
            writeln!(out, "question = {}", toml::Value::String(question))?;
            writeln!(out, "candidates = {}\n", toml::Value::Array(candidates))?;
        }
    }
    Ok(Success::Done)
}

/// Open a box: take in the archive that `hustings seal setup` made for it.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest box members members.bel")]
pub(crate) struct Open {
    /// The box: the id of a section, or electors where the roll has none.
    #[arg(value_name = "BOX")]
    of: BoxId,
    /// The archive, in which nobody has voted.
    archive: PathBuf,
    #[command(flatten)]
    hand: HandArguments,
}

pub(super) async fn open(place: &Place, arguments: &Open) -> Result<Success, Failure> {
    let mut office = place.office().await?;
    let hand = arguments
        .hand
        .of(office.contest(), Role::ReturningOfficer)?;
    let setup = files::read(&arguments.archive)?;
    told(
        &office
            .open_box(&arguments.of, setup, &hand)
            .await
            .map_err(failure)?,
    )?;
    Ok(Success::Done)
}

/// Write the archive of a box as it stands, for trustees and for everybody.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest archive members --out members.bel
  hustings contest archive members --as decryption --out members.bel
  hustings contest archive members --as cast --out members.cast.bel")]
pub(crate) struct Archive {
    /// The box.
    #[arg(value_name = "BOX")]
    of: BoxId,
    /// All ballots as they were cast, or what goes on without those that rulings removed.
    #[arg(long = "as", value_name = "WHAT", default_value = "whole")]
    reach: What,
    /// The new file.
    #[arg(long, value_name = "ARCHIVE")]
    out: PathBuf,
}

/// Which archive is wanted.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// As it was cast, up to the end of the poll.
    Cast,
    /// Without what was removed, as far as it is.
    Whole,
    /// The same with the shuffles ended, for trustees who decrypt.
    Decryption,
}

pub(super) async fn archive(place: &Place, arguments: &Archive) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path()])?;
    let office = place.office().await?;
    let closed = office
        .contest()
        .kept()
        .and_then(|kept| kept.of_box(&arguments.of))
        .is_some_and(|of| of.closed.is_some());
    let reach = match arguments.reach {
        What::Decryption => Reach::Decryption,
        What::Whole if closed => Reach::Whole,
        What::Whole | What::Cast => Reach::Cast,
    };
    let work = temporary()?;
    let mut made = office
        .archive(&arguments.of, reach, work)
        .await
        .map_err(failure)?;
    with_progress("writing the archive", || {
        files::write_new_with(&arguments.out, Readers::Everybody, |file| {
            std::io::copy(&mut made, file)?;
            Ok(())
        })
    })?;
    writeln!(anstream::stdout(), "{} is written", arguments.out.display())?;
    if office.contest().has_closed() {
        print_event(last_event(&mut made)?)?;
    } else {
        anstream::eprintln!(
            "{}: the poll is not closed, and more may be cast: this is not for trustees",
            in_yellow("note")
        );
    }
    Ok(Success::Done)
}

/// The last event of an archive, by which everybody compares what they have.
pub(super) fn last_event(archive: &mut std::fs::File) -> Result<Digest, Failure> {
    let holds_not = |error: &dyn std::fmt::Display| {
        Failure::NotPossible(format!(
            "the archive does not read ({error}); run `hustings store fsck`"
        ))
    };
    let records = Records::open(archive).map_err(|error| holds_not(&error))?;
    records
        .last_event()
        .ok_or_else(|| holds_not(&"it has no event"))
}

/// A file without a name, for an archive that is being made.
pub(super) fn temporary() -> Result<std::fs::File, Failure> {
    tempfile::tempfile().map_err(|error| {
        Failure::NotPossible(format!(
            "no temporary file can be made ({error}); make room, or set TMPDIR to a folder that has some"
        ))
    })
}
