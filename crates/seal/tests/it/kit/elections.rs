//! The election: what this crate does not take, and what contradicts itself.

use hustings_seal::verify::Place;

use super::base::{Base, ELECTION};
use super::edits::{list, neutral, not_canonical, off_the_curve, other_element, outside, twice};
use super::json::{get, set, set_quoted, swap};
use super::{Corruption, assert_found};

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = refused();
    kit.extend(malformed());
    kit.extend(other_texts());
    kit
}

fn edited(
    name: &'static str,
    edit: impl Fn(&str) -> String + Send + Sync + 'static,
    place: Place,
    reason: &'static str,
) -> Corruption {
    let edit = move |_: &Base, text: &str| edit(text);
    Corruption::text(name, ELECTION, edit, place, reason)
}

fn refused() -> Vec<Corruption> {
    let election = |name, detail, edit: fn(&str) -> String| {
        edited(name, edit, Place::Election, "Election").because(detail)
    };
    vec![
        election("version 2", "Version(2)", |text| set(text, "version", "2")),
        election("version 0", "Version(0)", |text| set(text, "version", "0")),
        election("another group", "Group", |text| {
            set_quoted(text, "group", "BELENIOS-2048")
        }),
        election("the group in lower case", "Group", |text| {
            set_quoted(text, "group", "ed25519")
        }),
        election("a question of lists", "Lists(2)", |text| {
            set_quoted(text, "questions.1.type", "Lists")
        }),
        election(
            "a question of a kind that there is not",
            "QuestionType(2",
            |text| set_quoted(text, "questions.1.type", "Homomorphic"),
        ),
        election("no candidates", "Candidates(2, 0)", |text| {
            set(text, "questions.1.value.answers", "[]")
        }),
        election("31 candidates", "Candidates(2, 31)", |text| {
            set(text, "questions.1.value.answers", &list(&["\"x\""; 31]))
        }),
        election("no answers", "Bounds(1, 1, 1, 0)", |text| {
            set(text, "questions.0.answers", "[]")
        }),
        election(
            "more choices at least than at most",
            "Bounds(1, 2, 1, 2)",
            |text| set(text, "questions.0.min", "2"),
        ),
        election("more choices than answers", "Bounds(1, 1, 3, 2)", |text| {
            set(text, "questions.0.max", "3")
        }),
        election("no questions", "NoQuestion", |text| {
            set(text, "questions", "[]")
        }),
        election("a neutral key", "NeutralKey", |text| {
            set_quoted(text, "public_key", &neutral())
        }),
        election(
            "a key outside the subgroup",
            "PublicKey(OutsideSubgroup)",
            |text| outside(text, "public_key"),
        ),
        election("a key off the curve", "PublicKey(NotOnCurve)", |text| {
            set_quoted(text, "public_key", &off_the_curve())
        }),
        election(
            "a key that is not canonical",
            "PublicKey(NotCanonical)",
            |text| set_quoted(text, "public_key", &not_canonical()[0]),
        ),
        election("a uuid that is too short", "Uuid", |text| {
            set_quoted(text, "uuid", "1234567890123")
        }),
        election("a uuid of other characters", "Uuid", |text| {
            set_quoted(text, "uuid", "0OIl0OIl0OIl0OIl")
        }),
    ]
}

fn malformed() -> Vec<Corruption> {
    let election =
        |name, edit: fn(&str) -> String| edited(name, edit, Place::Election, "Malformed");
    let mut kit = vec![
        election("an election that is none", |_| "[]".to_owned()),
        election("an empty election", |_| String::new()),
        election("an election with an unknown key", |text| {
            text.replacen('{', "{\"x\":1,", 1)
        }),
        election("a motion with an unknown key", |text| {
            text.replacen("\"blank\"", "\"x\":1,\"blank\"", 1)
        }),
        election("an election's name twice", |text| {
            text.replacen("\"name\"", "\"name\":\"x\",\"name\"", 1)
        }),
        election("a motion's answers twice", |text| {
            text.replacen("\"answers\"", "\"answers\":[\"x\",\"y\"],\"answers\"", 1)
        }),
        election("a ranked question's candidates twice", |text| {
            let value = get(text, "questions.1.value");
            let candidates = get(value, "answers");
            let twice = value.replacen('{', &format!("{{\"answers\":{candidates},"), 1);
            set(text, "questions.1.value", &twice)
        }),
        election("a ranked question with an unknown key", |text| {
            let value = get(text, "questions.1.value");
            set(
                text,
                "questions.1.value",
                &value.replacen('{', "{\"x\":1,", 1),
            )
        }),
        election("a ranked question without its text", |text| {
            let candidates = get(text, "questions.1.value.answers");
            let value = format!("{{\"answers\":{candidates}}}");
            set(text, "questions.1.value", &value)
        }),
        election("a version in quotes", |text| set(text, "version", "\"1\"")),
        election("a fewest that is negative", |text| {
            set(text, "questions.0.min", "-1")
        }),
        election("an election's key in upper case", |text| {
            set_quoted(text, "public_key", &"AB".repeat(32))
        }),
        election("an election behind the election", |text| {
            format!("{text}{text}")
        }),
    ];
    let fields = [
        "version",
        "description",
        "name",
        "group",
        "public_key",
        "questions",
        "uuid",
    ];
    kit.extend(fields.into_iter().map(|field| {
        Corruption::text(
            format!("an election without its {field}"),
            ELECTION,
            move |_, text| {
                let value = format!("\"{field}\":{}", get(text, field));
                let without = text.replacen(&format!("{value},"), "", 1);
                without.replacen(&format!(",{value}"), "", 1)
            },
            Place::Election,
            "Malformed",
        )
    }));
    kit
}

/// The text is the election's identity, so no form of it is malformed: it is another election, and the ballots are none
/// of its.
fn other_texts() -> Vec<Corruption> {
    let other =
        |name, edit: fn(&str) -> String| edited(name, edit, Place::Ballot(1), "OtherElection");
    vec![
        other("an election with a space", |text| {
            text.replacen(':', ": ", 1)
        }),
        other("an election with a line's end", |text| format!("{text}\n")),
        other("an election with its keys in another order", |text| {
            let swapped = swap(text, "description", "name");
            swapped
                .replacen("\"description\"", "\"x\"", 1)
                .replacen("\"name\"", "\"description\"", 1)
                .replacen("\"x\"", "\"name\"", 1)
        }),
        other("another title", |text| {
            set_quoted(text, "name", "Leader of the party")
        }),
        other("another uuid", |text| {
            set_quoted(text, "uuid", "12345678912345")
        }),
        other("another administrator", |text| {
            format!("{},\"administrator\":\"x\"}}", &text[..text.len() - 1])
        }),
        other("another candidate", |text| {
            set_quoted(text, "questions.1.value.answers.0", "Nobody")
        }),
        other("candidates in another order", |text| {
            swap(
                text,
                "questions.1.value.answers.0",
                "questions.1.value.answers.1",
            )
        }),
        other("another text of a question", |text| {
            set_quoted(text, "questions.0.question", "Confidence")
        }),
        other("a hint at how to count", |text| {
            let question = get(text, "questions.1");
            let open = &question[..question.len() - 1];
            set(
                text,
                "questions.1",
                &format!("{open},\"extra\":{{\"method\":\"STV\"}}}}"),
            )
        }),
        edited(
            "a question once more",
            |text| twice(text, "questions.0"),
            Place::Ballot(1),
            "OtherElection",
        ),
        edited(
            "one candidate more",
            |text| twice(text, "questions.1.value.answers.0"),
            Place::Ballot(1),
            "OtherElection",
        ),
        edited(
            "one answer more",
            |text| twice(text, "questions.0.answers.0"),
            Place::Ballot(1),
            "OtherElection",
        ),
        edited(
            "no blank vote",
            |text| text.replacen(",\"blank\":true", "", 1),
            Place::Ballot(1),
            "OtherElection",
        ),
        edited(
            "another key of the election",
            |text| other_element(text, "public_key"),
            Place::Trustees,
            "Key",
        ),
    ]
}

#[test]
fn elections_that_cannot_be_are_found() {
    assert_found(&corruptions());
}
