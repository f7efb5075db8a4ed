//! A gate's verdict as a tree of sentences with their evidence.

use askama::Template;
use hustings_contest::judge::{Branches, Leaf, NominationRead, ReportRead, Verdict, Window};
use hustings_rulebook::Clause;

use super::mark::Mark;
use super::sentence;
use crate::page::absence::Absence;
use crate::words::{number, plural, tally};

/// A node and what stands below it.
#[derive(Template)]
#[template(path = "statement/verdict.html")]
pub(super) struct Node {
    mark: Mark,
    text: String,
    first_met: String,
    address: String,
    source_clause: Option<String>,
    evidence: Option<Evidence>,
    below: Vec<Node>,
}

/// What a test rests on. Several tests of one gate can rest on the same, which is listed once.
struct Evidence {
    summary: String,
    reports: Listed<Report>,
    nominations: Listed<Nomination>,
    /// Whether receipt is not known for some of them.
    undetermined: bool,
}

/// Something to be listed, or where it is listed already.
enum Listed<T> {
    Here(Vec<T>),
    At(String),
}

impl<T> Listed<T> {
    fn of<'a, R: PartialEq>(
        read: &'a [R],
        before: impl Iterator<Item = (&'a Clause, &'a [R])>,
        view: impl Fn(&R) -> T,
    ) -> Self {
        let mut before = before.filter(|(_, listed)| !listed.is_empty() && *listed == read);
        match before.next() {
            Some((clause, _)) => Self::At(clause.address.to_string()),
            None => Self::Here(read.iter().map(view).collect()),
        }
    }

    fn is_here(&self) -> bool {
        matches!(self, Self::Here(items) if !items.is_empty())
    }
}

struct Report {
    as_of: String,
    figure: String,
    sources: String,
}

struct Nomination {
    name: String,
    kind: Option<String>,
    when: String,
    window: Mark,
    released: bool,
    sources: String,
}

impl Node {
    pub(super) fn of(verdict: &Verdict, absence: Absence) -> Self {
        Self::below(verdict, absence, &mut Vec::new())
    }

    /// With the tests of the same gate that stand before it.
    fn below<'a>(
        verdict: &'a Verdict,
        absence: Absence,
        before: &mut Vec<(&'a Clause, &'a Leaf)>,
    ) -> Self {
        let (text, below, evidence) = match &verdict.branches {
            Branches::All { all } => ("All of these are needed.".to_owned(), all.as_slice(), None),
            Branches::Any { any } => ("One of these is enough.".to_owned(), any.as_slice(), None),
            Branches::Leaf(leaf) => {
                let evidence = Evidence::of(leaf, before);
                before.push((&verdict.clause, leaf));
                (sentence::test(leaf), [].as_slice(), evidence)
            }
        };
        Self {
            mark: absence.outcome(verdict.outcome),
            text,
            first_met: sentence::first_met(verdict.outcome, &verdict.first_met),
            address: verdict.clause.address.to_string(),
            source_clause: verdict.clause.source.clone(),
            evidence,
            below: below
                .iter()
                .map(|branch| Self::below(branch, absence, before))
                .collect(),
        }
    }
}

impl Evidence {
    fn of<'a>(leaf: &'a Leaf, before: &[(&'a Clause, &'a Leaf)]) -> Option<Self> {
        let (reports, nominations) = (length(&leaf.reports), length(&leaf.nominations));
        let said = [
            (reports, plural(reports, "report", "reports")),
            (
                nominations,
                plural(nominations, "nomination", "nominations"),
            ),
        ];
        let said = said.iter().filter(|(count, _)| *count > 0);
        let said: Vec<String> = said
            .map(|(count, what)| format!("{} {what}", number(*count)))
            .collect();
        let listed = before.iter().map(|(clause, leaf)| (*clause, *leaf));
        let of_reports = listed
            .clone()
            .map(|(clause, leaf)| (clause, leaf.reports.as_slice()));
        let of_nominations = listed.map(|(clause, leaf)| (clause, leaf.nominations.as_slice()));
        (!said.is_empty()).then(|| Self {
            summary: format!("Evidence: {}", said.join(", ")),
            reports: Listed::of(&leaf.reports, of_reports, Report::of),
            nominations: Listed::of(&leaf.nominations, of_nominations, Nomination::of),
            undetermined: leaf
                .nominations
                .iter()
                .any(|n| n.window == Window::Undetermined),
        })
    }
}

impl Report {
    fn of(read: &ReportRead) -> Self {
        Self {
            as_of: read.as_of.in_words(),
            figure: tally(read.figure),
            sources: read.sources.join("; "),
        }
    }
}

impl Nomination {
    fn of(read: &NominationRead) -> Self {
        let times = [
            ("decided", &read.decided),
            ("received", &read.received),
            ("reported by", &read.as_of),
        ];
        let times = times
            .iter()
            .filter_map(|(what, at)| Some((what, at.as_ref()?)));
        let when: Vec<String> = times
            .map(|(what, at)| format!("{what} {}", at.in_words()))
            .collect();
        Self {
            name: read.name.clone(),
            kind: read
                .kind
                .as_ref()
                .map(|kind| kind.as_str().replace('-', " ")),
            when: if when.is_empty() {
                "not known".to_owned()
            } else {
                when.join("; ")
            },
            window: match read.window {
                Window::Inside => Mark {
                    glyph: '✓',
                    word: "inside",
                    class: "yes",
                },
                Window::Undetermined => Mark {
                    glyph: '?',
                    word: "undetermined",
                    class: "open",
                },
            },
            released: read.released,
            sources: read.sources.join("; "),
        }
    }
}

fn length<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}
