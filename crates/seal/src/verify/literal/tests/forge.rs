//! Archives taken apart and sealed again, so that one thing is wrong with them and no digest is.

use crate::digest::Digest;
use crate::verify::literal::event::Event;
use crate::verify::literal::tar::{Kind, Records, header};

/// A record, or what makes one.
#[derive(Clone)]
pub(super) enum Piece {
    /// The text of data and the digest that others name it by.
    Data { text: String, digest: String },
    /// The step of an event, and whether it is about the record before it.
    Event { step: &'static str, payload: bool },
}

/// A change to a text.
pub(super) type Edit = fn(&str) -> String;

/// An archive taken apart.
pub(super) struct Forge {
    time: String,
    pub pieces: Vec<Piece>,
    /// A change to the text of the event that is this piece.
    pub event_edit: Option<(usize, Edit)>,
}

impl Forge {
    pub fn of(archive: &[u8]) -> Self {
        let time = after_marker(&archive[512..1024], "\"timestamp\":\"", 10);
        let mut records = Records::new(archive);
        let mut pieces = Vec::new();
        while let Ok(Some(record)) = records.next() {
            let text = String::from_utf8(record.content.to_vec()).unwrap();
            pieces.push(match record.kind {
                Kind::Data => Piece::Data {
                    text,
                    digest: record.digest.to_string(),
                },
                Kind::Event => {
                    let event = Event::read(record.content).unwrap();
                    Piece::Event {
                        step: event.step.name(),
                        payload: event.payload.is_some(),
                    }
                }
            });
        }
        Self {
            time,
            pieces,
            event_edit: None,
        }
    }

    /// The text of the data that is this piece; the election is the first.
    pub fn data(&mut self, piece: usize) -> &mut String {
        match &mut self.pieces[piece] {
            Piece::Data { text, .. } => text,
            Piece::Event { step, .. } => panic!("{step} is an event"),
        }
    }

    /// Changes the text of the data that is this piece.
    pub fn edit(&mut self, piece: usize, edit: impl FnOnce(&str) -> String) {
        let text = self.data(piece);
        *text = edit(text);
    }

    /// The archive: each record named by its digest, and each name of another record brought up to date.
    pub fn seal(&self) -> Vec<u8> {
        let time = self.time.parse().unwrap();
        let mut archive = Vec::new();
        let mut put = |name: &str, content: &str| {
            archive.extend(header(name.as_bytes(), content.len() as u64, time));
            archive.extend(content.as_bytes());
            archive.resize(archive.len().next_multiple_of(512), 0);
        };
        put(
            "BELENIOS",
            &format!("{{\"version\":1,\"timestamp\":\"{}\"}}", self.time),
        );
        let mut renamed: Vec<(String, String)> = Vec::new();
        let (mut parent, mut height, mut before) = (String::new(), 0, String::new());
        for (index, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Data { text, digest } => {
                    let text = renamed
                        .iter()
                        .fold(text.clone(), |text, (old, new)| text.replace(old, new));
                    before = Digest::of(text.as_bytes()).to_string();
                    renamed.push((digest.clone(), before.clone()));
                    put(&format!("{before}.data.json"), &text);
                }
                Piece::Event { step, payload } => {
                    let payload = if *payload {
                        format!(",\"payload\":\"{before}\"")
                    } else {
                        String::new()
                    };
                    let mut text =
                        format!("{{{parent}\"height\":{height},\"type\":\"{step}\"{payload}}}");
                    if let Some((_, edit)) = self.event_edit.filter(|(edited, _)| *edited == index)
                    {
                        text = edit(&text);
                    }
                    let digest = Digest::of(text.as_bytes());
                    put(&format!("{digest}.event.json"), &text);
                    parent = format!("\"parent\":\"{digest}\",");
                    height += 1;
                }
            }
        }
        archive
    }
}

fn after_marker(bytes: &[u8], marker: &str, count: usize) -> String {
    let text = String::from_utf8_lossy(bytes);
    let start = text.find(marker).unwrap() + marker.len();
    text[start..start + count].to_owned()
}

/// The text with the run of letters, digits and base-64 signs behind the first such marker changed.
pub(super) fn after(text: &str, marker: &str, edit: impl FnOnce(&str) -> String) -> String {
    let start = text.find(marker).unwrap() + marker.len();
    let length = text[start..]
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || "+/".contains(letter)))
        .unwrap();
    format!(
        "{}{}{}",
        &text[..start],
        edit(&text[start..start + length]),
        &text[start + length..]
    )
}

/// A ballot that says the hash of what it says, though that is not what was signed.
pub(super) fn rehash(ballot: &str) -> String {
    let unsigned = format!("{}}}", &ballot[..ballot.find(",\"signature\":").unwrap()]);
    let hash = Digest::of(unsigned.as_bytes()).to_base64();
    after(ballot, "\"hash\":\"", |_| hash)
}
