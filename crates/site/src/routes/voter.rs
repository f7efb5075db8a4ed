//! What voters call.

use super::Table;
use crate::gate::Who;
use crate::voter;

pub(super) fn voter(table: Table) -> Table {
    table
        .get("/c/{contest}/vote", Who::Anyone, voter::home::show)
        .sign_in(
            "/c/{contest}/vote/sign-in",
            voter::sign_in::show,
            voter::sign_in::send,
        )
        .sign_in(
            "/c/{contest}/vote/code",
            voter::sign_in::show_code,
            voter::sign_in::enter,
        )
        .sign_in(
            "/c/{contest}/vote/link/{token}",
            voter::sign_in::show_link,
            voter::sign_in::follow,
        )
        .sign_in(
            "/c/{contest}/vote/question",
            voter::question::show,
            voter::question::answer,
        )
        .get(
            "/c/{contest}/vote/ballot",
            Who::Elector,
            voter::ballot::show,
        )
        .post("/c/{contest}/vote/cast", Who::Elector, voter::cast::cast)
}
