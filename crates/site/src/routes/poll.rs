//! What the returning officer calls from the boxes to the bundle.

use super::Table;
use crate::gate::Who;
use crate::{poll, staff};

const WHO: Who = Who::OFFICER;

/// The returning officer, from the boxes to the bundle.
pub(super) fn poll(table: Table) -> Table {
    closing(before(table))
}

/// Until the close.
fn before(table: Table) -> Table {
    table
        .get("/c/{contest}/office/ceremony", WHO, poll::keys::show)
        .get("/c/{contest}/office/boxes", WHO, poll::boxes::show)
        .post(
            "/c/{contest}/office/boxes/{box}/open",
            WHO,
            poll::boxes::open,
        )
        .get(
            "/c/{contest}/office/boxes/{box}/setup",
            WHO,
            poll::boxes::setup,
        )
        .get(
            "/c/{contest}/office/keys/trustees.json",
            WHO,
            poll::keys::trustees_json,
        )
        .upload(
            "/c/{contest}/office/keys/{piece}",
            WHO,
            poll::keys::send_key,
        )
        .post(
            "/c/{contest}/office/keys/rehearsed",
            WHO,
            poll::keys::rehearsed,
        )
        .post("/c/{contest}/office/keys/make", WHO, poll::keys::make)
        .post("/c/{contest}/office/keys/anew", WHO, poll::keys::anew)
        .get("/c/{contest}/office/poll", WHO, poll::day::show)
        .post("/c/{contest}/office/poll/open", WHO, poll::day::open)
        .get("/c/{contest}/office/poll/mail", WHO, poll::mail::show)
        .post("/c/{contest}/office/poll/mail", WHO, poll::mail::send)
        .post(
            "/c/{contest}/office/poll/mail/resume",
            WHO,
            poll::mail::resume,
        )
        .post("/c/{contest}/office/poll/bounces", WHO, poll::mail::bounced)
        .post(
            "/c/{contest}/office/poll/reissues/{reissue}",
            WHO,
            poll::day::decide,
        )
        .get("/c/{contest}/office/post", WHO, poll::post::show)
        .post("/c/{contest}/office/post/receive", WHO, poll::post::receive)
        .post(
            "/c/{contest}/office/post/batches/{batch}/publish",
            WHO,
            poll::post::publish,
        )
        .get(
            "/c/{contest}/office/post/batches/{batch}",
            WHO,
            poll::post::show_batch,
        )
        .upload(
            "/c/{contest}/office/post/batches/{batch}/entries",
            WHO,
            poll::post::enter,
        )
        .post(
            "/c/{contest}/office/post/batches/{batch}/decisions",
            WHO,
            poll::post::adjudicate,
        )
        .post(
            "/c/{contest}/office/post/batches/{batch}/count",
            WHO,
            poll::post::count,
        )
        .get("/c/{contest}/office/lookups", WHO, staff::helpline::lookups)
}

/// From the close to the bundle.
fn closing(table: Table) -> Table {
    table
        .get("/c/{contest}/office/close", WHO, poll::close::show)
        .post("/c/{contest}/office/close/poll", WHO, poll::close::poll)
        .post("/c/{contest}/office/close/boxes", WHO, poll::close::boxes)
        .get("/c/{contest}/office/count", WHO, poll::count::show)
        .get(
            "/c/{contest}/office/boxes/{box}/archive",
            WHO,
            staff::trustee::archive,
        )
        .get(
            "/c/{contest}/office/boxes/{box}/statements/{order}",
            WHO,
            staff::trustee::statement,
        )
        .upload(
            "/c/{contest}/office/boxes/{box}/steps",
            WHO,
            poll::count::send_step,
        )
        .post(
            "/c/{contest}/office/count/server",
            WHO,
            poll::count::server_steps,
        )
        .post("/c/{contest}/office/count/tally", WHO, poll::count::tally)
        .post("/c/{contest}/office/count/papers", WHO, poll::count::papers)
        .post("/c/{contest}/office/count/lots", WHO, poll::count::lots)
        .post(
            "/c/{contest}/office/count/figures",
            WHO,
            poll::count::provide,
        )
        .get(
            "/c/{contest}/office/count/figures/{post}",
            WHO,
            poll::count::transcript,
        )
        .post(
            "/c/{contest}/office/count/recounts",
            WHO,
            poll::count::recount,
        )
        .post("/c/{contest}/office/count/report", WHO, poll::count::report)
        .get("/c/{contest}/office/declare", WHO, poll::declare::show)
        .post("/c/{contest}/office/declare", WHO, poll::declare::declare)
        .post(
            "/c/{contest}/office/declare/correct",
            WHO,
            poll::declare::correct,
        )
        .get("/c/{contest}/office/bundle", WHO, poll::bundle::show)
        .post("/c/{contest}/office/bundle/note", WHO, poll::bundle::note)
        .upload(
            "/c/{contest}/office/bundle/cosigned",
            WHO,
            poll::bundle::cosigned,
        )
}
