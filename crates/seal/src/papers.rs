//! What was opened, as papers: judged from the decrypted points, never from a printed result.
//!
//! A ballot proves nothing about what is in it. A voter can seal a vector that is no ranking, or a ranking with a mark in
//! the bits above it or in its padding, which outside verifiers pass and print as a plain ranking, and which shows a buyer
//! how it was voted. So each point is encoded again: one that is not *the* encoding of a permitted ranking is a spoilt
//! paper. The mark stays readable; its vote is lost, and so its price.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::group::{Encoded, decode_ranking, is_encoding_of};

/// Which rankings are papers: a rule that is fixed before the poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permitted {
    /// The fewest preferences of a paper that is not blank; all, where a question has fewer candidates than that.
    pub fewest: usize,
    /// The most preferences.
    pub most: usize,
}

impl Permitted {
    /// Every candidate must be ranked, however many a question has.
    pub const FULL: Self = Self {
        fewest: usize::MAX,
        most: usize::MAX,
    };
}

impl Default for Permitted {
    /// Any number of preferences.
    fn default() -> Self {
        Self {
            fewest: 1,
            most: usize::MAX,
        }
    }
}

/// Why a paper is spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Spoilt {
    /// The point is not the one encoding of its ranks.
    #[error("marked: what was sealed is not the one encoding of these ranks")]
    Marked,
    /// A rank stands twice, or one is left out, or is higher than there are candidates.
    #[error("not a ranking: ranks are 1, 2, 3, … each once, and 0 for no preference")]
    NotARanking,
    /// Too few preferences.
    #[error("fewer preferences than a paper must have")]
    TooFew,
    /// Too many preferences.
    #[error("more preferences than a paper may have")]
    TooMany,
}

/// The papers of a ranked question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// How many candidates the question has.
    pub candidates: usize,
    /// Each ranking that occurs, with its number: the rank of each candidate in their order, 0 for none. All zero is a
    /// blank paper, which is an abstention and not spoilt.
    pub rankings: BTreeMap<Vec<u8>, usize>,
    /// Each spoilt paper: its place in the result, from 1, what it shows, and why it is spoilt.
    pub spoilt: Vec<SpoiltPaper>,
}

/// A spoilt paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpoiltPaper {
    /// Its place in the result, from 1.
    pub place: usize,
    /// What a peer prints for it.
    pub values: Vec<u8>,
    /// Why it is spoilt.
    pub reason: Spoilt,
}

impl Papers {
    /// Judges each opened point, which must be an element.
    pub fn judge(opened: &[Encoded], candidates: usize, permitted: Permitted) -> Self {
        let mut distinct: HashMap<Encoded, Vec<usize>> = HashMap::new();
        for (index, point) in opened.iter().enumerate() {
            distinct.entry(*point).or_default().push(index + 1);
        }
        // Encoding takes a few hundred microseconds, so equal points are judged once, and different ones on all cores.
        let judged: Vec<_> = distinct
            .into_par_iter()
            .map(|(point, places)| {
                let values = decode_ranking(point, candidates);
                let verdict = judge(point, &values, permitted);
                (values, places, verdict)
            })
            .collect();
        let mut papers = Self {
            candidates,
            rankings: BTreeMap::new(),
            spoilt: Vec::new(),
        };
        for (values, places, verdict) in judged {
            match verdict {
                Ok(()) => *papers.rankings.entry(values).or_default() += places.len(),
                Err(reason) => papers
                    .spoilt
                    .extend(places.into_iter().map(|place| SpoiltPaper {
                        place,
                        values: values.clone(),
                        reason,
                    })),
            }
        }
        papers.spoilt.sort_by_key(|paper| paper.place);
        papers
    }

    /// How many papers there are, spoilt and blank ones among them.
    pub fn len(&self) -> usize {
        self.rankings.values().sum::<usize>() + self.spoilt.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn judge(point: Encoded, values: &[u8], permitted: Permitted) -> Result<(), Spoilt> {
    // Ranks first: they cost nothing.
    let shape = shape(values, permitted);
    if is_encoding_of(point, values) {
        shape
    } else {
        Err(Spoilt::Marked)
    }
}

fn shape(values: &[u8], permitted: Permitted) -> Result<(), Spoilt> {
    let mut ranks: Vec<u8> = values.iter().copied().filter(|&rank| rank > 0).collect();
    ranks.sort_unstable();
    if ranks
        .iter()
        .zip(1_u8..)
        .any(|(&rank, expected)| rank != expected)
    {
        return Err(Spoilt::NotARanking);
    }
    match ranks.len() {
        0 => Ok(()),
        preferences if preferences < permitted.fewest.min(values.len()) => Err(Spoilt::TooFew),
        preferences if preferences > permitted.most => Err(Spoilt::TooMany),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::encode_ranking;

    fn point(values: &[u8]) -> Encoded {
        encode_ranking(values).unwrap().encode()
    }

    #[test]
    fn ranks_that_are_no_ranking_are_spoilt_and_blank_papers_are_not() {
        let any = Permitted::default();
        for values in [[1, 2, 3], [0, 1, 0], [0, 0, 0], [2, 0, 1]] {
            assert_eq!(judge(point(&values), &values, any), Ok(()), "{values:?}");
        }
        for values in [[1, 1, 2], [0, 2, 0], [1, 2, 4], [255, 0, 0]] {
            assert_eq!(
                judge(point(&values), &values, any),
                Err(Spoilt::NotARanking),
                "{values:?}"
            );
        }
        let two = Permitted { fewest: 2, most: 2 };
        assert_eq!(
            judge(point(&[1, 0, 0]), &[1, 0, 0], two),
            Err(Spoilt::TooFew)
        );
        assert_eq!(
            judge(point(&[1, 2, 3]), &[1, 2, 3], two),
            Err(Spoilt::TooMany)
        );
        assert_eq!(judge(point(&[0, 0, 0]), &[0, 0, 0], two), Ok(()));
        let full = |values: &[u8]| judge(point(values), values, Permitted::FULL);
        assert_eq!(full(&[2, 1, 3]), Ok(()));
        assert_eq!(full(&[1, 2, 0]), Err(Spoilt::TooFew));
        assert_eq!(full(&[0, 0, 0]), Ok(()));
    }

    #[test]
    fn a_message_above_the_ranks_or_in_the_padding_spoils_the_paper() {
        let ranks = [1, 2, 3];
        // The message stands where a longer vector has its first values; it prints as the plain ranking.
        let above = point(&[b'h', b'i', 1, 2, 3]);
        let mut padded = *point(&ranks).as_bytes();
        let negative = {
            padded[31] |= 0x80;
            Encoded::from_bytes(padded)
        };
        let mut padding = u16::from_le_bytes([
            point(&ranks).as_bytes()[0],
            point(&ranks).as_bytes()[1] & 0x3f,
        ]);
        let later = loop {
            padding += 1;
            let mut bytes = *point(&ranks).as_bytes();
            bytes[0] = padding.to_le_bytes()[0];
            bytes[1] = bytes[1] & 0xc0 | padding.to_le_bytes()[1];
            if Encoded::from_bytes(bytes).element().is_ok() {
                break Encoded::from_bytes(bytes);
            }
        };
        for marked in [above, negative, later] {
            assert_eq!(decode_ranking(marked, 3), ranks);
            let papers = Papers::judge(&[point(&ranks), marked], 3, Permitted::default());
            assert_eq!(papers.rankings[&ranks[..]], 1);
            assert_eq!(
                papers.spoilt,
                [SpoiltPaper {
                    place: 2,
                    values: ranks.to_vec(),
                    reason: Spoilt::Marked
                }]
            );
        }
    }
}
