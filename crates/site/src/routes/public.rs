//! What anybody may call.

use super::Table;
use crate::gate::Who;
use crate::{assets, public};

pub(super) fn public(table: Table) -> Table {
    table
        .get("/c/{contest}", Who::Anyone, public::contest::show)
        .get("/c/{contest}/look.css", Who::Anyone, assets::look)
        .get("/c/{contest}/nominees", Who::Anyone, public::nominees::show)
        .get("/c/{contest}/help", Who::Anyone, public::help::show)
        .get("/c/{contest}/feed", Who::Anyone, public::feed::show)
        .get(
            "/c/{contest}/rulebook.toml",
            Who::Anyone,
            public::log::rulebook,
        )
        .get("/c/{contest}/log", Who::Anyone, public::log::show)
        .get(
            "/c/{contest}/log/events.jsonl",
            Who::Anyone,
            public::log::lines,
        )
        .get(
            "/c/{contest}/log/checkpoint",
            Who::Anyone,
            public::log::checkpoint,
        )
        .get(
            "/c/{contest}/log/tile/{*path}",
            Who::Anyone,
            public::tiles::of_contest,
        )
        .get("/c/{contest}/boxes", Who::Anyone, public::boxes::all)
        .get("/c/{contest}/boxes/{box}", Who::Anyone, public::boxes::show)
        .get(
            "/c/{contest}/boxes/{box}/election.json",
            Who::Anyone,
            public::boxes::election,
        )
        .get(
            "/c/{contest}/boxes/{box}/credentials.txt",
            Who::Anyone,
            public::listed::show,
        )
        .get(
            "/c/{contest}/boxes/{box}/archive.bel",
            Who::Anyone,
            public::boxes::archive,
        )
        .get(
            "/c/{contest}/boxes/{box}/checkpoint",
            Who::Anyone,
            public::boxes::checkpoint,
        )
        .get(
            "/c/{contest}/boxes/{box}/tile/{*path}",
            Who::Anyone,
            public::tiles::of_box,
        )
        .get("/c/{contest}/track", Who::Anyone, public::track::show)
        .get(
            "/c/{contest}/track/receipt",
            Who::Anyone,
            public::track::receipt,
        )
        .get("/c/{contest}/result", Who::Anyone, public::result::show)
        .get(
            "/c/{contest}/result/{post}",
            Who::Anyone,
            public::result::of_post,
        )
        .get("/c/{contest}/bundle", Who::Anyone, public::bundle::show)
        .get(
            "/c/{contest}/bundle/file",
            Who::Anyone,
            public::bundle::file,
        )
        .get("/api/openapi.json", Who::Anyone, public::api::openapi)
        .get("/api/contests", Who::Anyone, public::api::contests)
        .get("/api/contests/{contest}", Who::Anyone, public::api::contest)
        .get(
            "/api/contests/{contest}/statement",
            Who::Anyone,
            public::api::statement,
        )
        .get(
            "/api/contests/{contest}/trackers/{tracker}",
            Who::Anyone,
            public::api::tracker,
        )
        .get(
            "/api/contests/{contest}/results/{post}",
            Who::Anyone,
            public::api::result,
        )
}
