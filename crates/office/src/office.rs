//! A contest in its store: what stands, and how something is added to it.

use std::sync::Arc;

use hustings_contest::event::{Act, Circumstances, ContestOpened, Role};
use hustings_contest::{Contest, Digest, Event, LogDigest, apply, wire};
use hustings_log::note::SigningKey;
use hustings_log::{Hash, Tree};
use hustings_rulebook::{Address, Moment, Rulebook};
use hustings_store::{LogName, RowKey, Store, StoreError, Turn};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use crate::beginning::Beginning;
use crate::electors::Directory;
use crate::error::OfficeError;
use crate::names::ContestId;

/// A contest that is kept in a store, as far as its log was read.
pub struct Office {
    pub(crate) store: Store,
    pub(crate) id: ContestId,
    pub(crate) contest: Contest,
    pub(crate) key: SigningKey,
    pub(crate) tree: Tree,
    /// The lines of the log, each with its line feed.
    text: Vec<u8>,
    rulebook: String,
    /// By what electors of the frozen roll are found, once somebody has looked for one.
    pub(crate) directory: Mutex<Option<Arc<Directory>>>,
}

/// Who does something, and when.
#[derive(Debug, Clone)]
pub struct Hand {
    /// Who.
    pub actor: Option<String>,
    /// In which role.
    pub role: Role,
    /// Now, in the rulebook's time zone.
    pub now: Moment,
    /// When it was decided, if that was another time.
    pub decided: Option<Moment>,
    /// When it was received, if that was another time.
    pub received: Option<Moment>,
    /// Where it is known from.
    pub sources: Vec<String>,
    /// What else is to be known.
    pub note: Option<String>,
}

impl Hand {
    /// The event of an act that this hand does, under a clause.
    pub fn does(&self, act: Act, clause: Option<Address>) -> Event {
        Event {
            circumstances: Circumstances {
                actor: self.actor.clone(),
                role: Some(self.role),
                clause,
                decided: Some(self.decided.as_ref().unwrap_or(&self.now).clone()),
                received: Some(self.received.as_ref().unwrap_or(&self.now).clone()),
                recorded: Some(self.now.clone()),
                sources: self.sources.clone(),
                note: self.note.clone(),
            },
            act,
        }
    }
}

/// What is written beside events, in the same commit.
#[derive(Debug, Default)]
pub struct Beside {
    /// Rows that are written.
    pub rows: Vec<(RowKey, Vec<u8>)>,
    /// Rows that are taken away.
    pub removed: Vec<RowKey>,
    /// Rows that must stand as they were read, or nothing is written.
    pub unchanged: Vec<(RowKey, Option<Vec<u8>>)>,
    /// Logs that begin.
    pub begin: Vec<LogName>,
    /// Logs that take no more.
    pub close: Vec<LogName>,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The numbers of the new entries, from 0.
    pub entries: std::ops::Range<u64>,
    /// The signed checkpoint over all that there is now.
    pub checkpoint: String,
}

impl Office {
    /// Begins a contest in a store.
    pub async fn found(
        store: Store,
        beginning: Beginning,
        hand: &Hand,
    ) -> Result<Self, OfficeError> {
        let turn = store.turn(&[]).await?;
        Self::found_with(turn, store, beginning, hand, &[], Beside::default()).await
    }

    /// Begins a contest in a turn in which logs are created, with events that come at once after its first two, and rows
    /// beside them: all of it, or nothing.
    pub(crate) async fn found_with(
        turn: Turn,
        store: Store,
        beginning: Beginning,
        hand: &Hand,
        more: &[Event],
        mut beside: Beside,
    ) -> Result<Self, OfficeError> {
        let Beginning {
            id,
            rulebook,
            record,
            log,
            key,
        } = beginning;
        let digest = Digest::of(rulebook.as_bytes());
        let mut office = Self {
            contest: Contest::new(Rulebook::parse(&rulebook)?, digest.clone()),
            tree: Tree::new(),
            text: Vec::new(),
            store,
            id,
            key,
            rulebook,
            directory: Mutex::default(),
        };
        let opened = ContestOpened {
            rulebook: digest,
            record,
        };
        let first =
            [Act::ContestOpened(opened), Act::LogEstablished(log)].map(|act| hand.does(act, None));
        let events: Vec<Event> = first.into_iter().chain(more.iter().cloned()).collect();
        beside.begin.push(office.id.log()?);
        beside.rows.extend([
            (office.id.key_row(), office.key.reveal().as_bytes().to_vec()),
            (
                office.id.file_row("rulebook.toml"),
                office.rulebook.as_bytes().to_vec(),
            ),
        ]);
        office.write(turn, &events, beside).await?;
        Ok(office)
    }

    /// Opens the contest of a store: reads its rulebook, and folds its log.
    pub async fn open(store: Store, id: ContestId) -> Result<Self, OfficeError> {
        let lost = |what: &str| OfficeError::Lost(format!("{what} of the contest '{id}'"));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
        let rulebook = store.row(&id.file_row("rulebook.toml")).await?;
        let rulebook = rulebook
            .and_then(text)
            .ok_or_else(|| lost("the rulebook"))?;
        let key = store
            .row(&id.key_row())
            .await?
            .and_then(text)
            .map(Zeroizing::new);
        let key = key.and_then(|key| SigningKey::parse(&key).ok());
        let mut office = Self {
            contest: Contest::new(Rulebook::parse(&rulebook)?, Digest::of(rulebook.as_bytes())),
            tree: Tree::new(),
            text: Vec::new(),
            key: key.ok_or_else(|| lost("the log's key"))?,
            store,
            id,
            rulebook,
            directory: Mutex::default(),
        };
        office.catch_up().await?;
        Ok(office)
    }

    /// Reads what others have added.
    pub async fn catch_up(&mut self) -> Result<(), OfficeError> {
        let log = self.id.log()?;
        let mut entries = self.store.entries(&log, self.tree.size()..u64::MAX).await?;
        let mut lines = Vec::new();
        while let Some((_, entry)) = entries.next().await? {
            lines.push(entry);
        }
        lines.iter().try_for_each(|line| self.take(line))
    }

    /// Whether nobody has added anything since it was read.
    pub async fn is_caught_up(&self) -> Result<bool, OfficeError> {
        let head = self.store.head(&self.id.log()?).await?;
        Ok(head.size == self.tree.size())
    }

    /// Applies a line that is in the log.
    fn take(&mut self, line: &[u8]) -> Result<(), OfficeError> {
        let number = usize::try_from(self.tree.size())
            .unwrap_or(usize::MAX)
            .saturating_add(1);
        let lost = || OfficeError::Lost(format!("line {number} of the log as an event"));
        let text = std::str::from_utf8(line).map_err(|_| lost())?;
        let event = wire::parse(text, number)?;
        apply(&mut self.contest, &event).map_err(|_| lost())?;
        self.tree.append(Hash::of_entry(line));
        self.text.extend_from_slice(line);
        self.text.push(b'\n');
        Ok(())
    }

    /// Records events, and writes what is beside them: all of it, or nothing.
    pub async fn record(
        &mut self,
        events: &[Event],
        beside: Beside,
    ) -> Result<Recorded, OfficeError> {
        let turn = self.turn(&beside.close).await?;
        self.write(turn, events, beside).await
    }

    /// Records what was computed from the log as it stood at this size; refused if it has grown since, for then what was
    /// computed may not follow any more.
    pub(crate) async fn record_after(
        &mut self,
        size: u64,
        events: &[Event],
        beside: Beside,
    ) -> Result<Recorded, OfficeError> {
        let turn = self.turn(&beside.close).await?;
        if self.tree.size() == size {
            self.write(turn, events, beside).await
        } else {
            Err(OfficeError::Moved)
        }
    }

    /// How many entries of the log were read.
    pub(crate) fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Waits for a turn at the contest's log and at others, and reads what was added meanwhile: what is seen in the turn
    /// stands until it ends.
    pub(crate) async fn turn(&mut self, others: &[LogName]) -> Result<Turn, OfficeError> {
        let log = self.id.log()?;
        let mut logs = others.to_vec();
        logs.push(log.clone());
        let mut turn = self.store.turn(&logs).await?;
        let mut entries = turn.entries(&log, self.tree.size()..u64::MAX)?;
        let mut lines = Vec::new();
        while let Some((_, entry)) = entries.next().await? {
            lines.push(entry);
        }
        lines.iter().try_for_each(|line| self.take(line))?;
        Ok(turn)
    }

    /// Ends a turn at the contest's log by recording events, and what is beside them.
    pub(crate) async fn write(
        &mut self,
        mut turn: Turn,
        events: &[Event],
        beside: Beside,
    ) -> Result<Recorded, OfficeError> {
        // What is refused, or is not written, must leave what stands as it is.
        let mut contest = self.contest.clone();
        let mut tree = self.tree.clone();
        let mut lines = Vec::new();
        for event in events {
            let line = wire::line(event);
            wire::parse(&line, lines.len() + 1)?;
            apply(&mut contest, event)?;
            tree.append(Hash::of_entry(line.as_bytes()));
            lines.push(line.into_bytes());
        }
        for (row, value) in &beside.unchanged {
            if turn.row(row).await? != *value {
                return Err(OfficeError::Moved);
            }
        }
        for log in &beside.begin {
            turn.create_log(log).await?;
        }
        let log = self.id.log()?;
        let entries = turn.append(&log, &lines).await?;
        let origin = contest
            .kept()
            .map(|kept| kept.log.act.origin.clone())
            .unwrap_or_default();
        let checkpoint = self.sign(&origin, tree.head())?;
        turn.keep_checkpoint(&log, tree.size(), &checkpoint).await?;
        for (row, value) in &beside.rows {
            turn.put_row(row, value).await?;
        }
        for row in &beside.removed {
            turn.delete_row(row).await?;
        }
        for log in &beside.close {
            turn.close_log(log).await?;
        }
        turn.commit().await?;
        self.contest = contest;
        self.tree = tree;
        for line in lines {
            self.text.extend_from_slice(&line);
            self.text.push(b'\n');
        }
        Ok(Recorded {
            entries,
            checkpoint,
        })
    }

    /// The contest, as far as it was read.
    pub fn contest(&self) -> &Contest {
        &self.contest
    }

    /// Its name in the store.
    pub fn id(&self) -> &ContestId {
        &self.id
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The rulebook's text.
    pub fn rulebook(&self) -> &str {
        &self.rulebook
    }

    /// The log's lines, each with its line feed.
    pub fn events(&self) -> &[u8] {
        &self.text
    }

    /// Which log documents are made from.
    pub fn log_digest(&self) -> LogDigest {
        LogDigest {
            entries: self.tree.size(),
            digest: Digest::of(&self.text),
        }
    }

    /// The contests of a store.
    pub async fn contests(store: &Store) -> Result<Vec<ContestId>, StoreError> {
        let heads = store.heads().await?;
        Ok(heads
            .iter()
            .filter_map(|head| ContestId::of_log(&head.log))
            .collect())
    }
}
