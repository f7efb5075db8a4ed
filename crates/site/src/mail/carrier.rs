//! Who carries mails out: a task of every process.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::message::Mailbox;
use tokio::sync::{Mutex as AsyncMutex, mpsc, watch};

use super::line::{Cause, Failing, Letter, Line};
use super::queue::{self, Claimed, Outcome};
use super::server::Server;
use super::{MailSettings, compose, line};
use crate::site::{Site, SiteError};

/// How many mails are claimed in a turn, and how many wait in the process at most.
const BATCH: usize = 100;
const CLAIMED: usize = 2 * BATCH;
/// Lines to the server at once.
const LINES: usize = 8;
/// How often a carrier looks whether others have queued something.
const LOOK: Duration = Duration::from_secs(2);
/// How long a line stands with nothing to send.
const IDLE: Duration = Duration::from_secs(10);
/// How long after its claim a mail may be begun: it then takes 45 seconds at most, and there are as many left to write down
/// what came of it before others may claim it.
const BEGIN: Duration = Duration::from_secs(30);
/// How long a server that takes nothing is left alone, growing.
const REST: Duration = Duration::from_secs(5);
const LONGEST_REST: Duration = Duration::from_mins(2);

/// Who carries mails out; nobody, where nothing is said of how.
pub struct Post(Option<Carrier>);

struct Carrier {
    way: Way,
    from: Mailbox,
    /// What the ids of messages end in.
    host: String,
    health: Mutex<Health>,
}

/// How mails leave.
enum Way {
    Server(Arc<Server>),
    /// As files, for rehearsals on one machine.
    Folder(PathBuf),
}

/// Whether the server takes anything.
#[derive(Default)]
struct Health {
    rests: u32,
    until: Option<Instant>,
}

type Stop = watch::Receiver<bool>;
type Work = Arc<AsyncMutex<mpsc::Receiver<Claimed>>>;
type Results = mpsc::UnboundedSender<(Claimed, Outcome)>;

impl Post {
    /// Looks at the settings; nothing is sent yet.
    pub fn open(site: &Site) -> Result<Self, SiteError> {
        let carrier = site.settings.mail.as_ref().map(|mail| {
            let host = site.settings.url.host_str().unwrap_or("localhost");
            Carrier::new(mail, host).map_err(SiteError::Mail)
        });
        Ok(Self(carrier.transpose()?))
    }

    /// Carries mails out until it is told to stop; what is being sent is sent then, and what it came to written down.
    pub async fn run(self, site: Arc<Site>, stop: Stop) {
        let Some(carrier) = self.0 else {
            return;
        };
        let carrier = Arc::new(carrier);
        let (claims, work) = mpsc::channel(CLAIMED);
        let (results, done) = mpsc::unbounded_channel();
        let work = Arc::new(AsyncMutex::new(work));
        let mut lines = tokio::task::JoinSet::new();
        for _ in 0..LINES {
            let carrier = Arc::clone(&carrier);
            lines.spawn(carrier.carry(Arc::clone(&work), results.clone(), stop.clone()));
        }
        drop(results);
        tokio::join!(carrier.claim(&site, claims, stop), settle(&site, done));
    }
}

impl Way {
    fn read(address: &str, host: &str) -> Result<Self, String> {
        match address.strip_prefix("file://") {
            Some(folder) => Ok(Self::Folder(folder.into())),
            None => Ok(Self::Server(Arc::new(Server::read(address, host)?))),
        }
    }
}

impl Carrier {
    fn new(mail: &MailSettings, host: &str) -> Result<Self, String> {
        let from = mail.from.parse().map_err(|error| {
            format!("'{}' is nobody whom mail can be from ({error})", mail.from)
        })?;
        Ok(Self {
            way: Way::read(&mail.smtp, host)?,
            from,
            host: host.to_owned(),
            health: Mutex::default(),
        })
    }

    /// Claims what is due, while there is room for it.
    async fn claim(&self, site: &Site, claims: mpsc::Sender<Claimed>, mut stop: Stop) {
        while !*stop.borrow() {
            let room = tokio::select! {
                room = claims.reserve_many(BATCH) => room,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            let Ok(room) = room else {
                return;
            };
            let pause = match self.rest() {
                Some(rest) => rest,
                None => match queue::claim(&site.store, BATCH).await {
                    Ok(claimed) if claimed.is_empty() => LOOK,
                    Ok(mut claimed) => {
                        for mail in &mut claimed {
                            mail.complete(site).await;
                        }
                        room.zip(claimed).for_each(|(place, mail)| place.send(mail));
                        continue;
                    }
                    Err(error) => {
                        tracing::warn!(%error, "the queue of mails cannot be looked at");
                        LOOK
                    }
                },
            };
            tokio::select! {
                () = site.mailed.notified(), if pause == LOOK => {}
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// One line: takes claimed mails, and sends them.
    async fn carry(self: Arc<Self>, work: Work, results: Results, stop: Stop) {
        let mut line = match &self.way {
            Way::Server(server) => Line::new(Arc::clone(server)),
            Way::Folder(folder) => return self.file(folder, &work, &results).await,
        };
        loop {
            let next = async { work.lock().await.recv().await };
            let Ok(next) = tokio::time::timeout(IDLE, next).await else {
                line.hang_up().await;
                continue;
            };
            let Some(claimed) = next else {
                return line.hang_up().await;
            };
            let outcome =
                if *stop.borrow() || claimed.since.elapsed() > BEGIN || self.rest().is_some() {
                    Outcome::Untouched
                } else {
                    self.send(&mut line, &claimed).await
                };
            // Whoever writes results down does so until the last of them.
            let _ = results.send((claimed, outcome));
        }
    }

    /// Files claimed mails until there are no more.
    async fn file(&self, folder: &Path, work: &Work, results: &Results) {
        loop {
            let Some(claimed) = work.lock().await.recv().await else {
                return;
            };
            let message = compose::message(claimed.mail(), &self.from, &claimed.id, &self.host);
            let outcome = match message {
                Ok((to, bytes)) => {
                    let file =
                        folder.join(format!("{to}-{}-{}.eml", claimed.mail().sort, claimed.id));
                    match tokio::fs::write(file, bytes).await {
                        Ok(()) => Outcome::Delivered,
                        Err(error) => Outcome::Deferred(error.to_string()),
                    }
                }
                Err(error) => Outcome::Bounced(error.to_string()),
            };
            let _ = results.send((claimed, outcome));
        }
    }

    async fn send(&self, line: &mut Line, claimed: &Claimed) -> Outcome {
        let message = compose::message(claimed.mail(), &self.from, &claimed.id, &self.host);
        let (to, bytes) = match message {
            Ok(message) => message,
            Err(error) => return Outcome::Bounced(error.to_string()),
        };
        let from = self.from.email.clone();
        let data = line::data(&bytes);
        let sent = line.send(&Letter { from, to, data }).await;
        match sent {
            Err(Failing::Server(cause)) => {
                self.is_ill(&cause);
                Outcome::Deferred(format!("the mail server: {cause}"))
            }
            other => {
                self.is_well();
                match other {
                    Err(Failing::Later(why)) => Outcome::Deferred(why),
                    Err(Failing::Never(why)) => Outcome::Bounced(why),
                    _ => Outcome::Delivered,
                }
            }
        }
    }

    fn health(&self) -> std::sync::MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For how long the server is to be left alone.
    fn rest(&self) -> Option<Duration> {
        let until = self.health().until?;
        until
            .checked_duration_since(Instant::now())
            .filter(|rest| !rest.is_zero())
    }

    fn is_well(&self) {
        *self.health() = Health::default();
    }

    fn is_ill(&self, cause: &Cause) {
        let mut health = self.health();
        // The lines find out one after another.
        if health.until.is_some_and(|until| until > Instant::now()) {
            return;
        }
        let rest = (REST * 2_u32.pow(health.rests.min(5))).min(LONGEST_REST);
        health.rests += 1;
        health.until = Some(Instant::now() + rest);
        tracing::warn!(%cause, seconds = rest.as_secs(), "the mail server takes nothing; it is left alone for a while");
    }
}

/// Writes down what came of mails; while that is being written, the next gather.
async fn settle(site: &Site, mut done: mpsc::UnboundedReceiver<(Claimed, Outcome)>) {
    let mut outcomes = Vec::with_capacity(BATCH);
    while done.recv_many(&mut outcomes, BATCH).await > 0 {
        let mut pause = Duration::from_millis(100);
        let lapsed = loop {
            match queue::settle(&site.store, &outcomes).await {
                Ok(lapsed) => break lapsed,
                Err(error) => {
                    tracing::warn!(%error, "what came of mails cannot be written down yet");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LOOK);
                }
            }
        };
        if lapsed > 0 {
            tracing::warn!(
                lapsed,
                "mails were not settled in time, and may be sent twice"
            );
        }
        count(site, &outcomes);
        outcomes.clear();
    }
}

fn count(site: &Site, outcomes: &[(Claimed, Outcome)]) {
    for (claimed, outcome) in outcomes {
        let word = match outcome {
            Outcome::Delivered => "delivered",
            Outcome::Deferred(_) => "deferred",
            Outcome::Bounced(_) => "bounced",
            Outcome::Untouched => continue,
        };
        site.metrics.mail(word);
        tracing::debug!(sort = %claimed.mail().sort, outcome = word, "a mail");
    }
}
