//! Noting whose papers came. What came of each is shown at once: a paper that is set aside must not be opened.

use std::collections::HashMap;

use askama::Template;
use hustings_contest::event::Role;
use hustings_office::{Delivery, Received};
use serde::Deserialize;

use crate::page::{Frame, Inside, Page, show as shown};
use crate::sent::Sent;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "poll/received.html")]
struct ReceivedPage {
    page: Frame,
    batch: String,
    /// How many came to what: the key of its text, and the number.
    totals: Vec<(&'static str, usize)>,
    /// Each elector, the class and the key of what came of the paper.
    papers: Vec<(String, &'static str, &'static str)>,
}

#[derive(Deserialize)]
pub(crate) struct Entered {
    batch: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    rejected: String,
    #[serde(default)]
    second: String,
    #[serde(default)]
    received: String,
    /// One elector's id a line.
    electors: String,
}

fn class(received: Received) -> &'static str {
    match received {
        Received::Taken => "yes",
        Received::SetAside => "open",
        Received::Second | Received::Rejected => "no",
        Received::Already => "",
    }
}

fn key(received: Received) -> &'static str {
    match received {
        Received::Taken => "received-taken",
        Received::SetAside => "received-set-aside",
        Received::Second => "received-second",
        Received::Rejected => "received-rejected",
        Received::Already => "received-already",
    }
}

/// Every way in which a paper can end.
const ALL: [Received; 5] = [
    Received::Taken,
    Received::SetAside,
    Received::Second,
    Received::Rejected,
    Received::Already,
];

pub(crate) async fn receive(inside: Inside, Sent(entered): Sent<Entered>) -> Page {
    let hand = inside.hand(Role::ReturningOfficer).await?;
    let malformed = |what: &str, error: &dyn std::fmt::Display| {
        Trouble::Malformed(format!("{}: {error}", what.trim()))
    };
    let batch = entered.batch.trim();
    let delivery = Delivery {
        batch: batch.parse().map_err(|error| malformed(batch, &error))?,
        section: match entered.section.trim() {
            "" => None,
            section => Some(
                section
                    .parse()
                    .map_err(|error| malformed(section, &error))?,
            ),
        },
        rejected: Some(entered.rejected.trim().to_owned()).filter(|reason| !reason.is_empty()),
        second: entered.second == "yes",
        received: match entered.received.trim() {
            "" => hand.now.clone(),
            when => when.parse().map_err(|error| malformed(when, &error))?,
        },
    };
    let electors = different(&inside, &entered.electors)?;
    let mut office = inside.hall.aside().await?;
    let received = office.receive(&delivery, &electors).await?;
    drop(office);
    let page = inside.frame().await?;
    let number = |of: Received| received.iter().filter(|one| **one == of).count();
    let totals = ALL.map(|of| (key(of), number(of)));
    let papers = electors.into_iter().zip(&received);
    shown(&ReceivedPage {
        page,
        batch: delivery.batch.to_string(),
        totals: totals
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .collect(),
        papers: papers
            .map(|(elector, received)| (elector, class(*received), key(*received)))
            .collect(),
    })
}

/// The ids of lines, each once: a line that was read twice must not become a second paper.
fn different(inside: &Inside, text: &str) -> Result<Vec<String>, Trouble> {
    let language = inside.visitor.language;
    let mut seen = HashMap::new();
    let mut electors = Vec::new();
    for (number, line) in (1_usize..).zip(text.lines()) {
        let elector = line.trim();
        if elector.is_empty() {
            continue;
        }
        if let Some(first) = seen.insert(elector, number) {
            let values = [
                ("line", number.into()),
                ("first", first.into()),
                ("elector", elector.into()),
            ];
            return Err(Trouble::Refused(language.fill("receive-twice", values)));
        }
        electors.push(elector.to_owned());
    }
    if electors.is_empty() {
        return Err(Trouble::Refused(language.say("receive-nobody")));
    }
    Ok(electors)
}
