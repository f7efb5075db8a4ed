//! The count: boxes opened, papers put together and published, results.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;

use hustings_contest::event::{
    Act, BoxTallied, FiguresProvided, LotsDrawn, PaperTotals, PapersPublished, ResultDeclared,
    ReturnsDeclared,
};
use hustings_contest::{
    Declaration, Digest, Event, PostResult, Statement, declaration, kept, result, statement,
};
use hustings_count::papers::CandidateIndex;
use hustings_count::{Candidate, CandidateId, Papers, Seats, Transcript, read, write};
use hustings_rulebook::{Address, BoxId, Moment, Post, PostId, SectionId};
use hustings_seal::verify::Outcome;

use crate::boxes::{Reach, append_result, logged};
use crate::error::OfficeError;
use crate::names::{kind, papers_path};
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
    /// Opens a box whose trustees have done what is needed. `work` is an empty file.
    pub async fn tally_box(
        &mut self,
        of: &BoxId,
        work: File,
        hand: &Hand,
    ) -> Result<Recorded, OfficeError> {
        self.catch_up().await?;
        let size = self.size();
        let statements = self.statements(of).await?;
        let mut file = self.archive(of, Reach::Whole, work).await?;
        let verified = append_result(self, of, &mut file, statements)?;
        let outcomes = verified.report().outcomes.as_deref().unwrap_or_default();
        let mut posts = BTreeMap::new();
        let mut rows = Vec::new();
        for (post, outcome) in self.posts_of(of).into_iter().zip(outcomes) {
            let Outcome::Papers(opened) = outcome else {
                return Err(OfficeError::sealed(
                    of,
                    format!("the question on '{post}' asks for no ranking"),
                ));
            };
            let papers = self.papers_of(&post, &opened.rankings)?;
            let totals = PaperTotals {
                papers: papers.counted().get(),
                blank: papers.blank().get(),
                spoilt: opened.spoilt.len() as u64,
            };
            rows.push((
                self.id.row(kind::OPENED, format!("{post}/box/{of}")),
                self.blt(&post, &papers)?,
            ));
            posts.insert(post, totals);
        }
        let tallied = BoxTallied {
            r#box: of.clone(),
            archive: logged(verified.report().last_event)?,
            posts,
        };
        let event = hand.does(Act::BoxTallied(tallied), Some(Address::new("count")));
        self.record_after(
            size,
            &[event],
            Beside {
                rows,
                ..Beside::default()
            },
        )
        .await
    }

    fn posts_of(&self, of: &BoxId) -> Vec<PostId> {
        let state = self.contest.kept().and_then(|kept| kept.of_box(of));
        state
            .map(|of| of.opened.act.posts.clone())
            .unwrap_or_default()
    }

    pub(crate) fn nominees(&self, post: &PostId) -> Result<Vec<Candidate>, OfficeError> {
        self.contest
            .nominees(post)
            .ok_or_else(|| OfficeError::count(post, "its nominees are not published"))
    }

    /// Rankings, by the rank of each nominee, as papers.
    fn papers_of(
        &self,
        post: &PostId,
        rankings: &BTreeMap<Vec<u8>, usize>,
    ) -> Result<Papers, OfficeError> {
        let refused = |error: hustings_count::papers::PapersError| OfficeError::count(post, error);
        let mut papers = Papers::new(self.nominees(post)?).map_err(refused)?;
        for (ranks, number) in rankings {
            let mut preferences: Vec<(u8, CandidateIndex)> = ranks
                .iter()
                .enumerate()
                .filter(|(_, rank)| **rank > 0)
                .filter_map(|(place, rank)| Some((*rank, CandidateIndex::new(place)?)))
                .collect();
            preferences.sort_unstable();
            let preferences: Vec<CandidateIndex> = preferences
                .into_iter()
                .map(|(_, candidate)| candidate)
                .collect();
            papers.add(&preferences, *number as u64).map_err(refused)?;
        }
        Ok(papers)
    }

    pub(crate) fn blt(&self, post: &PostId, papers: &Papers) -> Result<Vec<u8>, OfficeError> {
        let of = self.contest.rulebook().post(post);
        let title = of.map(|post| post.title.clone()).unwrap_or_default();
        let seats = of.map_or(Seats::ONE, |post| Seats(post.seats));
        write::blt::write(papers, seats, &title)
            .map(String::into_bytes)
            .map_err(|error| OfficeError::count(post, error))
    }

    /// Puts the papers of boxes and batches together, publishes them, and declares the returns, once all are counted.
    ///
    /// The posted papers of all sections and batches stand in one file with those of the boxes, so that no section's posted
    /// papers are ever published apart. But whoever takes the opened ballots from that file is left with all that came by
    /// post: where these are few, a ruling comes first.
    pub async fn publish_papers(&mut self, hand: &Hand) -> Result<Recorded, OfficeError> {
        self.catch_up().await?;
        let size = self.size();
        let counted = self.contest.kept().is_some_and(kept::Kept::is_counted);
        if !self.contest.has_closed() || !counted {
            return Err(OfficeError::NotPossible(
                "not every box is opened and every batch of papers counted (count); `hustings contest status` says what is missing".to_owned(),
            ));
        }
        self.expect_enough_posted()?;
        let mut events = Vec::new();
        let mut rows = Vec::new();
        for post in self.contest.rulebook().posts.clone() {
            let Some(papers) = self.all_papers(&post.id).await? else {
                continue;
            };
            let bytes = self.blt(&post.id, &papers)?;
            let published = PapersPublished {
                post: post.id.clone(),
                section: None,
                file: papers_path(&post.id),
                papers: Digest::of(&bytes),
            };
            rows.push((self.id.papers_row(&post.id), bytes));
            events.push(hand.does(Act::PapersPublished(published), Some(Address::new("count"))));
        }
        events.extend(self.returns(hand));
        self.record_after(
            size,
            &events,
            Beside {
                rows,
                ..Beside::default()
            },
        )
        .await
    }

    /// All papers of a post; nothing where there are none.
    async fn all_papers(&self, post: &PostId) -> Result<Option<Papers>, OfficeError> {
        let mut all: Option<Papers> = None;
        let mut rows = self.store.rows(&self.id.to_string(), kind::OPENED);
        let prefix = format!("{post}/");
        while let Some((key, bytes)) = rows.next().await? {
            if !key.starts_with(&prefix) {
                continue;
            }
            let nominees = self.nominees(post)?;
            let papers =
                read::blt::read(&bytes).map_err(|error| OfficeError::count(post, error))?;
            let papers = papers
                .for_candidates(&nominees)
                .map_err(|error| OfficeError::count(post, error))?;
            match &mut all {
                Some(all) => all
                    .join(&papers)
                    .map_err(|error| OfficeError::count(post, error))?,
                None => all = Some(papers),
            }
        }
        Ok(all)
    }

    /// Electors and papers, of each section and of the whole, as the boxes and the batches have them.
    fn returns(&self, hand: &Hand) -> Vec<Event> {
        let Some(kept) = self.contest.kept() else {
            return Vec::new();
        };
        let sections = self
            .contest
            .rulebook()
            .roll
            .sections
            .iter()
            .map(|section| Some(section.id.clone()));
        let apart = kept
            .batches
            .iter()
            .all(|batch| batch.received.act.section.is_some());
        let returns = sections.chain([None]).map(|section| {
            let online = kept
                .boxes
                .iter()
                .filter(|of| is_of(&of.opened.act.r#box, section.as_ref()));
            let online: u64 = online
                .filter_map(|of| Some(of.closed.as_ref()?.act.tallied))
                .sum();
            let batches = kept.batches.iter().map(|batch| &batch.received.act);
            let batches = batches.filter(|batch| section.is_none() || batch.section == section);
            let post: u64 = batches.map(|batch| batch.papers).sum();
            let known = apart || section.is_none();
            let mut channels = BTreeMap::from([("online".to_owned(), online)]);
            if known && !kept.batches.is_empty() {
                channels.insert("post".to_owned(), post);
            }
            ReturnsDeclared {
                eligible: Some(kept.roll.electors(section.as_ref())),
                returned: known.then_some(online + post),
                invalid: None,
                channels,
                section,
            }
        });
        returns
            .map(|returns| hand.does(Act::ReturnsDeclared(returns), Some(Address::new("ballot"))))
            .collect()
    }

    /// The files of papers that the log names.
    pub async fn papers(&self) -> Result<BTreeMap<String, Vec<u8>>, OfficeError> {
        let mut papers = BTreeMap::new();
        for path in self.contest.paper_files() {
            let bytes = self.store.row(&self.id.file_row(&path)).await?;
            let bytes = bytes.ok_or_else(|| OfficeError::Lost(path.clone()))?;
            papers.insert(path, bytes);
        }
        Ok(papers)
    }

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

fn is_of(of: &BoxId, section: Option<&SectionId>) -> bool {
    section.is_none_or(|section| section.as_str() == of.as_str())
}
