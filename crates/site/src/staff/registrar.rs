//! The registrar's page: electors of each box to take, public parts of credentials to send. No credential comes here.

use askama::Template;
use axum::extract::Path;
use hustings_rulebook::{BoxId, Means};
use hustings_seal::election::Uuid;

use crate::officer::roll::upload::csv_line;
use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::poll::aside::apart;
use crate::poll::boxes::{self, noted};
use crate::poll::ceremony::message;
use crate::poll::credentials::{self, Checked};
use crate::poll::reissues::{self, Reissue, Said};
use crate::poll::step::{Noting, State, Step, Upload, duties};
use crate::sent::Files;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "staff/registrar.html")]
struct RegistrarPage {
    page: Frame,
    frozen: bool,
    post: bool,
    duties: Vec<(String, String)>,
    boxes: Vec<(String, Vec<Step>)>,
    /// Credentials that the officer allows to be given again.
    reissues: Vec<(String, Reissue)>,
}

/// A box as the registrar has it.
struct Standing {
    of: BoxId,
    uuid: Uuid,
    electors: u64,
    list: bool,
    open: bool,
    /// How far it is known who has which public part; `None` where nobody votes by post.
    links: Option<State>,
    checked: Option<Checked>,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let id = &inside.hall.id;
    let mut office = inside.hall.write().await?;
    let frozen = office.is_frozen();
    let post = office
        .contest()
        .rulebook()
        .ballot
        .means
        .contains(&Means::Post);
    let unlinked = if post {
        office.known().await?.unlinked
    } else {
        Vec::new()
    };
    let store = office.store().clone();
    let checked = credentials::checked(&store, id).await?;
    let mut boxes = Vec::new();
    if frozen {
        for (of, title) in boxes::all(&office) {
            let standing = Standing {
                uuid: credentials::uuid(&store, id, &of).await?,
                electors: boxes::electors(&office, &of),
                list: credentials::is_there(&store, id, &of).await?,
                open: boxes::is_open(&office, &of),
                links: post.then(
                    || match (boxes::is_open(&office, &of), unlinked.contains(&of)) {
                        (false, _) => State::Waiting,
                        (true, true) => State::Now,
                        (true, false) => State::Done,
                    },
                ),
                checked: checked
                    .get(&(of.to_string(), "registrar".to_owned()))
                    .cloned(),
                of,
            };
            boxes.push((title, steps(&page, &standing)));
        }
    }
    let mut reissues = reissues::all(&store, id).await?;
    reissues.retain(|(_, reissue)| reissue.is_allowed());
    drop(office);
    let of_boxes = boxes
        .iter()
        .map(|(title, steps)| (Some(title.as_str()), steps.as_slice()));
    let duties = duties(of_boxes);
    shown(&RegistrarPage {
        page,
        frozen,
        post,
        duties,
        boxes,
        reissues,
    })
}

fn steps(page: &Frame, standing: &Standing) -> Vec<Step> {
    let Standing { of, uuid, .. } = standing;
    let mut steps = vec![issue(page, standing)];
    if standing.open {
        let state = if standing.checked.is_some() {
            State::Done
        } else {
            State::Now
        };
        let mut check = Step::new(
            format!("check-{of}"),
            page.say("registrar-check"),
            page.say("registrar-check-what"),
            state,
        );
        check.downloads = vec![(
            page.here(&format!("/registrar/{of}/setup")),
            format!("{of}-setup.bel"),
        )];
        if let Some(checked) = &standing.checked {
            check.note = Some(noted(page, checked));
        } else {
            check.command = Some(format!(
                "hustings registrar check {of}-setup.bel --election {uuid} \\\n    --recovery {of}-recovery.age"
            ));
            check.noting = Some(Noting {
                action: page.here(&format!("/registrar/{of}/checked")),
                fields: Vec::new(),
                button: page.say("registrar-checked"),
            });
        }
        steps.push(check);
    }
    if let Some(state) = standing.links {
        let mut links = Step::new(
            format!("links-{of}"),
            page.say("registrar-links"),
            page.say("registrar-links-what"),
            state,
        );
        if state == State::Waiting {
            links.note = Some(page.say("registrar-links-waiting"));
        }
        if state == State::Now {
            links.upload = Some(Upload {
                action: page.here(&format!("/registrar/{of}/links")),
                fields: vec![(
                    "links",
                    page.say("registrar-links-file"),
                    format!("{of}-links.csv"),
                )],
                button: page.say("step-send"),
            });
        }
        steps.push(links);
    }
    steps
}

fn issue(page: &Frame, standing: &Standing) -> Step {
    let Standing { of, uuid, .. } = standing;
    let state = if standing.open || standing.list {
        State::Done
    } else {
        State::Now
    };
    let mut issue = Step::new(
        format!("issue-{of}"),
        page.say("registrar-issue"),
        page.fill("registrar-issue-what", "electors", standing.electors),
        state,
    );
    if standing.open {
        return issue;
    }
    issue.downloads = vec![
        (
            page.here(&format!("/registrar/{of}/electors")),
            format!("{of}.ids"),
        ),
        (
            page.here(&format!("/registrar/{of}/addresses")),
            format!("{of}-addresses.csv"),
        ),
    ];
    let links = if standing.links.is_some() {
        format!(" --links {of}-links.csv")
    } else {
        String::new()
    };
    issue.command = Some(format!(
        "hustings registrar issue {of}.ids --election {uuid} \\\n    --out {of}-credentials --recovery {of}-recovery.age{links}"
    ));
    issue.upload = Some(Upload {
        action: page.here(&format!("/registrar/{of}/credentials")),
        fields: vec![(
            "public",
            page.say("registrar-public"),
            format!("{of}-credentials/public.json"),
        )],
        button: page.say("step-send"),
    });
    if standing.list {
        issue.note = Some(page.say("registrar-replace"));
    }
    issue
}

/// The ids of a box's electors, one a line.
pub(crate) async fn electors(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let mut office = inside.hall.aside().await?;
    let of = boxes::named(&office, &of)?;
    let section = of.as_str().parse().map_err(|_| Trouble::NotFound)?;
    let electors = office.electors_of(&section, None).await?;
    drop(office);
    let mut text = String::new();
    for elector in electors {
        text.push_str(elector.as_str());
        text.push('\n');
    }
    Ok(download(
        &format!("{of}.ids"),
        "text/plain; charset=utf-8",
        text,
    ))
}

/// Where letters and mails with the codes go: it is the registrar who sends them.
pub(crate) async fn addresses(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let mut office = inside.hall.aside().await?;
    let of = boxes::named(&office, &of)?;
    let mut csv = "elector,name,email,address\n".to_owned();
    for row in office.frozen_roll().await?.rows() {
        let elector = row.row.elector;
        let section = elector.section.as_ref().map(ToString::to_string);
        if section.is_some_and(|section| section != of.as_str()) {
            continue;
        }
        let email = elector.email.as_ref().map_or("", |email| email.as_str());
        let address = elector
            .address
            .as_ref()
            .map_or("", |address| address.as_str());
        csv += &csv_line([elector.id.as_str(), elector.name.as_str(), email, address]);
    }
    Ok(download(
        &format!("{of}-addresses.csv"),
        "text/csv; charset=utf-8",
        csv,
    ))
}

pub(crate) async fn send_public(
    inside: Inside,
    Path((_, of)): Path<(String, String)>,
    files: Files,
) -> Page {
    let text = message(files.expect("public")?, "public.json")?;
    let (of, electors, store) = {
        let office = inside.hall.read().await?;
        let of = boxes::named(&office, &of)?;
        if boxes::is_open(&office, &of) {
            return Err(Trouble::Refused(
                inside.visitor.language.say("registrar-box-open"),
            ));
        }
        let electors = boxes::electors(&office, &of);
        let electors = usize::try_from(electors).unwrap_or(usize::MAX);
        (of, electors, office.store().clone())
    };
    let id = inside.hall.id.clone();
    apart(async move { credentials::keep_public(&store, &id, &of, (&text, electors)).await })
        .await?;
    Ok(inside.on_to("/registrar", "list-kept"))
}

pub(crate) async fn send_links(
    inside: Inside,
    Path((_, of)): Path<(String, String)>,
    files: Files,
) -> Page {
    let table = message(files.expect("links")?, "links.csv")?;
    let hall = std::sync::Arc::clone(&inside.hall);
    apart(async move {
        let mut office = hall.aside().await?;
        let of = boxes::named(&office, &of)?;
        office.take_links(&of, table.as_bytes()).await?;
        Ok(())
    })
    .await?;
    Ok(inside.on_to("/registrar", "links-taken"))
}

pub(crate) async fn checked(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    boxes::note(&inside, &of, "registrar").await?;
    Ok(inside.on_to("/registrar", "noted"))
}

/// Notes that a credential was given again.
pub(crate) async fn reissued(inside: Inside, Path((_, key)): Path<(String, String)>) -> Page {
    let said = Said {
        by: inside.account()?.name.clone(),
        when: inside.hall.now().await?.to_string(),
        why: String::new(),
    };
    let store = inside.hall.read().await?.store().clone();
    let noted = reissues::go_on(&store, &inside.hall.id, &key, |reissue| {
        let allowed = reissue.is_allowed();
        if allowed {
            reissue.done = Some(said);
        }
        allowed
    });
    if !noted.await? {
        return Err(Trouble::NotFound);
    }
    Ok(inside.on_to("/registrar", "noted"))
}
