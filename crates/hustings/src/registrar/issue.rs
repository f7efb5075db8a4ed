use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_seal::credentials;
use hustings_seal::election::Uuid;
use hustings_seal::group::Encoded;
use hustings_seal::randomness::system;
use hustings_seal::registrar::{self, Issued};
use zeroize::Zeroizing;

use super::{recovery, roll};
use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret::Locking;
use crate::terminal::{visible, with_progress};

/// Give each elector of a roll a credential.
///
/// Writes DIR/public.json, the list of public parts for `seal setup`, and DIR/credentials.csv (elector,credential) for
/// whoever prints and sends letters. Nothing else keeps the credentials: destroy them when they are sent. A recovery file,
/// encrypted, allows a lost one to be given again before the close.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings registrar issue roll.txt --election 4Y6wDRRYAoWoAs --out credentials
  hustings registrar issue roll.txt --election 4Y6wDRRYAoWoAs --out credentials --letters --recovery recovery.age
  hustings registrar issue roll.txt --election 4Y6wDRRYAoWoAs --out credentials --links links.csv
  tail -n +2 members.csv | cut -d, -f1 | hustings registrar issue - --election 4Y6wDRRYAoWoAs --out credentials")]
pub(crate) struct Arguments {
    /// The roll: one elector's id a line; - reads from standard input.
    roll: PathBuf,
    /// The election, as `seal uuid` printed it.
    #[arg(long, value_name = "UUID")]
    election: Uuid,
    /// The folder for what is written.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write one file for each elector, DIR/letters/1.txt and so on, and no list of credentials.
    #[arg(long)]
    letters: bool,
    /// Also keep the credentials in this file, encrypted with a passphrase.
    #[arg(long, value_name = "FILE")]
    recovery: Option<PathBuf>,
    /// Also write here which elector has which public part (elector,public), for the returning officer of a contest in which
    /// people vote by post beside online, who locks the credential of whoever's paper came (`hustings contest credentials`).
    /// Whoever has this file can tell from the ballots who has voted, but not how: that takes the trustees. Where nobody
    /// votes by post, leave it out.
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    #[command(flatten)]
    locking: Locking,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let public = arguments.out.join("public.json");
    let secret = arguments.out.join(if arguments.letters {
        "letters"
    } else {
        "credentials.csv"
    });
    let written = [
        Some(&public),
        Some(&secret),
        arguments.recovery.as_ref(),
        arguments.links.as_ref(),
    ];
    files::expect_new(written.into_iter().flatten().map(PathBuf::as_path))?;
    let electors = roll::read(&arguments.roll)?;
    let not_possible = |error| Failure::refused(&arguments.roll, error);
    let issued = registrar::issue(&electors, &mut system()).map_err(not_possible)?;
    let of_each = with_progress("deriving public credentials", || {
        registrar::public_of_each(&issued, &arguments.election)
    });
    let of_each = of_each.map_err(not_possible)?;
    let list = credentials::list(&of_each);
    // The recovery file first: it asks for a passphrase, and while it fails nothing has left this program.
    if let Some(path) = &arguments.recovery {
        recovery::write(path, &arguments.election, &issued, &arguments.locking)?;
    }
    if arguments.letters {
        letters(&secret, &arguments.election, &issued)?;
    } else {
        files::write_new(&secret, Readers::Owner, table(&issued).as_bytes())?;
    }
    if let Some(path) = &arguments.links {
        files::write_new(path, Readers::Owner, links(&issued, &of_each).as_bytes())?;
    }
    files::write_new(&public, Readers::Everybody, list.as_bytes())?;
    let mut out = anstream::stdout();
    if let (Some(first), Some(last)) = (electors.first(), electors.last()) {
        writeln!(
            out,
            "{} electors, from “{}” to “{}”",
            electors.len(),
            visible(first),
            visible(last)
        )?;
    }
    writeln!(
        out,
        "{} credentials are issued; {} is to be published, {} is secret",
        issued.len(),
        public.display(),
        secret.display()
    )?;
    if let Some(path) = &arguments.links {
        writeln!(
            out,
            "{} is for the returning officer alone: it says whose a ballot is",
            path.display()
        )?;
    }
    Ok(Success::Done)
}

/// The credentials as a table (RFC 4180).
fn table(issued: &[Issued]) -> Zeroizing<String> {
    let mut table = Zeroizing::new("elector,credential\n".to_owned());
    for one in issued {
        table.push_str(&crate::table::cell(&one.elector));
        table.push(',');
        table.push_str(one.credential.reveal());
        table.push('\n');
    }
    table
}

/// The public part of each elector's credential as a table (RFC 4180).
fn links(issued: &[Issued], public: &[Encoded]) -> String {
    let mut table = "elector,public\n".to_owned();
    for (one, public) in issued.iter().zip(public) {
        table.push_str(&crate::table::cell(&one.elector));
        table.push_str(&format!(",{public}\n"));
    }
    table
}

/// A file for each elector. Its name is a number: an id can be anything, also another file's path.
fn letters(folder: &Path, election: &Uuid, issued: &[Issued]) -> Result<(), Failure> {
    let width = issued.len().to_string().len();
    for (number, one) in (1..).zip(issued) {
        let letter = Zeroizing::new(format!(
            "election: {election}\nelector: {}\ncredential: {}\n\n\
             Whoever has this credential can vote in your place. Keep it to yourself, and destroy it after the poll.\n",
            one.elector,
            one.credential.reveal()
        ));
        let path = folder.join(format!("{number:0width$}.txt"));
        files::write_new(&path, Readers::Owner, letter.as_bytes())?;
    }
    Ok(())
}
