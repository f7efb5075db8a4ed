use rayon::prelude::*;

use crate::ballot::CiphertextPoints;
use crate::group::{Point, Scalar};
use crate::tally::Column;
use crate::trustee::{Member, Part, Trustees};

/// The factors of one trustee.
#[derive(Debug)]
pub(crate) struct Supplied {
    pub trustee: usize,
    /// By question; none of a single trustee, which were divided out when they came.
    factors: Vec<Vec<Point>>,
}

/// Takes a trustee's factors. What a single trustee's are for is known at once: beta is divided by them, which at a
/// million ballots saves their room. What those of a threshold are for depends on who else supplies.
pub(crate) fn supply(
    supplied: &mut Vec<Supplied>,
    columns: &mut [Column],
    trustees: &Trustees,
    trustee: usize,
    factors: Vec<Vec<Point>>,
) {
    let is_single = trustees
        .member(trustee)
        .is_some_and(|member| member.place.is_none());
    if !is_single {
        supplied.push(Supplied { trustee, factors });
        return;
    }
    for (column, factors) in columns.iter_mut().zip(&factors) {
        let pairs = column.points.par_iter_mut().zip(factors);
        pairs.for_each(|([_, beta], factor)| *beta -= factor);
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

/// What each ciphertext of a question holds: beta, of which single trustees' factors were divided out, divided by the
/// factors of each threshold.
pub(crate) fn open(
    supplied: &[Supplied],
    trustees: &Trustees,
    question: usize,
    column: &[CiphertextPoints],
) -> Vec<Point> {
    let of_thresholds = supplied.iter().filter_map(|one| {
        let coefficient = coefficient(supplied, trustees, one.trustee)?;
        Some((coefficient, one.factors.get(question)?.as_slice()))
    });
    let terms: Vec<(Scalar, &[Point])> = of_thresholds.collect();
    let open = |(index, [_, beta]): (usize, &CiphertextPoints)| {
        terms.iter().fold(*beta, |rest, (coefficient, factors)| {
            rest - power(&factors[index], coefficient)
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
