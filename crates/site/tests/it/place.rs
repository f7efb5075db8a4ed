//! A place for a store: a file in a temporary folder, or a database of a server that the tests of the moment share.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Weak, mpsc};
use std::thread::JoinHandle;

use hustings_store::{Location, Store};
use tempfile::TempDir;

use crate::cluster::{Cluster, Socket};
use crate::programs;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// A server, whose life is that of a thread of its own, since it is killed with the thread that started it.
struct Server {
    socket: Socket,
    end: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start() -> Self {
        let (end, ended) = mpsc::channel();
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let cluster = Cluster::start().unwrap();
            tell.send(cluster.socket()).unwrap();
            // Whoever drops the other end ends it.
            let _ = ended.recv();
        });
        Self {
            socket: told.recv().unwrap(),
            end: Some(end),
            thread: Some(thread),
        }
    }

    /// The one that is there, or a new one.
    fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap();
        if let Some(server) = shared.upgrade() {
            return server;
        }
        let server = Arc::new(Self::start());
        *shared = Arc::downgrade(&server);
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.end.take());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

pub struct Place {
    pub location: Location,
    _folder: TempDir,
    _server: Option<Arc<Server>>,
}

impl Place {
    /// None where there is no PostgreSQL.
    pub fn new(database: Database) -> Option<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let folder = tempfile::tempdir().unwrap();
        if database == Database::Sqlite {
            return Some(Self {
                location: Location::File(folder.path().join("contests.hustings")),
                _folder: folder,
                _server: None,
            });
        }
        if !programs::is_there() {
            eprintln!("not run: there is no PostgreSQL");
            return None;
        }
        let server = Server::shared();
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Some(Self {
            location: server.socket.create_database(&format!("place{number}")),
            _folder: folder,
            _server: Some(server),
        })
    }

    pub async fn create(&self) -> Store {
        Store::create(&self.location, hustings_office::indexer)
            .await
            .unwrap()
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.location, hustings_office::indexer)
            .await
            .unwrap()
    }
}
