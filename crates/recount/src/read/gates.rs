//! Gates as the rulebook writes them.

use super::rulebook::Body;
use super::tables::{Keys, Read};
use crate::percent::{Rounding, Share};

/// What a candidate must reach to get through a stage.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    pub(crate) address: String,
    /// The source's own clause.
    pub(crate) clause: Option<String>,
    pub(crate) rule: GateRule,
}

#[derive(Clone, Debug)]
pub(crate) enum GateRule {
    All(Vec<Gate>),
    Any(Vec<Gate>),
    Test(Test),
}

#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) threshold: Threshold,
    pub(crate) of: String,
    pub(crate) kind: Option<String>,
    pub(crate) by_weight: bool,
    pub(crate) across: Option<String>,
    pub(crate) rounding: Option<Rounding>,
}

#[derive(Clone, Debug)]
pub(crate) enum Threshold {
    Number(u64),
    Share(Share, Rounding),
}

/// Reads a gate, or a branch of one.
pub(crate) fn read(mut keys: Keys<'_>, bodies: &[Body]) -> Read<Gate> {
    let address = keys.address().to_owned();
    let rule = match (keys.has("all"), keys.has("any")) {
        (true, true) => return Err(keys.trouble("any", "a gate has \"all\" or \"any\", not both")),
        (true, false) => GateRule::All(read_branches(&mut keys, "all", bodies)?),
        (false, true) => GateRule::Any(read_branches(&mut keys, "any", bodies)?),
        (false, false) => GateRule::Test(read_test(&mut keys, bodies)?),
    };
    Ok(Gate {
        address,
        clause: keys.finish_with_clause()?,
        rule,
    })
}

fn read_branches(keys: &mut Keys<'_>, key: &'static str, bodies: &[Body]) -> Read<Vec<Gate>> {
    let branches = keys.tables(key)?;
    if branches.is_empty() {
        return Err(keys.trouble(key, "there must be at least one branch"));
    }
    branches
        .into_iter()
        .map(|branch| read(branch, bodies))
        .collect()
}

fn read_test(keys: &mut Keys<'_>, bodies: &[Body]) -> Read<Test> {
    let of = keys.id("of")?;
    let Some(body) = bodies.iter().find(|body| body.id == of) else {
        return Err(keys.trouble("of", format!("there is no body {of:?}")));
    };
    let kind = keys.id_if_any("kind")?;
    if let Some(kind) = &kind
        && !body.kinds.contains(kind)
    {
        return Err(keys.trouble("kind", format!("the body {of:?} has no kind {kind:?}")));
    }
    let by_weight = keys.word("by", &["head", "weight"])?.as_deref() == Some("weight");
    if by_weight && !body.has_weight {
        return Err(keys.trouble("by", format!("the body {of:?} has no weight")));
    }
    let across = keys.text_if_any("across")?;
    if by_weight && across.is_some() {
        return Err(keys.trouble("across", "a test counts groups or adds weights, not both"));
    }
    let rounding = keys
        .word("rounding", &["up", "down", "nearest", "none"])?
        .and_then(|word| Rounding::parse(&word));
    keys.count_if_any("published")?;
    Ok(Test {
        threshold: read_threshold(keys, rounding)?,
        of,
        kind,
        by_weight,
        across,
        rounding,
    })
}

fn read_threshold(keys: &mut Keys<'_>, rounding: Option<Rounding>) -> Read<Threshold> {
    let number = keys.count_if_any("number")?;
    let share = keys.text_if_any("share")?;
    match (number, share, rounding) {
        (Some(number), None, _) => Ok(Threshold::Number(number)),
        (None, Some(share), Some(rounding)) => Share::parse(&share)
            .map(|share| Threshold::Share(share, rounding))
            .ok_or_else(|| keys.trouble("share", "it must be a decimal percentage")),
        (None, Some(_), None) => {
            Err(keys.trouble("rounding", "a share must say how it is rounded"))
        }
        (Some(_), Some(_), _) => {
            Err(keys.trouble("share", "a test has a number or a share, not both"))
        }
        (None, None, _) => Err(keys.trouble("number", "a test must have a number or a share")),
    }
}
