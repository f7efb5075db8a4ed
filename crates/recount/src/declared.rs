//! Somebody else's figures as a transcript: what follows from them, or why they cannot be.

use std::collections::BTreeMap;

use crate::rule::av::{Av, Exclude, Step};
use crate::rule::{MOST_CANDIDATES, Rule};
use crate::ties::Purpose;
use crate::transcript::{Candidate, Stage, Tie, Transcript, Transfer};
use crate::votes::Votes;

/// The votes declared for a post.
pub(crate) struct Declared<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) seats: u64,
    /// All candidates for the post, in the order of their declaration.
    pub(crate) candidates: &'a [Candidate],
    /// By number of stage, for the whole.
    pub(crate) stages: &'a BTreeMap<u64, Votes>,
    /// At stage 1, by section.
    pub(crate) sections: BTreeMap<String, Votes>,
}

impl Declared<'_> {
    /// The transcript, or why the figures cannot be those of a count under the rule.
    pub(crate) fn transcript(&self) -> Result<Transcript, String> {
        let rule = self.checkable()?;
        if self.seats != 1 {
            return Err(format!(
                "the alternative vote fills one seat, not {}",
                self.seats
            ));
        }
        let mut numbered: Vec<&Votes> = Vec::new();
        for (number, (declared, votes)) in (1..).zip(self.stages) {
            if *declared != number {
                return Err(format!("the votes of stage {number} are missing"));
            }
            numbered.push(votes);
        }
        let first = numbered.first().ok_or("no votes were declared")?;
        if first.len() > MOST_CANDIDATES {
            return Err(format!(
                "{} candidates have votes, and there may be at most {MOST_CANDIDATES}",
                first.len()
            ));
        }
        let papers: u128 = first.values().sum();
        for (section, votes) in &self.sections {
            if let Some(id) = votes.keys().find(|id| !first.contains_key(*id)) {
                return Err(format!(
                    "{id} has votes of {section} at stage 1, and none of the whole"
                ));
            }
        }

        let mut stages = Vec::new();
        let mut elected = Vec::new();
        for (index, votes) in numbered.iter().enumerate() {
            let next = numbered.get(index + 1).copied();
            let mut stage = stage(rule, index, votes, next, papers)?;
            if index == 0 {
                stage.sections.clone_from(&self.sections);
            }
            if stage.did == "elected" {
                elected.clone_from(&stage.candidates);
            }
            stages.push(stage);
        }
        Ok(Transcript {
            counted: false,
            rule: self.rule.clone(),
            seats: self.seats,
            section: None,
            papers,
            blank: 0,
            candidates: self
                .candidates
                .iter()
                .filter(|candidate| first.contains_key(&candidate.id))
                .cloned()
                .collect(),
            stages,
            elected,
        })
    }

    /// The rule, if declared figures can be checked under it: as the page says, by the alternative
    /// vote that excludes one at a stage and re-opens nothing.
    fn checkable(&self) -> Result<&Av, String> {
        match self.rule {
            Rule::Av(av) if av.exclude == Exclude::One && av.reopen.is_none() => Ok(av),
            rule => Err(format!(
                "votes cannot be declared under the rule {}",
                rule.written()
            )),
        }
    }
}

fn stage(
    rule: &Av,
    index: usize,
    votes: &Votes,
    next: Option<&Votes>,
    papers: u128,
) -> Result<Stage, String> {
    let number = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1);
    let total: u128 = votes.values().sum();
    let mut stage = Stage::new(number, votes.clone());
    stage.non_transferable = papers
        .checked_sub(total)
        .ok_or_else(|| format!("stage {number} has more votes than stage 1"))?;
    match (rule.step(votes, papers, true), next) {
        (Step::Elect { who, clause }, None) => {
            stage.act("elected", vec![who], clause);
        }
        (Step::Elect { who, .. }, Some(_)) => {
            return Err(format!(
                "stage {number} elects {who} under the rule, and another stage follows"
            ));
        }
        (Step::Exclude { fewest, clause }, Some(next)) => {
            let excluded = one_fewer(number, votes, next)?;
            if !fewest.contains(&excluded) {
                return Err(format!(
                    "stage {number} excludes {excluded}, who did not have the fewest votes"
                ));
            }
            stage.transfers = transfers(number, votes, next, &excluded)?;
            stage.tie = (fewest.len() > 1).then(|| Tie {
                among: fewest,
                left: None,
                to: Purpose::Exclude,
                chosen: excluded.clone(),
                resolved_by: "declared",
                stage: None,
            });
            stage.act("excluded", vec![excluded], clause);
        }
        // The rest are for rules that are not checkable, and for sections.
        _ => {
            return Err(format!(
                "stage {number} is the last, and elects nobody under the rule"
            ));
        }
    }
    Ok(stage)
}

/// The one candidate of this stage who is absent at the next.
fn one_fewer(number: u64, votes: &Votes, next: &Votes) -> Result<String, String> {
    if let Some(back) = next.keys().find(|id| !votes.contains_key(*id)) {
        return Err(format!(
            "{back} has votes at stage {} and none at stage {number}",
            number.saturating_add(1)
        ));
    }
    let gone: Vec<&String> = votes.keys().filter(|id| !next.contains_key(*id)).collect();
    match gone[..] {
        [one] => Ok(one.clone()),
        [] => Err(format!(
            "stage {number} excludes nobody, and another stage follows"
        )),
        _ => Err(format!("stage {number} excludes more than one candidate")),
    }
}

/// The differences between two stages.
fn transfers(
    number: u64,
    votes: &Votes,
    next: &Votes,
    excluded: &str,
) -> Result<Vec<Transfer>, String> {
    let mut left = votes.get(excluded).copied().unwrap_or(0);
    let mut found = Vec::new();
    for (id, after) in next {
        let before = votes.get(id).copied().unwrap_or(0);
        let gained = after
            .checked_sub(before)
            .ok_or_else(|| format!("the votes of {id} shrink after stage {number}"))?;
        left = left.checked_sub(gained).ok_or_else(|| {
            format!("more votes are gained after stage {number} than {excluded} had")
        })?;
        found.push((Some(id.clone()), gained));
    }
    found.push((None, left));
    Ok(found
        .into_iter()
        .filter(|(_, votes)| *votes > 0)
        .map(|(to, votes)| Transfer {
            from: excluded.to_owned(),
            to,
            votes,
        })
        .collect())
}

#[cfg(test)]
mod tests;
