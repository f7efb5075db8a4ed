use std::io::Cursor;

use hustings_seal::archive::Archive;
use hustings_seal::closing::Verified;
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::trustee::PrivateKey;
use hustings_seal::verify::{Policy, fast, verified};
use libtest_mimic::Failed;
use serde_json::Value;

use crate::files::{Folder, records, until};
use crate::keys::share;
use crate::same;

type Step<'a> = &'a dyn Fn(&Verified, &mut Archive<Cursor<Vec<u8>>>) -> Result<(), Failed>;

/// The archive up to here, with one step more.
fn with_step(archive: &[u8], step: Step<'_>) -> Result<Vec<u8>, Failed> {
    let policy = Policy {
        unfinished: true,
        ..Policy::default()
    };
    let verified = verified(archive, &policy, &mut system())?;
    let mut ours = Archive::open(Cursor::new(archive.to_vec()))?;
    step(&verified, &mut ours)?;
    Ok(ours.into_inner().into_inner())
}

fn begins_with(archive: &[u8], ours: &[u8]) -> Result<(), Failed> {
    if archive.starts_with(ours) {
        Ok(())
    } else {
        Err("our step differs".into())
    }
}

pub fn tally(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let ours = with_step(until(&archive, "EndBallots")?, &|verified, archive| {
        let tally = verified.encrypted_tally()?;
        Ok(archive.encrypted_tally(&tally, verified.report().tallied)?)
    })?;
    begins_with(&archive, &ours)?;
    let records = records(&ours)?;
    let bodies = records
        .iter()
        .rev()
        .skip(1)
        .take(2)
        .rev()
        .map(|record| record.body.to_owned());
    same("the tally", &bodies.collect(), &folder.lines("et.json")?)
}

/// Each key with the number of its trustee.
fn keys(folder: &Folder) -> Result<Vec<PrivateKey>, Failed> {
    let mut keys = vec![PrivateKey::parse(&folder.text("B2E8EE42.privkey")?)?];
    for trustee in folder.trustees()? {
        keys.push(share(folder, &trustee)?);
    }
    Ok(keys)
}

fn message_factors(message: &str) -> Result<Value, Failed> {
    let message: Value = serde_json::from_str(message)?;
    Ok(message["decryption_factors"].clone())
}

pub fn factors(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let keys = keys(folder)?;
    let records = records(&archive)?;
    let theirs = records
        .iter()
        .filter(|record| record.body.starts_with("{\"decryption_factors\""));
    let theirs: Vec<&str> = theirs.map(|record| record.body).collect();
    same("decryptions", &theirs.len(), &3)?;
    with_step(until(&archive, "EndShuffles")?, &|verified, _| {
        for (key, (number, theirs)) in keys.iter().zip((1..).zip(&theirs)) {
            let (trustee, ours) = verified.decrypt(key, &mut system(), &silent)?;
            same("the trustee", &trustee, &number)?;
            let mut text = Vec::new();
            ours.write(&mut text)?;
            let ours = message_factors(&String::from_utf8(text)?)?;
            same("factors", &ours, &message_factors(theirs)?)?;
        }
        Ok(())
    })?;
    let published = folder.lines("pd.json")?;
    same(
        "the last of them",
        &theirs.last().copied(),
        &published.first().map(String::as_str),
    )
}

pub fn result(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let ours = with_step(
        until(&archive, "PartialDecryption")?,
        &|verified, archive| Ok(archive.result(&verified.result()?)?),
    )?;
    if ours == archive {
        Ok(())
    } else {
        Err("our result differs".into())
    }
}

/// Whoever decrypts, the result is the same: here the third trustee of the threshold in place of the first.
pub fn from_keys(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let keys = keys(folder)?;
    let mut ours = until(&archive, "EndShuffles")?.to_vec();
    for number in [4, 1, 3] {
        ours = with_step(&ours, &|verified, archive| {
            let (trustee, decryption) =
                verified.decrypt(&keys[number - 1], &mut system(), &silent)?;
            Ok(archive.partial_decryption(trustee, &decryption)?)
        })?;
    }
    let ours = with_step(&ours, &|verified, archive| {
        Ok(archive.result(&verified.result()?)?)
    })?;
    let report = fast(ours.as_slice(), &Policy::default(), &mut system())?;
    let theirs = fast(archive.as_slice(), &Policy::default(), &mut system())?;
    same("the outcomes", &report.outcomes, &theirs.outcomes)?;
    let records = records(&ours)?;
    let result = records
        .iter()
        .rev()
        .nth(1)
        .map(|record| record.body.to_owned());
    same("the result", &result, &Some(folder.line("result.json")?))
}
