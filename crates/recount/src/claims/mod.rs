//! What is claimed, one line a claim, in the order of `docs/formats/bundle.md`.

mod declarations;
mod papers;
mod results;
mod statement;
mod untaught;

use std::collections::BTreeSet;

use crate::compare::{Difference, place_and_reason};
use crate::digest::digest;
use crate::event::{Event, Kind};
use crate::log::Log;
use crate::read::Trouble;
use crate::read::events;
use crate::read::rulebook::Rulebook;
use crate::statement::LogName;
use crate::text::escaped;
use crate::{Claim, Finding, Published};

/// What the rulebook and the log come to, once both read.
struct Contest {
    rulebook: Rulebook,
    log: Log,
    name: LogName,
    /// Post and candidate of each withdrawal that stands before the post's nominees in the log.
    withdrawn_before: BTreeSet<(String, String)>,
}

/// Why nothing can be said about what depends on the rulebook and the log.
const UNREAD: &str = "the rulebook and the log do not both read, and this follows from them";

/// Checks everything that was published, and says of each claim whether it holds.
///
/// Never fails: bytes that do not read are a finding.
pub fn check(published: &Published<'_>) -> Vec<Claim> {
    let rulebook = Rulebook::read(published.rulebook);
    let (events, trouble) = events::read(published.events);
    let rulebook_digest = digest(published.rulebook);

    let mut claims = vec![claim(
        "rulebook",
        check_rulebook(&rulebook, &rulebook_digest, &events),
    )];
    let log = fold(&rulebook, &rulebook_digest, &events, trouble);
    let log_finding = match &log {
        Ok(_) => holds(format!(
            "{}, each canonical and allowed by the rulebook",
            number(events.len(), "event")
        )),
        Err(NotFolded::Refused(trouble)) => fails(trouble.clone()),
        Err(NotFolded::NoRulebook) => {
            unknown("every line is canonical, but the rulebook does not read")
        }
    };
    claims.push(claim("log", log_finding));

    let contest = match (rulebook, log) {
        (Ok(rulebook), Ok(log)) => Some(Contest {
            rulebook,
            log,
            name: LogName {
                entries: events.len(),
                digest: digest(published.events),
            },
            withdrawn_before: withdrawn_before(&events),
        }),
        _ => None,
    };
    claims.extend(papers::check(contest.as_ref(), published));
    claims.extend(statement::check(contest.as_ref(), published));
    claims.extend(results::check(contest.as_ref(), published));
    claims.into_iter().map(printable).collect()
}

/// Who withdrew before the nominees were published: whoever withdraws later stands on the paper.
fn withdrawn_before(events: &[Event]) -> BTreeSet<(String, String)> {
    let mut published = BTreeSet::new();
    let mut withdrawn = BTreeSet::new();
    for event in events {
        match &event.kind {
            Kind::NomineesPublished(nominees) => {
                published.insert(&nominees.post);
            }
            Kind::CandidateWithdrew(one) if !published.contains(&one.post) => {
                withdrawn.insert((one.post.clone(), one.candidate.clone()));
            }
            _ => {}
        }
    }
    withdrawn
}

/// The claim with nothing in it that would act on a terminal: much of it is what somebody wrote.
fn printable(claim: Claim) -> Claim {
    Claim {
        name: escaped(&claim.name),
        finding: match claim.finding {
            Finding::Holds { what } => holds(escaped(&what)),
            Finding::DoesNotHold { place, reason } => {
                fails(Trouble::new(escaped(&place), escaped(&reason)))
            }
            Finding::CannotBeKnown { why } => unknown(escaped(&why)),
        },
    }
}

fn check_rulebook(
    rulebook: &Result<Rulebook, Trouble>,
    rulebook_digest: &str,
    events: &[Event],
) -> Finding {
    let rulebook = match rulebook {
        Ok(rulebook) => rulebook,
        Err(trouble) => return fails(trouble.clone()),
    };
    match events.first().map(|event| &event.kind) {
        Some(Kind::ContestOpened {
            rulebook: named, ..
        }) if named == rulebook_digest => holds(format!(
            "{}, {} of nominators, {}; the first event carries its digest",
            number(rulebook.posts.len(), "post"),
            number(rulebook.bodies.len(), "group"),
            number(rulebook.stages.len(), "stage")
        )),
        Some(Kind::ContestOpened {
            rulebook: named, ..
        }) => fails(Trouble::new(
            "rulebook.toml",
            format!("its digest is {rulebook_digest}, and the first event carries {named}"),
        )),
        _ => fails(Trouble::new(
            events::place(1),
            "the first event does not carry the rulebook's digest",
        )),
    }
}

enum NotFolded {
    Refused(Trouble),
    NoRulebook,
}

/// The log, or the first line that is refused.
fn fold(
    rulebook: &Result<Rulebook, Trouble>,
    rulebook_digest: &str,
    events: &[Event],
    trouble: Option<Trouble>,
) -> Result<Log, NotFolded> {
    let folded = match rulebook {
        Err(_) => Err(NotFolded::NoRulebook),
        Ok(rulebook) => Log::fold(rulebook, rulebook_digest, events).map_err(NotFolded::Refused),
    };
    match trouble {
        None => folded,
        // A line before the one that does not read may be refused for what it says.
        Some(trouble) => Err(match folded {
            Err(NotFolded::Refused(earlier)) if !events.is_empty() => NotFolded::Refused(earlier),
            _ => NotFolded::Refused(trouble),
        }),
    }
}

/// "1 stage", "3 stages"
fn number(count: usize, of: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {of}{ending}")
}

fn claim(name: impl Into<String>, finding: Finding) -> Claim {
    Claim {
        name: name.into(),
        finding,
    }
}

fn holds(what: impl Into<String>) -> Finding {
    Finding::Holds { what: what.into() }
}

fn fails(trouble: Trouble) -> Finding {
    Finding::DoesNotHold {
        place: trouble.place,
        reason: trouble.reason,
    }
}

fn unknown(why: impl Into<String>) -> Finding {
    Finding::CannotBeKnown { why: why.into() }
}

/// Holds if there are no differences.
fn same(file: &str, differences: &[Difference], what: impl FnOnce() -> String) -> Finding {
    match place_and_reason(file, differences) {
        None => holds(what()),
        Some((place, reason)) => Finding::DoesNotHold { place, reason },
    }
}
