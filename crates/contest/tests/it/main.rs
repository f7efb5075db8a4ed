//! Contests: real ones against published facts, events that are refused, gates judged by hand.

mod declared;
mod judging;
mod kept;
mod labour_2010;
mod labour_2020;
mod properties;
mod refused;
mod snp_2023;
mod wire;

use std::collections::BTreeMap;
use std::path::PathBuf;

use hustings_contest::judge::{Branches, Leaf, Outcome, Verdict};
use hustings_contest::statement::{CandidateStatement, Statement};
use hustings_contest::{
    Contest, Declaration, Digest, LogDigest, LogError, PostResult, declaration, fold, result,
    statement,
};
use hustings_count::Transcript;
use hustings_rulebook::{Moment, Rulebook};

/// A contest's folder, read.
struct Folder {
    rulebook: String,
    events: Vec<u8>,
    papers: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    fn of(contest: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../contests")
            .join(contest);
        let read =
            |name: &str| std::fs::read(folder.join(name)).expect("the contest has this file");
        let papers = folder
            .join("papers/leader.blt")
            .exists()
            .then(|| ("papers/leader.blt".to_owned(), read("papers/leader.blt")));
        Self {
            rulebook: String::from_utf8(read("rulebook.toml")).expect("a rulebook is text"),
            events: read("events.jsonl"),
            papers: papers.into_iter().collect(),
        }
    }

    fn fold(&self) -> (Contest, LogDigest) {
        fold_text(&self.rulebook, &self.events).unwrap_or_else(|error| panic!("{error}"))
    }

    fn statement(&self) -> Statement {
        let (contest, log) = self.fold();
        statement(&contest, &log)
    }

    fn result(&self, post: &str) -> (Transcript, Declaration) {
        let (contest, log) = self.fold();
        let post = contest
            .rulebook()
            .post(&post.parse().unwrap())
            .expect("the contest has this post")
            .clone();
        match result(&contest, &post, &self.papers) {
            Ok(PostResult::Complete(transcript)) => {
                let declaration = declaration(&contest, &post, &transcript, &log);
                (*transcript, declaration)
            }
            other => panic!("{other:?}"),
        }
    }
}

fn fold_text(rulebook: &str, events: &[u8]) -> Result<(Contest, LogDigest), LogError> {
    let parsed = Rulebook::parse(rulebook).unwrap_or_else(|error| panic!("{error}"));
    fold(
        Contest::new(parsed, Digest::of(rulebook.as_bytes())),
        events,
    )
}

/// The fenced example of a page in docs/formats.
fn example(page: &str, fence: &str) -> String {
    let (_, example) = page
        .split_once(&format!("```{fence}\n"))
        .expect("the page has an example");
    example
        .split_once("```")
        .expect("the example ends")
        .0
        .to_owned()
}

fn example_rulebook() -> String {
    example(
        include_str!("../../../../docs/formats/rulebook.md"),
        "toml rulebook",
    )
}

fn example_events() -> String {
    let digest = Digest::of(example_rulebook().as_bytes());
    example(
        include_str!("../../../../docs/formats/events.md"),
        "jsonl events",
    )
    .replace("sha256:RULEBOOK", digest.as_str())
}

fn candidate<'a>(statement: &'a Statement, post: &str, id: &str) -> &'a CandidateStatement {
    let post = statement
        .posts
        .iter()
        .find(|other| other.id.as_str() == post)
        .expect("the post is stated");
    post.candidates
        .iter()
        .find(|candidate| candidate.id.as_str() == id)
        .expect("the candidate is stated")
}

/// The verdict at an address below a root.
fn node<'a>(root: &'a Verdict, address: &str) -> &'a Verdict {
    fn find<'a>(verdict: &'a Verdict, address: &str) -> Option<&'a Verdict> {
        if verdict.clause.address.as_str() == address {
            return Some(verdict);
        }
        match &verdict.branches {
            Branches::All { all: branches } | Branches::Any { any: branches } => {
                branches.iter().find_map(|branch| find(branch, address))
            }
            Branches::Leaf(_) => None,
        }
    }
    find(root, address).unwrap_or_else(|| panic!("the verdict has {address}"))
}

fn leaf<'a>(root: &'a Verdict, address: &str) -> &'a Leaf {
    match &node(root, address).branches {
        Branches::Leaf(leaf) => leaf,
        _ => panic!("{address} is a test"),
    }
}

/// After and by, as they are written.
fn first_met(verdict: &Verdict) -> (Option<&str>, Option<&str>) {
    let hustings_contest::judge::FirstMet { after, by } = &verdict.first_met;
    (
        after.as_ref().map(Moment::as_str),
        by.as_ref().map(Moment::as_str),
    )
}

fn outcome(root: &Verdict, address: &str) -> Outcome {
    node(root, address).outcome
}
