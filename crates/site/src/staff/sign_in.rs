//! Signing in to an account: a password and a code, both at once, so that nothing tells which of them was wrong.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use hustings_store::StoreError;
use jiff::Timestamp;
use serde::Deserialize;

use crate::accounts::{Account, Password, Step};
use crate::gate::{set_cookie, unset_cookie};
use crate::page::{Frame, Page, Visitor, show as shown};
use crate::sent::Sent;
use crate::session::{self, Party};
use crate::site::Site;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "staff/sign-in.html")]
struct SignIn {
    page: Frame,
    provider: bool,
}

pub(crate) async fn show(State(site): State<Arc<Site>>, visitor: Visitor) -> Page {
    shown(&SignIn {
        provider: site.has_provider(),
        page: Frame::outside(&visitor),
    })
}

#[derive(Deserialize)]
pub(crate) struct Entered {
    email: String,
    password: String,
    code: String,
}

pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Sent(entered): Sent<Entered>,
) -> Page {
    if entered.email.len() > 254 {
        return Err(Trouble::Refused(visitor.language.say("sign-in-wrong")));
    }
    if !site.limits.admits_name(&entered.email, visitor.source) {
        return Err(Trouble::TooMany);
    }
    let Some(cookie) = signed_in(&site, &entered).await? else {
        tracing::info!("a sign-in was refused");
        return Err(Trouble::Refused(visitor.language.say("sign-in-wrong")));
    };
    let mut response = visitor.on_to("/", "signed-in");
    set_cookie(&mut response, &site, &cookie);
    Ok(response)
}

/// A new session, if all is right.
async fn signed_in(site: &Site, entered: &Entered) -> Result<Option<String>, Trouble> {
    let account = Account::find(&site.store, entered.email.trim()).await?;
    let (password, kept) = (
        entered.password.clone(),
        account.as_ref().map(|account| account.password.clone()),
    );
    // Hashing is slow on purpose, and others are waiting.
    let right = site.hashed(move || match kept {
        Some(kept) => kept.is(&password),
        None => Password::is_nobodys(&password),
    });
    let right = right.await?;
    let now = u64::try_from(Timestamp::now().as_second()).unwrap_or_default();
    let Some((account, step)) = account.filter(|_| right).and_then(|account| {
        account
            .second_factor
            .check(&entered.code, now)
            .map(|step| (account, step))
    }) else {
        return Ok(None);
    };
    Ok(begin(site, &account, step).await?)
}

/// Begins the session, if meanwhile nobody has used the code, nor made password and second factor anew.
async fn begin(site: &Site, checked: &Account, step: Step) -> Result<Option<String>, StoreError> {
    let mut turn = site.store.turn(&[]).await?;
    let Some(mut account) = Account::find_in(&mut turn, &checked.email).await? else {
        return Ok(None);
    };
    if !account.signs_in_like(checked) || !account.second_factor.is_new(step) {
        return Ok(None);
    }
    account.second_factor.use_up(step);
    account.put(&mut turn).await?;
    let cookie = crate::secret::draw();
    let mark = account.mark();
    session::put(
        &mut turn,
        &cookie,
        Party::Staff {
            email: account.email,
        },
    )
    .await?;
    turn.commit().await?;
    tracing::info!(account = mark, "signed in");
    Ok(Some(cookie))
}

pub(crate) async fn out(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
) -> Result<Response, Trouble> {
    session::end(&site.store, &visitor.cookie).await?;
    let mut response = visitor.on_to("/", "signed-out");
    unset_cookie(&mut response, &site);
    Ok(response)
}
