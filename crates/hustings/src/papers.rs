//! Papers from a file or a pipe, as they are or compressed, and the figures that are expected of them.

mod expected;

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use hustings_count::read::rctab::Config;
use hustings_count::read::{Options, PapersFile, ReadError, Reader};
use ruzstd::decoding::StreamingDecoder;

pub(crate) use self::expected::Expected;
use crate::failure::Failure;
use crate::files;
use crate::terminal::with_progress;

/// How much of a file is held at once.
const PIECE: usize = 1 << 18;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Reads papers; `-` is standard input. Whether they are compressed is told by how they begin.
pub(crate) fn read(path: &Path, options: Options) -> Result<PapersFile, Failure> {
    let read = with_progress("reading papers", || {
        if path == Path::new("-") {
            from(std::io::stdin().lock(), options)
        } else {
            from(File::open(path)?, options)
        }
    });
    read.map_err(|error| match error {
        Problem::Unreadable(error) => Failure::Unreadable {
            path: path.to_owned(),
            error,
        },
        Problem::Damaged(what, message) => Failure::refused(
            path,
            format!("it begins as {what} does, but cannot be unpacked ({message}); is it whole? Copy it again"),
        ),
        Problem::Refused(error) => Failure::refused(path, error),
    })
}

/// The configuration that came with papers.
pub(crate) fn config(path: &Path) -> Result<Config, Failure> {
    let config = Config::from_json(&files::read_text(path)?);
    config.map_err(|error| Failure::refused(path, error))
}

/// Why papers are not read.
#[derive(Debug)]
enum Problem {
    Unreadable(std::io::Error),
    Damaged(&'static str, String),
    Refused(ReadError),
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::Refused(error)
    }
}

fn from(source: impl Read, options: Options) -> Result<PapersFile, Problem> {
    let mut source = BufReader::with_capacity(PIECE, source);
    let mut beginning = Vec::new();
    source
        .by_ref()
        .take(ZSTD.len() as u64)
        .read_to_end(&mut beginning)?;
    let gzip = beginning.starts_with(GZIP);
    let zstd = beginning.starts_with(ZSTD);
    let source = Cursor::new(beginning).chain(source);
    let mut reader = Reader::new(options);
    if gzip {
        let unpacked = BufReader::with_capacity(PIECE, MultiGzDecoder::new(source));
        all(unpacked, &mut reader, |error| {
            Problem::Damaged("gzip", error.to_string())
        })?;
    } else if zstd {
        frames(source, &mut reader)?;
    } else {
        all(source, &mut reader, Problem::Unreadable)?;
    }
    Ok(reader.finish()?)
}

/// Hands on all pieces of a source.
fn all(
    mut source: impl BufRead,
    reader: &mut Reader,
    problem: impl Fn(std::io::Error) -> Problem,
) -> Result<(), Problem> {
    loop {
        let piece = match source.fill_buf() {
            Ok(piece) => piece,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(problem(error)),
        };
        if piece.is_empty() {
            return Ok(());
        }
        reader.push(piece)?;
        let length = piece.len();
        source.consume(length);
    }
}

/// Unpacks one zstd frame after another, and holds each against its checksum.
fn frames(mut source: impl BufRead, reader: &mut Reader) -> Result<(), Problem> {
    let damaged = |message: String| Problem::Damaged("zstd", message);
    while !source.fill_buf()?.is_empty() {
        let frame = StreamingDecoder::new(&mut source);
        let mut frame = frame.map_err(|error| damaged(error.to_string()))?;
        let unpacked = BufReader::with_capacity(PIECE, &mut frame);
        all(unpacked, reader, |error| damaged(error.to_string()))?;
        let decoder = &frame.decoder;
        let checksum = decoder.get_checksum_from_data();
        if checksum.is_some() && checksum != decoder.get_calculated_checksum() {
            return Err(damaged("the checksum is another".to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    const BLT: &str = "2 1\n3 1 2 0\n2 2 0\n0\n\"Ada\"\n\"Bo\"\n\"Title\"\n";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    /// Gives one byte at a time, as a slow pipe does.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    #[test]
    fn papers_are_the_same_plain_or_packed_at_once_or_byte_by_byte() {
        let (first, second) = BLT.split_at(17);
        let halves =
            |pack: fn(&[u8]) -> Vec<u8>| [pack(first.as_bytes()), pack(second.as_bytes())].concat();
        let plain = from(BLT.as_bytes(), Options::default()).unwrap();
        assert_eq!(plain.papers.counted().get(), 5);
        for packed in [
            BLT.as_bytes().to_vec(),
            gzip(BLT.as_bytes()),
            zstd(BLT.as_bytes()),
            halves(gzip),
            halves(zstd),
        ] {
            assert_eq!(from(&packed[..], Options::default()).unwrap(), plain);
            assert_eq!(from(Slow(&packed), Options::default()).unwrap(), plain);
        }
    }

    #[test]
    fn packed_papers_that_are_cut_off_or_changed_are_refused_as_damaged() {
        for (packed, what) in [
            (gzip(BLT.as_bytes()), "gzip"),
            (zstd(BLT.as_bytes()), "zstd"),
        ] {
            let last = packed.len() - 1;
            let mut changed = packed.clone();
            changed[last] ^= 1;
            for bad in [&packed[..last], &changed] {
                let problem = from(bad, Options::default()).unwrap_err();
                assert!(
                    matches!(problem, Problem::Damaged(found, _) if found == what),
                    "{problem:?}"
                );
            }
        }
    }

    #[test]
    fn a_bad_paper_in_a_packed_file_is_refused_with_its_place() {
        let bad = BLT.replace("2 2 0", "2 7 0");
        let problem = from(&zstd(bad.as_bytes())[..], Options::default()).unwrap_err();
        assert!(
            matches!(&problem, Problem::Refused(error) if error.at.line == 3),
            "{problem:?}"
        );
    }
}
