//! Bundles of real contests: they verify, and whatever is changed breaks a named claim.

mod agreement;
mod kept;
mod scottish;
mod tampering;
mod verifying;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use hustings_contest::{Contest, Digest, PostResult, declaration, fold, result, statement};
use hustings_evidence::{Claim, Contents, Finding, Options, PostContents};
use hustings_rulebook::Rulebook;
use hustings_seal::randomness::system;

const CONTESTS: [&str; 3] = ["labour-2020", "labour-2010-mps", "snp-2023"];

/// What a contest's folder makes, by the first path.
fn contents(contest: &str) -> Contents {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../contests")
        .join(contest);
    let rulebook = std::fs::read(folder.join("rulebook.toml")).expect("there is a rulebook");
    let events = std::fs::read(folder.join("events.jsonl")).expect("there are events");
    let file = "papers/leader.blt";
    let papers: BTreeMap<_, _> = std::fs::read(folder.join(file))
        .map(|bytes| (file.to_owned(), bytes))
        .into_iter()
        .collect();
    let parsed = Rulebook::parse(std::str::from_utf8(&rulebook).unwrap()).unwrap();
    let (contest, log) = fold(Contest::new(parsed, Digest::of(&rulebook)), &events).unwrap();
    let posts = contest
        .rulebook()
        .posts
        .iter()
        .map(|post| match result(&contest, post, &papers) {
            Ok(PostResult::Complete(transcript)) => PostContents {
                post: post.id.to_string(),
                transcript: transcript.to_json().into_bytes(),
                declaration: declaration(&contest, post, &transcript, &log)
                    .to_json()
                    .into_bytes(),
            },
            other => panic!("{other:?}"),
        });
    Contents {
        posts: posts.collect(),
        statement: statement(&contest, &log).to_json().into_bytes(),
        rulebook,
        events,
        papers,
        kept: None,
    }
}

static CONTENTS: LazyLock<BTreeMap<&str, Contents>> = LazyLock::new(|| {
    CONTESTS
        .iter()
        .map(|contest| (*contest, contents(contest)))
        .collect()
});

fn bundle(contest: &str) -> Vec<u8> {
    CONTENTS[contest]
        .write()
        .expect("the contents fit into a bundle")
}

/// With nothing beside the bundle.
fn verify(bundle: &[u8]) -> Vec<Claim> {
    hustings_evidence::verify(bundle, &Options::default(), &mut system())
}

fn broken(claims: &[Claim]) -> Vec<&Claim> {
    claims
        .iter()
        .filter(|claim| matches!(claim.finding, Finding::DoesNotHold { .. }))
        .collect()
}
