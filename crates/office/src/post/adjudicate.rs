//! A paper that two people read differently, or doubt, decided by a third.

use hustings_count::{Candidate, CandidateId};
use hustings_rulebook::{BatchId, PostId};
use serde::{Deserialize, Serialize};

use super::compare::doubts;
use super::entry::same;
use super::marks::{Reading, judge};
use super::row;
use super::table::{DOUBTFUL, Written};
use crate::error::OfficeError;
use crate::office::{Beside, Office};

/// The most characters of a rule or a reason.
const LINE: usize = 200;

/// A decision on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjudication {
    /// Who decided: neither of the two who entered the paper.
    pub by: String,
    /// Under which rule; published with the count of the batch.
    pub rule: String,
    /// What the paper comes to.
    pub verdict: Verdict,
}

/// What a paper comes to, as a person decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// These ranks, which are a ranking.
    Marks(std::collections::BTreeMap<CandidateId, String>),
    /// It counts for nobody, for this reason.
    Spoilt(String),
    /// Nothing stands on it.
    Blank,
}

impl Office {
    /// Decides a paper that differs or is doubtful. A later decision takes the place of an earlier one, which is kept.
    pub async fn adjudicate(
        &mut self,
        batch: &BatchId,
        post: &PostId,
        paper: u64,
        decision: Adjudication,
    ) -> Result<(), OfficeError> {
        let refused = |reason: String| Err(OfficeError::batch(batch, reason));
        let mut turn = self.turn(&[]).await?;
        self.expect_readable(batch, post)?;
        let mut readings = self.readings(&mut turn, batch, post).await?;
        let [first, second] = readings.entries.as_slice() else {
            return refused(format!(
                "'{post}' is not entered twice; what is to be decided is known after that"
            ));
        };
        if decision.by.trim().is_empty() {
            return refused("nobody is named who decides; give the name by --by".to_owned());
        }
        if [first, second]
            .iter()
            .any(|entry| same(&entry.by, &decision.by))
        {
            return refused(format!(
                "{} entered it, and a third person decides what differs; have somebody else decide",
                decision.by
            ));
        }
        if !doubts(&readings).iter().any(|doubt| doubt.paper == paper) {
            return refused(format!(
                "paper {paper} was entered alike for '{post}', and is not doubtful: there is nothing to decide; `hustings contest paper compare` prints what is"
            ));
        }
        let nominees = self.nominees(post)?;
        if let Err(reason) = check(&decision, &nominees) {
            return refused(reason);
        }
        readings.decisions.entry(paper).or_default().push(decision);
        let at = self.id.entry_row(batch, &format!("{post}/decided"));
        row::put(&mut turn, &at, &readings.decisions).await?;
        self.write(turn, &[], Beside::default()).await?;
        Ok(())
    }
}

/// Refuses a decision that says no rule, or not what the paper comes to.
fn check(decision: &Adjudication, nominees: &[Candidate]) -> Result<(), String> {
    if !is_a_line(&decision.rule) {
        return Err(format!(
            "a decision names its rule, in a line of at most {LINE} characters; give it by --rule"
        ));
    }
    match &decision.verdict {
        Verdict::Spoilt(reason) if !is_a_line(reason) => Err(format!(
            "why a paper is spoilt is a line of at most {LINE} characters; give it by --spoilt"
        )),
        Verdict::Marks(marks) => ranking(marks, nominees),
        Verdict::Spoilt(_) | Verdict::Blank => Ok(()),
    }
}

fn ranking(marks: &Written, nominees: &[Candidate]) -> Result<(), String> {
    if let Some(unknown) = marks
        .keys()
        .find(|id| !nominees.iter().any(|nominee| nominee.id == **id))
    {
        return Err(format!(
            "'{unknown}' is no nominee for this post; name the nominees by their ids"
        ));
    }
    if marks.values().any(|mark| mark.starts_with(DOUBTFUL)) {
        return Err("a decision leaves nothing doubtful; take the '?' out".to_owned());
    }
    match judge(marks, nominees) {
        Reading::Ranking(_) => Ok(()),
        Reading::Blank => Err("a paper without a mark is blank; say so by --blank".to_owned()),
        Reading::Spoilt(reason) => Err(format!(
            "these marks are no ranking ({reason}); give ranks from 1 without a gap, or say by --spoilt why the paper counts for nobody"
        )),
    }
}

fn is_a_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LINE && !text.chars().any(char::is_control)
}
