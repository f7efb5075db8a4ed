//! The rules of a configuration.

use serde::Deserialize;

use super::ConfigError;
use super::keys::{not, number, unset};
use crate::read::marks::{Beyond, Marks, Overvote, Repeated, Skipped};
use crate::rule::Seats;

/// How papers are counted, beside how marks are read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "another program's format has so many"
)]
pub struct Rules {
    /// How winners are found.
    pub mode: ElectionMode,
    /// How many of them.
    pub seats: Seats,
    /// How ties are resolved.
    pub ties: TieBreak,
    /// Whether all who cannot be elected any more are excluded at once.
    pub batch_elimination: bool,
    /// Whether the count goes on until two candidates are left.
    pub until_two: bool,
    /// How many decimal places votes have.
    pub decimal_places: u32,
    /// Whether the threshold may be a fraction.
    pub non_integer_threshold: bool,
    /// Whether the threshold is that of the first round for good.
    pub first_round_threshold: bool,
    /// Whether the quota is Hare's.
    pub hare_quota: bool,
}

/// How winners are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElectionMode {
    /// One, with a majority.
    SingleWinnerMajority,
    /// Several, one a round.
    MultiWinnerOneARound,
    /// Several, any number a round.
    MultiWinner,
}

/// How ties are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieBreak {
    /// By the random numbers that a seed gives.
    Random,
    /// By a person.
    Ask,
    /// By earlier rounds, then random numbers.
    EarlierRoundsThenRandom,
    /// By earlier rounds, then a person.
    EarlierRoundsThenAsk,
    /// By the order of the candidates in the configuration.
    CandidateOrder,
    /// By a random order of the candidates, made once.
    Permutation,
}

/// The keys as they are written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "another program's format has so many"
)]
pub(super) struct Keys {
    tiebreak_mode: String,
    overvote_rule: String,
    winner_election_mode: String,
    #[serde(rename = "randomSeed", default)]
    _random_seed: String,
    number_of_winners: String,
    #[serde(default)]
    multi_seat_bottoms_up_percentage_threshold: String,
    decimal_places_for_vote_arithmetic: String,
    #[serde(default)]
    minimum_vote_threshold: String,
    max_skipped_ranks_allowed: String,
    max_rankings_allowed: String,
    #[serde(default)]
    non_integer_winning_threshold: bool,
    #[serde(default)]
    does_first_round_determine_threshold: bool,
    #[serde(default)]
    hare_quota: bool,
    #[serde(default)]
    batch_elimination: bool,
    #[serde(default)]
    continue_until_two_candidates_remain: bool,
    #[serde(default)]
    stop_tabulation_early_after_round: String,
    #[serde(default)]
    exhaust_on_duplicate_candidate: bool,
    #[serde(rename = "rulesDescription", default)]
    _rules_description: String,
    #[serde(default)]
    treat_blank_as_undeclared_write_in: bool,
}

impl Keys {
    /// How marks are read by these rules. Marks beyond the last rank are none, as `RCTab` never sees them.
    pub(super) fn marks(&self) -> Result<Marks, ConfigError> {
        let overvote = match self.overvote_rule.as_str() {
            "exhaustImmediately" => Overvote::Stop,
            "alwaysSkipToNextRank" => Overvote::PassOver,
            other => {
                return Err(ConfigError::Unsupported {
                    key: "overvoteRule",
                    value: other.to_owned(),
                    remedy: "those that are: exhaustImmediately, alwaysSkipToNextRank",
                });
            }
        };
        let ranks_at_most = match self.max_rankings_allowed.as_str() {
            "max" => None,
            most => Some(number("maxRankingsAllowed", most)?),
        };
        Ok(Marks {
            overvote,
            skipped: Skipped::PassOver,
            skipped_at_most: match self.max_skipped_ranks_allowed.as_str() {
                "unlimited" => None,
                most => Some(number("maxSkippedRanksAllowed", most)?),
            },
            repeated: if self.exhaust_on_duplicate_candidate {
                Repeated::Stop
            } else {
                Repeated::PassOver
            },
            ranks_at_most,
            beyond: if ranks_at_most.is_some() {
                Beyond::Ignore
            } else {
                Beyond::Refuse
            },
        })
    }
}

impl TryFrom<Keys> for Rules {
    type Error = ConfigError;

    fn try_from(keys: Keys) -> Result<Self, ConfigError> {
        let mode = match keys.winner_election_mode.as_str() {
            "singleWinnerMajority" => ElectionMode::SingleWinnerMajority,
            "multiWinnerAllowOnlyOneWinnerPerRound" => ElectionMode::MultiWinnerOneARound,
            "multiWinnerAllowMultipleWinnersPerRound" => ElectionMode::MultiWinner,
            _ => {
                return Err(ConfigError::Unsupported {
                    key: "winnerElectionMode",
                    value: keys.winner_election_mode,
                    remedy: "those that are: singleWinnerMajority, multiWinnerAllowOnlyOneWinnerPerRound, multiWinnerAllowMultipleWinnersPerRound",
                });
            }
        };
        let ties = match keys.tiebreak_mode.as_str() {
            "random" => TieBreak::Random,
            "stopCountingAndAsk" => TieBreak::Ask,
            "previousRoundCountsThenRandom" => TieBreak::EarlierRoundsThenRandom,
            "previousRoundCountsThenAsk" => TieBreak::EarlierRoundsThenAsk,
            "useCandidateOrder" => TieBreak::CandidateOrder,
            "generatePermutation" => TieBreak::Permutation,
            _ => {
                return Err(ConfigError::Unsupported {
                    key: "tiebreakMode",
                    value: keys.tiebreak_mode,
                    remedy: "it is none that RCTab has",
                });
            }
        };
        unset(
            "multiSeatBottomsUpPercentageThreshold",
            &keys.multi_seat_bottoms_up_percentage_threshold,
        )?;
        unset(
            "stopTabulationEarlyAfterRound",
            &keys.stop_tabulation_early_after_round,
        )?;
        if keys.minimum_vote_threshold != "0" {
            unset("minimumVoteThreshold", &keys.minimum_vote_threshold)?;
        }
        not(
            "treatBlankAsUndeclaredWriteIn",
            keys.treat_blank_as_undeclared_write_in,
        )?;
        Ok(Self {
            mode,
            seats: Seats(number("numberOfWinners", &keys.number_of_winners)?),
            ties,
            batch_elimination: keys.batch_elimination,
            until_two: keys.continue_until_two_candidates_remain,
            decimal_places: number(
                "decimalPlacesForVoteArithmetic",
                &keys.decimal_places_for_vote_arithmetic,
            )?,
            non_integer_threshold: keys.non_integer_winning_threshold,
            first_round_threshold: keys.does_first_round_determine_threshold,
            hare_quota: keys.hare_quota,
        })
    }
}
