//! Papers that the sources leave unaccounted for. Nobody said that they were spoilt, so nobody is made to say it here.

use hustings_contest::Declaration;
use hustings_contest::declaration::{Received, Return, Unreconciled};

use super::section_title;
use crate::words;

/// A sentence for each.
pub(super) fn unreconciled(declaration: &Declaration) -> Vec<String> {
    let sentence = |entry: &Unreconciled| {
        let row = declaration
            .returns
            .iter()
            .find(|row| row.section.as_ref().map(|section| &section.id) == entry.section.as_ref());
        let several = declaration.returns.len() > 1;
        let subject = match &entry.section {
            Some(id) => format!("{}: ", section_title(declaration, id)),
            None if several => "The whole: ".to_owned(),
            None => String::new(),
        };
        let said = match entry.what {
            Received::Returned => returned(entry, row),
            Received::Channels => channels(entry, row),
        };
        if subject.is_empty() {
            words::capital(&said)
        } else {
            format!("{subject}{said}")
        }
    };
    declaration.unreconciled.iter().map(sentence).collect()
}

fn returned(entry: &Unreconciled, row: Option<&Return>) -> String {
    let difference = entry.difference.trim_start_matches('-');
    let figure = words::grouped(difference);
    let one = difference == "1";
    let (papers, were, them) = if one {
        ("paper", "was", "it")
    } else {
        ("papers", "were", "them")
    };
    if entry.difference.starts_with('-') {
        let (received, accounted) = (words::tally(entry.received), words::tally(entry.accounted));
        return format!(
            "{received} papers were returned, and {accounted} are accounted for, {figure} more; the sources do not say \
             why."
        );
    }
    let rejected = row.is_some_and(|row| row.invalid.is_some());
    let among = if rejected {
        "those counted or rejected"
    } else {
        "those counted"
    };
    let is = if one { "is" } else { "are" };
    format!(
        "{figure} {papers} {were} returned and {is} not among {among}; the sources do not say what became of {them}."
    )
}

fn channels(entry: &Unreconciled, row: Option<&Return>) -> String {
    let ways: Vec<String> = row
        .into_iter()
        .flat_map(|row| row.channels.keys().cloned())
        .collect();
    let ways = words::list(&ways);
    let (received, accounted) = (words::tally(entry.received), words::tally(entry.accounted));
    let (valid, invalid) = (
        row.and_then(|row| row.valid),
        row.and_then(|row| row.invalid),
    );
    match (valid, invalid) {
        (Some(valid), Some(invalid)) if valid == entry.received => {
            let where_they = if invalid.to_string() == "1" {
                "belongs"
            } else {
                "belong"
            };
            format!(
                "{ways} add up to {received}, the papers counted; where the {} rejected {where_they} cannot be \
                 reconciled.",
                words::tally(invalid)
            )
        }
        _ => format!(
            "{ways} add up to {received}; papers counted and rejected are {accounted}, a difference of {} that the \
             sources do not explain.",
            words::grouped(entry.difference.trim_start_matches('-'))
        ),
    }
}
