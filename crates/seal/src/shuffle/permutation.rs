use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::randomness::below;

/// A permutation of 0, …, count - 1, each as probable as any other (the specification's `GenPermutation`).
///
/// What is where in memory depends on it, here and wherever it is applied: whoever watches the cache of the machine that
/// shuffles may learn it. Only a machine that a trustee has to itself keeps it.
pub(super) fn random(count: usize, chance: &mut impl CryptoRng) -> Zeroizing<Vec<u32>> {
    let mut numbers: Zeroizing<Vec<u32>> = Zeroizing::new((0..).take(count).collect());
    for index in 0..count {
        let left = (count - index) as u64;
        let other = index + usize::try_from(below(left, chance)).unwrap_or(0);
        numbers.swap(index, other);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn every_order_of_three_comes_as_often() {
        let mut chance = crate::randomness::fork(&mut crate::randomness::system());
        let mut seen: HashMap<Vec<u32>, u32> = HashMap::new();
        for _ in 0..6000 {
            *seen.entry(random(3, &mut chance).to_vec()).or_default() += 1;
        }
        assert_eq!(seen.len(), 6);
        // 1000 expected of each, with a deviation of 29; ten of those is once in more than 10^20 runs.
        assert!(
            seen.values().all(|count| (710..1290).contains(count)),
            "{seen:?}"
        );
    }
}
