//! Where one paper went, stage by stage, told from the transcript.

use num_bigint::BigUint;
use num_rational::Ratio;

use crate::candidate::CandidateId;
use crate::stage::{Did, Stage, StageNumber};
use crate::transcript::Transcript;
use crate::votes::Votes;

/// Where a paper lies at a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// The stage.
    pub stage: StageNumber,
    /// With whom, and for how much of a vote; several where the rule divides papers (Meek), nobody where it no longer
    /// counts.
    pub with: Vec<(CandidateId, Votes)>,
}

/// A rule under which a paper cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("papers counted by the rule {rule} cannot be followed one by one; {why}")]
pub struct NotFollowed {
    rule: &'static str,
    why: &'static str,
}

/// How papers move under a rule.
pub(crate) enum Manner {
    /// To the first of their preferences who is in the count, as whole votes.
    Whole,
    /// The same, of so many preferences only, and to nobody if the first does not stand.
    First(usize),
    /// As whole votes, and in surpluses at a reduced value.
    Reduced(CutOff),
    /// Divided by the keep values of the elected.
    Divided,
}

/// What is cut off after the decimals of a rule when a value is reduced.
#[derive(Clone, Copy)]
pub(crate) enum CutOff {
    /// The quotient.
    Once,
    /// The product, and then the quotient (wigm-prf 4).
    Twice,
}

impl Transcript {
    /// Where a paper with these preferences, first preference first, lies at each stage.
    pub fn follow(&self, preferences: &[CandidateId]) -> Result<Vec<Whereabouts>, NotFollowed> {
        let rule = self.rule.name();
        let manner = self.rule.method().manner();
        let manner = manner.map_err(|why| NotFollowed { rule, why })?;
        let looked_at = match manner {
            Manner::First(most) => preferences.get(..most).unwrap_or(preferences),
            _ => preferences,
        };
        let mut paper = Paper {
            preferences: looked_at,
            at: None,
            value: Votes::whole(1),
            cut_off: match manner {
                Manner::Reduced(cut_off) => cut_off,
                _ => CutOff::Once,
            },
        };
        paper.go_on(self.stages.first(), &[]);
        if matches!(manner, Manner::First(_)) && paper.at != Some(0) {
            paper.at = None;
        }
        let mut elected: Vec<CandidateId> = Vec::new();
        let mut all = Vec::new();
        for (place, stage) in self.stages.iter().enumerate() {
            let with = match manner {
                Manner::Divided => divided(preferences, stage),
                _ => paper.lies_with(),
            };
            all.push(Whereabouts {
                stage: stage.number,
                with,
            });
            elected.extend(
                stage
                    .elected
                    .iter()
                    .map(|elected| elected.candidate.clone()),
            );
            let next = self.stages.get(place + 1);
            paper.moves(stage, next, &elected);
        }
        Ok(all)
    }
}

/// A paper that lies as a whole with one candidate.
struct Paper<'a> {
    preferences: &'a [CandidateId],
    /// The place of the preference for which it lies where it does; `None` if it no longer counts.
    at: Option<usize>,
    value: Votes,
    cut_off: CutOff,
}

impl Paper<'_> {
    fn lies_with(&self) -> Vec<(CandidateId, Votes)> {
        let with = self.at.and_then(|place| self.preferences.get(place));
        with.map(|id| (id.clone(), self.value.clone()))
            .into_iter()
            .collect()
    }

    /// Goes on if whoever has it is excluded or has a surplus.
    fn moves(&mut self, stage: &Stage, next: Option<&Stage>, elected: &[CandidateId]) {
        let with = self.at.and_then(|place| self.preferences.get(place));
        let Some(with) = with.filter(|with| stage.action.candidates.contains(with)) else {
            return;
        };
        match stage.action.did {
            Did::Excluded | Did::Withdrawn => self.go_on(next, elected),
            Did::Transferred => {
                self.value = stage.reduced(with, &self.value, self.cut_off);
                self.go_on(next, elected);
            }
            Did::Elected | Did::Reopened | Did::BallotAgain | Did::Ended => {}
        }
    }

    /// Goes to the next preference who is in the count and not elected.
    fn go_on(&mut self, stage: Option<&Stage>, elected: &[CandidateId]) {
        let from = self.at.map_or(0, |place| place + 1);
        let open = |id: &CandidateId| {
            stage.is_some_and(|stage| stage.votes.contains_key(id)) && !elected.contains(id)
        };
        let places = (from..).zip(self.preferences.iter().skip(from));
        let mut open = places.filter(|(_, id)| open(id));
        self.at = open.next().map(|(place, _)| place);
    }
}

impl Stage {
    /// What a paper of this value is worth after the surplus of whoever has it: surplus × value ÷ votes, with as many
    /// decimals as the quota has, or exactly where it has none.
    fn reduced(&self, elected: &CandidateId, value: &Votes, cut_off: CutOff) -> Votes {
        let votes = self.votes.get(elected).cloned().unwrap_or_default();
        let quota = self.quota.clone().unwrap_or_default();
        let surplus = votes.minus(&quota).unwrap_or_default();
        if votes.is_zero() {
            return Votes::ZERO;
        }
        let product: Ratio<BigUint> = surplus.to_fraction() * value.to_fraction();
        let product = match cut_off {
            CutOff::Once => product,
            CutOff::Twice => quota.cut_like(product).to_fraction(),
        };
        quota.cut_like(product / votes.to_fraction())
    }
}

/// The share of each whom a paper reaches, by keep values: who is not elected keeps all.
fn divided(preferences: &[CandidateId], stage: &Stage) -> Vec<(CandidateId, Votes)> {
    let one = Votes::whole(1).to_fraction();
    let mut left = one.clone();
    let mut with = Vec::new();
    for id in preferences.iter().filter(|id| stage.votes.contains_key(id)) {
        let keep = stage
            .keep_values
            .get(id)
            .map_or_else(|| one.clone(), Votes::to_fraction);
        let kept = &left * keep;
        left -= &kept;
        with.push((id.clone(), Votes::fraction(kept)));
        if left == Votes::ZERO.to_fraction() {
            break;
        }
    }
    with
}
