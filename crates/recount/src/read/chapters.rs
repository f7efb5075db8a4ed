//! The chapters of the rulebook, from the source to the count.

use serde_json::Value as Json;

use super::gates;
use super::rulebook::{Body, FewCandidates, Post, Section, Stage, Window};
use super::tables::{Keys, Read};
use crate::rule::Rule;
use crate::text::escaped;
use crate::ties::Resort;

/// Whether each of these ids is one of those.
fn check_known(
    keys: &Keys<'_>,
    key: &str,
    named: &[String],
    known: impl Fn(&str) -> bool,
) -> Read<()> {
    match named.iter().find(|id| !known(id)) {
        None => Ok(()),
        Some(id) => Err(keys.trouble(key, format!("there is no {id:?}"))),
    }
}

pub(super) fn read_source(mut keys: Keys<'_>) -> Read<()> {
    for key in ["document", "clauses", "note"] {
        keys.text_if_any(key)?;
    }
    keys.finish()
}

pub(super) fn read_posts(keys: &mut Keys<'_>, sections: &[Section]) -> Read<Vec<Post>> {
    let mut posts = Vec::new();
    for (id, mut post) in keys.tables_with_ids("post")? {
        let title = post.text("title")?;
        let seats = match post.count_if_any("seats")? {
            Some(seats) if seats >= 1 => seats,
            _ => return Err(post.trouble("seats", "it must be a whole number from 1")),
        };
        let electing = post.texts_if_any("sections")?;
        check_known(
            &post,
            "sections",
            electing.as_deref().unwrap_or(&[]),
            |id| sections.iter().any(|section| section.id == id),
        )?;
        post.finish_with_clause()?;
        posts.push(Post {
            id,
            title,
            seats,
            sections: electing,
        });
    }
    if posts.is_empty() {
        return Err(keys.trouble("post", "there must be at least one"));
    }
    Ok(posts)
}

pub(super) fn read_bodies(keys: &mut Keys<'_>) -> Read<Vec<Body>> {
    let mut bodies = Vec::new();
    for (id, mut body) in keys.tables_with_ids("body")? {
        let title = body.text("title")?;
        let kinds = body.texts_if_any("kinds")?.unwrap_or_default();
        let register = match body.table_if_any("register")? {
            None => Vec::new(),
            Some(register) => read_register(register)?,
        };
        let weight = body.table_if_any("weight")?;
        let has_weight = weight.is_some();
        let total = match weight {
            None => None,
            Some(mut weight) => {
                weight.text_if_any("measure")?;
                weight.time_if_any("as_of")?;
                let total = weight.count_if_any("total")?;
                weight.finish_with_clause()?;
                total
            }
        };
        body.finish_with_clause()?;
        bodies.push(Body {
            id,
            title,
            kinds,
            has_weight,
            weight: total,
            register,
        });
    }
    Ok(bodies)
}

fn read_register(mut keys: Keys<'_>) -> Read<Vec<u64>> {
    let count = keys.count_if_any("count")?;
    let differ = keys.counts_if_any("sources_differ")?;
    keys.time_if_any("as_of")?;
    let figures = match (count, differ) {
        (Some(_), Some(_)) => {
            let reason = "a register has a count or sources that differ, not both";
            return Err(keys.trouble("sources_differ", reason));
        }
        (Some(count), None) => vec![count],
        (None, Some(figures)) => figures,
        (None, None) => Vec::new(),
    };
    keys.finish_with_clause()?;
    Ok(figures)
}

pub(super) fn read_stages(
    keys: &mut Keys<'_>,
    posts: &[Post],
    bodies: &[Body],
) -> Read<Vec<Stage>> {
    let mut stages: Vec<Stage> = Vec::new();
    for (id, mut stage) in keys.tables_with_ids("stage")? {
        let for_posts = stage.texts_if_any("posts")?;
        check_known(&stage, "posts", for_posts.as_deref().unwrap_or(&[]), |id| {
            posts.iter().any(|post| post.id == id)
        })?;
        let nominators = stage.texts_if_any("nominators")?.unwrap_or_default();
        check_known(&stage, "nominators", &nominators, |id| {
            bodies.iter().any(|body| body.id == id)
        })?;
        let through = stage.id_if_any("through")?;
        check_known(&stage, "through", through.as_slice(), |id| {
            stages.iter().any(|earlier| earlier.id == id)
        })?;
        let window = match stage.table_if_any("window")? {
            None => Window::default(),
            Some(window) => read_window(window)?,
        };
        stage.word("one_nomination_per", &["post"])?;
        let released = stage.word("released_when", &["candidate-withdraws", "never"])?;
        let exempt = stage.texts_if_any("exempt")?.unwrap_or_default();
        check_known(&stage, "exempt", &exempt, |who| who == "incumbent")?;
        let gate = match stage.table_if_any("gate")? {
            None => None,
            Some(gate) => Some(gates::read(gate, bodies)?),
        };
        let title = stage.text("title")?;
        stage.finish_with_clause()?;
        stages.push(Stage {
            id,
            title,
            posts: for_posts,
            nominators,
            through,
            window,
            releases: released.as_deref() == Some("candidate-withdraws"),
            exempts_incumbents: !exempt.is_empty(),
            gate,
        });
    }
    Ok(stages)
}

pub(super) fn read_window(mut keys: Keys<'_>) -> Read<Window> {
    let opens = keys.time_if_any("opens")?;
    let closes = keys.time_if_any("closes")?;
    let judged_by = keys.word("judged_by", &["received", "decided"])?;
    keys.finish_with_clause()?;
    Ok(Window {
        opens,
        closes,
        judged_by_decided: judged_by.as_deref() == Some("decided"),
    })
}

/// The sections, and how small one may be that is reported by itself.
pub(super) fn read_roll(mut keys: Keys<'_>) -> Read<(Vec<Section>, Option<u64>)> {
    keys.time_if_any("freeze")?;
    let smallest = keys.count_if_any("smallest_reported_section")?;
    let mut sections = Vec::new();
    for (id, mut section) in keys.tables_with_ids("section")? {
        let title = section.text("title")?;
        if let Some(registration) = section.table_if_any("registration")? {
            read_window(registration)?;
        }
        section.text_if_any("fee")?;
        section.text_if_any("share")?;
        section.finish_with_clause()?;
        sections.push(Section { id, title });
    }
    let precedence = keys.texts_if_any("precedence")?.unwrap_or_default();
    check_known(&keys, "precedence", &precedence, |id| {
        sections.iter().any(|section| section.id == id)
    })?;
    keys.finish_with_clause()?;
    Ok((sections, smallest))
}

/// Whether every candidate must be ranked.
pub(super) fn read_paper(mut keys: Keys<'_>) -> Read<bool> {
    keys.word("order", &["alphabetical", "lot"])?;
    let preferences = keys.word("preferences", &["optional", "full"])?;
    keys.boolean_if_any("reopen_nominations")?;
    keys.count_if_any("cap")?;
    keys.finish_with_clause()?;
    Ok(preferences.as_deref() == Some("full"))
}

/// What the pages look like, which changes nothing of what is checked here.
pub(super) fn read_look(mut keys: Keys<'_>) -> Read<()> {
    if let Some(colour) = keys.text_if_any("colour")? {
        let digits = colour.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(keys.trouble("colour", "it must be # and six hexadecimal digits"));
        }
    }
    for language in keys.texts_if_any("languages")?.unwrap_or_default() {
        if language != "en" && language != "cy" {
            return Err(keys.trouble("languages", format!("{language:?} is none of: en, cy")));
        }
    }
    keys.finish_with_clause()?;
    Ok(())
}

/// How papers are counted, if there are any.
pub(super) struct CountChapter {
    pub(super) rule: Rule,
    /// Whether sections are those of an electoral college.
    pub(super) is_college: bool,
    pub(super) ties: Vec<Resort>,
    pub(super) few_candidates: FewCandidates,
}

pub(super) fn read_count(mut keys: Keys<'_>) -> Read<CountChapter> {
    let rule = read_rule(&mut keys)?;
    let ties = keys
        .values_if_any("ties")?
        .unwrap_or_default()
        .iter()
        .map(|resort| read_resort(&keys, resort))
        .collect::<Read<Vec<_>>>()?;
    let ways = ["pooled", "pooled-reported-apart", "electoral-college"];
    let is_college = keys.word("sections", &ways)?.as_deref() == Some("electoral-college");
    let single = keys.word("single_candidate", &["elected-unopposed", "balloted"])?;
    keys.finish_with_clause()?;
    Ok(CountChapter {
        rule,
        is_college,
        ties,
        few_candidates: match single.as_deref() {
            Some("balloted") => FewCandidates::Balloted,
            _ => FewCandidates::ElectedUnopposed,
        },
    })
}

fn read_rule(keys: &mut Keys<'_>) -> Read<Rule> {
    let options = keys.table("rule")?;
    Rule::read(&options.to_json()).map_err(|fault| match &fault.option {
        Some(option) => options.trouble(option, &fault.reason),
        None => keys.trouble("rule", &fault.reason),
    })
}

fn read_resort(keys: &Keys<'_>, resort: &Json) -> Read<Resort> {
    let refused = || format!("{} is no resort", escaped(&resort.to_string()));
    match Resort::read(resort) {
        // ties 6: whoever wrote the rulebook could choose it.
        Some(Resort::PublicSeed(_)) => {
            Err(keys.trouble("ties", "a rulebook is known before the seed may be"))
        }
        Some(resort) => Ok(resort),
        None => Err(keys.trouble("ties", refused())),
    }
}
