//! The site as a process of its own would serve it.

use std::sync::Arc;

use hustings_site::{MailSettings, Settings, Site};
use hustings_store::Store;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::place::Place;
use crate::sink::Sink;

/// A process: it has a runtime of its own, so that it can be killed with all that it does.
pub struct Process {
    runtime: Runtime,
    site: Arc<Site>,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl Process {
    pub async fn start(place: &Place, sink: &Sink) -> Self {
        let settings = Settings {
            url: "https://vote.example.org".parse().unwrap(),
            mail: Some(MailSettings {
                smtp: sink.url(),
                from: "Returning officer <vote@example.org>".to_owned(),
            }),
            behind_proxy: false,
        };
        let runtime = Runtime::new().unwrap();
        let location = place.location.clone();
        let opening = runtime.spawn(async move {
            let store = Store::open(&location, hustings_office::indexer).await;
            Site::new(store.unwrap(), settings)
        });
        let site = opening.await.unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&site).serve(listener, async {
            let _ = stopped.await;
        });
        let served = runtime.spawn(async { serving.await.unwrap() });
        Self {
            runtime,
            site,
            stop,
            served,
        }
    }

    /// Ends in order.
    pub async fn stop(self) {
        drop(self.stop);
        self.served.await.unwrap();
        drop(self.site);
        self.runtime.shutdown_background();
    }

    pub fn kill(self) {
        self.runtime.shutdown_background();
    }
}
