//! What an archive shows, and what it cannot, in plain words.

use std::fmt;

use hustings_seal::closing::{Phase, Verified};
use hustings_seal::trustee::{Part, Step};
use hustings_seal::verify::{Claimed, Policy, Replacing};

use super::statements::Statements;
use crate::terminal::{in_bold, in_green, in_red, in_yellow, visible};

/// One claim, and what is found of it.
pub(super) struct Claim {
    name: String,
    finding: Finding,
    what: String,
}

#[derive(PartialEq, Eq)]
enum Finding {
    Holds,
    DoesNotHold,
    CannotBeKnown,
}

impl Claim {
    fn holds(name: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            finding: Finding::Holds,
            what: what.into(),
        }
    }

    fn unknown(name: &str, what: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            finding: Finding::CannotBeKnown,
            what: what.into(),
        }
    }

    pub(super) fn broken(name: &str, what: &str) -> Self {
        Self {
            name: name.to_owned(),
            finding: Finding::DoesNotHold,
            what: what.to_owned(),
        }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.finding == Finding::DoesNotHold
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finding = match self.finding {
            Finding::Holds => in_green("✓ holds           "),
            Finding::DoesNotHold => in_red("✗ does not hold   "),
            Finding::CannotBeKnown => in_yellow("? cannot be known "),
        };
        let name = in_bold(&visible(&self.name));
        write!(f, "{finding} {name}: {}", visible(&self.what))
    }
}

/// All claims of an archive that holds.
pub(super) fn claims(
    archive: &Verified,
    policy: &Policy,
    statements: &Statements<'_>,
    literal: bool,
) -> Vec<Claim> {
    let mut claims = of_the_poll(archive, policy);
    claims.extend(of_the_closing(archive, policy, statements));
    if literal {
        claims.push(Claim::holds(
            "second verifier",
            "it follows the specification to the letter, and reads the same",
        ));
    }
    for path in statements.idle(archive) {
        let what = "it is signed by no trustee of this election for a step of this archive";
        claims.push(Claim::broken(
            &format!("statement {}", path.display()),
            what,
        ));
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

fn of_the_closing(archive: &Verified, policy: &Policy, statements: &Statements<'_>) -> Vec<Claim> {
    let report = archive.report();
    let mut claims = Vec::new();
    if archive.phase() >= Phase::Shuffling {
        let what = format!(
            "of the {} ballots that count, and of nothing else",
            report.tallied
        );
        claims.push(Claim::holds("encrypted tally", what));
    }
    for (number, claimed) in (1..).zip(&report.shuffles) {
        let proved = statements.prove(archive, Step::Shuffle, *claimed);
        let whose = if proved {
            "proved: that trustee signed it"
        } else {
            "claimed, not proved"
        };
        claims.push(Claim::holds(
            format!("shuffle {number}"),
            format!(
                "it changed nothing but the order; by trustee {} ({whose})",
                claimed.trustee
            ),
        ));
    }
    for (number, Claimed { trustee, .. }) in (1..).zip(&report.decryptions) {
        claims.push(Claim::holds(
            format!("decryption {number}"),
            format!("by trustee {trustee} (proved: made with its key)"),
        ));
    }
    if report.outcomes.is_some() {
        claims.push(Claim::holds("result", "it is what the ballots decrypt to"));
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

/// What somebody else must answer for.
fn beyond_the_archive(archive: &Verified) -> Vec<Claim> {
    let enough: usize = archive
        .trustees()
        .parts()
        .iter()
        .map(|part| match part {
            Part::Single(_) => 1,
            Part::Pedersen(parameters) => parameters.threshold(),
        })
        .sum();
    vec![
        Claim::unknown(
            "electors",
            "that each credential was given to one elector, and no elector has two: the registrar answers for it",
        ),
        Claim::unknown(
            "devices",
            "that ballots say what their voters meant: a voter can test a device, and not the ballot that is cast",
        ),
        Claim::unknown(
            "secrecy",
            format!(
                "that trustees did not collude: {enough} of them together can open each ballot, and all who shuffled can \
                 undo the shuffles"
            ),
        ),
        Claim::unknown(
            "the only archive",
            "that there is no other of this election: compare the last event with what others have",
        ),
    ]
}
