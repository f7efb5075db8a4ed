//! Ids that are used twice, and references to nothing.

use std::collections::BTreeSet;

use super::Findings;
use crate::{Address, Stage, StageId};

pub(super) fn check(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    if rulebook.posts.is_empty() {
        findings.add(
            Address::new("post"),
            "there is no post to fill",
            "add a [[post]]",
        );
    }
    unique(
        findings,
        "post",
        rulebook.posts.iter().map(|post| post.id.as_str()),
    );
    unique(
        findings,
        "body",
        rulebook.bodies.iter().map(|body| body.id.as_str()),
    );
    unique(
        findings,
        "stage",
        rulebook.stages.iter().map(|stage| stage.id.as_str()),
    );
    unique(
        findings,
        "roll.section",
        rulebook
            .roll
            .sections
            .iter()
            .map(|section| section.id.as_str()),
    );
    posts(findings);
    registers(findings);
    stages(findings);
    precedence(findings);
    added(findings);
    if jiff::tz::TimeZone::get(&rulebook.time_zone).is_err() {
        let reason = format!("'{}' is not a time zone", rulebook.time_zone);
        findings.add(
            Address::new("time_zone"),
            reason,
            "write its IANA name, such as \"Europe/London\"",
        );
    }
}

fn unique<'a>(findings: &mut Findings<'_>, list: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            findings.add(
                Address::new(list).child(id),
                format!("the id '{id}' is used twice"),
                "give one of them another id",
            );
        }
    }
}

/// The most that a number may be: above it readers of JSON may round.
const LARGEST: u64 = (1 << 53) - 1;

fn registers(findings: &mut Findings<'_>) {
    for body in &findings.rulebook.bodies {
        let address = Address::new("body").child(&body.id);
        let register = body.register.as_ref();
        if register
            .is_some_and(|register| register.count.is_some() && !register.sources_differ.is_empty())
        {
            let remedy = "write one count, or sources_differ with all figures";
            findings.add(address.child("register"), "it is given in two ways", remedy);
        }
        let total = body.weight.as_ref().and_then(|weight| weight.total);
        if let Some(figure) = body
            .register_figures()
            .into_iter()
            .chain(total)
            .find(|&figure| figure > LARGEST)
        {
            let reason = format!("{figure} is more than {LARGEST}, the most that is counted with");
            findings.add(address, reason, "correct the figure");
        }
    }
}

fn posts(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    for post in &rulebook.posts {
        if post.id.as_str() == "papers" {
            let reason = "a bundle has a folder of this name for something else";
            findings.add(
                Address::new("post.papers"),
                reason,
                "give the post another id",
            );
        }
        for section in post
            .sections
            .iter()
            .flatten()
            .filter(|id| rulebook.section(id).is_none())
        {
            let address = Address::new("post").child(&post.id).child("sections");
            findings.add(
                address,
                format!("there is no section '{section}'"),
                "add it under [[roll.section]], or take it out",
            );
        }
    }
}

fn stages(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    for (number, stage) in rulebook.stages.iter().enumerate() {
        for post in stage
            .posts
            .iter()
            .flatten()
            .filter(|id| rulebook.post(id).is_none())
        {
            let address = stage.address().child("posts");
            findings.add(
                address,
                format!("there is no post '{post}'"),
                "add it under [[post]], or take it out",
            );
        }
        for body in stage
            .nominators
            .iter()
            .filter(|id| rulebook.body(id).is_none())
        {
            let address = stage.address().child("nominators");
            findings.add(
                address,
                format!("there is no body '{body}'"),
                "add it under [[body]], or take it out",
            );
        }
        if let Some(earlier) = &stage.through {
            through(
                findings,
                stage,
                rulebook.stages[..number]
                    .iter()
                    .find(|other| other.id == *earlier),
                earlier,
            );
        }
    }
}

fn through(findings: &mut Findings<'_>, stage: &Stage, found: Option<&Stage>, named: &StageId) {
    let address = stage.address().child("through");
    let Some(earlier) = found else {
        let reason = format!("'{named}' is not an earlier stage");
        return findings.add(
            address,
            reason,
            "name a [[stage]] that stands above this one",
        );
    };
    let posts = &findings.rulebook.posts;
    if let Some(post) = posts
        .iter()
        .find(|post| stage.is_for(&post.id) && !earlier.is_for(&post.id))
    {
        let reason = format!("candidates for '{}' do not go through '{named}'", post.id);
        findings.add(
            address,
            reason,
            "let both stages be for the same posts, or take it out",
        );
    }
}

fn precedence(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    let address = || Address::new("roll.precedence");
    let precedence = &rulebook.roll.precedence;
    for section in precedence
        .iter()
        .filter(|id| rulebook.section(id).is_none())
    {
        findings.add(
            address(),
            format!("there is no section '{section}'"),
            "add it under [[roll.section]], or take it out",
        );
    }
    let missing = rulebook
        .roll
        .sections
        .iter()
        .find(|section| !precedence.contains(&section.id));
    if let Some(section) = missing.filter(|_| !precedence.is_empty()) {
        let reason = format!(
            "it does not say when an elector of '{}' votes there",
            section.id
        );
        findings.add(
            address(),
            reason,
            "put every section into the order, the first one first",
        );
    }
}

fn added(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    for address in rulebook
        .compilers_added
        .iter()
        .filter(|address| !rulebook.has(address))
    {
        let reason = format!("the rulebook has nothing at '{address}'");
        findings.add(
            Address::new("compilers_added"),
            reason,
            "write the address of what was added, or take it out",
        );
    }
}
