//! The count: boxes opened, papers put together and published, returns.

use std::collections::BTreeMap;
use std::fs::File;

use hustings_contest::event::{Act, BoxTallied, PaperTotals, PapersPublished, ReturnsDeclared};
use hustings_contest::{Digest, Event, kept};
use hustings_count::{Candidate, Papers, Seats, read, write};
use hustings_rulebook::{Address, BoxId, PostId, SectionId};
use hustings_seal::verify::Outcome;

use crate::archives::{Reach, append_result, logged};
use crate::error::OfficeError;
use crate::names::{kind, papers_path};
use crate::office::{Beside, Hand, Office, Recorded};

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
            papers.add_ranks(ranks, *number as u64).map_err(refused)?;
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
            let mut channels = BTreeMap::from([("online".to_owned(), online)]);
            if !kept.batches.is_empty() {
                channels.insert("post".to_owned(), post);
            }
            ReturnsDeclared {
                eligible: Some(kept.roll.electors(section.as_ref())),
                returned: Some(online + post),
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
}

fn is_of(of: &BoxId, section: Option<&SectionId>) -> bool {
    section.is_none_or(|section| section.as_str() == of.as_str())
}
