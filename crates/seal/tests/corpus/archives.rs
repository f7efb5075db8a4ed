use std::collections::BTreeMap;
use std::io::Cursor;

use hustings_seal::archive::{Archive, Poll};
use hustings_seal::ballot::Ballot;
use hustings_seal::credentials;
use hustings_seal::election::Election;
use hustings_seal::intake::Intake;
use hustings_seal::randomness::system;
use hustings_seal::trustee::threshold::{
    Certificate, Certificates, Incoming, Outgoing, Polynomial,
};
use hustings_seal::trustee::{PublicKey, Trustees};
use hustings_seal::verify::{Outcome, Policy, Replacing, Report, fast, literal};
use libtest_mimic::Failed;
use serde_json::Value;

use crate::files::{Folder, records, until};
use crate::same;

/// Both verifiers, which must say the same.
fn verified(folder: &Folder) -> Result<Report, Failed> {
    let archive = folder.archive()?;
    let report = fast(archive.as_slice(), &Policy::default(), &mut system())?;
    same(
        "the literal verifier",
        &literal(&archive, &Policy::default())?,
        &report,
    )?;
    Ok(report)
}

/// The outcomes are those of a published result.
fn is_published(report: &Report, published: &str) -> Result<(), Failed> {
    let published: Value = serde_json::from_str(published)?;
    let Some([Outcome::Sums(sums), Outcome::Papers(papers)]) = report.outcomes.as_deref() else {
        return Err("there are no such outcomes".into());
    };
    let expected: Vec<u64> = serde_json::from_value(published["result"][0].clone())?;
    same("the sums", sums, &expected)?;
    let vectors: Vec<Vec<u8>> = serde_json::from_value(published["result"][1].clone())?;
    let mut expected = BTreeMap::new();
    for ranks in vectors {
        *expected.entry(ranks).or_insert(0) += 1;
    }
    same("the rankings", &papers.rankings, &expected)?;
    same("spoilt papers", &papers.spoilt.len(), &0)
}

pub fn five_hold(folder: &Folder) -> Result<(), Failed> {
    let report = verified(folder)?;
    is_published(&report, &folder.text("result.json")?)?;
    let raw: Value = serde_json::from_str(&folder.text("raw.json")?)?;
    let published: Value = serde_json::from_str(&folder.text("result.json")?)?;
    same(
        "the rankings as voters saw them",
        &raw,
        &published["result"][1],
    )?;
    let shuffles: Vec<usize> = report.shuffles.iter().map(|one| one.trustee).collect();
    same("shuffles", &shuffles, &vec![1, 2])?;
    let decryptions: Vec<usize> = report.decryptions.iter().map(|one| one.trustee).collect();
    same("decryptions", &decryptions, &vec![1, 2, 3])?;
    same(
        "electors",
        &(report.credentials, report.cast, report.tallied),
        &(5, 5, 5),
    )
}

pub fn hundred_hold(folder: &Folder) -> Result<(), Failed> {
    let report = verified(folder)?;
    is_published(&report, &folder.text("samples/result.json")?)?;
    same(
        "electors",
        &(report.credentials, report.cast, report.tallied),
        &(100, 100, 100),
    )
}

/// An archive that is written from the messages is the one that the peer wrote.
pub fn rewritten(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let mut poll = Poll::open(archive.as_slice())?;
    let mut ours = Archive::create(Cursor::new(Vec::new()), poll.time(), poll.setup())?;
    let election = poll.setup().election().clone();
    while let Some(text) = poll.next_ballot()? {
        ours.cast(&Ballot::parse(&text, &election)?)?;
    }
    ours.end_ballots()?;
    let ours = ours.into_inner().into_inner();
    if ours == until(&archive, "EndBallots")? {
        Ok(())
    } else {
        Err("our archive differs".into())
    }
}

pub fn ballots(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let mut poll = Poll::open(archive.as_slice())?;
    let election = poll.setup().election().clone();
    let mut intake = Intake::new(election.clone(), poll.credentials(), Replacing::Refused)?;
    while let Some(text) = poll.next_ballot()? {
        Ballot::parse(&text, &election)?.check(&election)?;
        intake.accept(&text)?;
    }
    Ok(())
}

pub fn samples(folder: &Folder) -> Result<(), Failed> {
    let sample = |name: &str| folder.line(&format!("samples/{name}"));
    let election = Election::parse(&sample("election.json")?)?;
    Ballot::parse(sample("ballot.json")?.as_bytes(), &election)?.check(&election)?;
    let trustees = Trustees::parse(&sample("trustees.json")?)?;
    same("the election's key", election.public_key(), trustees.key())?;
    let listed = credentials::parse(sample("public_creds.json")?.as_bytes())?;
    let texts: Vec<String> = serde_json::from_str(&sample("public_creds.json")?)?;
    // Names stand behind commas.
    let texts = texts
        .iter()
        .filter_map(|text| text.split(',').next())
        .map(str::to_owned);
    let ours = credentials::list(&listed);
    let listed: Vec<String> = listed.iter().map(ToString::to_string).collect();
    same("credentials", &texts.collect(), &listed)?;
    for line in folder.lines("samples/public_keys.jsons")? {
        PublicKey::parse(&line)?.check()?;
    }
    for line in folder.lines("samples/polynomials.jsons")? {
        same("a polynomial", &Polynomial::parse(&line)?.text(), &line)?;
    }
    let mut certificates = Vec::new();
    for text in folder.samples("cert")? {
        let certificate = Certificate::parse(&text)?;
        same("a certificate", &certificate.text(), &text)?;
        certificates.push((certificate.place()?.index, certificate));
    }
    certificates.sort_by_key(|(index, _)| *index);
    Certificates::gather(certificates.into_iter().map(|(_, one)| one).collect())?;
    for text in folder.samples("vinput")? {
        same("an input", &Incoming::parse(&text)?.text(), &text)?;
    }
    for text in folder.samples("voutput")? {
        same("an output", &Outgoing::parse(&text)?.text(), &text)?;
    }
    let archive = folder.archive()?;
    let bodies: Vec<&str> = records(&archive)?
        .iter()
        .map(|record| record.body)
        .collect();
    for name in [
        "election.json",
        "trustees.json",
        "ballot.json",
        "result.json",
    ] {
        if !bodies.contains(&sample(name)?.as_str()) {
            return Err(format!("{name} is not in the archive").into());
        }
    }
    if bodies.contains(&ours.as_str()) {
        Ok(())
    } else {
        Err("the list of credentials is another".into())
    }
}
