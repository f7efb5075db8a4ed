//! Who is on the paper, and in which order.

use hustings_contest::statement::Standing;
use hustings_count::CandidateId;
use hustings_rulebook::{Order, PostId};

use crate::error::OfficeError;
use crate::office::Office;

/// Who may be on the paper for a post.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    /// Who met every gate.
    pub nominated: Vec<CandidateId>,
    /// Of whom that is undetermined.
    pub undetermined: Vec<CandidateId>,
}

impl Office {
    /// Who met every gate, and of whom that is undetermined.
    pub fn standings(&self, post: &PostId) -> Standings {
        let posts = self.statement().posts.into_iter();
        let candidates = posts
            .filter(|of| of.id == *post)
            .flat_map(|of| of.candidates);
        let mut standings = Standings::default();
        for candidate in candidates {
            match candidate.standing {
                Standing::Nominated => standings.nominated.push(candidate.id),
                Standing::Undetermined => standings.undetermined.push(candidate.id),
                _ => {}
            }
        }
        standings
    }

    /// By surname, which is taken to be a name's last word, then by the whole name.
    pub fn alphabetical(&self, post: &PostId, among: &[CandidateId]) -> Vec<CandidateId> {
        let mut named = self.contest.candidates(post);
        named.retain(|candidate| among.contains(&candidate.id));
        named.sort_by_key(|candidate| {
            let words = candidate.name.rsplit(' ').next();
            let surname = words.unwrap_or_default().to_lowercase();
            (surname, candidate.name.to_lowercase())
        });
        named.into_iter().map(|candidate| candidate.id).collect()
    }

    /// The candidates in the order of the paper: as given, or, where none are, all who met every gate in alphabetical order.
    pub fn paper(
        &self,
        post: &PostId,
        given: &[CandidateId],
    ) -> Result<Vec<CandidateId>, OfficeError> {
        let Standings {
            nominated,
            undetermined,
        } = self.standings(post);
        if given.is_empty() {
            if let Some(candidate) = undetermined.first() {
                return Err(OfficeError::PersonNeeded(format!(
                    "whether '{candidate}' may stand is undetermined; record what decides it, rule, or name the nominees"
                )));
            }
            if self.contest.rulebook().paper.order == Order::Lot {
                return Err(OfficeError::PersonNeeded(
                    "the order on the paper is drawn by lot (paper.order); draw it, and name the candidates in that order".to_owned(),
                ));
            }
            return Ok(self.alphabetical(post, &nominated));
        }
        if let Some(missing) = nominated.iter().find(|id| !given.contains(id)) {
            return Err(OfficeError::NotPossible(format!(
                "'{missing}' met every gate and is not named; name all who stand, or rule and withdraw first"
            )));
        }
        let stray = given
            .iter()
            .find(|id| !nominated.contains(id) && !undetermined.contains(id));
        match stray {
            Some(stray) => Err(OfficeError::NotPossible(format!(
                "'{stray}' did not meet every gate, or has withdrawn; see `hustings contest status`"
            ))),
            None => Ok(given.to_vec()),
        }
    }
}
