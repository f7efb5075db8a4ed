//! Transcripts and recounts, post by post.

use serde_json::Value;

use super::{Contest, UNREAD, claim, declarations, fails, holds, number, same, unknown, untaught};
use crate::again::{Again, again};
use crate::compare::differences;
use crate::declaration::Made;
use crate::read::Trouble;
use crate::read::json::read_document;
use crate::read::rulebook::Post;
use crate::transcript::{Stage, Transcript};
use crate::votes::written;
use crate::{Claim, Finding, Published, PublishedResult};

/// The claims row by row of the format's table, all posts in each.
#[derive(Default)]
pub(super) struct Rows {
    stages: Vec<Claim>,
    transcripts: Vec<Claim>,
    recounts: Vec<Claim>,
    pub(super) declarations: Vec<Claim>,
    pub(super) figures: Vec<Claim>,
    pub(super) unaccounted: Vec<Claim>,
}

pub(super) fn check(contest: Option<&Contest>, published: &Published<'_>) -> Vec<Claim> {
    let mut rows = Rows::default();
    if let Some(contest) = contest {
        for post in &contest.rulebook.posts {
            rows.check_post(contest, post, published);
        }
    }
    for post in published.results.keys() {
        match contest {
            None => rows.nothing_known(post, UNREAD),
            Some(contest) if contest.rulebook.post(post).is_none() => {
                rows.surplus(post, "the rulebook has no such post");
            }
            Some(_) => {}
        }
    }
    [
        rows.stages,
        rows.transcripts,
        rows.recounts,
        rows.declarations,
        rows.figures,
        rows.unaccounted,
    ]
    .concat()
}

/// Who is said to be elected.
fn elected(ids: &[String]) -> String {
    match ids {
        [] => "nobody is".to_owned(),
        [one] => format!("{one} is"),
        several => format!("{} are", several.join(", ")),
    }
}

impl Rows {
    fn check_post(&mut self, contest: &Contest, post: &Post, published: &Published<'_>) {
        let result = published.results.get(&post.id);
        let id = &post.id;
        match (
            again(&contest.rulebook, &contest.log, post, published),
            result,
        ) {
            (Again::Nothing, None) => {
                if let Some(result) = contest.log.result_for(id) {
                    let why = format!(
                        "{} declared elected, and neither papers nor votes of the whole are in the log",
                        elected(&result.elected)
                    );
                    self.recounts.push(recount(id, unknown(&why)));
                }
            }
            (Again::Nothing, Some(_)) => {
                self.surplus(
                    id,
                    "the log has neither papers nor votes of the whole for this post",
                );
            }
            (Again::Stopped(why), None) => self.recounts.push(recount(id, unknown(why))),
            (Again::Stopped(why), Some(_)) => self.surplus(id, &why),
            (Again::Impossible(trouble), _) => {
                self.transcripts.push(transcript(id, fails(trouble)));
                let why = "no transcript follows from the log";
                self.recounts.push(recount(id, unknown(why)));
                self.declarations.push(declaration(id, unknown(why)));
            }
            (Again::Untaught(why), Some(result)) => {
                untaught::check(self, contest, post, result, &why);
            }
            (Again::Unknown(why) | Again::Untaught(why), _) => self.nothing_known(id, &why),
            (Again::Made(_), None) => {
                for (row, file) in [
                    (&mut self.transcripts, "transcript"),
                    (&mut self.declarations, "declaration"),
                ] {
                    let place = format!("{id}/{file}.json");
                    let finding = fails(Trouble::new(place, "it is missing"));
                    row.push(claim(format!("{file} {id}"), finding));
                }
                let why = "no transcript was published";
                self.recounts.push(recount(id, unknown(why)));
            }
            (Again::Made(expected), Some(result)) => {
                self.check_transcript(id, &expected, result);
                let made = Made {
                    rulebook: &contest.rulebook,
                    log: &contest.log,
                    post,
                    transcript: &expected,
                };
                let is_kept = contest.log.kept.is_some();
                let declaration = made.declaration(&contest.name);
                declarations::check(self, id, is_kept, &declaration, result);
            }
        }
    }

    fn check_transcript(
        &mut self,
        post: &str,
        expected: &Transcript,
        result: &PublishedResult<'_>,
    ) {
        let file = format!("{post}/transcript.json");
        let (mut published, trouble) = match read_document(result.transcript) {
            Ok(published) => (published, None),
            Err(reason) => (Value::Null, Some(Trouble::new(&file, reason))),
        };
        let mut value = expected.to_value();
        let result_stands = published.get("elected") == value.get("elected")
            && last_stage(&published) == last_stage(&value);
        for (stage, index) in expected.stages.iter().zip(0..) {
            let pointer = format!("/stages/{index}");
            let take = |value: &mut Value| value.pointer_mut(&pointer).map(Value::take);
            let recomputed = take(&mut value).unwrap_or_default();
            let finding = match (&trouble, take(&mut published)) {
                (Some(_), _) => unknown(format!("{file} does not read")),
                (None, None) => fails(Trouble::new(
                    format!("{file} {pointer}"),
                    "this stage is missing",
                )),
                (None, Some(stated)) => {
                    same(&file, &differences(&recomputed, &stated, &pointer), || {
                        stage_told(stage, expected.decimals())
                    })
                }
            };
            let name = format!("transcript {post} stage {}", stage.number);
            self.stages.push(claim(name, finding));
        }
        let rest = match &trouble {
            Some(trouble) => fails(trouble.clone()),
            None => same(&file, &differences(&value, &published, ""), || {
                told(expected)
            }),
        };
        self.transcripts.push(transcript(post, rest));

        let finding = if !expected.counted {
            unknown("the votes were declared, and no papers were published to count again")
        } else if trouble.is_some() {
            unknown(format!("{file} does not read"))
        } else if result_stands {
            holds(format!("the papers counted again: {}", told(expected)))
        } else {
            fails(Trouble::new(
                &file,
                format!(
                    "the papers counted again do not give this result: {}",
                    told(expected)
                ),
            ))
        };
        self.recounts.push(recount(post, finding));
    }

    /// A result that nothing in the contest accounts for.
    fn surplus(&mut self, post: &str, reason: &str) {
        let trouble = Trouble::new(format!("{post}/transcript.json"), reason);
        self.transcripts.push(transcript(post, fails(trouble)));
        self.recounts.push(recount(post, unknown(reason)));
        let trouble = Trouble::new(format!("{post}/declaration.json"), reason);
        self.declarations.push(declaration(post, fails(trouble)));
    }

    /// What is found of the documents of a result that nobody counts again here.
    pub(super) fn untaught(
        &mut self,
        post: &str,
        on_transcript: Finding,
        on_declaration: Finding,
        why: &str,
    ) {
        self.transcripts.push(transcript(post, on_transcript));
        self.recounts.push(recount(post, unknown(why)));
        self.declarations.push(declaration(post, on_declaration));
    }

    fn nothing_known(&mut self, post: &str, why: &str) {
        self.transcripts.push(transcript(post, unknown(why)));
        self.recounts.push(recount(post, unknown(why)));
        self.declarations.push(declaration(post, unknown(why)));
    }
}

fn transcript(post: &str, finding: Finding) -> Claim {
    claim(format!("transcript {post}"), finding)
}

fn recount(post: &str, finding: Finding) -> Claim {
    claim(format!("recount {post}"), finding)
}

fn declaration(post: &str, finding: Finding) -> Claim {
    claim(format!("declaration {post}"), finding)
}

fn last_stage(transcript: &Value) -> Option<&Value> {
    transcript.get("stages")?.as_array()?.last()
}

/// "3 stages, 461006 papers, elected rayner"
fn told(transcript: &Transcript) -> String {
    let result = if transcript.elected.is_empty() {
        let left = transcript.stages.last().map(|stage| &stage.votes);
        let left: Vec<&str> = left
            .into_iter()
            .flatten()
            .map(|(id, _)| id.as_str())
            .collect();
        format!(
            "a section elects nobody, left in the count {}",
            left.join(" and ")
        )
    } else {
        format!("elected {}", transcript.elected.join(", "))
    };
    let stages = number(transcript.stages.len(), "stage");
    format!("{stages}, {} papers, {result}", transcript.papers)
}

/// "ash 4, birch 4, cedar 2; cedar excluded"
fn stage_told(stage: &Stage, decimals: usize) -> String {
    let mut votes: Vec<String> = stage
        .votes
        .iter()
        .map(|(id, votes)| format!("{id} {}", written(*votes, decimals)))
        .collect();
    if stage.non_transferable > 0 {
        let parts = written(stage.non_transferable, decimals);
        votes.push(format!("non-transferable {parts}"));
    }
    let who = stage.candidates.join(", ");
    format!("{}; {who} {}", votes.join(", "), stage.did).replace("  ", " ")
}
