//! The chain of events, and what each names.

use hustings_seal::verify::Place;

use super::base::{
    BASE, Base, CREDENTIALS, ELECTION, END_BALLOTS, END_SHUFFLES, RESULT, RESULT_EVENT, SETUP,
    SETUP_EVENT, SIZED, TALLY, TALLY_EVENT, TRUSTEES, ballot, decryption, record, shuffle,
};
use super::json::{set, set_quoted, swap};
use super::pieces::{Payload, Piece, Pieces};
use super::{Corruption, assert_found};

const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An event of each kind.
const EVENTS: [usize; 8] = [
    SETUP_EVENT,
    ballot(3) + 1,
    END_BALLOTS,
    TALLY_EVENT,
    shuffle(2) + 2,
    END_SHUFFLES,
    decryption(2) + 2,
    RESULT_EVENT,
];

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for piece in EVENTS {
        kit.extend(of_event(piece));
    }
    kit.extend(payloads());
    kit.extend(references());
    kit.extend(absent());
    kit.extend(out_of_order());
    kit
}

fn event(name: &str, piece: usize, edit: fn(&str) -> String, reason: &'static str) -> Corruption {
    Corruption::pieces(
        format!("{name} in record {}", record(piece)),
        move |_, pieces| pieces.edit_event(piece, edit),
        Place::Record(record(piece)),
        reason,
    )
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn of_event(piece: usize) -> Vec<Corruption> {
    let mut kit = vec![
        event(
            "a height one too large",
            piece,
            |text| height(text, 1),
            "Chain",
        ),
        event(
            "a height of another",
            piece,
            |text| height(text, 7),
            "Chain",
        ),
        event(
            "a height in quotes",
            piece,
            |text| {
                text.replacen("\"height\":", "\"height\":\"", 1).replacen(
                    ",\"type\"",
                    "\",\"type\"",
                    1,
                )
            },
            "Malformed",
        ),
        event(
            "a height with a fraction",
            piece,
            |text| text.replacen(",\"type\"", ".0,\"type\"", 1),
            "Malformed",
        ),
        event(
            "a step that there is not",
            piece,
            |text| set_quoted(text, "type", "Recount"),
            "Malformed",
        ),
        event(
            "a step in lower case",
            piece,
            |text| text.replacen("\"type\":\"", "\"type\":\"x", 1),
            "Malformed",
        ),
        event(
            "an event with a space",
            piece,
            |text| text.replacen(':', ": ", 1),
            "Malformed",
        ),
        event(
            "an event with a line's end",
            piece,
            |text| format!("{text}\n"),
            "Malformed",
        ),
        event(
            "an event with an unknown key",
            piece,
            |text| text.replacen('{', "{\"x\":1,", 1),
            "Malformed",
        ),
        event(
            "an event with a key twice",
            piece,
            |text| text.replacen("\"type\"", "\"height\":0,\"type\"", 1),
            "Malformed",
        ),
        event(
            "an event that is none",
            piece,
            |_| "[]".to_owned(),
            "Malformed",
        ),
    ];
    if piece == SETUP_EVENT {
        let parent = |text: &str| text.replacen('{', &format!("{{\"parent\":\"{ZEROS}\","), 1);
        kit.push(event("a parent of the first event", piece, parent, "Chain"));
    } else {
        kit.push(event(
            "another parent",
            piece,
            |text| set_quoted(text, "parent", ZEROS),
            "Chain",
        ));
        kit.push(event(
            "no parent",
            piece,
            |text| format!("{{{}", &text[text.find("\"height\"").unwrap()..]),
            "Chain",
        ));
        kit.push(event(
            "a parent in upper case",
            piece,
            |text| set_quoted(text, "parent", &"AB".repeat(32)),
            "Malformed",
        ));
        kit.push(event(
            "a parent that is too short",
            piece,
            |text| set_quoted(text, "parent", &ZEROS[1..]),
            "Malformed",
        ));
    }
    let other = if piece == END_BALLOTS {
        "Setup"
    } else {
        "EndBallots"
    };
    let step: fn(&str) -> String = if piece == END_BALLOTS {
        |text| set_quoted(text, "type", "Setup")
    } else {
        |text| set_quoted(text, "type", "EndBallots")
    };
    kit.push(event(
        &format!("the step {other}"),
        piece,
        step,
        "OutOfOrder",
    ));
    kit
}

fn height(text: &str, by: u64) -> String {
    let height: u64 = super::json::get(text, "height").parse().unwrap();
    set(text, "height", &(height + by).to_string())
}

/// The digest by which the piece is named in the sound archive.
fn named(base: &Base, piece: usize) -> Payload {
    match &base.pieces.pieces[piece] {
        Piece::Data { named, .. } => Payload::Named(named.clone()),
        Piece::Event { .. } => Payload::Nothing,
    }
}

fn payloads() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for piece in EVENTS {
        let fault = |name: &str, payload: fn(&Base) -> Payload| {
            Corruption::pieces(
                format!("{name} in record {}", record(piece)),
                move |base, pieces| *pieces.payload(piece) = payload(base),
                Place::Record(record(piece)),
                "Payload",
            )
        };
        if piece == END_BALLOTS || piece == END_SHUFFLES {
            kit.push(fault("the event before as payload", |_| Payload::Before));
        } else {
            kit.push(fault("no payload", |_| Payload::Nothing));
        }
        kit.push(fault("the payload of nothing", |_| {
            Payload::Named(ZEROS.to_owned())
        }));
        kit.push(fault("the election as payload", |base| {
            named(base, ELECTION)
        }));
    }
    let of = |name: &str, piece: usize, names: usize| {
        Corruption::pieces(
            name,
            move |base, pieces| *pieces.payload(piece) = named(base, names),
            Place::Record(record(piece)),
            "Payload",
        )
    };
    kit.push(of(
        "an event of the tally that names no size",
        TALLY_EVENT,
        TALLY,
    ));
    kit.push(of(
        "an event of a shuffle that names no owner",
        shuffle(1) + 2,
        shuffle(1),
    ));
    kit.push(of(
        "an event of a decryption that names no owner",
        decryption(1) + 2,
        decryption(1),
    ));
    kit.push(of(
        "an event of an earlier ballot",
        ballot(4) + 1,
        ballot(2),
    ));
    kit.push(Corruption::pieces(
        "two ballots' events in each other's place",
        |base, pieces| {
            *pieces.payload(ballot(1) + 1) = named(base, ballot(2));
            *pieces.payload(ballot(2) + 1) = named(base, ballot(1));
        },
        Place::Record(record(ballot(1) + 1)),
        "Payload",
    ));
    kit
}

/// Messages that name messages.
fn references() -> Vec<Corruption> {
    let mut kit = Vec::new();
    let messages = [
        (SETUP, "election"),
        (SETUP, "trustees"),
        (SETUP, "credentials"),
        (SIZED, "encrypted_tally"),
        (shuffle(1) + 1, "payload"),
        (shuffle(2) + 1, "payload"),
        (decryption(1) + 1, "payload"),
        (decryption(3) + 1, "payload"),
    ];
    for (piece, path) in messages {
        let place = Place::Record(record(piece));
        let name = |what: &str| format!("{what} as {path} of record {}", record(piece));
        kit.push(Corruption::text(
            name("nothing"),
            piece,
            move |_, text| set_quoted(text, path, ZEROS),
            place,
            "Payload",
        ));
        kit.push(Corruption::text(
            name("a ballot"),
            piece,
            move |base, text| match named(base, ballot(1)) {
                Payload::Named(digest) => set_quoted(text, path, &digest),
                _ => unreachable!(),
            },
            place,
            "Payload",
        ));
        kit.push(Corruption::text(
            name("upper case"),
            piece,
            move |_, text| set_quoted(text, path, &"AB".repeat(32)),
            place,
            "Malformed",
        ));
    }
    kit.push(Corruption::text(
        "a setup that names trustees as credentials",
        SETUP,
        |_, text| swap(text, "trustees", "credentials"),
        Place::Record(record(SETUP)),
        "Payload",
    ));
    kit.push(Corruption::pieces(
        "two shuffles' owners in each other's place",
        |_, pieces| pieces.pieces.swap(shuffle(1) + 1, shuffle(2) + 1),
        Place::Record(record(shuffle(1) + 1)),
        "Payload",
    ));
    kit
}

/// A record that is not there.
fn absent() -> Vec<Corruption> {
    let without = |name: &str, piece: usize, place, reason| {
        let change = move |_: &Base, pieces: &mut Pieces| pieces.replace(piece, 1, []);
        Corruption::pieces(name, change, place, reason)
    };
    let at = |piece: usize| Place::Record(record(piece));
    vec![
        without("no election", ELECTION, Place::Election, "Malformed"),
        without("no trustees", TRUSTEES, Place::Trustees, "Malformed"),
        without(
            "no credentials",
            CREDENTIALS,
            Place::Credential(0),
            "Malformed",
        ),
        without("no setup", SETUP, at(SETUP), "OutOfOrder"),
        without(
            "no event of the setup",
            SETUP_EVENT,
            at(SETUP_EVENT),
            "OutOfOrder",
        ),
        without(
            "an event without its ballot",
            ballot(1),
            at(ballot(1)),
            "OutOfOrder",
        ),
        without(
            "a ballot without its event",
            ballot(1) + 1,
            at(ballot(1) + 1),
            "OutOfOrder",
        ),
        without(
            "no end of the ballots",
            END_BALLOTS,
            Place::Ballot(6),
            "Malformed",
        ),
        without("no tally", TALLY, Place::Tally(1), "Malformed"),
        without("no size of the tally", SIZED, at(SIZED), "OutOfOrder"),
        without(
            "no event of the tally",
            TALLY_EVENT,
            at(TALLY_EVENT),
            "OutOfOrder",
        ),
        without(
            "no message of a shuffle",
            shuffle(1),
            Place::Shuffle(1, 1),
            "Malformed",
        ),
        without(
            "no owner of a shuffle",
            shuffle(1) + 1,
            at(shuffle(1) + 1),
            "OutOfOrder",
        ),
        without(
            "no event of a shuffle",
            shuffle(1) + 2,
            at(shuffle(1) + 2),
            "OutOfOrder",
        ),
        without(
            "no end of the shuffles",
            END_SHUFFLES,
            Place::Shuffle(3, 1),
            "Malformed",
        ),
        without(
            "no message of a decryption",
            decryption(2),
            Place::Decryption(2, 1),
            "Malformed",
        ),
        without(
            "no owner of a decryption",
            decryption(2) + 1,
            at(decryption(2) + 1),
            "OutOfOrder",
        ),
        without(
            "no event of a decryption",
            decryption(2) + 2,
            at(decryption(2) + 2),
            "OutOfOrder",
        ),
        without("no message of the result", RESULT, at(RESULT), "OutOfOrder"),
    ]
}

/// Records where others should be.
#[expect(clippy::too_many_lines, reason = "a table")]
fn out_of_order() -> Vec<Corruption> {
    // `count` records from `from` on stand before the one that was at `to` instead.
    let moved = |name: &str, from: usize, count: usize, to: usize, place, reason| {
        let change = move |_: &Base, pieces: &mut Pieces| {
            let moved: Vec<Piece> = pieces.pieces[from..from + count].to_vec();
            pieces.replace(from, count, []);
            let to = if to > from { to - count } else { to };
            pieces.replace(to, 0, moved);
        };
        Corruption::pieces(name, change, place, reason)
    };
    let again = |name: &str, from: usize, count: usize, to: usize, place, reason| {
        let change = move |base: &Base, pieces: &mut Pieces| {
            pieces.replace(to, 0, base.pieces.pieces[from..from + count].to_vec());
        };
        Corruption::pieces(name, change, place, reason)
    };
    let at = |piece: usize| Place::Record(record(piece));
    let end = RESULT_EVENT + 1;
    vec![
        moved(
            "trustees before the election",
            TRUSTEES,
            1,
            ELECTION,
            Place::Election,
            "Malformed",
        ),
        moved(
            "credentials before trustees",
            CREDENTIALS,
            1,
            TRUSTEES,
            Place::Trustees,
            "Malformed",
        ),
        moved(
            "an event before its ballot",
            ballot(1) + 1,
            1,
            ballot(1),
            at(ballot(1)),
            "OutOfOrder",
        ),
        moved(
            "an event before the setup",
            SETUP_EVENT,
            1,
            SETUP,
            at(SETUP),
            "OutOfOrder",
        ),
        moved(
            "a ballot behind the end of the poll",
            ballot(5),
            2,
            TALLY,
            Place::Tally(1),
            "Malformed",
        ),
        moved(
            "a ballot before the setup",
            ballot(1),
            2,
            SETUP,
            at(SETUP),
            "Malformed",
        ),
        moved(
            "the tally behind a shuffle",
            TALLY,
            3,
            shuffle(2),
            Place::Tally(1),
            "Malformed",
        ),
        moved(
            "a size before its tally",
            SIZED,
            1,
            TALLY,
            Place::Tally(1),
            "Malformed",
        ),
        moved(
            "an owner before its shuffle",
            shuffle(1) + 1,
            1,
            shuffle(1),
            Place::Shuffle(1, 1),
            "Malformed",
        ),
        moved(
            "a shuffle behind the end of shuffling",
            shuffle(2),
            3,
            END_SHUFFLES + 1,
            at(END_SHUFFLES - 3),
            "TooFewShuffles",
        ),
        again(
            "a third shuffle behind the end of shuffling",
            shuffle(2),
            3,
            END_SHUFFLES + 1,
            Place::Decryption(1, 1),
            "Malformed",
        ),
        moved(
            "a decryption before a shuffle",
            decryption(1),
            3,
            shuffle(2),
            Place::Shuffle(2, 1),
            "Malformed",
        ),
        moved(
            "the result before a decryption",
            RESULT,
            2,
            decryption(3),
            Place::Result(1),
            "TooFewDecryptions",
        ),
        moved(
            "the result before the shuffles",
            RESULT,
            2,
            shuffle(1),
            Place::Shuffle(1, 1),
            "Malformed",
        ),
        again(
            "two setups",
            ELECTION,
            5,
            ballot(1),
            Place::Ballot(1),
            "Malformed",
        ),
        again(
            "two events of the setup",
            SETUP_EVENT,
            1,
            ballot(1),
            at(ballot(1)),
            "OutOfOrder",
        ),
        again(
            "two ends of the poll",
            END_BALLOTS,
            1,
            TALLY,
            at(TALLY),
            "OutOfOrder",
        ),
        again(
            "two tallies",
            TALLY,
            3,
            shuffle(1),
            Place::Shuffle(1, 1),
            "Malformed",
        ),
        again(
            "two ends of shuffling",
            END_SHUFFLES,
            1,
            decryption(1),
            at(decryption(1)),
            "OutOfOrder",
        ),
        again("two results", RESULT, 2, end, at(end), "OutOfOrder"),
        again(
            "a ballot behind the result",
            ballot(1),
            2,
            end,
            at(end),
            "OutOfOrder",
        ),
        again(
            "an end of the poll behind the result",
            END_BALLOTS,
            1,
            end,
            at(end),
            "OutOfOrder",
        ),
    ]
}

#[test]
fn faults_of_the_chain_are_found() {
    assert_found(&corruptions());
}

#[test]
fn what_is_put_together_again_is_the_same() {
    assert!(BASE.pieces.seal() == BASE.archive);
}
