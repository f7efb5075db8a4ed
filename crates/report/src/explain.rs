//! A count in plain sentences: what was done at each stage, why, and where the votes went.

use hustings_count::CandidateId;
use hustings_count::rule::Rule;
use hustings_count::rule::av::{MajorityOf, Until};
use hustings_count::tie::Resort;
use hustings_count::transcript::{Did, Stage, Transcript, Transfer, Votes};

use crate::deeds;
use crate::words::{self, Names};

/// The count in sentences, a paragraph a stage.
pub fn sentences(transcript: &Transcript) -> Vec<String> {
    let names = Names::in_sentences(&transcript.candidates);
    let mut paragraphs = vec![opening(transcript, &names)];
    let mut before: Option<&Stage> = None;
    for stage in &transcript.stages {
        paragraphs.push(of_stage(transcript, stage, before, &names));
        before = Some(stage);
    }
    paragraphs.push(closing(transcript, &names));
    paragraphs
}

/// How every tie was resolved, in sentences; none where there was none.
pub fn ties(transcript: &Transcript) -> Vec<String> {
    let names = Names::in_sentences(&transcript.candidates);
    let stages = transcript.stages.iter();
    let ties = stages.filter_map(|stage| Some((stage, stage.action.tie.as_ref()?)));
    ties.map(|(stage, tie)| {
        let resolved = deeds::resolved(stage, tie, &names);
        format!("Stage {}: {resolved}", stage.number)
    })
    .collect()
}

fn opening(transcript: &Transcript, names: &Names<'_>) -> String {
    let papers = transcript.papers.get();
    let seats = match transcript.seats.0 {
        0 => "in one section of an electoral college".to_owned(),
        1 => "for one seat".to_owned(),
        seats => format!("for {seats} seats"),
    };
    let mut said = format!(
        "{} {} counted {seats} by {}.",
        words::number(papers),
        words::plural(papers, "paper is", "papers are"),
        transcript.rule.describe()
    );
    if let Some(ties) = &transcript.ties {
        let ties = ties.iter().map(|resort| by_resort(resort, names));
        let ties: Vec<String> = ties.collect();
        said += &format!(" Ties are resolved {}.", ties.join(", then "));
    }
    if let Some(marks) = &transcript.marks {
        said += &format!(" Unclear marks are read by the rule {marks}.");
    }
    for (number, what) in set_aside(transcript) {
        let papers = words::plural(number, "paper is", "papers are");
        said += &format!(" {} {papers} {what}.", words::number(number));
    }
    if !transcript.withdrawn.is_empty() {
        let withdrew = names.list(&transcript.withdrawn);
        said += &format!(" {withdrew} withdrew before the count.");
    }
    said
}

fn by_resort(resort: &Resort, names: &Names<'_>) -> String {
    match resort {
        Resort::EarlierStages => "by earlier stages, going back from the last".to_owned(),
        Resort::FirstStages => "by earlier stages, going forward from the first".to_owned(),
        Resort::DeclaredOrder(order) => format!("by the order {}", names.list(order)),
        Resort::Lots => "by lot".to_owned(),
        Resort::PublicSeed(seed) => format!("by lot from the public seed “{seed}”"),
    }
}

/// Papers that are not counted, and why.
pub(crate) fn set_aside(transcript: &Transcript) -> Vec<(u64, String)> {
    let blank = (
        transcript.blank.get(),
        "blank, and counted apart".to_owned(),
    );
    let spoilt = transcript.spoilt.iter().map(|(reason, papers)| {
        (
            papers.get(),
            format!("spoilt ({reason}), and counted apart"),
        )
    });
    let all = [blank].into_iter().chain(spoilt);
    all.filter(|(papers, _)| *papers > 0).collect()
}

fn of_stage(
    transcript: &Transcript,
    stage: &Stage,
    before: Option<&Stage>,
    names: &Names<'_>,
) -> String {
    let mut said = vec![format!(
        "Stage {}. {}",
        stage.number,
        votes(transcript, stage, names)
    )];
    said.extend(sections(transcript, stage, names));
    if !stage.non_transferable.is_zero() {
        let none = words::figure(transcript, &stage.non_transferable);
        said.push(format!("Votes that no longer count for anybody: {none}."));
    }
    if let Some(quota) = &stage.quota
        && before.and_then(|before| before.quota.as_ref()) != Some(quota)
    {
        said.push(format!("The quota is {}.", words::votes(quota)));
    }
    if let Some(majority) = majority(transcript, stage) {
        said.push(majority);
    }
    for elected in &stage.elected {
        let name = names.name(&elected.candidate);
        said.push(format!("{name} is elected ({}).", elected.clause));
    }
    said.push(acted(transcript, stage, names));
    said.join(" ")
}

/// Who has how many votes, most first.
fn votes(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> String {
    let college = matches!(transcript.rule, Rule::ElectoralCollege(_));
    let what = if college { " of the whole" } else { " votes" };
    let mut all: Vec<_> = stage.votes.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let said = all.into_iter().enumerate().map(|(place, (id, votes))| {
        let has = if place == 0 { " has" } else { "" };
        let of = if place == 0 { what } else { "" };
        {
            let figure = words::figure(transcript, votes);
            format!("{}{has} {figure}{of}", names.name(id))
        }
    });
    let said = words::list(&said.collect::<Vec<_>>());
    if said.is_empty() {
        "Nobody is in the count.".to_owned()
    } else {
        format!("{said}.")
    }
}

/// What each section of an electoral college gave whom.
pub(crate) fn sections(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> Vec<String> {
    if !matches!(transcript.rule, Rule::ElectoralCollege(_)) {
        return Vec::new();
    }
    let sections = stage.sections.iter().map(|(section, votes)| {
        let of_each = votes
            .iter()
            .map(|(id, votes)| format!("{} {}", names.name(id), words::votes(votes)));
        format!(
            "Votes of {section}: {}.",
            words::list(&of_each.collect::<Vec<_>>())
        )
    });
    sections.collect()
}

/// What a majority is, where one is asked for.
fn majority(transcript: &Transcript, stage: &Stage) -> Option<String> {
    let Rule::Av(options) = &transcript.rule else {
        return None;
    };
    let looked_at = options.until == Until::Majority || stage.votes.len() == 2;
    if transcript.seats.0 == 0 || stage.votes.len() < 2 || !looked_at {
        return None;
    }
    let all = match options.majority_of {
        MajorityOf::Continuing => crate::movement::continuing(stage),
        MajorityOf::Valid => transcript.papers.get(),
    };
    let needed = all / 2 + 1;
    let nobody = if stage
        .votes
        .values()
        .all(|votes| *votes < Votes::whole(needed))
    {
        ", which nobody has"
    } else {
        ""
    };
    let (all, needed) = (words::number(all), words::number(needed));
    Some(format!("A majority of {all} is {needed}{nobody}."))
}

fn acted(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> String {
    let action = &stage.action;
    let tie = action.tie.as_ref();
    let tie = tie.map_or_else(String::new, |tie| {
        format!("{} ", deeds::resolved(stage, tie, names))
    });
    let done = why(transcript, stage, names)
        .unwrap_or_else(|| words::capital(&deeds::acted(transcript, stage, names)));
    let at = action
        .transfer_value
        .as_ref()
        .map_or_else(String::new, |value| {
            format!(" Each paper goes on at {} of a vote.", words::votes(value))
        });
    let went = action
        .candidates
        .iter()
        .map(|id| went(id, &action.transfers, names));
    let went: String = match action.did {
        Did::Excluded | Did::Withdrawn | Did::Transferred => went.collect(),
        Did::Elected | Did::Reopened | Did::BallotAgain | Did::Ended => String::new(),
    };
    format!("{tie}{done} ({}).{at}{went}", action.clause)
}

/// What was done and why, where the figures say it and no tie had to be resolved.
fn why(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> Option<String> {
    let action = &stage.action;
    let (list, is) = (
        names.list(&action.candidates),
        words::is(action.candidates.len()),
    );
    if action.tie.is_some() {
        return None;
    }
    match (action.did, action.candidates.as_slice()) {
        (Did::Excluded, [one]) => {
            let fewest = stage.votes.values().min() == stage.votes.get(one);
            fewest.then(|| format!("{list}, who has the fewest votes, is excluded"))
        }
        (Did::Excluded, _) if together_are_last(&transcript.rule) => Some(format!(
            "{list}, who together cannot overtake the next, {is} excluded"
        )),
        (Did::Transferred, [one]) => {
            let surplus = stage.votes.get(one)?.minus(stage.quota.as_ref()?)?;
            let surplus = words::votes(&surplus);
            Some(format!("The surplus of {list}, {surplus}, is transferred"))
        }
        _ => None,
    }
}

/// Whether the rule excludes several because they cannot overtake the next, and for no other reason.
fn together_are_last(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Av(_) | Rule::Wigm(_) | Rule::WigmPrf(_) | Rule::Meek(_)
    )
}

/// Where a candidate's votes went.
fn went(from: &CandidateId, transfers: &[Transfer], names: &Names<'_>) -> String {
    let of_this = transfers.iter().filter(|transfer| transfer.from == *from);
    let parts = of_this.map(|transfer| {
        let to = transfer.to.as_ref().map_or("nobody", |id| names.name(id));
        format!("{} to {to}", words::votes(&transfer.votes))
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(" From {} go {}.", names.name(from), words::list(&parts))
}

fn closing(transcript: &Transcript, names: &Names<'_>) -> String {
    let elected = &transcript.elected;
    if elected.is_empty() {
        return "Nobody is elected.".to_owned();
    }
    let is = words::is(elected.len());
    format!("{} {is} elected.", names.list(elected))
}
