//! Results: counted, provided, declared.

use std::collections::BTreeSet;

use hustings_contest::event::{Act, FiguresProvided, LotsDrawn, ResultDeclared};
use hustings_contest::{
    Declaration, Digest, PostResult, Statement, declaration, kept, result, statement,
};
use hustings_count::{CandidateId, Transcript};
use hustings_rulebook::{Address, Moment, Post, PostId};

use crate::error::OfficeError;
use crate::office::{Beside, Hand, Office, Recorded};

/// What a post's count came to, with its documents.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The post.
    pub post: Post,
    /// The count.
    pub transcript: Transcript,
    /// What is read out of it.
    pub declaration: Declaration,
}

impl Office {
    /// What a post comes to, as it stands.
    pub async fn result(&self, post: &Post) -> Result<PostResult, OfficeError> {
        Ok(result(&self.contest, post, &self.papers().await?)?)
    }

    /// Every post that has a count, with its documents.
    pub async fn counted(&self) -> Result<Vec<Counted>, OfficeError> {
        let papers = self.papers().await?;
        let mut counted = Vec::new();
        for post in &self.contest.rulebook().posts {
            if let PostResult::Complete(transcript) = result(&self.contest, post, &papers)? {
                counted.push(Counted {
                    post: post.clone(),
                    declaration: declaration(&self.contest, post, &transcript, &self.log_digest()),
                    transcript: *transcript,
                });
            }
        }
        Ok(counted)
    }

    /// The statement of persons nominated.
    pub fn statement(&self) -> Statement {
        statement(&self.contest, &self.log_digest())
    }

    /// Records a lot that was drawn, if it is one that the count asks for.
    pub async fn draw(&mut self, lot: LotsDrawn, hand: &Hand) -> Result<Recorded, OfficeError> {
        self.catch_up().await?;
        let size = self.size();
        let post = self.contest.rulebook().post(&lot.post).cloned();
        let post = post.ok_or_else(|| {
            OfficeError::count(
                &lot.post,
                "the rulebook has no such post; name one of its posts",
            )
        })?;
        let asked = match self.result(&post).await? {
            PostResult::LotsRequired { stage, among } => Some((stage.get(), among)),
            _ => None,
        };
        let set = |among: &[CandidateId]| among.iter().cloned().collect::<BTreeSet<_>>();
        match asked {
            Some((stage, among)) if stage == lot.stage_number && set(&among) == set(&lot.among) => {
            }
            Some((stage, among)) => {
                let names: Vec<&str> = among.iter().map(CandidateId::as_str).collect();
                return Err(OfficeError::count(
                    &lot.post,
                    format!(
                        "the count asks for a lot at stage {stage} among {} (count.ties); draw that one",
                        names.join(", ")
                    ),
                ));
            }
            None => {
                return Err(OfficeError::count(
                    &lot.post,
                    "the count asks for no lot (count.ties); a lot that nothing asks for could not be taken back",
                ));
            }
        }
        let event = hand.does(Act::LotsDrawn(lot), Some(Address::new("count.ties")));
        self.record_after(size, &[event], Beside::default()).await
    }

    /// The count of a post that nothing is missing from.
    async fn complete(&self, post: &PostId) -> Result<Transcript, OfficeError> {
        let of = self.contest.rulebook().post(post);
        let of = of.ok_or_else(|| {
            OfficeError::count(post, "the rulebook has no such post; name one of its posts")
        })?;
        match self.result(&of.clone()).await? {
            PostResult::Complete(transcript) => Ok(*transcript),
            PostResult::LotsRequired { stage, among } => {
                let names: Vec<&str> = among.iter().map(CandidateId::as_str).collect();
                Err(OfficeError::count(
                    post,
                    format!(
                        "stage {stage} of the count is a tie among {}; draw a lot among exactly them, and record it by `contest lots`",
                        names.join(", ")
                    ),
                ))
            }
            PostResult::RulingRequired { .. } | PostResult::NotYet { .. } => Err(
                OfficeError::count(post, "there is no count yet; tally the boxes first"),
            ),
        }
    }

    /// Records that figures went to those who may ask for a recount; returns the transcript that they are given.
    pub async fn provide(
        &mut self,
        post: &PostId,
        to: Vec<String>,
        embargo: Option<Moment>,
        hand: &Hand,
    ) -> Result<Transcript, OfficeError> {
        self.catch_up().await?;
        let size = self.size();
        let transcript = self.complete(post).await?;
        let provided = FiguresProvided {
            post: post.clone(),
            transcript: Digest::of(transcript.to_json().as_bytes()),
            to,
            embargo,
        };
        let event = hand.does(Act::FiguresProvided(provided), Some(Address::new("count")));
        self.record_after(size, &[event], Beside::default()).await?;
        Ok(transcript)
    }

    /// Declares a result, as it was counted; where there was nothing to poll, who is elected unopposed.
    pub async fn declare(
        &mut self,
        post: &PostId,
        certified_by: Option<String>,
        hand: &Hand,
    ) -> Result<Recorded, OfficeError> {
        self.catch_up().await?;
        let size = self.size();
        let unopposed = kept::unopposed(&self.contest, post).map(<[CandidateId]>::to_vec);
        let elected = match unopposed {
            Some(nominees) => nominees,
            None => self.complete(post).await?.elected,
        };
        let declared = ResultDeclared {
            post: post.clone(),
            elected,
            certified_by,
        };
        let event = hand.does(Act::ResultDeclared(declared), Some(Address::new("count")));
        self.record_after(size, &[event], Beside::default()).await
    }
}
