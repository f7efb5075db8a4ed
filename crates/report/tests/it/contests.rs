//! Real contests, from what happened to their results.

use std::collections::BTreeMap;

use hustings_contest::{
    Contest, Declaration, Digest, PostResult, Statement, declaration, fold, result, statement,
};
use hustings_count::Transcript;
use hustings_report::Index;
use hustings_rulebook::Rulebook;

/// A contest's files.
struct Files {
    rulebook: &'static str,
    log: &'static [u8],
    papers: Option<&'static [u8]>,
}

/// What came of a contest.
pub(crate) struct Outcome {
    pub(crate) statement: Statement,
    pub(crate) results: BTreeMap<String, (Declaration, Transcript)>,
}

impl Outcome {
    /// The result of one post.
    pub(crate) fn of(&self, post: &str) -> &(Declaration, Transcript) {
        &self.results[post]
    }

    /// The entry page's content.
    pub(crate) fn index(&self) -> Index {
        let mut index = Index::new(&self.statement);
        for (declaration, _) in self.results.values() {
            index.declare(declaration);
        }
        index
    }
}

fn outcome(files: &Files) -> Outcome {
    let rulebook = Rulebook::parse(files.rulebook).unwrap();
    let contest = Contest::new(rulebook.clone(), Digest::of(files.rulebook.as_bytes()));
    let (contest, log) = fold(contest, files.log).unwrap();
    let papers = files
        .papers
        .map(|papers| ("papers/leader.blt".to_owned(), papers.to_vec()));
    let papers = papers.into_iter().collect();
    let results = rulebook.posts.iter().map(|post| {
        let transcript = match result(&contest, post, &papers).unwrap() {
            PostResult::Complete(transcript) => *transcript,
            other => panic!("{} has no result: {other:?}", post.id),
        };
        let declaration = declaration(&contest, post, &transcript, &log);
        (post.id.to_string(), (declaration, transcript))
    });
    Outcome {
        statement: statement(&contest, &log),
        results: results.collect(),
    }
}

/// Declared: the leader at one stage with three sections, the deputy at three stages.
pub(crate) fn labour_2020() -> Outcome {
    outcome(&Files {
        rulebook: include_str!("../../../../contests/labour-2020/rulebook.toml"),
        log: include_bytes!("../../../../contests/labour-2020/events.jsonl"),
        papers: None,
    })
}

/// Counted: three candidates, two stages.
pub(crate) fn snp_2023() -> Outcome {
    outcome(&Files {
        rulebook: include_str!("../../../../contests/snp-2023/rulebook.toml"),
        log: include_bytes!("../../../../contests/snp-2023/events.jsonl"),
        papers: Some(include_bytes!(
            "../../../../contests/snp-2023/papers/leader.blt"
        )),
    })
}

/// Counted: one section of an electoral college, five candidates, four stages.
pub(crate) fn labour_2010_mps() -> Outcome {
    outcome(&Files {
        rulebook: include_str!("../../../../contests/labour-2010-mps/rulebook.toml"),
        log: include_bytes!("../../../../contests/labour-2010-mps/events.jsonl"),
        papers: Some(include_bytes!(
            "../../../../contests/labour-2010-mps/papers/leader.blt"
        )),
    })
}

/// A mock contest that is kept, after so many entries of its log: two candidates for the chair, whom branches nominate.
pub(crate) fn kept(entries: usize) -> Statement {
    let rulebook = include_str!("../../../contest/tests/data/kept/rulebook.toml");
    let digest = Digest::of(rulebook.as_bytes());
    let log = include_str!("../../../contest/tests/data/kept/events.jsonl");
    let log = log.replace("sha256:RULEBOOK", digest.as_str());
    let lines: String = log.split_inclusive('\n').take(entries).collect();
    let contest = Contest::new(Rulebook::parse(rulebook).unwrap(), digest);
    let (contest, log) = fold(contest, lines.as_bytes()).unwrap();
    statement(&contest, &log)
}

/// All of them.
pub(crate) fn all() -> [Outcome; 3] {
    [labour_2020(), snp_2023(), labour_2010_mps()]
}
