//! A file that cannot be read is no archive's fault, and is said to be none.

use std::io::{self, Read};

use hustings_seal::randomness::system;
use hustings_seal::verify::{Place, Policy, fast};

use super::base::BASE;
use super::pieces::records;

/// Reads some bytes, in pieces, and fails.
struct Broken<'a> {
    left: &'a [u8],
    piece: usize,
    fails: bool,
}

impl Read for Broken<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() && self.fails {
            return Err(io::Error::other("the disk is gone"));
        }
        let count = self.piece.min(into.len()).min(self.left.len());
        let (here, behind) = self.left.split_at(count);
        into[..count].copy_from_slice(here);
        self.left = behind;
        Ok(count)
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_from_one_that_is_cut_off() {
    for (number, record) in (1..).zip(records(&BASE.archive)) {
        for at in [record.start, record.start + 100, record.end - 1, record.end] {
            let broken = Broken {
                left: &BASE.archive[..at],
                piece: 100_000,
                fails: true,
            };
            let fault = fast(broken, &Policy::default(), &mut system()).unwrap_err();
            let name = fault.reason.name();
            assert_eq!(
                (fault.place, name.as_str()),
                (Place::Record(number), "Io"),
                "{at}"
            );
        }
    }
}

#[test]
fn it_does_not_matter_in_which_pieces_a_file_is_read() {
    let whole = fast(BASE.archive.as_slice(), &Policy::default(), &mut system()).unwrap();
    for piece in [1, 7, 77, 512, 1000] {
        let reader = Broken {
            left: &BASE.archive,
            piece,
            fails: false,
        };
        assert_eq!(
            fast(reader, &Policy::default(), &mut system()).unwrap(),
            whole
        );
    }
}
