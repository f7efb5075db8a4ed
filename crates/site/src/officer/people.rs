//! Who runs the contest: accounts and their roles, and invitations that nobody has followed yet.

use askama::Template;
use axum::response::Response;
use hustings_office::ContestId;
use serde::Deserialize;

use crate::accounts::{Account, Grant, Invitation, Role};
use crate::mail::Mail;
use crate::mock_poll::MockPoll;
use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::session::{self, Party};
use crate::staff::invitations::is_address;
use crate::trouble::Trouble;

/// Somebody who runs it.
struct Person {
    email: String,
    name: String,
    roles: Vec<Held>,
    /// Whether roles come together that the guide keeps apart.
    too_much: bool,
    /// Whether they can be sent a link by which they sign in anew.
    renewable: bool,
}

/// A role that somebody has.
struct Held {
    role: &'static str,
    told: String,
    /// Whether it is of all contests, and is not taken back here.
    everywhere: bool,
    /// Whether it can be taken back by whoever is looking.
    withdrawable: bool,
}

/// Somebody who is invited.
struct Invited {
    key: String,
    email: String,
    told: String,
}

#[derive(Template)]
#[template(path = "officer/people.html")]
struct Shown {
    page: Frame,
    people: Vec<Person>,
    invited: Vec<Invited>,
    /// Roles to choose.
    roles: Vec<(&'static str, String)>,
    mails: bool,
}

fn told_of(page: &Frame, role: Role) -> String {
    page.say(match role {
        Role::Officer => "people-officer",
        Role::Helpline => "people-helpline",
        Role::Registrar => "people-registrar",
        Role::Trustee => "people-trustee",
    })
}

fn role(word: &str) -> Result<Role, Trouble> {
    let mut all = Role::ALL.into_iter();
    all.find(|role| role.word() == word)
        .ok_or(Trouble::NotFound)
}

/// Everybody who has a role here, and who is invited to one.
pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let id = &inside.hall.id;
    let own = &inside.account()?.email;
    let accounts = Account::all(&inside.site.store).await?;
    let people = accounts.iter().filter(|account| has_role(account, id));
    let mails = inside.site.settings.mail.is_some();
    let people = people.map(|account| {
        let is_self = account.email == *own;
        Person {
            renewable: mails && !is_self,
            ..person(&page, account, id, is_self)
        }
    });
    let people: Vec<Person> = people.collect();
    let mut invited = Vec::new();
    for (key, invitation) in Invitation::all(&inside.site.store).await? {
        let here = invitation
            .grants
            .iter()
            .filter(|grant| grant.contest.as_deref() == Some(&*id.to_string()));
        let roles: Vec<String> = here.map(|grant| told_of(&page, grant.role)).collect();
        if !roles.is_empty() {
            invited.push(Invited {
                key,
                email: invitation.email.unwrap_or_default(),
                told: roles.join(", "),
            });
        }
    }
    shown(&Shown {
        people,
        invited,
        roles: Role::ALL
            .into_iter()
            .map(|role| (role.word(), told_of(&page, role)))
            .collect(),
        mails,
        page,
    })
}

fn has_role(account: &Account, id: &ContestId) -> bool {
    Role::ALL.into_iter().any(|role| account.is(role, id))
}

fn person(page: &Frame, account: &Account, id: &ContestId, is_self: bool) -> Person {
    let roles = Role::ALL.into_iter().filter(|role| account.is(*role, id));
    let roles = roles.map(|role| {
        let mut grants = account.grants.iter();
        let is_own_office = is_self && role == Role::Officer;
        let everywhere = grants.any(|grant| grant.role == role && grant.contest.is_none());
        Held {
            role: role.word(),
            told: told_of(page, role),
            everywhere,
            // Nobody locks themselves out of the office.
            withdrawable: !(everywhere || is_own_office),
        }
    });
    let is = |role| account.is(role, id);
    Person {
        email: account.email.clone(),
        name: account.name.clone(),
        roles: roles.collect(),
        too_much: is(Role::Officer) && (is(Role::Trustee) || is(Role::Registrar))
            || is(Role::Trustee) && is(Role::Registrar),
        renewable: false,
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    email: String,
    role: String,
}

#[derive(Template)]
#[template(path = "officer/invited.html")]
struct Linked {
    page: Frame,
    email: String,
    told: String,
    /// Where no mail is sent. Else only the mail has it, so that whoever makes the account is who reads that mail.
    link: Option<String>,
}

/// Gives somebody a role: at once, where there is an account; else by an invitation, whose link is shown once.
pub(crate) async fn invite(inside: Inside, Sent(asked): Sent<Asked>) -> Page {
    let page = inside.frame().await?;
    let email = asked.email.trim().to_owned();
    if !is_address(&email) {
        return Err(Trouble::Malformed(page.say("invitation-no-address")));
    }
    let role = role(&asked.role)?;
    let told = told_of(&page, role);
    let grant = Grant {
        role,
        contest: Some(inside.hall.id.to_string()),
    };
    let site = &inside.site;
    let by = inside.account()?.mark();
    let mut earlier = Invitation::all(&site.store).await?;
    earlier.retain(|(_, earlier)| is_to(earlier, &email, &inside.hall.id));
    let mut turn = site.store.turn(&[]).await?;
    if let Some(mut account) = Account::find_in(&mut turn, &email).await? {
        // No link makes an account anew: whoever was shown it would have the account.
        account.grants.push(grant);
        account.grants.sort();
        account.grants.dedup();
        account.put(&mut turn).await?;
        let path = page.here("");
        mail(
            &page,
            &inside,
            &email,
            &told,
            &site.settings.absolute(&path),
            false,
        )
        .queue(&mut turn)
        .await?;
        turn.commit().await?;
        tracing::info!(contest = %inside.hall.id, account = %by, role = role.word(), "a role was given");
        return Ok(inside.on_to("/office/people", "people-given"));
    }
    let mut grants = vec![grant];
    // One link for all roles: the second would find an account, and make none.
    for (key, earlier) in earlier {
        grants.extend(earlier.grants);
        Invitation::withdraw(&mut turn, &key).await?;
    }
    grants.sort();
    grants.dedup();
    let roles: Vec<String> = grants
        .iter()
        .map(|grant| told_of(&page, grant.role))
        .collect();
    let told = roles.join(", ");
    let token = Invitation::new(Some(email.clone()), grants)
        .put(&mut turn)
        .await?;
    let path = page.link(&format!("/invitations/{token}"));
    let link = site.settings.absolute(&path);
    mail(&page, &inside, &email, &told, &link, true)
        .queue(&mut turn)
        .await?;
    turn.commit().await?;
    tracing::info!(contest = %inside.hall.id, account = %by, role = role.word(), "somebody was invited");
    shown(&Linked {
        email,
        told,
        link: site.settings.mail.is_none().then_some(link),
        page,
    })
}

/// Whether an invitation is this person's, to this contest alone.
fn is_to(invitation: &Invitation, email: &str, id: &ContestId) -> bool {
    let id = id.to_string();
    let to = invitation.email.as_deref().unwrap_or_default();
    let mut grants = invitation.grants.iter();
    !invitation.renews
        && to.eq_ignore_ascii_case(email)
        && grants.all(|grant| grant.contest.as_deref() == Some(&*id))
}

fn mail(page: &Frame, inside: &Inside, email: &str, role: &str, link: &str, new: bool) -> Mail {
    let title = page.head.as_ref().map_or("", |head| head.title.as_str());
    let key = if new {
        "people-mail-new"
    } else {
        "people-mail-known"
    };
    let values = [
        ("role", role.into()),
        ("title", title.into()),
        ("link", link.into()),
    ];
    Mail {
        to: email.to_owned(),
        subject: page.fill("people-mail-subject", "title", title),
        text: page.visitor.language.fill(key, values),
        contest: Some(inside.hall.id.to_string()),
        sort: "role".to_owned(),
    }
}

/// Takes a role back, and ends whoever had it being signed in.
pub(crate) async fn withdraw(
    inside: Inside,
    Sent(asked): Sent<Asked>,
) -> Result<Response, Trouble> {
    let say = |key| Trouble::Refused(inside.visitor.language.say(key));
    let role = role(&asked.role)?;
    let own = inside.account()?;
    let store = &inside.site.store;
    let mut turn = store.turn(&[]).await?;
    let account = Account::find_in(&mut turn, &asked.email).await?;
    let mut account = account.ok_or(Trouble::NotFound)?;
    if account.email == own.email && role == Role::Officer {
        return Err(say("people-not-own"));
    }
    // Mock polls gave the role because it was held here.
    let mocks = MockPoll::all_of(store, &inside.hall.id).await?;
    let mocks = mocks.into_iter().map(|(mock, _)| mock.to_string());
    let contests: Vec<String> = mocks.chain([inside.hall.id.to_string()]).collect();
    let is_here = |grant: &Grant| {
        let of = grant.contest.as_ref();
        grant.role == role && of.is_some_and(|of| contests.contains(of))
    };
    let before = account.grants.len();
    account.grants.retain(|grant| !is_here(grant));
    if account.grants.len() == before {
        return Err(say("people-not-here"));
    }
    account.put(&mut turn).await?;
    turn.commit().await?;
    let email = account.email.clone();
    session::end_all(store, &Party::Staff { email }).await?;
    tracing::info!(contest = %inside.hall.id, account = %own.mark(), role = role.word(), "a role was taken back");
    Ok(inside.on_to("/office/people", "people-withdrawn"))
}

#[derive(Deserialize)]
pub(crate) struct Whose {
    email: String,
}

/// Sends somebody who has lost a password or an authenticator a link by which they make both anew. Nobody else sees it.
pub(crate) async fn renew(inside: Inside, Sent(asked): Sent<Whose>) -> Page {
    let page = inside.frame().await?;
    let site = &inside.site;
    let own = inside.account()?;
    let mut turn = site.store.turn(&[]).await?;
    let account = Account::find_in(&mut turn, &asked.email).await?;
    let account = account.filter(|account| has_role(account, &inside.hall.id));
    let account = account.ok_or(Trouble::NotFound)?;
    if account.email == own.email || site.settings.mail.is_none() {
        return Err(Trouble::Refused(page.say("people-renew-not-here")));
    }
    Invitation::end_renewals(&mut turn, &account.email).await?;
    let token = Invitation::renewing(account.email.clone())
        .put(&mut turn)
        .await?;
    let link = page.link(&format!("/invitations/{token}"));
    let values = [
        ("name", own.name.as_str().into()),
        ("link", site.settings.absolute(&link).into()),
    ];
    let mail = Mail {
        to: account.email.clone(),
        subject: page.say("people-renewal-subject"),
        text: page.visitor.language.fill("people-renewal-mail", values),
        contest: Some(inside.hall.id.to_string()),
        sort: "role".to_owned(),
    };
    mail.queue(&mut turn).await?;
    turn.commit().await?;
    site.mail_is_due();
    tracing::info!(contest = %inside.hall.id, account = %own.mark(), of = %account.mark(), "a renewal was sent");
    Ok(inside.on_to("/office/people", "people-renewal-sent"))
}

#[derive(Deserialize)]
pub(crate) struct Which {
    key: String,
}

/// Takes an invitation back: its link is good no longer.
pub(crate) async fn uninvite(
    inside: Inside,
    Sent(which): Sent<Which>,
) -> Result<Response, Trouble> {
    let here = inside.hall.id.to_string();
    let all = Invitation::all(&inside.site.store).await?;
    let mut all = all.into_iter();
    let found = all.find(|(key, _)| *key == which.key);
    let (key, invitation) = found.ok_or(Trouble::NotFound)?;
    // Of another contest's invitations nothing is known here.
    let mut grants = invitation.grants.iter();
    if invitation.renews || !grants.all(|grant| grant.contest.as_deref() == Some(&*here)) {
        return Err(Trouble::NotFound);
    }
    let mut turn = inside.site.store.turn(&[]).await?;
    Invitation::withdraw(&mut turn, &key).await?;
    turn.commit().await?;
    Ok(inside.on_to("/office/people", "people-uninvited"))
}
