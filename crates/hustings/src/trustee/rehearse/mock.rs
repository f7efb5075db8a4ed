use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ballot;
use hustings_seal::digest::Digest;
use hustings_seal::election::{Question, Uuid};
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_seal::result::QuestionResult;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::{Part, PrivateKey, Signer, Trustees};
use hustings_seal::verify::{Policy, verified};

/// One ballot sealed for this key, and opened with it.
pub(super) fn election(key: &PrivateKey) -> Result<(), Box<dyn std::error::Error>> {
    let chance = &mut system();
    let mut policy = Policy {
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
    let mut message = Vec::new();
    decryption.write(&mut message)?;
    let digest = Digest::of(&message);
    let statement = tallied.decryption_statement(number, &decryption, digest, key, chance)?;
    policy.statements = vec![statement.sign(&Signer::Single(key), chance)];
    let decrypted = verified(archive.get_ref().as_slice(), &policy, chance)?;
    let is_proved = decrypted.report().decryptions.iter().all(|one| one.proved);
    match decrypted.result()?.questions() {
        [QuestionResult::Sums(sums)] if is_proved && sums == &[1, 0] => Ok(()),
        _ => Err("a mock ballot decrypts to another vote; do not use this key".into()),
    }
}
