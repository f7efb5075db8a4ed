//! The officer's first page: what is to be done next, the timetable, the figures.

use std::collections::BTreeMap;

use askama::Template;
use hustings_contest::kept::{Kept, stage};
use hustings_contest::statement::Standing;
use hustings_office::Office;
use hustings_rulebook::BoxId;

use super::{duties, timetable};
use crate::page::{Frame, Inside, Page, show as shown};
use crate::poll::bundle::Noted;

#[derive(Template)]
#[template(path = "officer/desk.html")]
struct Desk {
    page: Frame,
    stage: String,
    duties: Vec<duties::Line>,
    timetable: Vec<timetable::Line>,
    figures: Vec<(String, String)>,
    mock: bool,
    /// Whether a mock poll can be made of it.
    rehearsable: bool,
    /// What the clock shows, as a field of a form has it.
    now: String,
    time_zone: String,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let page = inside.frame().await?;
    let now = inside.hall.now().await?;
    // The duties ask for the roll, which takes its time: nobody waits for it.
    let mut office = inside.hall.aside().await?;
    let mut known = office.known().await?;
    known.ties = office.ties().await?;
    let ballots = office.ballots().await?;
    let noted = Noted::of(&office).await?;
    let contest = office.contest();
    let word = serde_json::to_value(stage(contest)).unwrap_or_default();
    let stage = page.say(&format!("stage-{}", word.as_str().unwrap_or_default()));
    shown(&Desk {
        stage,
        duties: duties::lines(&page, contest, (&known, &noted), &now),
        timetable: timetable::lines(&page, contest.rulebook(), &now),
        figures: figures(&page, &office, &ballots),
        mock: contest.is_mock(),
        time_zone: contest.rulebook().time_zone.clone(),
        rehearsable: inside.hall.mock_of().is_none() && office.no_rehearsal().is_none(),
        now: now.as_str().get(..16).unwrap_or_default().to_owned(),
        page,
    })
}

/// What there is so far, each with its label.
fn figures(page: &Frame, office: &Office, ballots: &BTreeMap<BoxId, u64>) -> Vec<(String, String)> {
    let statement = office.statement();
    let mut figures = Vec::new();
    for post in &statement.posts {
        let of = |standing| {
            let all = post.candidates.iter();
            all.filter(|one| one.standing == standing).count()
        };
        let label = page.fill("office-figure-candidates", "post", post.title.as_str());
        let values = [
            ("all", post.candidates.len().into()),
            ("nominated", of(Standing::Nominated).into()),
            ("open", of(Standing::Undetermined).into()),
        ];
        let language = page.visitor.language;
        figures.push((label, language.fill("office-figure-candidates-are", values)));
    }
    let Some(kept) = office.contest().kept() else {
        return figures;
    };
    figures.extend(roll(page, kept));
    for of in &kept.boxes {
        let id = &of.opened.act.r#box;
        let label = page.fill("office-figure-box", "box", id.to_string());
        let values = [
            ("credentials", of.opened.act.credentials.into()),
            (
                "ballots",
                ballots.get(id).copied().unwrap_or_default().into(),
            ),
        ];
        let language = page.visitor.language;
        figures.push((label, language.fill("office-figure-box-has", values)));
    }
    let made = kept.rulings.made.len();
    let open = kept.rulings.undecided_claims().count()
        + kept.rulings.undecided_appeals().count()
        + kept.undecided_requests().count();
    figures.push((
        page.say("office-figure-rulings"),
        page.fill2("office-figure-rulings-are", "made", made, "open", open),
    ));
    figures.push((
        page.say("office-figure-log"),
        page.fill("office-figure-entries", "entries", statement.log.entries),
    ));
    figures
}

fn roll(page: &Frame, kept: &Kept) -> Vec<(String, String)> {
    let label = page.say("office-figure-roll");
    if kept.roll.frozen.is_some() {
        let sections = kept.roll.sections.iter().map(|(id, section)| {
            let label = format!("{label}: {id}");
            let electors = page.fill("office-figure-electors", "electors", section.electors);
            (label, electors)
        });
        return sections.collect();
    }
    let told = match kept.roll.imported.last() {
        None => page.say("office-figure-roll-none"),
        Some(import) => {
            let electors: u64 = import.act.electors.values().sum();
            let values = [
                ("electors", electors.into()),
                ("held", import.act.held.into()),
                ("rejected", import.act.rejected.into()),
            ];
            let language = page.visitor.language;
            language.fill("office-figure-roll-imported", values)
        }
    };
    vec![(label, told)]
}
