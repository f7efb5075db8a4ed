//! Intervals that hold a number which cannot be written exactly, and what can be said of two such numbers.

use super::fixed::{Fixed, Round};

/// A number that is not negative and not less than `low`, nor more than `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval<const N: usize> {
    pub(super) low: Fixed<N>,
    pub(super) high: Fixed<N>,
}

/// Two numbers whose intervals overlap: which is more cannot be said with so many places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooClose;

/// What is done where intervals overlap (12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overlap {
    /// The count is held again with more places.
    IsRefused,
    /// The numbers are held to be equal.
    IsEquality,
}

impl<const N: usize> Interval<N> {
    pub(super) const ZERO: Self = Self::exactly(Fixed::ZERO);
    pub(super) const ONE: Self = Self::exactly(Fixed::ONE);

    pub(super) const fn exactly(number: Fixed<N>) -> Self {
        Self {
            low: number,
            high: number,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.plus(other.low),
            high: self.high.plus(other.high),
        }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self {
            low: self.low.minus(other.high),
            high: self.high.minus(other.low),
        }
    }

    pub(super) fn times(self, count: u64) -> Self {
        Self {
            low: self.low.times(count),
            high: self.high.times(count),
        }
    }

    /// The product of two numbers of which none is more than one.
    pub(super) fn share(self, of: Self) -> Self {
        Self {
            low: self.low.share(of.low, Round::Down),
            high: self.high.share(of.high, Round::Up),
        }
    }

    pub(super) fn over(self, divisor: u64) -> Self {
        Self {
            low: self.low.over(divisor, Round::Down),
            high: self.high.over(divisor, Round::Up),
        }
    }

    /// What part of another number this is; at most one.
    pub(super) fn part(self, of: Self) -> Self {
        Self {
            low: self.low.part(of.high, Round::Down),
            high: self.high.part(of.low, Round::Up),
        }
    }

    /// Whether this number is more than another.
    pub(super) fn exceeds(&self, other: &Self, overlap: Overlap) -> Result<bool, TooClose> {
        if self.low > other.high {
            Ok(true)
        } else if self.high <= other.low || overlap == Overlap::IsEquality {
            Ok(false)
        } else {
            Err(TooClose)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_is_said_only_where_it_is_certain() {
        let third = Interval::<2>::ONE.over(3);
        let thirds = third.times(3);
        let refused = Overlap::IsRefused;
        assert_eq!(Interval::ONE.exceeds(&third, refused), Ok(true));
        assert_eq!(third.exceeds(&Interval::ONE, refused), Ok(false));
        assert_eq!(
            Interval::<2>::ONE.exceeds(&Interval::ONE, refused),
            Ok(false)
        );
        assert_eq!(thirds.exceeds(&Interval::ONE, refused), Err(TooClose));
        assert_eq!(
            thirds.exceeds(&Interval::ONE, Overlap::IsEquality),
            Ok(false)
        );
    }
}
