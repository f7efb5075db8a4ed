//! Keys before the poll: the server's own, what each trustee has sent, and the list that comes of it.

use askama::Template;
use axum::extract::Path;
use hustings_seal::trustee::{Part, Trustees};
use serde::Deserialize;

use super::boxes::{is_any_open, note, noted};
use super::ceremony::{self, Asked, Ceremony, Keeping, Piece, fingerprint, message};
use super::credentials::{self, Checked};
use super::step::{Noting, State, Step, Upload};
use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::sent::{Files, Sent};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/keys.html")]
struct KeysPage {
    page: Frame,
    keys: Vec<Step>,
    /// Pieces of each trustee: place, whose it is, what is there.
    trustees: Vec<TrusteeLine>,
    /// Whether there is no key but the server's.
    server_alone: bool,
    /// Whether keys can still be made anew.
    renewable: bool,
}

struct TrusteeLine {
    place: usize,
    account: Option<String>,
    there: [bool; 3],
    rehearsed: Option<String>,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let id = &inside.hall.id;
    let office = inside.hall.read().await?;
    let store = office.store();
    let ceremony = Ceremony::of(store, id, office.contest()).await?;
    let places = ceremony::places(store, id).await?;
    let checked = credentials::checked(store, id).await?;
    let is_checked =
        |what: &str, who: &str| checked.get(&(what.to_owned(), who.to_owned())).cloned();
    let held = office.server_key().await?.is_some();
    let asked = ceremony.asked;
    let lines = (1..=asked.map_or(0, |asked| asked.size)).map(|place| {
        let number = asked.map_or(place, |asked| asked.number(place)).to_string();
        TrusteeLine {
            place,
            account: places.get(&place).cloned(),
            there: Piece::OF_TRUSTEES.map(|piece| ceremony.piece(piece, place).is_some()),
            rehearsed: is_checked("keys", &number).map(|checked| checked.by),
        }
    });
    let trustees: Vec<TrusteeLine> = lines.collect();
    let opened = is_any_open(&office);
    // With a box open the keys are made: where none of it was done here, there is nothing to show and nothing to do.
    let elsewhere = opened && ceremony.trustees().is_none();
    let keys = if elsewhere {
        Vec::new()
    } else {
        let server = ServerKey {
            held,
            rehearsed: is_checked("keys", "1"),
        };
        key_steps(&page, &ceremony, opened, server)
    };
    shown(&KeysPage {
        keys,
        trustees: if elsewhere { Vec::new() } else { trustees },
        server_alone: asked.is_some_and(Asked::is_server_alone),
        renewable: !opened && ceremony.is_begun(),
        page,
    })
}

/// The trustees with their numbers, and the fingerprints of their keys.
pub(crate) fn key_prints(page: &Frame, trustees: &Trustees) -> Vec<(String, String)> {
    let members = (1_usize..).zip(trustees.members()).map(|(number, member)| {
        let key = match (&trustees.parts()[member.part], member.place) {
            (Part::Pedersen(_), Some(_)) => "trustee-number",
            _ => "trustee-number-mandatory",
        };
        let whose = page.fill(key, "number", number);
        (whose, fingerprint(&member.key.encode().to_string()))
    });
    let election = (
        page.say("trustee-key-of-election"),
        trustees.key().encode().to_string(),
    );
    members.chain([election]).collect()
}

/// Where the server's own key is.
struct ServerKey {
    /// Whether it was made here.
    held: bool,
    /// Who has rehearsed it, where it was made elsewhere.
    rehearsed: Option<Checked>,
}

/// The server's own key, and the list of all.
fn key_steps(page: &Frame, ceremony: &Ceremony, opened: bool, server: ServerKey) -> Vec<Step> {
    let ServerKey { held, rehearsed } = server;
    let mut steps = Vec::new();
    let joined = ceremony.trustees();
    let upload = |piece: Piece| Upload {
        action: page.here(&format!("/office/keys/{}", piece.word())),
        fields: vec![("file", page.say("step-upload"), piece.file(0))],
        button: page.say("step-send"),
    };
    let elsewhere = ceremony.piece(Piece::Trustees, 0).is_some();
    if ceremony.asked.is_some_and(|asked| asked.server) && !elsewhere {
        let key = ceremony.piece(Piece::Server, 0);
        let state = if key.is_some() {
            State::Done
        } else {
            State::Now
        };
        let mut step = Step::new(
            "server-key",
            page.say("boxes-server-key"),
            page.say("boxes-server-key-what"),
            state,
        );
        if held {
            step.note = Some(page.say("boxes-server-key-held"));
        }
        if key.is_none() {
            step.here = Some(Noting {
                action: page.here("/office/keys/make"),
                fields: Vec::new(),
                button: page.say("boxes-server-key-make"),
            });
            step.command =
                Some("hustings trustee generate --out server.age --public server.json".to_owned());
            step.upload = Some(upload(Piece::Server));
        }
        steps.push(step);
    }
    let state = match &joined {
        Some(Ok(_)) => State::Done,
        _ => State::Waiting,
    };
    let mut step = Step::new(
        "trustees",
        page.say("boxes-trustees"),
        page.say("boxes-trustees-what"),
        state,
    );
    match &joined {
        Some(Ok(trustees)) => {
            step.prints = key_prints(page, trustees);
            step.downloads = vec![(
                page.here("/office/keys/trustees.json"),
                "trustees.json".to_owned(),
            )];
        }
        Some(Err(fault)) => step.note = Some(fault.clone()),
        None if !opened && !ceremony.asked.is_some_and(Asked::is_server_alone) => {
            step.note = Some(page.say("boxes-trustees-elsewhere"));
            step.upload = Some(upload(Piece::Trustees));
        }
        None => {}
    }
    steps.push(step);
    let has_server = ceremony.asked.is_some_and(|asked| asked.server);
    if let (Some(Ok(_)), true) = (&joined, has_server && !held) {
        let state = if rehearsed.is_some() {
            State::Done
        } else {
            State::Now
        };
        let mut step = Step::new(
            "server-rehearsal",
            page.say("boxes-server-rehearsal"),
            page.say("trustee-rehearse-what"),
            state,
        );
        step.command =
            Some("hustings trustee rehearse --trustees trustees.json --key server.age".to_owned());
        match rehearsed {
            Some(checked) => step.note = Some(noted(page, &checked)),
            None => {
                step.noting = Some(Noting {
                    action: page.here("/office/keys/rehearsed"),
                    fields: vec![("what", "keys".to_owned())],
                    button: page.say("trustee-rehearsed"),
                });
            }
        }
        steps.push(step);
    }
    steps
}

pub(crate) async fn send_key(
    inside: Inside,
    Path((_, piece)): Path<(String, String)>,
    files: Files,
) -> Page {
    let piece = match piece.as_str() {
        "server" => Piece::Server,
        "trustees" => Piece::Trustees,
        _ => return Err(Trouble::NotFound),
    };
    let text = message(files.expect("file")?, &piece.file(0))?;
    keeping(&inside).await?.keep((piece, 0), &text).await?;
    Ok(inside.on_to("/office/ceremony", "piece-kept"))
}

/// Makes the server's key, which stays here.
pub(crate) async fn make(inside: Inside) -> Page {
    let keeping = keeping(&inside).await?;
    if !keeping.has_server() {
        return Err(Trouble::NotFound);
    }
    keeping.make_server_key().await?;
    Ok(inside.on_to("/office/ceremony", "server-key-made"))
}

/// Where pieces are kept, while no box is open.
async fn keeping(inside: &Inside) -> Result<Keeping, Trouble> {
    let office = inside.hall.read().await?;
    if is_any_open(&office) {
        return Err(Trouble::Refused(
            inside.visitor.language.say("boxes-keys-fixed"),
        ));
    }
    Ok(Keeping::of(&office, &inside.hall.id))
}

pub(crate) async fn trustees_json(inside: Inside) -> Page {
    let office = inside.hall.read().await?;
    let ceremony = Ceremony::of(office.store(), &inside.hall.id, office.contest()).await?;
    match ceremony.trustees() {
        Some(Ok(trustees)) => Ok(download(
            "trustees.json",
            "application/json",
            trustees.text().to_owned(),
        )),
        _ => Err(Trouble::NotFound),
    }
}

#[derive(Deserialize)]
pub(crate) struct Rehearsed {
    what: String,
}

pub(crate) async fn rehearsed(inside: Inside, Sent(entered): Sent<Rehearsed>) -> Page {
    note(&inside, &entered.what, "1").await?;
    Ok(inside.on_to("/office/ceremony", "noted"))
}

#[derive(Deserialize)]
pub(crate) struct Anew {
    #[serde(default)]
    sure: String,
}

/// Takes all keys away, where a ceremony has failed or somebody has lost a secret before the poll.
pub(crate) async fn anew(inside: Inside, Sent(entered): Sent<Anew>) -> Page {
    if entered.sure != "yes" {
        return Err(Trouble::Refused(
            inside.visitor.language.say("boxes-anew-sure"),
        ));
    }
    keeping(&inside).await?.begin_anew().await?;
    tracing::warn!(contest = %inside.hall.id, "keys are made anew");
    Ok(inside.on_to("/office/ceremony", "keys-anew"))
}
