//! Choices made from bytes, so that a fuzzer can vary them and proptest can shrink them.

/// Bytes that are used up choice by choice. When none are left, every choice falls on the first.
#[derive(Debug)]
pub struct Dice<'a>(&'a [u8]);

impl<'a> Dice<'a> {
    /// Nothing is chosen yet.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// A number below `sides`, which are at most 65,536.
    pub fn roll(&mut self, sides: usize) -> usize {
        match sides {
            0 | 1 => 0,
            2..=256 => self.byte() % sides,
            _ => (self.byte() << 8 | self.byte()) % sides,
        }
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    /// Those places, from 0, in some order.
    pub fn order(&mut self, places: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..places).collect();
        (0..places)
            .map(|_| left.remove(self.roll(left.len())))
            .collect()
    }

    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first)
    }
}
