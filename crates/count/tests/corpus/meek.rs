//! Meek's method, against the rounds of Droop's reports.

use std::collections::BTreeMap;

use hustings_count::transcript::{Stage, Transcript};
use hustings_count::{CandidateId, Votes};
use num_bigint::BigUint;
use num_rational::Ratio;

use super::droop;

/// Each of our stages against the figures of each round of theirs, rounded to as many decimals as they print.
pub(crate) fn each_round(
    transcript: &Transcript,
    figures: &[droop::Figures],
) -> Result<String, String> {
    let rounds = rounds(figures);
    let names: BTreeMap<&CandidateId, String> = transcript
        .candidates
        .iter()
        .map(|c| (&c.id, droop::plain(&c.name)))
        .collect();
    let mut compared = 0;
    for (ours, theirs) in transcript.stages.iter().zip(&rounds) {
        compared += votes(ours, theirs, &names)?;
        compared += totals(ours, theirs)?;
    }
    // Those who are elected because no more are left are a stage of ours, but no round of theirs.
    let (stages, rounds) = (transcript.stages.len(), rounds.len());
    let last = figures.iter().any(|f| f.action == "Elect remaining");
    if stages == rounds + usize::from(last) {
        Ok(format!("{rounds} rounds, {compared} figures"))
    } else {
        Err(format!("we have {stages} stages, they {rounds} rounds"))
    }
}

/// The first figures by candidate of each round: those at which its iteration ended.
fn rounds(figures: &[droop::Figures]) -> Vec<&droop::Figures> {
    let mut rounds = Vec::new();
    let mut begun = false;
    for figures in figures {
        if begun && !figures.votes.is_empty() {
            rounds.push(figures);
            begun = false;
        }
        begun |= figures.totals.keys().any(|key| key.starts_with("Round "));
    }
    rounds
}

fn votes(
    ours: &Stage,
    theirs: &droop::Figures,
    names: &BTreeMap<&CandidateId, String>,
) -> Result<usize, String> {
    for (id, votes) in &ours.votes {
        let name = &names[id];
        let figure = theirs.votes.get(name).or(theirs.defeated.get(name));
        same(ours, name, votes, figure)?;
    }
    let missing = theirs.votes.keys().find(|name| {
        let mut ids = ours.votes.keys();
        !ids.any(|id| names[id] == **name)
    });
    match missing {
        None => Ok(ours.votes.len()),
        Some(name) => Err(format!("stage {}: {name} is not in our count", ours.number)),
    }
}

fn totals(ours: &Stage, theirs: &droop::Figures) -> Result<usize, String> {
    let all = ours.votes.values().map(Votes::to_fraction).sum();
    let quota = ours.quota.clone().unwrap_or_default();
    let figures = [
        ("Votes", Votes::fraction(all)),
        ("Residual", ours.non_transferable.clone()),
        ("Quota", quota),
    ];
    for (total, figure) in &figures {
        same(ours, total, figure, theirs.totals.get(*total))?;
    }
    Ok(figures.len())
}

fn same(stage: &Stage, what: &str, ours: &Votes, theirs: Option<&String>) -> Result<(), String> {
    let theirs = theirs.ok_or_else(|| format!("stage {}: they have no {what}", stage.number))?;
    let places = theirs.split_once('.').map_or(0, |(_, places)| places.len());
    let ours = rounded(ours, places);
    if ours == *theirs {
        return Ok(());
    }
    let number = stage.number;
    Err(format!(
        "stage {number}, {what}: we have {ours}, they {theirs}"
    ))
}

/// With so many decimals, what is beyond them rounded to the nearest: as Droop prints.
fn rounded(votes: &Votes, places: usize) -> String {
    let ten = BigUint::from(10_u8).pow(u32::try_from(places).expect("few places"));
    let half = Ratio::new(BigUint::from(1_u8), BigUint::from(2_u8));
    let units = (votes.to_fraction() * ten + half).to_integer().to_string();
    let units = format!("{units:0>width$}", width = places + 1);
    let (whole, decimals) = units.split_at(units.len() - places);
    format!("{whole}.{decimals}")
}
