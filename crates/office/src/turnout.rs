//! Who has voted, which the store knows without knowing how; and how many.

use std::collections::BTreeSet;

use hustings_contest::kept;
use hustings_roll::ElectorId;
use hustings_rulebook::{BoxId, Means};

use crate::electors;
use crate::error::OfficeError;
use crate::names::{ELECTOR, kind, mark};
use crate::office::Office;
use crate::post::{Done, PaperRow};

/// How many have voted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnout {
    /// The boxes that are open, or were.
    pub boxes: Vec<BoxTurnout>,
    /// Papers that were taken in, from electors of any box or of none.
    pub papers: u64,
}

/// What is in a box, and who else can put nothing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxTurnout {
    /// Which.
    pub of: BoxId,
    /// Credentials on its list.
    pub credentials: u64,
    /// Ballots in it. Where a ballot replaces another both are.
    pub ballots: u64,
    /// Electors who cast while they were signed in.
    pub signed_in: u64,
    /// Electors whose paper came first.
    pub by_post: u64,
}

impl Office {
    /// By which means somebody has voted in a box; nothing if she has not. Of a ballot that was cast without being signed in
    /// only the registrar's links know whose it is.
    pub async fn has_voted(
        &self,
        of: &BoxId,
        elector: &ElectorId,
    ) -> Result<Option<Means>, OfficeError> {
        let (store, id, elector) = (&self.store, &self.id, elector.as_str());
        if store.row(&id.voted_row(of, elector)).await?.is_some() {
            return Ok(Some(Means::Online));
        }
        let paper = store.row(&id.paper_row(elector)).await?;
        if paper
            .map(|bytes| paper_row(&bytes))
            .transpose()?
            .is_some_and(|paper| is_taken(&paper))
        {
            return Ok(Some(Means::Post));
        }
        let Some(credential) = store.row(&id.credential_row(of, elector)).await? else {
            return Ok(None);
        };
        let credential = String::from_utf8_lossy(&credential);
        let log = id.box_log(of)?;
        let cast = store.find(&log, mark::CREDENTIAL, &credential).await?;
        Ok(cast.map(|_| Means::Online))
    }

    /// How many have voted.
    pub async fn turnout(&self) -> Result<Turnout, OfficeError> {
        let realm = self.id.to_string();
        let mut turnout = Turnout {
            boxes: Vec::new(),
            papers: self.taken().await?.len() as u64,
        };
        for of in self.contest.kept().into_iter().flat_map(|kept| &kept.boxes) {
            let opened = &of.opened.act;
            let of = opened.r#box.clone();
            let prefix = format!("{of}/");
            turnout.boxes.push(BoxTurnout {
                credentials: opened.credentials,
                // Boxes get their logs when the poll is opened.
                ballots: if self.contest.has_opened() {
                    self.store.head(&self.id.box_log(&of)?).await?.size
                } else {
                    0
                },
                signed_in: self.store.count_rows(&realm, kind::VOTED, &prefix).await?,
                by_post: self.store.count_rows(&realm, kind::POSTED, &prefix).await?,
                of,
            });
        }
        Ok(turnout)
    }

    /// The electors of a box who have not voted by any means, in the order of their numbers: whom to remind. Of ballots that
    /// were cast without being signed in only the registrar's links know whose they are; without links their electors are
    /// here too.
    pub async fn not_voted(&self, of: &BoxId) -> Result<Vec<ElectorId>, OfficeError> {
        let mut boxes = kept::box_ids(&self.contest).into_iter();
        let found = boxes.find(|(known, _)| known == of);
        let (_, section) = found.ok_or_else(|| {
            OfficeError::sealed(
                of,
                "the roll has no such section; give the id of one (roll.section)",
            )
        })?;
        let voted = self.voted(of).await?;
        let mut waiting = Vec::new();
        let mut rows = self.store.rows(&self.id.to_string(), ELECTOR);
        while let Some((key, bytes)) = rows.next().await? {
            if voted.contains(&key) {
                continue;
            }
            let elector = electors::read(&key, &bytes)?.row.elector;
            if elector.section == section {
                waiting.push(elector.id);
            }
        }
        Ok(waiting)
    }

    /// Who has voted, by the ids of electors; of papers also those of other boxes.
    async fn voted(&self, of: &BoxId) -> Result<BTreeSet<String>, OfficeError> {
        let realm = self.id.to_string();
        let prefix = format!("{of}/");
        let mut voted = self.taken().await?;
        let mut rows = self.store.rows_under(&realm, kind::VOTED, &prefix);
        while let Some((key, _)) = rows.next().await? {
            voted.extend(key.strip_prefix(&prefix).map(str::to_owned));
        }
        voted.extend(self.linked(of, &prefix).await?);
        Ok(voted)
    }

    /// Whose credential has cast a ballot, as far as the registrar's links say.
    async fn linked(&self, of: &BoxId, prefix: &str) -> Result<Vec<String>, OfficeError> {
        let realm = self.id.to_string();
        let mut voted = Vec::new();
        if self
            .store
            .count_rows(&realm, kind::CREDENTIAL, prefix)
            .await?
            == 0
        {
            return Ok(voted);
        }
        let log = self.id.box_log(of)?;
        let cast = self.store.keys(&log, mark::CREDENTIAL).await?;
        let mut links = self.store.rows_under(&realm, kind::CREDENTIAL, prefix);
        while let Some((key, credential)) = links.next().await? {
            let credential = String::from_utf8_lossy(&credential);
            // They come in order.
            let has_cast = cast
                .binary_search_by(|key| key.as_str().cmp(&credential))
                .is_ok();
            voted.extend(
                key.strip_prefix(prefix)
                    .filter(|_| has_cast)
                    .map(str::to_owned),
            );
        }
        Ok(voted)
    }

    /// Whose paper was taken in.
    async fn taken(&self) -> Result<BTreeSet<String>, OfficeError> {
        let mut taken = BTreeSet::new();
        if !self.contest.rulebook().ballot.means.contains(&Means::Post) {
            return Ok(taken);
        }
        let mut papers = self.store.rows(&self.id.to_string(), kind::PAPER);
        while let Some((elector, bytes)) = papers.next().await? {
            if is_taken(&paper_row(&bytes)?) {
                taken.insert(elector);
            }
        }
        Ok(taken)
    }
}

fn paper_row(bytes: &[u8]) -> Result<PaperRow, OfficeError> {
    crate::post::parse(kind::PAPER, bytes)
}

fn is_taken(paper: &PaperRow) -> bool {
    paper.done == Done::Taken
}
