//! The bundle, once everything is declared: made once for what the log holds, and kept while that stands.

use askama::Template;
use std::io::{BufWriter, Write as _};

use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::public::boxes::stream;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "public/bundle.html")]
struct BundlePage {
    page: Frame,
    ready: bool,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let ready = is_ready(&inside).await?;
    shown(&BundlePage { page, ready })
}

/// Whether every result is declared: before, a bundle would show what nobody may know yet.
async fn is_ready(inside: &Inside) -> Result<bool, Trouble> {
    let office = inside.hall.read().await?;
    let contest = office.contest();
    Ok(contest
        .rulebook()
        .posts
        .iter()
        .all(|post| contest.declared(&post.id).is_some()))
}

pub(crate) async fn file(inside: Inside) -> Page {
    if !is_ready(&inside).await? {
        return Err(Trouble::NotFound);
    }
    let file = Box::pin(inside.hall.bundle(make(&inside))).await?;
    Ok(download(
        &format!("{}.hustings", inside.hall.id),
        "application/x-tar",
        stream(file),
    ))
}

async fn make(inside: &Inside) -> Result<tempfile::NamedTempFile, Trouble> {
    let office = inside.hall.aside().await?;
    let work = tempfile::tempdir().map_err(|error| Trouble::broken(&error))?;
    let mut file = tempfile::NamedTempFile::new().map_err(|error| Trouble::broken(&error))?;
    let mut out = BufWriter::new(file.as_file_mut());
    office.bundle(work.path(), &mut out).await?;
    out.flush().map_err(|error| Trouble::broken(&error))?;
    drop(out);
    Ok(file)
}
