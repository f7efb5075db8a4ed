use rayon::prelude::*;

use crate::ballot::CiphertextPoints;
use crate::group::{Point, Scalar};
use crate::trustee::{Member, Part, Trustees};

/// The factors of one trustee, by question.
#[derive(Debug)]
pub(crate) struct Supplied {
    pub trustee: usize,
    /// Empty if they were multiplied into an earlier single trustee's.
    pub factors: Vec<Vec<Point>>,
}

/// Takes a trustee's factors. Those of single trustees are only ever multiplied with each other, so that however many
/// there are they take the room of one.
pub(crate) fn supply(
    supplied: &mut Vec<Supplied>,
    trustees: &Trustees,
    trustee: usize,
    factors: Vec<Vec<Point>>,
) {
    let is_single = |number: usize| {
        trustees
            .member(number)
            .is_some_and(|member| member.place.is_none())
    };
    let earlier = supplied
        .iter_mut()
        .find(|earlier| is_single(earlier.trustee))
        .filter(|_| is_single(trustee));
    let Some(earlier) = earlier else {
        supplied.push(Supplied { trustee, factors });
        return;
    };
    for (products, terms) in earlier.factors.iter_mut().zip(&factors) {
        products
            .par_iter_mut()
            .zip(terms)
            .for_each(|(product, term)| *product += term);
    }
    supplied.push(Supplied {
        trustee,
        factors: Vec::new(),
    });
}

/// Whether every single trustee and enough of each threshold have decrypted.
pub(crate) fn is_complete(supplied: &[Supplied], trustees: &Trustees) -> bool {
    trustees.parts().iter().enumerate().all(|(part, kind)| {
        let needed = match kind {
            Part::Single(_) => 1,
            Part::Pedersen(parameters) => parameters.threshold(),
        };
        of_part(supplied, trustees, part).count() >= needed
    })
}

/// What each ciphertext of a question holds: beta divided by the factors of all parts of the key.
pub(crate) fn open(
    supplied: &[Supplied],
    trustees: &Trustees,
    question: usize,
    column: &[CiphertextPoints],
) -> Vec<Point> {
    let terms: Vec<(Option<Scalar>, &[Point])> = supplied
        .iter()
        .filter_map(|one| {
            Some((
                coefficient(supplied, trustees, one.trustee),
                one.factors.get(question)?.as_slice(),
            ))
        })
        .collect();
    let open = |(index, [_, beta]): (usize, &CiphertextPoints)| {
        terms.iter().fold(*beta, |rest, (coefficient, factors)| {
            rest - coefficient.map_or(factors[index], |coefficient| {
                power(&factors[index], &coefficient)
            })
        })
    };
    column.par_iter().enumerate().map(open).collect()
}

fn of_part<'a>(
    supplied: &'a [Supplied],
    trustees: &'a Trustees,
    part: usize,
) -> impl Iterator<Item = &'a Member> {
    let members = supplied
        .iter()
        .filter_map(|one| trustees.member(one.trustee));
    members.filter(move |member| member.part == part)
}

/// Lagrange's coefficient at 0 for a trustee of a threshold, among those who supplied; nothing for a single one.
fn coefficient(supplied: &[Supplied], trustees: &Trustees, trustee: usize) -> Option<Scalar> {
    let member = trustees.member(trustee)?;
    let own = Scalar::from(member.place? as u64);
    let places = of_part(supplied, trustees, member.part).filter_map(|other| other.place);
    let (above, below) = places
        .map(|place| Scalar::from(place as u64))
        .filter(|place| *place != own)
        .fold((Scalar::ONE, Scalar::ONE), |(above, below), place| {
            (above * place, below * (place - own))
        });
    Some(above * below.invert())
}

/// In variable time: factors are published.
fn power(factor: &Point, exponent: &Scalar) -> Point {
    Point::vartime_double_scalar_mul_basepoint(exponent, factor, &Scalar::ZERO)
}
