//! The summary that `RCTab` writes of a count, which `RCVis` draws: rounds with tallies, transfers and thresholds.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::candidate::CandidateId;
use crate::papers::{End, Spoilt};
use crate::rule::Rule;
use crate::rule::av::MajorityOf;
use crate::transcript::{Did, Stage, Transcript, Votes};

/// What the summary says of the contest besides its figures.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// The contest.
    pub contest: String,
    /// The date, as it is to be shown.
    pub date: String,
    /// Where.
    pub jurisdiction: String,
    /// Which office.
    pub office: String,
}

/// The summary, version 1 of its format.
pub fn summary(transcript: &Transcript, heading: &Heading) -> Value {
    let names = Names::of(transcript);
    let rounds = transcript
        .stages
        .iter()
        .map(|stage| round(transcript, stage, &names));
    let rounds: Vec<Value> = rounds.collect();
    let last = rounds
        .last()
        .and_then(|round| round.get("threshold").cloned());
    let spoilt: u64 = transcript.spoilt.values().map(|papers| papers.get()).sum();
    let all = transcript.papers.get() + transcript.blank.get() + spoilt;
    json!({
        "config": {
            "contest": heading.contest,
            "date": heading.date,
            "generatedBy": concat!("Hustings ", env!("CARGO_PKG_VERSION")),
            "jurisdiction": heading.jurisdiction,
            "office": heading.office,
        },
        "jsonFormatVersion": "1",
        "results": rounds,
        "summary": {
            "finalThreshold": last.unwrap_or(Value::Null),
            "numCandidates": transcript.candidates.len() - transcript.withdrawn.len(),
            "numWinners": transcript.elected.len(),
            "totalNumBallots": all.to_string(),
            "undervotes": transcript.blank.get(),
        },
    })
}

fn round(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> Value {
    let tally: Map<String, Value> = stage
        .votes
        .iter()
        .map(|(id, votes)| (names.name(id).to_owned(), written(votes).into()))
        .collect();
    let mut round = json!({
        "inactiveBallots": inactive(transcript, stage),
        "round": stage.number.get(),
        "tally": tally,
        "tallyResults": results(stage, names),
        "threshold": threshold(transcript, stage),
    });
    // RCTab writes ties to its log only; readers of the summary pass over a key that they do not know.
    if let Some(tie) = &stage.action.tie {
        round["tie"] = json!(tie);
    }
    round
}

/// The most decimals of a fraction.
const DECIMALS: u8 = 5;

/// A number as a decimal: the format has no fractions.
fn written(votes: &Votes) -> String {
    let text = votes.to_string();
    if text.contains('/') {
        votes.to_decimals(DECIMALS)
    } else {
        text
    }
}

/// Papers that count for nobody, by what ended their preferences.
fn inactive(transcript: &Transcript, stage: &Stage) -> Value {
    let of = |spoilt: Spoilt, stopped: End| {
        let spoilt = transcript
            .spoilt
            .get(&spoilt)
            .map_or(0, |papers| papers.get());
        let stopped = stage.stopped.get(&stopped).cloned().unwrap_or_default();
        written(&Votes::whole(spoilt).plus(&stopped))
    };
    let all_stopped = stage
        .stopped
        .values()
        .fold(Votes::ZERO, |sum, votes| sum.plus(votes));
    let exhausted = stage
        .non_transferable
        .minus(&all_stopped)
        .unwrap_or_default();
    json!({
        "exhaustedChoices": written(&exhausted),
        "overvotes": of(Spoilt::Overvote, End::Overvote),
        "repeatedRankings": of(Spoilt::Repeated, End::Repeated),
        "skippedRankings": of(Spoilt::Skipped, End::Skipped),
    })
}

fn results(stage: &Stage, names: &Names<'_>) -> Vec<Value> {
    let transfers = |from: &CandidateId| {
        let of_this = stage.action.transfers.iter().filter(|t| t.from == *from);
        let mut to: BTreeMap<String, String> = BTreeMap::new();
        for transfer in of_this {
            let receiver = transfer
                .to
                .as_ref()
                .map_or("exhausted", |id| names.name(id));
            to.insert(receiver.to_owned(), written(&transfer.votes));
        }
        to
    };
    let elected = stage
        .all_elected()
        .map(|id| json!({ "elected": names.name(id), "transfers": transfers(id) }));
    let gone = match stage.action.did {
        Did::Excluded | Did::Withdrawn => stage.action.candidates.as_slice(),
        _ => &[],
    };
    let gone = gone
        .iter()
        .map(|id| json!({ "eliminated": names.name(id), "transfers": transfers(id) }));
    elected.chain(gone).collect()
}

/// What elects at this stage.
fn threshold(transcript: &Transcript, stage: &Stage) -> Value {
    if let Some(quota) = &stage.quota {
        return written(quota).into();
    }
    let valid = match &transcript.rule {
        Rule::Av(options) => options.majority_of == MajorityOf::Valid,
        _ => return Value::Null,
    };
    let all = if valid {
        transcript.papers.get()
    } else {
        continuing(stage)
    };
    (all / 2 + 1).to_string().into()
}

/// The votes of all who are still in the count.
fn continuing(stage: &Stage) -> u64 {
    let votes = stage.votes.values().filter_map(Votes::to_whole);
    votes.fold(0, u64::saturating_add)
}

/// Names by ids.
struct Names<'a>(BTreeMap<&'a CandidateId, &'a str>);

impl<'a> Names<'a> {
    fn of(transcript: &'a Transcript) -> Self {
        let candidates = transcript.candidates.iter();
        Self(candidates.map(|c| (&c.id, c.name.as_str())).collect())
    }

    fn name(&self, id: &'a CandidateId) -> &'a str {
        self.0.get(id).copied().unwrap_or_else(|| id.as_str())
    }
}
