//! Whatever bytes come, reading returns; and how they are cut into pieces changes nothing.

use hustings_count::read::rctab::Config;
use hustings_count::read::{
    Beyond, Marks, Options, Overvote, PapersFile, ReadError, Reader, Repeated, Skipped,
};

use super::dice::Dice;

/// How many bytes say how a file is read.
pub const CHOICES: usize = 16;

/// Bytes that say how to read, and a file, before which stand an `RCTab` configuration and a zero byte if they say so.
pub fn never_panics(bytes: &[u8]) {
    let (choices, file) = bytes.split_at(CHOICES.min(bytes.len()));
    let mut dice = Dice::new(choices);
    let configured = dice.roll(2) == 1;
    let names = dice.roll(5);
    let names = (names > 0).then(|| ["Ada", "Bo", "Cy", "Dee"][..names].to_vec());
    let lengths: Vec<usize> = (0..=dice.roll(4)).map(|_| 1 + dice.roll(64)).collect();
    let mut options = Options {
        marks: marks(&mut dice),
        candidates: names.map(|names| names.into_iter().map(str::to_owned).collect()),
        rctab: None,
        only_line: [None, Some(1), Some(3)][dice.roll(3)],
    };
    let mut papers = file;
    if configured {
        let mut parts = file.splitn(2, |byte| *byte == 0);
        let config = String::from_utf8_lossy(parts.next().unwrap_or_default());
        let Ok(config) = Config::from_json(&config) else {
            return;
        };
        options.marks = config.marks;
        options.rctab = Some(config);
        papers = parts.next().unwrap_or_default();
    }
    reads_the_same_in_pieces(&options, papers, &lengths);
}

/// Read at once and in pieces of these lengths, in turn, a file says the same; what is refused has a place in it.
fn reads_the_same_in_pieces(options: &Options, bytes: &[u8], lengths: &[usize]) {
    let at_once = in_pieces(options, bytes, &[usize::MAX]);
    assert_eq!(in_pieces(options, bytes, lengths), at_once);
    if let Err(refused) = at_once {
        let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
        assert!((1..=lines).contains(&refused.at.line), "{refused}");
        let columns = 1..=bytes.len() as u64 + 1;
        assert!(columns.contains(&refused.at.column), "{refused}");
    }
}

/// Reads a file in pieces of these lengths, in turn.
pub fn in_pieces(
    options: &Options,
    bytes: &[u8],
    lengths: &[usize],
) -> Result<PapersFile, ReadError> {
    let mut reader = Reader::new(options.clone());
    let mut rest = bytes;
    for length in lengths.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, after) = rest.split_at((*length).min(rest.len()));
        reader.push(piece)?;
        rest = after;
    }
    reader.finish()
}

/// Any marks rule that a rulebook could have.
fn marks(dice: &mut Dice<'_>) -> Marks {
    let skipped = dice.pick(&[Skipped::Refuse, Skipped::Spoil, Skipped::PassOver]);
    let skipped_at_most = u32::try_from(dice.roll(4)).expect("few");
    let ranks_at_most = u32::try_from(dice.roll(4)).expect("few");
    let bound = ranks_at_most > 0;
    Marks {
        overvote: dice.pick(&[
            Overvote::Refuse,
            Overvote::Spoil,
            Overvote::Stop,
            Overvote::PassOver,
        ]),
        skipped,
        skipped_at_most: (skipped == Skipped::PassOver && skipped_at_most > 0)
            .then_some(skipped_at_most),
        repeated: dice.pick(&[
            Repeated::Refuse,
            Repeated::Spoil,
            Repeated::Stop,
            Repeated::PassOver,
        ]),
        ranks_at_most: bound.then_some(ranks_at_most),
        beyond: dice.pick(if bound {
            &[Beyond::Refuse, Beyond::Spoil, Beyond::Ignore]
        } else {
            &[Beyond::Refuse]
        }),
    }
}
