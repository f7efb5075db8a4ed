//! Figures for whoever watches the machine, in Prometheus' text: how much, never who.

mod standing;

use std::sync::atomic::AtomicU64;

use axum::http::StatusCode;
use hustings_store::Store;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

/// What is counted.
pub(crate) struct Metrics {
    registry: Registry,
    answered: Family<Answered, Counter<u64, AtomicU64>>,
    ballots: Family<Outcome, Counter<u64, AtomicU64>>,
    mails: Family<Outcome, Counter<u64, AtomicU64>>,
    casting: Histogram,
    standing: standing::Standing,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("hustings"),
            answered: Family::default(),
            ballots: Family::default(),
            mails: Family::default(),
            casting: Histogram::new(exponential_buckets(0.001, 2.0, 14)),
            standing: standing::Standing::default(),
        };
        let registry = &mut metrics.registry;
        registry.register(
            "requests",
            "Requests answered, by route and status",
            metrics.answered.clone(),
        );
        registry.register(
            "ballots",
            "Ballots that came in, by what came of them",
            metrics.ballots.clone(),
        );
        registry.register(
            "mails",
            "Mails, by what came of them",
            metrics.mails.clone(),
        );
        registry.register(
            "cast_seconds",
            "From a ballot's arrival to its answer",
            metrics.casting.clone(),
        );
        metrics.standing.register(registry);
        metrics
    }

    pub(crate) fn answered(&self, route: &'static str, status: StatusCode) {
        self.answered
            .get_or_create(&Answered {
                route,
                status: status.as_u16(),
            })
            .inc();
    }

    pub(crate) fn ballot(&self, outcome: &'static str, seconds: f64) {
        self.ballots.get_or_create(&Outcome { outcome }).inc();
        self.casting.observe(seconds);
    }

    pub(crate) fn mail(&self, outcome: &'static str) {
        self.mails.get_or_create(&Outcome { outcome }).inc();
    }

    /// The figures as Prometheus reads them, those of the store read off now.
    pub(crate) async fn read(&self, store: &Store) -> String {
        self.standing.read(store).await;
        let mut text = String::new();
        // Writing to memory cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
