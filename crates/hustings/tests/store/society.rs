//! A society that does not exist, and its contest, held by the command line as far as a test needs it.

use std::sync::OnceLock;

use hustings_seal::archive::Poll;
use hustings_seal::ballot::Ballot;
use hustings_seal::credential::Credential;
use hustings_seal::randomness::system;

use crate::hall::Hall;

const RULEBOOK: &str = include_str!("rulebook.toml");

pub const SECTIONS: [&str; 2] = ["members", "affiliates"];

/// A contest on its way, and how many electors each section has.
pub struct Society {
    pub hall: Hall,
    electors: [usize; 2],
}

/// A whole contest, counted: one elector in each section votes by post, and the last not at all.
pub fn counted() -> &'static [u8] {
    static HELD: OnceLock<Vec<u8>> = OnceLock::new();
    HELD.get_or_init(|| {
        let society = Society::begin(None, [9, 5]);
        society.open();
        society.post();
        for (section, number) in SECTIONS.into_iter().zip(society.electors) {
            let ballots = society.ballots(section, 0..number - 2);
            society.hall.write(&format!("{section}.jsonl"), ballots);
            society
                .hall
                .done(&format!("contest cast {section} {section}.jsonl"));
        }
        society.close();
        society.backup()
    })
}

/// A contest whose poll is open, with a ballot of each of 500 electors that is not cast yet.
pub fn polling() -> &'static (Vec<u8>, Vec<u8>) {
    static HELD: OnceLock<(Vec<u8>, Vec<u8>)> = OnceLock::new();
    HELD.get_or_init(|| {
        let society = Society::begin(None, [500, 1]);
        society.open();
        let ballots = society.ballots("members", 0..500);
        (society.backup(), ballots)
    })
}

fn elector(section: &str, number: usize) -> String {
    format!("{}{number:03}", section[..1].to_uppercase())
}

impl Society {
    /// Up to the nominations.
    pub fn begin(database: Option<String>, electors: [usize; 2]) -> Self {
        let hall = Hall::new(database);
        hall.write("rulebook.toml", RULEBOOK);
        hall.now("2027-01-20T10:00:00");
        hall.done("contest init rulebook.toml --mock --origin store.example/leader-2027 --by \"The secretary\"");
        hall.now("2027-02-01T09:00:00");
        for (id, name) in [
            ("birch", "Bo Birch"),
            ("ash", "Ada Ash"),
            ("cedar", "Cy Cedar"),
        ] {
            hall.done(&format!("contest candidate --post leader {id} \"{name}\""));
        }
        Self { hall, electors }
    }

    /// From the nominations to the open poll.
    fn open(&self) {
        let hall = &self.hall;
        for (branch, candidate) in [("north", "ash"), ("south", "birch"), ("east", "cedar")] {
            hall.done(&nominate(branch, candidate));
        }
        hall.now("2027-02-21T09:00:00");
        hall.done("contest nominees --post leader");
        hall.now("2027-02-26T09:00:00");
        hall.write("roll.csv", self.roll());
        hall.done("contest roll import roll.csv");
        hall.done("contest roll freeze");
        for trustee in [1, 2] {
            hall.done(&format!(
                "trustee generate --out key-{trustee} --public public-{trustee}.json --plain"
            ));
        }
        hall.done("trustee join public-1.json public-2.json --out trustees.json");
        hall.now("2027-02-27T09:00:00");
        for section in SECTIONS {
            self.open_box(section);
        }
        hall.now("2027-03-01T09:00:00");
        hall.done("contest open");
    }

    fn roll(&self) -> String {
        let mut csv = "elector,name,section,channel,email,address\n".to_owned();
        for (section, number) in SECTIONS.into_iter().zip(self.electors) {
            for number in 0..number {
                let id = elector(section, number);
                csv.push_str(&format!(
                    "{id},Nobody {},{section},online,{id}@example.org,\n",
                    letters(number)
                ));
            }
        }
        csv
    }

    fn open_box(&self, section: &str) {
        let hall = &self.hall;
        let uuid = hall.done("seal uuid").trim().to_owned();
        let ids = hall.call(&format!("contest roll list --section {section}"));
        hall.write(&format!("{section}/roll.txt"), ids.out);
        hall.done(&format!(
            "registrar issue {section}/roll.txt --election {uuid} --out {section}/credentials \
             --links {section}/links.csv"
        ));
        let questions = hall.call(&format!("contest questions {section}"));
        hall.write(&format!("{section}/questions.toml"), questions.out);
        hall.done(&format!(
            "seal setup --uuid {uuid} --name \"Leader 2027, {section}\" --questions {section}/questions.toml \
             --trustees trustees.json --credentials {section}/credentials/public.json --out {section}/setup.bel"
        ));
        hall.done(&format!("contest box {section} {section}/setup.bel"));
        hall.write(&format!("{section}/uuid"), uuid);
    }

    fn credential(&self, section: &str, number: usize) -> Credential {
        let table = self
            .hall
            .text(&format!("{section}/credentials/credentials.csv"));
        let id = elector(section, number);
        let line = table
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{id},")));
        line.expect("the elector has a credential")
            .parse()
            .expect("it reads")
    }

    /// A ballot of each of these electors, one a line.
    fn ballots(&self, section: &str, numbers: std::ops::Range<usize>) -> Vec<u8> {
        let setup = self.hall.read(&format!("{section}/setup.bel"));
        let poll = Poll::open(setup.as_slice()).expect("the setup reads");
        let mut lines = Vec::new();
        for number in numbers {
            let ranks = [[1, 2, 3], [2, 1, 0], [1, 0, 0], [0, 2, 1]][number % 4].to_vec();
            let credential = self.credential(section, number);
            let ballot = Ballot::seal(
                poll.setup().election(),
                &credential,
                &[ranks],
                &mut system(),
            );
            lines.extend_from_slice(ballot.expect("the answers can be sealed").text());
            lines.push(b'\n');
        }
        lines
    }

    /// The links of both boxes, and a paper by the last elector but one of each section.
    fn post(&self) {
        let hall = &self.hall;
        hall.now("2027-03-02T09:00:00");
        for (section, number) in SECTIONS.into_iter().zip(self.electors) {
            hall.done(&format!(
                "contest credentials {section} {section}/links.csv"
            ));
            let voter = elector(section, number - 2);
            hall.done(&format!(
                "contest paper receive --batch post-{section} --section {section} {voter}"
            ));
            hall.done(&format!("contest paper batch post-{section}"));
        }
    }

    /// From the close of the poll to the published papers.
    fn close(&self) {
        let hall = &self.hall;
        hall.now("2027-03-20T12:30:00");
        hall.done("contest close");
        for section in SECTIONS {
            for trustee in [1, 2] {
                self.step(section, "shuffle", trustee, "");
            }
            let statements =
                format!("--statements {section}/shuffle-1.s.json {section}/shuffle-2.s.json");
            for trustee in [1, 2] {
                self.step(section, "decrypt", trustee, &statements);
            }
        }
        hall.write("entry.csv", "paper,ash,birch,cedar\n1,1,2,\n");
        for section in SECTIONS {
            let batch = format!("--batch post-{section}");
            for name in ["Una", "Vic"] {
                hall.done(&format!(
                    "contest paper enter {batch} --post leader --by {name} entry.csv"
                ));
            }
            hall.done(&format!("contest paper count {batch}"));
        }
        hall.now("2027-03-21T09:00:00");
        hall.done("contest tally");
    }

    fn step(&self, section: &str, verb: &str, trustee: usize, more: &str) {
        let hall = &self.hall;
        let made = format!("{section}/{verb}-{trustee}");
        let reach = if verb == "decrypt" {
            "decryption"
        } else {
            "whole"
        };
        hall.done(&format!(
            "contest archive {section} --as {reach} --out {made}.bel"
        ));
        let told = hall.done(&format!("seal verify {made}.bel --unfinished"));
        let event = told
            .lines()
            .find_map(|line| line.strip_prefix("last event   "))
            .expect("there is one");
        hall.done(&format!(
            "trustee {verb} {made}.bel --event {event} {more} --key key-{trustee} --out {made}.json --statement {made}.s.json"
        ));
        hall.done(&format!(
            "contest append {section} {made}.json --statement {made}.s.json"
        ));
    }

    fn backup(&self) -> Vec<u8> {
        self.hall.done("store backup made.hustings");
        self.hall.read("made.hustings")
    }
}

/// The words by which a branch nominates.
pub fn nominate(branch: &str, candidate: &str) -> String {
    format!(
        "contest nominate --post leader --stage nominations --body branch {branch} \"{branch} branch\" --candidate {candidate}"
    )
}

/// A name that is far from that of the next elector.
fn letters(number: usize) -> String {
    let letters = b"abcdefghij";
    let digits = format!("{number:03}");
    let name = digits.bytes().map(|digit| {
        let letter = char::from(letters[usize::from(digit - b'0')]);
        String::from(letter).repeat(4)
    });
    name.collect::<Vec<_>>().join(" ")
}
