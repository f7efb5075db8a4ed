//! Boxes opened, and found again.

use super::fold::{Around, State, check_roll_section, under};
use super::model::Opening;
use super::unopposed::asked;
use super::view::{OpenedBox, Question};
use crate::log::Allowed;

impl State {
    /// The box, if it was opened.
    pub(super) fn opened(&self, id: &str) -> Result<&OpenedBox, String> {
        self.boxes
            .iter()
            .find(|opened| opened.id == id)
            .ok_or_else(|| no_box(id))
    }

    pub(super) fn opened_mut(&mut self, id: &str) -> Result<&mut OpenedBox, String> {
        self.boxes
            .iter_mut()
            .find(|opened| opened.id == id)
            .ok_or_else(|| no_box(id))
    }

    pub(super) fn open(&mut self, around: &Around<'_>, opening: Opening) -> Allowed {
        let id = &opening.id;
        let Around { rulebook, .. } = around;
        if !rulebook.ballot.has("online") {
            return under("ballot.means", "nobody votes online");
        }
        check_roll_section(rulebook, id)?;
        if self.opened(id).is_ok() {
            return Err(format!("the box {id} is open already"));
        }
        if self.roll.is_none() {
            return under("roll.freeze", "the roll is not frozen yet");
        }
        let posts = asked(rulebook, around.log, id);
        if posts.is_empty() {
            return under(
                "count.single_candidate",
                format!("nobody of {id} is polled on anything"),
            );
        }
        if opening.posts != posts {
            return Err(format!("{id} is asked about {posts:?}, in order"));
        }
        let electors = self.section(id).map_or(0, |section| section.electors);
        if opening.credentials != electors {
            return under(
                "roll",
                format!(
                    "{} credentials, and {electors} electors of {id}",
                    opening.credentials
                ),
            );
        }
        self.check_own_election(&opening)?;
        let questions = questions(around, &opening.posts)?;
        self.boxes.push(OpenedBox {
            id: opening.id,
            election: opening.election,
            fingerprint: opening.fingerprint,
            setup: opening.setup,
            credentials: opening.credentials,
            posts: questions,
            entry: around.entry,
            removed: Vec::new(),
            closed: None,
            shuffles: Vec::new(),
            decryptions: Vec::new(),
            tallied: None,
        });
        Ok(())
    }

    /// Ballots of one sealed election belong to one box.
    fn check_own_election(&self, opening: &Opening) -> Allowed {
        for earlier in &self.boxes {
            let shared = [
                ("election", earlier.election == opening.election),
                ("fingerprint", earlier.fingerprint == opening.fingerprint),
                ("setup", earlier.setup == opening.setup),
            ];
            if let Some((what, _)) = shared.into_iter().find(|(_, is_shared)| *is_shared) {
                return under(
                    "ballot",
                    format!("the box {} has this {what} already", earlier.id),
                );
            }
        }
        Ok(())
    }
}

fn no_box(id: &str) -> String {
    format!("the box {id} was not opened")
}

/// Who stands for each post; somebody must have said so.
fn questions(around: &Around<'_>, posts: &[String]) -> Result<Vec<Question>, String> {
    let mut questions = Vec::new();
    for post in posts {
        let Some(nominees) = around.log.nominees_for(post) else {
            return Err(format!("the nominees for {post} are not published yet"));
        };
        let candidates = nominees
            .candidates
            .iter()
            .filter_map(|id| around.log.candidate(post, id))
            .map(|candidate| candidate.name.clone())
            .collect();
        questions.push(Question {
            post: post.clone(),
            candidates,
        });
    }
    Ok(questions)
}
