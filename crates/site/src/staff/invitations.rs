//! Making an account from an invitation, or its password and second factor anew.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::Deserialize;

use crate::accounts::{Account, Invitation, Password};
use crate::page::{Frame, Page, Visitor, show as shown};
use crate::sent::Sent;
use crate::session::{self, Party};
use crate::site::Site;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "staff/invitation.html")]
struct Shown {
    page: Frame,
    email: Option<String>,
    renews: bool,
    secret: String,
    url: String,
}

pub(crate) async fn show(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Page {
    let invitation = Invitation::find(&site.store, &token)
        .await?
        .ok_or(Trouble::NotFound)?;
    let email = invitation.email.clone();
    shown(&Shown {
        page: Frame::outside(&visitor),
        secret: invitation.second_factor.secret().to_owned(),
        url: invitation
            .second_factor
            .url("Hustings", email.as_deref().unwrap_or("officer")),
        renews: invitation.renews,
        email,
    })
}

#[derive(Deserialize)]
pub(crate) struct Entered {
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    password: String,
    again: String,
    code: String,
}

pub(crate) async fn accept(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(token): Path<String>,
    Sent(entered): Sent<Entered>,
) -> Page {
    let refused = |key: &str| Trouble::Refused(visitor.language.say(key));
    let invitation = Invitation::find(&site.store, &token)
        .await?
        .ok_or(Trouble::NotFound)?;
    let email = invitation
        .email
        .clone()
        .unwrap_or_else(|| entered.email.trim().to_owned());
    if !is_address(&email) {
        return Err(refused("invitation-no-address"));
    }
    let name = entered.name.trim().to_owned();
    if !invitation.renews && !is_name(&name) {
        return Err(refused("invitation-no-name"));
    }
    if entered.password != entered.again {
        return Err(refused("invitation-passwords-differ"));
    }
    let now = u64::try_from(Timestamp::now().as_second()).unwrap_or_default();
    let step = invitation
        .second_factor
        .check(&entered.code, now)
        .ok_or_else(|| refused("invitation-wrong-code"))?;
    let (text, address) = (entered.password, email.clone());
    let password = site.hashed(move || Password::new(&text, &address)).await?;
    let password = password.map_err(|error| refused(error.key()))?;
    let mut turn = site.store.turn(&[]).await?;
    let invitation = Invitation::take(&mut turn, &token)
        .await?
        .ok_or(Trouble::NotFound)?;
    let mut second_factor = invitation.second_factor;
    second_factor.use_up(step);
    let account = match (
        Account::find_in(&mut turn, &email).await?,
        invitation.renews,
    ) {
        (Some(account), true) => Account {
            password,
            second_factor,
            ..account
        },
        (None, false) => Account {
            email,
            name,
            grants: invitation.grants,
            password,
            second_factor,
        },
        // Whoever invites may be shown the link too: with it nobody may take over an account that there is.
        (Some(_), false) => return Err(refused("invitation-address-taken")),
        (None, true) => return Err(Trouble::NotFound),
    };
    account.put(&mut turn).await?;
    if invitation.renews {
        Invitation::end_renewals(&mut turn, &account.email).await?;
    }
    turn.commit().await?;
    if !invitation.renews {
        return Ok(visitor.on_to("/sign-in", "account-made"));
    }
    tracing::info!(
        account = account.mark(),
        "password and second factor were made anew"
    );
    // Whoever was signed in with what is lost is so no longer.
    let email = account.email;
    session::end_all(&site.store, &Party::Staff { email }).await?;
    Ok(visitor.on_to("/sign-in", "account-renewed"))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 100 && !name.chars().any(char::is_control)
}

/// Whether it can be an address: what is in it is the mail server's business, but no line can be added to a mail by it.
pub(crate) fn is_address(text: &str) -> bool {
    text.len() <= 254
        && text.chars().all(|c| !c.is_control() && !c.is_whitespace())
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
}
