//! The file itself: of its blocks nothing may differ by a bit.

use hustings_seal::verify::Place;

use super::base::Base;
use super::pieces::{put, records, sum};
use super::{Corruption, assert_found};

/// The header, a ballot, its event, a shuffle, and the result's event.
const RECORDS: [usize; 5] = [1, 7, 8, 21, 38];

/// What else could stand at this byte of a record's block.
const FIELDS: [(&str, usize, &[u8]); 13] = [
    ("another mode", 100, b"0000755"),
    ("an owner", 108, b"0001750"),
    ("a group", 116, b"0001750"),
    ("a size in spaces", 124, b"          1"),
    ("a size that ends in a space", 135, b" "),
    ("another time", 136, b"15401237000"),
    ("a time that ends in a space", 147, b" "),
    ("the type of a folder", 156, b"5"),
    ("the type of the oldest tar", 156, b"\0"),
    ("the name of a link", 157, b"x"),
    ("the magic of ustar", 257, b"ustar\x0000"),
    ("the name of a user", 265, b"root"),
    ("a last byte", 511, b"x"),
];

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for number in RECORDS {
        kit.extend(of_block(number));
        kit.push(raw(
            format!("another checksum of record {number}"),
            number,
            |record| record[150] ^= 1,
            "Tar",
        ));
        kit.push(raw(
            format!("a checksum of record {number} without its zero"),
            number,
            |record| record[154] = b' ',
            "Tar",
        ));
        kit.push(Corruption::bytes(
            format!("padding of record {number} that is not zero"),
            move |base| {
                let mut archive = base.archive.clone();
                archive[records(&base.archive)[number - 1].end] = 1;
                archive
            },
            Place::Record(number),
            "Tar",
        ));
    }
    kit.extend(names());
    kit.extend(contents());
    kit.extend(header());
    kit.extend(ends());
    kit
}

fn of_block(number: usize) -> impl Iterator<Item = Corruption> {
    FIELDS.into_iter().map(move |(name, at, field)| {
        block(
            format!("{name} in record {number}"),
            number,
            move |block| block[at..at + field.len()].copy_from_slice(field),
            "Tar",
        )
    })
}

fn names() -> Vec<Corruption> {
    let name = |name: &str, number, edit: fn(&mut [u8]), reason| {
        block(format!("{name} of record {number}"), number, edit, reason)
    };
    let other_digit: fn(&mut [u8]) = |block| block[3] = if block[3] == b'0' { b'1' } else { b'0' };
    let longer: fn(&mut [u8]) = |block| block[99] = b'x';
    let upper: fn(&mut [u8]) = |block| block[..64].make_ascii_uppercase();
    let suffix: fn(&mut [u8]) = |block| block[65..74].copy_from_slice(b"datum.jso");
    let event: fn(&mut [u8]) = |block| block[64..75].copy_from_slice(b".event.json");
    let data: fn(&mut [u8]) = |block| block[64..75].copy_from_slice(b".data.json\0");
    let mut kit = vec![
        name("an ending that no record has", 7, suffix, "Tar"),
        name("data named an event", 7, event, "Malformed"),
        name("an event named data", 8, data, "OutOfOrder"),
        name("another name", 1, |block| block[7] = b'T', "Tar"),
    ];
    for number in [2, 7, 8, 21, 38] {
        kit.push(name(
            "a name that is not the digest",
            number,
            other_digit,
            "Digest",
        ));
        kit.push(name("a name in upper case", number, upper, "Tar"));
        kit.push(name("a name with an end", number, longer, "Tar"));
    }
    kit
}

fn contents() -> Vec<Corruption> {
    let mut kit: Vec<Corruption> = (2..=38)
        .map(|number| {
            raw(
                format!("changed content of record {number}"),
                number,
                |record| {
                    let last = record.len() - 2;
                    record[last] ^= 1;
                },
                "Digest",
            )
        })
        .collect();
    let size = |block: &mut [u8], by: fn(usize) -> usize| {
        let digits = std::str::from_utf8(&block[124..135]).unwrap();
        let size = by(usize::from_str_radix(digits, 8).unwrap());
        block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
    };
    for number in [2, 7, 8, 18, 21, 38] {
        kit.push(block(
            format!("a size of record {number} that is one too large"),
            number,
            move |block| size(block, |size| size + 1),
            "Digest",
        ));
        kit.push(block(
            format!("a size of record {number} that is one too small"),
            number,
            move |block| size(block, |size| size - 1),
            "Tar",
        ));
        kit.push(block(
            format!("a size of record {number} that is beyond the file"),
            number,
            move |block| size(block, |_| (1 << 33) - 1),
            "Truncated",
        ));
    }
    kit
}

/// The archive with another text as the content of its header.
fn headed(name: &'static str, text: fn(u64) -> String, reason: &'static str) -> Corruption {
    let make = move |base: &Base| {
        let mut archive = Vec::new();
        let time = base.pieces.time;
        put(&mut archive, "BELENIOS", text(time).as_bytes(), time);
        archive.extend(&base.archive[1024..]);
        archive
    };
    Corruption::bytes(name, make, Place::Record(1), reason)
}

fn header() -> Vec<Corruption> {
    let without = |base: &Base| base.archive[1024..].to_vec();
    let twice = |base: &Base| [&base.archive[..1024], &base.archive].concat();
    let later = |base: &Base| {
        let at = records(&base.archive)[8].start;
        [
            &base.archive[..at],
            &base.archive[..1024],
            &base.archive[at..],
        ]
        .concat()
    };
    vec![
        headed(
            "a header of version 2",
            |time| format!("{{\"version\":2,\"timestamp\":\"{time}\"}}"),
            "Header",
        ),
        headed(
            "a header of another time",
            |time| format!("{{\"version\":1,\"timestamp\":\"{}\"}}", time + 1),
            "Tar",
        ),
        headed(
            "a header whose time is a number",
            |time| format!("{{\"version\":1,\"timestamp\":{time}}}"),
            "Header",
        ),
        headed(
            "a header whose time has a leading zero",
            |time| format!("{{\"version\":1,\"timestamp\":\"0{time}\"}}"),
            "Header",
        ),
        headed(
            "a header whose time has a sign",
            |time| format!("{{\"version\":1,\"timestamp\":\"+{time}\"}}"),
            "Header",
        ),
        headed(
            "a header of a time that no block can tell",
            |_| "{\"version\":1,\"timestamp\":\"8589934592\"}".to_owned(),
            "Header",
        ),
        headed(
            "a header of no time",
            |_| "{\"version\":1,\"timestamp\":\"\"}".to_owned(),
            "Header",
        ),
        headed(
            "a header without a time",
            |_| "{\"version\":1}".to_owned(),
            "Header",
        ),
        headed(
            "a header with its keys in another order",
            |time| format!("{{\"timestamp\":\"{time}\",\"version\":1}}"),
            "Header",
        ),
        headed(
            "a header with an unknown key",
            |time| format!("{{\"version\":1,\"timestamp\":\"{time}\",\"x\":1}}"),
            "Header",
        ),
        headed(
            "a header with a key twice",
            |time| format!("{{\"version\":1,\"version\":1,\"timestamp\":\"{time}\"}}"),
            "Header",
        ),
        headed(
            "a header with a space",
            |time| format!("{{\"version\":1, \"timestamp\":\"{time}\"}}"),
            "Header",
        ),
        headed(
            "a header with a line's end",
            |time| format!("{{\"version\":1,\"timestamp\":\"{time}\"}}\n"),
            "Header",
        ),
        headed("an empty header", |_| String::new(), "Header"),
        Corruption::bytes("no header", without, Place::Record(1), "Header"),
        Corruption::bytes("two headers", twice, Place::Record(2), "OutOfOrder"),
        Corruption::bytes(
            "a header among ballots",
            later,
            Place::Record(9),
            "OutOfOrder",
        ),
    ]
}

fn ends() -> Vec<Corruption> {
    let with = |name: &'static str, tail: fn(&Base) -> Vec<u8>, reason| {
        let make = move |base: &Base| [base.archive.clone(), tail(base)].concat();
        Corruption::bytes(name, make, Place::Record(39), reason)
    };
    vec![
        with("a byte behind the end", |_| vec![0], "Truncated"),
        with(
            "almost a block behind the end",
            |_| vec![0; 511],
            "Truncated",
        ),
        with("a block of zeros behind the end", |_| vec![0; 512], "Tar"),
        with("the end of a tar file", |_| vec![0; 1024], "Tar"),
        with(
            "a block of anything behind the end",
            |_| vec![b'x'; 512],
            "Tar",
        ),
        with(
            "the archive once more",
            |base| base.archive.clone(),
            "OutOfOrder",
        ),
        with(
            "the last record once more",
            |base| {
                let last = records(&base.archive)[37].start;
                base.archive[last..].to_vec()
            },
            "OutOfOrder",
        ),
        with(
            "data behind the end",
            |base| {
                let result = records(&base.archive)[36].start;
                base.archive[result..].to_vec()
            },
            "OutOfOrder",
        ),
        Corruption::bytes(
            "a short text",
            |_| b"not an archive".to_vec(),
            Place::Record(1),
            "Truncated",
        ),
        Corruption::bytes(
            "a long text",
            |_| b"not an archive".repeat(100),
            Place::Record(1),
            "Tar",
        ),
        Corruption::bytes("zeros", |_| vec![0; 10_240], Place::Record(1), "Tar"),
    ]
}

/// A record changed, its checksum too.
fn raw(
    name: String,
    number: usize,
    edit: impl Fn(&mut [u8]) + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    let make = move |base: &Base| {
        let mut archive = base.archive.clone();
        edit(&mut archive[records(&base.archive)[number - 1].clone()]);
        archive
    };
    Corruption::bytes(name, make, Place::Record(number), reason)
}

/// A record's block changed, under its right checksum.
fn block(
    name: String,
    number: usize,
    edit: impl Fn(&mut [u8]) + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    let edit = move |record: &mut [u8]| {
        edit(&mut record[..512]);
        sum(&mut record[..512]);
    };
    raw(name, number, edit, reason)
}

#[test]
fn faults_of_the_file_are_found() {
    assert_found(&corruptions());
}
