//! `hustings witness`: somebody who sees that a log has one history, and signs that.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, Subcommand};
use hustings_log::note::{KeyName, Note, VerifyingKey};
use hustings_log::proof::ConsistencyProof;
use hustings_log::{Checkpoint, Growth, Hash, MemoryTiles, Timestamp, Tree, TreeHead, WitnessKey};
use hustings_seal::randomness::system;
use rand_core::Rng as _;
use zeroize::Zeroizing;

use crate::failure::{Failure, Success};
use crate::files::{self, Readers};
use crate::secret::{self, Locking, Unlocking};

/// Witness a contest's log: with a quorum of witnesses nobody can be shown another history.
///
/// By default the candidates' agents are witnesses. Each makes a key before the contest begins, gives its public half to the
/// returning officer, and cosigns checkpoints now and then: always the last one, and at least that of the declaration.
#[derive(Subcommand)]
pub(crate) enum Verb {
    Generate(Generate),
    Cosign(Box<Cosign>),
}

/// Make a witness's key.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings witness generate --name agent-of-ash.example --out ash.witness.age --public ash.vkey")]
pub(crate) struct Generate {
    /// Under which name the witness signs: no spaces, no plus signs.
    #[arg(long)]
    name: KeyName,
    /// The new file for the key, encrypted with a passphrase.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The new file for the public key.
    #[arg(long, value_name = "FILE")]
    public: PathBuf,
    #[command(flatten)]
    locking: Locking,
}

/// Cosign a checkpoint, if it continues the last one that this witness has seen, and the log's lines are those it says.
///
/// SEEN is the witness's memory: the checkpoint that was last cosigned. It is made by the first call and must not be lost.
#[derive(Args)]
#[command(after_help = "\
Example:
  hustings contest checkpoint --out checkpoint.txt && hustings contest log > events.jsonl
  hustings witness cosign checkpoint.txt --events events.jsonl --log-key example.org/leader-2027+… \\
      --key ash.witness.age --seen ash.seen --out ash.checkpoint")]
pub(crate) struct Cosign {
    /// The checkpoint, as `hustings contest checkpoint` wrote it.
    checkpoint: PathBuf,
    /// The log's lines, as `hustings contest log` prints them.
    #[arg(long, value_name = "FILE")]
    events: PathBuf,
    /// The log's key, as it was published when the contest began.
    #[arg(long, value_name = "KEY")]
    log_key: VerifyingKey,
    /// The witness's key.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// What this witness has seen.
    #[arg(long, value_name = "FILE")]
    seen: PathBuf,
    /// The new file for the cosigned checkpoint.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    unlocking: Unlocking,
}

pub(crate) fn run(verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Generate(arguments) => generate(arguments),
        Verb::Cosign(arguments) => cosign(arguments),
    }
}

fn generate(arguments: &Generate) -> Result<Success, Failure> {
    files::expect_new([arguments.out.as_path(), arguments.public.as_path()])?;
    let mut seed = Zeroizing::new([0; 32]);
    system().fill_bytes(seed.as_mut());
    let key = WitnessKey::from_seed(arguments.name.clone(), &seed);
    secret::write(&arguments.out, key.reveal().as_bytes(), &arguments.locking)?;
    let public = key.witness().to_string();
    files::write_new(&arguments.public, Readers::Everybody, public.as_bytes())?;
    writeln!(anstream::stdout(), "{public}")?;
    Ok(Success::Done)
}

fn cosign(arguments: &Cosign) -> Result<Success, Failure> {
    let path = &arguments.checkpoint;
    files::expect_new([arguments.out.as_path()])?;
    let key = secret::read(&arguments.key, &arguments.unlocking)?;
    let key = WitnessKey::parse(&key).map_err(|error| Failure::refused(&arguments.key, error))?;
    let mut note = note(path)?;
    let checkpoint = Checkpoint::open(&note, &arguments.log_key)
        .map_err(|error| Failure::refused(path, error))?;
    let tiles = tiles(arguments, checkpoint.head())?;
    let seen = seen(arguments)?;
    let proof = ConsistencyProof::prove(seen.size, checkpoint.head().size, &tiles).map_err(|error| {
        Failure::refused(path, format!("it does not continue what this witness has seen, {} entries: {error}; tell everybody", seen.size))
    })?;
    let (signature, _) = key.cosign(&note, &arguments.log_key, &seen, &proof, now()?).map_err(|error| {
        Failure::refused(path, format!("this witness does not cosign it: {error}; if the log has two histories, tell everybody"))
    })?;
    // The memory first: who forgets what was cosigned could cosign another history.
    files::write(&arguments.seen, note.to_string().as_bytes())?;
    note.add(signature);
    files::write_new(
        &arguments.out,
        Readers::Everybody,
        note.to_string().as_bytes(),
    )?;
    writeln!(
        anstream::stdout(),
        "{} entries, which begin with the {} seen before: cosigned, {} is written",
        checkpoint.head().size,
        seen.size,
        arguments.out.display()
    )?;
    Ok(Success::Done)
}

fn note(path: &Path) -> Result<Note, Failure> {
    Note::parse(&files::read(path)?).map_err(|error| Failure::refused(path, error))
}

/// What this witness has cosigned; nothing before the first time.
fn seen(arguments: &Cosign) -> Result<TreeHead, Failure> {
    if !arguments.seen.exists() {
        return Ok(TreeHead::empty());
    }
    let note = note(&arguments.seen)?;
    let checkpoint = Checkpoint::open(&note, &arguments.log_key)
        .map_err(|error| Failure::refused(&arguments.seen, error))?;
    Ok(*checkpoint.head())
}

/// The tiles over the log's lines, if they are those of the checkpoint.
fn tiles(arguments: &Cosign, head: &TreeHead) -> Result<MemoryTiles, Failure> {
    let bytes = files::read(&arguments.events)?;
    let (mut tree, mut growth) = (Tree::new(), Growth::new());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if tree.size() == head.size {
            break;
        }
        let hash = Hash::of_entry(line.strip_suffix(b"\n").unwrap_or(line));
        tree.append(hash);
        growth.append(hash);
    }
    if tree.head() != *head {
        return Err(Failure::refused(
            &arguments.events,
            format!(
                "its first {} lines are not those that {} is over; take both again at one time, and if it stays so, tell everybody",
                head.size,
                arguments.checkpoint.display()
            ),
        ));
    }
    let mut tiles = MemoryTiles::new();
    tiles.extend(growth.take_changed());
    Ok(tiles)
}

fn now() -> Result<Timestamp, Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    // A clock that cannot be right says 1970, as of a machine without one.
    let seconds = since.map_or(0, |since| since.as_secs());
    Timestamp::new(seconds).map_err(|error| Failure::NotPossible(error.to_string()))
}
