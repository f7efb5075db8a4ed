//! Many writers share a commit: a queue in front of turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, oneshot};

use crate::batch::Failing;
use crate::{Answer, Append, Store, StoreError};

/// How many appends share a commit at most.
const BATCH: usize = 256;
/// How many wait before the next has to wait outside.
const QUEUE: usize = 4096;

/// A queue of appends, which share commits; cheap to clone. It ends when the last clone is dropped.
///
/// While one batch is being written the next one gathers, so nobody waits for company. When the database goes away each
/// request that was waiting for it is told so, and the next ones find it when it is back.
#[derive(Clone, Debug)]
pub struct Intake {
    requests: mpsc::Sender<Request>,
    commits: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Request {
    append: Append,
    answer: oneshot::Sender<Result<Answer, StoreError>>,
}

impl Store {
    /// Starts a queue of appends, as a task of the runtime that this is called in. Clone it for every writer: two queues
    /// do not share commits.
    pub fn intake(&self) -> Intake {
        let (requests, queue) = mpsc::channel(QUEUE);
        let commits = Arc::default();
        tokio::spawn(serve(self.clone(), queue, Arc::clone(&commits)));
        Intake { requests, commits }
    }
}

impl Intake {
    /// Appends an entry, if nothing stands against it; it is on disk when this returns [`Answer::Appended`].
    ///
    /// After [`StoreError::Unknown`] it may be on disk or not: look it up, and try again on the condition that it is absent.
    /// After any other error it is not. A caller who does not wait for the answer does not take the append back.
    pub async fn append(&self, append: Append) -> Result<Answer, StoreError> {
        let (answer, answered) = oneshot::channel();
        let request = Request { append, answer };
        let sent = self.requests.send(request).await;
        sent.map_err(|_| StoreError::Stopped)?;
        answered.await.map_err(|_| StoreError::Stopped)?
    }

    /// How many batches were written so far, for whoever watches how well writers share them.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }
}

async fn serve(store: Store, mut queue: mpsc::Receiver<Request>, commits: Arc<AtomicU64>) {
    let mut requests = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut requests, BATCH).await > 0 {
        let (appends, answers): (Vec<_>, Vec<_>) = requests
            .drain(..)
            .map(|request| (request.append, request.answer))
            .unzip();
        let results = match store.batch(&appends, Failing::FailsAlone).await {
            Ok(results) => {
                commits.fetch_add(1, Ordering::Relaxed);
                results
            }
            Err(error) => vec![Err(error); appends.len()],
        };
        for (answer, result) in answers.into_iter().zip(results) {
            // Who does not wait any more is not told.
            let _ = answer.send(result);
        }
    }
}
