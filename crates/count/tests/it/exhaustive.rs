//! Ballots in series, as parties' MPs have held them.

mod options;
mod parties;

use hustings_count::tie::{Lot, Resort};
use hustings_count::transcript::{Did, Stage};
use hustings_count::{
    CandidateId, Count, CountError, Outcome, Papers, Seats, Transcript, Withdrawal,
};

use super::{complete, id, papers, rule, stage};

const LOTS: [Resort; 1] = [Resort::Lots];

/// The votes of each ballot; who has none in a ballot is not given in it.
fn ballots(names: &[&str], figures: &[&[u64]]) -> Vec<Papers> {
    let ballot = |figures: &&[u64]| {
        let lines = figures.iter().zip(1..).filter(|(votes, _)| **votes > 0);
        let lines: Vec<_> = lines
            .map(|(votes, number)| format!("{votes} {number} 0"))
            .collect();
        papers(names, &lines.join("\n"))
    };
    figures.iter().map(ballot).collect()
}

/// Ballots held by a rule's options.
struct Series<'a> {
    ballots: &'a [Papers],
    options: &'a str,
    seats: Seats,
    lots: &'a [Lot],
    withdrawals: &'a [Withdrawal],
}

impl<'a> Series<'a> {
    fn new(ballots: &'a [Papers], options: &'a str, seats: Seats) -> Self {
        Self {
            ballots,
            options,
            seats,
            lots: &[],
            withdrawals: &[],
        }
    }

    fn run(&self) -> Result<Outcome, CountError> {
        let (papers, more) = self.ballots.split_first().expect("a ballot");
        let rule = rule(&format!("name = 'exhaustive-ballot'\n{}", self.options));
        let count = Count {
            papers,
            more,
            rule: &rule,
            seats: self.seats,
            ties: &LOTS,
            lots: self.lots,
            withdrawals: self.withdrawals,
        };
        count.run()
    }

    fn counted(&self) -> Transcript {
        complete(self.run().expect("it can be counted"))
    }
}

fn withdrawn(number: u32, candidate: &str) -> Withdrawal {
    Withdrawal {
        stage: stage(number),
        candidate: id(candidate),
    }
}

fn did(stage: &Stage) -> (Did, Vec<&str>) {
    let candidates = stage.action.candidates.iter().map(CandidateId::as_str);
    (stage.action.did, candidates.collect())
}

fn all_done(transcript: &Transcript) -> Vec<(Did, Vec<&str>)> {
    transcript.stages.iter().map(did).collect()
}
