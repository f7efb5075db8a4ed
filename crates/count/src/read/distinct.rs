//! The distinct lines of a file, how often each stands in it and where it stands first.
//!
//! Most papers are like many others, so most lines are met again. A short line is held as two words, which are its own
//! key: met again, it costs a multiplication, a comparison and an addition. What is distinct is held, and nothing else,
//! so that memory grows with the distinct lines alone.

use std::collections::BTreeMap;

use super::error::{Fault, ReadError};
use super::lines::{Line, Repeated};
use crate::papers::index::{Index, NEAR, mixed, slot};

/// The most bytes of a short line: two words less the byte that holds its length.
pub(crate) const SHORT: usize = 15;

/// A short line: its bytes, zeroes, its length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Short {
    low: u64,
    high: u64,
}

impl Short {
    /// The first line of these bytes with its length, if it ends within them.
    #[inline]
    pub(crate) fn first(window: [u8; 16]) -> Option<(Self, usize)> {
        const ONES: u128 = 0x0101_0101_0101_0101_0101_0101_0101_0101;
        let word = u128::from_le_bytes(window);
        // The first byte that is a line feed has its highest bit set here; later ones need not be right.
        let differences = word ^ (ONES * 0x0a);
        let ends = differences.wrapping_sub(ONES) & !differences & (ONES << 7);
        if ends == 0 {
            return None;
        }
        let bits = ends.trailing_zeros() & !7;
        let length = u128::from(bits >> 3);
        let kept = word & (1_u128 << bits).wrapping_sub(1);
        let key = (kept | length << 120).to_le_bytes();
        Some((Self::of_words(key), usize::try_from(bits >> 3).unwrap_or(0)))
    }

    /// A line of at most [`SHORT`] bytes.
    fn of(line: &[u8]) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..line.len())?.copy_from_slice(line);
        let [.., length] = &mut bytes;
        *length = u8::try_from(line.len()).ok()?;
        Some(Self::of_words(bytes))
    }

    #[inline]
    fn of_words(bytes: [u8; 16]) -> Self {
        let (low, high) = bytes.split_at(8);
        let word = |half: &[u8]| half.try_into().map_or(0, u64::from_le_bytes);
        Self {
            low: word(low),
            high: word(high),
        }
    }

    fn push_to(self, bytes: &mut Vec<u8>) {
        let [length, ..] = self.high.to_be_bytes();
        let halves = [self.low.to_le_bytes(), self.high.to_le_bytes()];
        bytes.extend(halves.iter().flatten().take(usize::from(length)));
    }

    #[inline]
    fn hash(self) -> u64 {
        mixed(self.low, self.high)
    }
}

/// How often a line stands in a file, and where first.
#[derive(Debug, Clone, Copy, Default)]
struct Times {
    times: u64,
    first: u64,
}

/// The distinct lines of a file.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    short: ShortLines,
    long: LongLines,
}

#[derive(Debug, Default)]
struct ShortLines {
    /// Vacant where it stands no times.
    slots: Vec<(Short, Times)>,
    held: usize,
    crowded: BTreeMap<Short, Times>,
}

#[derive(Debug, Default)]
struct LongLines {
    bytes: Vec<u8>,
    /// Where each begins in `bytes`; it ends where the next begins.
    lines: Vec<(usize, Times)>,
    index: Index<Box<[u8]>>,
}

impl Distinct {
    /// Adds the line with this number.
    #[inline]
    pub(crate) fn add_short(&mut self, line: Short, number: u64) {
        self.short.add(line, number);
    }

    /// Adds the line with this number.
    pub(crate) fn add(&mut self, line: &[u8], number: u64) {
        match Short::of(line).filter(|_| line.len() <= SHORT) {
            Some(short) => self.short.add(short, number),
            None => self.long.add(line, number),
        }
    }

    /// How many lines there are, equal ones counted each time.
    pub(crate) fn all(&self) -> u64 {
        let long = self.long.lines.iter().map(|(_, times)| times);
        self.short
            .times()
            .chain(long)
            .map(|times| times.times)
            .sum()
    }

    /// The lines in the order in which each stands first, and where one is not UTF-8 those before it and the refusal.
    pub(crate) fn with_lines<T>(
        &self,
        work: impl FnOnce(&[Repeated<'_>]) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let (bytes, mut lines) = self.in_bytes();
        lines.sort_unstable_by_key(|(times, ..)| times.first);
        let mut repeated = Vec::with_capacity(lines.len());
        for (times, start, end) in lines {
            let line = bytes.get(start..end).unwrap_or_default();
            match text(line, times.first) {
                Ok(line) => repeated.push(Repeated {
                    line,
                    times: times.times,
                }),
                // Whatever is wrong with an earlier line is said first.
                Err(error) => return work(&repeated).and(Err(error)),
            }
        }
        work(&repeated)
    }

    /// All lines one after another, and from where to where each is.
    fn in_bytes(&self) -> (Vec<u8>, Vec<(Times, usize, usize)>) {
        let mut bytes = self.long.bytes.clone();
        let mut lines = Vec::with_capacity(self.long.lines.len() + self.short.held);
        for (place, (start, times)) in self.long.lines.iter().enumerate() {
            let next = self.long.lines.get(place + 1);
            let end = next.map_or(self.long.bytes.len(), |(end, _)| *end);
            lines.push((*times, *start, end));
        }
        let slots = self.short.slots.iter().map(|(short, times)| (short, times));
        for (short, times) in slots.chain(&self.short.crowded) {
            if times.times > 0 {
                let start = bytes.len();
                short.push_to(&mut bytes);
                lines.push((*times, start, bytes.len()));
            }
        }
        (bytes, lines)
    }
}

/// A line as text, without the CR before its LF.
pub(crate) fn text(line: &[u8], number: u64) -> Result<Line<'_>, ReadError> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok(text) => Ok(Line { number, text }),
        Err(error) => {
            let (good, _) = line.split_at(error.valid_up_to());
            let text = &String::from_utf8_lossy(good);
            Err(Fault::NotUtf8.at(Line { number, text }.end()))
        }
    }
}

impl ShortLines {
    #[inline]
    fn add(&mut self, line: Short, number: u64) {
        let hash = line.hash();
        let length = self.slots.len();
        if let Some((held, times)) = self.slots.get_mut(slot(hash, 0, length))
            && *held == line
            && times.times > 0
        {
            times.times += 1;
            return;
        }
        self.add_elsewhere(line, hash, number);
    }

    #[cold]
    fn add_elsewhere(&mut self, line: Short, hash: u64, number: u64) {
        let length = self.slots.len();
        for near in 0..NEAR.min(length) {
            if let Some((held, times)) = self.slots.get_mut(slot(hash, near, length)) {
                if times.times == 0 {
                    break;
                }
                if *held == line {
                    times.times += 1;
                    return;
                }
            }
        }
        if let Some(times) = self.crowded.get_mut(&line) {
            times.times += 1;
            return;
        }
        if self.held * 2 >= length {
            let grown = vec![Default::default(); (length * 2).max(1 << 10)];
            for (line, times) in std::mem::replace(&mut self.slots, grown) {
                if times.times > 0 {
                    self.lay(line, times);
                }
            }
        }
        self.held += 1;
        let first = Times {
            times: 1,
            first: number,
        };
        self.lay(line, first);
    }

    fn lay(&mut self, line: Short, times: Times) {
        let length = self.slots.len();
        for near in 0..NEAR {
            if let Some(found) = self.slots.get_mut(slot(line.hash(), near, length))
                && found.1.times == 0
            {
                *found = (line, times);
                return;
            }
        }
        self.crowded.insert(line, times);
    }

    fn times(&self) -> impl Iterator<Item = &Times> {
        let slots = self.slots.iter().map(|(_, times)| times);
        slots.chain(self.crowded.values())
    }
}

impl LongLines {
    fn add(&mut self, line: &[u8], number: u64) {
        let hash = hash(line);
        let at = |place: usize| {
            let start = self.lines.get(place).map_or(0, |(start, _)| *start);
            let next = self.lines.get(place.wrapping_add(1));
            let end = next.map_or(self.bytes.len(), |(end, _)| *end);
            self.bytes.get(start..end).unwrap_or_default()
        };
        let place = self
            .index
            .find(hash, |place| at(place) == line, || line.into());
        if let Some((_, times)) = place.and_then(|place| self.lines.get_mut(place)) {
            times.times += 1;
            return;
        }
        let place = self.lines.len();
        let first = Times {
            times: 1,
            first: number,
        };
        self.lines.push((self.bytes.len(), first));
        self.bytes.extend_from_slice(line);
        let (bytes, lines) = (&self.bytes, &self.lines);
        self.index.insert(hash, place, |place| {
            let start = lines.get(place).map_or(0, |(start, _)| *start);
            let next = lines.get(place.wrapping_add(1));
            let end = next.map_or(bytes.len(), |(end, _)| *end);
            bytes.get(start..end).unwrap_or_default().into()
        });
    }
}

/// A hash of the bytes of a text.
pub(crate) fn hash(line: &[u8]) -> u64 {
    let (words, rest) = line.as_chunks::<8>();
    let hash = words.iter().fold(line.len() as u64, |hash, word| {
        mixed(hash, u64::from_le_bytes(*word))
    });
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    mixed(hash, u64::from_le_bytes(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(distinct: &Distinct) -> Vec<(String, u64, u64)> {
        let told = distinct.with_lines(|lines| {
            let told = lines.iter();
            Ok(told
                .map(|line| (line.line.text.to_owned(), line.line.number, line.times))
                .collect())
        });
        told.unwrap()
    }

    #[test]
    fn lines_of_every_length_are_told_apart_counted_and_given_back_in_order() {
        let mut distinct = Distinct::default();
        let line = |length: usize| "x".repeat(length);
        for number in 0..200 {
            distinct.add(line(number % 40).as_bytes(), number as u64 + 1);
        }
        let expected: Vec<_> = (0..40)
            .map(|length| (line(length), length as u64 + 1, 5))
            .collect();
        assert_eq!(told(&distinct), expected);
        assert_eq!(distinct.all(), 200);
    }

    #[test]
    fn a_short_line_is_the_same_whether_it_was_found_in_a_window_or_given_alone() {
        for length in 0..=SHORT {
            let line = b"1 2 3 4 5 6 7 8"[..length].to_vec();
            let mut window = [b'\n'; 16];
            window[..length].copy_from_slice(&line);
            if length < SHORT {
                window[15] = b'9';
            }
            assert_eq!(
                Short::first(window),
                Short::of(&line).map(|line| (line, length))
            );
        }
        assert_eq!(Short::first(*b"1 2 3 4 5 6 7 8 "), None);
    }

    #[test]
    fn many_distinct_short_lines_are_all_held() {
        let mut distinct = Distinct::default();
        for number in 0..20_000_u64 {
            distinct.add(format!("{}", number % 10_000).as_bytes(), number);
        }
        let told = told(&distinct);
        assert_eq!(told.len(), 10_000);
        assert!(told.iter().all(|(_, _, times)| *times == 2));
    }
}
