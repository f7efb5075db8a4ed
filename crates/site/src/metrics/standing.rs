//! Figures that are read off when somebody asks: how long the queues are, how large the logs, how quick the store.

use std::sync::atomic::{AtomicI64, AtomicU64};
use std::time::Instant;

use hustings_store::{Store, StoreError};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use crate::{mail, session};

type Number = Gauge<i64, AtomicI64>;
type Seconds = Gauge<f64, AtomicU64>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Log {
    log: String,
}

/// The figures.
#[derive(Default)]
pub(super) struct Standing {
    store_up: Number,
    store: Seconds,
    logs: Family<Log, Number>,
    sessions: Number,
    waiting: Number,
    late: Seconds,
    memory: Number,
}

impl Standing {
    pub(super) fn register(&self, registry: &mut Registry) {
        let whether = "Whether the store answers";
        registry.register("store_up", whether, self.store_up.clone());
        let took = "How long the store took to say how large its logs are";
        registry.register_with_unit("store_answer", took, Unit::Seconds, self.store.clone());
        registry.register("log_entries", "Entries, by log", self.logs.clone());
        let sessions = "Sessions, of which some may be over";
        registry.register("sessions", sessions, self.sessions.clone());
        let waiting = "Mails in the queue";
        registry.register("mails_waiting", waiting, self.waiting.clone());
        let late = "For how long the first mail in the queue has been due";
        registry.register_with_unit("mails_late", late, Unit::Seconds, self.late.clone());
        let memory = "Memory that the process holds";
        registry.register_with_unit("resident", memory, Unit::Bytes, self.memory.clone());
    }

    /// Reads them off. While the store is away its figures stay as they were, and it is said to be away.
    pub(super) async fn read(&self, store: &Store) {
        if let Some(bytes) = resident() {
            self.memory.set(bytes);
        }
        let up = match self.read_store(store).await {
            Ok(()) => 1,
            Err(error) => {
                tracing::warn!(%error, "the store's figures cannot be read");
                0
            }
        };
        self.store_up.set(up);
    }

    async fn read_store(&self, store: &Store) -> Result<(), StoreError> {
        let start = Instant::now();
        let heads = store.heads().await?;
        self.store.set(start.elapsed().as_secs_f64());
        for head in heads {
            let log = head.log.to_string();
            self.logs.get_or_create(&Log { log }).set(int(head.size));
        }
        let sessions = store.count_rows("~site", session::KIND, "").await?;
        self.sessions.set(int(sessions));
        let waiting = store.count_rows("~site", mail::KIND, "").await?;
        self.waiting.set(int(waiting));
        self.late.set(mail::late(store).await?.as_secs_f64());
        Ok(())
    }
}

fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// How much memory the process holds, where the system says so in kibibytes.
fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let number = line.split_ascii_whitespace().nth(1)?;
    number.parse::<i64>().ok()?.checked_mul(1024)
}
