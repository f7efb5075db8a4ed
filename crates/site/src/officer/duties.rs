//! What somebody must do, as the officer is told: what, who, by when, and where it is done.

use fluent_bundle::FluentValue;
use hustings_contest::Contest;
use hustings_contest::event::Role;
use hustings_contest::kept::{Duty, Known, Task, Tie, duties_with};
use hustings_count::CandidateId;
use hustings_rulebook::{Moment, PostId};

use crate::page::Frame;
use crate::poll::bundle::Noted;

/// A duty as it is told.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) when: String,
    pub(crate) clause: String,
    /// The class of its look: `overdue`, `now`, or none.
    pub(crate) class: &'static str,
    /// Where it is done, within the contest.
    pub(crate) path: String,
}

/// What is left to do: overdue first, then what can be done, then what is too early; of these what is due first.
pub(crate) fn lines(
    page: &Frame,
    contest: &Contest,
    (known, noted): (&Known, &Noted),
    now: &Moment,
) -> Vec<Line> {
    let mut left = duties_with(contest, known);
    left.retain(|duty| !duty.has_lapsed(now) && !noted.ends(&duty.task));
    left.sort_by_key(|duty| {
        let due = duty.by.as_ref().map(Moment::latest);
        (!duty.is_overdue(now), duty.is_early(now), due)
    });
    left.iter()
        .map(|duty| line(page, contest, duty, now))
        .collect()
}

fn line(page: &Frame, contest: &Contest, duty: &Duty, now: &Moment) -> Line {
    let (early, overdue) = (duty.is_early(now), duty.is_overdue(now));
    let when = match (&duty.from, &duty.by) {
        (Some(from), _) if early => page.fill("duty-when-from", "time", page.time(from)),
        (_, Some(by)) if overdue => page.fill("duty-when-overdue", "time", page.time(by)),
        (_, Some(by)) => page.fill("duty-when-by", "time", page.time(by)),
        (_, None) => page.say("duty-when-now"),
    };
    let who = if duty.role == Role::Trustee && page.is_server_alone() {
        page.say("trustee-the-server")
    } else {
        page.say(&format!("duty-by-{}", role(duty.role)))
    };
    let who = match &duty.name {
        Some(name) => format!("{who} ({name})"),
        None => who,
    };
    Line {
        what: what(page, contest, &duty.task),
        who,
        when,
        clause: duty.clause.to_string(),
        class: match (overdue, early) {
            (true, _) => "overdue",
            (false, true) => "",
            (false, false) => "now",
        },
        path: path(&duty.task),
    }
}

/// A role's word in keys of texts.
fn role(role: Role) -> &'static str {
    match role {
        Role::ReturningOfficer => "officer",
        Role::Nominator => "nominators",
        Role::Trustee => "trustees",
        Role::Registrar => "registrar",
        Role::Scrutineer => "scrutineer",
        Role::Candidate | Role::Reporter | Role::Compiler | Role::Elector | Role::Agent => "others",
    }
}

/// A duty's text, with what is in it.
pub(crate) fn what(page: &Frame, contest: &Contest, task: &Task) -> String {
    let rulebook = contest.rulebook();
    let title = |id: &PostId| {
        let post = rulebook.post(id);
        post.map_or_else(|| id.to_string(), |post| post.title.clone())
    };
    let name = |post: &PostId, id: &CandidateId| {
        let mut candidates = contest.candidates(post).into_iter();
        let found = candidates.find(|candidate| candidate.id == *id);
        found.map_or_else(|| id.to_string(), |candidate| candidate.name)
    };
    let text = |text: &dyn std::fmt::Display| FluentValue::from(text.to_string());
    let values: Vec<(&str, FluentValue<'_>)> = match task {
        Task::DecideClaim { claim } => vec![("claim", text(claim))],
        Task::DecideAppeal { appeal, ruling } => {
            vec![("appeal", text(appeal)), ("ruling", text(ruling))]
        }
        Task::DecideRecount { request, post } => {
            vec![("request", text(request)), ("post", title(post).into())]
        }
        Task::DecideMatches { open } => vec![("open", (*open).into())],
        Task::LookAtRows { rejected } => vec![("rejected", (*rejected).into())],
        Task::Nominate { stage } => {
            let found = rulebook.stage(stage);
            let title = found.map_or_else(|| stage.to_string(), |stage| stage.title.clone());
            vec![("stage", title.into())]
        }
        Task::PublishNominees { post }
        | Task::PublishPapers { post }
        | Task::ProvideFigures { post }
        | Task::Declare { post }
        | Task::DeclareUnopposed { post } => vec![("post", title(post).into())],
        Task::IssueCredentials { of }
        | Task::OpenBox { of }
        | Task::TakeLinks { of }
        | Task::CloseBox { of }
        | Task::Tally { of } => vec![("box", text(of))],
        Task::Shuffle { of, made, needed } | Task::Decrypt { of, made, needed } => vec![
            ("box", text(of)),
            ("made", (*made).into()),
            ("needed", (*needed).into()),
        ],
        Task::PublishBatch { batch } | Task::CountBatch { batch } => vec![("batch", text(batch))],
        Task::DrawLots(Tie { post, stage, among }) => {
            let names: Vec<String> = among.iter().map(|id| name(post, id)).collect();
            vec![
                ("post", title(post).into()),
                ("stage", text(stage)),
                ("among", names.join(", ").into()),
            ]
        }
        Task::Cosign { made, needed } => {
            vec![("made", (*made).into()), ("needed", (*needed).into())]
        }
        Task::ImportRoll
        | Task::FreezeRoll
        | Task::MakeKeys
        | Task::OpenPoll
        | Task::ReceivePost
        | Task::ClosePoll
        | Task::Report
        | Task::PublishBundle
        | Task::CheckBundle => Vec::new(),
    };
    page.visitor
        .language
        .fill(&format!("duty-{}", task.word()), values)
}

/// On which page it is done.
fn path(task: &Task) -> String {
    let path = match task {
        Task::DecideClaim { .. } => "/office/roll/claims",
        Task::DecideAppeal { .. } | Task::DecideRecount { .. } => "/office/rulings",
        Task::DecideMatches { .. } => "/office/roll/matches",
        Task::LookAtRows { .. } | Task::ImportRoll => "/office/roll",
        Task::FreezeRoll => "/office/roll/freeze",
        Task::Nominate { .. } => "/office/nominations",
        Task::PublishNominees { post } => return format!("/office/paper/{post}"),
        Task::MakeKeys => "/office/ceremony",
        Task::IssueCredentials { .. } | Task::OpenBox { .. } | Task::TakeLinks { .. } => {
            "/office/boxes"
        }
        Task::OpenPoll => "/office/poll",
        Task::ReceivePost | Task::PublishBatch { .. } | Task::CountBatch { .. } => "/office/post",
        Task::ClosePoll | Task::CloseBox { .. } => "/office/close",
        Task::Shuffle { .. }
        | Task::Decrypt { .. }
        | Task::Tally { .. }
        | Task::PublishPapers { .. }
        | Task::DrawLots(_)
        | Task::ProvideFigures { .. }
        | Task::Report => "/office/count",
        Task::Declare { .. } | Task::DeclareUnopposed { .. } => "/office/declare",
        Task::Cosign { .. } | Task::PublishBundle | Task::CheckBundle => "/office/bundle",
    };
    path.to_owned()
}
