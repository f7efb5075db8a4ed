//! Numbers with a fixed number of binary places, each operation rounded in the direction that is asked for.

use std::cmp::Ordering;

use num_bigint::BigUint;

/// Which way what is beyond the last place is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    Down,
    Up,
}

/// A number that is not negative, with `64 × N` binary places.
///
/// Whole parts are votes, at most 2^64 of them, or sums of as many as there are candidates: they do not reach a u128's
/// end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fixed<const N: usize> {
    whole: u128,
    /// The places, last ones first.
    places: [u64; N],
}

impl<const N: usize> Fixed<N> {
    pub(super) const ZERO: Self = Self::whole(0);
    pub(super) const ONE: Self = Self::whole(1);

    pub(super) const fn whole(whole: u128) -> Self {
        Self {
            whole,
            places: [0; N],
        }
    }

    pub(super) fn plus(mut self, other: Self) -> Self {
        let mut carry = false;
        for (place, more) in self.places.iter_mut().zip(other.places) {
            (*place, carry) = add(*place, more, carry);
        }
        let whole = self.whole.saturating_add(other.whole);
        self.whole = whole.saturating_add(u128::from(carry));
        self
    }

    /// The difference, or nothing where `other` is more.
    pub(super) fn minus(mut self, other: Self) -> Self {
        if self <= other {
            return Self::ZERO;
        }
        let mut borrow = false;
        for (place, less) in self.places.iter_mut().zip(other.places) {
            (*place, borrow) = subtract(*place, less, borrow);
        }
        self.whole -= other.whole + u128::from(borrow);
        self
    }

    /// So many times the number, exactly.
    pub(super) fn times(mut self, count: u64) -> Self {
        let mut carry = 0;
        for place in &mut self.places {
            (*place, carry) = low_and_high(u128::from(*place) * u128::from(count) + carry);
        }
        let whole = self.whole.saturating_mul(u128::from(count));
        self.whole = whole.saturating_add(carry);
        self
    }

    /// The product of two numbers of which none is more than one.
    pub(super) fn share(self, of: Self, round: Round) -> Self {
        if self.whole > 0 {
            return of;
        }
        if of.whole > 0 {
            return self;
        }
        // Twice as many places; the last half is cut off.
        let (mut cut, mut kept) = ([0_u64; N], [0_u64; N]);
        for (i, a) in self.places.iter().enumerate() {
            let mut carry = 0;
            let columns = cut.iter_mut().chain(&mut kept).skip(i);
            for (column, b) in columns.zip(of.places) {
                let sum = u128::from(*a) * u128::from(b) + u128::from(*column) + carry;
                (*column, carry) = low_and_high(sum);
            }
            if let Some(column) = kept.get_mut(i) {
                *column = low_and_high(carry).0;
            }
        }
        let product = Self {
            whole: 0,
            places: kept,
        };
        product.rounded(round, cut.iter().any(|place| *place > 0))
    }

    /// The number divided by a whole one.
    pub(super) fn over(mut self, divisor: u64, round: Round) -> Self {
        let divisor = u128::from(divisor.max(1));
        let mut remainder = self.whole % divisor;
        self.whole /= divisor;
        for place in self.places.iter_mut().rev() {
            let dividend = (remainder << 64) | u128::from(*place);
            // The remainder is less than the divisor, so the quotient is a single place.
            *place = low_and_high(dividend / divisor).0;
            remainder = dividend % divisor;
        }
        self.rounded(round, remainder > 0)
    }

    /// What part of another number this is; at most one.
    pub(super) fn part(self, of: Self, round: Round) -> Self {
        if self >= of {
            return Self::ONE;
        }
        let (of, dividend) = (of.in_units(), self.in_units() << Self::BITS);
        let quotient = &dividend / &of;
        let inexact = &quotient * &of != dividend;
        let mut part = Self::ZERO;
        for (place, digit) in part.places.iter_mut().zip(quotient.iter_u64_digits()) {
            *place = digit;
        }
        part.rounded(round, inexact)
    }

    /// The number with so many decimals, cut off, in units of the last; at most what a u128 holds.
    pub(super) fn decimals(self, decimals: u8) -> u128 {
        let ten = BigUint::from(10_u8).pow(u32::from(decimals));
        let units = (self.in_units() * ten) >> Self::BITS;
        u128::try_from(units).unwrap_or(u128::MAX)
    }

    const BITS: usize = 64 * N;

    fn in_units(self) -> BigUint {
        let places = self.places.iter().rev();
        places.fold(BigUint::from(self.whole), |units, place| {
            (units << 64_u8) + *place
        })
    }

    fn rounded(self, round: Round, inexact: bool) -> Self {
        if !inexact || round == Round::Down {
            return self;
        }
        let mut unit = Self::ZERO;
        if let Some(last) = unit.places.first_mut() {
            *last = 1;
        }
        self.plus(unit)
    }
}

impl<const N: usize> Ord for Fixed<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        let places = || self.places.iter().rev().cmp(other.places.iter().rev());
        self.whole.cmp(&other.whole).then_with(places)
    }
}

impl<const N: usize> PartialOrd for Fixed<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A place, and what is carried to the next.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the low half is what is asked for"
)]
const fn low_and_high(sum: u128) -> (u64, u128) {
    (sum as u64, sum >> 64)
}

/// The sum of two places and what was carried, and whether something is carried on.
const fn add(place: u64, more: u64, carry: bool) -> (u64, bool) {
    let (sum, over) = place.overflowing_add(more);
    let (sum, over_again) = sum.overflowing_add(carry as u64);
    (sum, over || over_again)
}

/// The difference of two places and what was borrowed, and whether something is borrowed again.
const fn subtract(place: u64, less: u64, borrow: bool) -> (u64, bool) {
    let (difference, under) = place.overflowing_sub(less);
    let (difference, under_again) = difference.overflowing_sub(borrow as u64);
    (difference, under || under_again)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Two = Fixed<2>;

    fn third(round: Round) -> Two {
        Two::ONE.over(3, round)
    }

    #[test]
    fn a_third_is_between_its_two_roundings_which_are_neighbours() {
        let (low, high) = (third(Round::Down), third(Round::Up));
        assert!(low.times(3) < Two::ONE && Two::ONE < high.times(3));
        assert_eq!(low.rounded(Round::Up, true), high);
        assert_eq!(Two::ONE.part(Two::whole(3), Round::Down), low);
        assert_eq!(Two::ONE.part(Two::whole(3), Round::Up), high);
        assert_eq!(low.decimals(27), 333_333_333_333_333_333_333_333_333);
    }

    #[test]
    fn a_product_is_rounded_only_where_it_must_be() {
        let half = Two::ONE.over(2, Round::Up);
        let quarter = Two::ONE.over(4, Round::Up);
        assert_eq!(half.share(half, Round::Up), quarter);
        assert_eq!(half.share(Two::ONE, Round::Up), half);
        let ninth = |round| third(round).share(third(round), round);
        assert!(ninth(Round::Down).times(9) < Two::ONE);
        assert!(ninth(Round::Up).times(9) > Two::ONE);
        assert_eq!(ninth(Round::Up).decimals(9), 111_111_111);
    }

    #[test]
    fn differences_borrow_and_never_go_below_nothing() {
        let (low, high) = (third(Round::Down), third(Round::Up));
        assert_eq!(Two::ONE.minus(low).plus(low), Two::ONE);
        assert_eq!(low.minus(high), Two::ZERO);
        assert_eq!(high.minus(low).times(u64::MAX).decimals(9), 0);
        assert_eq!(Two::whole(7).minus(high).decimals(3), 6_666);
        assert_eq!(Two::whole(3).part(Two::whole(2), Round::Down), Two::ONE);
        assert_eq!(Two::ZERO.part(Two::ZERO, Round::Down), Two::ONE);
    }
}
