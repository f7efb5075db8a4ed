//! One contest, as this process holds it: caught up with the store whenever somebody asks, since others write too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hustings_contest::event::Role;
use hustings_office::{ContestId, Counted, Hand, Office, OfficeError, Reach, Slot};
use hustings_rulebook::{BoxId, Moment};
use hustings_store::{Intake, Store, StoreError};
use tempfile::NamedTempFile;
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::clock::{self, Shift};
use crate::mock_poll::MockPoll;
use crate::poll::aside;
use crate::public::listed;
use crate::trouble::Trouble;

/// How long an archive of a box that grows is given out again.
const ARCHIVE: Duration = Duration::from_mins(1);

/// Texts of boxes.
type Texts = Mutex<HashMap<BoxId, Arc<str>>>;

/// One contest in this process.
///
/// Whoever holds a guard of the office asks for no second one: a writer that has come between waits for the first, and the
/// second for the writer. So what does not change is kept beside it, and asks for none.
pub(crate) struct Hall {
    pub(crate) id: ContestId,
    store: Store,
    time_zone: String,
    mock: bool,
    mock_of: Option<ContestId>,
    office: RwLock<Office>,
    slots: Mutex<HashMap<BoxId, Arc<Slot>>>,
    elections: Texts,
    listed: Texts,
    /// Held by whoever makes one of these.
    making: tokio::sync::Mutex<()>,
    archives: tokio::sync::Mutex<HashMap<BoxId, (Instant, String, NamedTempFile)>>,
    counted: tokio::sync::Mutex<Option<(u64, Arc<Vec<Counted>>)>>,
    bundle: tokio::sync::Mutex<Option<(String, NamedTempFile)>>,
    intake: Intake,
}

impl Hall {
    pub(crate) async fn open(
        store: &Store,
        id: ContestId,
        intake: Intake,
    ) -> Result<Self, OfficeError> {
        let office = Box::pin(Office::open(store.clone(), id.clone())).await?;
        let mock_of = MockPoll::find(store, &id).await?;
        Ok(Self {
            mock_of: mock_of.and_then(|mock| mock.of.parse().ok()),
            id,
            store: store.clone(),
            time_zone: office.contest().rulebook().time_zone.clone(),
            mock: office.contest().is_mock(),
            office: RwLock::new(office),
            slots: Mutex::default(),
            elections: Mutex::default(),
            listed: Mutex::default(),
            making: tokio::sync::Mutex::default(),
            archives: tokio::sync::Mutex::default(),
            counted: tokio::sync::Mutex::default(),
            bundle: tokio::sync::Mutex::default(),
            intake,
        })
    }

    /// The contest as it stands now.
    pub(crate) async fn read(&self) -> Result<RwLockReadGuard<'_, Office>, OfficeError> {
        {
            let office = self.office.read().await;
            if office.is_caught_up().await? {
                return Ok(office);
            }
        }
        let mut office = self.office.write().await;
        office.catch_up().await?;
        Ok(office.downgrade())
    }

    /// The contest as it was read last, for what no later entry changes.
    pub(crate) async fn as_read(&self) -> RwLockReadGuard<'_, Office> {
        self.office.read().await
    }

    /// The contest, to record something short in it. What takes long is done [aside](Self::aside).
    pub(crate) async fn write(&self) -> Result<RwLockWriteGuard<'_, Office>, OfficeError> {
        let mut office = self.office.write().await;
        office.catch_up().await?;
        Ok(office)
    }

    /// The contest opened once more, so that nobody waits for what takes long: shuffles, closings, bundles.
    pub(crate) async fn aside(&self) -> Result<Office, OfficeError> {
        Box::pin(Office::open(self.store.clone(), self.id.clone())).await
    }

    /// Whether it is a rehearsal.
    pub(crate) fn is_mock(&self) -> bool {
        self.mock
    }

    /// The contest of which it is a mock poll, if it is one.
    pub(crate) fn mock_of(&self) -> Option<&ContestId> {
        self.mock_of.as_ref()
    }

    /// By how much the clock is set on.
    pub(crate) async fn shift(&self) -> Result<Shift, StoreError> {
        if self.mock {
            Shift::of(&self.store, &self.id).await
        } else {
            Ok(Shift::default())
        }
    }

    /// What the clock shows in this contest; a live one's is never shifted.
    pub(crate) async fn now(&self) -> Result<Moment, OfficeError> {
        Ok(clock::now(&self.time_zone, self.shift().await?))
    }

    /// The site's own hand, for what it does by itself in the returning officer's name.
    pub(crate) async fn hand_of_site(&self) -> Result<Hand, OfficeError> {
        self.hand("the site", Role::ReturningOfficer).await
    }

    /// Somebody's hand, now.
    pub(crate) async fn hand(&self, actor: &str, role: Role) -> Result<Hand, OfficeError> {
        Ok(Hand {
            actor: Some(actor.to_owned()),
            role,
            now: self.now().await?,
            decided: None,
            received: None,
            sources: Vec::new(),
            note: None,
        })
    }

    /// What ballots of a box are held against: made once, and as good as the box until it is closed.
    pub(crate) async fn slot(&self, of: &BoxId, now: &Moment) -> Result<Arc<Slot>, OfficeError> {
        let known = lock(&self.slots).get(of).cloned();
        if let Some(slot) = known {
            return Ok(slot);
        }
        // The first voters come all at once: one makes it, apart from the contest that others read, and they wait for that.
        let making = self.making.lock().await;
        let known = lock(&self.slots).get(of).cloned();
        if let Some(slot) = known {
            return Ok(slot);
        }
        let slot = Arc::new(self.aside().await?.slot(of, now).await?);
        lock(&self.slots).insert(of.clone(), Arc::clone(&slot));
        drop(making);
        Ok(slot)
    }

    /// The text of a box's election.
    pub(crate) async fn election(&self, of: &BoxId) -> Result<Arc<str>, OfficeError> {
        self.text(&self.elections, of, async |office: Office| {
            office.election(of).await
        })
        .await
    }

    /// What a browser holds a voting code against: how each credential of the box begins, one a line.
    pub(crate) async fn listed(&self, of: &BoxId) -> Result<Arc<str>, OfficeError> {
        let make = async |office: Office| Ok(listed::lines(&office.credentials(of).await?));
        self.text(&self.listed, of, make).await
    }

    /// A text of a box that does not change once the box is open: made once.
    async fn text(
        &self,
        texts: &Texts,
        of: &BoxId,
        make: impl AsyncFnOnce(Office) -> Result<String, OfficeError>,
    ) -> Result<Arc<str>, OfficeError> {
        let known = lock(texts).get(of).cloned();
        if let Some(text) = known {
            return Ok(text);
        }
        let making = self.making.lock().await;
        let known = lock(texts).get(of).cloned();
        if let Some(text) = known {
            return Ok(text);
        }
        let text: Arc<str> = make(self.aside().await?).await?.into();
        lock(texts).insert(of.clone(), Arc::clone(&text));
        drop(making);
        Ok(text)
    }

    /// The archive of a box: what was made while it was as it is, or in the last minute, or else made now, one at a time.
    pub(crate) async fn archive(&self, of: &BoxId) -> Result<std::fs::File, Trouble> {
        let mut kept = self.archives.lock().await;
        let office = self.aside().await?;
        let head = office
            .box_head(of)
            .await
            .map_or_else(|_| String::new(), |head| format!("{head:?}"));
        let state = format!("{head}/{}", office.log_digest().entries);
        let again = |file: &NamedTempFile| file.reopen().map_err(|error| Trouble::broken(&error));
        if let Some((made, of_state, file)) = kept.get(of)
            && (*of_state == state || made.elapsed() < ARCHIVE)
        {
            return again(file);
        }
        let closed = office
            .contest()
            .kept()
            .and_then(|kept| kept.of_box(of))
            .is_some_and(|of| of.closed.is_some());
        let reach = if closed { Reach::Whole } else { Reach::Cast };
        let made = NamedTempFile::new().map_err(|error| Trouble::broken(&error))?;
        let (written, id) = (again(&made)?, of.clone());
        aside::apart(async move { Ok(office.archive(&id, reach, written).await?) }).await?;
        let file = again(&made)?;
        kept.insert(of.clone(), (Instant::now(), state, made));
        Ok(file)
    }

    /// What every post came to, counted once for what the log holds.
    pub(crate) async fn counted(&self) -> Result<Arc<Vec<Counted>>, Trouble> {
        let mut kept = self.counted.lock().await;
        let size = self.read().await?.log_digest().entries;
        if let Some((of_size, counted)) = kept.as_ref()
            && *of_size == size
        {
            return Ok(Arc::clone(counted));
        }
        let office = self.aside().await?;
        let counted = aside::apart(async move { Ok(office.counted().await?) }).await?;
        let counted = Arc::new(counted);
        *kept = Some((size, Arc::clone(&counted)));
        Ok(counted)
    }

    /// The bundle: what was made of the log under this checkpoint, with the cosignatures that it has, or else made now. Who
    /// comes meanwhile waits.
    pub(crate) async fn bundle(
        &self,
        make: impl Future<Output = Result<NamedTempFile, Trouble>>,
    ) -> Result<std::fs::File, Trouble> {
        let mut kept = self.bundle.lock().await;
        let last = self.read().await?.checkpoint().await?;
        let file = match kept.take() {
            Some((made, file)) if made == last => file,
            _ => make.await?,
        };
        let opened = file.reopen().map_err(|error| Trouble::broken(&error))?;
        *kept = Some((last, file));
        Ok(opened)
    }

    /// Where ballots go in.
    pub(crate) fn intake(&self) -> &Intake {
        &self.intake
    }
}

/// What a thread that panicked has left is whole: an entry is put in, or not.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use hustings_contest::event::Record;
    use hustings_office::Beginning;
    use hustings_store::Location;

    use super::*;

    async fn hall(folder: &tempfile::TempDir) -> Arc<Hall> {
        let location = Location::File(folder.path().join("contest.hustings"));
        let store = Store::create(&location, hustings_office::indexer)
            .await
            .expect("an empty folder takes a store");
        let id: ContestId = "branch".parse().expect("it reads");
        let rulebook = include_str!("../rulebooks/branch.toml").to_owned();
        let origin = "branch.example/2027".parse().expect("it reads");
        let beginning = Beginning::new(id.clone(), rulebook, Record::Mock, origin, vec![], None)
            .expect("the rulebook works");
        let hand = Hand {
            actor: None,
            role: Role::ReturningOfficer,
            now: clock::in_zone("Europe/London"),
            decided: None,
            received: None,
            sources: Vec::new(),
            note: None,
        };
        Box::pin(Office::found(store.clone(), beginning, &hand))
            .await
            .expect("a contest can begin");
        let intake = store.intake();
        Arc::new(Hall::open(&store, id, intake).await.expect("it opens"))
    }

    #[tokio::test]
    async fn the_time_is_told_to_whoever_reads_while_somebody_waits_to_write() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let hall = hall(&folder).await;
        let reading = hall.read().await.expect("it is read");
        let waiting = tokio::spawn({
            let hall = Arc::clone(&hall);
            async move { hall.write().await.map(drop) }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!waiting.is_finished());
        let told = tokio::time::timeout(Duration::from_secs(10), hall.now()).await;
        told.expect("nobody waits for each other")
            .expect("the clock is read");
        drop(reading);
        waiting.await.expect("it ends").expect("it is written");
    }
}
