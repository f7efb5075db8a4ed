//! Archives taken apart and put together again, so that one thing is wrong with them and no digest is.

use hustings_seal::digest::Digest;

use super::json;

/// A record, or what makes one.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A message, and the digest by which others named it when the archive was taken apart.
    Data { text: String, named: String },
    /// An event.
    Event {
        step: String,
        payload: Payload,
        /// A last change to its text.
        edit: Option<fn(&str) -> String>,
    },
}

/// What an event names.
#[derive(Debug, Clone)]
pub enum Payload {
    /// Nothing.
    Nothing,
    /// The record before it.
    Before,
    /// What had this digest when the archive was taken apart.
    Named(String),
}

impl Piece {
    /// A message that nothing names yet.
    pub fn data(text: String) -> Self {
        let named = Digest::of(text.as_bytes()).to_string();
        Self::Data { text, named }
    }

    /// An event about the record before it.
    pub fn event(step: &str) -> Self {
        Self::Event {
            step: step.to_owned(),
            payload: Payload::Before,
            edit: None,
        }
    }
}

/// The records behind an archive's header.
#[derive(Debug, Clone)]
pub struct Pieces {
    pub time: u64,
    pub pieces: Vec<Piece>,
}

const BLOCK: usize = 512;

impl Pieces {
    /// Takes a sound archive apart.
    pub fn of(archive: &[u8]) -> Self {
        let mut records = records(archive).into_iter();
        let header = records.next().unwrap();
        let header = text(&archive[header.start + BLOCK..header.end]);
        let time = json::unquoted(&header, "timestamp").parse().unwrap();
        let pieces = records
            .map(|record| {
                let name = text(&archive[record.start..record.start + 100]);
                let body = text(&archive[record.start + BLOCK..record.end]);
                match name.split_once('.') {
                    Some((_, "data.json")) => Piece::data(body),
                    _ => event(&body),
                }
            })
            .collect();
        Self { time, pieces }
    }

    /// The message that is this piece.
    pub fn text(&mut self, piece: usize) -> &mut String {
        match &mut self.pieces[piece] {
            Piece::Data { text, .. } => text,
            Piece::Event { step, .. } => panic!("{step} is an event"),
        }
    }

    /// Changes the message that is this piece.
    pub fn edit(&mut self, piece: usize, edit: impl FnOnce(&str) -> String) {
        let text = self.text(piece);
        *text = edit(text);
    }

    /// Changes the text of the event that is this piece, when its own digest is the only one left to compute.
    pub fn edit_event(&mut self, piece: usize, change: fn(&str) -> String) {
        match &mut self.pieces[piece] {
            Piece::Event { edit, .. } => *edit = Some(change),
            Piece::Data { .. } => panic!("data"),
        }
    }

    /// What the event that is this piece names.
    pub fn payload(&mut self, piece: usize) -> &mut Payload {
        match &mut self.pieces[piece] {
            Piece::Event { payload, .. } => payload,
            Piece::Data { .. } => panic!("data"),
        }
    }

    /// Puts these in place of so many pieces.
    pub fn replace(&mut self, at: usize, count: usize, by: impl IntoIterator<Item = Piece>) {
        self.pieces.splice(at..at + count, by);
    }

    /// The archive: each record named by its digest, and each name of another record brought up to date.
    pub fn seal(&self) -> Vec<u8> {
        let mut archive = Vec::new();
        let header = format!("{{\"version\":1,\"timestamp\":\"{}\"}}", self.time);
        put(&mut archive, "BELENIOS", header.as_bytes(), self.time);
        let mut renamed: Vec<(String, String)> = Vec::new();
        let up_to_date = |text: &str, renamed: &[(String, String)]| {
            renamed
                .iter()
                .filter(|(old, new)| old != new)
                .fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
        };
        let (mut parent, mut height, mut before) = (String::new(), 0, String::new());
        for piece in &self.pieces {
            match piece {
                Piece::Data { text, named } => {
                    let text = up_to_date(text, &renamed);
                    before = Digest::of(text.as_bytes()).to_string();
                    renamed.push((named.clone(), before.clone()));
                    put(
                        &mut archive,
                        &format!("{before}.data.json"),
                        text.as_bytes(),
                        self.time,
                    );
                }
                Piece::Event {
                    step,
                    payload,
                    edit,
                } => {
                    let payload = match payload {
                        Payload::Nothing => String::new(),
                        Payload::Before => format!(",\"payload\":\"{before}\""),
                        Payload::Named(digest) => {
                            format!(",\"payload\":\"{}\"", up_to_date(digest, &renamed))
                        }
                    };
                    let text =
                        format!("{{{parent}\"height\":{height},\"type\":\"{step}\"{payload}}}");
                    let text = edit.map_or(text.clone(), |edit| edit(&text));
                    before = Digest::of(text.as_bytes()).to_string();
                    put(
                        &mut archive,
                        &format!("{before}.event.json"),
                        text.as_bytes(),
                        self.time,
                    );
                    parent = format!("\"parent\":\"{before}\",");
                    height += 1;
                }
            }
        }
        archive
    }
}

fn event(body: &str) -> Piece {
    let named = body.contains("\"payload\"");
    Piece::Event {
        step: json::unquoted(body, "type").to_owned(),
        payload: if named {
            Payload::Before
        } else {
            Payload::Nothing
        },
        edit: None,
    }
}

fn text(bytes: &[u8]) -> String {
    let end = bytes
        .iter()
        .position(|&byte| byte == 0)
        .unwrap_or(bytes.len());
    String::from_utf8(bytes[..end].to_vec()).unwrap()
}

/// Where each record of a sound archive is, from its block to the end of its body, without padding.
pub fn records(archive: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut records = Vec::new();
    let mut start = 0;
    while start < archive.len() {
        let digits = std::str::from_utf8(&archive[start + 124..start + 135]).unwrap();
        let size = usize::from_str_radix(digits, 8).unwrap();
        records.push(start..start + BLOCK + size);
        start += BLOCK + size.next_multiple_of(BLOCK);
    }
    records
}

/// Appends a record.
pub fn put(archive: &mut Vec<u8>, name: &str, body: &[u8], time: u64) {
    let mut block = [0; BLOCK];
    block[..name.len()].copy_from_slice(name.as_bytes());
    for (at, field) in [(100, "0000644"), (108, "0000000"), (116, "0000000")] {
        block[at..at + 7].copy_from_slice(field.as_bytes());
    }
    block[124..135].copy_from_slice(format!("{:011o}", body.len()).as_bytes());
    block[136..147].copy_from_slice(format!("{time:011o}").as_bytes());
    block[156] = b'0';
    sum(&mut block);
    archive.extend(block);
    archive.extend(body);
    archive.resize(archive.len().next_multiple_of(BLOCK), 0);
}

/// Writes the checksum of a block.
pub fn sum(block: &mut [u8]) {
    block[148..156].fill(b' ');
    let sum: u32 = block[..BLOCK].iter().map(|&byte| u32::from(byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}
