//! The roll: the published commitments, held against the totals and the root in the log (`docs/formats/roll.md`).

use hustings_log::{Hash, Tree};
use hustings_recount::{Claim, Kept, RollSection};

use crate::contents::{Found, Place};
use crate::finding::{Checked, Unmet, broken, claim, number, same, unknown};

pub(super) fn claims(found: &Found, kept: &Kept) -> Vec<Claim> {
    let sections = kept.sections.iter();
    sections
        .map(|section| {
            let list = found.rolls.iter().find(|(id, _)| *id == section.id);
            let list = list.map(|(_, list)| list.as_slice());
            claim(format!("roll {}", section.id), check(list, section))
        })
        .collect()
}

fn check(list: Option<&[u8]>, section: &RollSection) -> Checked {
    let place = Place::Roll(&section.id).to_string();
    let list = list.ok_or_else(|| unknown(format!("the bundle has no '{place}'")))?;
    let tree = read(list, &place)?;
    same(
        &place,
        "the number of its commitments",
        &tree.size(),
        &section.electors,
    )?;
    same(
        &place,
        "their root",
        &tree.root().to_string(),
        &section.root,
    )?;
    let channels: Vec<String> = section
        .channels
        .iter()
        .map(|(means, electors)| format!("{electors} {means}"))
        .collect();
    let channels = if channels.is_empty() {
        String::new()
    } else {
        format!(" ({})", channels.join(", "))
    };
    Ok(format!(
        "{}{channels}, each with a commitment of its own, as frozen or amended in line {} of the log",
        number(section.electors, "elector"),
        section.entry + 1
    ))
}

/// The tree over the commitments: 64 hexadecimal digits in lower case a line, ascending.
fn read(list: &[u8], place: &str) -> Result<Tree, Unmet> {
    let mut tree = Tree::new();
    let mut last: Option<[u8; Hash::BYTES]> = None;
    for (line, text) in (1..).zip(list.split_inclusive(|byte| *byte == b'\n')) {
        let at = |reason: &str| broken(format!("{place} line {line}"), reason);
        let commitment = text.strip_suffix(b"\n").and_then(commitment);
        let commitment = commitment
            .ok_or_else(|| at("it is not 64 hexadecimal digits in lower case and a line feed"))?;
        if last.is_some_and(|last| last >= commitment) {
            return Err(at(
                "it is not greater than the line before it: each stands once, in ascending order",
            ));
        }
        tree.append(Hash::of_entry(&commitment));
        last = Some(commitment);
    }
    Ok(tree)
}

fn commitment(digits: &[u8]) -> Option<[u8; Hash::BYTES]> {
    let mut bytes = [0; Hash::BYTES];
    if digits.len() != 2 * bytes.len() {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.as_chunks::<2>().0) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}
