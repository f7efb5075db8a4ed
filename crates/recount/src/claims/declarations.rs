//! Declarations, and the figures in them one by one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::results::Rows;
use super::{claim, fails, same, unknown};
use crate::PublishedResult;
use crate::compare::differences;
use crate::declaration::Declaration;
use crate::declaration::figures::Figure;
use crate::declaration::returns::Unaccounted;
use crate::read::Trouble;
use crate::read::json::read_document;

/// Where the program held the contest itself, nobody else's figure excuses a false result: whoever is
/// declared elected is whom the count elects.
pub(super) fn check(
    rows: &mut Rows,
    post: &str,
    is_kept: bool,
    expected: &Declaration,
    result: &PublishedResult<'_>,
) {
    let file = format!("{post}/declaration.json");
    let published = read_document(result.declaration);
    let name = format!("declaration {post}");
    let finding = match &published {
        Err(reason) => fails(Trouble::new(&file, reason)),
        Ok(published) => same(&file, &differences(&expected.value, published, ""), || {
            format!(
                "every figure is the same, {} of them claims that others published",
                expected.figures.len()
            )
        }),
    };
    rows.declarations.push(claim(name, finding));

    let mut names = Names::default();
    for (figure, index) in expected.figures.iter().zip(0..) {
        let name = names.unique(figure_name(post, figure));
        let pointer = format!("/claims/{index}");
        let finding = match &published {
            Err(_) => unknown(format!("{file} does not read")),
            Ok(published) => stated(&file, &pointer, &figure.to_value(), published)
                .or_else(|| is_kept.then(|| falsely_elected(figure)).flatten())
                .unwrap_or_else(|| super::holds(figure_told(figure))),
        };
        rows.figures.push(claim(name, finding));
    }
    for (papers, index) in expected.unaccounted.iter().zip(0..) {
        let name = names.unique(unaccounted_name(post, papers));
        let pointer = format!("/unreconciled/{index}");
        let finding = match &published {
            Err(_) => unknown(format!("{file} does not read")),
            Ok(published) => stated(&file, &pointer, &papers.to_value(), published)
                .unwrap_or_else(|| unknown(unaccounted_told(papers))),
        };
        rows.unaccounted.push(claim(name, finding));
    }
}

/// What is said if others are declared elected than those whom the count elects, in whatever order.
fn falsely_elected(figure: &Figure) -> Option<crate::Finding> {
    let among = |these: &Value, those: &Value| {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let those = list(those);
        list(these).iter().all(|id| those.contains(id))
    };
    let (published, computed) = (&figure.published, &figure.computed);
    let is_false =
        figure.what == "elected" && !(among(published, computed) && among(computed, published));
    is_false.then(|| {
        let reason = format!(
            "{} declared elected, and the count elects {}",
            plain(published),
            plain(computed)
        );
        fails(Trouble::new("events.jsonl", reason))
    })
}

/// `None` if the declaration states this value at this pointer.
fn stated(
    file: &str,
    pointer: &str,
    expected: &Value,
    published: &Value,
) -> Option<crate::Finding> {
    let Some(stated) = published.pointer(pointer) else {
        return Some(fails(Trouble::new(
            format!("{file} {pointer}"),
            format!("it is not stated: {expected}"),
        )));
    };
    let differences = differences(expected, stated, pointer);
    (!differences.is_empty()).then(|| same(file, &differences, String::new))
}

/// Names, of which several sources may claim the same.
#[derive(Default)]
struct Names(BTreeMap<String, u64>);

impl Names {
    fn unique(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            name
        } else {
            format!("{name} ({count})")
        }
    }
}

fn figure_name(post: &str, figure: &Figure) -> String {
    let stage = figure.stage.map(|stage| format!("stage {stage}"));
    let parts = [
        Some(format!("figure {post} {}", figure.what)),
        figure.section.clone(),
        stage,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn figure_told(figure: &Figure) -> String {
    let published = plain(&figure.published);
    if figure.follows() {
        format!("published {published}, which follows")
    } else {
        let computed = plain(&figure.computed);
        format!("published {published}, computes to {computed}: the discrepancy is stated")
    }
}

/// A value without the marks of JSON: `95.5%`, `ash 4, birch 5`.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "nobody".to_owned(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(object) if object.is_empty() => "no such stage".to_owned(),
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| format!("{key} {}", plain(value)))
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}

fn unaccounted_name(post: &str, papers: &Unaccounted) -> String {
    match &papers.section {
        None => format!("unaccounted {post} {}", papers.what),
        Some(section) => format!("unaccounted {post} {} {section}", papers.what),
    }
}

fn unaccounted_told(papers: &Unaccounted) -> String {
    let came = match papers.what {
        "channels" => "came in by all channels",
        _ => "were returned",
    };
    let Unaccounted {
        received, valid, ..
    } = papers;
    let accounted = papers.accounted();
    let difference = received.abs_diff(accounted);
    if *received > accounted {
        return format!(
            "{received} papers {came}, {difference} more than the {accounted} accounted for: that is stated, and where those papers are cannot be known"
        );
    }
    let blank = match papers.blank {
        Some(blank) if blank > 0 => format!(", {blank} blank"),
        _ => String::new(),
    };
    // There need be no other papers: one of the figures may be of something else.
    let counted = match papers.invalid {
        Some(invalid) => format!("{valid} counted{blank} and {invalid} rejected are {accounted}"),
        None => format!("{valid} were counted{blank}"),
    };
    format!("{received} papers {came}; {counted}: the {difference} cannot be reconciled")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    // The SNP's contest of 2023 first, and the members of Labour's of 2020 last.
    #[case(
        ("channels", 50_494, 50_494, Some(3)),
        "50494 papers came in by all channels; 50494 counted and 3 rejected are 50497: the 3 cannot be reconciled"
    )]
    #[case(
        ("returned", 9, 10, None),
        "9 papers were returned; 10 were counted: the 1 cannot be reconciled"
    )]
    #[case(
        ("returned", 401_564, 401_521, None),
        "401564 papers were returned, 43 more than the 401521 accounted for: that is stated, and where those papers are cannot be known"
    )]
    fn papers_too_many_are_somewhere_and_papers_too_few_need_not_be(
        #[case] (what, received, valid, invalid): (&'static str, u128, u128, Option<u64>),
        #[case] told: &str,
    ) {
        let section = None;
        let papers = Unaccounted {
            what,
            section,
            received,
            valid,
            blank: None,
            invalid,
        };
        assert_eq!(unaccounted_told(&papers), told);
    }
}
