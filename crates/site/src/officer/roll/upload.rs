//! A file that was uploaded, and is looked at before it is imported. It waits in a private row, and is sent once.

use askama::Template;
use axum::response::Response;
use hustings_contest::Digest;
use hustings_contest::event::Role;
use hustings_office::{Office, OfficeError, RollError};
use hustings_roll::{ReadError, UnknownColumns};
use hustings_store::RowKey;
use serde::Deserialize;

use super::told::{Told, faults};
use crate::officer::circumstances::Circumstances;
use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::secret;
use crate::sent::{Files, Sent};
use crate::trouble::Trouble;

/// A file that waits, and whether columns that nobody knows are ignored.
struct Waiting {
    file: Vec<u8>,
    unknown: UnknownColumns,
}

impl Waiting {
    /// Each officer's own: what one looks at no other imports.
    fn row(inside: &Inside) -> Result<RowKey, Trouble> {
        let account = secret::hash("upload", &inside.account()?.email.to_lowercase());
        let key = format!("{}/{account}", inside.hall.id);
        Ok(RowKey::new("~site", "upload", key))
    }

    async fn find(inside: &Inside) -> Result<Option<Self>, Trouble> {
        let row = inside.site.store.row(&Self::row(inside)?).await?;
        let waiting = row.and_then(|row| {
            let (first, file) = row.split_first()?;
            Some(Self {
                file: file.to_vec(),
                unknown: if *first == b'i' {
                    UnknownColumns::Ignore
                } else {
                    UnknownColumns::Refuse
                },
            })
        });
        Ok(waiting)
    }

    async fn keep(&self, inside: &Inside) -> Result<(), Trouble> {
        let mut bytes = Vec::with_capacity(self.file.len() + 1);
        bytes.push(match self.unknown {
            UnknownColumns::Ignore => b'i',
            UnknownColumns::Refuse => b'r',
        });
        bytes.extend_from_slice(&self.file);
        let mut turn = inside.site.store.turn(&[]).await?;
        turn.put_row(&Self::row(inside)?, &bytes).await?;
        Ok(turn.commit().await?)
    }

    async fn forget(inside: &Inside) -> Result<(), Trouble> {
        let mut turn = inside.site.store.turn(&[]).await?;
        turn.delete_row(&Self::row(inside)?).await?;
        Ok(turn.commit().await?)
    }
}

/// Whether a file of this officer's waits to be looked at.
pub(super) async fn waits(inside: &Inside) -> Result<bool, Trouble> {
    Ok(Waiting::find(inside).await?.is_some())
}

/// Keeps a file, if it reads at all.
pub(crate) async fn send(inside: Inside, files: Files) -> Result<Response, Trouble> {
    let waiting = Waiting {
        file: files.expect("file")?.to_vec(),
        unknown: if files.get("ignore").is_some() {
            UnknownColumns::Ignore
        } else {
            UnknownColumns::Refuse
        },
    };
    let mut office = inside.hall.aside().await?;
    let preview = office.preview_roll(&waiting.file, waiting.unknown).await;
    preview.map_err(|error| in_terms_of_the_page(&inside, error))?;
    waiting.keep(&inside).await?;
    Ok(inside.on_to("/office/roll/preview", "roll-uploaded"))
}

/// Columns that nobody knows are ignored by a box to tick here, and at the command line by an option.
fn in_terms_of_the_page(inside: &Inside, error: OfficeError) -> Trouble {
    let language = inside.visitor.language;
    let tick = ("box", language.say("roll-ignore").into());
    let OfficeError::Roll(roll) = &error else {
        return error.into();
    };
    match &**roll {
        RollError::File(ReadError::Unknown { columns, known }) => {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            let values = [
                ("columns", columns.join(", ").into()),
                ("known", known.join(", ").into()),
                tick,
            ];
            Trouble::Refused(language.fill("roll-unknown-columns", values))
        }
        RollError::File(ReadError::NotAsked) => {
            Trouble::Refused(language.fill("roll-answers-not-asked", [tick]))
        }
        _ => error.into(),
    }
}

#[derive(Template)]
#[template(path = "officer/roll/preview.html")]
struct Preview {
    page: Frame,
    told: Told,
    matches: usize,
    digest: String,
    first: bool,
}

/// What the file comes to.
pub(crate) async fn preview(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let Some(waiting) = Waiting::find(&inside).await? else {
        return Ok(inside.on_to("/office/roll", "roll-nothing-waits"));
    };
    let mut office = inside.hall.aside().await?;
    let preview = office.preview_roll(&waiting.file, waiting.unknown).await?;
    let changes = preview.changes.as_ref();
    shown(&Preview {
        told: Told::of(
            &page,
            office.contest().rulebook(),
            &preview.current,
            changes,
        ),
        matches: preview.current.open_matches().len(),
        digest: Digest::of(&waiting.file).to_string(),
        first: changes.is_none(),
        page,
    })
}

#[derive(Deserialize)]
pub(crate) struct Confirmed {
    digest: String,
    #[serde(flatten)]
    circumstances: Circumstances,
}

/// Imports the file that was looked at.
pub(crate) async fn import(
    inside: Inside,
    Sent(confirmed): Sent<Confirmed>,
) -> Result<Response, Trouble> {
    let say = |key| Trouble::Refused(inside.visitor.language.say(key));
    let waiting = Waiting::find(&inside).await?;
    let waiting = waiting.ok_or_else(|| say("said-roll-nothing-waits"))?;
    // In another window another file may have taken its place.
    if Digest::of(&waiting.file).to_string() != confirmed.digest {
        return Err(say("roll-other-file"));
    }
    let hand = confirmed
        .circumstances
        .hand(&inside, Role::ReturningOfficer)
        .await?;
    let mut office: Office = inside.hall.aside().await?;
    office
        .import_roll(waiting.file, waiting.unknown, &hand)
        .await?;
    Waiting::forget(&inside).await?;
    Ok(inside.on_to("/office/roll", "roll-imported"))
}

/// Forgets the file.
pub(crate) async fn discard(inside: Inside) -> Result<Response, Trouble> {
    Waiting::forget(&inside).await?;
    Ok(inside.on_to("/office/roll", "roll-discarded"))
}

/// All rows that are rejected, as CSV: of the file that waits, or else of the one that stands.
pub(crate) async fn rejects(inside: Inside) -> Result<Response, Trouble> {
    let mut office = inside.hall.aside().await?;
    let current = match Waiting::find(&inside).await? {
        Some(waiting) => {
            let preview = office.preview_roll(&waiting.file, waiting.unknown).await?;
            preview.current
        }
        None => office.roll().await?,
    };
    let mut csv = "row,column,found,reason\n".to_owned();
    for fault in faults(current.roll()) {
        csv += &csv_line([&fault.row, &fault.column, &fault.found, &fault.reason]);
    }
    Ok(download("rejected.csv", "text/csv; charset=utf-8", csv))
}

/// A line of a table that people open in a spreadsheet.
pub(crate) fn csv_line(cells: [&str; 4]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", guarded(cell).replace('"', "\"\""));
    format!("{}\n", cells.map(quoted).join(","))
}

/// A spreadsheet takes what begins so for a formula, and what was found in a file is anybody's.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_reckon_is_text() {
        for cell in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
        ] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        assert_eq!(guarded("Ann O'Neil-Jones"), "Ann O'Neil-Jones");
    }
}
