//! A trustee's page: each step with its command, what it needs, and where what it makes goes. The secret stays on the
//! trustee's own machine.

use askama::Template;
use axum::extract::Path;
use hustings_office::Office;
use hustings_rulebook::BoxId;
use serde::Deserialize;

use crate::page::{Frame, Inside, Page, download, show as shown};
use crate::poll::aside::sent;
use crate::poll::boxes::{self, noted};
use crate::poll::ceremony::{self, Asked, Ceremony, Piece, message};
use crate::poll::credentials::{self, Checked};
use crate::poll::keys::key_prints;
use crate::poll::step::{Noting, State, Step, Upload, duties};
use crate::poll::steps::{self, Steps};
use crate::sent::{Files, Sent};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "staff/trustee.html")]
struct TrusteePage {
    page: Frame,
    asked: Option<Asked>,
    place: Option<usize>,
    number: usize,
    /// Places that nobody has, to choose from.
    free: Vec<usize>,
    /// What is to be done now: the anchor and the title.
    duties: Vec<(String, String)>,
    keys: Vec<Step>,
    boxes: Vec<(String, Vec<Step>)>,
}

/// Which trustee is signed in.
#[derive(Clone, Copy)]
struct Holder {
    asked: Asked,
    place: usize,
}

impl Holder {
    async fn of(inside: &Inside, office: &Office) -> Result<Option<Self>, Trouble> {
        let account = inside.account()?;
        let place = ceremony::place_of(office.store(), &inside.hall.id, &account.email).await?;
        let asked = Asked::of(office.contest());
        Ok(asked
            .zip(place)
            .filter(|(asked, place)| (1..=asked.size).contains(place))
            .map(|(asked, place)| Self { asked, place }))
    }

    async fn expect(inside: &Inside, office: &Office) -> Result<Self, Trouble> {
        Self::of(inside, office)
            .await?
            .ok_or_else(|| Trouble::Refused(inside.visitor.language.say("trustee-no-place")))
    }

    fn number(self) -> usize {
        self.asked.number(self.place)
    }
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let id = &inside.hall.id;
    // What is computed of an archive is asked for when nobody is kept waiting.
    let (holder, asked, free, keys, unfinished) = {
        let office = inside.hall.read().await?;
        let holder = Holder::of(&inside, &office).await?;
        let asked = Asked::of(office.contest());
        let taken = ceremony::places(office.store(), id).await?;
        let size = asked.map_or(0, |asked| asked.size);
        let free = (1..=size).filter(|place| !taken.contains_key(place));
        let ceremony = Ceremony::of(office.store(), id, office.contest()).await?;
        let checked = credentials::checked(office.store(), id).await?;
        let mut unfinished = Vec::new();
        let mut keys = Vec::new();
        if let Some(holder) = holder {
            let who = holder.number().to_string();
            let of = |what: &str| checked.get(&(what.to_owned(), who.clone())).cloned();
            // With a box open the keys are made, wherever that was.
            if !boxes::is_any_open(&office) || ceremony.trustees().is_some() {
                keys = key_steps(&page, &ceremony, holder, of("keys"));
            }
            for (of_box, title) in boxes::all(&office) {
                if boxes::is_open(&office, &of_box) {
                    let steps = Steps::of(&office, &of_box).await?;
                    unfinished.push((steps, title, of(of_box.as_str())));
                }
            }
        }
        (holder, asked, free.collect(), keys, unfinished)
    };
    let mut boxes = Vec::new();
    if let Some(holder) = holder {
        for (steps, title, checked) in unfinished {
            let event = match steps.next() {
                Some(_) => Some(steps::event(&inside.hall, &steps.of).await?),
                None => None,
            };
            boxes.push((
                title,
                box_steps(&page, holder, &steps, checked, event.as_deref()),
            ));
        }
    }
    let of_boxes = boxes
        .iter()
        .map(|(title, steps)| (Some(title.as_str()), steps.as_slice()));
    let duties = duties([(None, keys.as_slice())].into_iter().chain(of_boxes));
    shown(&TrusteePage {
        page,
        asked,
        place: holder.map(|holder| holder.place),
        number: holder.map_or(0, Holder::number),
        free,
        duties,
        keys,
        boxes,
    })
}

fn places(page: &Frame, key: &str, places: &[usize]) -> Option<String> {
    if places.is_empty() {
        return None;
    }
    let list: Vec<String> = places.iter().map(ToString::to_string).collect();
    Some(page.fill(key, "places", list.join(", ")))
}

/// From the seed to the key, and its rehearsal.
fn key_steps(
    page: &Frame,
    ceremony: &Ceremony,
    holder: Holder,
    rehearsed: Option<Checked>,
) -> Vec<Step> {
    let place = holder.place;
    let Asked {
        size, threshold, ..
    } = holder.asked;
    if ceremony.piece(Piece::Trustees, 0).is_some() {
        return vec![rehearsal(page, ceremony, holder, rehearsed)];
    }
    let certificate = piece_step(
        page,
        ceremony,
        (Piece::Certificate, place),
        &[],
        format!(
            "hustings trustee seed --place {place} --size {size} --threshold {threshold} \\\n    --out seed-{place}.age --certificate certificate-{place}.json"
        ),
    );
    let mut polynomial = piece_step(
        page,
        ceremony,
        (Piece::Polynomial, place),
        &ceremony.missing(Piece::Certificate),
        format!(
            "hustings trustee polynomial --seed seed-{place}.age --certificates certificates.json \\\n    --out polynomial-{place}.json"
        ),
    );
    let file = |name: &str| {
        (
            page.here(&format!("/trustee/files/{name}")),
            name.to_owned(),
        )
    };
    let prints = ceremony.certificate_prints().into_iter();
    polynomial.prints = prints
        .map(|(place, print)| (page.fill("trustee-at-place", "place", place), print))
        .collect();
    if ceremony.certificates_json().is_some() {
        polynomial.downloads = vec![file("certificates.json")];
    }
    let mut outgoing = piece_step(
        page,
        ceremony,
        (Piece::Outgoing, place),
        &ceremony.missing(Piece::Polynomial),
        format!(
            "hustings trustee accept --seed seed-{place}.age --certificates certificates.json \\\n    --incoming incoming-{place}.json --out outgoing-{place}.json"
        ),
    );
    match ceremony.incoming(place) {
        Some(Ok(_)) => outgoing.downloads = vec![file(&format!("incoming-{place}.json"))],
        Some(Err(fault)) => outgoing.note = Some(fault),
        None => {}
    }
    if ceremony.piece(Piece::Outgoing, place).is_some() {
        outgoing
            .downloads
            .push(file(&format!("outgoing-{place}.json")));
    }
    let rehearsal = rehearsal(page, ceremony, holder, rehearsed);
    vec![certificate, polynomial, outgoing, rehearsal]
}

/// A step in which a trustee makes a piece.
fn piece_step(
    page: &Frame,
    ceremony: &Ceremony,
    (piece, place): (Piece, usize),
    waiting_for: &[usize],
    command: String,
) -> Step {
    let word = piece.word();
    let there = ceremony.piece(piece, place).is_some();
    let state = if there {
        State::Done
    } else if waiting_for.is_empty() {
        State::Now
    } else {
        State::Waiting
    };
    let mut step = Step::new(
        word,
        page.say(&format!("trustee-{word}")),
        page.say(&format!("trustee-{word}-what")),
        state,
    );
    step.note = match state {
        State::Done => places(page, "trustee-waits-for", &ceremony.missing(piece)),
        State::Now => None,
        State::Waiting => places(page, "trustee-waits-for", waiting_for),
    };
    if state == State::Now {
        step.command = Some(command);
        step.upload = Some(Upload {
            action: page.here(&format!("/trustee/pieces/{word}")),
            fields: vec![("file", page.say("step-upload"), piece.file(place))],
            button: page.say("step-send"),
        });
    }
    step
}

/// The rehearsal of a key, once all are joined.
fn rehearsal(
    page: &Frame,
    ceremony: &Ceremony,
    holder: Holder,
    rehearsed: Option<Checked>,
) -> Step {
    let place = holder.place;
    let joined = ceremony.trustees();
    let state = match (&joined, &rehearsed) {
        (_, Some(_)) => State::Done,
        (Some(Ok(_)), None) => State::Now,
        _ => State::Waiting,
    };
    let mut step = Step::new(
        "rehearsal",
        page.say("trustee-rehearse"),
        page.say("trustee-rehearse-what"),
        state,
    );
    match &joined {
        Some(Ok(trustees)) => {
            step.prints = key_prints(page, trustees);
            step.downloads = vec![(
                page.here("/trustee/files/trustees.json"),
                "trustees.json".to_owned(),
            )];
        }
        Some(Err(fault)) => step.note = Some(fault.clone()),
        None => step.note = Some(page.say("trustee-keys-waiting")),
    }
    if let Some(checked) = rehearsed {
        step.note = Some(noted(page, &checked));
    } else if state == State::Now {
        step.command = Some(format!(
            "hustings trustee rehearse --trustees trustees.json --seed seed-{place}.age \\\n    --outgoing outgoing-{place}.json"
        ));
        step.noting = Some(Noting {
            action: page.here("/trustee/rehearsed"),
            fields: vec![("what", "keys".to_owned())],
            button: page.say("trustee-rehearsed"),
        });
    }
    step
}

/// What a trustee does with a box.
fn box_steps(
    page: &Frame,
    holder: Holder,
    of: &Steps,
    checked: Option<Checked>,
    event: Option<&str>,
) -> Vec<Step> {
    let (id, place) = (&of.of, holder.place);
    let state = if checked.is_some() {
        State::Done
    } else {
        State::Now
    };
    let mut setup = Step::new(
        format!("setup-{id}"),
        page.say("trustee-setup"),
        page.say("trustee-setup-what"),
        state,
    );
    setup.downloads = vec![(
        page.here(&format!("/trustee/boxes/{id}/setup")),
        format!("{id}-setup.bel"),
    )];
    if let Some(checked) = checked {
        setup.note = Some(noted(page, &checked));
    } else {
        setup.command = Some(format!(
            "hustings trustee rehearse --trustees {id}-setup.bel --seed seed-{place}.age \\\n    --outgoing outgoing-{place}.json"
        ));
        setup.noting = Some(Noting {
            action: page.here("/trustee/rehearsed"),
            fields: vec![("what", id.to_string())],
            button: page.say("trustee-rehearsed"),
        });
    }
    let mut steps = vec![setup];
    let secret = |decrypting: bool| {
        let outgoing = if decrypting {
            format!(" --outgoing outgoing-{place}.json")
        } else {
            String::new()
        };
        format!("--seed seed-{place}.age{outgoing}")
    };
    steps.extend(closing_steps(
        page,
        of,
        holder.number(),
        event,
        "/trustee",
        secret,
    ));
    steps
}

/// Shuffle and decryption of a box, as whoever has this number does them: a trustee, or the officer with the server's key.
pub(crate) fn closing_steps(
    page: &Frame,
    of: &Steps,
    number: usize,
    event: Option<&str>,
    room: &str,
    secret: impl Fn(bool) -> String,
) -> Vec<Step> {
    use hustings_seal::trustee::Step as Made;
    let id = &of.of;
    let mut steps = Vec::new();
    for made in [Made::Shuffle, Made::PartialDecryption] {
        let word = steps::word(made);
        let done = of.done(made);
        let state = if done.contains(&number) {
            State::Done
        } else if of.awaits(made, number) {
            State::Now
        } else {
            State::Waiting
        };
        let is_over = of.tallied || of.is_done(made) || of.next() == Some(made);
        if state == State::Waiting && is_over {
            continue;
        }
        let mut step = Step::new(
            format!("{word}-{id}"),
            page.say(&format!("trustee-{word}")),
            page.say(&format!("trustee-{word}-what")),
            state,
        );
        step.note = Some(standing(page, of, done, state));
        if state == State::Now {
            let archive = format!("{id}-{word}-{number}");
            step.downloads = vec![(
                page.here(&format!("{room}/boxes/{id}/archive")),
                format!("{archive}.bel"),
            )];
            let statements = if made == Made::PartialDecryption {
                let statements = (1_usize..).zip(&of.shuffled).map(|(order, number)| {
                    (
                        page.here(&format!("{room}/boxes/{id}/statements/{order}")),
                        format!("{id}-shuffle-{number}.statement.json"),
                    )
                });
                step.downloads.extend(statements);
                format!("    --statements {id}-shuffle-*.statement.json \\\n")
            } else {
                String::new()
            };
            if let Some(event) = event {
                step.prints = vec![(page.say("trustee-event"), event.to_owned())];
            }
            let event = event.unwrap_or("$EVENT");
            let secret = secret(made == Made::PartialDecryption);
            step.command = Some(format!(
                "hustings trustee {word} {archive}.bel \\\n    --event {event} \\\n{statements}    {secret} \\\n    --out {archive}.json --statement {archive}.statement.json"
            ));
            step.upload = Some(Upload {
                action: page.here(&format!("{room}/boxes/{id}/steps")),
                fields: vec![
                    (
                        "message",
                        page.say("trustee-message"),
                        format!("{archive}.json"),
                    ),
                    (
                        "statement",
                        page.say("trustee-statement"),
                        format!("{archive}.statement.json"),
                    ),
                ],
                button: page.say("step-send"),
            });
        }
        steps.push(step);
    }
    steps
}

/// Who has done a step, and whose turn it is.
fn standing(page: &Frame, of: &Steps, done: &[usize], state: State) -> String {
    let list: Vec<String> = done.iter().map(|number| of.who(page, *number)).collect();
    let mut told = page.fill2("trustee-done-by", "done", done.len(), "needed", of.needed);
    if !list.is_empty() {
        told.push(' ');
        told.push_str(&page.fill("trustee-numbers", "numbers", list.join(", ")));
    }
    if let (State::Now, Some(turn)) = (state, of.turn()) {
        told.push(' ');
        told.push_str(&page.fill("trustee-turn", "who", of.who(page, turn)));
    }
    told
}

#[derive(Deserialize)]
pub(crate) struct Place {
    place: usize,
}

pub(crate) async fn take_place(inside: Inside, Sent(entered): Sent<Place>) -> Page {
    let office = inside.hall.read().await?;
    let size = Asked::of(office.contest()).map_or(0, |asked| asked.size);
    let taken = |key: &str| Trouble::Refused(inside.visitor.language.say(key));
    if !(1..=size).contains(&entered.place) {
        return Err(taken("trustee-no-such-place"));
    }
    let store = office.store().clone();
    drop(office);
    let email = &inside.account()?.email;
    if !ceremony::claim(&store, &inside.hall.id, email, entered.place).await? {
        return Err(taken("trustee-place-taken"));
    }
    Ok(inside.on_to("/trustee", "place-taken"))
}

pub(crate) async fn send_piece(
    inside: Inside,
    Path((_, piece)): Path<(String, String)>,
    files: Files,
) -> Page {
    let piece = Piece::of_word(&piece).ok_or(Trouble::NotFound)?;
    let (holder, keeping) = {
        let office = inside.hall.read().await?;
        if boxes::is_any_open(&office) {
            return Err(Trouble::Refused(
                inside.visitor.language.say("trustee-keys-over"),
            ));
        }
        (
            Holder::expect(&inside, &office).await?,
            ceremony::Keeping::of(&office, &inside.hall.id),
        )
    };
    let text = message(files.expect("file")?, &piece.file(holder.place))?;
    let at = (piece, holder.place);
    keeping.keep(at, &text).await?;
    Ok(inside.on_to("/trustee", "piece-kept"))
}

/// A file that the steps need: those of all trustees, and those of this one.
pub(crate) async fn file(inside: Inside, Path((_, name)): Path<(String, String)>) -> Page {
    let office = inside.hall.read().await?;
    let holder = Holder::expect(&inside, &office).await?;
    let place = holder.place;
    let ceremony = Ceremony::of(office.store(), &inside.hall.id, office.contest()).await?;
    let text = if name == "certificates.json" {
        ceremony.certificates_json()
    } else if name == "trustees.json" {
        match ceremony.trustees() {
            Some(Ok(trustees)) => Some(trustees.text().to_owned()),
            _ => None,
        }
    } else if name == format!("incoming-{place}.json") {
        ceremony.incoming(place).and_then(Result::ok)
    } else if name == Piece::Outgoing.file(place) {
        ceremony.piece(Piece::Outgoing, place).map(str::to_owned)
    } else {
        None
    };
    let text = text.ok_or(Trouble::NotFound)?;
    Ok(download(&name, "application/json", text))
}

#[derive(Deserialize)]
pub(crate) struct Rehearsed {
    what: String,
}

pub(crate) async fn rehearsed(inside: Inside, Sent(entered): Sent<Rehearsed>) -> Page {
    let number = {
        let office = inside.hall.read().await?;
        Holder::expect(&inside, &office).await?.number()
    };
    boxes::note(&inside, &entered.what, &number.to_string()).await?;
    Ok(inside.on_to("/trustee", "noted"))
}

/// The archive to work from, whoever asks for it.
pub(crate) async fn archive(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let (of, word) = {
        let office = inside.hall.read().await?;
        let of = boxes::named(&office, &of)?;
        if !boxes::is_open(&office, &of) {
            return Err(Trouble::NotFound);
        }
        let next = Steps::of(&office, &of).await?.next();
        (of, next.map_or("archive", steps::word))
    };
    let number = if inside.visitor.path.contains("/trustee/") {
        let office = inside.hall.read().await?;
        Holder::expect(&inside, &office).await?.number()
    } else {
        1
    };
    let file = steps::archive(&inside.hall, &of).await?;
    Ok(sent(
        &format!("{of}-{word}-{number}.bel"),
        "application/octet-stream",
        file,
    ))
}

/// What a trustee signed of a shuffle, by its order.
pub(crate) async fn statement(
    inside: Inside,
    Path((_, of, order)): Path<(String, String, usize)>,
) -> Page {
    let office = inside.hall.read().await?;
    let of: BoxId = boxes::named(&office, &of)?;
    let kept = office.contest().kept();
    let state = kept
        .and_then(|kept| kept.of_box(&of))
        .ok_or(Trouble::NotFound)?;
    let made = order
        .checked_sub(1)
        .and_then(|index| state.shuffles.get(index))
        .ok_or(Trouble::NotFound)?;
    let steps = Steps::of(&office, &of).await?;
    let number = steps.shuffled.get(order - 1).copied().unwrap_or_default();
    Ok(download(
        &format!("{of}-shuffle-{number}.statement.json"),
        "application/json",
        made.act.statement.clone(),
    ))
}

pub(crate) async fn send_step(
    inside: Inside,
    Path((_, of)): Path<(String, String)>,
    files: Files,
) -> Page {
    let (of, number) = {
        let office = inside.hall.read().await?;
        let of = boxes::named(&office, &of)?;
        (of, Holder::expect(&inside, &office).await?.number())
    };
    let made = (files.expect("message")?, files.expect("statement")?);
    let hand = inside.hand(steps::ROLE).await?;
    steps::take(&inside.hall, &of, number, made, hand).await?;
    Ok(inside.on_to("/trustee", "step-taken"))
}
