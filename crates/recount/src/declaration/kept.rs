//! What a declaration has beside, where the contest is kept, a mock, or rests on its server.

use serde_json::{Value, json};

use crate::event::Record;
use crate::log::Log;
use crate::read::rulebook::{Post, Rulebook};
use crate::time::Time;

/// The keys that stand after `log`, where they stand at all.
pub(crate) fn additions(rulebook: &Rulebook, log: &Log, post: &Post) -> Vec<(&'static str, Value)> {
    let mut added = Vec::new();
    if log.record == Record::Mock {
        added.push(("mock", Value::Bool(true)));
    }
    if rulebook.ballot.is_server_alone() {
        added.push(("server_alone", Value::Bool(true)));
    }
    let Some(kept) = &log.kept else {
        return added;
    };
    let first = log.first_result_for(&post.id);
    let superseded = first.map(|first| kept.superseded(first));
    let superseded: Vec<Value> = superseded
        .into_iter()
        .flatten()
        .map(|(result, reasons)| {
            json!({
                "elected": result.elected,
                "declared_on": result.decided.as_ref().map(Time::text),
                "certified_by": result.certified_by,
                "reasons": reasons,
            })
        })
        .collect();
    if !superseded.is_empty() {
        added.push(("superseded", superseded.into()));
    }
    added
}
