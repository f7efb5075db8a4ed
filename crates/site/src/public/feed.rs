//! What happened lately, as an Atom feed (RFC 4287): the log's last entries.

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse as _;

use crate::page::{Inside, Page};
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "public/feed.xml")]
struct Feed {
    title: String,
    url: String,
    updated: String,
    entries: Vec<Item>,
}

struct Item {
    number: usize,
    act: String,
    when: String,
    line: String,
}

pub(crate) async fn show(inside: Inside) -> Page {
    let office = inside.hall.read().await?;
    let zone = office.contest().rulebook().time_zone.clone();
    let text = String::from_utf8_lossy(office.events()).into_owned();
    let mut entries: Vec<Item> = (1..)
        .zip(text.lines())
        .map(|(number, line)| item(number, line, &zone))
        .collect();
    entries.reverse();
    entries.truncate(50);
    let feed = Feed {
        title: office.contest().rulebook().title.clone(),
        url: inside.site.settings.absolute(&inside.path("")),
        updated: entries
            .first()
            .map(|item| item.when.clone())
            .unwrap_or_default(),
        entries,
    };
    let xml = feed.render().map_err(|error| Trouble::broken(&error))?;
    Ok((
        [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")],
        xml,
    )
        .into_response())
}

fn item(number: usize, line: &str, zone: &str) -> Item {
    let event: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
    let text = |key: &str| {
        event
            .get(key)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let recorded: Option<hustings_rulebook::Moment> = text("recorded").parse().ok();
    let there = recorded.and_then(|moment| moment.earliest().in_tz(zone).ok());
    Item {
        number,
        act: text("event"),
        when: there
            .map(|zoned| zoned.timestamp().to_string())
            .unwrap_or_default(),
        line: line.to_owned(),
    }
}
