//! Where one paper went.

use std::fmt::Write as _;

use hustings_count::{CandidateId, Transcript};

use crate::failure::Failure;

/// A line a stage: with whom the paper lies, and for how much of a vote.
pub(super) fn followed(
    transcript: &Transcript,
    preferences: &[CandidateId],
) -> Result<String, Failure> {
    let candidates = &transcript.candidates;
    let stands = |id: &&CandidateId| candidates.iter().any(|candidate| candidate.id == **id);
    if let Some(unknown) = preferences.iter().find(|id| !stands(id)) {
        let ids: Vec<&str> = candidates.iter().map(|c| c.id.as_str()).collect();
        return Err(Failure::NotPossible(format!(
            "--paper: nobody has the id {unknown}; the candidates are {}",
            ids.join(", ")
        )));
    }
    let whereabouts = transcript
        .follow(preferences)
        .map_err(|error| Failure::NotPossible(format!("--paper: {error}")))?;
    let mut said = String::new();
    for at in whereabouts {
        let with = at.with.iter().map(|(id, votes)| {
            let mut named = candidates.iter().filter(|candidate| candidate.id == *id);
            let name = named
                .next()
                .map_or(id.as_str(), |candidate| &candidate.name);
            match votes.to_whole() {
                Some(1) => name.to_owned(),
                _ => format!("{name}, for {} of a vote", votes.to_decimals(9)),
            }
        });
        let with: Vec<String> = with.collect();
        let with = if with.is_empty() {
            "nobody: no preference is left".to_owned()
        } else {
            with.join("; ")
        };
        let _ = writeln!(said, "Stage {}: {with}", at.stage);
    }
    Ok(said)
}
