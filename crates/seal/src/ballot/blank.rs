//! Proofs of possibly blank votes (section 4.13 of the specification). With m0 for "the vote is blank" and m for the
//! number of choices: m0 = 0 or m = 0; and m0 = 1 or m is within the bounds.

use rand_core::CryptoRng;

use super::homomorphic::{Secrets, Statement, sum};
use super::interval::{self, Branch};
use crate::group::Scalar;
use crate::proof::{Claims, Proof};

pub(super) fn prove_overall(
    statement: &Statement<'_>,
    secrets: &Secrets<'_>,
    chance: &mut impl CryptoRng,
) -> Vec<Proof> {
    let branches = overall_branches(statement);
    let (truth, randomness) = if is_blank(secrets) {
        (0, secrets.randomness[0])
    } else {
        let chosen: usize = secrets.values[1..]
            .iter()
            .map(|&value| usize::from(value))
            .sum();
        (
            1 + chosen - statement.bounds.start(),
            randomness_of_sum(secrets),
        )
    };
    let text = statement.overall_text("bproof1|");
    interval::prove(&branches, truth, &randomness, statement.key, text, chance)
}

pub(super) fn prove_blank(
    statement: &Statement<'_>,
    secrets: &Secrets<'_>,
    chance: &mut impl CryptoRng,
) -> [Proof; 2] {
    let (truth, randomness) = if is_blank(secrets) {
        (1, randomness_of_sum(secrets))
    } else {
        (0, secrets.randomness[0])
    };
    let text = statement.overall_text("bproof0|");
    let proofs = interval::prove(
        &blank_branches(statement),
        truth,
        &randomness,
        statement.key,
        text,
        chance,
    );
    [proofs[0], proofs[1]]
}

pub(super) fn claim(
    statement: &Statement<'_>,
    overall: &[Proof],
    blank: &[Proof; 2],
    claims: &mut Claims,
) {
    statement.claim_branches(
        &overall_branches(statement),
        overall,
        statement.overall_text("bproof1|"),
        claims,
    );
    statement.claim_branches(
        &blank_branches(statement),
        blank,
        statement.overall_text("bproof0|"),
        claims,
    );
}

/// The vote is blank, or the number of choices is one of those allowed.
fn overall_branches(statement: &Statement<'_>) -> Vec<Branch> {
    let mut branches = vec![Branch {
        points: statement.points[0],
        value: 1,
    }];
    branches.extend(statement.sum_branches(&sum(&statement.points[1..])));
    branches
}

/// The vote is not blank, or nothing is chosen.
fn blank_branches(statement: &Statement<'_>) -> [Branch; 2] {
    [statement.points[0], sum(&statement.points[1..])].map(|points| Branch { points, value: 0 })
}

fn is_blank(secrets: &Secrets<'_>) -> bool {
    secrets.values[0] == 1
}

fn randomness_of_sum(secrets: &Secrets<'_>) -> Scalar {
    secrets.randomness[1..].iter().sum()
}
