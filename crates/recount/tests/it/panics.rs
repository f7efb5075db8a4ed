//! No bytes whatever make it panic, and no change to what was published goes unnoticed.

use std::fmt::Write as _;

use hustings_recount::{Claim, Finding, count_again};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::fixture::{Society, digest};

/// One change to some bytes.
#[derive(Clone, Debug)]
enum Change {
    Flip(Index, u8),
    Remove(Index, Index),
    Insert(Index, Vec<u8>),
    Repeat(Index, Index),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let bytes = prop_oneof![
        vec(any::<u8>(), 1..8),
        Just(b"\"".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"9".repeat(30)),
        Just(b"[".repeat(200)),
        Just(b"-1".to_vec()),
        Just(b"null".to_vec()),
    ];
    let change = prop_oneof![
        (any::<Index>(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Remove(from, to)),
        (any::<Index>(), bytes).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Repeat(from, to)),
    ];
    vec(change, 1..4)
}

fn change(bytes: &mut Vec<u8>, changes: &[Change]) {
    for change in changes {
        if bytes.is_empty() {
            return;
        }
        let range = |from: &Index, to: &Index| {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            from.min(to)..from.max(to)
        };
        match change {
            Change::Flip(at, bit) => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            Change::Remove(from, to) => {
                bytes.drain(range(from, to));
            }
            Change::Insert(at, inserted) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, inserted.iter().copied());
            }
            Change::Repeat(from, to) => {
                let part = bytes[range(from, to)].to_vec();
                bytes.extend(part);
            }
        }
    }
}

fn some_fail(claims: &[Claim]) -> bool {
    claims
        .iter()
        .any(|claim| matches!(claim.finding, Finding::DoesNotHold { .. }))
}

fn societies() -> impl Strategy<Value = Society> {
    prop_oneof![Just(Society::declared()), Just(Society::counted())]
}

/// The contest with the digests in its log made to fit again, so that what lies deeper is reached.
fn fitted(mut society: Society, rulebook_before: &[u8], papers_before: &[u8]) -> Society {
    let Ok(text) = String::from_utf8(society.events.clone()) else {
        return society;
    };
    let papers = society.papers.get("papers/chair.blt");
    let papers = papers.map_or(&[][..], Vec::as_slice);
    society.events = text
        .replace(&digest(rulebook_before), &digest(&society.rulebook))
        .replace(&digest(papers_before), &digest(papers))
        .into_bytes();
    society
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_changed_rulebook_log_or_paper_is_checked_to_the_end(
        society in societies(),
        which in 0..3,
        by in changes(),
    ) {
        let rulebook = society.rulebook.clone();
        let papers = society.papers.get("papers/chair.blt").cloned().unwrap_or_default();
        let mut changed = society;
        match which {
            0 => change(&mut changed.rulebook, &by),
            1 => change(&mut changed.events, &by),
            _ => {
                for papers in changed.papers.values_mut() {
                    change(papers, &by);
                }
            }
        }
        changed.claims();
        fitted(changed, &rulebook, &papers).claims();
    }

    #[test]
    fn a_changed_document_is_noticed_unless_it_says_the_same(
        society in societies(),
        which in 0..3,
        by in changes(),
    ) {
        let mut changed = society;
        let document = match which {
            0 => &mut changed.statement,
            1 => &mut changed.transcript,
            _ => &mut changed.declaration,
        };
        let before: Value = serde_json::from_slice(document).unwrap();
        change(document, &by);
        let says_the_same = serde_json::from_slice(document).is_ok_and(|after: Value| after == before);
        prop_assert!(says_the_same || some_fail(&changed.claims()));
    }

    #[test]
    fn any_value_in_an_event_is_checked_to_the_end(
        society in societies(),
        line in any::<Index>(),
        key in any::<Index>(),
        value in values(),
    ) {
        let text = String::from_utf8(society.events.clone()).unwrap();
        let mut lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let line = line.index(lines.len());
        let event = lines[line].as_object_mut().unwrap();
        let key = event.keys().nth(key.index(event.len())).unwrap().clone();
        event.insert(key, value);
        let mut changed = society;
        changed.events = lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect();
        changed.claims();
    }

    #[test]
    fn any_bytes_at_all_are_an_input(
        rulebook in vec(any::<u8>(), 0..100),
        events in vec(any::<u8>(), 0..100),
        papers in vec(any::<u8>(), 0..100),
        document in vec(any::<u8>(), 0..100),
    ) {
        let mut society = Society::counted();
        society.rulebook = rulebook;
        society.events = events;
        society.papers.insert("papers/chair.blt".to_owned(), papers.clone());
        society.statement.clone_from(&document);
        society.transcript.clone_from(&document);
        society.declaration = document;
        prop_assert!(some_fail(&society.claims()));
        for rule in ["av", "scottish-stv", "meek"] {
            let _ = count_again(&papers, &json!({"name": rule}), 1, &[], &[]);
        }
    }

    #[test]
    fn of_all_surpluses_no_part_of_a_vote_is_lost_but_what_is_said_to_be(
        papers in vec((1..50_u32, Just(vec![1, 2, 3, 4, 5, 6]).prop_shuffle(), 1..7_usize), 0..12),
        seats in 1..5_u64,
    ) {
        let mut blt = "6 1\n".to_owned();
        for (weight, preferences, length) in &papers {
            write!(blt, "{weight}").unwrap();
            for preference in preferences.iter().take(*length) {
                write!(blt, " {preference}").unwrap();
            }
            blt.push_str(" 0\n");
        }
        blt.push_str("0\n\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"E\"\n\"F\"\n\"t\"\n");
        let ties = [json!("earlier-stages"), json!({"public-seed": "1"})];
        let counted = count_again(blt.as_bytes(), &json!({"name": "scottish-stv"}), seats, &ties, &[]);
        let transcript = counted.unwrap();
        prop_assert_eq!(transcript["elected"].as_array().unwrap().len() as u64, seats);
        let parts = |value: &Value| value.as_str().unwrap().replace('.', "").parse::<u64>().unwrap();
        for stage in transcript["stages"].as_array().unwrap() {
            let votes: u64 = stage["votes"].as_object().unwrap().values().map(parts).sum();
            let all = votes + parts(&stage["non_transferable"]) + parts(&stage["lost"]);
            prop_assert_eq!(all, parts(&transcript["papers"]) * 100_000);
        }
    }

    #[test]
    fn no_paper_is_lost_and_the_order_of_papers_does_not_matter(
        mut papers in vec((1..5_u32, Just(vec![1, 2, 3, 4]).prop_shuffle(), 0..5_usize), 0..12),
        section in any::<bool>(),
    ) {
        let ties = [json!("earlier-stages"), json!("lots")];
        let count = |papers: &[(u32, Vec<u32>, usize)]| {
            let mut lines = String::new();
            for (weight, preferences, length) in papers {
                write!(lines, "{weight}").unwrap();
                for preference in preferences.iter().take(*length) {
                    write!(lines, " {preference}").unwrap();
                }
                lines.push_str(" 0\n");
            }
            let blt = format!("4 1\n{lines}0\n\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"t\"\n");
            count_again(blt.as_bytes(), &json!({"name": "av"}), u64::from(!section), &ties, &[])
        };
        let counted = count(&papers);
        papers.reverse();
        prop_assert_eq!(&counted, &count(&papers));
        if let Ok(transcript) = counted {
            let number = |value: &Value| value.as_str().unwrap().parse::<u64>().unwrap();
            for stage in transcript["stages"].as_array().unwrap() {
                let votes: u64 = stage["votes"].as_object().unwrap().values().map(number).sum();
                let all = votes + number(&stage["non_transferable"]);
                prop_assert_eq!(all, number(&transcript["papers"]));
            }
        }
    }
}

fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        Just("chair"),
        Just("ash"),
        Just("cedar"),
        Just("nominations"),
        Just("affiliate"),
        Just("2026-03-10"),
        Just("0000-01-01"),
        Just("9999-12-31T23:59:59"),
        Just("papers/chair.blt"),
        Just("999999999.999999999%"),
        Just("candidate-withdrew"),
        Just(""),
        Just("💥"),
    ];
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        text.prop_map(Value::from),
        Just(json!(0)),
        Just(json!(-1)),
        Just(json!((1_u64 << 53) - 1)),
        Just(json!(u64::MAX)),
        Just(json!(1.5)),
    ];
    prop_oneof![
        scalar.clone(),
        vec(scalar.clone(), 0..3).prop_map(Value::from),
        scalar.prop_map(|value| json!({"ash": value.clone(), "birch": value})),
    ]
}
