//! What a candidate is called, and where he or she stands on the paper, changes nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hustings_count::{Candidate, CandidateId, Outcome, Transcript};

use super::dice::Dice;
use super::election::{Election, Ties};
use super::rules::{AV, OF_A_MAJORITY, OTHERS, STV};

/// Candidates with each other's names, and in another order on the paper, come to the same transcript with those names.
/// Only a public seed looks at names (ties 6); an order or a lot goes with whoever has it.
pub fn holds(bytes: &[u8]) {
    let mut dice = Dice::new(bytes);
    let election = Election::drawn(&mut dice, &[STV, AV, OF_A_MAJORITY, OTHERS]);
    if election.ties == Ties::Seed {
        return;
    }
    let renamed = Election {
        called: dice.order(election.called.len()),
        listed: dice.order(election.listed.len()),
        ..election.clone()
    };
    let names = (0..election.called.len()).map(|c| (election.id(c), renamed.id(c)));
    let names = Names(names.collect());
    let none = Names(
        names
            .0
            .values()
            .map(|id| (id.clone(), id.clone()))
            .collect(),
    );
    assert_eq!(
        names.outcome(election.outcome()),
        none.outcome(renamed.outcome()),
        "{renamed:?}"
    );
}

/// What everybody comes to be called. What stands in the order of the paper or of names is put into one order.
struct Names(BTreeMap<CandidateId, CandidateId>);

impl Names {
    fn outcome(&self, outcome: Outcome) -> (Vec<CandidateId>, Transcript) {
        match outcome {
            Outcome::Complete(transcript) => (Vec::new(), self.transcript(transcript)),
            Outcome::LotsRequired {
                among,
                transcript_so_far,
                ..
            }
            | Outcome::Unresolvable {
                among,
                transcript_so_far,
                ..
            }
            | Outcome::BallotRequired {
                among,
                transcript_so_far,
            } => (self.all(&among), self.transcript(transcript_so_far)),
        }
    }

    fn transcript(&self, mut transcript: Transcript) -> Transcript {
        let ids = transcript.candidates.iter().map(|c| c.id.clone());
        let ids = self.all(&ids.collect::<Vec<_>>()).into_iter();
        let called = |id: CandidateId| Candidate {
            name: id.to_string(),
            id,
        };
        transcript.candidates = ids.map(called).collect();
        transcript.withdrawn = self.all(&transcript.withdrawn);
        transcript.elected = self.all(&transcript.elected);
        for stage in &mut transcript.stages {
            stage.votes = self.map(&stage.votes);
            stage.keep_values = self.map(&stage.keep_values);
            for votes in stage.sections.values_mut() {
                *votes = self.map(votes);
            }
            for elected in &mut stage.elected {
                elected.candidate = self.one(&elected.candidate);
            }
            // In the order of the votes; only equals are in that of the paper.
            let votes = stage.votes.clone();
            assert!(
                stage
                    .elected
                    .is_sorted_by_key(|e| Reverse(votes.get(&e.candidate)))
            );
            stage.elected.sort_by_key(|e| {
                (
                    Reverse(votes.get(&e.candidate).cloned()),
                    e.candidate.clone(),
                )
            });
            stage.action.candidates = self.all(&stage.action.candidates);
            for transfer in &mut stage.action.transfers {
                transfer.from = self.one(&transfer.from);
                transfer.to = transfer.to.as_ref().map(|to| self.one(to));
            }
            let place = |to: &Option<CandidateId>| (to.is_none(), to.clone());
            let transfers = &mut stage.action.transfers;
            transfers.sort_by_key(|t| (t.from.clone(), place(&t.to)));
            if let Some(tie) = &mut stage.action.tie {
                tie.among = self.all(&tie.among);
                tie.chosen = self.one(&tie.chosen);
            }
        }
        transcript
    }

    fn one(&self, id: &CandidateId) -> CandidateId {
        self.0[id].clone()
    }

    fn all(&self, ids: &[CandidateId]) -> Vec<CandidateId> {
        let mut ids: Vec<_> = ids.iter().map(|id| self.one(id)).collect();
        ids.sort();
        ids
    }

    fn map<V: Clone>(&self, map: &BTreeMap<CandidateId, V>) -> BTreeMap<CandidateId, V> {
        map.iter()
            .map(|(id, value)| (self.one(id), value.clone()))
            .collect()
    }
}

#[cfg(test)]
proptest::proptest! {
    #[test]
    fn other_names_and_places_on_the_paper_change_the_names_and_nothing_else(bytes in super::bytes()) {
        holds(&bytes);
    }
}
