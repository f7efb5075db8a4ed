//! Counts a BLT file with tallystick, and prints whom it elects: tallystick-peer FILE irv|stv.
//!
//! tallystick reads no files, so a reader stands in front that does the least a reader can: it trusts the file, and
//! hands each paper over as it comes.

use std::error::Error;

use tallystick::Quota;
use tallystick::Transfer;
use tallystick::irv;
use tallystick::stv;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = std::fs::read(arguments.next().ok_or("FILE is missing")?)?;
    let mut reader = Reader { file: &file, at: 0 };
    let candidates = reader.number();
    let seats = reader.number();
    let elected = match arguments.next().as_deref() {
        Some("irv") => irv(&mut reader),
        Some("stv") => stv(&mut reader, seats),
        _ => return Err("say irv or stv".into()),
    };
    let names = reader.names(candidates)?;
    for number in elected {
        println!("{}", names[usize::from(number) - 1]);
    }
    Ok(())
}

fn irv(reader: &mut Reader) -> Vec<u8> {
    let mut tally = irv::DefaultTally::new(Transfer::Meek);
    reader.each_paper(|ranking| tally.add_ref(ranking));
    tally.tally_winners().into_unranked()
}

fn stv(reader: &mut Reader, seats: usize) -> Vec<u8> {
    let mut tally = stv::DefaultTally::new(seats, Quota::Droop);
    reader.each_paper(|ranking| tally.add_ref(ranking));
    tally.winners().into_unranked()
}

struct Reader<'a> {
    file: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn number(&mut self) -> usize {
        while !self.file[self.at].is_ascii_digit() {
            self.at += 1;
        }
        let mut number = 0;
        while self.file[self.at].is_ascii_digit() {
            number = number * 10 + usize::from(self.file[self.at] - b'0');
            self.at += 1;
        }
        number
    }

    /// Calls for every paper, as often as its weight says.
    fn each_paper(&mut self, mut add: impl FnMut(&[u8])) {
        let mut ranking = Vec::new();
        loop {
            let weight = self.number();
            if weight == 0 {
                return;
            }
            ranking.clear();
            loop {
                match self.number() {
                    0 => break,
                    candidate => ranking.push(candidate as u8),
                }
            }
            for _ in 0..weight {
                add(&ranking);
            }
        }
    }

    fn names(&self, candidates: usize) -> Result<Vec<&str>, Box<dyn Error>> {
        let lines = std::str::from_utf8(&self.file[self.at..])?.lines().skip(1);
        let names = lines.map(|line| line.trim_matches('"'));
        Ok(names.take(candidates).collect())
    }
}
