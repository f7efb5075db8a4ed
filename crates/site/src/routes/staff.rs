//! What trustees, the registrar and the helpline call.

use super::Table;
use crate::gate::Who;
use crate::{poll, staff};

pub(super) fn staff(table: Table) -> Table {
    helpline(registrar(trustee(table)))
}

fn helpline(table: Table) -> Table {
    use staff::helpline;
    const WHO: Who = Who::HELPLINE;
    table
        .get("/c/{contest}/helpline", WHO, helpline::show)
        .post("/c/{contest}/helpline", WHO, helpline::look_up)
        .post("/c/{contest}/helpline/reissues", WHO, helpline::ask)
}

fn trustee(table: Table) -> Table {
    use staff::trustee;
    const WHO: Who = Who::TRUSTEE;
    table
        .get("/c/{contest}/trustee", WHO, trustee::show)
        .post("/c/{contest}/trustee/place", WHO, trustee::take_place)
        .upload(
            "/c/{contest}/trustee/pieces/{piece}",
            WHO,
            trustee::send_piece,
        )
        .get("/c/{contest}/trustee/files/{name}", WHO, trustee::file)
        .post("/c/{contest}/trustee/rehearsed", WHO, trustee::rehearsed)
        .get(
            "/c/{contest}/trustee/boxes/{box}/setup",
            WHO,
            poll::boxes::setup,
        )
        .get(
            "/c/{contest}/trustee/boxes/{box}/archive",
            WHO,
            trustee::archive,
        )
        .get(
            "/c/{contest}/trustee/boxes/{box}/statements/{order}",
            WHO,
            trustee::statement,
        )
        .upload(
            "/c/{contest}/trustee/boxes/{box}/steps",
            WHO,
            trustee::send_step,
        )
}

fn registrar(table: Table) -> Table {
    use staff::registrar;
    const WHO: Who = Who::REGISTRAR;
    table
        .get("/c/{contest}/registrar", WHO, registrar::show)
        .get(
            "/c/{contest}/registrar/{box}/electors",
            WHO,
            registrar::electors,
        )
        .get(
            "/c/{contest}/registrar/{box}/addresses",
            WHO,
            registrar::addresses,
        )
        .upload(
            "/c/{contest}/registrar/{box}/credentials",
            WHO,
            registrar::send_public,
        )
        .upload(
            "/c/{contest}/registrar/{box}/links",
            WHO,
            registrar::send_links,
        )
        .get(
            "/c/{contest}/registrar/{box}/setup",
            WHO,
            poll::boxes::setup,
        )
        .post(
            "/c/{contest}/registrar/{box}/checked",
            WHO,
            registrar::checked,
        )
        .post(
            "/c/{contest}/registrar/reissues/{reissue}",
            WHO,
            registrar::reissued,
        )
}
