use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ballot;
use hustings_seal::digest::Digest;
use hustings_seal::election::{Question, Uuid};
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_seal::result::QuestionResult;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::{Part, PrivateKey, Statement, Step, Trustees};
use hustings_seal::verify::{Policy, verified};

use super::keys::SecretArguments;
use crate::failure::{Failure, Success};
use crate::files;
use crate::terminal::in_green;

/// Prove, before the poll opens, that a trustee's secret opens and that it decrypts and signs for its place.
///
/// Holds a mock election of one ballot under this trustee's own key, and decrypts it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings trustee rehearse --trustees trustees.json --key server.age
  hustings trustee rehearse --trustees trustees.json --seed seed.age --outgoing outgoing-1.json")]
pub(crate) struct Arguments {
    /// The trustees of the election.
    #[arg(long, value_name = "FILE")]
    trustees: PathBuf,
    #[command(flatten)]
    secret: SecretArguments,
    /// What `accept` wrote; a seed alone does not decrypt.
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    outgoing: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let path = &arguments.trustees;
    let trustees = Trustees::parse(&files::read_message(path)?)
        .map_err(|fault| Failure::refused(path, fault))?;
    let held = arguments.secret.read()?;
    let number = held.must_be_among(&trustees, arguments.secret.path())?;
    let statement = Statement {
        election: "rehearsal".to_owned(),
        trustee: number,
        step: Step::PartialDecryption,
        digest: Digest::of(b"rehearsal"),
    };
    let signed = held.sign(&statement);
    let key = held.key(arguments.outgoing.as_deref())?;
    let secret = arguments
        .outgoing
        .as_deref()
        .unwrap_or(arguments.secret.path());
    let not_good = |what: &str| {
        Failure::refused(
            secret,
            format!(
                "{what} trustee {number} of {}; give the one of this ceremony",
                path.display()
            ),
        )
    };
    let member = trustees
        .member(number)
        .ok_or_else(|| not_good("there is no"))?;
    if member.key != key.element() {
        return Err(not_good("it does not hold the key of"));
    }
    if Statement::read(&signed, &member.verification).as_ref() != Some(&statement) {
        return Err(not_good("what it signs is not signed by"));
    }
    mock_election(&key).map_err(|error| Failure::refused(secret, error))?;
    writeln!(
        anstream::stdout(),
        "{} trustee {number}: the secret opens, decrypts and signs",
        in_green("✓")
    )?;
    Ok(Success::Done)
}

/// One ballot sealed for this key, and opened with it.
fn mock_election(key: &PrivateKey) -> Result<(), Box<dyn std::error::Error>> {
    let chance = &mut system();
    let policy = Policy {
        shuffles: 0,
        unfinished: true,
        ..Policy::default()
    };
    let uuid = Uuid::generate(chance);
    let issued = registrar::issue(&["mock".to_owned()], chance)?;
    let question = Question::Homomorphic {
        question: "Rehearsal".to_owned(),
        answers: vec!["Yes".to_owned(), "No".to_owned()],
        blank: false,
        min: 1,
        max: 1,
    };
    let trustees = Trustees::new(&[Part::Single(key.public_key(chance))])?;
    let credentials = registrar::public(&issued, &uuid)?;
    let setup = Setup::new(&uuid, "Rehearsal", "", &[question], trustees, &credentials)?;
    let vote = vec![1, 0];
    let ballot = Ballot::seal(
        setup.election(),
        &issued[0].credential,
        std::slice::from_ref(&vote),
        chance,
    )?;
    let mut archive = Archive::create(Vec::new(), 0, &setup)?;
    archive.cast(&ballot)?;
    archive.end_ballots()?;
    let mut archive = std::io::Cursor::new(archive.into_inner());
    let closed = verified(archive.get_ref().as_slice(), &policy, chance)?;
    Archive::open(&mut archive)?.encrypted_tally(&closed.encrypted_tally()?, 1)?;
    let tallied = verified(archive.get_ref().as_slice(), &policy, chance)?;
    let (number, decryption) = tallied.decrypt(key, chance, &|_| ())?;
    Archive::open(&mut archive)?.partial_decryption(number, &decryption)?;
    let decrypted = verified(archive.get_ref().as_slice(), &policy, chance)?;
    match decrypted.result()?.questions() {
        [QuestionResult::Sums(sums)] if sums == &[1, 0] => Ok(()),
        _ => Err("a mock ballot decrypts to another vote; do not use this key".into()),
    }
}
