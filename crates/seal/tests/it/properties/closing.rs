use std::collections::BTreeMap;
use std::io::Cursor;

use hustings_seal::archive::Archive;
use hustings_seal::closing::{ClosingError, Verified};
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::verify::{Outcome, Policy, Report, fast, literal, verified};
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::{one_in, ranking};
use crate::made::{Made, Shape, ranked};

type Step<'a> = dyn Fn(&Verified, &mut Archive<Cursor<Vec<u8>>>) + 'a;

#[derive(Debug, Clone)]
struct Election {
    candidates: usize,
    rankings: Vec<Vec<u8>>,
    threshold: usize,
    size: usize,
    /// Two sets of trustees of the threshold, each of which suffices, by number.
    opening: [Vec<usize>; 2],
}

fn election() -> impl Strategy<Value = Election> {
    (1_usize..=30, 1_usize..=4).prop_flat_map(|(candidates, size)| {
        // Where one of several suffices, all have one key, and are refused.
        (size.min(2)..=size).prop_flat_map(move |threshold| {
            let trustees: Vec<usize> = (2..=size + 1).collect();
            let opening = || subsequence(trustees.clone(), threshold..=size);
            (
                prop::collection::vec(ranking(candidates), 0..6),
                opening(),
                opening(),
            )
                .prop_map(move |(rankings, one, other)| Election {
                    candidates,
                    rankings,
                    threshold,
                    size,
                    opening: [one, other],
                })
        })
    })
}

impl Election {
    /// Cast and not closed: the server, trustee 1, must help to open it.
    fn cast(&self) -> Made {
        let shapes = [
            Shape::Single,
            Shape::Threshold {
                threshold: self.threshold,
                size: self.size,
            },
        ];
        let questions = [ranked("Leader", self.candidates)];
        let mut made = Made::new(&questions, &shapes, self.rankings.len().max(1));
        for (voter, ranks) in self.rankings.iter().enumerate() {
            made.cast(voter, std::slice::from_ref(ranks));
        }
        made
    }

    fn counted(&self) -> BTreeMap<Vec<u8>, usize> {
        let mut counted = BTreeMap::new();
        for ranks in &self.rankings {
            *counted.entry(ranks.clone()).or_insert(0) += 1;
        }
        counted
    }
}

fn papers(report: &Report) -> BTreeMap<Vec<u8>, usize> {
    match report.outcomes.as_deref() {
        Some([Outcome::Papers(papers)]) if papers.spoilt.is_empty() => papers.rankings.clone(),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(one_in(16))]

    #[test]
    fn what_is_sealed_is_what_any_trustees_who_suffice_open(election in election()) {
        let made = election.cast();
        for opening in &election.opening {
            let decrypting: Vec<usize> = std::iter::once(1).chain(opening.iter().copied()).collect();
            let policy = Policy { shuffles: 1, ..Policy::default() };
            let archive = made.close(1, &decrypting, &policy);
            let report = fast(archive.as_slice(), &policy, &mut system()).unwrap();
            prop_assert_eq!(papers(&report), election.counted());
            prop_assert_eq!(literal(&archive, &policy).unwrap(), report);
        }
    }

    #[test]
    fn fewer_trustees_than_suffice_open_nothing(election in election(), server in any::<bool>()) {
        let made = election.cast();
        let fewer = &election.opening[0][..election.threshold - 1];
        // The server and too few; or enough, and not the server.
        let decrypting: Vec<usize> = if server {
            std::iter::once(1).chain(fewer.iter().copied()).collect()
        } else {
            election.opening[0].clone()
        };
        let policy = Policy { shuffles: 0, unfinished: true, ..Policy::default() };
        let mut bytes = made.cast_archive();
        let mut append = |step: &Step<'_>| {
            let verified = verified(bytes.as_slice(), &policy, &mut system()).unwrap();
            let mut archive = Archive::open(Cursor::new(bytes.clone())).unwrap();
            step(&verified, &mut archive);
            bytes = archive.into_inner().into_inner();
        };
        append(&|closed, archive| {
            let tally = closed.encrypted_tally().unwrap();
            archive.encrypted_tally(&tally, closed.report().tallied).unwrap();
        });
        append(&|_, archive| archive.end_shuffles().unwrap());
        for trustee in decrypting {
            append(&|shuffled, archive| {
                let key = &made.keys.keys[trustee - 1];
                let (number, decryption) = shuffled.decrypt(key, &mut system(), &silent).unwrap();
                archive.partial_decryption(number, &decryption).unwrap();
            });
        }
        append(&|decrypted, _| {
            assert_eq!(decrypted.result().unwrap_err(), ClosingError::TooFewDecryptions);
        });
    }
}
