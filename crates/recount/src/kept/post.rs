//! Papers that come by post, and what they come to.

use super::closing::all_papers;
use super::fold::{Around, State, under};
use super::model::{PostCount, Receipt};
use super::unopposed::{asked, check_polled};
use super::view::{Counted, PostBatch};
use crate::ids::all_different;
use crate::log::{Allowed, check_post, check_section};

const WINDOW: &str = "ballot.window";

/// The one section of a roll that has none.
const ALL: &str = "electors";

impl State {
    pub(super) fn receive(&mut self, around: &Around<'_>, receipt: Receipt) -> Allowed {
        if !around.rulebook.ballot.has("post") {
            return under("ballot.means", "nobody votes by post");
        }
        check_section(around.rulebook, receipt.section.as_deref())?;
        if around.log.poll_opened.is_none() {
            return under(WINDOW, "the poll is not open yet");
        }
        if around.log.poll_closed.is_some() {
            return under(WINDOW, "the poll is closed");
        }
        if self.batches.iter().any(|batch| batch.id == receipt.batch) {
            return Err(format!("there is a batch {} already", receipt.batch));
        }
        let section = receipt.section.as_deref();
        if section.is_none() && !around.rulebook.sections.is_empty() {
            return under(
                "roll.section",
                format!("the papers of {} are of no section", receipt.batch),
            );
        }
        self.check_turnout(section.unwrap_or(ALL), receipt.received)?;
        self.batches.push(PostBatch {
            id: receipt.batch,
            section: receipt.section,
            received: receipt.received,
            set_aside: receipt.set_aside,
            rejected: receipt.rejected,
            counted: None,
        });
        Ok(())
    }

    /// Whether a section has an elector for every paper that was taken in from it, and for these others who voted.
    pub(super) fn check_turnout(&self, section: &str, others: u64) -> Allowed {
        let electors = self.section(section).map_or(0, |found| found.electors);
        let took_part = self.papers_from(section) + u128::from(others);
        if took_part > u128::from(electors) {
            return under(
                "roll",
                format!("{took_part} of {section} took part, and it has {electors} electors"),
            );
        }
        Ok(())
    }

    /// How many papers were taken in from a section; from all electors where the roll has none.
    pub(super) fn papers_from(&self, section: &str) -> u128 {
        let batches = self.batches.iter();
        batches
            .filter(|batch| batch.section.as_deref().unwrap_or(ALL) == section)
            .map(|batch| u128::from(batch.received))
            .sum()
    }

    pub(super) fn count_post(&mut self, around: &Around<'_>, count: PostCount) -> Allowed {
        let batch = self
            .batches
            .iter_mut()
            .find(|batch| batch.id == count.batch)
            .ok_or_else(|| format!("the batch {} was not received", count.batch))?;
        if batch.counted.is_some() {
            return Err(format!("the batch {} is counted already", batch.id));
        }
        if around.log.poll_closed.is_none() {
            return Err("the poll is not closed yet".to_owned());
        }
        if count.papers != batch.received {
            return Err(format!(
                "{} papers counted, and {} received",
                count.papers, batch.received
            ));
        }
        for (post, figures) in &count.posts {
            check_post(around.rulebook, post)?;
            check_polled(around.rulebook, around.log, post)?;
            let found = all_papers(figures);
            if found != u128::from(count.papers) {
                return Err(format!(
                    "the papers of {post} come to {found}, and the batch has {}",
                    count.papers
                ));
            }
        }
        let section = batch.section.as_deref().unwrap_or(ALL);
        let asked = asked(around.rulebook, around.log, section);
        let is_counted = |post: &&str| count.posts.contains_key(*post);
        if count.posts.len() != asked.len() || !asked.iter().all(is_counted) {
            return Err(format!("the papers of {} are for {asked:?}", batch.id));
        }
        check_entered(&count)?;
        batch.counted = Some(Counted {
            papers: count.papers,
            differing: count.differing,
            adjudicated: count.adjudicated,
            posts: count.posts,
            entered_by: count.entered_by,
        });
        Ok(())
    }
}

/// Two people entered the papers, and only what they entered differently is ruled on.
fn check_entered(count: &PostCount) -> Allowed {
    let names = count.entered_by.iter().map(String::as_str);
    if count.entered_by.len() != 2 || !all_different(names) {
        return Err("papers are entered by two people".to_owned());
    }
    if count.adjudicated > count.differing {
        return Err(format!(
            "{} papers adjudicated, and {} differ",
            count.adjudicated, count.differing
        ));
    }
    Ok(())
}
