//! Changes to an archive, chosen by dice.

use std::ops::Range;

use hustings_seal::digest::Digest;

use crate::dice::Dice;
use crate::kit::pieces::{Payload, Piece, Pieces};

/// How much was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// One thing, or nothing.
    One,
    /// Things of which each can be a fault.
    Many,
}

/// What can stand in a message; most of it should not.
const LETTERS: [&str; 24] = [
    "0", "1", "9", "a", "f", "A", "g", "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "é",
    "-", ".", "e", "null", "true", "\u{7f}",
];

/// Elements and numbers that are special, without quotes.
const SPECIAL: [&str; 10] = [
    "0",
    "1",
    "2",
    "7237005577332262213973186563042994240857116359379907606001950938285454250988",
    "7237005577332262213973186563042994240857116359379907606001950938285454250989",
    // The neutral element, the generator, y = -1, which has order 2, one of order 8, and y = 2, which is no point.
    "0000000000000000000000000000000000000000000000000000000000000001",
    "6666666666666666666666666666666666666666666666666666666666666658",
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec",
    "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
    "0000000000000000000000000000000000000000000000000000000000000002",
];

/// Changes a message, an event, or the order of records.
pub fn of_pieces(dice: &mut Dice<'_>, pieces: &mut Pieces) -> Change {
    if pieces.pieces.is_empty() {
        return Change::One;
    }
    let at = dice.roll(pieces.pieces.len());
    match dice.roll(12) {
        0 => {
            pieces.replace(at, 1, []);
            Change::Many
        }
        1 => {
            let again = pieces.pieces[at].clone();
            let to = dice.roll(pieces.pieces.len() + 1);
            pieces.replace(to, 0, [again]);
            Change::Many
        }
        2 => {
            let other = dice.roll(pieces.pieces.len());
            pieces.pieces.swap(at, other);
            Change::Many
        }
        3 => {
            pieces.pieces.truncate(at);
            Change::Many
        }
        4 => {
            let count = (1 + dice.roll(5)).min(pieces.pieces.len() - at);
            pieces.replace(at, count, []);
            Change::Many
        }
        5 => {
            let count = (1 + dice.roll(5)).min(pieces.pieces.len() - at);
            let order = dice.order(count);
            let some: Vec<Piece> = order
                .iter()
                .map(|offset| pieces.pieces[at + offset].clone())
                .collect();
            pieces.replace(at, count, some);
            Change::Many
        }
        _ => of_piece(dice, pieces, at),
    }
}

fn of_piece(dice: &mut Dice<'_>, pieces: &mut Pieces, at: usize) -> Change {
    let other = pieces.pieces[dice.roll(pieces.pieces.len())].clone();
    match (&mut pieces.pieces[at], other) {
        (Piece::Data { text, .. }, Piece::Data { text: other, .. }) => {
            let change = of_text(dice, text, &other);
            // A ballot that says the digest of what it says, though that is not what was signed.
            if text.contains("\"signature\":{\"hash\":\"") && dice.roll(2) == 1 {
                rehash(text);
            }
            change
        }
        (Piece::Data { text, .. }, Piece::Event { .. }) => {
            let other = text.clone();
            of_text(dice, text, &other)
        }
        (Piece::Event { payload, .. }, Piece::Data { named, .. }) => {
            *payload = Payload::Named(named);
            Change::One
        }
        (
            Piece::Event {
                step,
                payload,
                edit,
            },
            Piece::Event { step: other, .. },
        ) => {
            match dice.roll(5) {
                0 => *step = other,
                1 => *payload = Payload::Nothing,
                2 => *payload = Payload::Before,
                3 => *edit = Some(|text| text.replacen("\"height\":", "\"height\":1", 1)),
                _ => *edit = Some(|text| text.replacen("parent", "Parent", 1)),
            }
            Change::One
        }
    }
}

fn of_text(dice: &mut Dice<'_>, text: &mut String, other: &str) -> Change {
    let at = text.floor_char_boundary(dice.roll(text.len() + 1));
    let tokens = tokens(text);
    let token = |dice: &mut Dice<'_>| tokens.get(dice.roll(tokens.len())).cloned().unwrap_or(0..0);
    match dice.roll(9) {
        0 => text.insert_str(at, dice.pick(&LETTERS)),
        1 => {
            let end = text.ceil_char_boundary((at + 1 + dice.roll(4)).min(text.len()));
            text.replace_range(at..end, "");
        }
        2 => {
            let end = text.ceil_char_boundary((at + 1).min(text.len()));
            text.replace_range(at..end, dice.pick(&LETTERS));
        }
        3 => text.replace_range(token(dice), dice.pick(&SPECIAL)),
        4 => {
            // A token of another message.
            let tokens = self::tokens(other);
            if let Some(range) = tokens.get(dice.roll(tokens.len())) {
                text.replace_range(token(dice), &other[range.clone()]);
            }
        }
        5 => {
            let (one, two) = (token(dice), token(dice));
            let (first, second) = if one.start <= two.start {
                (one, two)
            } else {
                (two, one)
            };
            if first.end <= second.start {
                let (a, b) = (
                    text[first.clone()].to_owned(),
                    text[second.clone()].to_owned(),
                );
                text.replace_range(second, &a);
                text.replace_range(first, &b);
            }
        }
        6 => {
            // A digit counted up.
            let range = token(dice);
            if let Some(digit) = text[range.clone()]
                .chars()
                .last()
                .filter(char::is_ascii_digit)
            {
                let next = if digit == '9' {
                    '8'
                } else {
                    char::from(digit as u8 + 1)
                };
                text.replace_range(range.end - 1..range.end, &next.to_string());
            }
        }
        7 => {
            let value = value(dice, text);
            let again = format!("{},", &text[value.clone()]);
            text.insert_str(value.start, &again);
        }
        _ => text.push_str(dice.pick(&LETTERS)),
    }
    Change::One
}

/// Texts without their quotes, and numbers.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if matches!(letter, '"' | '{' | '}' | '[' | ']' | ',' | ':' | '\\') {
            if start < at {
                tokens.push(start..at);
            }
            start = at + letter.len_utf8();
        }
    }
    tokens
}

/// Some value in the message, if it is one.
fn value(dice: &mut Dice<'_>, text: &str) -> Range<usize> {
    let starts: Vec<usize> = text.match_indices(['[', '{']).map(|(at, _)| at).collect();
    let Some(&start) = starts.get(dice.roll(starts.len())) else {
        return 0..0;
    };
    let mut depth = 0_usize;
    for (at, letter) in text[start..].char_indices() {
        match letter {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return start..start + at + 1;
        }
    }
    0..0
}

fn rehash(text: &mut String) {
    let marker = ",\"signature\":{\"hash\":\"";
    let Some(at) = text.rfind(marker) else {
        return;
    };
    let hash = Digest::of(format!("{}}}", &text[..at]).as_bytes()).to_base64();
    let start = at + marker.len();
    if let Some(length) = text[start..].find('"') {
        text.replace_range(start..start + length, &hash);
    }
}

/// Changes bytes of the file.
pub fn of_bytes(dice: &mut Dice<'_>, archive: &mut Vec<u8>) -> Change {
    let at = dice.roll(archive.len().div_ceil(256)) * 256 + dice.roll(256);
    let at = at.min(archive.len());
    match dice.roll(6) {
        0 => archive.truncate(at),
        1 => archive.insert(at, dice.pick(&[0, b'0', b'7', b' ', 0xff])),
        2 if at < archive.len() => {
            archive.remove(at);
        }
        3 => archive.extend(vec![0; [1, 511, 512, 1024][dice.roll(4)]]),
        _ if at < archive.len() => {
            archive[at] ^= 1 << dice.roll(8);
            return Change::One;
        }
        _ => {}
    }
    Change::Many
}
