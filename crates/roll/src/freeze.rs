//! Freezing: after it, nobody comes and nobody goes.

use hustings_rulebook::{Address, Clause, Rulebook, SectionId};

use crate::number::in_words;
use crate::{ApplicationNumber, ElectorId, Frozen, MatchNumber, Roll, Salt, State, frozen};

/// Why a roll cannot be frozen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FreezeRefusal {
    /// Somebody must rule on matches.
    #[error("{}: rule on each whether its rows are one person's", are_open("match", "matches", in_words(.0), .0.len()))]
    MatchesOpen(Vec<MatchNumber>),
    /// Somebody must rule on claims and objections.
    #[error("{}: determine each, or record that it was withdrawn", are_open("claim or objection", "claims and objections", in_words(.0), .0.len()))]
    ApplicationsOpen(Vec<ApplicationNumber>),
    /// What a section voted would show what each of its few electors voted.
    #[error(
        "{} has {electors} electors, and none below {smallest} may be reported ({}): put it together with another in the rulebook before the contest begins",
        named(.section.as_ref()), .clause.address
    )]
    SectionTooSmall {
        /// The section; `None` where the roll has none.
        section: Option<SectionId>,
        /// How many electors it has.
        electors: u64,
        /// How many it needs.
        smallest: u64,
        /// Which clause says so.
        clause: Clause,
    },
    /// There are no electors.
    #[error("nobody on the roll may vote: import a roll with eligible electors first")]
    NobodyEligible,
    /// Two electors were given one salt.
    #[error(
        "{0} was given a salt that another has: the source of randomness is broken, draw from another"
    )]
    SaltRepeated(ElectorId),
}

fn named(section: Option<&SectionId>) -> String {
    section.map_or_else(|| "the roll".to_owned(), |id| format!("the section '{id}'"))
}

fn are_open(one: &str, many: &str, which: impl std::fmt::Display, number: usize) -> String {
    if number == 1 {
        format!("{one} {which} is open")
    } else {
        format!("{many} {which} are open")
    }
}

impl Roll {
    /// Everything that stands in the way of freezing, for one look.
    pub fn obstacles(&self, rulebook: &Rulebook) -> Vec<FreezeRefusal> {
        let mut obstacles = Vec::new();
        let matches: Vec<MatchNumber> = self.open_matches().iter().map(|one| one.number).collect();
        if !matches.is_empty() {
            obstacles.push(FreezeRefusal::MatchesOpen(matches));
        }
        let open = self
            .applications()
            .iter()
            .filter(|one| one.state == State::Open);
        let open: Vec<ApplicationNumber> = open.map(|one| one.number).collect();
        if !open.is_empty() {
            obstacles.push(FreezeRefusal::ApplicationsOpen(open));
        }
        obstacles.extend(self.sizes(rulebook));
        obstacles
    }

    /// Sections of too few electors.
    fn sizes(&self, rulebook: &Rulebook) -> Vec<FreezeRefusal> {
        let tallies = self.totals().by_section();
        if tallies.values().all(|tally| tally.accepted == 0) {
            return vec![FreezeRefusal::NobodyEligible];
        }
        let Some(smallest) = rulebook.roll.smallest_reported_section else {
            return Vec::new();
        };
        let small = |section: Option<SectionId>| {
            let electors = tallies.get(&section).map_or(0, |tally| tally.accepted);
            (electors < smallest).then(|| FreezeRefusal::SectionTooSmall {
                section,
                electors,
                smallest,
                clause: rulebook.clause(Address::new("roll.smallest_reported_section")),
            })
        };
        frozen::sections(rulebook).filter_map(small).collect()
    }

    /// Freezes the roll. `salts` draws 128 random bits a call; it is called once for each eligible elector, in the order of
    /// numbers. Refused as long as there is an [obstacle](Self::obstacles), of which the first is given.
    pub fn freeze(
        &self,
        rulebook: &Rulebook,
        mut salts: impl FnMut() -> [u8; 16],
    ) -> Result<Frozen, FreezeRefusal> {
        if let Some(obstacle) = self.obstacles(rulebook).into_iter().next() {
            return Err(obstacle);
        }
        Frozen::of(
            self.eligible()
                .map(|row| (row.clone(), Salt::from(salts()))),
            rulebook,
        )
    }
}
