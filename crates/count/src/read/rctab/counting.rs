//! The count that a configuration asks for.

use super::rules::{ElectionMode, TieBreak};
use super::{Config, ConfigError, UNDECLARED};
use crate::count::Withdrawal;
use crate::papers::Papers;
use crate::rule::{Rule, Seats, av};
use crate::stage::StageNumber;
use crate::tie::Resort;

impl Config {
    /// The counting rule.
    pub fn rule(&self) -> Result<Rule, ConfigError> {
        let rules = &self.rules;
        let refused = [
            (
                rules.mode != ElectionMode::SingleWinnerMajority,
                "winnerElectionMode",
                "singleWinnerMajority is",
            ),
            (rules.seats != Seats::ONE, "numberOfWinners", "1 is"),
            (
                rules.non_integer_threshold,
                "nonIntegerWinningThreshold",
                "false is",
            ),
            (rules.hare_quota, "hareQuota", "false is"),
            (
                rules.ties == TieBreak::Permutation,
                "tiebreakMode",
                "useCandidateOrder is, which is a permutation that everybody can see",
            ),
        ];
        if let Some((_, key, remedy)) = refused.into_iter().find(|(is, ..)| *is) {
            return Err(ConfigError::Unsupported {
                key,
                value: "as it is set".to_owned(),
                remedy,
            });
        }
        Ok(Rule::Av(av::Options {
            majority_of: if rules.first_round_threshold {
                av::MajorityOf::Valid
            } else {
                av::MajorityOf::Continuing
            },
            until: if rules.until_two {
                av::Until::Two
            } else {
                av::Until::Majority
            },
            exclude: if rules.batch_elimination {
                av::Exclude::Bulk
            } else {
                av::Exclude::One
            },
            reopen: None,
        }))
    }

    /// How ties are resolved. Where `RCTab` draws random numbers, people draw lots here. Its order of candidates prefers
    /// the first, so that the last of those tied is the first to be excluded.
    pub fn ties(&self, papers: &Papers) -> Vec<Resort> {
        let last_first = papers.candidates().iter().rev().map(|c| c.id.clone());
        match self.rules.ties {
            TieBreak::CandidateOrder => vec![Resort::DeclaredOrder(last_first.collect())],
            TieBreak::EarlierRoundsThenRandom | TieBreak::EarlierRoundsThenAsk => {
                vec![Resort::EarlierStages, Resort::Lots]
            }
            TieBreak::Random | TieBreak::Ask | TieBreak::Permutation => vec![Resort::Lots],
        }
    }

    /// `RCTab` excludes write-ins of undeclared persons before anybody else: they leave at stage 1.
    pub fn withdrawals(&self, papers: &Papers) -> Vec<Withdrawal> {
        let mut candidates = papers.candidates().iter();
        let write_ins = candidates.find(|candidate| candidate.name == UNDECLARED);
        let leave = write_ins.filter(|_| self.source.undeclared.is_some());
        let leave = leave.map(|candidate| Withdrawal {
            stage: StageNumber::FIRST,
            candidate: candidate.id.clone(),
        });
        leave.into_iter().collect()
    }
}
