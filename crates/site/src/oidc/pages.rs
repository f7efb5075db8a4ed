//! Going to the provider, and coming back.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use hustings_store::StoreError;
use serde::Deserialize;

use super::ProviderError;
use super::pending::Pending;
use crate::accounts::Account;
use crate::gate::set_cookie;
use crate::page::{Frame, Page, Visitor, redirect, show as shown};
use crate::secret;
use crate::session::{self, Party};
use crate::site::Site;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "staff/provider.html")]
struct Going {
    page: Frame,
    url: String,
}

/// On to the provider, by a page: browsers follow a form to no other site than ours.
pub(crate) async fn go(State(site): State<Arc<Site>>, visitor: Visitor) -> Page {
    let provider = site.provider().ok_or(Trouble::NotFound)?;
    let (url, mut pending) = match provider.begin().await {
        Ok(begun) => begun,
        Err(error) => return Err(refused(&visitor, &error)),
    };
    visitor.language.prefix().clone_into(&mut pending.prefix);
    pending.keep(&site.store, &visitor.cookie).await?;
    shown(&Going {
        page: Frame::outside(&visitor),
        url: url.to_string(),
    })
}

/// What somebody comes back with.
#[derive(Deserialize)]
pub(crate) struct Brought {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
}

pub(crate) async fn back(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Query(brought): Query<Brought>,
) -> Page {
    let provider = site.provider().ok_or(Trouble::NotFound)?;
    let pending = Pending::take(&site.store, &visitor.cookie, &brought.state).await?;
    let stale = || Trouble::Refused(visitor.language.say("provider-stale"));
    let pending = pending.filter(|_| !brought.code.is_empty());
    let pending = pending.ok_or_else(stale)?;
    let prefix = pending.prefix.clone();
    let (nonce, verifier) = pending.into_parts();
    let said = provider.finish(brought.code, &nonce, verifier).await;
    let email = said.map_err(|error| refused(&visitor, &error))?;
    let Some(cookie) = begin(&site, &email).await? else {
        tracing::info!("a sign-in was refused");
        return Err(Trouble::Refused(
            visitor.language.say("provider-no-account"),
        ));
    };
    let mut response = redirect(&format!("{prefix}/?said=said-signed-in"));
    set_cookie(&mut response, &site, &cookie);
    Ok(response)
}

/// Begins the session of whoever has an account with this address.
async fn begin(site: &Site, email: &str) -> Result<Option<String>, StoreError> {
    let mut turn = site.store.turn(&[]).await?;
    let Some(account) = Account::find_in(&mut turn, email).await? else {
        turn.abandon().await?;
        return Ok(None);
    };
    let (cookie, mark) = (secret::draw(), account.mark());
    let party = Party::Staff {
        email: account.email,
    };
    session::put(&mut turn, &cookie, party).await?;
    turn.commit().await?;
    tracing::info!(account = mark, "signed in");
    Ok(Some(cookie))
}

/// What is said of a provider that does not do its part: to the log as it is, to people without what they cannot act on.
fn refused(visitor: &Visitor, error: &ProviderError) -> Trouble {
    if matches!(error, ProviderError::Unverified) {
        tracing::info!("a sign-in was refused");
        return Trouble::Refused(visitor.language.say("provider-unverified"));
    }
    tracing::warn!(%error, "nobody is signed in through the provider");
    Trouble::Refused(visitor.language.say("provider-away"))
}
