//! A batch that was read, as papers.

use std::collections::{BTreeMap, BTreeSet};

use hustings_contest::event::{Act, PaperTotals, PostCounted};
use hustings_count::{Candidate, Papers};
use hustings_rulebook::{Address, BatchId, PostId};

use super::adjudicate::Verdict;
use super::compare::doubts;
use super::entry::Readings;
use super::marks::{Reading, judge};
use crate::error::OfficeError;
use crate::names::kind;
use crate::office::{Beside, Hand, Office, Recorded};

/// What a batch came to.
#[derive(Debug, Clone)]
pub struct BatchCount {
    /// Where it is recorded.
    pub recorded: Recorded,
    /// What is recorded.
    pub counted: PostCounted,
    /// Why papers are spoilt, by post and reason.
    pub spoilt: BTreeMap<PostId, BTreeMap<String, u64>>,
}

/// The papers of a batch for one post.
struct Opened {
    papers: Papers,
    spoilt: BTreeMap<String, u64>,
}

impl Office {
    /// Counts a batch that two people entered alike but for what a third decided: its papers lie beside those of the boxes
    /// from now on. The rules of the decisions stand in the event's note.
    ///
    /// A paper that both doubted is one of those that differ: neither entry says what it comes to.
    pub async fn count_batch(
        &mut self,
        batch: &BatchId,
        hand: &Hand,
    ) -> Result<BatchCount, OfficeError> {
        let mut turn = self.turn(&[]).await?;
        let mut tally = Tally::default();
        for post in self.posts_of_batch(batch) {
            tally.papers = self.expect_readable(batch, &post)?;
            let readings = self.readings(&mut turn, batch, &post).await?;
            expect_settled(batch, &post, &readings)?;
            let opened = self.open_papers(&post, &readings)?;
            let row = self.id.row(kind::OPENED, format!("{post}/post/{batch}"));
            tally.rows.push((row, self.blt(&post, &opened.papers)?));
            tally.add(post, &readings, opened);
        }
        if self.batch(batch).is_none() {
            return Err(OfficeError::batch(
                batch,
                "its numbers are not published; check its id",
            ));
        }
        let rules = tally.note();
        let Tally {
            papers,
            differing,
            totals,
            spoilt,
            rows,
            entered_by,
            ..
        } = tally;
        let counted = PostCounted {
            batch: batch.clone(),
            papers,
            differing: differing.len() as u64,
            // Nothing is undecided, and nothing else is decided.
            adjudicated: differing.len() as u64,
            posts: totals,
            entered_by: entered_by.into_iter().collect(),
        };
        let mut hand = hand.clone();
        let notes: Vec<String> = hand.note.take().into_iter().chain(rules).collect();
        hand.note = (!notes.is_empty()).then(|| notes.join("; "));
        let event = hand.does(
            Act::PostCounted(counted.clone()),
            Some(Address::new("count")),
        );
        let beside = Beside {
            rows,
            ..Beside::default()
        };
        let recorded = self.write(turn, &[event], beside).await?;
        Ok(BatchCount {
            recorded,
            counted,
            spoilt,
        })
    }

    /// What each paper comes to.
    fn open_papers(&self, post: &PostId, readings: &Readings) -> Result<Opened, OfficeError> {
        let refused = |error: hustings_count::papers::PapersError| OfficeError::count(post, error);
        let nominees = self.nominees(post)?;
        let mut opened = Opened {
            papers: Papers::new(nominees.clone()).map_err(refused)?,
            spoilt: BTreeMap::new(),
        };
        let Some(first) = readings.entries.first() else {
            return Ok(opened);
        };
        for (paper, written) in &first.papers {
            let decided = readings.decisions.get(paper).and_then(|all| all.last());
            let reading = match decided {
                Some(decision) => of_verdict(&decision.verdict, &nominees),
                None => judge(written, &nominees),
            };
            match reading {
                Reading::Ranking(preferences) => {
                    opened.papers.add(&preferences, 1).map_err(refused)?;
                }
                Reading::Blank => opened.papers.add(&[], 1).map_err(refused)?,
                Reading::Spoilt(reason) => *opened.spoilt.entry(reason).or_default() += 1,
            }
        }
        Ok(opened)
    }
}

fn of_verdict(verdict: &Verdict, nominees: &[Candidate]) -> Reading {
    match verdict {
        Verdict::Marks(marks) => judge(marks, nominees),
        Verdict::Spoilt(reason) => Reading::Spoilt(reason.trim().to_owned()),
        Verdict::Blank => Reading::Blank,
    }
}

/// Refuses a post that is not entered twice, or on which something is undecided.
fn expect_settled(batch: &BatchId, post: &PostId, readings: &Readings) -> Result<(), OfficeError> {
    let needed = |what: String| Err(OfficeError::PersonNeeded(format!("batch {batch}: {what}")));
    match readings.entries.len() {
        0 => return needed(format!("nobody has entered '{post}'; two people enter it")),
        1 => {
            return needed(format!(
                "one person has entered '{post}'; another enters it too"
            ));
        }
        _ => {}
    }
    let doubts = doubts(readings);
    let open: Vec<u64> = doubts
        .iter()
        .filter(|doubt| doubt.decided_by.is_none())
        .map(|doubt| doubt.paper)
        .collect();
    match open.first() {
        Some(first) if open.len() == 1 => needed(format!(
            "paper {first} is undecided for '{post}'; a third person decides it by `hustings contest paper adjudicate`"
        )),
        Some(first) => needed(format!(
            "{} papers are undecided for '{post}', the first of them paper {first}; a third person decides them by `hustings contest paper adjudicate`",
            open.len()
        )),
        None => Ok(()),
    }
}

/// What the posts of a batch come to together.
#[derive(Default)]
struct Tally {
    papers: u64,
    /// Papers, not readings of them: one that differs for two posts is one.
    differing: BTreeSet<u64>,
    totals: BTreeMap<PostId, PaperTotals>,
    spoilt: BTreeMap<PostId, BTreeMap<String, u64>>,
    rules: BTreeMap<String, u64>,
    rows: Vec<(hustings_store::RowKey, Vec<u8>)>,
    entered_by: BTreeSet<String>,
}

impl Tally {
    fn add(&mut self, post: PostId, readings: &Readings, opened: Opened) {
        for doubt in doubts(readings) {
            self.differing.insert(doubt.paper);
            let decided = readings
                .decisions
                .get(&doubt.paper)
                .and_then(|all| all.last());
            if let Some(decision) = decided {
                *self
                    .rules
                    .entry(decision.rule.trim().to_owned())
                    .or_default() += 1;
            }
        }
        let totals = PaperTotals {
            papers: opened.papers.counted().get(),
            blank: opened.papers.blank().get(),
            spoilt: opened.spoilt.values().sum(),
        };
        self.totals.insert(post.clone(), totals);
        self.spoilt.insert(post, opened.spoilt);
        // For its other posts a name may be written with other capitals.
        for entry in &readings.entries {
            if !self
                .entered_by
                .iter()
                .any(|known| super::entry::same(known, &entry.by))
            {
                self.entered_by.insert(entry.by.clone());
            }
        }
    }

    /// Under which rules papers were decided, for the log.
    fn note(&self) -> Option<String> {
        let rules = self
            .rules
            .iter()
            .map(|(rule, times)| format!("“{rule}” {times}"));
        let rules: Vec<String> = rules.collect();
        (!rules.is_empty()).then(|| format!("decided under these rules: {}", rules.join(", ")))
    }
}
