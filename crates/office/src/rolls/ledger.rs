//! What the store keeps of the roll before it is frozen: the file, the decisions, the numbers of matches.

use std::collections::BTreeMap;

use hustings_contest::kept::Rulings;
use hustings_roll::{ElectorId, MatchNumber, UnknownColumns};
use hustings_rulebook::Rulebook;
use hustings_store::{RowKey, Turn};

use super::decision::{CurrentRoll, Decision};
use super::error::RollError;
use crate::error::OfficeError;
use crate::names::ContestId;
use crate::office::Office;

/// The private rows that a roll is made of.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(super) file: Option<Vec<u8>>,
    pub(super) decisions: Vec<Decision>,
    pub(super) numbers: MatchNumbers,
}

/// Which match has which number: a match keeps its number as long as the contest is kept, since rulings in the log name
/// it by that.
#[derive(Debug, Default)]
pub(super) struct MatchNumbers(BTreeMap<Vec<ElectorId>, u64>);

impl MatchNumbers {
    /// The number of the match of these electors; the next, where it has none.
    pub(super) fn of(&mut self, electors: &[ElectorId]) -> MatchNumber {
        let next = self.0.len() as u64 + 1;
        MatchNumber(*self.0.entry(electors.to_vec()).or_insert(next))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let matches: Vec<Vec<ElectorId>> = serde_json::from_slice(bytes).ok()?;
        Some(Self(matches.into_iter().zip(1..).collect()))
    }

    fn write(&self) -> Result<Vec<u8>, RollError> {
        let mut matches: Vec<(&Vec<ElectorId>, u64)> = self
            .0
            .iter()
            .map(|(electors, number)| (electors, *number))
            .collect();
        matches.sort_by_key(|(_, number)| *number);
        let matches: Vec<&Vec<ElectorId>> =
            matches.into_iter().map(|(electors, _)| electors).collect();
        serde_json::to_vec(&matches).map_err(|_| RollError::Invalid("the list of matches".into()))
    }
}

impl Ledger {
    fn read(
        file: Option<Vec<u8>>,
        decisions: Option<Vec<u8>>,
        matches: Option<Vec<u8>>,
    ) -> Result<Self, RollError> {
        let decisions = decisions.unwrap_or_default();
        let lines = decisions
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty());
        let numbers = match matches {
            Some(matches) => MatchNumbers::read(&matches),
            None => Some(MatchNumbers::default()),
        };
        Ok(Self {
            file,
            decisions: lines
                .map(serde_json::from_slice)
                .collect::<Result<_, _>>()
                .map_err(|_| RollError::Invalid("the list of decisions".to_owned()))?,
            numbers: numbers.ok_or_else(|| RollError::Invalid("the list of matches".to_owned()))?,
        })
    }

    /// The roll that it comes to; matches that are new get their numbers.
    pub(crate) fn roll(
        &mut self,
        rulebook: &Rulebook,
        rulings: &Rulings,
    ) -> Result<CurrentRoll, RollError> {
        let file = self.file.as_deref().ok_or(RollError::NotImported)?;
        // What an officer had ignored when it was imported stays so.
        let import = hustings_roll::read(file, rulebook, UnknownColumns::Ignore)?;
        Ok(CurrentRoll::of(
            import,
            &self.decisions,
            rulings,
            &mut self.numbers,
        ))
    }

    /// Its rows, without the file, which only an import changes.
    pub(super) fn rows(&self, id: &ContestId) -> Result<Vec<(RowKey, Vec<u8>)>, RollError> {
        let mut decisions = Vec::new();
        for decision in &self.decisions {
            serde_json::to_writer(&mut decisions, decision)
                .map_err(|_| RollError::Invalid("a decision".to_owned()))?;
            decisions.push(b'\n');
        }
        Ok(vec![
            (id.roll_decisions_row(), decisions),
            (id.roll_matches_row(), self.numbers.write()?),
        ])
    }
}

impl Office {
    /// What the store keeps.
    pub(crate) async fn ledger(&self) -> Result<Ledger, OfficeError> {
        let (store, id) = (&self.store, &self.id);
        Ok(Ledger::read(
            store.row(&id.roll_file_row()).await?,
            store.row(&id.roll_decisions_row()).await?,
            store.row(&id.roll_matches_row()).await?,
        )?)
    }

    /// What the store keeps, for as long as a turn lasts.
    pub(super) async fn ledger_in(&self, turn: &mut Turn) -> Result<Ledger, OfficeError> {
        let id = &self.id;
        Ok(Ledger::read(
            turn.row(&id.roll_file_row()).await?,
            turn.row(&id.roll_decisions_row()).await?,
            turn.row(&id.roll_matches_row()).await?,
        )?)
    }
}
