//! Candidates as people write them: by id or by name.

use hustings_count::{Candidate, CandidateId};

use crate::failure::Failure;

/// Those who stand.
#[derive(Clone, Copy)]
pub(super) struct People<'a>(pub(super) &'a [Candidate]);

impl People<'_> {
    /// Whoever has this id or this name. `said` is where it was written.
    pub(super) fn find(&self, text: &str, said: &str) -> Result<CandidateId, Failure> {
        let text = text.trim();
        let is = |candidate: &&Candidate| candidate.id.as_str() == text || candidate.name == text;
        let found = self.0.iter().find(is);
        found
            .map(|candidate| candidate.id.clone())
            .ok_or_else(|| self.nobody(text, said))
    }

    /// The same of several.
    pub(super) fn find_all(
        &self,
        texts: &[String],
        said: &str,
    ) -> Result<Vec<CandidateId>, Failure> {
        texts.iter().map(|text| self.find(text, said)).collect()
    }

    fn nobody(&self, text: &str, said: &str) -> Failure {
        let all: Vec<String> = self
            .0
            .iter()
            .map(|c| format!("{} ({})", c.id, c.name))
            .collect();
        Failure::NotPossible(format!(
            "{said}: nobody has the id or the name “{text}”; the candidates are {}",
            all.join(", ")
        ))
    }

    /// `Ada Ash (ash), Bo Birch (birch) and Cy Cedar (cedar)`.
    pub(super) fn list(&self, ids: &[CandidateId]) -> String {
        let named = ids.iter().map(|id| {
            let mut people = self.0.iter();
            let person = people.find(|candidate| candidate.id == *id);
            person.map_or_else(
                || id.to_string(),
                |person| format!("{} ({id})", person.name),
            )
        });
        let named: Vec<String> = named.collect();
        match named.as_slice() {
            [before @ .., last] if !before.is_empty() => {
                format!("{} and {last}", before.join(", "))
            }
            other => other.concat(),
        }
    }
}
