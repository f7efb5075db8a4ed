//! What a ruling does, told to whoever made it.

use hustings_contest::Contest;
use hustings_contest::event::{Matter, RulingMade, RulingOutcome};

use crate::terminal::visible;

/// What changes by a ruling, a line each; what was ruled before is what `contest` says.
pub(super) fn of(contest: &Contest, act: &RulingMade) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(before) = &act.supersedes {
        lines.push(format!("{before} no longer stands"));
        let appeals = contest.kept().into_iter().flat_map(|kept| {
            let appeals = kept.rulings.undecided_appeals();
            appeals.filter(|appeal| appeal.ruling == *before)
        });
        lines.extend(appeals.map(|appeal| format!("the appeal {} is decided", appeal.appeal)));
    }
    lines.push(on(act));
    lines
}

fn on(act: &RulingMade) -> String {
    let (id, allowed) = (&act.ruling, act.outcome == RulingOutcome::Allowed);
    match &act.on {
        Matter::Nomination { nominator, .. } => {
            let does = if allowed { "stands" } else { "is out" };
            format!("the nomination by {nominator} {does}")
        }
        Matter::Claim { claim } => {
            let is = if allowed {
                "is allowed"
            } else {
                "is not allowed"
            };
            format!(
                "the claim {claim} {is}; once somebody is entered behind it, enter this by `hustings contest roll determine {claim} --ruling {id}`"
            )
        }
        Matter::Match {
            r#match: number, ..
        } => {
            let (are, how) = if allowed {
                ("of different persons", "--different")
            } else {
                ("one person's", "--same ELECTOR")
            };
            format!(
                "the rows of match {number} are {are}; enter this by `hustings contest roll match {number} {how} --ruling {id}`"
            )
        }
        Matter::Ballots {
            r#box: of, ballots, ..
        } => match (ballots.len(), allowed) {
            (1, true) => format!("1 ballot is removed from {of}"),
            (many, true) => format!("{many} ballots are removed from {of}"),
            (1, false) => format!("1 ballot counts in {of}"),
            (many, false) => format!("{many} ballots count in {of}"),
        },
        Matter::Recount { request } => {
            if allowed {
                format!("the recount {request} is to be held")
            } else {
                format!("there is no recount for {request}")
            }
        }
        Matter::Other { matter } => {
            let is = if allowed { "allowed" } else { "not allowed" };
            format!("{is}: {}", visible(matter))
        }
    }
}
