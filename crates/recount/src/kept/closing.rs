//! Boxes closed, shuffled, decrypted and tallied.

use super::fold::{Around, State, is_blank, under};
use super::model::ByPost;
use super::view::{Closed, Figures, OpenedBox, Step, Tallied};
use crate::log::Allowed;
use crate::read::rulebook::Rulebook;

impl State {
    pub(super) fn close(&mut self, around: &Around<'_>, id: &str, closed: Closed) -> Allowed {
        let opened = self.opened(id)?;
        if around.log.poll_closed.is_none() {
            return Err("the poll is not closed yet".to_owned());
        }
        if opened.closed.is_some() {
            return Err(format!("the box {id} is closed already"));
        }
        check_voted(around.rulebook, opened, &closed)?;
        let removed = self.removed_from(id).len();
        if u128::from(closed.removed) != removed as u128 {
            return Err(format!(
                "{} ballots removed, and standing rulings remove {removed}",
                closed.removed
            ));
        }
        check_going_on(around.rulebook, &closed)?;
        self.check_turnout(id, closed.voted)?;
        self.opened_mut(id)?.closed = Some(closed);
        Ok(())
    }

    pub(super) fn shuffle(&mut self, id: &str, step: Step) -> Allowed {
        self.check_step(id, &step)?;
        self.check_message(&step)?;
        let opened = self.opened_mut(id)?;
        if !opened.decryptions.is_empty() {
            return Err("nothing is shuffled after a decryption".to_owned());
        }
        opened.shuffles.push(step);
        Ok(())
    }

    pub(super) fn decrypt(&mut self, id: &str, step: Step) -> Allowed {
        self.check_step(id, &step)?;
        let closed = self.opened(id)?.closed.as_ref();
        // The decryption of no ballots has the same bytes, whoever makes it.
        if closed.is_none_or(|closed| closed.tallied > 0) {
            self.check_message(&step)?;
        }
        self.opened_mut(id)?.decryptions.push(step);
        Ok(())
    }

    fn check_step(&self, id: &str, step: &Step) -> Allowed {
        let opened = self.opened(id)?;
        if opened.closed.is_none() {
            return Err(format!("the box {id} is not closed yet"));
        }
        if opened.tallied.is_some() {
            return Err(format!("the box {id} is tallied already"));
        }
        if is_blank(&step.statement) {
            return Err("the statement is empty".to_owned());
        }
        if self.steps().any(|other| other.statement == step.statement) {
            return Err("the statement is there already".to_owned());
        }
        Ok(())
    }

    fn check_message(&self, step: &Step) -> Allowed {
        if self.steps().any(|other| other.message == step.message) {
            return Err("the message is there already".to_owned());
        }
        Ok(())
    }

    /// What trustees made, of whichever box.
    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.boxes
            .iter()
            .flat_map(|opened| opened.shuffles.iter().chain(&opened.decryptions))
    }

    pub(super) fn tally(
        &mut self,
        around: &Around<'_>,
        id: &str,
        archive: String,
        posts: ByPost,
    ) -> Allowed {
        let opened = self.opened_mut(id)?;
        let Some(closed) = &opened.closed else {
            return Err(format!("the box {id} is not closed yet"));
        };
        if opened.tallied.is_some() {
            return Err(format!("the box {id} is tallied already"));
        }
        check_trustees(around.rulebook, opened)?;
        check_posts(opened, &posts)?;
        for (post, figures) in &posts {
            let found = all_papers(figures);
            if found != u128::from(closed.tallied) {
                return Err(format!(
                    "the papers of {post} come to {found}, and {} ballots are tallied",
                    closed.tallied
                ));
            }
        }
        opened.tallied = Some(Tallied { archive, posts });
        Ok(())
    }
}

/// All papers of one post, whether they count for it or not.
pub(super) fn all_papers(figures: &Figures) -> u128 {
    let Figures {
        papers,
        blank,
        spoilt,
    } = *figures;
    u128::from(papers) + u128::from(blank) + u128::from(spoilt)
}

/// What was cast follows from who voted, and from nothing else where nobody may vote again.
fn check_voted(rulebook: &Rulebook, opened: &OpenedBox, closed: &Closed) -> Allowed {
    let Closed {
        size, cast, voted, ..
    } = *closed;
    if voted > cast {
        return Err(format!("{voted} voted, and {cast} ballots were cast"));
    }
    if voted > opened.credentials {
        return Err(format!(
            "{voted} voted, and there are {} credentials",
            opened.credentials
        ));
    }
    if cast != size {
        return Err(format!(
            "{cast} ballots were cast, and the box's log has {size}"
        ));
    }
    if cast != voted && !rulebook.ballot.replacing {
        return under(
            "ballot.replacing",
            format!("{cast} ballots of {voted} who voted"),
        );
    }
    Ok(())
}

/// How many ballots can be tallied.
fn check_going_on(rulebook: &Rulebook, closed: &Closed) -> Allowed {
    let Closed {
        cast,
        voted,
        removed,
        tallied,
        ..
    } = *closed;
    if rulebook.ballot.replacing {
        if tallied > voted {
            return Err(format!("{tallied} ballots are tallied, and {voted} voted"));
        }
    } else if cast.checked_sub(removed) != Some(tallied) {
        return Err(format!(
            "{tallied} ballots are tallied, of {cast} less {removed} removed"
        ));
    }
    Ok(())
}

fn check_trustees(rulebook: &Rulebook, opened: &OpenedBox) -> Allowed {
    let needed = rulebook.ballot.trustees_needed();
    for (what, steps) in [
        ("shuffles", &opened.shuffles),
        ("decryptions", &opened.decryptions),
    ] {
        let there = steps.len();
        if (there as u128) < u128::from(needed) {
            return under(
                "ballot.trustees",
                format!("{there} {what}, and {needed} are needed"),
            );
        }
    }
    Ok(())
}

fn check_posts(opened: &OpenedBox, posts: &ByPost) -> Allowed {
    let has = |post: &String| opened.posts.iter().any(|question| question.post == *post);
    if posts.len() == opened.posts.len() && posts.keys().all(has) {
        Ok(())
    } else {
        Err(format!("these are not the posts of the box {}", opened.id))
    }
}
