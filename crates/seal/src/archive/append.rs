use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest as _, Sha256};

use super::event::{Event, EventKind, Header, Owned, SetupData};
use super::tar::{self, Kind, Record, Records, TarFault};
use crate::ballot::Ballot;
use crate::decryption::PartialDecryption;
use crate::digest::Digest;
use crate::result::ElectionResult;
use crate::setup::Setup;
use crate::shuffle::Shuffle;
use crate::tally::{EncryptedTally, SizedTally};
use crate::wire::canonical;

/// An archive that is being written: knows its last event, and no more.
///
/// Nothing is checked here but the order of events: what is appended was made from a verified archive, or was accepted by
/// the [intake](crate::intake).
#[derive(Debug)]
pub struct Archive<F> {
    file: F,
    time: u64,
    last: Option<(EventKind, Digest)>,
    height: u64,
}

/// Why something cannot be appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The file cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Another event is due.
    #[error(
        "{next} cannot follow {last}: steps have one order, and each is taken once it is its turn"
    )]
    OutOfOrder {
        /// The last event.
        last: String,
        /// The one that was to follow.
        next: String,
    },
    /// A message that is larger than a record can be.
    #[error("a message of {0} bytes does not fit a record of an archive")]
    TooLarge(u64),
    /// The file is no archive.
    #[error("not an archive of an election: {0}")]
    NotAnArchive(&'static str),
    /// The file stops in the middle of a step.
    #[error(
        "the archive stops in the middle of a step, as after a loss of power; its last whole step ends at byte {0}: \
         cut the file there, and take the step again"
    )]
    Torn(u64),
}

impl<F: Write> Archive<F> {
    /// Begins an archive at a time, in seconds of the Unix epoch.
    pub fn create(file: F, time: u64, setup: &Setup) -> Result<Self, AppendError> {
        let mut archive = Self {
            file,
            time,
            last: None,
            height: 0,
        };
        let header = Header {
            version: 1,
            timestamp: time.to_string(),
        };
        archive.write(Kind::Header, &json(&header))?;
        let payload = SetupData {
            election: archive.write(Kind::Data, setup.election.text().as_bytes())?,
            trustees: archive.write(Kind::Data, setup.trustees.text().as_bytes())?,
            credentials: archive.write(Kind::Data, setup.credentials.as_bytes())?,
        };
        archive.data_and_event(EventKind::Setup, &json(&payload))?;
        Ok(archive)
    }

    /// Appends a ballot.
    pub fn cast(&mut self, ballot: &Ballot) -> Result<(), AppendError> {
        self.turn(EventKind::Ballot)?;
        self.data_and_event(EventKind::Ballot, ballot.text())
    }

    /// Ends the poll.
    pub fn end_ballots(&mut self) -> Result<(), AppendError> {
        self.turn(EventKind::EndBallots)?;
        self.event(EventKind::EndBallots, None)
    }

    /// Appends the encrypted tally of so many ballots.
    pub fn encrypted_tally(
        &mut self,
        tally: &EncryptedTally,
        ballots: usize,
    ) -> Result<(), AppendError> {
        self.turn(EventKind::EncryptedTally)?;
        let mut text = Vec::new();
        tally.write(&mut text)?;
        let sized = SizedTally {
            num_tallied: ballots,
            total_weight: ballots,
            encrypted_tally: self.write(Kind::Data, &text)?,
        };
        self.data_and_event(EventKind::EncryptedTally, &json(&sized))
    }

    /// Appends a shuffle of the trustee with this number.
    pub fn shuffle(&mut self, trustee: usize, shuffle: &Shuffle) -> Result<(), AppendError> {
        let mut text = Vec::new();
        shuffle.write(&mut text)?;
        self.shuffle_from(trustee, &mut io::Cursor::new(text))
    }

    /// Appends a shuffle from a file.
    pub fn shuffle_from(
        &mut self,
        trustee: usize,
        message: &mut (impl Read + Seek),
    ) -> Result<(), AppendError> {
        self.owned(EventKind::Shuffle, trustee, message)
    }

    /// Ends the shuffles.
    pub fn end_shuffles(&mut self) -> Result<(), AppendError> {
        self.turn(EventKind::EndShuffles)?;
        self.event(EventKind::EndShuffles, None)
    }

    /// Appends a partial decryption of the trustee with this number.
    pub fn partial_decryption(
        &mut self,
        trustee: usize,
        decryption: &PartialDecryption,
    ) -> Result<(), AppendError> {
        let mut text = Vec::new();
        decryption.write(&mut text)?;
        self.partial_decryption_from(trustee, &mut io::Cursor::new(text))
    }

    /// Appends a partial decryption from a file.
    pub fn partial_decryption_from(
        &mut self,
        trustee: usize,
        message: &mut (impl Read + Seek),
    ) -> Result<(), AppendError> {
        self.owned(EventKind::PartialDecryption, trustee, message)
    }

    /// Appends the result.
    pub fn result(&mut self, result: &ElectionResult) -> Result<(), AppendError> {
        self.turn(EventKind::Result)?;
        let mut text = Vec::new();
        result.write(&mut text)?;
        self.data_and_event(EventKind::Result, &text)
    }

    /// The digest of the last event.
    pub fn last_event(&self) -> Option<Digest> {
        self.last.map(|(_, digest)| digest)
    }

    /// The file.
    pub fn into_inner(self) -> F {
        self.file
    }

    fn owned(
        &mut self,
        kind: EventKind,
        owner: usize,
        message: &mut (impl Read + Seek),
    ) -> Result<(), AppendError> {
        self.turn(kind)?;
        let payload = self.copy(message)?;
        self.data_and_event(kind, &json(&Owned { owner, payload }))
    }

    /// Appends a message that need not fit in memory: once to learn its digest, once to copy it.
    fn copy(&mut self, message: &mut (impl Read + Seek)) -> Result<Digest, AppendError> {
        let mut hash = Hashing(Sha256::new());
        message.seek(SeekFrom::Start(0))?;
        let size = io::copy(message, &mut hash)?;
        if size > tar::LARGEST {
            return Err(AppendError::TooLarge(size));
        }
        let digest = Digest(hash.0.finalize().into());
        self.file.write_all(&tar::block(
            &tar::name_of(Kind::Data, digest),
            size,
            self.time,
        ))?;
        message.seek(SeekFrom::Start(0))?;
        io::copy(message, &mut self.file)?;
        self.file.write_all(tar::padding(size))?;
        Ok(digest)
    }

    fn data_and_event(&mut self, kind: EventKind, payload: &[u8]) -> Result<(), AppendError> {
        let payload = self.write(Kind::Data, payload)?;
        self.event(kind, Some(payload))
    }

    fn event(&mut self, kind: EventKind, payload: Option<Digest>) -> Result<(), AppendError> {
        let parent = self.last.map(|(_, digest)| digest);
        let event = Event {
            parent,
            height: self.height,
            kind,
            payload,
        };
        self.last = Some((kind, self.write(Kind::Event, &json(&event))?));
        self.height = self.height.saturating_add(1);
        self.file.flush()?;
        Ok(())
    }

    fn write(&mut self, kind: Kind, body: &[u8]) -> Result<Digest, AppendError> {
        if body.len() as u64 > tar::LARGEST {
            return Err(AppendError::TooLarge(body.len() as u64));
        }
        Ok(tar::write_record(&mut self.file, kind, body, self.time)?)
    }

    fn turn(&self, next: EventKind) -> Result<(), AppendError> {
        use EventKind::{
            Ballot, EncryptedTally, EndBallots, EndShuffles, PartialDecryption, Result, Setup,
            Shuffle,
        };
        let Some((last, _)) = self.last else {
            return Ok(());
        };
        let turn = match next {
            Setup => false,
            Ballot | EndBallots => matches!(last, Setup | Ballot),
            EncryptedTally => last == EndBallots,
            Shuffle | EndShuffles => matches!(last, EncryptedTally | Shuffle),
            PartialDecryption => matches!(last, EncryptedTally | EndShuffles | PartialDecryption),
            Result => last == PartialDecryption,
        };
        if turn {
            Ok(())
        } else {
            Err(AppendError::OutOfOrder {
                last: last.told().to_owned(),
                next: next.told().to_owned(),
            })
        }
    }
}

impl<F: Read + Write + Seek> Archive<F> {
    /// Goes on with an archive: passes over its records to find the last event, and checks no more than that it ends with
    /// one.
    pub fn open(mut file: F) -> Result<Self, AppendError> {
        file.seek(SeekFrom::Start(0))?;
        let end = Scan::of(&mut file)?;
        file.seek(SeekFrom::Start(end.offset))?;
        Ok(Self {
            file,
            time: end.time,
            last: Some((end.kind, end.digest)),
            height: end.height.checked_add(1).ok_or(AppendError::NotAnArchive(
                "its last event is the last there can be",
            ))?,
        })
    }
}

/// Where an archive ends.
struct Scan {
    time: u64,
    kind: EventKind,
    digest: Digest,
    height: u64,
    /// Behind the last event.
    offset: u64,
}

impl Scan {
    fn of(file: impl Read) -> Result<Self, AppendError> {
        let mut records = Records::new(file);
        let mut time = None;
        let mut last = None::<(Event, Digest, u64)>;
        let mut offset = 0;
        loop {
            let whole = last.as_ref().map_or(0, |(_, _, end)| *end);
            let torn = |fault| append_fault(fault, whole);
            let Some(record) = records.next().map_err(torn)? else {
                break;
            };
            offset += tar::BLOCK as u64 + record.size + tar::padding(record.size).len() as u64;
            match record {
                Record {
                    kind: Kind::Event,
                    digest: Some(digest),
                    ..
                } => {
                    let body = records.bytes(record).map_err(torn)?;
                    let event = canonical(&body)
                        .map_err(|_| AppendError::NotAnArchive("an event is none"))?;
                    last = Some((event, digest, offset));
                }
                Record {
                    kind: Kind::Header, ..
                } => {
                    let body = records.bytes(record).map_err(torn)?;
                    let header: Header = canonical(&body)
                        .map_err(|_| AppendError::NotAnArchive("its header is none"))?;
                    time = header.timestamp.parse().ok();
                }
                Record { .. } => records.skip(record).map_err(torn)?,
            }
        }
        let time = time.ok_or(AppendError::NotAnArchive("it has no header"))?;
        let (event, digest, end) = last.ok_or(AppendError::NotAnArchive("it has no event"))?;
        if end != offset {
            return Err(AppendError::Torn(end));
        }
        Ok(Self {
            time,
            kind: event.kind,
            digest,
            height: event.height,
            offset,
        })
    }
}

fn append_fault(fault: TarFault, whole: u64) -> AppendError {
    match fault {
        TarFault::Io(error) => AppendError::Io(error),
        TarFault::Truncated => AppendError::Torn(whole),
        TarFault::Record(what) => AppendError::NotAnArchive(what),
        TarFault::Digest => AppendError::NotAnArchive("content"),
    }
}

struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes what has neither a map nor a float, so that nothing can fail.
fn json(message: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(message).unwrap_or_default()
}
