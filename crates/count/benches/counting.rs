//! How long papers take, from bytes to a transcript: `make bench`.
//!
//! Inputs are made here, the same each time; figures are only good against others of the same run.

use divan::counter::{BytesCount, ItemsCount};
use hustings_count::rule::{Rule, av};
use hustings_count::tie::Resort;
use hustings_count::{Seats, count, read};

fn main() {
    divan::main();
}

/// A BLT file with a line a paper for so many candidates, rankings spread by a fixed sequence.
fn papers(number: u64, candidates: u64) -> Vec<u8> {
    let mut file = format!("{candidates} 1\n").into_bytes();
    let mut state = 20_261_123_u64;
    for _ in 0..number {
        // A step of a linear congruential generator (Knuth's MMIX constants).
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mut places: Vec<u64> = (1..=candidates).collect();
        let mut bits = state >> 16;
        file.extend_from_slice(b"1");
        for _ in 0..=bits % candidates {
            bits /= candidates;
            let place = places.remove(usize::try_from(bits).unwrap_or(0) % places.len());
            file.extend_from_slice(format!(" {place}").as_bytes());
        }
        file.extend_from_slice(b" 0\n");
    }
    file.extend_from_slice(b"0\n");
    for candidate in 1..=candidates {
        file.extend_from_slice(format!("\"Candidate {candidate}\"\n").as_bytes());
    }
    file.extend_from_slice(b"\"Synthetic\"\n");
    file
}

#[divan::bench(args = [10_000, 1_000_000])]
fn read_blt_a_line_a_paper(bencher: divan::Bencher<'_, '_>, number: u64) {
    let file = papers(number, 5);
    let counters = (ItemsCount::new(number), BytesCount::of_slice(&file));
    bencher
        .counter(counters.0)
        .counter(counters.1)
        .bench(|| read::read(divan::black_box(&file)).expect("the papers read"));
}

#[divan::bench(args = [1_000_000])]
fn count_by_the_alternative_vote(bencher: divan::Bencher<'_, '_>, number: u64) {
    let papers = read::read(&papers(number, 5)).expect("the papers read");
    let rule = Rule::Av(av::Options::default());
    let ties = [Resort::EarlierStages, Resort::Lots];
    bencher.bench(|| {
        count(divan::black_box(&papers), &rule, Seats::ONE, &ties, &[])
            .expect("the rule counts them")
    });
}

#[divan::bench(args = ["scottish-stv", "wigm-prf", "ers97", "meek", "meek-prf"])]
fn count_for_four_seats(bencher: divan::Bencher<'_, '_>, name: &str) {
    let papers = read::read(&papers(100_000, 10)).expect("the papers read");
    let rule: Rule = serde_json::from_value(serde_json::json!({ "name": name })).expect("a rule");
    let ties = rule.customary_ties();
    bencher.bench(|| {
        count(divan::black_box(&papers), &rule, Seats(4), &ties, &[]).expect("the rule counts them")
    });
}
