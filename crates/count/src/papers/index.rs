//! Where each of many different things stands in a list.
//!
//! The mixing is fixed, so that the same file costs the same each time, and whoever knows it can make things that
//! collide. The bound: no search looks at more than [`NEAR`] slots, and what finds none of them vacant is held in an
//! ordered map, so that a file made to collide costs a logarithm more a line, never the square of its lines.

use std::collections::BTreeMap;

/// How far from its own slot a thing may stand.
pub(crate) const NEAR: usize = 32;

/// Words without a pattern: digits of π after the point, as Blowfish begins with them.
const PI: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344];

/// Two words made one, each bit of which hangs on every bit of both.
#[inline]
pub(crate) fn mixed(one: u64, other: u64) -> u64 {
    let (low, high) = (one ^ PI[0]).carrying_mul(other ^ PI[1], 0);
    low ^ high
}

/// The slot so near to a thing's own in a table of so many, a power of two.
#[inline]
pub(crate) fn slot(hash: u64, near: usize, slots: usize) -> usize {
    usize::try_from(hash & 0xffff_ffff)
        .unwrap_or(0)
        .wrapping_add(near)
        & slots.wrapping_sub(1)
}

/// Things are held elsewhere, in a list; this knows their places. `K` is the whole of a thing.
#[derive(Debug, Clone)]
pub(crate) struct Index<K> {
    slots: Vec<Slot>,
    held: usize,
    crowded: BTreeMap<K, usize>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    hash: u64,
    /// The place plus one; 0 is vacant.
    next: usize,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            held: 0,
            crowded: BTreeMap::new(),
        }
    }
}

impl<K: Ord> Index<K> {
    /// The place of the thing with this hash that `is` knows by its place.
    #[inline]
    pub(crate) fn find(
        &self,
        hash: u64,
        is: impl Fn(usize) -> bool,
        whole: impl FnOnce() -> K,
    ) -> Option<usize> {
        for near in 0..NEAR {
            let found = self.slots.get(slot(hash, near, self.slots.len()))?;
            let Some(place) = found.next.checked_sub(1) else {
                break;
            };
            if found.hash == hash && is(place) {
                return Some(place);
            }
        }
        if self.crowded.is_empty() {
            None
        } else {
            self.crowded.get(&whole()).copied()
        }
    }

    /// Holds the place of a thing that is not held; `whole` is the thing at a place.
    pub(crate) fn insert(&mut self, hash: u64, place: usize, whole: impl Fn(usize) -> K) {
        if self.held * 2 >= self.slots.len() {
            self.grow(&whole);
        }
        self.held += 1;
        let next = place.wrapping_add(1);
        if !lay(&mut self.slots, Slot { hash, next }) {
            self.crowded.insert(whole(place), place);
        }
    }

    fn grow(&mut self, whole: impl Fn(usize) -> K) {
        let mut slots = vec![Slot::default(); (self.slots.len() * 2).max(64)];
        for held in self.slots.iter().filter(|slot| slot.next > 0) {
            if !lay(&mut slots, *held) {
                let place = held.next.wrapping_sub(1);
                self.crowded.insert(whole(place), place);
            }
        }
        self.slots = slots;
    }
}

/// Puts a thing into a vacant slot near its own, if there is one.
fn lay(slots: &mut [Slot], thing: Slot) -> bool {
    let length = slots.len();
    for near in 0..NEAR {
        if let Some(found) = slots.get_mut(slot(thing.hash, near, length))
            && found.next == 0
        {
            *found = thing;
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_that_all_collide_are_found_and_others_are_not() {
        let mut index = Index::default();
        let things: Vec<u32> = (0..1_000).map(|thing| thing * 7).collect();
        let whole = |place: usize| things[place];
        for place in 0..things.len() {
            index.insert(5, place, whole);
        }
        for (place, thing) in things.iter().enumerate() {
            let found = index.find(5, |place| things[place] == *thing, || *thing);
            assert_eq!(found, Some(place));
        }
        assert_eq!(index.find(5, |place| things[place] == 8, || 8), None);
        assert_eq!(index.find(6, |place| things[place] == 8, || 8), None);
    }
}
