//! Whatever bytes come, reading returns; and how they are cut into pieces changes nothing.

use hustings_count::read::rctab::Config;
use hustings_count::read::{
    Beyond, Marks, Options, Overvote, PapersFile, ReadError, Reader, Repeated, Skipped,
};

use super::dice::Dice;

/// Bytes that say how to read, and a file, which begins with an `RCTab` configuration and a zero byte if they say so.
pub fn never_panics(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let marks = marks(&mut dice);
    let names = dice.roll(5);
    let names = (names > 0).then(|| ["Ada", "Bo", "Cy", "Dee"][..names].to_vec());
    let mut options = Options {
        marks,
        candidates: names.map(|names| names.into_iter().map(str::to_owned).collect()),
        rctab: None,
    };
    let configured = dice.roll(2) == 1;
    let lengths: Vec<usize> = (0..=dice.roll(4)).map(|_| 1 + dice.roll(64)).collect();
    let mut file = dice.rest();
    if configured {
        let end = file.iter().position(|byte| *byte == 0);
        let (config, papers) = file.split_at(end.unwrap_or(file.len()));
        let config = Config::from_json(&String::from_utf8_lossy(config));
        let Ok(config) = config else {
            return;
        };
        options.marks = config.marks;
        options.rctab = Some(config);
        file = papers.get(1..).unwrap_or_default();
    }
    reads_the_same_in_pieces(&options, file, &lengths);
}

/// Read at once and in pieces of these lengths, in turn, a file says the same; what is refused has a place in it.
pub fn reads_the_same_in_pieces(options: &Options, bytes: &[u8], lengths: &[usize]) {
    let at_once = in_pieces(options, bytes, &[usize::MAX]);
    assert_eq!(in_pieces(options, bytes, lengths), at_once);
    if let Err(refused) = at_once {
        let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
        assert!((1..=lines).contains(&refused.at.line), "{refused}");
        let columns = 1..=bytes.len() as u64 + 1;
        assert!(columns.contains(&refused.at.column), "{refused}");
    }
}

fn in_pieces(
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
pub fn marks(dice: &mut Dice<'_>) -> Marks {
    let skipped = dice.pick(&[Skipped::Refuse, Skipped::Spoil, Skipped::PassOver]);
    let skipped_at_most = dice.roll(4) as u32;
    let ranks_at_most = dice.roll(4) as u32;
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
