//! How voting works here, and how it can be checked.

use askama::Template;

use crate::page::{Frame, Inside, Page, show as shown};
use crate::voter::home::Officer;

#[derive(Template)]
#[template(path = "public/help.html")]
struct Help {
    page: Frame,
    officer: Officer,
    booth: Option<String>,
    explained: String,
    /// The key of the log, which a receipt is held against.
    key: String,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let office = inside.hall.read().await?;
    shown(&Help {
        officer: Officer::of(&inside, &office),
        booth: crate::assets::booth().map(|(script, _)| script.digest().to_string()),
        explained: hustings_rulebook::explain(office.contest().rulebook()),
        key: (office.contest().kept())
            .map(|kept| kept.log.act.key.clone())
            .unwrap_or_default(),
        page,
    })
}
