//! Small elections full of ties.

use std::fmt;

use hustings_count::papers::CandidateIndex;
use hustings_count::tie::{Lot, Resort};
use hustings_count::{
    Candidate, CandidateId, Count, Outcome, Papers, Rule, Seats, Transcript, read,
};

use super::dice::Dice;
use super::rules::rule;

const NAMES: [&str; 6] = ["Ash", "Birch", "Cedar", "Damson", "Elder", "Fir"];

/// An election. Candidates are numbers from 0; what they are called, and where they stand on the paper, is apart.
#[derive(Clone)]
pub struct Election {
    /// The counting rule.
    pub rule: Rule,
    /// The seats; as many as the rule can fill.
    pub seats: u32,
    /// The candidates in the order of the paper.
    pub listed: Vec<usize>,
    /// Which of the names each candidate has.
    pub called: Vec<usize>,
    /// Who withdrew before the count.
    pub withdrawn: Vec<usize>,
    /// How ties are resolved.
    pub ties: Ties,
    /// Whoever stands first in it has the lot, or is first in the declared order.
    pub order: Vec<usize>,
    /// The papers.
    pub lines: Vec<Line>,
}

/// Papers that are alike.
#[derive(Clone)]
pub struct Line {
    /// Candidates in the order of preference.
    pub ranking: Vec<usize>,
    /// How many papers.
    pub papers: u64,
    /// In which section of an electoral college.
    pub section: usize,
}

/// Resorts in a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// Lots only.
    Lots,
    /// Earlier stages, then lots.
    EarlierThenLots,
    /// First stages, then lots.
    FirstThenLots,
    /// An order declared before the count.
    Declared,
    /// Earlier stages, and nothing where they do not help.
    EarlierOnly,
    /// A public seed.
    Seed,
}

const TIES: [Ties; 6] = [
    Ties::Lots,
    Ties::EarlierThenLots,
    Ties::FirstThenLots,
    Ties::Declared,
    Ties::EarlierOnly,
    Ties::Seed,
];

impl Election {
    /// An election by one of the rules.
    pub fn drawn(dice: &mut Dice<'_>, rules: &[&[&str]]) -> Self {
        let rule = rule(dice.pick(&rules.concat()));
        let can_fill: Vec<u32> = (0..=4).filter(|n| rule.can_fill(Seats(*n))).collect();
        let seats = dice.pick(&can_fill);
        let candidates = 1 + dice.roll(NAMES.len());
        let ties = dice.pick(&TIES);
        // One in four.
        let withdrawn = dice.roll(1 << candidates) & dice.roll(1 << candidates);
        let has_withdrawn = |candidate: &usize| (withdrawn >> candidate) % 2 == 1;
        let order = dice.order(candidates);
        let lines = (0..dice.roll(13)).map(|_| Line::drawn(dice, candidates));
        let mut lines: Vec<_> = lines.collect();
        if let Rule::ExhaustiveBallot(_) = rule {
            // Nobody votes in a ballot for whoever is out before it.
            for line in &mut lines {
                line.ranking.retain(|candidate| !has_withdrawn(candidate));
            }
        }
        Self {
            rule,
            seats,
            listed: (0..candidates).collect(),
            called: (0..candidates).collect(),
            withdrawn: (0..candidates).filter(has_withdrawn).collect(),
            ties,
            order,
            lines,
        }
    }

    /// The id of a candidate.
    pub fn id(&self, candidate: usize) -> CandidateId {
        let name = NAMES[self.called[candidate]].to_lowercase();
        name.parse().expect("the name in small letters is an id")
    }

    /// Who stands and did not withdraw.
    pub fn standing(&self) -> Vec<usize> {
        let stands = |candidate: &usize| !self.withdrawn.contains(candidate);
        (0..self.listed.len()).filter(stands).collect()
    }

    /// What the count comes to, lots drawn and further ballots held as they are called for.
    pub fn outcome(&self) -> Outcome {
        self.held(self.papers()).0
    }

    /// The same from these papers; with the papers of all ballots.
    pub fn held(&self, mut sets: Vec<Papers>) -> (Outcome, Vec<Papers>) {
        let ties = self.resorts();
        let mut lots = Vec::new();
        loop {
            let (papers, more) = sets.split_first().expect("there are papers");
            let count = Count {
                papers,
                more,
                rule: &self.rule,
                seats: Seats(self.seats),
                ties: &ties,
                lots: &lots,
                withdrawals: &[],
            };
            match count.run().unwrap_or_else(|e| panic!("{e}: {self:?}")) {
                Outcome::LotsRequired { stage, among, .. } => lots.push(Lot {
                    stage,
                    chosen: self.first_of(&among),
                    among,
                }),
                Outcome::BallotRequired { among, .. } => sets.push(self.ballot(&among)),
                decided => return (decided, sets),
            }
        }
    }

    /// The papers of each section, or of all.
    pub fn papers(&self) -> Vec<Papers> {
        (0..self.sections())
            .map(|section| self.papers_of(&self.in_section(section)))
            .collect()
    }

    /// The same, written line by line as a file and read again.
    pub fn papers_from_a_file(&self) -> Vec<Papers> {
        (0..self.sections())
            .map(|section| {
                let file = self.file(&self.in_section(section));
                read::read(file.as_bytes()).unwrap_or_else(|e| panic!("{e}: {file}"))
            })
            .collect()
    }

    /// How many sets of papers the rule counts at first.
    fn sections(&self) -> usize {
        match &self.rule {
            Rule::ElectoralCollege(college) => college.sections.iter().count(),
            _ => 1,
        }
    }

    fn in_section(&self, section: usize) -> Vec<&Line> {
        let here = |line: &&Line| line.section % self.sections() == section;
        self.lines.iter().filter(here).collect()
    }

    /// Another ballot, at which everybody votes for the first of his or her preferences who is still in.
    fn ballot(&self, among: &[CandidateId]) -> Papers {
        let still_in = |candidate: &usize| among.contains(&self.id(*candidate));
        let lines = self.lines.iter().cloned().map(|mut line| {
            line.ranking.retain(still_in);
            line
        });
        self.papers_of(&lines.collect::<Vec<_>>().iter().collect::<Vec<_>>())
    }

    fn papers_of(&self, lines: &[&Line]) -> Papers {
        let candidates = self.listed.iter().map(|candidate| Candidate {
            id: self.id(*candidate),
            name: NAMES[self.called[*candidate]].to_owned(),
        });
        let mut papers = Papers::new(candidates.collect()).expect("names are different");
        for line in lines {
            let ranking: Vec<_> = line.ranking.iter().map(|c| self.index(*c)).collect();
            papers.add(&ranking, line.papers).expect("it is a ranking");
        }
        for candidate in &self.withdrawn {
            let withdrawn = papers.withdraw(self.index(*candidate));
            withdrawn.expect("whoever withdraws stood");
        }
        papers
    }

    fn file(&self, lines: &[&Line]) -> String {
        let number = |candidate: &usize| self.index(*candidate).get() + 1;
        let mut file = format!("{} 1\n", self.listed.len());
        for candidate in &self.withdrawn {
            file += &format!("-{}\n", number(candidate));
        }
        for line in lines {
            let preferences = line.ranking.iter().map(|c| format!("{} ", number(c)));
            file += &format!("{} {}0\n", line.papers, preferences.collect::<String>());
        }
        let names = self.listed.iter().map(|c| NAMES[self.called[*c]]);
        let names: String = names.map(|name| format!("\"{name}\"\n")).collect();
        file + "0\n" + &names + "\"Trees\"\n"
    }

    fn index(&self, candidate: usize) -> CandidateIndex {
        let place = self.listed.iter().position(|other| *other == candidate);
        CandidateIndex::new(place.expect("everybody is listed")).expect("few candidates")
    }

    fn resorts(&self) -> Vec<Resort> {
        match self.ties {
            Ties::Lots => vec![Resort::Lots],
            Ties::EarlierThenLots => vec![Resort::EarlierStages, Resort::Lots],
            Ties::FirstThenLots => vec![Resort::FirstStages, Resort::Lots],
            Ties::Declared => vec![Resort::DeclaredOrder(self.in_order())],
            Ties::EarlierOnly => vec![Resort::EarlierStages],
            Ties::Seed => vec![Resort::PublicSeed("seed".to_owned())],
        }
    }

    fn in_order(&self) -> Vec<CandidateId> {
        self.order.iter().map(|c| self.id(*c)).collect()
    }

    fn first_of(&self, among: &[CandidateId]) -> CandidateId {
        let first = self.in_order().into_iter().find(|id| among.contains(id));
        first.expect("whoever is tied stands")
    }
}

/// As a person would set it down, to count it by hand.
impl fmt::Debug for Election {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seats, ties, .. } = self;
        let ids = |candidates: &[usize]| {
            let ids = candidates.iter().map(|c| self.id(*c).to_string());
            ids.collect::<Vec<_>>().join(" ")
        };
        writeln!(f, "{:?}\nseats {seats}, ties {ties:?}", self.rule)?;
        writeln!(f, "on the paper: {}", ids(&self.listed))?;
        writeln!(f, "withdrawn: {}", ids(&self.withdrawn))?;
        writeln!(f, "lots fall on: {}", ids(&self.order))?;
        for line in &self.lines {
            let section = if line.section == 0 { "a" } else { "b" };
            writeln!(f, "{section} {} × {}", line.papers, ids(&line.ranking))?;
        }
        Ok(())
    }
}

impl Line {
    fn drawn(dice: &mut Dice<'_>, candidates: usize) -> Self {
        // Few papers, so that ties are common; now and then many, so that what is cut off adds up.
        let papers = match dice.roll(10) {
            9 => 1 + dice.roll(5_000),
            few => 1 + few % 4,
        };
        let mut ranking = dice.order(candidates);
        ranking.truncate(candidates - dice.roll(candidates + 1));
        Self {
            ranking,
            papers: papers as u64,
            section: dice.roll(2),
        }
    }
}

/// The transcript, or what there is of it where the rules do not say who is chosen.
pub fn transcript(outcome: Outcome) -> Transcript {
    match outcome {
        Outcome::Complete(transcript)
        | Outcome::LotsRequired {
            transcript_so_far: transcript,
            ..
        }
        | Outcome::Unresolvable {
            transcript_so_far: transcript,
            ..
        }
        | Outcome::BallotRequired {
            transcript_so_far: transcript,
            ..
        } => transcript,
    }
}
