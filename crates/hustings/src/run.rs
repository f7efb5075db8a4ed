//! `hustings run`.

mod blame;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use hustings_contest::{
    Contest, Digest, LogDigest, PostResult, Statement, declaration, fold, result, statement,
};
use hustings_count::CandidateId;
use hustings_evidence::{Contents, PostContents};
use hustings_office::Counted;
use hustings_rulebook::{Finding, PostId, Rulebook, check};

use crate::failure::{Failure, Success};
use crate::files;
use crate::pages::{Bundle, Pages};
use crate::terminal::{in_yellow, with_progress};

/// Replay a contest from its folder: statement, transcripts, declarations, pages and the bundle.
///
/// The folder holds rulebook.toml, events.jsonl and, where papers were published, papers/.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings run contests/labour-2020 --out out/labour-2020
  hustings run contests/snp-2023 --out out/snp-2023 --json

Then open index.html in the folder, and check it: hustings verify out/snp-2023/bundle.hustings")]
pub(crate) struct Arguments {
    /// The contest's folder.
    contest: PathBuf,
    /// Where to write.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Print what was written, and what it came to, as JSON.
    #[arg(long)]
    json: bool,
}

/// Why a post has no result, and what a person must do before it can have one, if anything.
struct Uncounted {
    post: PostId,
    sentence: String,
    remedy: Option<&'static str>,
}

impl Uncounted {
    /// The reason as a sentence for a page, and that somebody must act.
    fn told(&self) -> String {
        match self.remedy {
            Some(_) => format!(
                "There is no result yet: {}. A person must act first.",
                self.sentence
            ),
            None => self.sentence.clone(),
        }
    }
}

/// A contest, as far as its folder goes.
pub(crate) struct Replay {
    pub(crate) statement: Statement,
    pub(crate) counted: Vec<Counted>,
    uncounted: Vec<Uncounted>,
    rulebook: Vec<u8>,
    events: Vec<u8>,
    papers: BTreeMap<String, Vec<u8>>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let replay = with_progress("replaying the contest", || replay(&arguments.contest))?;
    let pages = replay.pages()?;
    let written = pages.write(&arguments.out)?;
    if arguments.json {
        writeln!(anstream::stdout(), "{:#}", to_json(&replay, &written))?;
    } else {
        pages.tell(&arguments.out)?;
    }
    if replay.waits() {
        Err(Failure::PersonNeeded(replay.needed().join("\n")))
    } else {
        Ok(Success::Done)
    }
}

impl Replay {
    /// What it is written as; the bundle only if nothing is missing from it.
    fn pages(&self) -> Result<Pages<'_>, Failure> {
        let bundle = if self.waits() {
            Bundle::Missing
        } else {
            let bundle = contents(self).write();
            Bundle::Written(bundle.map_err(|error| Failure::NotPossible(error.to_string()))?)
        };
        let told = self.uncounted.iter();
        Ok(Pages {
            statement: &self.statement,
            counted: &self.counted,
            told: told
                .map(|uncounted| (uncounted.post.clone(), uncounted.told()))
                .collect(),
            bundle,
        })
    }

    /// Whether a person must act before the contest is whole.
    fn waits(&self) -> bool {
        !self.needed().is_empty()
    }

    /// What a person must do, post by post.
    fn needed(&self) -> Vec<String> {
        let line = |uncounted: &Uncounted| {
            Some(format!(
                "{}: {}; {}",
                uncounted.post, uncounted.sentence, uncounted.remedy?
            ))
        };
        self.uncounted.iter().filter_map(line).collect()
    }
}

fn replay(folder: &Path) -> Result<Replay, Failure> {
    let rulebook_path = folder.join("rulebook.toml");
    let text = files::read_text(&rulebook_path)?;
    let rulebook =
        Rulebook::parse(&text).map_err(|error| Failure::refused(&rulebook_path, error))?;
    let findings = check(&rulebook);
    if !findings.is_empty() {
        return Err(dead_ends(&rulebook_path, &findings));
    }
    let events_path = folder.join("events.jsonl");
    let events = files::read(&events_path)?;
    let contest = Contest::new(rulebook, Digest::of(text.as_bytes()));
    let (contest, log) =
        fold(contest, &events).map_err(|error| Failure::refused(&events_path, error))?;
    let papers = files::read_folder(folder, "papers")?;
    let (counted, uncounted) = count_all(folder, &contest, &log, &papers)?;
    let published = contest.paper_files();
    let unnamed = papers.keys().filter(|path| !published.contains(*path));
    for path in unnamed {
        let path = folder.join(path);
        anstream::eprintln!(
            "{}: {}: no papers-published in events.jsonl names these papers, so they are not counted; record it, or take the file away",
            in_yellow("hustings"),
            path.display()
        );
    }
    Ok(Replay {
        statement: statement(&contest, &log),
        counted,
        uncounted,
        rulebook: text.into_bytes(),
        events,
        papers: papers
            .into_iter()
            .filter(|(path, _)| published.contains(path))
            .collect(),
    })
}

/// All of them, each on a line of its own, so that one call is enough to mend them.
fn dead_ends(rulebook: &Path, findings: &[Finding]) -> Failure {
    let lines = findings
        .iter()
        .map(|finding| format!("{}: {finding}", rulebook.display()));
    Failure::NotPossible(lines.collect::<Vec<_>>().join("\n"))
}

fn count_all(
    folder: &Path,
    contest: &Contest,
    log: &LogDigest,
    papers: &BTreeMap<String, Vec<u8>>,
) -> Result<(Vec<Counted>, Vec<Uncounted>), Failure> {
    let (mut counted, mut uncounted) = (Vec::new(), Vec::new());
    for post in &contest.rulebook().posts {
        match result(contest, post, papers).map_err(|error| blame::refused(folder, &error))? {
            PostResult::NotYet { elected } if elected.is_empty() => {}
            PostResult::NotYet { elected } => uncounted.push(Uncounted {
                post: post.id.clone(),
                sentence: format!(
                    "Declared elected: {}. Neither papers nor votes of the whole are in the log, so there is no count to show.",
                    names(&elected)
                ),
                remedy: None,
            }),
            PostResult::Complete(transcript) => {
                let declaration = declaration(contest, post, &transcript, log);
                counted.push(Counted { post: post.clone(), transcript: *transcript, declaration });
            }
            PostResult::LotsRequired { stage, among } => uncounted.push(Uncounted {
                post: post.id.clone(),
                sentence: format!("stage {stage} of the count is a tie among {}", names(&among)),
                remedy: Some("draw a lot among exactly them, record it as lots-drawn in events.jsonl, and run again"),
            }),
            PostResult::RulingRequired { candidates } => uncounted.push(Uncounted {
                post: post.id.clone(),
                sentence: format!("whether {} may stand is undetermined", names(&candidates)),
                remedy: Some("record what decides it, or who stood as nominees-published, in events.jsonl, and run again"),
            }),
        }
    }
    Ok((counted, uncounted))
}

fn names(candidates: &[CandidateId]) -> String {
    candidates
        .iter()
        .map(CandidateId::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

fn contents(replay: &Replay) -> Contents {
    let posts = replay.counted.iter().map(|counted| PostContents {
        post: counted.post.id.to_string(),
        transcript: counted.transcript.to_json().into_bytes(),
        declaration: counted.declaration.to_json().into_bytes(),
    });
    Contents {
        rulebook: replay.rulebook.clone(),
        events: replay.events.clone(),
        kept: None,
        papers: replay.papers.clone(),
        statement: replay.statement.to_json().into_bytes(),
        posts: posts.collect(),
    }
}

fn to_json(replay: &Replay, written: &[String]) -> serde_json::Value {
    let posts = replay.counted.iter().map(|counted| {
        serde_json::json!({
            "post": counted.post.id,
            "provenance": counted.transcript.provenance,
            "stages": counted.transcript.stages.len(),
            "elected": counted.transcript.elected,
        })
    });
    serde_json::json!({
        "title": replay.statement.title,
        "posts": posts.collect::<Vec<_>>(),
        "needed": replay.needed(),
        "written": written,
    })
}
