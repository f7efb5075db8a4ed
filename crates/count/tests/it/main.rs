//! What counting promises, against answers that are known from elsewhere.

mod axioms;
mod college;
mod counts;
mod declared;
mod ers97;
mod exhaustive;
mod formats;
mod marks;
mod meek;
mod papers;
mod pieces;
mod plurality;
mod properties;
mod reading;
mod records;
mod refusals;
mod seats;
mod seeds;
mod supplementary;
mod ties;
mod wigm;

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
        chosen: id(excluded),
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

/// The figures of a stage on one line: `ada 8, bo 39/8; nobody 9/8; quota 5`.
fn figures(stage: &Stage) -> String {
    let votes = stage
        .votes
        .iter()
        .map(|(id, votes)| format!("{id} {votes}"));
    let mut line = votes.collect::<Vec<_>>().join(", ");
    line += &format!("; nobody {}", stage.non_transferable);
    if let Some(lost) = &stage.lost {
        line += &format!("; lost {lost}");
    }
    if let Some(quota) = &stage.quota {
        line += &format!("; quota {quota}");
    }
    line
}

/// The transfers of a stage on one line: `ada>bo 15/8, ada>- 9/8`.
fn moves(stage: &Stage) -> String {
    let moves = stage.action.transfers.iter().map(|transfer| {
        let to = transfer.to.as_ref().map_or("-", CandidateId::as_str);
        format!("{}>{to} {}", transfer.from, transfer.votes)
    });
    moves.collect::<Vec<_>>().join(", ")
}

const BOTH_RESORTS: [Resort; 2] = [Resort::EarlierStages, Resort::Lots];
