//! A ballot comes in: checked on all cores, written together with others, and on disk before its voter is told.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use hustings_office::{Cast, NotCast, Slot};
use hustings_roll::{ElectorId, Email};
use hustings_rulebook::BoxId;
use hustings_store::Append;
use serde::Serialize;
use tokio::sync::oneshot;

use crate::mail::{Mail, RECEIPT};
use crate::page::{Inside, Page, problem};
use crate::trouble::Trouble;

/// What its voter is told.
#[derive(Serialize)]
struct Told {
    tracker: String,
    index: u64,
    receipt: String,
}

pub(crate) async fn cast(inside: Inside, ballot: Bytes) -> Page {
    let began = Instant::now();
    let outcome = take(&inside, ballot).await;
    let word = match &outcome {
        Ok((Cast::Taken { .. }, _)) => "taken",
        Ok((Cast::Refused(refused), _)) => refused.code(),
        Err(trouble) => trouble.code(),
    };
    let answer = match outcome? {
        (Cast::Taken { tracker, index }, of) => {
            told(&inside, &of, tracker, index, StatusCode::OK).await?
        }
        (Cast::Refused(NotCast::ThisBallotWasCast { tracker, index }), of) => {
            told(&inside, &of, tracker, index, StatusCode::CONFLICT).await?
        }
        (Cast::Refused(refused), _) => not_cast(&inside, &refused),
    };
    inside
        .site
        .metrics
        .ballot(word, began.elapsed().as_secs_f64());
    Ok(answer)
}

/// Takes a ballot in, if nothing stands against it; with the box of whoever casts it.
async fn take(inside: &Inside, ballot: Bytes) -> Result<(Cast, BoxId), Trouble> {
    let now = inside.hall.now().await?;
    let (elector, of, title) = {
        let office = inside.hall.read().await?;
        let elector = office.elector(inside.elector()?).await?;
        let elector = elector.ok_or(Trouble::Forbidden)?;
        let of = office.box_of_row(&elector).ok_or(Trouble::Forbidden)?;
        if let Err(refused) = office.expect_open(&now) {
            return Ok((Cast::Refused(refused), of));
        }
        (elector, of, office.contest().rulebook().title.clone())
    };
    let slot = inside.hall.slot(&of, &now).await?;
    let (tracker, mut append) = match checked(slot, ballot, elector.id).await? {
        Ok(checked) => checked,
        Err(refused) => return Ok((Cast::Refused(refused), of)),
    };
    if let Some(mail) = mail(inside, elector.email.as_ref(), &title, &tracker) {
        append.beside.push(mail.row_with_receipt(&of, &tracker));
    }
    let answer = inside.hall.intake().append(append).await?;
    Ok((Slot::told(tracker, answer), of))
}

/// The mail that bears the receipt: queued in the commit of the ballot, so that whoever has voted is told, whatever is killed.
/// While it waits, it says in the store whose ballot that is; what the ballot says nobody can read there.
fn mail(inside: &Inside, email: Option<&Email>, title: &str, tracker: &str) -> Option<Mail> {
    inside.site.settings.mail.as_ref()?;
    let language = inside.visitor.language;
    let encoded: String = url::form_urlencoded::byte_serialize(tracker.as_bytes()).collect();
    let path = inside
        .visitor
        .link(&inside.path(&format!("/track?tracker={encoded}")));
    let link = inside.site.settings.absolute(&path);
    let values = [
        ("title", title.into()),
        ("tracker", tracker.into()),
        ("link", link.into()),
    ];
    Some(Mail {
        to: email?.as_str().to_owned(),
        subject: language.fill("mail-receipt-subject", [("title", title.into())]),
        text: language.fill("mail-receipt-text", values),
        contest: Some(inside.hall.id.to_string()),
        sort: RECEIPT.to_owned(),
    })
}

/// Looks at a ballot where there is a core for it, and not where others wait.
async fn checked(
    slot: Arc<Slot>,
    ballot: Bytes,
    elector: ElectorId,
) -> Result<Result<(String, Append), NotCast>, Trouble> {
    let (done, told) = oneshot::channel();
    rayon::spawn(move || {
        // Who has gone away is not told.
        let _ = done.send(slot.check_for(&ballot, &elector));
    });
    told.await.map_err(|error| Trouble::broken(&error))
}

async fn told(
    inside: &Inside,
    of: &BoxId,
    tracker: String,
    index: u64,
    status: StatusCode,
) -> Result<Response, Trouble> {
    // A poll that has opened stays so, and what the box is called does too.
    let office = inside.hall.as_read().await;
    let receipt = office.receipt_at(of, index).await?.to_string();
    if status == StatusCode::OK {
        return Ok(Json(Told {
            tracker,
            index,
            receipt,
        })
        .into_response());
    }
    let language = inside.visitor.language;
    let error = serde_json::json!({
        "code": "already-cast-this-ballot",
        "reason": language.say("not-cast-already-cast-this-ballot"),
        "remedy": language.say("not-cast-already-cast-this-ballot-what"),
        "tracker": tracker,
        "receipt": receipt,
    });
    Ok((status, Json(serde_json::json!({ "error": error }))).into_response())
}

fn not_cast(inside: &Inside, refused: &NotCast) -> Response {
    let (code, language) = (refused.code(), inside.visitor.language);
    let reason = match refused {
        NotCast::Malformed { why } => {
            language.fill("not-cast-malformed", [("why", why.as_str().into())])
        }
        _ => language.say(&format!("not-cast-{code}")),
    };
    let status = match refused {
        NotCast::Malformed { .. } | NotCast::NotListed => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    problem(
        status,
        code,
        &reason,
        &language.say(&format!("not-cast-{code}-what")),
    )
}
