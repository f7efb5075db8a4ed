//! Counting: what a count is of, and what it comes to.

use crate::candidate::CandidateId;
use crate::desk::{Desk, Stop};
use crate::papers::Papers;
use crate::rule::{Rule, Seats};
use crate::stage::{Purpose, StageNumber};
use crate::tie::{Lot, Resort};
use crate::transcript::Transcript;

/// A count to be held. The same fields always give the same outcome.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a> {
    /// The papers; of the first ballot, or of the first section, where `more` follow.
    pub papers: &'a Papers,
    /// The papers of further ballots (an exhaustive ballot), in their order, or of further sections (an electoral
    /// college), in the order of the rule's sections; with the same candidates. Other rules know none.
    pub more: &'a [Papers],
    /// The counting rule.
    pub rule: &'a Rule,
    /// The seats to fill.
    pub seats: Seats,
    /// The resorts in a tie, in the order in which they are tried.
    pub ties: &'a [Resort],
    /// The lots drawn so far.
    pub lots: &'a [Lot],
    /// Who withdrew while the count went on.
    pub withdrawals: &'a [Withdrawal],
}

/// Somebody who withdrew while papers were counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The stage at whose figures he or she leaves, before anything else is done.
    pub stage: StageNumber,
    /// Who.
    pub candidate: CandidateId,
}

/// What a count came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The count is over: every seat is filled that the rule fills.
    Complete(Transcript),
    /// Lots must be drawn before the count can go on. Count again with the lot recorded.
    LotsRequired {
        /// The stage at which the tie is.
        stage: StageNumber,
        /// Those among whom to draw, in the order of their ids.
        among: Vec<CandidateId>,
        /// What the lot is to choose one of them for.
        to: Purpose,
        /// The stages before the tie. Nobody is elected yet.
        transcript_so_far: Transcript,
    },
    /// The resorts that the rules list leave several tied, and lots are not among them: the rules do not say who is
    /// to be chosen, and the program does not invent it.
    Unresolvable {
        /// The stage at which the tie is.
        stage: StageNumber,
        /// Those whom the resorts left tied, in the order of their ids.
        among: Vec<CandidateId>,
        /// What one of them is to be chosen for.
        to: Purpose,
        /// The stages before the tie. Nobody is elected yet.
        transcript_so_far: Transcript,
    },
    /// Nobody is elected by the ballots held so far: another must be held among these.
    BallotRequired {
        /// Who is on the next paper, in the order of their ids.
        among: Vec<CandidateId>,
        /// The ballots held so far.
        transcript_so_far: Transcript,
    },
}

impl Outcome {
    /// The transcript of a count that is over.
    pub fn complete(self) -> Option<Transcript> {
        match self {
            Self::Complete(transcript) => Some(transcript),
            _ => None,
        }
    }
}

/// Why nothing can be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// The rule does not fill so many seats.
    #[error("the rule {rule} cannot fill {seats} seats; it fills {fills}")]
    CannotFill {
        /// The rule's name.
        rule: &'static str,
        /// The seats asked for.
        seats: Seats,
        /// What it fills.
        fills: &'static str,
    },
    /// Nobody stands.
    #[error("there are no candidates; nobody can be counted for")]
    NoCandidates,
    /// An option of the rule that names somebody who is not a candidate.
    #[error("an option of the rule names “{0}”, who is not a candidate; correct the option")]
    NoSuchCandidate(CandidateId),
    /// More or fewer sets of papers than the rule counts.
    #[error("the rule {rule} cannot count the {sets} sets of papers that are given; {remedy}")]
    SetsOfPapers {
        /// The rule's name.
        rule: &'static str,
        /// How many are given.
        sets: usize,
        /// What to do.
        remedy: String,
    },
    /// Papers of a further ballot or section that are of others than the first.
    #[error(
        "the papers of set {set} are of other candidates than the first, or of the same in another order; all ballots and sections have one list"
    )]
    OtherCandidates {
        /// Which of the sets, from 1.
        set: usize,
    },
    /// Papers of a further ballot or section from which others withdrew before the count.
    #[error(
        "the papers of set {set} have other candidates withdrawn than the first; withdraw the same in all of them"
    )]
    OtherWithdrawn {
        /// Which of the sets, from 1.
        set: usize,
    },
    /// Papers of a further ballot or section with another order for ties.
    #[error(
        "the papers of set {set} have another order for ties than the first; give all of them the same, or none"
    )]
    OtherTieOrder {
        /// Which of the sets, from 1.
        set: usize,
    },
    /// More papers in all sections than are counted with.
    #[error("there are more than {max} papers in all sections, the most that can be counted", max = u64::MAX)]
    TooManyPapers,
    /// Votes in a ballot for somebody who was no longer in it.
    #[error(
        "ballot {ballot}: {votes} votes are given for {candidate}, who was out before it; give the votes for those who were still in, and set the others aside as spoilt"
    )]
    VotesForSomebodyOut {
        /// Which of the ballots, from 1.
        ballot: usize,
        /// Who was out.
        candidate: CandidateId,
        /// How many votes.
        votes: u64,
    },
    /// A ballot after the last.
    #[error(
        "ballot {ballot}: its papers are given, but the ballots before it end the count; take them out"
    )]
    BallotNotCalledFor {
        /// Which of the ballots, from 1.
        ballot: usize,
    },
    /// Exact fractions that have grown too long to go on with.
    #[error(
        "stage {stage}: the exact fractions of this count have grown to more than {bits} binary digits, since each surplus that is transferred can double them, and it does not go on; count by wigm-prf, which has four decimals"
    )]
    FractionsTooLong {
        /// The stage whose figures they are.
        stage: StageNumber,
        /// The most digits that a denominator may have.
        bits: u64,
    },
    /// Somebody who withdrew while papers were counted, under a rule that knows no such thing, or at a stage at which
    /// he or she was not in the count.
    #[error("stage {stage}: {candidate} is recorded as withdrawn, {reason}")]
    Withdrawal {
        /// The stage.
        stage: StageNumber,
        /// Who.
        candidate: CandidateId,
        /// Why that cannot be, and what to do.
        reason: &'static str,
    },
    /// A tied candidate who has no place in the declared order.
    #[error(
        "{0} is tied and has no place in the declared order; let the order name every candidate"
    )]
    NotInOrder(CandidateId),
    /// A lot among others than those who are tied.
    #[error(
        "stage {stage}: {tied} are tied, but the lot recorded for this stage was drawn among {drawn}; lots are drawn among exactly those who are tied",
        tied = list(tied), drawn = list(drawn)
    )]
    LotAmongOthers {
        /// The stage.
        stage: StageNumber,
        /// Those whom earlier resorts left tied, in order.
        tied: Vec<CandidateId>,
        /// Those in the lot, in order.
        drawn: Vec<CandidateId>,
    },
    /// A lot that falls on somebody who was not in it.
    #[error(
        "stage {stage}: the lot recorded for this stage falls on {chosen}, who is not among those it was drawn among, {drawn}",
        drawn = list(drawn)
    )]
    LotFallsOnAnother {
        /// The stage.
        stage: StageNumber,
        /// Those in the lot, in order.
        drawn: Vec<CandidateId>,
        /// Whom it falls on.
        chosen: CandidateId,
    },
    /// Two lots for one stage.
    #[error("stage {0}: two lots are recorded for this stage; at most one can be")]
    TwoLots(StageNumber),
    /// A lot for a stage at which the rules do not call for one.
    #[error("stage {0}: a lot is recorded for this stage, but the rules call for none there")]
    LotNotCalledFor(StageNumber),
}

pub(crate) fn list(candidates: &[CandidateId]) -> String {
    candidates
        .iter()
        .map(CandidateId::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Counts papers under a rule. `ties` are the resorts in the order in which they are tried, `lots` those drawn so far.
///
/// The same arguments always give the same outcome.
pub fn count(
    papers: &Papers,
    rule: &Rule,
    seats: Seats,
    ties: &[Resort],
    lots: &[Lot],
) -> Result<Outcome, CountError> {
    let count = Count {
        papers,
        more: &[],
        rule,
        seats,
        ties,
        lots,
        withdrawals: &[],
    };
    count.run()
}

impl Count<'_> {
    /// Holds the count.
    pub fn run(&self) -> Result<Outcome, CountError> {
        self.check()?;
        let mut desk = Desk::new(self);
        let stop = match self.rule.method().count(self, &mut desk) {
            Ok(()) => return desk.close().map(Outcome::Complete),
            Err(stop) => stop,
        };
        let stage = desk.stage();
        let transcript_so_far = desk.so_far();
        Ok(match stop {
            Stop::Impossible(error) => return Err(error),
            Stop::LotsRequired(among, to) => Outcome::LotsRequired {
                stage,
                among,
                to,
                transcript_so_far,
            },
            Stop::Unresolvable(among, to) => Outcome::Unresolvable {
                stage,
                among,
                to,
                transcript_so_far,
            },
            Stop::BallotRequired(among) => Outcome::BallotRequired {
                among,
                transcript_so_far,
            },
        })
    }

    fn check(&self) -> Result<(), CountError> {
        let rule = self.rule.name();
        if let Some(fills) = self.rule.cannot_fill(self.seats) {
            return Err(CountError::CannotFill {
                rule,
                seats: self.seats,
                fills,
            });
        }
        if self.papers.candidates().is_empty() {
            return Err(CountError::NoCandidates);
        }
        if let Some(remedy) = self.rule.method().cannot_count(1 + self.more.len()) {
            return Err(CountError::SetsOfPapers {
                rule,
                sets: 1 + self.more.len(),
                remedy,
            });
        }
        for (papers, set) in self.more.iter().zip(2..) {
            self.check_alike(papers, set)?;
        }
        if let Some(withdrawal) = self.withdrawals.first()
            && !self.rule.method().knows_withdrawals()
        {
            return Err(CountError::Withdrawal {
                stage: withdrawal.stage,
                candidate: withdrawal.candidate.clone(),
                reason: "but under this rule nobody withdraws while papers are counted; who withdrew before the count \
                         is taken out of it before",
            });
        }
        let mut stages: Vec<StageNumber> = self.lots.iter().map(|lot| lot.stage).collect();
        stages.sort_unstable();
        match stages.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(CountError::TwoLots(pair[0])),
            None => Ok(()),
        }
    }

    /// That a further set of papers is of the same poll as the first: one list of candidates, from which the same
    /// withdrew before the count, and one order for ties.
    fn check_alike(&self, papers: &Papers, set: usize) -> Result<(), CountError> {
        if papers.candidates() != self.papers.candidates() {
            Err(CountError::OtherCandidates { set })
        } else if papers.withdrawn() != self.papers.withdrawn() {
            Err(CountError::OtherWithdrawn { set })
        } else if papers.tie_order() != self.papers.tie_order() {
            Err(CountError::OtherTieOrder { set })
        } else {
            Ok(())
        }
    }
}
