use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use hustings_seal::progress::Progress;

use crate::archive::Entry;

/// How much of the file is read at once.
const PIECE: usize = 1 << 18;

/// A record of the bundle as a file of its own, that tells how much of it was read.
pub(super) type Slice<'a, F> = BufReader<Watched<'a, F>>;

/// Opens the record.
pub(super) fn open<'a, F: Read + Seek>(
    file: &'a mut F,
    entry: &Entry,
    progress: Progress<'a>,
) -> io::Result<Slice<'a, F>> {
    file.seek(SeekFrom::Start(entry.offset))?;
    let record = file.take(entry.bytes);
    Ok(BufReader::with_capacity(
        PIECE,
        Watched { record, progress },
    ))
}

pub(super) struct Watched<'a, F> {
    record: Take<&'a mut F>,
    progress: Progress<'a>,
}

impl<F: Read> Read for Watched<'_, F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.record.read(into)?;
        (self.progress)(read);
        Ok(read)
    }
}
