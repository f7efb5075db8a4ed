//! What there is to say, as data.

use std::collections::BTreeMap;

use hustings_contest::event::Role;
use hustings_contest::kept::{
    self, BoxState, Duty, Kept, Known, Stage, duties_with, stage, unopposed,
};
use hustings_contest::statement::{PostStatement, Standing};
use hustings_contest::{Contest, Statement};
use hustings_count::CandidateId;
use hustings_rulebook::{
    Address, AppealId, BatchId, BoxId, ClaimId, Moment, PostId, RequestId, RulingId, SectionId,
};
use serde::Serialize;

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Serialize)]
        pub(super) struct $name {
            $(pub(super) $field: $type,)*
        }
    )*};
}

facts! {
    /// All of it.
    Status {
        title: String,
        mock: bool,
        stage: Stage,
        now: Moment,
        entries: u64,
        posts: Vec<PostFacts>,
        roll: RollFacts,
        boxes: Vec<BoxFacts>,
        batches: Vec<BatchFacts>,
        unpublished: Vec<BatchId>,
        witnesses: WitnessFacts,
        rulings: RulingFacts,
        duties: Vec<DutyFacts>,
    }

    /// One post.
    PostFacts {
        id: PostId,
        title: String,
        seats: u32,
        published: bool,
        unopposed: bool,
        candidates: Vec<CandidateFacts>,
        elected: Option<Vec<CandidateId>>,
    }

    /// One candidate.
    CandidateFacts {
        id: CandidateId,
        name: String,
        standing: Standing,
        on_paper: bool,
    }

    /// The roll.
    RollFacts {
        imported: usize,
        frozen: bool,
        frozen_at: Option<Moment>,
        sections: BTreeMap<SectionId, SectionFacts>,
    }

    /// One section as it was frozen and amended.
    SectionFacts {
        electors: u64,
        channels: BTreeMap<String, u64>,
    }

    /// One box; `ballots` are not known before the poll opens.
    BoxFacts {
        r#box: BoxId,
        credentials: u64,
        ballots: Option<u64>,
        removed: usize,
        closed: bool,
        shuffles: usize,
        decryptions: usize,
        needed: usize,
        tallied: bool,
    }

    /// One batch of papers.
    BatchFacts {
        batch: BatchId,
        papers: u64,
        set_aside: u64,
        counted: bool,
    }

    /// Who has cosigned the last checkpoint: how many, how many there are, how many are asked for.
    WitnessFacts {
        cosigned: usize,
        witnesses: usize,
        quorum: u64,
    }

    /// Rulings, and what waits for one.
    RulingFacts {
        made: usize,
        superseded: usize,
        claims: Vec<ClaimId>,
        appeals: Vec<AppealFacts>,
        recounts: Vec<RequestId>,
    }

    /// An appeal that is undecided.
    AppealFacts {
        appeal: AppealId,
        ruling: RulingId,
    }

    /// Something that somebody must do.
    DutyFacts {
        role: Role,
        name: Option<String>,
        task: &'static str,
        what: String,
        command: String,
        clause: Address,
        from: Option<Moment>,
        by: Option<Moment>,
        early: bool,
        overdue: bool,
    }
}

impl Status {
    /// As things stand. `ballots` are the sizes of the boxes' logs, `now` is the caller's clock.
    pub(super) fn of(
        contest: &Contest,
        statement: &Statement,
        ballots: &BTreeMap<BoxId, u64>,
        known: &Known,
        now: &Moment,
    ) -> Self {
        let kept = contest.kept();
        let boxes = kept.into_iter().flat_map(|kept| &kept.boxes);
        let batches = kept.into_iter().flat_map(|kept| &kept.batches);
        Self {
            title: contest.rulebook().title.clone(),
            mock: contest.is_mock(),
            stage: stage(contest),
            now: now.clone(),
            entries: statement.log.entries,
            posts: statement
                .posts
                .iter()
                .map(|post| post_facts(contest, post))
                .collect(),
            roll: roll(kept),
            boxes: boxes.map(|of| box_facts(contest, of, ballots)).collect(),
            batches: batches
                .map(|batch| BatchFacts {
                    batch: batch.received.act.batch.clone(),
                    papers: batch.received.act.papers,
                    set_aside: batch.received.act.set_aside,
                    counted: batch.counted.is_some(),
                })
                .collect(),
            unpublished: known.unpublished.clone(),
            witnesses: WitnessFacts {
                cosigned: known.cosigned,
                witnesses: kept.map_or(0, |kept| kept.log.act.witnesses.len()),
                quorum: kept.map_or(0, |kept| kept.log.act.quorum),
            },
            rulings: rulings(kept),
            duties: duties(contest, known, now),
        }
    }

    pub(super) fn to_json(&self) -> String {
        // Writing to memory cannot fail, and every key of every map here is a string.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn post_facts(contest: &Contest, post: &PostStatement) -> PostFacts {
    let nominees = contest.nominees(&post.id);
    let on_paper = |id: &CandidateId| {
        let mut nominees = nominees.iter().flatten();
        nominees.any(|nominee| nominee.id == *id)
    };
    let candidates = post.candidates.iter().map(|candidate| CandidateFacts {
        id: candidate.id.clone(),
        name: candidate.name.clone(),
        standing: candidate.standing,
        on_paper: on_paper(&candidate.id),
    });
    PostFacts {
        id: post.id.clone(),
        title: post.title.clone(),
        seats: post.seats,
        published: nominees.is_some(),
        unopposed: unopposed(contest, &post.id).is_some(),
        candidates: candidates.collect(),
        elected: contest
            .declared(&post.id)
            .map(|declared| declared.act.elected.clone()),
    }
}

fn roll(kept: Option<&Kept>) -> RollFacts {
    let frozen = kept.and_then(|kept| kept.roll.frozen.as_ref());
    let sections = kept.into_iter().flat_map(|kept| &kept.roll.sections);
    let sections = sections.map(|(id, section)| {
        let facts = SectionFacts {
            electors: section.electors,
            channels: section.channels.clone(),
        };
        (id.clone(), facts)
    });
    RollFacts {
        imported: kept.map_or(0, |kept| kept.roll.imported.len()),
        frozen: frozen.is_some(),
        frozen_at: frozen.and_then(|frozen| frozen.decided.clone()),
        sections: sections.collect(),
    }
}

fn box_facts(contest: &Contest, of: &BoxState, ballots: &BTreeMap<BoxId, u64>) -> BoxFacts {
    let id = &of.opened.act.r#box;
    BoxFacts {
        r#box: id.clone(),
        credentials: of.opened.act.credentials,
        ballots: ballots.get(id).copied(),
        removed: contest
            .kept()
            .map_or(0, |kept| kept.rulings.removed(id).count()),
        closed: of.closed.is_some(),
        shuffles: of.shuffles.len(),
        decryptions: of.decryptions.len(),
        needed: kept::needed(contest),
        tallied: of.tallied.is_some(),
    }
}

fn rulings(kept: Option<&Kept>) -> RulingFacts {
    let claims = kept
        .into_iter()
        .flat_map(|kept| kept.rulings.undecided_claims());
    let appeals = kept
        .into_iter()
        .flat_map(|kept| kept.rulings.undecided_appeals());
    let requests = kept.into_iter().flat_map(Kept::undecided_requests);
    let made = kept.map_or(0, |kept| kept.rulings.made.len());
    let standing = kept.map_or(0, |kept| kept.rulings.standing().count());
    RulingFacts {
        made,
        superseded: made.saturating_sub(standing),
        claims: claims.map(|claim| claim.claim.clone()).collect(),
        appeals: appeals
            .map(|made| AppealFacts {
                appeal: made.appeal.clone(),
                ruling: made.ruling.clone(),
            })
            .collect(),
        recounts: requests.map(|made| made.request.clone()).collect(),
    }
}

/// What is left to do: what is overdue first, then in the order in which it is done.
fn duties(contest: &Contest, known: &Known, now: &Moment) -> Vec<DutyFacts> {
    let rulebook = contest.rulebook();
    let left = duties_with(contest, known);
    let left = left.into_iter().filter(|duty| !duty.has_lapsed(now));
    let mut duties: Vec<DutyFacts> = left
        .map(|duty| {
            let (early, overdue) = (duty.is_early(now), duty.is_overdue(now));
            let Duty {
                role,
                name,
                task,
                clause,
                from,
                by,
            } = duty;
            let (what, command, task) = (task.in_words(rulebook), task.command(), task.word());
            DutyFacts {
                role,
                name,
                task,
                what,
                command,
                clause,
                from,
                by,
                early,
                overdue,
            }
        })
        .collect();
    duties.sort_by_key(|duty| !duty.overdue);
    duties
}
