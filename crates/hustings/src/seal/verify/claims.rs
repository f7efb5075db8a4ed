//! What an archive shows, and what it cannot, in plain words.

use hustings_seal::closing::{Phase, Verified};
use hustings_seal::verify::{Claimed, Policy, Replacing};

use super::claim::Claim;
use crate::seal::parts;
use crate::seal::statements::{Statements, whose};

/// All claims of an archive that holds.
pub(super) fn claims(
    archive: &Verified,
    policy: &Policy,
    statements: &Statements<'_>,
    literal: bool,
) -> Vec<Claim> {
    let mut claims = of_the_poll(archive, policy);
    claims.extend(of_the_closing(archive, policy));
    if literal {
        claims.push(Claim::holds(
            "second verifier",
            "it follows the specification to the letter, and reads the same",
        ));
    }
    for (path, signer) in statements.idle(archive) {
        let name = format!("statement {}", path.display());
        claims.push(match signer {
            Some(trustee) => Claim::unknown(
                name,
                format!("trustee {trustee} signed it for a step that is not of this archive; leave it out"),
            ),
            None => Claim::broken(
                &name,
                "no trustee of this election signed it for a step of this archive",
            ),
        });
    }
    claims.extend(beyond_the_archive(archive));
    claims
}

fn of_the_poll(archive: &Verified, policy: &Policy) -> Vec<Claim> {
    let report = archive.report();
    let replaced = report.cast - report.tallied;
    let second = match policy.replacing {
        Replacing::Refused => "no credential cast a second one".to_owned(),
        Replacing::LastCounts => format!("{replaced} of them were replaced by a later one"),
    };
    vec![
        Claim::holds(
            "trustees",
            format!(
                "{} have proved that they know their keys, and ballots are sealed for all of these",
                report.trustees
            ),
        ),
        Claim::holds(
            "credentials",
            format!("{} are on the list, all different", report.credentials),
        ),
        Claim::holds(
            "ballots",
            format!(
                "{} were cast, each signed by a credential on the list and well formed; {second}",
                report.cast
            ),
        ),
    ]
}

fn of_the_closing(archive: &Verified, policy: &Policy) -> Vec<Claim> {
    let report = archive.report();
    let mut claims = Vec::new();
    if archive.phase() >= Phase::Shuffling {
        let what = format!(
            "of the {} ballots that count, and of nothing else",
            report.tallied
        );
        claims.push(Claim::holds("encrypted tally", what));
    }
    for (number, shuffle) in (1..).zip(&report.shuffles) {
        claims.extend(of_a_shuffle(number, shuffle));
    }
    for (number, decryption) in (1..).zip(&report.decryptions) {
        claims.extend(of_a_decryption(number, decryption));
    }
    if report.outcomes.is_some() {
        claims.push(Claim::holds("result", "it is what the decryptions come to"));
    } else {
        let what = format!("there is none yet: the election is {}", archive.phase());
        claims.push(Claim::unknown("result", what));
    }
    if archive.phase() == Phase::Shuffling && report.shuffles.len() < policy.shuffles {
        claims.push(Claim::unknown(
            "shuffles",
            format!(
                "{} of at least {} are there so far",
                report.shuffles.len(),
                policy.shuffles
            ),
        ));
    }
    claims
}

fn of_a_shuffle(number: usize, shuffle: &Claimed) -> [Claim; 2] {
    let name = format!("shuffle {number}");
    [
        Claim::holds(&name, "it changed nothing but the order"),
        Claim::proved(shuffle.proved, &name, whose(shuffle)),
    ]
}

/// The protocol's own proof does not name the ciphertexts that it is of; a statement does.
fn of_a_decryption(number: usize, decryption: &Claimed) -> [Claim; 2] {
    let name = format!("decryption {number}");
    let trustee = decryption.trustee;
    let how = if decryption.proved {
        "proved: its statement".to_owned()
    } else {
        format!(
            "claimed: ask trustee {trustee} for its statement, which binds its decryption to what was decrypted"
        )
    };
    let whose = format!("by trustee {trustee}, of exactly these ciphertexts ({how})");
    [
        Claim::holds(&name, "the protocol's proof holds"),
        Claim::proved(decryption.proved, &name, whose),
    ]
}

/// What somebody else must answer for.
fn beyond_the_archive(archive: &Verified) -> Vec<Claim> {
    let enough = parts::enough(archive.trustees());
    let secrecy = if archive.trustees().members().len() == 1 {
        "that nobody looked: secrecy rests on one trustee alone, who can open each ballot by itself"
            .to_owned()
    } else {
        format!(
            "that trustees did not collude: {enough} together can open each ballot, and all who shuffled can undo the shuffles"
        )
    };
    vec![
        Claim::unknown(
            "electors",
            "that each credential was given to one elector, and no elector has two: the registrar answers for it",
        ),
        Claim::unknown(
            "devices",
            "that ballots say what their voters meant: a voter can test a device, and not the ballot that is cast",
        ),
        Claim::unknown("secrecy", secrecy),
        Claim::unknown(
            "the only archive",
            "that there is no other of this election: compare the last event with what others have",
        ),
    ]
}
