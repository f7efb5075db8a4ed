//! What the returning officer calls until the poll.

use super::Table;
use crate::gate::Who;
use crate::officer;

/// The returning officer, until the poll.
pub(super) fn officer(table: Table) -> Table {
    let table = table
        .get("/contests/new", Who::Founder, officer::beginning::choose)
        .get(
            "/contests/new/rules",
            Who::Founder,
            officer::beginning::edit,
        )
        .post(
            "/contests/new/rules",
            Who::Founder,
            officer::beginning::send,
        );
    let table = standing(roll(table));
    table
        .get("/c/{contest}/office", Who::OFFICER, officer::desk::show)
        .get(
            "/c/{contest}/office/beginning",
            Who::OFFICER,
            officer::beginning::show,
        )
        .post(
            "/c/{contest}/office/clock",
            Who::OFFICER,
            officer::clock::set,
        )
        .get(
            "/c/{contest}/office/mock",
            Who::OFFICER,
            officer::mock::show,
        )
        .post(
            "/c/{contest}/office/mock",
            Who::OFFICER,
            officer::mock::make,
        )
}

/// The roll, until it is frozen and amended.
fn roll(table: Table) -> Table {
    use officer::roll::{self, claims, freeze, look, matches, upload};
    let who = Who::OFFICER;
    table
        .get("/c/{contest}/office/roll", who, roll::show)
        .upload("/c/{contest}/office/roll/upload", who, upload::send)
        .get("/c/{contest}/office/roll/preview", who, upload::preview)
        .get("/c/{contest}/office/roll/rejects", who, upload::rejects)
        .post("/c/{contest}/office/roll/import", who, upload::import)
        .post("/c/{contest}/office/roll/discard", who, upload::discard)
        .get("/c/{contest}/office/roll/matches", who, matches::show)
        .post(
            "/c/{contest}/office/roll/matches/{number}",
            who,
            matches::rule,
        )
        .get("/c/{contest}/office/roll/look", who, look::ask)
        .post("/c/{contest}/office/roll/look", who, look::look)
        .post("/c/{contest}/office/roll/look/rule", who, look::rule)
        .post("/c/{contest}/office/roll/look/opening", who, look::opening)
        .get("/c/{contest}/office/roll/claims", who, claims::show)
        .post("/c/{contest}/office/roll/claims", who, claims::note)
        .post(
            "/c/{contest}/office/roll/claims/{claim}/person",
            who,
            claims::behind,
        )
        .post(
            "/c/{contest}/office/roll/claims/{claim}/ruling",
            who,
            claims::decide,
        )
        .get("/c/{contest}/office/roll/freeze", who, freeze::show)
        .post("/c/{contest}/office/roll/freeze", who, freeze::freeze)
        .get(
            "/c/{contest}/office/roll/commitments/{section}",
            who,
            roll::commitments,
        )
        .get(
            "/c/{contest}/office/roll/numbers/{section}",
            who,
            roll::numbers,
        )
}

/// Candidates, nominations, the paper, rulings, and who runs it.
fn standing(table: Table) -> Table {
    use officer::{candidates, nominations, paper, people, rulings};
    let who = Who::OFFICER;
    table
        .get("/c/{contest}/office/candidates", who, candidates::show)
        .post("/c/{contest}/office/candidates", who, candidates::declare)
        .get(
            "/c/{contest}/office/candidates/{post}/{candidate}",
            who,
            candidates::one,
        )
        .post(
            "/c/{contest}/office/candidates/{post}/{candidate}/withdrawal",
            who,
            candidates::withdraw,
        )
        .get("/c/{contest}/office/nominations", who, nominations::show)
        .post("/c/{contest}/office/nominations", who, nominations::record)
        .get(
            "/c/{contest}/office/nominations/{post}/{stage}/{nominator}",
            who,
            nominations::one,
        )
        .post(
            "/c/{contest}/office/nominations/{post}/{stage}/{nominator}",
            who,
            nominations::rule,
        )
        .get("/c/{contest}/office/paper/{post}", who, paper::show)
        .post("/c/{contest}/office/paper/{post}", who, paper::sign)
        .get("/c/{contest}/office/people", who, people::show)
        .post("/c/{contest}/office/people", who, people::invite)
        .post(
            "/c/{contest}/office/people/withdrawal",
            who,
            people::withdraw,
        )
        .post("/c/{contest}/office/people/uninvite", who, people::uninvite)
        .post("/c/{contest}/office/people/renewal", who, people::renew)
        .get("/c/{contest}/office/rulings", who, rulings::show)
        .get("/c/{contest}/office/rulings/{ruling}", who, rulings::one)
        .post(
            "/c/{contest}/office/rulings/{ruling}/appeal",
            who,
            rulings::appeal,
        )
        .post(
            "/c/{contest}/office/rulings/{ruling}/anew",
            who,
            rulings::anew,
        )
        .post("/c/{contest}/office/matters/other", who, rulings::other)
        .post("/c/{contest}/office/matters/ballots", who, rulings::ballots)
        .post(
            "/c/{contest}/office/recounts/{request}",
            who,
            rulings::recount,
        )
}
