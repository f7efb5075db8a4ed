//! Opening: partial decryptions until there are enough, and the result (section 4.21 of the specification).

use curve25519_dalek::traits::Identity as _;

use super::board::Board;
use super::ciphertext::Ciphertext;
use super::decryption;
use super::event::Step;
use super::form::Form;
use super::json::Json;
use super::notation::{g, power, product, quotient};
use super::stop::{Stop, fault};
use super::tar::Record;
use super::trustees::{Needed, Trustees};
use crate::election::Question;
use crate::group::{Encoded, Point, Scalar, decode_ranking, encode};
use crate::papers::Papers;
use crate::verify::{Outcome, Place, Reason};

/// A printed answer to a question.
enum Printed {
    Sums(Vec<u64>),
    Rankings(Vec<Vec<u64>>),
}

/// Takes partial decryptions until the result.
pub(super) fn follow(board: &mut Board<'_>) -> Result<(), Stop> {
    board.decrypted_after = board.log.last();
    loop {
        let record = board
            .log
            .data("its next partial decryption, or its result")?;
        // Nothing in the chain says that the decryptions are over, so the result is known by how it begins.
        if record.content.starts_with(b"{\"r") {
            return result(board, &record);
        }
        decryption::follow(board, &record)?;
    }
}

fn result(board: &mut Board<'_>, record: &Record<'_>) -> Result<(), Stop> {
    let printed = read(record.content, board).map_err(|form| form.at(Place::Result(1)))?;
    board.log.event(Step::Result, record.digest)?;
    if !enough(board) {
        return Err(fault(Place::Result(1), Reason::TooFewDecryptions).into());
    }
    let mut outcomes = Vec::new();
    for (index, (question, printed)) in board
        .setup
        .election
        .questions()
        .iter()
        .zip(&printed)
        .enumerate()
    {
        let outcome = open(board, index, question, printed);
        outcomes.push(outcome.ok_or_else(|| fault(Place::Result(index + 1), Reason::Result))?);
    }
    board.outcomes = Some(outcomes);
    Ok(())
}

fn read(message: &[u8], board: &Board<'_>) -> Result<Vec<Printed>, Form> {
    let json = Json::read(message)?;
    let mut fields = json.object()?;
    let questions = board.setup.election.questions();
    let mut asked = questions.iter().zip(&board.tally);
    let printed =
        fields
            .take("result")?
            .each_of(questions.len(), |printed| match asked.next() {
                Some((Question::Ranked { candidates, .. }, ciphertexts)) => {
                    let ranking = |ranking: &Json| ranking.each_of(candidates.len(), rank);
                    Ok(Printed::Rankings(
                        printed.each_of(ciphertexts.len(), ranking)?,
                    ))
                }
                Some((Question::Homomorphic { .. }, ciphertexts)) => Ok(Printed::Sums(
                    printed.each_of(ciphertexts.len(), Json::number)?,
                )),
                None => Err(Form::Malformed("a result of no question".to_owned())),
            })?;
    fields.end()?;
    Ok(printed)
}

/// What is encoded in a ballot are numbers below 256 (section 5.2.1 of the specification).
fn rank(json: &Json) -> Result<u64, Form> {
    let rank = json.number()?;
    if rank < 256 {
        Ok(rank)
    } else {
        Err(Form::Malformed(format!("{rank} is no rank")))
    }
}

/// Whether every single trustee decrypted, and of each threshold as many as it needs.
fn enough(board: &Board<'_>) -> bool {
    let trustees = &board.setup.trustees;
    trustees.parts.iter().enumerate().all(|(part, needed)| {
        let needed = match needed {
            Needed::Single => 1,
            Needed::Threshold(threshold) => *threshold,
        };
        supplied(board, part).count() >= needed
    })
}

/// The places of the trustees of a part who decrypted, each with its factors.
fn supplied<'b>(
    board: &'b Board<'_>,
    part: usize,
) -> impl Iterator<Item = (usize, &'b Vec<Vec<Point>>)> {
    let trustees: &Trustees = &board.setup.trustees;
    board.decryptions.iter().filter_map(move |decryption| {
        let member = trustees.member(decryption.claimed.trustee)?;
        (member.part == part).then_some((member.place, &decryption.factors))
    })
}

/// What a question came to, if it is what is printed.
fn open(
    board: &Board<'_>,
    index: usize,
    question: &Question,
    printed: &Printed,
) -> Option<Outcome> {
    let ciphertexts = board.tally.get(index)?;
    let opened: Vec<Point> = ciphertexts
        .iter()
        .enumerate()
        .map(|(j, ciphertext)| Some(decrypt(ciphertext, &factor(board, index, j)?)))
        .collect::<Option<_>>()?;
    match (question, printed) {
        (Question::Homomorphic { .. }, Printed::Sums(printed)) => {
            let sums = opened
                .iter()
                .map(|point| logarithm(point, board.poll.votes.len()))
                .collect::<Option<Vec<_>>>()?;
            (sums == *printed).then_some(Outcome::Sums(sums))
        }
        (Question::Ranked { candidates, .. }, Printed::Rankings(printed)) => {
            let opened: Vec<Encoded> = opened.iter().map(encode).collect();
            let shown = |point: &Encoded| {
                decode_ranking(*point, candidates.len())
                    .into_iter()
                    .map(u64::from)
                    .collect()
            };
            let rankings: Vec<Vec<u64>> = opened.iter().map(shown).collect();
            let papers = || Papers::judge(&opened, candidates.len(), board.policy.permitted);
            (rankings == *printed).then(|| Outcome::Papers(papers()))
        }
        _ => None,
    }
}

/// β / F.
fn decrypt(ciphertext: &Ciphertext, factor: &Point) -> Point {
    quotient(&ciphertext.beta, factor)
}

/// `F_i,j = Π_τ F_i,j,τ`.
fn factor(board: &Board<'_>, i: usize, j: usize) -> Option<Point> {
    let parts = board.setup.trustees.parts.iter().enumerate();
    let factors: Option<Vec<Point>> = parts
        .map(|(part, needed)| part_factor(board, part, *needed, i, j))
        .collect();
    Some(product(factors?))
}

/// `F_i,j,τ`: a single trustee's own factor, or `Π_δ factor_δ^(λ_δ)` of all trustees of a threshold who decrypted.
fn part_factor(
    board: &Board<'_>,
    part: usize,
    needed: Needed,
    i: usize,
    j: usize,
) -> Option<Point> {
    let factors: Vec<(usize, Point)> = supplied(board, part)
        .map(|(place, factors)| Some((place, *factors.get(i)?.get(j)?)))
        .collect::<Option<_>>()?;
    match needed {
        Needed::Single => factors.first().map(|(_, factor)| *factor),
        Needed::Threshold(_) => {
            let places: Vec<usize> = factors.iter().map(|(place, _)| *place).collect();
            Some(product(factors.iter().map(|(place, factor)| {
                power(factor, &lagrange(*place, &places))
            })))
        }
    }
}

/// `λ_δ = Π_k k / (k - δ)`, over all other places.
fn lagrange(delta: usize, places: &[usize]) -> Scalar {
    let number = |place: usize| Scalar::from(place as u64);
    let others = places.iter().copied().filter(|&k| k != delta);
    others
        .map(|k| number(k) * (number(k) - number(delta)).invert())
        .product()
}

/// The logarithm of the point, if it is at most the bound.
fn logarithm(point: &Point, bound: usize) -> Option<u64> {
    let mut power_of_g = Point::identity();
    for exponent in 0..=bound as u64 {
        if power_of_g == *point {
            return Some(exponent);
        }
        power_of_g += g();
    }
    None
}
