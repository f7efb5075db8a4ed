//! What the log comes to for one post: a transcript made again, or why there is none.

use std::collections::BTreeMap;

use crate::Published;
use crate::count::{Count, Lot, NotCounted, with_ids};
use crate::declared::Declared;
use crate::digest::digest;
use crate::event::PapersPublished;
use crate::log::Log;
use crate::read::papers::Papers;
use crate::read::rulebook::{Post, Rulebook};
use crate::read::{Trouble, events, papers};
use crate::rule::Rule;
use crate::statement::standing;
use crate::transcript::{Candidate, Transcript};
use crate::votes::Votes;

/// What the log comes to for one post.
pub(crate) enum Again {
    /// The log has neither papers nor votes of the whole.
    Nothing,
    Made(Box<Transcript>),
    /// Lots must be drawn, or a rule is missing: only people can go on.
    Stopped(String),
    /// There are papers or votes, and no transcript can follow from them.
    Impossible(Trouble),
    /// The papers are not there to be counted.
    Unknown(String),
    /// A rule, or a resort that a tie came to, that this path was not taught.
    Untaught(String),
}

/// Makes the transcript of a post again: from papers if there are any, else from declared votes.
pub(crate) fn again(
    rulebook: &Rulebook,
    log: &Log,
    post: &Post,
    published: &Published<'_>,
) -> Again {
    // What could be counted by a rule that was not taught is not known either.
    if let Rule::Unknown(name) = &rulebook.rule
        && (log.papers_for(&post.id).is_some() || log.votes.iter().any(|of| of.post == post.id))
    {
        return Again::Untaught(NotCounted::UnknownRule(name.clone()).to_string());
    }
    if let Some(papers) = log.papers_for(&post.id) {
        return match of_another_whole(rulebook, papers.section.as_deref()) {
            None => counted(rulebook, log, post, papers, published),
            Some(reason) => Again::Impossible(Trouble::new(events::place(papers.line), reason)),
        };
    }
    let whole: BTreeMap<u64, Votes> = log
        .votes
        .iter()
        .filter(|declared| declared.post == post.id && declared.section.is_none())
        .map(|declared| (declared.stage, declared.votes.clone()))
        .collect();
    if whole.is_empty() {
        return Again::Nothing;
    }
    if let Some(reason) = of_another_whole(rulebook, None) {
        return Again::Impossible(Trouble::new("events.jsonl", reason));
    }
    let candidates: Vec<Candidate> = log.candidates_for(&post.id).map(named).collect();
    let declared = Declared {
        rule: &rulebook.rule,
        seats: post.seats,
        candidates: &candidates,
        stages: &whole,
        sections: log
            .votes
            .iter()
            .filter(|declared| declared.post == post.id && declared.stage == 1)
            .filter_map(|declared| Some((declared.section.clone()?, declared.votes.clone())))
            .collect(),
    };
    match declared.transcript() {
        Ok(transcript) => match with_lots(transcript, &log.lots_for(&post.id)) {
            Ok(transcript) => Again::Made(Box::new(transcript)),
            Err(reason) => Again::Impossible(Trouble::new("events.jsonl", reason)),
        },
        Err(reason) => Again::Impossible(Trouble::new("events.jsonl", reason)),
    }
}

/// Why papers or votes of this section (or of the whole) cannot be counted, if they cannot.
fn of_another_whole(rulebook: &Rulebook, section: Option<&str>) -> Option<&'static str> {
    match (rulebook.is_college, section) {
        (true, None) => {
            Some("an electoral college is counted section by section, and this is of the whole")
        }
        (false, Some(_)) => {
            Some("all sections are counted together, and these papers are of one section")
        }
        _ => None,
    }
}

/// The same, with every tie that a recorded lot resolved; a lot that the votes contradict is refused.
fn with_lots(mut transcript: Transcript, lots: &[Lot]) -> Result<Transcript, String> {
    for lot in lots {
        let mut resolved = false;
        for stage in &mut transcript.stages {
            if stage.number != lot.stage {
                continue;
            }
            if let Some(tie) = &mut stage.tie
                && tie.chosen == lot.chosen
                && lot.among.iter().all(|id| tie.among.contains(id))
            {
                tie.resolved_by = "lots";
                resolved = true;
            }
        }
        if !resolved {
            return Err(format!(
                "the lot recorded at stage {} excludes {}, and the declared votes show no tie there that it resolves so",
                lot.stage, lot.chosen
            ));
        }
    }
    Ok(transcript)
}

fn counted(
    rulebook: &Rulebook,
    log: &Log,
    post: &Post,
    papers: &PapersPublished,
    published: &Published<'_>,
) -> Again {
    let file = &papers.file;
    let Some(bytes) = published.papers.get(file) else {
        return Again::Unknown(format!("{file} is not there to be counted"));
    };
    if digest(bytes) != papers.digest {
        return Again::Unknown(format!("{file} is not the file that the log names"));
    }
    let read = match papers::read(bytes) {
        Ok(read) => read,
        Err(error) => return Again::Impossible(Trouble::new(file, error.to_string())),
    };
    if let Some(reason) = too_many(&read, papers.section.as_deref(), log) {
        return Again::Impossible(Trouble::new(file, reason));
    }
    let candidates = match standing_for(rulebook, log, post) {
        Ok(candidates) => candidates,
        Err(open) => return Again::Stopped(format!("whether {open} may stand is undetermined")),
    };
    let ids = match matched(&read.names, &candidates) {
        Ok(ids) => ids,
        Err(reason) => return Again::Impossible(Trouble::new(file, reason)),
    };
    let lots = log.lots_for(&post.id);
    let count = Count {
        rule: &rulebook.rule,
        // One section elects nobody by itself.
        seats: if papers.section.is_some() {
            0
        } else {
            post.seats
        },
        ties: &rulebook.ties,
        lots: &lots,
    };
    let rankings = with_ids(&read.rankings, &ids);
    match count.transcript(candidates, &rankings, papers.section.clone()) {
        Ok(transcript) => Again::Made(Box::new(transcript)),
        Err(stopped @ (NotCounted::LotsRequired { .. } | NotCounted::NoResortLeft { .. })) => {
            Again::Stopped(stopped.to_string())
        }
        Err(
            refused @ (NotCounted::Seats { .. }
            | NotCounted::NoSuchCandidate(_)
            | NotCounted::NotInOrder(_)),
        ) => Again::Impossible(Trouble::new("rulebook.toml count", refused.to_string())),
        Err(unknown @ (NotCounted::UnknownRule(_) | NotCounted::UnknownResort(_))) => {
            Again::Untaught(unknown.to_string())
        }
        Err(
            refused @ (NotCounted::TwoLots { .. }
            | NotCounted::LotNotNeeded { .. }
            | NotCounted::LotAmongOthers { .. }),
        ) => Again::Impossible(Trouble::new("events.jsonl", refused.to_string())),
        Err(error) => Again::Impossible(Trouble::new(file, error.to_string())),
    }
}

/// Why there are more papers than there can be, blank ones among them, if there are.
fn too_many(papers: &Papers, section: Option<&str>, log: &Log) -> Option<String> {
    let returns = log.returns_for(section)?;
    let total = papers.total();
    [
        ("eligible", returns.eligible),
        ("returned", returns.returned),
    ]
    .into_iter()
    .filter_map(|(what, limit)| Some((what, limit?)))
    .find(|(_, limit)| total > u128::from(*limit))
    .map(|(what, limit)| format!("there are {total} papers, and {limit} {what}"))
}

/// Who stands on the papers, in the order of their declaration: whoever was published, else
/// whoever is nominated; or those of whom it is not known whether they may.
fn standing_for(rulebook: &Rulebook, log: &Log, post: &Post) -> Result<Vec<Candidate>, String> {
    let candidates = || log.candidates_for(&post.id);
    if let Some(nominees) = log.nominees_for(&post.id) {
        let published =
            candidates().filter(|candidate| nominees.candidates.contains(&candidate.id));
        return Ok(published.map(named).collect());
    }
    let with = |wanted: &str| -> Vec<Candidate> {
        candidates()
            .filter(|candidate| standing(rulebook, log, candidate) == wanted)
            .map(named)
            .collect()
    };
    let open: Vec<String> = with("undetermined").into_iter().map(|one| one.id).collect();
    if open.is_empty() {
        Ok(with("nominated"))
    } else {
        Err(open.join(", "))
    }
}

fn named(candidate: &crate::event::Candidate) -> Candidate {
    Candidate {
        id: candidate.id.clone(),
        name: candidate.name.clone(),
    }
}

/// The ids of those whose names stand on the paper, which must be those who stand, each once.
fn matched(names: &[String], standing: &[Candidate]) -> Result<Vec<String>, String> {
    let mut ids: Vec<String> = Vec::new();
    for name in names {
        // The log refuses two candidates with one name.
        let candidate = standing
            .iter()
            .find(|candidate| candidate.name == *name)
            .ok_or_else(|| format!("nobody who stands is called {name:?}"))?;
        if ids.contains(&candidate.id) {
            return Err(format!("{name:?} stands on the paper twice"));
        }
        ids.push(candidate.id.clone());
    }
    match standing
        .iter()
        .find(|candidate| !ids.contains(&candidate.id))
    {
        None => Ok(ids),
        Some(missing) => Err(format!("{:?} stands, and not on the paper", missing.name)),
    }
}
