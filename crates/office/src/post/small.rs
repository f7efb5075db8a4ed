//! Few papers, whose rankings would be known apart.

use hustings_contest::event::{Matter, RulingOutcome};
use hustings_rulebook::{PostId, RulingId};

use crate::error::OfficeError;
use crate::office::Office;

/// The matter of a ruling that allows the rankings of few posted papers to be published.
pub const SMALL_GROUP: &str = "publication of posted papers";

impl Office {
    /// Refuses to publish rankings of posted papers that are fewer than the smallest section that may be reported: the
    /// opened ballots of boxes are public, and whoever takes them from the papers of a post is left with those that came by
    /// post. Unless a standing ruling allows it.
    ///
    /// Where a ruling disallows it, no command helps: what is left is said.
    pub(crate) fn expect_enough_posted(&self) -> Result<(), OfficeError> {
        let Some(smallest) = self.contest.rulebook().roll.smallest_reported_section else {
            return Ok(());
        };
        for post in &self.contest.rulebook().posts {
            let posted = self.posted(&post.id);
            if posted == 0 || posted >= smallest {
                continue;
            }
            let remedy = match self.ruling_on_small_group() {
                Some((_, RulingOutcome::Allowed)) => continue,
                Some((ruling, RulingOutcome::Disallowed)) => disallowed(ruling),
                None => format!(
                    "rule on it by `hustings contest rule ID --allow --reasons \"…\" other \"{SMALL_GROUP}\"`, or by the same with --disallow"
                ),
            };
            let came = if posted == 1 {
                "1 paper"
            } else {
                &format!("{posted} papers")
            };
            return Err(OfficeError::PersonNeeded(format!(
                "{}: {came} came by post, and fewer than {smallest} may not be known apart (roll.smallest_reported_section): \
                 whoever takes the opened ballots from the published papers is left with them; {remedy}",
                post.id
            )));
        }
        Ok(())
    }

    /// How many papers of a post came by post, in all batches.
    fn posted(&self, post: &PostId) -> u64 {
        let batches = self
            .contest
            .kept()
            .into_iter()
            .flat_map(|kept| &kept.batches);
        batches
            .filter(|batch| {
                let section = batch.received.act.section.as_ref();
                self.posts_of_section(section).contains(post)
            })
            .fold(0, |sum, batch| {
                sum.saturating_add(batch.received.act.papers)
            })
    }

    /// What stands on publishing few papers: which ruling, and what it says.
    fn ruling_on_small_group(&self) -> Option<(&RulingId, RulingOutcome)> {
        let matter = Matter::Other {
            matter: SMALL_GROUP.to_owned(),
        };
        let ruling = self
            .contest
            .kept()
            .and_then(|kept| kept.rulings.on(&matter));
        ruling.map(|ruling| (&ruling.ruling, ruling.outcome))
    }
}

/// What is left where the rankings of so few are not to be published: nothing within this contest.
fn disallowed(ruling: &RulingId) -> String {
    format!(
        "{ruling} does not allow it, so this contest publishes no papers and declares no result that is counted from them: \
         rankings of so few papers would show how people voted. Hold it anew with sections merged or with more who vote by post, or \
         supersede the ruling by `hustings contest rule ID --allow --supersedes {ruling} --reasons \"…\" other \"{SMALL_GROUP}\"`"
    )
}
