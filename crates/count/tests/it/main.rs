//! What counting promises, against answers that are known from elsewhere.

mod counts;
mod declared;
mod formats;
mod marks;
mod papers;
mod pieces;
mod properties;
mod reading;
mod records;
mod refusals;
mod ties;

use hustings_count::tie::{Lot, Resort};
use hustings_count::transcript::Stage;
use hustings_count::{
    Candidate, CandidateId, Outcome, Papers, Rule, StageNumber, Transcript, read,
};

/// The rule as a rulebook writes it.
fn rule(toml: &str) -> Rule {
    toml::from_str(toml).expect("the rule is one")
}

fn id(text: &str) -> CandidateId {
    text.parse().expect("the id is one")
}

fn ids(texts: &[&str]) -> Vec<CandidateId> {
    texts.iter().map(|text| id(text)).collect()
}

fn candidates(ids_and_names: &[(&str, &str)]) -> Vec<Candidate> {
    let candidate = |(text, name): &(&str, &str)| Candidate {
        id: id(text),
        name: (*name).to_owned(),
    };
    ids_and_names.iter().map(candidate).collect()
}

/// Papers of candidates with these names, from the lines that BLT has for papers.
fn papers(names: &[&str], lines: &str) -> Papers {
    let blt = format!(
        "{} 1\n{lines}\n0\n\"{}\"\n\"A test\"\n",
        names.len(),
        names.join("\"\n\"")
    );
    read::blt::read(blt.as_bytes()).expect("the papers are well formed")
}

fn complete(outcome: Outcome) -> Transcript {
    outcome.complete().expect("the count is complete")
}

fn stage(number: u32) -> StageNumber {
    StageNumber::new(number).expect("stages begin at 1")
}

fn lot(number: u32, among: &[&str], excluded: &str) -> Lot {
    Lot {
        stage: stage(number),
        among: ids(among),
        excluded: id(excluded),
    }
}

/// The votes of a stage, as ids with figures in the order of the ids.
fn votes(stage: &Stage) -> Vec<(&str, u64)> {
    stage
        .votes
        .iter()
        .map(|(id, votes)| (id.as_str(), votes.to_whole().expect("whole votes")))
        .collect()
}

/// The transfers of a stage: receiver, `-` for nobody, and papers.
fn transfers(stage: &Stage) -> Vec<(&str, u64)> {
    let transfers = stage.action.transfers.iter();
    transfers
        .map(|t| {
            (
                t.to.as_ref().map_or("-", CandidateId::as_str),
                t.votes.to_whole().expect("whole votes"),
            )
        })
        .collect()
}

const BOTH_RESORTS: [Resort; 2] = [Resort::EarlierStages, Resort::Lots];
