//! Counts that cannot come to an end, and polls that nobody can open or oversee.

use hustings_count::Seats;
use hustings_count::tie::Resort;

use super::Findings;
use crate::{Address, Preferences, Sections};

pub(super) fn check(findings: &mut Findings<'_>) {
    seats(findings);
    sets(findings);
    paper(findings);
    ties(findings);
    college(findings);
    trustees(findings);
    statutory(findings);
}

fn seats(findings: &mut Findings<'_>) {
    let rule = &findings.rulebook.count.rule;
    for post in &findings.rulebook.posts {
        let fills = match post.seats {
            0 => Some("at least one seat"),
            seats => rule.cannot_fill(Seats(seats)),
        };
        if let Some(fills) = fills {
            let reason = format!(
                "the rule {} fills {fills}, and '{}' has {}",
                rule.name(),
                post.id,
                post.seats
            );
            findings.add(
                Address::new("post").child(&post.id).child("seats"),
                reason,
                "correct seats, make it several posts, or choose another rule",
            );
        }
    }
}

/// Rules that count several sets of papers: the log of a contest holds one for a post.
fn sets(findings: &mut Findings<'_>) {
    let rule = &findings.rulebook.count.rule;
    if !rule.counts_one_set() {
        let reason = format!(
            "the rule {} counts several ballots or sections, and the log of a contest holds one set of papers for a post",
            rule.name()
        );
        let remedy = "count them with `hustings count`; for the sections of an electoral college write sections = \"electoral-college\" and the rule by which one section is counted";
        findings.add(Address::new("count.rule"), reason, remedy);
    }
}

/// Rules of the paper that would change a count, and that no counting rule here follows yet.
fn paper(findings: &mut Findings<'_>) {
    let paper = &findings.rulebook.paper;
    let asked = [
        ("cap", paper.cap.is_some()),
        ("preferences", paper.preferences == Preferences::Full),
        ("reopen_nominations", paper.reopen_nominations),
    ];
    for (key, _) in asked.into_iter().filter(|(_, asked)| *asked) {
        let reason = "no counting rule of this version follows it, so a count would be wrong";
        findings.add(
            Address::new("paper").child(key),
            reason,
            "leave it out, and do not count such papers with this version",
        );
    }
}

fn ties(findings: &mut Findings<'_>) {
    let ties = &findings.rulebook.count.ties;
    let address = || Address::new("count.ties");
    if ties
        .iter()
        .any(|resort| matches!(resort, Resort::PublicSeed(_)))
    {
        findings.add(
            address(),
            "a seed that stands in the rulebook is known before anybody votes",
            "take \"public-seed\" out; lots that people draw are recorded in the log",
        );
    }
    if ties.last() != Some(&Resort::Lots) {
        findings.add(
            address(),
            "a tie may be left without a last resort",
            "end the list with \"lots\"",
        );
    }
    if ties
        .iter()
        .filter(|resort| **resort == Resort::Lots)
        .count()
        > 1
    {
        findings.add(
            address(),
            "nothing comes after lots",
            "name \"lots\" once, as the last",
        );
    }
}

fn college(findings: &mut Findings<'_>) {
    let rulebook = findings.rulebook;
    let sections = &rulebook.roll.sections;
    if rulebook.count.sections != Sections::Pooled && sections.is_empty() {
        findings.add(
            Address::new("count.sections"),
            "the roll has no sections",
            "add [[roll.section]], or write \"pooled\"",
        );
    }
    if rulebook.count.sections != Sections::ElectoralCollege {
        return;
    }
    let mut whole = (0_u128, 1_u128);
    for section in sections {
        let Some(share) = section.share else {
            let address = Address::new("roll.section")
                .child(&section.id)
                .child("share");
            findings.add(
                address,
                "a section of an electoral college needs its share",
                "add share = \"1/3\", or what it is",
            );
            return;
        };
        let (above, below) = (u128::from(share.numerator), u128::from(share.denominator));
        let sum = (
            whole
                .0
                .saturating_mul(below)
                .saturating_add(above.saturating_mul(whole.1)),
            whole.1.saturating_mul(below),
        );
        let divisor = greatest_common_divisor(sum.0, sum.1);
        whole = (sum.0 / divisor, sum.1 / divisor);
    }
    if whole != (1, 1) && !sections.is_empty() {
        let reason = format!(
            "the sections' shares sum to {}/{}, not to a whole",
            whole.0, whole.1
        );
        findings.add(
            Address::new("count.sections"),
            reason,
            "let the shares sum to 1",
        );
    }
}

fn greatest_common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 {
        a.max(1)
    } else {
        greatest_common_divisor(b, a % b)
    }
}

fn trustees(findings: &mut Findings<'_>) {
    let Some(trustees) = &findings.rulebook.ballot.trustees else {
        return;
    };
    let address = Address::new("ballot.trustees");
    if trustees.threshold > trustees.of {
        let reason = format!(
            "{} trustees are needed, and there are {}",
            trustees.threshold, trustees.of
        );
        findings.add(
            address.child("threshold"),
            reason,
            "need at most as many as there are",
        );
    }
    if trustees.threshold == 0 && !trustees.server {
        findings.add(
            address.child("threshold"),
            "nobody is needed to open the ballots",
            "need at least one trustee",
        );
    } else if trustees.threshold == 0 && trustees.of > 0 {
        findings.add(
            address.child("threshold"),
            format!(
                "there are {} trustees, none of whom is ever needed",
                trustees.of
            ),
            "need at least one of them, or leave `threshold` and `of` out, so that the server alone holds the key",
        );
    }
}

fn statutory(findings: &mut Findings<'_>) {
    let Some(statutory) = &findings.rulebook.statutory else {
        return;
    };
    if statutory
        .scrutineer
        .as_ref()
        .is_none_or(|name| name.trim().is_empty())
    {
        let reason = format!(
            "{} asks for an independent scrutineer, and none is named",
            statutory.act
        );
        findings.add(
            Address::new("statutory.scrutineer"),
            reason,
            "add scrutineer = \"…\"",
        );
    }
}
